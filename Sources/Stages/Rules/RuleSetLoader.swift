internal import Facts
internal import Patterns

/// A file of a rules folder: its path below the folder and its text.
public struct RuleSource: Sendable {
  public let file: String
  public let text: String

  public init(file: String, text: String) {
    self.file = file
    self.text = text
  }
}

extension RuleSet {
  /// Compiles the files of a rules folder; throws all that is wrong with them in one report.
  public convenience init(_ sources: [RuleSource]) throws(RuleErrors) {
    let sources = sources.sorted { $0.file < $1.file }
    var errors: [RuleError] = []
    let lexicon = RuleSet.lexicon(sources, &errors)
    let checks = RuleSet.checks(sources, lexicon, &errors)
    var rules: [Rule] = []
    let gates = GateFinder(clauseEnds: lexicon?.clauseEnds ?? [])
    for source in sources
    where !source.file.hasPrefix("lexicon/") && !source.file.hasPrefix("checks/") {
      do throws(RuleError) {
        let file = try RuleFileReader().read(source.text, file: source.file)
        try RuleSet.checkRelations(of: file, checks)
        if let lexicon { rules.append(try RuleSet.compile(file, lexicon, gates)) }
      } catch {
        errors.append(error)
      }
    }
    if rules.isEmpty, errors.isEmpty {
      errors.append(RuleError(reason: .noRules, location: FileLocation(file: ".", line: 1)))
    }
    guard errors.isEmpty, let lexicon else { throw RuleErrors(errors: errors) }
    self.init(rules: rules, checks: checks, lexicon: lexicon, hash: RuleSet.hash(sources))
  }

  private static func checks(
    _ sources: [RuleSource], _ lexicon: Lexicon?, _ errors: inout [RuleError]
  ) -> [CheckRule] {
    var checks: [CheckRule] = []
    for source in sources where source.file.hasPrefix("checks/") {
      do throws(RuleError) {
        checks.append(try CheckReader(lexicon: lexicon).read(source.text, file: source.file))
      } catch {
        errors.append(error)
      }
    }
    return checks
  }

  /// The relations of a rule must name checks and roles that there are.
  private static func checkRelations(
    of file: RuleFile, _ checks: [CheckRule]
  ) throws(RuleError) {
    for tie in file.relations {
      func fail(_ reason: RuleError.Reason) -> RuleError {
        RuleError(reason: reason, location: FileLocation(file: file.file, line: tie.line))
      }
      guard let check = checks.first(where: { $0.name == tie.check }) else {
        throw fail(.unknownCheck(tie.check.rawValue, known: checks.map(\.name.rawValue)))
      }
      let known = check.roles.map(\.name)
      for role in tie.roles where !known.contains(role.name) {
        throw fail(.unknownRole(role.name, known: known))
      }
    }
  }

  private static func lexicon(_ sources: [RuleSource], _ errors: inout [RuleError]) -> Lexicon? {
    var reader = LexiconReader()
    for source in sources where source.file.hasPrefix("lexicon/") {
      do throws(RuleError) {
        try reader.read(source.text, file: source.file)
      } catch {
        errors.append(error)
      }
    }
    guard errors.isEmpty else { return nil }
    do throws(RuleError) {
      return try reader.lexicon(file: "lexicon")
    } catch {
      errors.append(error)
      return nil
    }
  }

  private static func compile(
    _ file: RuleFile, _ lexicon: Lexicon, _ gates: GateFinder
  ) throws(RuleError) -> Rule {
    let location = FileLocation(file: file.file, line: file.patternLine)
    let compiled: PatternCompiler.Compiled
    do throws(PatternCompiler.Problem) {
      compiled = try PatternCompiler(lexicon: lexicon).compile(file.pattern)
    } catch {
      switch error {
      case .unknownName(let name): throw RuleError(reason: .unknownName(name), location: location)
      case .cycle(let name): throw RuleError(reason: .cycle(name), location: location)
      case .unclosedBrace:
        throw RuleError(reason: .badPattern("'{' without '}'"), location: location)
      }
    }
    let pattern: Pattern
    do throws(PatternError) {
      let beginsClause = Rule.beginsClause(file.pattern)
      if beginsClause, let anchored = try? Pattern("\\G(?:\(compiled.source))") {
        pattern = anchored
      } else {
        // A fault is told by its place in the rule's own text.
        pattern = try Pattern(compiled.source)
      }
    } catch {
      throw RuleError(reason: .badPattern(error.description), location: location)
    }
    if pattern.matchesEmpty { throw RuleError(reason: .matchesEmpty, location: location) }
    let claims = Set(file.facts.map(\.value) + file.ignored)
    let captures = compiled.captures.map {
      Rule.Capture(
        name: $0.name, group: pattern.groups[$0.name] ?? 0, kind: $0.kind,
        isList: $0.kind == "list", isWord: lexicon.lists[$0.kind] != nil,
        isClaim: claims.contains($0.name), isOptional: $0.isOptional)
    }
    let rule = Rule(
      file: file, pattern: pattern, source: compiled.source, captures: captures,
      gates: gates.gates(of: compiled.source))
    try checkCaptures(of: rule)
    return rule
  }

  /// Every capture must be used, and every name in a template must be a capture.
  private static func checkCaptures(of rule: Rule) throws(RuleError) {
    let file = rule.file
    func fail(_ reason: RuleError.Reason, _ line: Int) -> RuleError {
      RuleError(reason: reason, location: FileLocation(file: file.file, line: line))
    }
    var used: Set<String> = Set(file.ignored)
    for fact in file.facts {
      let names =
        [fact.value] + Rule.Template.names(fact.indicator)
        + Rule.Template.names(fact.population ?? "") + [fact.against].compactMap { $0 }
      for name in names where name != "carried" && rule.capture(name) == nil {
        throw fail(.unknownCapture(name), fact.line)
      }
      used.formUnion(names)
    }
    for tie in file.relations {
      for role in tie.roles {
        if rule.capture(role.capture) == nil, role.capture != "previous" {
          throw fail(.unknownCapture(role.capture), tie.line)
        }
        used.insert(role.capture)
      }
    }
    for capture in rule.captures where !used.contains(capture.name) {
      throw fail(.unusedCapture(capture.name), file.patternLine)
    }
    for name in file.ignored where rule.capture(name) == nil {
      throw fail(.unknownCapture(name), file.patternLine)
    }
  }

  private static func hash(_ sources: [RuleSource]) -> String {
    var hash = FNV1a()
    for source in sources {
      for byte in source.file.utf8 { hash.mix(byte) }
      for byte in source.text.utf8 { hash.mix(byte) }
    }
    return hash.text
  }
}
