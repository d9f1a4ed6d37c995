import Facts
import Rules
import TestSupport
import Testing

@Suite struct RuleSetTests {
  /// The project's own lexicon with other rules.
  private func load(_ rules: [(file: String, text: String)]) throws -> RuleSet {
    let lexicon = try Repository.ruleTexts().filter { $0.file.hasPrefix("lexicon/") }
    return try RuleSet((lexicon + rules).map { RuleSource(file: $0.file, text: $0.text) })
  }

  private func report(_ rules: [(file: String, text: String)]) throws -> [String] {
    do {
      _ = try load(rules)
      return []
    } catch let errors as RuleErrors {
      return errors.errors.map(\.description)
    }
  }

  private func rule(
    _ pattern: String, facts: String = "[{value: q, indicator: '{np}'}]", more: String = ""
  ) -> String {
    """
    id: test/rule
    description: A rule.
    pattern: '\(pattern)'
    facts: \(facts)
    examples: {match: [{text: 甲1个, facts: []}]}
    \(more)
    """
  }

  @Test func theProjectsOwnRulesLoad() throws {
    let rules = try RuleSet(Repository.ruleTexts().map { RuleSource(file: $0.file, text: $0.text) })
    #expect(rules.rules.count > 20)
    #expect(rules.rules.allSatisfy { !$0.file.description.isEmpty })
  }

  @Test(arguments: [
    ("{np:words}{q:count", "test/rule.yaml:3: bad pattern: '{' without '}'"),
    (
      "{np:words}(?:{q:count}",
      "test/rule.yaml:3: bad pattern: missing closing parenthesis at offset 113"
    ),
    (
      "{np:nosuch}{q:count}",
      "test/rule.yaml:3: unknown name '{nosuch}'; add it to rules/lexicon/ or mend the spelling"
    ),
    ("{q:count?}(?<np>)", "test/rule.yaml:3: pattern matches the empty string"),
    (
      "{other:words}{np:words}{q:count}",
      "test/rule.yaml:3: capture 'other' is used by no fact, relation or ignore"
    ),
    ("{q:count}", "test/rule.yaml:4: 'np' is no capture of the pattern"),
  ])
  func aBadPatternIsRefusedWithItsPlace(_ pattern: String, _ message: String) throws {
    let report = try report([("test/rule.yaml", rule(pattern))])
    #expect(report.count == 1)
    // The offset of PCRE2's own message moves with the built-in classes.
    #expect(report[0].prefix(50) == message.prefix(50))
  }

