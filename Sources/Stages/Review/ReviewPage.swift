internal import Crypto
internal import Foundation

/// The page on which a run is reviewed: one HTML document that needs nothing else.
///
/// Its scripts and styles are allowed by their hashes alone (Content Security Policy Level 3, § 6.7), so
/// that nothing an article brings along can run; data lies in blocks that are no scripts.
public struct ReviewPage: Sendable {
  /// What the page is given; everything but `name`, `id` and `token` is JSON, in UTF-8.
  public struct Contents: Sendable {
    /// The name of the run, and a text by which a browser tells it from others.
    public var name = ""
    public var id = ""
    public var language = "zh"
    /// Absent in a page that works from a file.
    public var token: String?
    /// The name of the older run that the changes are against.
    public var against: String?
    /// Arrays of records, each of them as one JSON text.
    public var articles: [ArraySlice<UInt8>] = []
    public var findings: [ArraySlice<UInt8>] = []
    public var changes: [ArraySlice<UInt8>] = []
    public var decisions: [ArraySlice<UInt8>] = []
    public var unclaimed: [ArraySlice<UInt8>] = []
    /// The checks and rules with what they are for.
    public var checks: [String: [String: String]] = [:]
    public var rules: [String: String] = [:]
    /// The articles with their text, facts and numbers: in a page that works from a file.
    public var texts: [[UInt8]] = []

    public init() {}
  }

  public init() {}

  /// The whole page.
  public func html(_ contents: Contents) throws -> [UInt8] {
    var articles: [UInt8] = []
    for (place, text) in contents.texts.enumerated() {
      articles += Array("<script type=\"application/json\" id=\"article-\(place)\">".utf8)
      articles += ReviewPage.embedded(text) + Array("</script>\n".utf8)
    }
    return ReviewPage.filled(
      PackageResources.review_html,
      [
        "policy": Array(policy(isServed: contents.token != nil).utf8),
        "style": PackageResources.review_css, "script": PackageResources.review_js,
        "data": ReviewPage.embedded(try ReviewPage.json(contents)), "articles": articles,
      ])
  }

  /// The policy of the page, which a server says in a header too.
  public func policy(isServed: Bool) -> String {
    return
      "default-src 'none'; script-src '\(ReviewPage.scriptHash)'; style-src '\(ReviewPage.styleHash)'; "
      + "connect-src \(isServed ? "'self'" : "'none'"); base-uri 'none'; form-action 'none'"
  }

  private static let scriptHash = hash(PackageResources.review_js)
  private static let styleHash = hash(PackageResources.review_css)

  private static func hash(_ bytes: [UInt8]) -> String {
    "sha256-" + Data(SHA256.hash(data: bytes)).base64EncodedString()
  }

  private static func json(_ contents: Contents) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    func text(_ value: some Encodable) throws -> [UInt8] { Array(try encoder.encode(value)) }
    var json = Array("{".utf8)
    func add(_ key: String, _ value: [UInt8]) {
      if json.count > 1 { json.append(UInt8(ascii: ",")) }
      json += Array("\"\(key)\":".utf8) + value
    }
    add("name", try text(contents.name))
    add("id", try text(contents.id))
    add("lang", try text(contents.language))
    add("token", try text(contents.token))
    add("against", try text(contents.against))
    add("checks", try text(contents.checks))
    add("rules", try text(contents.rules))
    add("articles", array(contents.articles))
    add("findings", array(contents.findings))
    add("changes", array(contents.changes))
    add("decisions", array(contents.decisions))
    add("unclaimed", array(contents.unclaimed))
    json.append(UInt8(ascii: "}"))
    return json
  }

  /// JSON texts as one array.
  public static func array(_ items: [ArraySlice<UInt8>]) -> [UInt8] {
    var array: [UInt8] = []
    array.reserveCapacity(items.reduce(2) { $0 + $1.count + 1 })
    array.append(UInt8(ascii: "["))
    for (place, item) in items.enumerated() {
      if place > 0 { array.append(UInt8(ascii: ",")) }
      array += item
    }
    array.append(UInt8(ascii: "]"))
    return array
  }

  /// JSON as it may stand in a block of HTML: "<" ends nothing there when it is escaped.
  private static func embedded(_ json: [UInt8]) -> [UInt8] {
    var safe: [UInt8] = []
    safe.reserveCapacity(json.count)
    for byte in json {
      if byte == UInt8(ascii: "<") { safe += Array("\\u003c".utf8) } else { safe.append(byte) }
    }
    return safe
  }

  /// A template with texts in the place of their names in double braces.
  private static func filled(_ template: [UInt8], _ texts: [String: [UInt8]]) -> [UInt8] {
    var page: [UInt8] = []
    let parts = String(decoding: template, as: UTF8.self).components(separatedBy: "{{")
    for (place, part) in parts.enumerated() {
      guard place > 0, let end = part.range(of: "}}") else {
        page += Array(part.utf8)
        continue
      }
      page += texts[String(part[..<end.lowerBound])] ?? []
      page += Array(part[end.upperBound...].utf8)
    }
    return page
  }
}
