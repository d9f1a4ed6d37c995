/// Where in the rules folder something stands.
public struct FileLocation: Hashable, Sendable, CustomStringConvertible {
  /// The path of the file, below the folder the rules were loaded from.
  public let file: String
  /// The line, from 1.
  public let line: Int

  public var description: String { "\(file):\(line)" }
}

/// Why a rule file was refused.
public struct RuleError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Reason: Hashable, Sendable {
    case notYAML(String)
    case unreadable(String)
    case unknownKey(String, known: [String])
    case missingKey(String)
    case wrongValue(key: String, expected: String)
    case idIsNotPath(String, path: String)
    case badPattern(String)
    case unknownName(String)
    case cycle(String)
    case matchesEmpty
    case unusedCapture(String)
    case unknownCapture(String)
    case unknownRole(String, known: [String])
    case unknownCheck(String, known: [String])
    case noExamples
    case duplicateWord(String)
    case noRules
  }

  public let reason: Reason
  public let location: FileLocation

  public var description: String { "\(location): \(text)" }

  private var text: String {
    switch reason {
    case .notYAML(let problem): "not YAML: \(problem)"
    case .unreadable(let problem): "cannot be read: \(problem)"
    case .unknownKey(let key, let known):
      "unknown key '\(key)'; the keys are \(known.joined(separator: ", "))"
    case .missingKey(let key): "key '\(key)' is missing"
    case .wrongValue(let key, let expected): "'\(key)' must be \(expected)"
    case .idIsNotPath(let id, let path): "id '\(id)' must be the path of its file, '\(path)'"
    case .badPattern(let problem): "bad pattern: \(problem)"
    case .unknownName(let name):
      "unknown name '{\(name)}'; add it to rules/lexicon/ or mend the spelling"
    case .cycle(let name): "sub-pattern '\(name)' refers to itself"
    case .matchesEmpty: "pattern matches the empty string"
    case .unusedCapture(let name): "capture '\(name)' is used by no fact, relation or ignore"
    case .unknownCapture(let name): "'\(name)' is no capture of the pattern"
    case .unknownRole(let role, let known):
      "unknown role '\(role)'; the roles are \(known.joined(separator: ", "))"
    case .unknownCheck(let check, let known):
      "unknown check '\(check)'; rules/checks/ has \(known.joined(separator: ", "))"
    case .noExamples: "examples are needed: one under 'match', for a check one under 'breaks'"
    case .duplicateWord(let word): "'\(word)' is listed twice"
    case .noRules: "no rules here; name the folder with --rules"
    }
  }
}

/// All that is wrong with a rules folder, in one report.
public struct RuleErrors: Error, Sendable, CustomStringConvertible {
  public let errors: [RuleError]

  public var description: String { errors.map(\.description).joined(separator: "\n") }
}
