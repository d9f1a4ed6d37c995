/// The set of numbers that a printed figure may stand for (XBRL Calculations 1.1): from `low` to
/// `high`, an absent end being infinite.
public struct Interval: Hashable, Sendable {
  /// One end of an interval.
  public struct End: Hashable, Sendable {
    public let value: Rational
    /// Whether the interval holds the end itself.
    public let isClosed: Bool

    public init(_ value: Rational, isClosed: Bool = true) {
      self.value = value
      self.isClosed = isClosed
    }
  }

  public let low: End?
  public let high: End?

  public init(low: End?, high: End?) {
    self.low = low
    self.high = high
  }

  /// The interval that holds one number.
  public init(_ value: Rational) {
    self.init(low: End(value), high: End(value))
  }

  /// The one number that the interval holds, if it is a point.
  public var point: Rational? {
    guard let low, let high, low.value == high.value else { return nil }
    return low.value
  }

  /// Whether no number is in both; `nil` where deciding that overflows.
  public func isApart(from other: Interval) -> Bool? {
    guard let below = Interval.isBelow(high, other.low),
      let above = Interval.isBelow(other.high, low)
    else { return nil }
    return below || above
  }

  private static func isBelow(_ high: End?, _ low: End?) -> Bool? {
    guard let high, let low else { return false }
    if high.value == low.value { return !(high.isClosed && low.isClosed) }
    return high.value.isLess(than: low.value)
  }

  /// Every sum of a number of each of several; `nil` on overflow, and of none.
  public static func sum(_ intervals: some Sequence<Interval>) -> Interval? {
    var sum: Interval?
    for interval in intervals {
      guard let before = sum else {
        sum = interval
        continue
      }
      guard let next = before.plus(interval) else { return nil }
      sum = next
    }
    return sum
  }

  /// Every sum of a number of each; `nil` on overflow.
  public func plus(_ other: Interval) -> Interval? {
    combine(low, other.low, high, other.high) { $0.plus($1) }
  }

  /// Every difference of a number of each; `nil` on overflow.
  public func minus(_ other: Interval) -> Interval? {
    combine(low, other.high, high, other.low) { $0.minus($1) }
  }

  /// Every product; `nil` on overflow and where an interval reaches below 0.
  public func times(_ other: Interval) -> Interval? {
    guard isNonNegative, other.isNonNegative else { return nil }
    return combine(low, other.low, high, other.high) { $0.times($1) }
  }

  /// Every number of the interval times a positive one; `nil` on overflow.
  public func scaled(by factor: Rational) -> Interval? {
    let low = low.map { end in end.value.times(factor).map { End($0, isClosed: end.isClosed) } }
    let high = high.map { end in end.value.times(factor).map { End($0, isClosed: end.isClosed) } }
    // An end that is there but has no product overflowed.
    if case .some(.none) = low { return nil }
    if case .some(.none) = high { return nil }
    return Interval(low: low ?? nil, high: high ?? nil)
  }

  /// Every quotient; `nil` on overflow, where an interval reaches below 0 and where the divisor
  /// can be 0: then a check that needs it does not apply.
  public func divided(by other: Interval) -> Interval? {
    guard isNonNegative, let least = other.low, !least.value.isNegative, !least.value.isZero
    else { return nil }
    let result = combine(low, other.high, high, other.low) { $0.divided(by: $1) }
    // A divisor without upper end brings the quotient as near to 0 as one likes.
    guard let result, other.high == nil else { return result }
    return Interval(low: End(Rational(0), isClosed: false), high: result.high)
  }

  private var isNonNegative: Bool { low.map { !$0.value.isNegative } ?? false }

  private func combine(
    _ a: End?, _ b: End?, _ c: End?, _ d: End?, _ operation: (Rational, Rational) -> Rational?
  ) -> Interval? {
    var low: End?
    var high: End?
    if let a, let b {
      guard let value = operation(a.value, b.value) else { return nil }
      low = End(value, isClosed: a.isClosed && b.isClosed)
    }
    if let c, let d {
      guard let value = operation(c.value, d.value) else { return nil }
      high = End(value, isClosed: c.isClosed && d.isClosed)
    }
    return Interval(low: low, high: high)
  }
}
