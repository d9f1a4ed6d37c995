internal import Foundation

/// Writes findings as one log of SARIF 2.1.0 (OASIS Static Analysis Results Interchange Format).
///
/// A place is a line and columns in the text of an article, its paragraphs being the lines: the text
/// goes along as an artifact nested in the page, so that a viewer shows it whatever the page looks like.
/// Columns count Unicode scalars, from 1, the end being exclusive.
public struct SARIFWriter {
  /// A check as the log describes it.
  public struct Check: Sendable {
    public let name: String
    public let description: String
    public let message: String

    public init(name: String, description: String, message: String) {
      self.name = name
      self.description = description
      self.message = message
    }
  }

  private let version: String
  private let checks: [Check]
  private let isChinese: Bool
  private var artifacts: [ArraySlice<UInt8>] = []
  private var results: [ArraySlice<UInt8>] = []

  public init(version: String, checks: [Check], isChinese: Bool) {
    self.version = version
    self.checks = checks
    self.isChinese = isChinese
  }

  /// Takes the findings of some articles, with the reasons for which people have set some aside.
  public mutating func add(
    _ findings: [RecordReader.FindingLine], facts: [RecordReader.FactLine],
    articles: [RecordReader.ArticleLine], settled: (String) -> String?
  ) {
    let known = Dictionary(facts.map { ($0.source.document + "\n" + $0.id, $0) }) { first, _ in
      first
    }
    let texts = Dictionary(articles.map { ($0.document, $0) }) { first, _ in first }
    var places: [String: Int] = [:]
    for finding in findings {
      let place: Int
      if let old = places[finding.document] {
        place = old
      } else {
        place = add(finding.document, texts[finding.document])
        places[finding.document] = place
      }
      let operands = finding.facts.compactMap { known[finding.document + "\n" + $0] }
      results.append(result(finding, operands, place, settled(finding.fingerprint)))
    }
  }

  /// Adds a page and its text; gives the place of the text among the artifacts.
  private mutating func add(_ document: String, _ article: RecordReader.ArticleLine?) -> Int {
    let page = artifacts.count
    var json = JSONWriter()
    json.object { json in
      json.key("location")
      json.object { $0.pair("uri", SARIFWriter.uri(document)) }
      json.key("roles")
      json.array { $0.string("analysisTarget") }
    }
    artifacts.append(json.take()[...])
    json.object { json in
      json.key("location")
      json.object { $0.pair("uri", SARIFWriter.uri(document) + "/text.txt") }
      json.pair("parentIndex", page)
      json.pair("mimeType", "text/plain")
      json.pair("sourceLanguage", "zh")
      json.key("contents")
      json.object { $0.pair("text", (article?.paragraphs ?? []).joined(separator: "\n")) }
    }
    artifacts.append(json.take()[...])
    return page + 1
  }

  private func result(
    _ finding: RecordReader.FindingLine, _ operands: [RecordReader.FactLine], _ artifact: Int,
    _ settled: String?
  ) -> ArraySlice<UInt8> {
    var json = JSONWriter()
    json.object { json in
      json.pair("ruleId", finding.check)
      if let place = checks.firstIndex(where: { $0.name == finding.check }) {
        json.pair("ruleIndex", place)
      }
      json.pair("level", finding.level)
      json.key("message")
      json.object { $0.pair("text", isChinese ? finding.message.zh : finding.message.en) }
      json.key("locations")
      json.array { json in
        if let first = operands.last { SARIFWriter.write(first, nil, artifact, to: &json) }
      }
      json.key("relatedLocations")
      json.array { json in
        for (place, operand) in operands.enumerated() {
          SARIFWriter.write(operand, place, artifact, to: &json)
        }
      }
      json.key("partialFingerprints")
      json.object { $0.pair("heshu/v1", finding.fingerprint) }
      if let settled {
        json.key("suppressions")
        json.array { json in
          json.object { json in
            json.pair("kind", "external")
            json.pair("justification", settled)
          }
        }
      }
    }
    return json.take()[...]
  }

  private static func write(
    _ fact: RecordReader.FactLine, _ id: Int?, _ artifact: Int, to json: inout JSONWriter
  ) {
    json.object { json in
      if let id { json.pair("id", id) }
      json.key("physicalLocation")
      json.object { json in
        json.key("artifactLocation")
        json.object { json in
          json.pair("uri", uri(fact.source.document) + "/text.txt")
          json.pair("index", artifact)
        }
        json.key("region")
        json.object { json in
          json.pair("startLine", fact.source.paragraph + 1)
          json.pair("startColumn", fact.source.start + 1)
          json.pair("endColumn", fact.source.end + 1)
          json.key("snippet")
          json.object { $0.pair("text", fact.source.quote.exact) }
        }
      }
      json.key("message")
      json.object { $0.pair("text", "\(fact.indicator) \(fact.value.text)") }
    }
  }

  /// The whole log, with a line end.
  public func log() -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.pair("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      json.pair("version", "2.1.0")
      json.key("runs")
      json.array { json in
        json.object { json in
          json.key("tool")
          json.object { json in
            json.key("driver")
            json.object { driver(&$0) }
          }
          json.pair("columnKind", "unicodeCodePoints")
          json.key("artifacts")
          json.array { json in
            for artifact in artifacts { artifact.withUnsafeBufferPointer { json.raw($0) } }
          }
          json.key("results")
          json.array { json in
            for result in results { result.withUnsafeBufferPointer { json.raw($0) } }
          }
        }
      }
    }
    json.endLine()
    return json.take()
  }

  private func driver(_ json: inout JSONWriter) {
    json.pair("name", "heshu")
    json.pair("version", version)
    json.key("rules")
    json.array { json in
      for check in checks {
        json.object { json in
          json.pair("id", check.name)
          json.key("shortDescription")
          json.object { $0.pair("text", check.message) }
          json.key("fullDescription")
          json.object { $0.pair("text", check.description) }
        }
      }
    }
  }

  /// A document's name as a relative URI (RFC 3986): what may not stand in one by its UTF-8 bytes.
  private static func uri(_ document: String) -> String {
    document.addingPercentEncoding(withAllowedCharacters: allowed) ?? "document"
  }

  private static let allowed = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
}
