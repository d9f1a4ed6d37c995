public import Extraction
public import Facts
public import Rules

/// Runs the examples that stand in rule files.
public struct RuleTester: ~Copyable {
  private var extractor: FactExtractor
  private var pipeline: Pipeline

  public init(grammar: Grammar) {
    extractor = FactExtractor(grammar: grammar)
    pipeline = Pipeline(grammar: grammar)
  }

  /// How an example fails.
  public enum Failure: Sendable, CustomStringConvertible {
    /// The rule made nothing of a sentence that it should read.
    case missing(text: String, expected: [String])
    /// The rule made facts of a sentence that it should leave alone.
    case noisy(text: String, got: [String])
    /// It made other facts than expected.
    case wrong(text: String, expected: [String], got: [String])
    /// A check said something else of a text than it should.
    case verdict(text: String, expected: String, got: [String])

    public var description: String {
      switch self {
      case .missing(let text, let expected):
        "missing: \(text)\n    expected \(expected.joined(separator: "; "))"
      case .verdict(let text, let expected, let got):
        "wrong: \(text)\n    expected to be \(expected)\n    got \(got.isEmpty ? "no check" : got.joined(separator: "; "))"
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

  /// The examples of a check that fail: each is read, extracted and checked as an article of its own.
  public mutating func failures(of check: CheckRule) -> [Failure] {
    var failures: [Failure] = []
    let examples = check.examples
    func test(_ text: String, _ expected: String, _ isGood: ([Verdict]) -> Bool) {
      let results = results(of: check, in: text)
      if !isGood(results.map(\.verdict)) {
        failures.append(
          .verdict(
            text: text, expected: expected,
            got: results.map { "\($0.verdict.rawValue): \($0.expression)" }))
      }
    }
    for text in examples.holds {
      test(text, "consistent") { !$0.isEmpty && $0.allSatisfy { $0 == .consistent } }
    }
    for text in examples.breaks {
      test(text, check.brokenVerdict.rawValue) { $0.contains(check.brokenVerdict) }
    }
    for text in examples.ignores { test(text, "left alone") { $0.isEmpty } }
    return failures
  }

  private mutating func results(of check: CheckRule, in text: String) -> [CheckResult] {
    let page = Page(document: "example.txt", bytes: Array(text.utf8), isHTML: false)
    let results = pipeline.run(page).facts.flatMap(\.checks).filter {
      $0.check == check.name.reported
    }
    var unique: [CheckResult] = []
    for result in results where !unique.contains(result) { unique.append(result) }
    return unique
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
