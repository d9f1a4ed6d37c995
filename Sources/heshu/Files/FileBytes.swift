import Glibc

/// Reading and writing whole files by their bytes.
enum FileBytes {
  /// The bytes of a file, or the system's word for why not.
  static func read(_ path: String) throws(SystemError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError.last(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SystemError.last(path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw SystemError(path: path, text: "not a regular file")
    }
    var problem: SystemError?
    let size = Int(status.st_size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Glibc.read(descriptor, buffer.baseAddress! + count, size - count)
        if got < 0, errno == EINTR { continue }
        if got < 0 { problem = SystemError.last(path) }
        if got <= 0 { break }
        count += got
      }
    }
    if let problem { throw problem }
    return bytes
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      let wrote = bytes.withUnsafeBufferPointer {
        Glibc.write(descriptor, $0.baseAddress! + done, bytes.count - done)
      }
      if wrote < 0, errno == EINTR { continue }
      guard wrote > 0 else { throw SystemError.last(path) }
      done += wrote
    }
  }
}

/// What the operating system refused, and where.
struct SystemError: Error {
  let path: String
  let text: String

  static func last(_ path: String) -> SystemError {
    SystemError(path: path, text: String(cString: strerror(errno)))
  }

  var message: String { "\(path): \(text)" }
}
