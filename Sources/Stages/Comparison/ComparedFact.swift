public import Facts
internal import Foundation

/// A fact of a run as far as a comparison needs it, with the line it stands on; a class, since it is
/// handed on for every candidate.
public final class ComparedFact: Sendable {
  public let type: FactType
  /// What is measured, with whom it is about before it.
  public let name: String
  public let region: String?
  /// The days that the figure is of; absent where the article does not say.
  public let start: CivilDate?
  public let end: CivilDate?
  public let status: Status
  public let number: ExactDecimal?
  public let interval: Interval
  public let relation: Relation
  /// The places after the point that the writing vouches for, in the base unit.
  public let decimals: Int
  /// The figure as written.
  public let text: String
  public let unit: String
  public let direction: Direction?
  public let comparedWith: String?
  let basis: ComparisonBasis
  public let document: String
  public let paragraph: Int
  /// Whether the words before the figure say that it has been counted up to now: 累计.
  let isCumulative: Bool
  /// The place of its line in the bytes that it was read from.
  public let line: Range<Int>

  private init?(
    _ record: Record, line: Range<Int>, of bytes: [UInt8], texts: inout Texts
  ) {
    guard let type = FactType(rawValue: record.type), let status = Status(rawValue: record.status),
      let relation = Relation(rawValue: record.value.relation)
    else { return nil }
    self.type = type
    self.status = status
    self.relation = relation
    name = texts.shared((record.population ?? "") + record.indicator)
    region = record.region.map { texts.shared($0) }
    let period = record.period?.basis == "published" ? nil : record.period
    start = period?.start.flatMap(CivilDate.init(iso:))
    end = period?.end.flatMap(CivilDate.init(iso:))
    number = record.value.number.flatMap { ExactDecimal($0) }
    func bound(_ text: String?) -> Interval.End? {
      text.flatMap { ExactDecimal($0)?.rational }.map { Interval.End($0) }
    }
    let value = record.value
    let isPoint = value.low == value.number && value.high == value.number
    if isPoint, let point = number?.rational {
      interval = Interval(point)
    } else {
      interval = Interval(low: bound(value.low), high: bound(value.high))
    }
    decimals = record.value.decimals
    text = record.value.text
    unit = record.unit.text
    direction = record.direction.flatMap(Direction.init(rawValue:))
    comparedWith = record.comparedWith.map { texts.shared($0) }
    basis = ComparisonBasis(record.comparedWith)
    document = texts.shared(record.source.document)
    paragraph = record.source.paragraph
    isCumulative = bytes.withUnsafeBufferPointer { bytes in
      ComparedFact.isCumulative(UnsafeBufferPointer(rebasing: bytes[line]))
    }
    self.line = line
  }

  /// Whether 累计 stands in the last words of a line's quote before the figure.
  private static func isCumulative(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let exact = UTF8Search.first("\",\"exact\":\"", in: line) else { return false }
    let words = UnsafeBufferPointer(rebasing: line[max(0, exact - 24)..<exact])
    return UTF8Search.first("累计", in: words) != nil || UTF8Search.first("累計", in: words) != nil
  }

  /// What is compared with another figure: the number of one that is given by a bound, 71%以上, since
  /// nothing else of it is known; else the numbers that it may stand for.
  var extent: Interval {
    switch relation {
    case .more, .atLeast, .less, .atMost: number?.rational.map { Interval($0) } ?? interval
    case .equal, .about, .range: interval
    }
  }
}

extension ComparedFact {
  /// Why a line is no fact: its number, from 1.
  public struct LineError: Error, Sendable {
    public let line: Int
  }

  /// Reads the lines of a facts.jsonl, in their order.
  public static func read(_ bytes: [UInt8]) throws(LineError) -> [ComparedFact] {
    let decoder = JSONDecoder()
    var texts = Texts()
    var facts: [ComparedFact] = []
    facts.reserveCapacity(bytes.count { $0 == 0x0A })
    var start = 0
    var number = 0
    while start < bytes.count {
      number += 1
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      defer { start = end + 1 }
      if end == start { continue }
      guard let record = try? decoder.decode(Record.self, from: Data(bytes[start..<end])),
        let fact = ComparedFact(record, line: start..<end, of: bytes, texts: &texts)
      else { throw LineError(line: number) }
      facts.append(fact)
    }
    return facts
  }

  /// A line of facts.jsonl (RECORD.md), without what no comparison asks for.
  private struct Record: Decodable {
    struct Period: Decodable {
      let start: String?
      let end: String?
      let basis: String
    }
    struct Value: Decodable {
      let number: String?
      let low: String?
      let high: String?
      let decimals: Int
      let relation: String
      let text: String
    }
    struct Unit: Decodable {
      let text: String
    }
    struct Source: Decodable {
      let document: String
      let paragraph: Int
    }

    let type: String
    let indicator: String
    let population: String?
    let region: String?
    let period: Period?
    let status: String
    let value: Value
    let unit: Unit
    let direction: String?
    let comparedWith: String?
    let source: Source
  }

  /// Texts that many facts have, each kept once.
  private struct Texts {
    private var known: Set<String> = []

    mutating func shared(_ text: String) -> String {
      if text.utf8.count <= 15 { return text }
      return known.insert(text).memberAfterInsert
    }
  }
}

extension CivilDate {
  /// A date as records have it: "2024", "2024-03" or "2024-03-01".
  fileprivate init?(iso text: String) {
    let parts = text.split(separator: "-").map { Int($0) }
    guard let year = parts.first ?? nil, parts.allSatisfy({ $0 != nil }), parts.count <= 3 else {
      return nil
    }
    self.init(
      year: year, month: parts.count > 1 ? parts[1] : nil, day: parts.count > 2 ? parts[2] : nil)
  }
}
