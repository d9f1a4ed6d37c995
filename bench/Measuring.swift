internal import ArgumentParser
internal import Glibc
internal import Rules
internal import Synchronization

/// CPU time and memory of this process.
enum CPU {
  static func time(_ body: () -> Void) -> Double {
    let start = process()
    body()
    return process() - start
  }

  /// Seconds of CPU time of all threads.
  static func process() -> Double { clock(CLOCK_PROCESS_CPUTIME_ID) }

  /// Seconds of the wall clock.
  static func wall() -> Double { clock(CLOCK_MONOTONIC) }

  private static func clock(_ id: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(id, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// The most memory that the process has had.
  static func peakMegabytes() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss / 1024
  }
}

/// A sum that several threads add to.
final class ByteCount: Sendable {
  private let sum = Atomic(0)
  var total: Int { sum.load(ordering: .relaxed) }
  func add(_ count: Int) { sum.add(count, ordering: .relaxed) }
}

/// The pages that are measured: 200 generated ones, or the files of a folder, over and over.
struct Pages: Sendable {
  private let pages: [[UInt8]]

  init(folder: String?) throws {
    guard let folder else {
      pages = (0..<200).map { Array(PageGenerator.page($0).utf8) }
      return
    }
    // libxml2 stumbles over bytes in another encoding, which would make the yardstick too slow.
    let found = Files.pages(folder)
    pages = found.filter { String(validating: $0, as: UTF8.self) != nil }
    print("\(pages.count) pages of \(folder); \(found.count - pages.count) left out, not UTF-8")
    guard !pages.isEmpty else { throw ValidationError("\(folder): no page in UTF-8 here") }
  }

  func page(_ number: Int) -> [UInt8] { pages[number % pages.count] }

  func first(_ count: Int) -> [[UInt8]] { (0..<count).map { page($0) } }
}

/// The files that the benchmark reads.
enum Files {
  static func rules(_ root: String) -> [RuleSource] {
    all(below: root).filter { $0.hasSuffix(".yaml") }.map {
      RuleSource(file: $0, text: String(decoding: read(root + "/" + $0), as: UTF8.self))
    }
  }

  static func pages(_ root: String) -> [[UInt8]] {
    all(below: root).filter { $0.hasSuffix(".html") }.sorted().prefix(2_000).map {
      read(root + "/" + $0)
    }
  }

  private static func all(below root: String) -> [String] {
    guard let folder = opendir(root) else { return [] }
    defer { closedir(folder) }
    var files: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasPrefix(".") { continue }
      files += name.contains(".") ? [name] : all(below: root + "/" + name).map { name + "/" + $0 }
    }
    return files
  }

  private static func read(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "rb") else { return [] }
    defer { fclose(file) }
    fseek(file, 0, SEEK_END)
    let size = ftell(file)
    rewind(file)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = fread(buffer.baseAddress, 1, size, file)
    }
  }
}
