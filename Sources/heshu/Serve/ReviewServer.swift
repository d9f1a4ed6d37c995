import FlyingFox
import FlyingSocks
import Foundation
import Review

/// Serves the review of one run on the loopback interface.
///
/// Only requests that name this host and port are answered, so that no page of another name can read
/// it; everything but the page wants the token that the page was given, and what writes must come from
/// this page.
actor ReviewServer {
  private let run: ReviewRun
  private let file: DecisionFile
  private let language: String
  private let token = ReviewServer.secret()
  private let page = ReviewPage()
  private var hosts: Set<String> = []

  /// The longest decision that is taken, in bytes.
  private static let longest = 64 * 1024

  init(run: ReviewRun, file: DecisionFile, language: String) {
    self.run = run
    self.file = file
    self.language = language
  }

  private static func secret() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<2).map { _ in String(generator.next() as UInt64, radix: 36) }.joined()
  }

  /// Listens until it is stopped; `ready` is told the port.
  func serve(port: UInt16, ready: @Sendable @escaping (UInt16) -> Void) async throws {
    let server = HTTPServer(
      address: try sockaddr_in.inet(ip4: "127.0.0.1", port: port), logger: .disabled,
      handler: ClosureHTTPHandler { [self] in await answer($0) })
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      try await server.waitUntilListening()
      guard case .ip4(_, let chosen)? = await server.listeningAddress else {
        throw Failure.usage("port \(port) cannot be listened on; choose another with --port")
      }
      hosts = ["127.0.0.1:\(chosen)", "localhost:\(chosen)"]
      ready(chosen)
      try await group.next()
    }
  }

  private func answer(_ request: HTTPRequest) async -> HTTPResponse {
    let host = request.headers[.host] ?? ""
    guard hosts.contains(host) else {
      return reply(.misdirectedRequest, text: "this is a review on the loopback interface only")
    }
    if request.method == .GET, request.path == "/" { return whole() }
    guard request.headers[HTTPHeader("X-Heshu-Token")] == token else {
      return reply(.forbidden, text: "the token of the page is missing; load the page again")
    }
    do {
      switch (request.method, request.path) {
      case (.GET, "/decisions"):
        let after = request.query.first { $0.name == "after" }.flatMap { Int($0.value) } ?? 0
        return try decisions(after: after)
      case (.POST, "/decisions"):
        guard request.headers[HTTPHeader("Origin")] == "http://" + host else {
          return reply(.forbidden, text: "another page may not decide here")
        }
        guard let length = request.headers[.contentLength].flatMap({ Int($0) }),
          length <= ReviewServer.longest
        else { return reply(.payloadTooLarge, text: "a decision is shorter than that") }
        return try take(try await request.bodyData)
      case (.GET, "/unclaimed"):
        let run = run
        let numbers = try await Task.detached { try run.unclaimed() }.value
        return reply(.ok, json: ReviewPage.array(numbers))
      case (.GET, let path) where path.hasPrefix("/articles/"):
        guard let place = Int(path.dropFirst("/articles/".count)) else { break }
        let run = run
        if let article = try await Task.detached(operation: { try run.article(place) }).value {
          return reply(.ok, json: article)
        }
      default: break
      }
      return reply(.notFound, text: "there is nothing of this name")
    } catch {
      let message = (error as? Failure)?.message ?? "\(error)"
      Terminal.say("heshu: \(message)")
      return reply(.internalServerError, text: message)
    }
  }

  // MARK: answers

  private func whole() -> HTTPResponse {
    do {
      let contents = try run.contents(
        language: language, token: token, decisions: try file.read(), isWhole: false)
      return reply(.ok, body: try page.html(contents), type: "text/html; charset=utf-8")
    } catch {
      return reply(
        .internalServerError, text: (error as? Failure)?.message ?? "\(error)")
    }
  }

  /// What a page sends: a decision, and how many it knows.
  private struct Wish: Decodable {
    let fingerprint: String
    let decision: Decision.Kind
    let value: String?
    let reason: String?
    let after: Int
  }

  private func take(_ body: Data) throws -> HTTPResponse {
    guard let wish = try? JSONDecoder().decode(Wish.self, from: body), !wish.fingerprint.isEmpty
    else { return reply(.badRequest, text: "this is no decision") }
    try file.append([
      Decision(
        fingerprint: wish.fingerprint, decision: wish.decision, value: wish.value,
        reason: wish.reason, who: DecisionFile.user,
        when: Decision.stamp(secondsSince1970: Int(Date().timeIntervalSince1970)))
    ])
    return try decisions(after: wish.after)
  }

  /// The decisions behind the first so many, with how many come before them.
  private func decisions(after: Int) throws -> HTTPResponse {
    let entries = try file.read(quietly: true).entries
    // Fewer than the page knows: somebody mended the file, so that it needs all of them.
    let start = after <= entries.count ? max(0, after) : 0
    let lines = try entries[start...].map { try $0.line().dropLast() }
    return reply(
      .ok,
      json: Array(#"{"after":\#(start),"decisions":"#.utf8) + ReviewPage.array(lines)
        + [UInt8(ascii: "}")])
  }

  private func reply(_ status: HTTPStatusCode, text: String) -> HTTPResponse {
    reply(status, body: Array((text + "\n").utf8), type: "text/plain; charset=utf-8")
  }

  private func reply(_ status: HTTPStatusCode, json: [UInt8]) -> HTTPResponse {
    reply(status, body: json, type: "application/json")
  }

  private func reply(_ status: HTTPStatusCode, body: [UInt8], type: String) -> HTTPResponse {
    HTTPResponse(
      statusCode: status,
      headers: [
        .contentType: type, .cacheControl: "no-store",
        HTTPHeader("Content-Security-Policy"): page.policy(isServed: true)
          + "; frame-ancestors 'none'",
        HTTPHeader("X-Content-Type-Options"): "nosniff",
        HTTPHeader("Referrer-Policy"): "no-referrer",
        HTTPHeader("Cross-Origin-Resource-Policy"): "same-origin",
      ],
      body: HTTPBodySequence(data: Data(body), suggestedBufferSize: 1 << 18))
  }
}
