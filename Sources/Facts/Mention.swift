/// What a figure measures, by its unit alone.
public enum Kind: String, Sendable, CaseIterable {
  case count, money, proportion, density, points, multiple, measure, span, plain
}

/// How the written number bounds the real one.
public enum Relation: String, Sendable, CaseIterable {
  case equal = "="
  case more = ">"
  case atLeast = ">="
  case less = "<"
  case atMost = "<="
  case about = "~"
  case range
}

/// A unit as it is written, in simplified characters and without 万 or 亿.
public struct Unit: Hashable, Sendable {
  public let text: String
  /// Its UCUM or ISO 4217 code, or one of heshu's own such as `heshu:pp`, where there is one.
  public let code: String?

  public init(text: String, code: String?) {
    self.text = text
    self.code = code
  }
}

/// A figure's value in its base unit, with all that its notation says of it.
public struct Value: Hashable, Sendable {
  /// The number as written, 万 and 亿 multiplied out; absent for a range.
  public let number: ExactDecimal?
  /// The numbers that the written one may stand for.
  public let interval: Interval
  /// The places after the point that the writing vouches for, in the base unit: "169.0万" has -3.
  public let decimals: Int
  public let relation: Relation
  /// The figure as written, with its unit and the words glued to it.
  public let text: String

  public init(
    number: ExactDecimal?, interval: Interval, decimals: Int, relation: Relation, text: String
  ) {
    self.number = number
    self.interval = interval
    self.decimals = decimals
    self.relation = relation
    self.text = text
  }
}

/// A number of the text: a figure, or why it is none.
public struct Mention: Sendable {
  /// Where it stands, UTF-8 offsets into the paragraph, with its unit and glued words.
  public let span: TextSpan
  public let kind: Kind
  public let value: Value
  public let unit: Unit
  /// Why it is no quantity (a date, an ordinal, a name …); absent for a figure.
  public var ignored: String?

  public init(span: TextSpan, kind: Kind, value: Value, unit: Unit, ignored: String? = nil) {
    self.span = span
    self.kind = kind
    self.value = value
    self.unit = unit
    self.ignored = ignored
  }
}
