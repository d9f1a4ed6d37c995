public import Extraction
public import Facts
public import Rules

/// Runs the examples that stand in rule files.
public struct RuleTester: ~Copyable {
  private var extractor: FactExtractor

  public init(grammar: Grammar) {
    extractor = FactExtractor(grammar: grammar)
  }

  /// How an example fails.
  public enum Failure: Sendable, CustomStringConvertible {
    /// The rule made nothing of a sentence that it should read.
    case missing(text: String, expected: [String])
    /// The rule made facts of a sentence that it should leave alone.
    case noisy(text: String, got: [String])
    /// It made other facts than expected.
    case wrong(text: String, expected: [String], got: [String])

    public var description: String {
      switch self {
      case .missing(let text, let expected):
        "missing: \(text)\n    expected \(expected.joined(separator: "; "))"
      case .noisy(let text, let got): "noisy: \(text)\n    got \(got.joined(separator: "; "))"
      case .wrong(let text, let expected, let got):
        "wrong: \(text)\n    expected \(expected.joined(separator: "; "))\n    got      \(got.joined(separator: "; "))"
      }
    }
  }

  /// The examples of a rule that fail.
  public mutating func failures(of rule: Rule) -> [Failure] {
    var failures: [Failure] = []
    for example in rule.file.examples.match {
      let got = facts(in: example.text, by: rule.id)
      if got.isEmpty, !example.facts.isEmpty {
        failures.append(.missing(text: example.text, expected: example.facts))
      } else if got != example.facts {
        failures.append(.wrong(text: example.text, expected: example.facts, got: got))
      }
    }
    for text in rule.file.examples.ignore {
      let got = facts(in: text, by: rule.id)
      if !got.isEmpty { failures.append(.noisy(text: text, got: got)) }
    }
    return failures
  }

  private mutating func facts(in text: String, by rule: RuleID) -> [String] {
    extractor.extract(from: Article(text: Array(text.utf8))).facts.filter { $0.rule == rule }
      .map { RuleTester.description(of: $0) }
  }

  /// A fact in one line: "粮食总产量 = 5.2 % up 比上年".
  public static func description(of fact: Fact) -> String {
    let value = fact.value
    let number =
      value.number?.description
      ?? [value.interval.low, value.interval.high].map {
        $0?.value.decimal(places: 6)?.description ?? ""
      }
      .joined(separator: "..")
    return [
      fact.indicator, value.relation.rawValue, number, fact.unit.text,
      fact.direction?.rawValue ?? "",
      fact.comparedWith ?? "",
    ].filter { !$0.isEmpty }.joined(separator: " ")
  }
}
