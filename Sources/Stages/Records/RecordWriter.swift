public import Facts

/// The version of the record contract that every line names.
public let recordSchema = "heshu/1"

/// How many numbers of an article were captured, ignored or left.
public struct CoverageRecord: Hashable, Sendable {
  public let numbers: Int
  public let captured: Int
  public let ignored: Int
  public let unclaimed: Int

  public init(numbers: Int, captured: Int, ignored: Int, unclaimed: Int) {
    self.numbers = numbers
    self.captured = captured
    self.ignored = ignored
    self.unclaimed = unclaimed
  }
}

/// Writes records as JSON Lines, the same bytes for the same values (RECORD.md).
public struct RecordWriter: ~Copyable {
  private var json = JSONWriter()
  /// Where the last fact began: facts come in text order, so that no paragraph is counted twice.
  private var place = (document: "", paragraph: -1, byte: 0, scalar: 0)

  /// Characters of context that a quote has on either side.
  private static let context = 32

  public init() {}

  /// The lines written since the last call.
  public mutating func take() -> [UInt8] { json.take() }

  public mutating func write(_ article: Article, coverage: CoverageRecord) {
    json.object { json in
      json.pair("record", "article")
      json.pair("schema", recordSchema)
      json.pair("document", article.document)
      json.pair("title", article.title)
      json.pair("published", article.published)
      json.pair("publisher", article.publisher)
      json.pair("url", article.url)
      json.pair("region", article.region)
      json.pair("encoding", article.encoding)
      json.pair("sha256", article.sha256)
      json.key("paragraphs")
      json.array { json in
        for paragraph in article.paragraphs {
          paragraph.text.withUnsafeBufferPointer { json.string($0) }
        }
      }
      json.key("coverage")
      json.object { json in
        json.pair("numbers", coverage.numbers)
        json.pair("captured", coverage.captured)
        json.pair("ignored", coverage.ignored)
        json.pair("unclaimed", coverage.unclaimed)
      }
    }
    json.endLine()
  }

  /// Writes a fact; `text` is its paragraph, which its quote is cut from.
  public mutating func write(_ fact: Fact, text: [UInt8]) {
    let start = scalars(before: fact.source, in: text)
    json.object { json in
      json.pair("record", "fact")
      json.pair("schema", recordSchema)
      json.pair("id", fact.id)
      json.pair("type", fact.type.rawValue)
      json.pair("indicator", fact.indicator)
      json.pair("population", fact.population)
      json.pair("region", fact.region)
      if let period = fact.period { RecordWriter.write(period, to: &json) }
      json.pair("status", fact.status.rawValue)
      RecordWriter.write(fact.value, to: &json)
      json.key("unit")
      json.object { json in
        json.pair("text", fact.unit.text)
        json.pair("code", fact.unit.code)
      }
      json.pair("direction", fact.direction?.rawValue)
      json.pair("comparedWith", fact.comparedWith)
      RecordWriter.write(fact.source, start: start, text: text, to: &json)
      json.pair("rule", fact.rule)
      json.key("checks")
      json.array { json in
        for check in fact.checks { RecordWriter.write(check, to: &json) }
      }
    }
    json.endLine()
  }

  public mutating func write(_ finding: Finding, id: String) {
    json.object { json in
      json.pair("record", "finding")
      json.pair("schema", recordSchema)
      json.pair("id", id)
      json.pair("fingerprint", finding.fingerprint)
      json.pair("check", finding.result.check.rawValue)
      json.pair("level", finding.level.rawValue)
      json.pair("verdict", finding.result.verdict.rawValue)
      json.key("message")
      json.object { json in
        json.pair("zh", finding.message.zh)
        json.pair("en", finding.message.en)
      }
      json.pair("expression", finding.result.expression)
      RecordWriter.write("stated", finding.result.stated, to: &json)
      RecordWriter.write("computed", finding.result.computed, to: &json)
      json.key("suggestions")
      json.array { json in
        for suggestion in finding.suggestions {
          json.object { json in
            json.pair("fact", suggestion.fact)
            json.pair("kind", suggestion.kind.rawValue)
            json.pair("text", suggestion.text)
          }
        }
      }
      json.key("facts")
      json.array { json in
        for fact in finding.result.facts { json.string(fact) }
      }
      json.pair("document", finding.document)
    }
    json.endLine()
  }

  public mutating func write(_ refusal: Refusal) {
    json.object { json in
      json.pair("record", "error")
      json.pair("schema", recordSchema)
      json.pair("document", refusal.document)
      json.pair("reason", refusal.reason)
      json.pair("message", refusal.message)
      json.pair("rule", refusal.rule)
      if let paragraph = refusal.paragraph { json.pair("paragraph", paragraph) }
    }
    json.endLine()
  }

