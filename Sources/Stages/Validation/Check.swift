internal import Facts

/// Arithmetic that a set of figures must satisfy.
protocol Check {
  /// What the figures of a tie say and what recomputing says; `nil` where the check does not apply.
  func outcome(of operands: Operands) -> Outcome?
}

/// What one check found.
struct Outcome {
  var stated: Interval
  var computed: Interval
  /// The arithmetic in plain notation; written out only where it is reported.
  let expression: () -> String
  /// Whether the figures agree; `nil` where deciding that overflows.
  var agrees: Bool?

  /// An outcome that agrees where the two intervals meet.
  init(
    stated: Interval, computed: Interval, expression: @escaping @autoclosure () -> String
  ) {
    self.stated = stated
    self.computed = computed
    self.expression = expression
    agrees = stated.isApart(from: computed).map { !$0 }
  }
}

/// The figures of a tie by their roles, each with the interval that one reading of it gives.
struct Operands {
  /// How printed figures are taken to have been shortened.
  enum Reading {
    case rounded, truncated
  }

  let tie: Tie
  let facts: [Fact]
  let reading: Reading

  func fact(_ role: String) -> Fact? { tie.fact(role).map { facts[$0] } }

  func all(_ role: String) -> [Fact] { tie.facts(role).map { facts[$0] } }

  /// The numbers that a figure may stand for.
  func interval(_ fact: Fact) -> Interval {
    guard reading == .truncated, fact.value.relation == .equal,
      let number = fact.value.number?.rational,
      fact.value.interval.point == nil,
      let step = ExactDecimal(coefficient: 1, exponent: -fact.value.decimals).rational
    else { return fact.value.interval }
    return Interval(
      low: Interval.End(number), high: number.plus(step).map { Interval.End($0, isClosed: false) })
  }

  /// A proportion as a fraction of one.
  func fraction(_ fact: Fact) -> Interval? {
    guard let scale = Operands.scale(of: fact.unit) else { return nil }
    return interval(fact).scaled(by: scale)
  }

  /// What one of a unit is: % is 1/100.
  static func scale(of unit: Unit) -> Rational? {
    switch unit.text {
    case "%", "个百分点", "百分点": Rational(1, 100)
    case "‰", "个千分点": Rational(1, 1000)
    case "成": Rational(1, 10)
    case "", "倍": Rational(1)
    default: nil
    }
  }

  /// A figure as it stands in an expression: its number in the base unit.
  static func text(_ fact: Fact) -> String {
    if let number = fact.value.number { return number.description }
    return fact.value.text
  }
}
