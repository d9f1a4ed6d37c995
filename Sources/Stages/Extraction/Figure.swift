internal import Facts

/// A number of the plain text with all that its notation says; spans are offsets into the plain text.
struct Figure {
  /// The number with its unit and the words glued to it.
  var span: TextSpan
  /// Where the digits begin.
  var digits: Int
  var kind: Kind
  var number: ExactDecimal?
  var low: ExactDecimal?
  var high: ExactDecimal?
  var decimals: Int
  /// The power of ten of the last digit that is not zero.
  var place: Int
  /// Whether it is a whole number written out in full.
  var isExact: Bool
  var relation: Relation
  var unit: Unit
  /// The sign written before it, as in "(+191.4%)".
  var sign: Direction?
  /// A fraction that no decimal gives exactly.
  var fraction: Rational?
  var ignored: String?
  /// Where the unit ends, before words such as 以上.
  var unitEnd: Int

  /// The numbers that it may stand for (CHECKS.md, 1 to 3).
  var interval: Interval {
    if let fraction { return Interval(fraction) }
    if relation == .range {
      return Interval(
        low: low?.rational.map { Interval.End($0) }, high: high?.rational.map { Interval.End($0) })
    }
    guard let value = number?.rational else { return Interval(low: nil, high: nil) }
    let step = ExactDecimal(coefficient: 1, exponent: place).rational ?? Rational(1)
    switch relation {
    case .more:
      // 余 and 多 stop at the next round number; 超 and 逾 are open.
      let isGlued = isGluedMore
      return Interval(
        low: Interval.End(value, isClosed: false),
        high: isGlued ? value.plus(step).map { Interval.End($0, isClosed: false) } : nil)
    case .atLeast: return Interval(low: Interval.End(value), high: nil)
    case .less:
      return Interval(
        low: value.minus(step).map { Interval.End($0, isClosed: false) },
        high: Interval.End(value, isClosed: false))
    case .atMost: return Interval(low: nil, high: Interval.End(value))
    case .about: return around(value, half(place))
    case .equal, .range:
      if isExact, kind != .proportion, kind != .points, kind != .multiple { return Interval(value) }
      return around(value, half(-decimals))
    }
  }

  /// Whether 余 or 多 stands behind the digits, which bounds the number from above too.
  var isGluedMore = false

  private func half(_ place: Int) -> Rational? {
    ExactDecimal(coefficient: 5, exponent: place - 1).rational
  }

  private func around(_ value: Rational, _ half: Rational?) -> Interval {
    guard let half else { return Interval(value) }
    return Interval(
      low: value.minus(half).map { Interval.End($0) }, high: value.plus(half).map { Interval.End($0) })
  }

  func value(text: String) -> Value {
    Value(
      number: relation == .range ? nil : number, interval: interval, decimals: decimals,
      relation: relation, text: text)
  }
}

/// An expression of time in the plain text, its fields as written.
struct TimeExpression {
  enum Sort { case period, compare, none }

  let span: TextSpan
  let form: Int
  let sort: Sort
  /// The fields by the name of their group, as they are written.
  let fields: [String: String]
}
