import Extraction
import Facts
import Rules
import TestSupport
import Testing

/// Which of several rules that match a figure makes its fact.
@Suite struct RuleChoiceTests {
  /// The rules that the figures of a text are of, with a few rules in place of the project's own.
  private func rules(_ text: String, among rules: [RuleSource]) throws -> [String] {
    let words = try Repository.ruleTexts().filter { $0.file.hasPrefix("lexicon/") }
    let sources = words.map { RuleSource(file: $0.file, text: $0.text) } + rules
    var extractor = FactExtractor(grammar: Grammar(rules: try RuleSet(sources)))
    return extractor.extract(from: Article(text: Array(text.utf8))).facts.map {
      String($0.rule.description.split(separator: "/").last ?? "")
    }
  }

  private func rule(
    _ name: String, _ pattern: String, priority: Int, values: [String] = ["q"]
  ) -> RuleSource {
    let facts = values.map { "  - {value: \($0), indicator: 数}" }.joined(separator: "\n")
    return RuleSource(
      file: "grammar/\(name).yaml",
      text: """
        id: grammar/\(name)
        description: A rule of a test.
        pattern: '\(pattern)'
        priority: \(priority)
        facts:
        \(facts)
        examples:
          match: [ {text: 有12个。, facts: [数 = 12 个]} ]
          ignore: [ 没有。 ]
        """)
  }

  private var any: RuleSource { rule("any", "{q:any}", priority: -9) }
  private var count: RuleSource { rule("count", "{q:count}", priority: 5) }
  private var pair: RuleSource {
    rule("pair", "{a:count}和{b:count}", priority: 0, values: ["a", "b"])
  }
  private var maybePair: RuleSource {
    rule("maybe", "{a:count}(?:和{b:count})?共", priority: 2, values: ["a", "b"])
  }

  @Test func moreFiguresGoBeforePriorityAndPriorityBeforeLength() throws {
    let long = rule("long", "共{q:any}的书", priority: 0)
    let text = "有12个和15个，30元，共8个的书。"
    #expect(try rules(text, among: [any, count, pair, long]) == ["pair", "pair", "any", "count"])
    #expect(try rules(text, among: [any, pair, long]) == ["pair", "pair", "any", "long"])
    #expect(try rules(text, among: [any]) == ["any", "any", "any", "any"])
  }

  @Test func aRuleThatMayClaimTwoStandsByItsPriorityWhereItClaimsOne() throws {
    let less = rule("less", "{q:count}共", priority: 1)
    #expect(try rules("有12个共用。", among: [any, count, maybePair]) == ["count"])
    #expect(try rules("有12个共用。", among: [any, less, maybePair]) == ["maybe"])
    #expect(try rules("有12个和15个共用。", among: [any, count, maybePair]) == ["maybe", "maybe"])
  }

  @Test func ofTwoRulesAlikeTheLongerMatchAndThenTheLesserNameHolds() throws {
    let longer = rule("zlonger", "有{q:count}书", priority: 5)
    let twin = rule("acount", "{q:count}", priority: 5)
    #expect(try rules("有12个书。", among: [count, longer]) == ["zlonger"])
    #expect(try rules("有12个书。", among: [count, twin]) == ["acount"])
  }
}
