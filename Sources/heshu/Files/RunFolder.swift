import Assembly
import Dispatch
import Glibc

/// Where the handler of interrupts writes their numbers; set once, before the handler is.
private nonisolated(unsafe) var interruptPipe: Int32 = -1

/// The output folder of a run: written under other names, and renamed when all is there, so that a
/// run that is cut off leaves the last good output as it was.
final class RunFolder {
  private static let names = ["articles.jsonl", "facts.jsonl", "findings.jsonl", "errors.jsonl"]

  private let path: String
  private var descriptors: [Int32] = []
  private let temporary: [String]
  private var interrupts: (any DispatchSourceRead)?

  init(_ path: String) throws {
    self.path = path
    temporary = (RunFolder.names + ["run.json"]).map { "\(path)/.\($0).\(getpid())" }
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw Failure.usage("\(SystemError.last(path).message); choose another folder with -o")
    }
    // Before the first file is there, so that none is left however early an interrupt comes.
    watchInterrupts()
    for name in temporary.dropLast() { descriptors.append(try RunFolder.create(name)) }
  }

  deinit {
    for descriptor in descriptors { close(descriptor) }
    for name in temporary { unlink(name) }
  }

  private static func create(_ path: String) throws -> Int32 {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Failure.usage(SystemError.last(path).message) }
    return descriptor
  }

  /// Removes what was begun when the user interrupts.
  ///
  /// The handlers are there when this returns, and what they write waits in the pipe until it is read: a
  /// signal source of Dispatch begins to listen some time later, and loses what comes before.
  private func watchInterrupts() {
    let temporary = temporary
    let path = path
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    let input = ends[0]
    interruptPipe = ends[1]
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        let before = errno
        var byte = UInt8(truncatingIfNeeded: number)
        _ = Glibc.write(interruptPipe, &byte, 1)
        errno = before
      }
    }
    let source = DispatchSource.makeReadSource(fileDescriptor: input, queue: .global())
    source.setEventHandler {
      var number: UInt8 = 0
      guard read(input, &number, 1) == 1 else { return }
      for name in temporary { unlink(name) }
      Terminal.say("heshu: interrupted; the output in \(path) is as it was before")
      exit(128 + Int32(number))
    }
    source.resume()
    interrupts = source
  }

  func write(_ records: RunRecords) throws {
    let parts = [records.articles, records.facts, records.findings, records.errors]
    for (index, part) in parts.enumerated() where !part.isEmpty {
      do throws(SystemError) {
        try FileBytes.write(part, to: descriptors[index], path: path + "/" + RunFolder.names[index])
      } catch {
        throw Failure.usage("\(error.message); the output in \(path) is as it was before")
      }
    }
  }

  /// Puts the finished files, and a summary of the run, in the place of the old ones.
  func finish(summary: String) throws {
    try refuseFolders()
    let last = temporary[temporary.count - 1]
    descriptors.append(try RunFolder.create(last))
    do throws(SystemError) {
      try FileBytes.write(Array(summary.utf8), to: descriptors[descriptors.count - 1], path: last)
      for (index, descriptor) in descriptors.enumerated() where fsync(descriptor) != 0 {
        throw SystemError.last(temporary[index])
      }
      for (index, name) in (RunFolder.names + ["run.json"]).enumerated()
      where rename(temporary[index], path + "/" + name) != 0 {
        throw SystemError.last(path + "/" + name)
      }
    } catch {
      throw Failure.usage("\(error.message); the output in \(path) is as it was before")
    }
  }

  /// A folder cannot be replaced by a file: better to know before the first file is replaced.
  private func refuseFolders() throws {
    for name in RunFolder.names + ["run.json"] {
      var status = stat()
      guard stat(path + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
        continue
      }
      throw Failure.usage(
        "\(path)/\(name) is a folder; the output in \(path) is as it was before")
    }
  }
}
