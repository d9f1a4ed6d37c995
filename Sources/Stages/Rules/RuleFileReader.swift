internal import Facts

/// Reads one rule file, form only: what its pattern means is the compiler's business.
struct RuleFileReader {
  private static let keys = [
    "id", "description", "pattern", "priority", "facts", "relations", "ignore", "reason",
    "examples",
  ]

  func read(_ text: String, file: String) throws(RuleError) -> RuleFile {
    let yaml = try YAMLReader.parse(text, file: file)
    try yaml.check(known: RuleFileReader.keys)
    let id = try yaml.text("id")
    let path = String(file.split(separator: ".", maxSplits: 1).first ?? "")
    guard id == path else { throw yaml.error(.idIsNotPath(id, path: path)) }
    let examples = try self.examples(yaml)
    guard !examples.match.isEmpty || !examples.ignore.isEmpty else { throw yaml.error(.noExamples) }
    var priority = 0
    if let text = try yaml.optionalText("priority") {
      guard let number = Int(text) else {
        throw yaml.error(.wrongValue(key: "priority", expected: "a whole number"))
      }
      priority = number
    }
    var facts: [RuleFile.FactTemplate] = []
    for item in try yaml.items("facts") { facts.append(try fact(item)) }
    var relations: [RuleFile.Tie] = []
    for item in try yaml.items("relations") { relations.append(try tie(item)) }
    return RuleFile(
      id: id, description: try yaml.text("description"), pattern: try yaml.text("pattern"),
      patternLine: yaml.value("pattern")?.line ?? 1, priority: priority, facts: facts,
      relations: relations, ignored: try yaml.texts("ignore"),
      ignoreReason: try yaml.optionalText("reason"), examples: examples, file: file)
  }

  private func fact(_ yaml: YAMLReader) throws(RuleError) -> RuleFile.FactTemplate {
    try yaml.check(known: [
      "value", "indicator", "population", "type", "status", "direction", "relation", "against",
    ])
    return RuleFile.FactTemplate(
      value: try yaml.text("value"), indicator: try yaml.text("indicator"),
      population: try yaml.optionalText("population"), type: try yaml.choice("type", FactType.self),
      status: try yaml.choice("status", Status.self),
      direction: try yaml.choice("direction", Direction.self),
      relation: try yaml.choice("relation", Relation.self),
      against: try yaml.optionalText("against"), line: yaml.line)
  }

  private func tie(_ yaml: YAMLReader) throws(RuleError) -> RuleFile.Tie {
    let check = CheckName(rawValue: try yaml.text("check"))
    var roles: [(name: String, capture: String)] = []
    for (key, value) in yaml.entries where key != "check" {
      guard let capture = value.string else {
        throw value.error(.wrongValue(key: key, expected: "the name of a capture"))
      }
      roles.append((key, capture))
    }
    return RuleFile.Tie(check: check, roles: roles, line: yaml.line)
  }

  private func examples(_ yaml: YAMLReader) throws(RuleError) -> RuleFile.Examples {
    guard let examples = yaml.value("examples") else { throw yaml.error(.noExamples) }
    try examples.check(known: ["match", "ignore", "todo"])
    var matches: [RuleFile.Examples.Match] = []
    for item in try examples.items("match") {
      try item.check(known: ["text", "facts"])
      matches.append(
        RuleFile.Examples.Match(
          text: try item.text("text"), facts: try item.texts("facts"), line: item.line))
    }
    return RuleFile.Examples(
      match: matches, ignore: try examples.texts("ignore"), todo: try examples.texts("todo"))
  }
}
