/// The name of a check (CHECKS.md): that of its file in rules/checks/.
public struct CheckName: RawRepresentable, Hashable, Sendable {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  /// The check that records name: wording for all of rules/checks/wording/.
  public var reported: CheckName {
    rawValue.utf8.firstIndex(of: UInt8(ascii: "/")).map {
      CheckName(rawValue: String(rawValue[..<$0]))
    } ?? self
  }

  /// The checks whose figures are tied by the structure of a text, not by rules alone.
  public static let completion = CheckName(rawValue: "completion")
  public static let share = CheckName(rawValue: "share")
  public static let sum = CheckName(rawValue: "sum")
  public static let part = CheckName(rawValue: "part")
  public static let difference = CheckName(rawValue: "difference")
  public static let growth = CheckName(rawValue: "growth")
  public static let product = CheckName(rawValue: "product")
  public static let base = CheckName(rawValue: "base")
  public static let `repeat` = CheckName(rawValue: "repeat")
  public static let ratio = CheckName(rawValue: "ratio")
  public static let impliedCount = CheckName(rawValue: "implied-count")
  public static let cumulative = CheckName(rawValue: "cumulative")
}

/// What recomputing said of a set of figures.
public enum Verdict: String, Sendable, CaseIterable {
  case consistent, inconsistent, review
}

/// Figures of one article that arithmetic ties together; operands are indexes into its facts.
public struct Tie: Hashable, Sendable {
  /// How it is known that the figures belong together.
  public enum Basis: Hashable, Sendable {
    /// The text says so.
    case stated
    /// They stand together and fit; that they might not fit proves nothing.
    case inferred
    /// They stand as others of a family do, which tells whether they should fit: the shares of one
    /// whole, the columns of a total, two passages that say the same. One family is enough.
    case parallel([Family])

    /// How much the basis says: a stated tie more than a parallel one, that more than an inferred one.
    public var rank: Int {
      switch self {
      case .inferred: 0
      case .parallel: 1
      case .stated: 2
      }
    }
  }

  /// Ties that stand alike, so that all of them should fit.
  public struct Family: Hashable, Sendable {
    public let id: Int
    /// How many of it must fit before one that does not is worth reporting.
    public let least: Int
    /// How many must fit for each one that does not.
    public let ratio: Int

    public init(_ id: Int, least: Int, ratio: Int = 1) {
      self.id = id
      self.least = least
      self.ratio = ratio
    }
  }

  public let check: CheckName
  /// The facts by the part they play: "part", "whole", "rate", "old", "new", "change", "item" …
  public let roles: [Role]
  public let basis: Basis

  /// What makes two ties the same, however they came to be known and in whatever order their roles are:
  /// the check, and two 64-bit hashes over the set of roles.
  public struct Identity: Hashable, Sendable {
    let check: CheckName
    let sum: UInt64
    let mix: UInt64
  }

  public var identity: Identity {
    var (sum, mix): (UInt64, UInt64) = (0, 0)
    for role in roles {
      var hash = UInt64(truncatingIfNeeded: role.fact) &* 0x9E37_79B9_7F4A_7C15
      for byte in role.name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      sum = sum &+ hash
      mix ^= hash &* 0xBF58_476D_1CE4_E5B9 ^ hash >> 29
    }
    return Identity(check: check, sum: sum, mix: mix)
  }

  public struct Role: Hashable, Sendable {
    public let name: String
    public let fact: Int

    public init(_ name: String, _ fact: Int) {
      self.name = name
      self.fact = fact
    }
  }

  public init(_ check: CheckName, _ roles: [Role], basis: Basis = .stated) {
    self.check = check
    self.roles = roles
    self.basis = basis
  }

  /// The fact that plays `name`, if one does.
  public func fact(_ name: String) -> Int? { roles.first { $0.name == name }?.fact }

  /// All facts that play `name`, in order.
  public func facts(_ name: String) -> [Int] { roles.filter { $0.name == name }.map(\.fact) }
}

/// One check as it is written into each fact that took part.
public struct CheckResult: Hashable, Sendable {
  public let check: CheckName
  public let verdict: Verdict
  /// The arithmetic in plain notation: "2451 / 2400".
  public let expression: String
  public let stated: Interval
  public let computed: Interval
  /// The ids of all facts that took part.
  public let facts: [String]

  public init(
    check: CheckName, verdict: Verdict, expression: String, stated: Interval, computed: Interval,
    facts: [String]
  ) {
    self.check = check
    self.verdict = verdict
    self.expression = expression
    self.stated = stated
    self.computed = computed
    self.facts = facts
  }
}

/// One slip of the pen that would explain a finding; no verdict on which figure is wrong.
public struct Suggestion: Hashable, Sendable {
  /// The kinds of slips, the likeliest first.
  public enum Kind: String, Sendable, CaseIterable {
    case transposition, digit, point, scale
  }

  /// The id of the figure that it changes.
  public let fact: String
  public let kind: Kind
  /// The figure as it would read.
  public let text: String

  public init(fact: String, kind: Kind, text: String) {
    self.fact = fact
    self.kind = kind
    self.text = text
  }
}

/// Figures of an article that cannot all be right, or that a person should look at.
public struct Finding: Sendable {
  public enum Level: String, Sendable {
    case error, warning, note
  }

  /// The same sentence in the two languages of the tool.
  public struct Message: Hashable, Sendable {
    public let zh: String
    public let en: String

    public init(zh: String, en: String) {
      self.zh = zh
      self.en = en
    }
  }

  public let document: String
  public let level: Level
  public let result: CheckResult
  public let message: Message
  /// What stays the same when the article is edited elsewhere: document, check and operand values.
  public let fingerprint: String
  /// The slips of the pen, each of one figure, with which all checks of that figure hold.
  public let suggestions: [Suggestion]

  public init(
    document: String, level: Level, result: CheckResult, message: Message, fingerprint: String,
    suggestions: [Suggestion] = []
  ) {
    self.suggestions = suggestions
    self.document = document
    self.level = level
    self.result = result
    self.message = message
    self.fingerprint = fingerprint
  }
}

/// Why an article, or a part of one, could not be read.
public struct Refusal: Error, Hashable, Sendable {
  public let document: String
  /// A word for programs: "undecodable", "too-large", "match-limit", "unreadable", "empty".
  public let reason: String
  public let message: String
  public let rule: RuleID?
  public let paragraph: Int?

  public init(
    document: String, reason: String, message: String, rule: RuleID? = nil, paragraph: Int? = nil
  ) {
    self.document = document
    self.reason = reason
    self.message = message
    self.rule = rule
    self.paragraph = paragraph
  }
}
