import Assembly
import Extraction
import Facts
import Rules
import TestSupport
import Testing

/// One test case for each rule of the project: its own examples.
@Suite struct RuleExampleTests {
  static let rules: RuleSet? = try? RuleSet(
    Repository.ruleTexts().map { RuleSource(file: $0.file, text: $0.text) })

  @Test(arguments: rules?.rules.map(\.id) ?? ["the rules do not load"])
  func examplesHold(_ id: String) throws {
    let rules = try #require(RuleExampleTests.rules)
    let rule = try #require(rules.rules.first { $0.id == id })
    var tester = RuleTester(grammar: Grammar(rules: rules))
    for failure in tester.failures(of: rule) { Issue.record("\(failure)") }
  }

  @Test(arguments: rules?.checks.map(\.name.rawValue) ?? ["the rules do not load"])
  func examplesOfChecksHold(_ name: String) throws {
    let rules = try #require(RuleExampleTests.rules)
    let check = try #require(rules.checks.first { $0.name.rawValue == name })
    var tester = RuleTester(grammar: Grammar(rules: rules))
    for failure in tester.failures(of: check) { Issue.record("\(failure)") }
  }
}