  /// Writes the mentions of one line of text as a JSON array; offsets in Unicode scalars.
  public mutating func write(_ mentions: [Mention], text: [UInt8]) {
    json.array { json in
      for mention in mentions {
        json.object { json in
          json.pair("text", mention.value.text)
          json.pair("start", RecordWriter.scalars(text[..<mention.span.start]))
          json.pair("end", RecordWriter.scalars(text[..<mention.span.end]))
          json.pair("kind", mention.ignored == nil ? mention.kind.rawValue : "ignored")
          json.pair("number", mention.value.number)
          json.pair("low", RecordWriter.decimal(mention.value.interval.low, up: false))
          json.pair("high", RecordWriter.decimal(mention.value.interval.high, up: true))
          json.pair("relation", mention.value.relation.rawValue)
          json.pair("unit", mention.unit.text)
          json.pair("ignored", mention.ignored)
        }
      }
    }
    json.endLine()
  }

  // MARK: parts

  private static func write(_ period: Period, to json: inout JSONWriter) {
    json.key("period")
    json.object { json in
      json.pair("start", period.start)
      json.pair("end", period.end)
      json.pair("text", period.text)
      json.pair("basis", period.basis.rawValue)
    }
  }

  private static func write(_ value: Value, to json: inout JSONWriter) {
    json.key("value")
    json.object { json in
      json.pair("number", value.number)
      json.pair("low", decimal(value.interval.low, up: false))
      json.pair("high", decimal(value.interval.high, up: true))
      json.pair("decimals", value.decimals)
      json.pair("relation", value.relation.rawValue)
      json.pair("text", value.text)
    }
  }

  private static func write(
    _ source: Fact.Source, start: Int, text: [UInt8], to json: inout JSONWriter
  ) {
    let span = source.span
    json.key("source")
    json.object { json in
      json.pair("document", source.document)
      json.pair("paragraph", source.paragraph)
      json.pair("start", start)
      json.pair("end", start + scalars(text[span.start..<span.end]))
      json.key("quote")
      json.object { json in
        text.withUnsafeBufferPointer { text in
          json.key("prefix")
          json.string(
            UnsafeBufferPointer(rebasing: text[back(text, from: span.start)..<span.start]))
          json.key("exact")
          json.string(UnsafeBufferPointer(rebasing: text[span.start..<span.end]))
          json.key("suffix")
          json.string(UnsafeBufferPointer(rebasing: text[span.end..<forth(text, from: span.end)]))
        }
      }
    }
  }

  private static func write(_ check: CheckResult, to json: inout JSONWriter) {
    json.object { json in
      json.pair("check", check.check.rawValue)
      json.pair("verdict", check.verdict.rawValue)
      json.pair("expression", check.expression)
      write("computed", check.computed, to: &json)
      json.key("facts")
      json.array { json in
        for fact in check.facts { json.string(fact) }
      }
    }
  }

  private static func write(_ name: StaticString, _ interval: Interval, to json: inout JSONWriter) {
    json.key(name)
    json.object { json in
      if let point = interval.point, let number = point.decimal(places: 9), number.rational == point
      {
        json.pair("number", number)
      }
      json.pair("low", decimal(interval.low, up: false))
      json.pair("high", decimal(interval.high, up: true))
    }
  }

  /// An end of an interval; one that no decimal of nine places gives is rounded outwards.
  private static func decimal(_ end: Interval.End?, up: Bool) -> ExactDecimal? {
    end?.value.decimal(places: 9, roundingUp: up)
  }

  /// The scalars of a paragraph before a fact.
  private mutating func scalars(before source: Fact.Source, in text: [UInt8]) -> Int {
    let isBehind =
      place.paragraph == source.paragraph && place.byte <= source.span.start
      && place.document == source.document
    if !isBehind { place = (source.document, source.paragraph, 0, 0) }
    place.scalar += RecordWriter.scalars(text[place.byte..<source.span.start])
    place.byte = source.span.start
    return place.scalar
  }

  private static func scalars(_ text: ArraySlice<UInt8>) -> Int {
    text.withUnsafeBufferPointer { text in
      var count = 0
      for byte in text where byte & 0xC0 != 0x80 { count += 1 }
      return count
    }
  }

  private static func back(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var at = start
    var count = 0
    while at > 0, count < context {
      at -= 1
      if text[at] & 0xC0 != 0x80 { count += 1 }
    }
    return at
  }

  private static func forth(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var at = start
    var count = 0
    while at < text.count {
      if text[at] & 0xC0 != 0x80 {
        if count == context { break }
        count += 1
      }
      at += 1
    }
    return at
  }
}
