/// What sort of quantity a fact states (RECORD.md).
public enum FactType: String, Sendable, CaseIterable {
  case count, money, proportion, density, change, measure
}

/// Whether a figure is so, or is to be reached.
public enum Status: String, Sendable, CaseIterable {
  case actual, target
}

/// What is odd in how a figure is written, whatever its number.
public enum Oddity: String, Sendable, CaseIterable {
  /// A range that begins with its larger number.
  case upsideDown = "upside-down"
  /// 3万元欧元.
  case twoCurrencies = "two-currencies"
  /// The date told of it does not exist: 9月31日.
  case noSuchDate = "no-such-date"
}

/// Whether something rose or fell.
public enum Direction: String, Sendable, CaseIterable {
  case up, down
}

/// The id of a rule: the path of its file below the rules folder, without extension.
public typealias RuleID = String

/// One numeric claim of an article, with where it stands and which rule read it.
public struct Fact: Sendable {
  /// Where a fact stands: offsets in UTF-8 of the paragraph.
  public struct Source: Sendable {
    public let document: String
    /// The index of the paragraph in the article.
    public let paragraph: Int
    public let span: TextSpan

    public init(document: String, paragraph: Int, span: TextSpan) {
      self.document = document
      self.paragraph = paragraph
      self.span = span
    }
  }

  public var id: String
  public let type: FactType
  /// What is measured: a noun phrase of at most 24 simplified characters.
  public var indicator: String
  /// Whom or what it is about, at most 20 characters.
  public let population: String?
  public let region: String?
  public let period: Period?
  public let status: Status
  public var value: Value
  public let unit: Unit
  public let direction: Direction?
  /// What a change is measured against, as written: 同比, 比上年 …
  public let comparedWith: String?
  public let source: Source
  public let rule: RuleID
  public var checks: [CheckResult] = []
  /// What the text has that cannot be meant so; no part of the record, findings tell it.
  public var oddity: Oddity?

  public init(
    id: String, type: FactType, indicator: String, population: String?, region: String?,
    period: Period?, status: Status, value: Value, unit: Unit, direction: Direction?,
    comparedWith: String?, source: Source, rule: RuleID
  ) {
    self.id = id
    self.type = type
    self.indicator = indicator
    self.population = population
    self.region = region
    self.period = period
    self.status = status
    self.value = value
    self.unit = unit
    self.direction = direction
    self.comparedWith = comparedWith
    self.source = source
    self.rule = rule
  }
}

extension Fact {
  /// How many kinds there are.
  public static let kinds = FactType.allCases.count * 3

  /// Type and direction as one number from 0 up to `kinds`: figures of two kinds never state the same.
  public var kind: Int {
    let types = FactType.allCases.firstIndex(of: type) ?? 0
    return types * 3 + (direction.map { $0 == .up ? 1 : 2 } ?? 0)
  }
}
