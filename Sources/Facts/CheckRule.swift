/// A check as its file in rules/checks/ says it: which figures play which roles, what must hold
/// between them, and what to say where it does not (CHECKS.md).
public final class CheckRule: Sendable {
  /// What a figure must be to play a role; what is empty or `nil` asks nothing.
  public struct Condition: Sendable {
    public var types: [FactType] = []
    public var notTypes: [FactType] = []
    /// Units as facts have them, in their text.
    public var units: [String] = []
    public var notUnits: [String] = []
    public var direction: Direction?
    public var relation: Relation?
    /// What is odd in how it is written.
    public var oddities: [Oddity] = []
    /// Whether it is a number without dimension: in %, ‰, 成, 倍 or points.
    public var isPure = false
    public var isNotZero = false
    /// Whether it is a share of a whole, which is never more than all of it: 50%以上 ends at 100%.
    public var isShare = false
    /// Words of which its indicator has one, or none.
    public var words: WordSet?
    public var notWords: WordSet?
    /// Endings of its indicator.
    public var endings: WordSet?

    public init() {}

    /// Whether it asks nothing.
    public var isEmpty: Bool {
      types.isEmpty && notTypes.isEmpty && units.isEmpty && notUnits.isEmpty && direction == nil
        && relation == nil && oddities.isEmpty && !isPure && !isNotZero && !isShare && words == nil
        && notWords == nil
        && endings == nil
    }
  }

  /// What must be true of the figures of several roles together.
  public enum Guard: Hashable, Sendable {
    case sameUnit([String])
    case sameType([String])
    case sameUnitOrType([String])
    /// The same unit, unless one has none.
    case sameUnitOrNone([String])
    /// None of the words stands in a sentence of a figure: such as 不变价, which no printed level has.
    case notInText([String])
  }

  /// What must hold if its conditions are met: one of the equations.
  public struct Case: Sendable {
    public let conditions: [(role: String, condition: Condition)]
    /// Roles that no figure plays.
    public let absent: [String]
    public let equations: [Equation]

    public init(
      conditions: [(role: String, condition: Condition)], absent: [String], equations: [Equation]
    ) {
      self.conditions = conditions
      self.absent = absent
      self.equations = equations
    }
  }

  /// The sentences that prove it: with a set of figures that fits, and with one that does not.
  public struct Examples: Sendable {
    public let holds: [String]
    public let breaks: [String]
    /// Sentences of which the check says nothing.
    public let ignores: [String]

    public init(holds: [String], breaks: [String], ignores: [String]) {
      self.holds = holds
      self.breaks = breaks
      self.ignores = ignores
    }
  }

  public let name: CheckName
  public let description: String
  public let roles: [(name: String, condition: Condition)]
  /// The roles that ask something of their figures.
  public let conditions: [(role: String, condition: Condition)]
  /// The roles of shares of a whole.
  public let shares: [String]
  public let guards: [Guard]
  /// The first whose conditions are met counts; without any the check is about wording alone, and
  /// what plays its role is a finding.
  public let cases: [Case]
  /// Whether every figure that meets the condition of the only role is checked, without a tie.
  public let isOfOneFigure: Bool
  /// The verdict where it does not hold: a matter of wording is for a person to judge.
  public let brokenVerdict: Verdict
  /// Words of the article, such as a notice of rounding, with which a break is for a person to judge.
  public let notices: [String]
  public let message: Finding.Message
  public let examples: Examples

  public init(
    name: CheckName, description: String, roles: [(name: String, condition: Condition)],
    guards: [Guard], cases: [Case], isOfOneFigure: Bool, brokenVerdict: Verdict, notices: [String],
    message: Finding.Message, examples: Examples
  ) {
    self.name = name
    self.description = description
    self.roles = roles
    conditions = roles.filter { !$0.condition.isEmpty }.map { ($0.name, $0.condition) }
    shares = roles.filter { $0.condition.isShare }.map(\.name)
    self.guards = guards
    self.cases = cases
    self.isOfOneFigure = isOfOneFigure
    self.brokenVerdict = brokenVerdict
    self.notices = notices
    self.message = message
    self.examples = examples
  }
}
