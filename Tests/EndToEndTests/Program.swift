import Foundation
import TestSupport

/// The built program, run as a user runs it.
struct Program {
  struct Result {
    let code: Int32
    let out: String
    let err: String
  }

  /// The program beside the test bundle.
  static var path: String {
    let bundle = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let folders = [
      bundle, bundle.deletingLastPathComponent(), URL(filePath: Repository.root + "/.build/debug"),
    ]
    return folders.map { $0.appending(path: "heshu").path }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    } ?? ""
  }

  static func run(_ arguments: [String], input: String = "", in folder: String = Repository.root)
    throws -> Result
  {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = ["HESHU_RULES": Repository.root + "/rules", "PATH": "/usr/bin"]
    // What goes to stderr goes to a file, so that no pipe can fill up unread.
    let scratch = try Scratch()
    try scratch.write("in", Array(input.utf8))
    try scratch.write("err", [])
    let stdout = Pipe()
    process.standardInput = try FileHandle(forReadingFrom: URL(filePath: scratch.path + "/in"))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: scratch.path + "/err"))
    process.standardOutput = stdout
    try process.run()
    let output = stdout.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Result(
      code: process.terminationStatus, out: String(decoding: output, as: UTF8.self),
      err: try scratch.read("err"))
  }
}

/// A folder that is gone when the test is over.
final class Scratch {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "heshu-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    let file = URL(filePath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
  }

  func read(_ name: String) throws -> String {
    try String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }
}
