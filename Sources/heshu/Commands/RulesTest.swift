import ArgumentParser
import Assembly
import Extraction
import Facts
import Rules

/// `heshu rules test`: runs the examples that stand in the rule files.
struct RulesTest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the examples of all rules.",
    discussion:
      "Exits with 1 if an example is missing, noisy or wrong, with 2 if a rule cannot be used.")

  @OptionGroup var option: RulesOption

  func run() throws {
    let rules = try RuleFolder.load(option.rules)
    var tester = RuleTester(grammar: Grammar(rules: rules))
    var examples = 0
    var todo = 0
    var failed = 0
    for rule in rules.rules {
      examples += rule.file.examples.match.count + rule.file.examples.ignore.count
      todo += rule.file.examples.todo.count
      for failure in tester.failures(of: rule) {
        failed += 1
        print("\(Terminal.coloured(rule.id, as: "error")): \(failure)")
      }
    }
    for check in rules.checks {
      examples +=
        check.examples.holds.count + check.examples.breaks.count + check.examples.ignores.count
      for failure in tester.failures(of: check) {
        failed += 1
        print("\(Terminal.coloured("checks/" + check.name.rawValue, as: "error")): \(failure)")
      }
    }
    print(
      "\(rules.rules.count) rules, \(rules.checks.count) checks, \(examples) examples, \(failed) failed, \(todo) todo"
    )
    if failed > 0 { throw ExitCode(1) }
  }
}
