internal import Facts

/// Reads one file of rules/checks/.
struct CheckReader {
  private static let keys = [
    "id", "description", "roles", "guards", "equation", "cases", "of-one-figure", "broken",
    "notices",
    "message",
    "examples",
  ]

  let lexicon: Lexicon?

  func read(_ text: String, file: String) throws(RuleError) -> CheckRule {
    let yaml = try YAMLReader.parse(text, file: file)
    try yaml.check(known: CheckReader.keys)
    let id = try yaml.text("id")
    let path = String(file.split(separator: ".", maxSplits: 1).first ?? "")
    guard id == path else { throw yaml.error(.idIsNotPath(id, path: path)) }
    let roles = try self.roles(yaml)
    var guards: [CheckRule.Guard] = []
    for item in try yaml.items("guards") { guards.append(try guardRule(item, roles.map(\.name))) }
    guard let message = yaml.value("message") else { throw yaml.error(.missingKey("message")) }
    try message.check(known: ["zh", "en"])
    let isOfOneFigure = try yaml.flag("of-one-figure")
    if isOfOneFigure, roles.count != 1 {
      throw yaml.error(
        .wrongValue(key: "roles", expected: "one role, as the check is of one figure"))
    }
    return CheckRule(
      name: CheckName(rawValue: String(id.dropFirst("checks/".count))),
      description: try yaml.text("description"), roles: roles, guards: guards,
      cases: try cases(yaml, roles.map(\.name)), isOfOneFigure: isOfOneFigure,
      brokenVerdict: try yaml.choice("broken", Verdict.self) ?? .inconsistent,
      notices: try yaml.texts("notices"),
      message: Finding.Message(zh: try message.text("zh"), en: try message.text("en")),
      examples: try examples(yaml))
  }

  private func roles(_ yaml: YAMLReader) throws(RuleError) -> [(
    name: String, condition: CheckRule.Condition
  )] {
    guard let roles = yaml.value("roles"), !roles.entries.isEmpty else {
      throw yaml.error(.missingKey("roles"))
    }
    var read: [(name: String, condition: CheckRule.Condition)] = []
    for (name, value) in roles.entries { read.append((name, try condition(value))) }
    return read
  }

  private func condition(_ yaml: YAMLReader) throws(RuleError) -> CheckRule.Condition {
    try yaml.check(known: [
      "type", "type-not", "unit", "unit-not", "direction", "relation", "written", "pure",
      "not-zero",
      "of-a-whole", "words",
      "words-not", "endings",
    ])
    var condition = CheckRule.Condition()
    condition.types = try yaml.choices("type", FactType.self)
    condition.notTypes = try yaml.choices("type-not", FactType.self)
    condition.units = try yaml.texts("unit")
    condition.notUnits = try yaml.texts("unit-not")
    condition.direction = try yaml.choice("direction", Direction.self)
    condition.relation = try yaml.choice("relation", Relation.self)
    condition.oddities = try yaml.choices("written", Oddity.self)
    condition.isPure = try yaml.flag("pure")
    condition.isNotZero = try yaml.flag("not-zero")
    condition.isShare = try yaml.flag("of-a-whole")
    condition.words = try wordSet(yaml, "words")
    condition.notWords = try wordSet(yaml, "words-not")
    condition.endings = try wordSet(yaml, "endings")
    return condition
  }

  /// A list of words, or the name of one in rules/lexicon/.
  private func words(_ yaml: YAMLReader, _ key: String) throws(RuleError) -> [String] {
    guard let name = yaml.value(key)?.string else { return try yaml.texts(key) }
    guard let lexicon else { return [] }
    let words = lexicon.list(name)
    guard !words.isEmpty else { throw yaml.error(.unknownName(name)) }
    return words
  }

  private func wordSet(_ yaml: YAMLReader, _ key: String) throws(RuleError) -> WordSet? {
    let words = try words(yaml, key)
    return words.isEmpty ? nil : WordSet(words)
  }

  private func guardRule(_ yaml: YAMLReader, _ known: [String]) throws(RuleError) -> CheckRule.Guard
  {
    let keys = ["same-unit", "same-type", "same-unit-or-type", "same-unit-or-none", "not-in-text"]
    try yaml.check(known: keys)
    guard let key = yaml.entries.first?.key, yaml.entries.count == 1 else {
      throw yaml.error(
        .wrongValue(key: "guards", expected: "one of \(keys.joined(separator: ", "))"))
    }
    if key == "not-in-text" { return .notInText(try words(yaml, key)) }
    let roles = try yaml.texts(key)
    for role in roles where !known.contains(role) {
      throw yaml.error(.unknownRole(role, known: known))
    }
    switch key {
    case "same-unit": return .sameUnit(roles)
    case "same-type": return .sameType(roles)
    case "same-unit-or-type": return .sameUnitOrType(roles)
    default: return .sameUnitOrNone(roles)
    }
  }

  private func cases(_ yaml: YAMLReader, _ known: [String]) throws(RuleError) -> [CheckRule.Case] {
    if yaml.value("equation") != nil {
      return [CheckRule.Case(conditions: [], absent: [], equations: try equations(yaml, known))]
    }
    var cases: [CheckRule.Case] = []
    for item in try yaml.items("cases") {
      try item.check(known: ["if", "without", "equation"])
      var conditions: [(role: String, condition: CheckRule.Condition)] = []
      for (role, value) in item.value("if")?.entries ?? [] {
        guard known.contains(role) else { throw value.error(.unknownRole(role, known: known)) }
        conditions.append((role, try condition(value)))
      }
      cases.append(
        CheckRule.Case(
          conditions: conditions, absent: try item.texts("without"),
          equations: try equations(item, known)))
    }
    return cases
  }

  /// One equation, or a list of which one must hold.
  private func equations(_ yaml: YAMLReader, _ known: [String]) throws(RuleError) -> [Equation] {
    guard let value = yaml.value("equation") else { throw yaml.error(.missingKey("equation")) }
    var texts: [String] = []
    if let text = value.string { texts = [text] } else { texts = try yaml.texts("equation") }
    var equations: [Equation] = []
    for text in texts {
      do throws(EquationParser.Problem) {
        equations.append(try EquationParser.parse(text))
      } catch {
        throw value.error(.wrongValue(key: "equation", expected: "an equation: \(error.message)"))
      }
      for role in equations[equations.count - 1].roles where !known.contains(role) {
        throw value.error(.unknownRole(role, known: known))
      }
    }
    return equations
  }

  private func examples(_ yaml: YAMLReader) throws(RuleError) -> CheckRule.Examples {
    guard let examples = yaml.value("examples") else { throw yaml.error(.noExamples) }
    try examples.check(known: ["holds", "breaks", "ignores"])
    let read = CheckRule.Examples(
      holds: try examples.texts("holds"), breaks: try examples.texts("breaks"),
      ignores: try examples.texts("ignores"))
    guard !read.breaks.isEmpty else { throw yaml.error(.noExamples) }
    return read
  }
}
