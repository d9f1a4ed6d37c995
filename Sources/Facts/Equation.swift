/// What must hold between the figures of a check, as a file of rules/checks/ writes it:
/// `rate = done / task`, `sum(part) <= whole`, `integer(done / rate)`.
///
/// A figure counts by what it says of one: 12% is 0.12, 3个百分点 0.03, 2成 0.2.
public struct Equation: Hashable, Sendable {
  public enum Operator: Character, Sendable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
  }

  public indirect enum Term: Hashable, Sendable {
    /// A constant, and how it is written: 1, 100%.
    case number(Rational, String)
    /// The figure of a role; of several in one role the one in this place, from 0.
    case figure(role: String, place: Int)
    /// All figures of a role, added up.
    case sum(role: String)
    case operation(Term, Operator, Term)
  }

  public enum Relation: Sendable {
    case equal, atMost
    /// The left side is a number of things, so that it is whole.
    case whole
  }

  public let left: Term
  public let relation: Relation
  /// Absent for `whole`.
  public let right: Term?

  public init(_ left: Term, _ relation: Relation, _ right: Term?) {
    self.left = left
    self.relation = relation
    self.right = right
  }

  /// The roles that it names, in the order of the text, each once.
  public var roles: [String] {
    var roles: [String] = []
    func visit(_ term: Term) {
      switch term {
      case .number: break
      case .figure(let role, _), .sum(let role): if !roles.contains(role) { roles.append(role) }
      case .operation(let left, _, let right):
        visit(left)
        visit(right)
      }
    }
    visit(left)
    if let right { visit(right) }
    return roles
  }
}
