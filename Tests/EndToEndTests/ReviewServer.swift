import Foundation
import TestSupport

/// `heshu review` of a run, as a user starts it.
final class ReviewServer {
  private let process = Process()
  let address: String

  init(_ arguments: [String]) throws {
    process.executableURL = URL(filePath: Program.path)
    process.arguments = ["review"] + arguments
    process.environment = ["HESHU_RULES": Repository.root + "/rules", "PATH": "/usr/bin"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    address = try output.fileHandleForReading.line { $0.hasPrefix("http://127.0.0.1:") }
  }

  /// Ends it as a power cut does.
  func kill() { process.end(by: SIGKILL) }

  deinit { kill() }
}
