import Glibc
import Review

/// The log of decisions on disk: only ever appended to, one line with one write, under a lock and
/// synced, so that two programs and a kill at any moment leave whole lines.
struct DecisionFile {
  let path: String

  /// The decisions so far; a file that is not there yet has none. Lines that are none are named on
  /// stderr, unless that was done before.
  func read(quietly: Bool = false) throws -> DecisionLog {
    guard access(path, F_OK) == 0 else { return DecisionLog() }
    let log: DecisionLog
    do throws(SystemError) {
      log = DecisionLog(try FileBytes.read(path))
    } catch {
      throw Failure.usage(error.message)
    }
    for line in quietly ? [] : log.badLines {
      Terminal.say("heshu: \(path):\(line): no decision, passed over; mend or delete the line")
    }
    return log
  }

  func append(_ decisions: [Decision]) throws {
    let lines = try decisions.flatMap { try $0.line() }
    do throws(SystemError) {
      try append(lines)
    } catch {
      throw Failure.usage("\(error.message); the decision was not kept")
    }
  }

  private func append(_ lines: [UInt8]) throws(SystemError) {
    let isNew = access(path, F_OK) != 0
    let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw SystemError.last(path) }
    // Closing gives the lock back.
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw SystemError.last(path) }
    }
    // A line that a crash cut off must not swallow this one.
    var last: UInt8 = 0x0A
    let end = lseek(descriptor, 0, SEEK_END)
    if end > 0 { _ = pread(descriptor, &last, 1, end - 1) }
    try FileBytes.write((last == 0x0A ? [] : [0x0A]) + lines, to: descriptor, path: path)
    guard fsync(descriptor) == 0 else { throw SystemError.last(path) }
    if isNew { DecisionFile.syncFolder(of: path) }
  }

  /// A new file is only there after a crash if its folder was synced too.
  private static func syncFolder(of path: String) {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = fsync(descriptor)
    close(descriptor)
  }

  /// The name of the user, for the log.
  static var user: String? {
    getpwuid(getuid()).flatMap { $0.pointee.pw_name.map { String(cString: $0) } }
  }
}
