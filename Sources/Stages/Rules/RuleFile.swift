public import Facts

/// A rule as its file says it, checked for form.
public struct RuleFile: Sendable {
  /// One fact that a match makes.
  public struct FactTemplate: Sendable {
    /// The capture that holds its figure, or its figures where the capture is a list.
    public let value: String
    /// The indicator with captures in braces.
    public let indicator: String
    public let population: String?
    public let type: FactType?
    public let status: Status?
    public let direction: Direction?
    public let relation: Relation?
    /// The capture that holds what a change is measured against.
    public let against: String?
    public let line: Int
  }

  /// Arithmetic that ties the facts of a match: the check, and which capture plays which role.
  public struct Tie: Sendable {
    public let check: CheckName
    public let roles: [(name: String, capture: String)]
    public let line: Int
  }

  /// The sentences that prove a rule.
  public struct Examples: Sendable {
    public struct Match: Sendable {
      public let text: String
      /// What each expected fact says: "indicator = value unit".
      public let facts: [String]
      public let line: Int
    }

    public let match: [Match]
    /// Sentences in which the rule must find nothing.
    public let ignore: [String]
    /// Sentences that it ought to read one day.
    public let todo: [String]
  }

  public let id: RuleID
  public let description: String
  public let pattern: String
  public let patternLine: Int
  public let priority: Int
  public let facts: [FactTemplate]
  public let relations: [Tie]
  /// Captures whose figures are no quantities, and the reason that is recorded for them.
  public let ignored: [String]
  public let ignoreReason: String?
  public let examples: Examples
  public let file: String
}
