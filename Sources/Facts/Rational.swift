/// An exact fraction in lowest terms with a positive denominator.
///
/// Arithmetic returns `nil` where a result does not fit into 128 bits; nothing is ever rounded.
public struct Rational: Hashable, Sendable {
  public let numerator: Int128
  public let denominator: Int128

  /// Makes `numerator`/`denominator`; `nil` if the denominator is 0.
  public init?(_ numerator: Int128, _ denominator: Int128) {
    guard denominator != 0, denominator != .min, numerator != .min else { return nil }
    if denominator == 1 {
      self.init(whole: numerator)
      return
    }
    let divisor = Rational.commonDivisor(numerator.magnitude, denominator.magnitude)
    let sign: Int128 = denominator < 0 ? -1 : 1
    if divisor == 1 {
      self.init(numerator: sign * numerator, denominator: sign * denominator)
      return
    }
    self.init(
      numerator: sign * (numerator / Int128(divisor)),
      denominator: sign * (denominator / Int128(divisor)))
  }

  public init(_ integer: Int) { self.init(whole: Int128(integer)) }

  private init(whole: Int128) {
    self.init(numerator: whole, denominator: 1)
  }

  private init(numerator: Int128, denominator: Int128) {
    self.numerator = numerator
    self.denominator = denominator
  }

  private static func commonDivisor(_ a: UInt128, _ b: UInt128) -> UInt128 {
    if var x = UInt64(exactly: a), var y = UInt64(exactly: b) {
      while y != 0 { (x, y) = (y, x % y) }
      return UInt128(max(x, 1))
    }
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return max(a, 1)
  }

  public func plus(_ other: Rational) -> Rational? {
    if denominator == 1, other.denominator == 1 {
      let (sum, overflow) = numerator.addingReportingOverflow(other.numerator)
      return overflow ? nil : Rational(sum, 1)
    }
    guard let left = Rational.product(numerator, other.denominator),
      let right = Rational.product(other.numerator, denominator),
      let below = Rational.product(denominator, other.denominator)
    else { return nil }
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? nil : Rational(sum, below)
  }

  public func minus(_ other: Rational) -> Rational? { plus(other.negated) }

  public func times(_ other: Rational) -> Rational? {
    // Cancelling crosswise first keeps the products small.
    guard let a = Rational(numerator, other.denominator),
      let b = Rational(other.numerator, denominator),
      let above = Rational.product(a.numerator, b.numerator),
      let below = Rational.product(a.denominator, b.denominator)
    else { return nil }
    return Rational(above, below)
  }

  /// The quotient; `nil` if `other` is 0 too.
  public func divided(by other: Rational) -> Rational? {
    Rational(other.denominator, other.numerator).flatMap { times($0) }
  }

  public var negated: Rational {
    // The initialiser refuses `.min`, so this never overflows.
    Rational(numerator: -numerator, denominator: denominator)
  }

  public var isNegative: Bool { numerator < 0 }
  public var isZero: Bool { numerator == 0 }

  /// Whether the fraction is smaller; `nil` where that needs more than 128 bits.
  public func isLess(than other: Rational) -> Bool? {
    if denominator == other.denominator { return numerator < other.numerator }
    guard let left = Rational.product(numerator, other.denominator),
      let right = Rational.product(other.numerator, denominator)
    else { return nil }
    return left < right
  }

  /// The greatest whole number that is not greater.
  public var floor: Int128 {
    let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
    return rest < 0 ? quotient - 1 : quotient
  }

  private static func product(_ a: Int128, _ b: Int128) -> Int128? {
    let (value, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow ? nil : value
  }

  /// The fraction as a decimal of at most `places` places, rounded down or up where it goes on.
  public func decimal(places: Int, roundingUp: Bool = false) -> ExactDecimal? {
    if denominator == 1 { return ExactDecimal(coefficient: numerator, exponent: 0) }
    if let exact = exactDecimal(places: places) { return exact }
    for count in 0...places {
      guard let power = ExactDecimal.power(count),
        let scaled = Rational.product(numerator, power)
      else { return nil }
      if scaled % denominator == 0 {
        return ExactDecimal(coefficient: scaled / denominator, exponent: -count)
      }
      if count == places {
        guard let floor = Rational(scaled, denominator)?.floor else { return nil }
        return ExactDecimal(coefficient: roundingUp ? floor + 1 : floor, exponent: -count)
      }
    }
    return nil
  }

  /// The fraction as a decimal where its terms fit into 64 bits and it has no more than `places`
  /// places: nearly all there are, without division in 128 bits.
  private func exactDecimal(places: Int) -> ExactDecimal? {
    guard let above = Int64(exactly: numerator), let below = Int64(exactly: denominator) else {
      return nil
    }
    var scale: Int64 = 1
    for count in 0...min(places, 18) {
      // In lowest terms, the fraction has `count` places where the denominator divides 10^count.
      if scale % below == 0 {
        return ExactDecimal(
          coefficient: Int128(above) * Int128(scale / below), exponent: -count)
      }
      if count < 18 { scale *= 10 }
    }
    return nil
  }
}
