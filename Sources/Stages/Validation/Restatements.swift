public import Facts

/// What a figure states, small enough to be kept for all figures of a batch.
public struct Statement: Sendable {
  /// The hash of all that two statements of one figure share: name, people, place, time, unit, type.
  fileprivate let key: UInt64
  fileprivate let fact: String
  fileprivate let name: String
  fileprivate let value: Value

  /// `nil` for figures that cannot be known again in another article: those without place, dated period,
  /// long name or three digits.
  public init?(_ fact: Fact) {
    guard fact.value.relation == .equal, fact.indicator.utf8.count >= 18,
      let period = fact.period, period.basis != .published, let region = fact.region,
      (fact.value.number?.coefficient.magnitude ?? 0) >= 100
    else { return nil }
    key =
      IdentityHash()
      .adding(fact.indicator).adding(fact.population ?? "").adding(region).adding(fact.unit.text)
      .adding(UInt64(fact.kind)).adding(fact.status.rawValue)
      .adding(UInt64(bitPattern: Int64(fact.value.decimals)))
      .adding(period.start).adding(period.end).value
    self.fact = fact.id
    name = fact.indicator
    value = fact.value
  }
}

/// Finds figures that two articles of a batch state one digit apart: the check `repeat` over the batch.
///
/// A figure may have been revised in between, so that such pairs are for review. A name with more than two
/// numbers is that of a series, and names nothing that is known again. Of a batch of very many articles the
/// figures that come first are known again, so that memory stays bounded.
public struct Restatements: Sendable {
  private struct Entry {
    let document: Int32
    let fact: String
    let value: Value
    /// How many different numbers were stated.
    var numbers = 1
    /// The place among `pairs` of the first statement that is one digit apart.
    var pair: Int?
  }

  /// Most figures that are known again: some 100 MB of them.
  private static let mostEntries = 500_000

  private var documents: [String] = []
  private var entries: [UInt64: Entry] = [:]
  private var pairs: [(key: UInt64, document: Int32, statement: Statement)] = []

  public init() {}

  /// Takes the statements of the next article.
  public mutating func add(_ statements: [Statement], of document: String) {
    guard !statements.isEmpty else { return }
    let place = Int32(documents.count)
    documents.append(document)
    for statement in statements {
      guard var entry = entries[statement.key] else {
        if entries.count < Restatements.mostEntries {
          entries[statement.key] = Entry(
            document: place, fact: statement.fact, value: statement.value)
        }
        continue
      }
      guard let first = entry.value.number, let second = statement.value.number, first != second
      else { continue }
      entry.numbers += 1
      if entry.document != place, entry.pair == nil,
        RepetitionFinder.areOneDigitApart(first, second)
      {
        entry.pair = pairs.count
        pairs.append((statement.key, place, statement))
      }
      entries[statement.key] = entry
    }
  }

  /// The pairs that were found, in the order of their second articles.
  public func findings() -> [Finding] {
    pairs.compactMap { key, place, statement in
      guard let entry = entries[key], entry.numbers == 2 else { return nil }
      let (document, other) = (documents[Int(place)], documents[Int(entry.document)])
      let figures = [entry.value, statement.value].map { $0.number?.description ?? $0.text }
      let result = CheckResult(
        check: .repeat, verdict: .review, expression: figures.joined(separator: " = "),
        stated: statement.value.interval, computed: entry.value.interval,
        facts: [entry.fact, statement.fact])
      return Finding(
        document: document, level: .warning, result: result,
        message: Finding.Message(
          zh: "同一数字在两篇文章中不一：\(statement.name)\(statement.value.text)，\(other)中为\(entry.value.text)",
          en:
            "the same figure is stated differently in two articles: \(statement.name)\(statement.value.text), \(entry.value.text) in \(other)"
        ),
        fingerprint: ([document, "repeat", other] + figures.map { "item=" + $0 }).joined(
          separator: "|"))
    }
  }
}
