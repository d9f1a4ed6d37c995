public import Facts
public import Patterns

/// A compiled rule, safe to share between tasks.
public struct Rule: Sendable {
  /// A capture of the pattern: its group, and what it holds.
  public struct Capture: Sendable {
    public let name: String
    public let group: Int
    /// Its kind: that of a slot, "words", "list", "slots" or the name of a word list.
    public let kind: String
  }

  public let file: RuleFile
  public let pattern: Pattern
  /// The PCRE2 source that the pattern was compiled from.
  public let source: String
  public let captures: [Capture]
  /// Words of which one must stand in a sentence before the rule is tried.
  public let gate: [String]
  /// The captures whose figures become facts, or are ignored.
  public let claims: Set<String>

  public var id: RuleID { file.id }

  public func capture(_ name: String) -> Capture? { captures.first { $0.name == name } }
}

/// The rules and words of a rules folder, compiled.
public struct RuleSet: Sendable {
  public let rules: [Rule]
  public let lexicon: Lexicon
  /// The words of all gates, and for each word the rules that it opens.
  public let gateWords: WordSet
  public let opens: [[Int]]
  /// The rules that no gate holds back.
  public let ungated: [Int]
  /// FNV-1a 64 of all files in order of their paths, in hexadecimal.
  public let hash: String

  init(rules: [Rule], lexicon: Lexicon, hash: String) {
    self.rules = rules
    self.lexicon = lexicon
    self.hash = hash
    var opens: [String: [Int]] = [:]
    for (index, rule) in rules.enumerated() {
      for word in rule.gate { opens[word, default: []].append(index) }
    }
    let words = opens.keys.sorted()
    gateWords = WordSet(words)
    self.opens = words.map { opens[$0] ?? [] }
    ungated = rules.indices.filter { rules[$0].gate.isEmpty }
  }
}