  @Test func allFaultsStandInOneReport() throws {
    let report = try report([
      ("a/one.yaml", "id: a/other\ndescription: x\npattern: x\nexamples: {ignore: [x]}"),
      ("a/two.yaml", "id: a/two\ndescription: x\npattern: x\n"),
      ("a/three.yaml", "id: a/three\ncolour: red"),
      ("a/four.yaml", "id: [unclosed"),
    ])
    #expect(report.count == 4)
    #expect(report.contains("a/one.yaml:1: id 'a/other' must be the path of its file, 'a/one'"))
    #expect(
      report.contains(
        "a/two.yaml:1: examples are needed: one under 'match', for a check one under 'breaks'"))
    #expect(
      report.contains {
        $0.hasPrefix("a/three.yaml:2: unknown key 'colour'; the keys are id, description")
      })
    #expect(report.contains { $0.hasPrefix("a/four.yaml:") && $0.contains("not YAML") })
  }

  /// A check file with its equation and one more line.
  private func check(_ equation: String, _ more: String = "") -> String {
    """
    id: checks/twice
    description: x
    roles: {a: {}, b: {}}
    equation: \(equation)
    message: {zh: x, en: x}
    examples: {breaks: [x]}
    \(more)
    """
  }

  @Test(arguments: [
    ("a = b +", "", "checks/twice.yaml:4: 'equation' must be an equation: a role, a number"),
    (
      "a b", "",
      "checks/twice.yaml:4: 'equation' must be an equation: '=' or '<=' expected, not 'b'"
    ),
    ("a = 2 * c", "", "checks/twice.yaml:4: unknown role 'c'; the roles are a, b"),
    (
      "a = b[0]", "", "checks/twice.yaml:4: 'equation' must be an equation: a place from 1 expected"
    ),
    (
      "a = b", "guards: [{same-unit: [a, c]}]",
      "checks/twice.yaml:7: unknown role 'c'; the roles are a, b"
    ),
    ("a = b", "of-one-figure: true", "checks/twice.yaml:1: 'roles' must be one role"),
    ("a = b", "broken: perhaps", "checks/twice.yaml:7: 'broken' must be one of consistent"),
  ])
  func aBadCheckIsRefusedWithItsPlace(
    _ equation: String, _ more: String, _ message: String
  ) throws {
    let report = try report([("checks/twice.yaml", check(equation, more))])
    #expect(report.count == 1)
    #expect(report.first?.hasPrefix(message) ?? false, "\(report)")
  }

  @Test func aRelationMustNameACheckAndItsRoles() throws {
    let relation = { (text: String) in
      ("test/rule.yaml", self.rule("{np:words}{q:count}") + "\nrelations: [\(text)]")
    }
    let twice = ("checks/twice.yaml", check("a = 2 * b"))
    #expect(try report([twice, relation("{check: twice, a: q, b: previous}")]).isEmpty)
    #expect(
      try report([twice, relation("{check: thrice, a: q}")]).first?.hasSuffix(
        "unknown check 'thrice'; rules/checks/ has twice") ?? false)
    #expect(
      try report([twice, relation("{check: twice, c: q}")]).first?.hasSuffix(
        "unknown role 'c'; the roles are a, b") ?? false)
  }

  @Test func anEquationIsReadByPrecedence() throws {
    let rules = try load([
      ("test/rule.yaml", rule("{np:words}{q:count}")),
      ("checks/twice.yaml", check("a = 100% - b * (2 + a) / sum(b)")),
    ])
    let equation = try #require(rules.checks.first?.cases.first?.equations.first)
    func figure(_ role: String) -> Equation.Term { .figure(role: role, place: 0) }
    let inner = Equation.Term.operation(
      figure("b"), .times, .operation(.number(Rational(2), "2"), .plus, figure("a")))
    #expect(
      equation
        == Equation(
          figure("a"), .equal,
          .operation(
            .number(Rational(1), "100%"), .minus, .operation(inner, .over, .sum(role: "b")))))
  }

  @Test func aSubpatternThatRefersToItselfIsRefused() throws {
    let lexicon = try Repository.ruleTexts().filter { $0.file.hasPrefix("lexicon/") }.map {
      file, text in
      file == "lexicon/patterns.yaml" ? (file, text + "\nloop: '甲{loop}'\n") : (file, text)
    }
    do {
      _ = try RuleSet(
        (lexicon + [("test/rule.yaml", rule("{np:words}{loop}{q:count}"))]).map {
          RuleSource(file: $0.0, text: $0.1)
        })
      Issue.record("a cycle was accepted")
    } catch {
      #expect(
        error.errors.map(\.description) == ["test/rule.yaml:3: sub-pattern 'loop' refers to itself"]
      )
    }
  }

  @Test func aRuleIsGatedByTheWordsItNeeds() throws {
    let rules = try load([("test/rule.yaml", rule("{start}{np:words}任务数{q:count}"))])
    #expect(rules.rules[0].gates.map(\.words) == [["任务数\u{E000}"]])
    #expect(rules.rules[0].gates.map(\.reach) == [0])
  }

  @Test func aStartThatIsNoClassOfEndsIsRefused() throws {
    let texts = try Repository.ruleTexts().filter { $0.file.hasPrefix("lexicon/") }.map {
      file, text in
      (
        file,
        file == "lexicon/patterns.yaml"
          ? text.split(separator: "\n").map { $0.hasPrefix("start:") ? "start: '^'" : $0 }
            .joined(separator: "\n") : text
      )
    }
    do {
      _ = try RuleSet(texts.map { RuleSource(file: $0.0, text: $0.1) })
      Issue.record("a start that is no class was accepted")
    } catch {
      #expect(
        error.errors.map(\.description) == [
          "lexicon/patterns.yaml:1: 'start' must be (?<![^…]), a class of what ends a clause"
        ])
    }
  }

  @Test func periodsAreSortedByWhatTheyBeginWith() throws {
    let rules = try RuleSet(Repository.ruleTexts().map { RuleSource(file: $0.file, text: $0.text) })
    let table = rules.lexicon.periodTable
    func pattern(_ text: String) -> Bool {
      Array(text.utf8).withUnsafeBufferPointer { table.pattern(in: $0, at: 0) != nil }
    }
    #expect(pattern("2024年") && pattern("比上年") && pattern("今年"))
    #expect(!pattern("学校"))
    // What stands behind the digits, or behind the first character, says that no time can begin there.
    #expect(pattern("3月") && pattern("12日至15日") && pattern("到2025年"))
    #expect(!pattern("12.5%") && !pattern("2024名") && !pattern("到学校"))
  }
}
