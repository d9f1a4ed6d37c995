import Foundation
import Glibc
import TestSupport

/// A headless Chromium that is driven by the WebDriver protocol (W3C WebDriver, 2018).
final class Browser {
  /// What the browser refused, or what never came.
  struct Problem: Error, CustomStringConvertible {
    let description: String
  }

  /// Whether the driver is on this machine; make test installs it.
  static var isThere: Bool {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/chromedriver")
  }

  private let driver = Process()
  private var port: UInt16 = 0
  private var session = ""

  /// Starts a browser whose profile lies in a folder, so that the next one there remembers.
  init(profile: String, width: Int = 1440, height: Int = 900) async throws {
    driver.executableURL = URL(filePath: "/usr/bin/chromedriver")
    driver.arguments = ["--port=0"]
    driver.environment = ["PATH": "/usr/bin:/bin", "HOME": profile, "LANG": "C.UTF-8"]
    let output = Pipe()
    driver.standardOutput = output
    driver.standardError = FileHandle.nullDevice
    try driver.run()
    let line = try output.fileHandleForReading.line { $0.contains("successfully on port ") }
    port = line.split(separator: " ").last.flatMap { UInt16($0.filter(\.isNumber)) } ?? 0
    let arguments = [
      "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
      "--user-data-dir=\(profile)", "--window-size=\(width),\(height)", "--hide-scrollbars",
    ]
    let answer = try await send(
      "POST", "/session",
      [
        "capabilities": [
          "alwaysMatch": [
            "browserName": "chrome",
            "goog:chromeOptions": ["args": arguments, "binary": "/usr/bin/chromium"],
          ] as [String: Any]
        ]
      ])
    session = "/session/" + ((answer as? [String: Any])?["sessionId"] as? String ?? "")
  }

  /// Ends the browser, as one that is closed by its user.
  func close() async {
    _ = try? await send("DELETE", session, nil)
    driver.end(by: SIGTERM)
  }

  deinit { driver.end(by: SIGTERM) }

  @discardableResult
  private func send(_ method: String, _ path: String, _ body: [String: Any]?) async throws -> Any {
    let data = try body.map { try JSONSerialization.data(withJSONObject: $0) } ?? Data()
    let port = port
    let bytes = try await Task.detached {
      try Loopback.request(method, path, data, port: port)
    }.value
    let answer = try JSONSerialization.jsonObject(with: bytes) as? [String: Any]
    let value = answer?["value"] ?? NSNull()
    if let error = (value as? [String: Any])?["error"] as? String {
      throw Problem(
        description: "\(path): \(error): \((value as? [String: Any])?["message"] ?? "")")
    }
    return value
  }

  func open(_ address: String) async throws {
    try await send("POST", session + "/url", ["url": address])
  }

  func reload() async throws { try await send("POST", session + "/refresh", [:]) }

  func resize(width: Int, height: Int) async throws {
    try await send("POST", session + "/window/rect", ["width": width, "height": height])
  }

  /// The result of a script's body, as JSON has it.
  @discardableResult
  func run(_ script: String) async throws -> Any {
    try await send("POST", session + "/execute/sync", ["script": script, "args": [Any]()])
  }

  func text(_ expression: String) async throws -> String {
    "\(try await run("return String(\(expression))"))"
  }

  func number(_ expression: String) async throws -> Int {
    (try await run("return \(expression)") as? NSNumber)?.intValue ?? -1
  }

  /// Waits until an expression is true; throws after a minute at the earliest.
  func wait(for condition: String) async throws {
    for _ in 0..<1200 {
      if (try await run("return !!(\(condition))") as? NSNumber)?.boolValue == true { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw Problem(description: "never true: \(condition)")
  }

  /// Presses keys one after the other, as a user does.
  func press(_ keys: String) async throws {
    let actions = keys.flatMap {
      [["type": "keyDown", "value": String($0)], ["type": "keyUp", "value": String($0)]]
    }
    try await send(
      "POST", session + "/actions",
      ["actions": [["type": "key", "id": "keyboard", "actions": actions] as [String: Any]]])
  }

  func click(_ selector: String) async throws {
    let found =
      try await send(
        "POST", session + "/element", ["using": "css selector", "value": selector])
      as? [String: String]
    try await send("POST", session + "/element/\(found?.values.first ?? "")/click", [:])
  }

  /// Chooses a value of a select as a user's hand does.
  func choose(_ value: String, in id: String) async throws {
    try await click("#\(id) option[value='\(value)']")
  }

  /// Tells the page which colours the user prefers (Chrome DevTools Protocol).
  func prefer(_ scheme: String) async throws {
    try await send(
      "POST", session + "/goog/cdp/execute",
      [
        "cmd": "Emulation.setEmulatedMedia",
        "params": ["features": [["name": "prefers-color-scheme", "value": scheme]]],
      ])
  }

  /// Writes a picture of the window into .build/screenshots, where git does not look.
  func picture(_ name: String) async throws {
    guard let text = try await send("GET", session + "/screenshot", nil) as? String,
      let data = Data(base64Encoded: text)
    else { throw Problem(description: "no picture") }
    let folder = Repository.root + "/.build/screenshots"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try data.write(to: URL(filePath: folder + "/\(name).png"))
  }
}

extension Process {
  /// Sends a signal and waits until the program is gone. (waitUntilExit needs the thread's run loop, which a
  /// task has not always.)
  func end(by signal: Int32) {
    guard isRunning else { return }
    kill(processIdentifier, signal)
    for _ in 0..<500 where isRunning { usleep(10_000) }
  }
}

extension FileHandle {
  /// The first line that will do, of what a program says.
  func line(_ isWanted: (String) -> Bool) throws -> String {
    var text = ""
    while true {
      let data = availableData
      guard !data.isEmpty else { throw Browser.Problem(description: "the program said: \(text)") }
      text += String(decoding: data, as: UTF8.self)
      for line in text.split(separator: "\n").dropLast(text.hasSuffix("\n") ? 0 : 1)
      where isWanted(String(line)) { return String(line) }
    }
  }
}

/// One request of HTTP/1.1 on the loopback interface. URLSession refuses the driver's headers, which
/// have no blank behind their colons (RFC 9112 § 5 allows that).
enum Loopback {
  static func request(_ method: String, _ path: String, _ body: Data, port: UInt16) throws -> Data {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var patience = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let isConnected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { throw Browser.Problem(description: "port \(port): no connection") }
    let head =
      "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
      + "Content-Length: \(body.count)\r\n\r\n"
    var rest = Array(head.utf8) + body
    while !rest.isEmpty {
      let sent = send(descriptor, rest, rest.count, Int32(MSG_NOSIGNAL))
      guard sent > 0 else { throw Browser.Problem(description: "\(path): not sent") }
      rest.removeFirst(sent)
    }
    // The driver leaves the connection open: its answer ends where its length says.
    var answer = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = recv(descriptor, &buffer, buffer.count, 0)
      guard got > 0 else { throw Browser.Problem(description: "\(path): no whole answer") }
      answer += buffer[..<got]
      guard let end = answer.range(of: Data("\r\n\r\n".utf8)) else { continue }
      let lines = String(decoding: answer[..<end.lowerBound], as: UTF8.self).lowercased()
      let length = lines.firstMatch(of: /content-length:\s*([0-9]+)/).flatMap { Int($0.1) } ?? 0
      if answer.count >= end.upperBound + length { return answer[end.upperBound...] }
    }
  }
}
