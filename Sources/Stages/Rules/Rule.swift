public import Facts
public import Patterns

/// A compiled rule, safe to share between tasks; a class, so that handing one on costs nothing.
public final class Rule: Sendable {
  /// A capture of the pattern: its group, and what it holds.
  public struct Capture: Sendable {
    public let name: String
    public let group: Int
    /// Its kind: that of a slot, "words", "list", "slots" or the name of a word list.
    public let kind: String
    /// Whether it holds a row of figures, with or without words between them.
    public var isRow: Bool { kind == "slots" || kind == "uneven" }
    /// Whether it holds a list of names.
    public let isList: Bool
    /// Whether it is a word of a list of the lexicon, which stands in names as it is.
    public let isWord: Bool
    /// Whether its figures become facts, or are ignored.
    public let isClaim: Bool
    /// Whether the pattern can match without it.
    public let isOptional: Bool
  }

  /// A template taken apart: text, and captures by their place in `Rule.captures`.
  public struct Template: Sendable {
    public enum Part: Sendable {
      case text([UInt8])
      case capture(Int)
      case carried
    }

    public let parts: [Part]
    /// Whether it names what was spoken of before.
    public let isCarried: Bool
  }

  /// One fact that a match makes.
  public final class FactPlan: Sendable {
    /// The capture that holds its figures.
    public let value: Int
    public let indicator: Template
    public let population: Template?
    public let type: FactType?
    public let status: Status?
    public let direction: Direction?
    public let relation: Relation?
    /// The capture that holds what a change is measured against.
    public let against: Int?

    init(_ template: RuleFile.FactTemplate, captures: [Capture]) {
      value = captures.firstIndex { $0.name == template.value } ?? 0
      indicator = Template(template.indicator, captures: captures)
      population = template.population.map { Template($0, captures: captures) }
      type = template.type
      status = template.status
      direction = template.direction
      relation = template.relation
      against = template.against.flatMap { name in captures.firstIndex { $0.name == name } }
    }
  }

  /// A tie between the facts of a match, roles by capture; `nil` stands for the fact before them.
  public struct TiePlan: Sendable {
    public let check: CheckName
    public let roles: [(name: String, capture: Int?)]
  }

  public let file: RuleFile
  /// What it matches; where it begins a clause, at the place only where matching begins.
  public let pattern: Pattern
  /// Whether it begins with `{start}`, and so can match where a clause begins only.
  public let beginsClause: Bool
  /// The PCRE2 source that the pattern was compiled from.
  public let source: String
  public let captures: [Capture]
  /// What must stand in a sentence before the rule is tried.
  public let gates: [Gate]
  /// How many figures it claims at least.
  public let leastFigures: Int
  /// Whether it can claim more than one figure.
  public let claimsSeveral: Bool
  public let facts: [FactPlan]
  public let ties: [TiePlan]
  public let priority: Int
  public let id: RuleID

  init(file: RuleFile, pattern: Pattern, source: String, captures: [Capture], gates: [Gate]) {
    self.file = file
    self.pattern = pattern
    beginsClause = Rule.beginsClause(file.pattern)
    self.source = source
    self.captures = captures
    self.gates = gates
    id = file.id
    priority = file.priority
    leastFigures = captures.filter { $0.isClaim && !$0.isOptional }.reduce(0) {
      $0 + ($1.isRow ? 2 : 1)
    }
    let claims = captures.filter(\.isClaim)
    claimsSeveral = claims.count > 1 || claims.contains(where: \.isRow)
    facts = file.facts.map { FactPlan($0, captures: captures) }
    ties = file.relations.map { relation in
      TiePlan(
        check: relation.check,
        roles: relation.roles.map { role in
          (role.name, captures.firstIndex { $0.name == role.capture })
        })
    }
  }

  /// Whether a pattern begins with `{start}` in all that it matches.
  static func beginsClause(_ pattern: String) -> Bool {
    pattern.hasPrefix("{start}") && PatternCompiler.alternatives(pattern[...]).count == 1
  }

  public func capture(_ name: String) -> Capture? { captures.first { $0.name == name } }
}

extension Rule.Template {
  init(_ template: String, captures: [Rule.Capture]) {
    var parts: [Part] = []
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex { parts.append(.text(Array(rest[..<open].utf8))) }
      let name = rest[rest.index(after: open)..<close]
      if name == "carried" {
        parts.append(.carried)
      } else if let capture = captures.firstIndex(where: { $0.name == name }) {
        parts.append(.capture(capture))
      }
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(Array(rest.utf8))) }
    self.parts = parts
    isCarried = template.contains("{carried}")
  }

  /// The names in braces of a template.
  static func names(_ template: String) -> [String] {
    template.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap {
      $0.split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false).first.map(
        String.init)
    }
  }
}

/// The rules and words of a rules folder, compiled.
public final class RuleSet: Sendable {
  public let rules: [Rule]
  public let lexicon: Lexicon
  /// The checks of rules/checks/, by name.
  public let checks: [CheckRule]
  /// FNV-1a 64 of all files in order of their paths, in hexadecimal.
  public let hash: String

  init(rules: [Rule], checks: [CheckRule], lexicon: Lexicon, hash: String) {
    self.rules = rules
    self.checks = checks
    self.lexicon = lexicon
    self.hash = hash
  }
}
