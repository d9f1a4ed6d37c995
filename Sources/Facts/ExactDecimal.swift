/// A decimal number held exactly: `coefficient` × 10^`exponent`, as in "169.0万", which is 169 × 10⁴.
///
/// Equal numbers are equal values (2.50 is 2.5); how a number was written is kept by `Value.decimals`.
public struct ExactDecimal: Hashable, Sendable {
  /// The digits, with no zero at the end unless the number is zero.
  public let coefficient: Int128
  /// The power of ten that the digits are multiplied by.
  public let exponent: Int

  public static let zero = ExactDecimal(coefficient: 0, exponent: 0)

  /// Makes coefficient × 10^exponent.
  public init(coefficient: Int128, exponent: Int) {
    if var digits = Int64(exactly: coefficient) {
      var power = exponent
      while digits != 0, digits % 10 == 0 {
        digits /= 10
        power += 1
      }
      self.coefficient = Int128(digits)
      self.exponent = digits == 0 ? 0 : power
      return
    }
    var digits = coefficient
    var power = exponent
    while digits != 0, digits % 10 == 0 {
      digits /= 10
      power += 1
    }
    self.coefficient = digits
    self.exponent = digits == 0 ? 0 : power
  }

  public init(_ integer: Int) {
    self.init(coefficient: Int128(integer), exponent: 0)
  }

  /// Reads plain decimal notation such as "-3.20"; `nil` for anything else or for over 36 digits.
  public init?(_ text: some StringProtocol) {
    // Eighteen digits fit into 64 bits; only longer numbers need more.
    var short: Int64 = 0
    var digits: Int128 = 0
    var count = 0
    var places: Int?
    var negative = false
    var isFirst = true
    for byte in text.utf8 {
      defer { isFirst = false }
      switch byte {
      case UInt8(ascii: "-") where isFirst: negative = true
      case UInt8(ascii: ".") where places == nil && count > 0: places = 0
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard count < 36 else { return nil }
        if count < 18 {
          short = short * 10 + Int64(byte - UInt8(ascii: "0"))
        } else {
          digits = (count == 18 ? Int128(short) : digits) * 10 + Int128(byte - UInt8(ascii: "0"))
        }
        count += 1
        places = places.map { $0 + 1 }
      default: return nil
      }
    }
    guard count > 0 else { return nil }
    if count <= 18 { digits = Int128(short) }
    self.init(coefficient: negative ? -digits : digits, exponent: -(places ?? 0))
  }

  /// The number × 10^`power`.
  public func scaled(by power: Int) -> ExactDecimal {
    ExactDecimal(coefficient: coefficient, exponent: exponent + power)
  }

  public var magnitude: ExactDecimal {
    ExactDecimal(coefficient: coefficient < 0 ? -coefficient : coefficient, exponent: exponent)
  }

  /// The number as a fraction; `nil` where it has more digits than fit.
  public var rational: Rational? {
    if exponent >= 0 {
      guard let factor = ExactDecimal.power(exponent) else { return nil }
      let (value, overflow) = coefficient.multipliedReportingOverflow(by: factor)
      return overflow ? nil : Rational(value, 1)
    }
    return ExactDecimal.power(-exponent).flatMap { Rational(coefficient, $0) }
  }

  private static let powers: [Int128] = (0..<37).reduce(into: [1]) { powers, place in
    powers.append(powers[place] * 10)
  }

  /// 10^`exponent` for exponents from 0 to 37, else `nil`.
  static func power(_ exponent: Int) -> Int128? {
    (0...37).contains(exponent) ? powers[exponent] : nil
  }
}

extension ExactDecimal: Comparable {
  public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
    if let a = left.rational, let b = right.rational, let order = a.isLess(than: b) { return order }
    // Only numbers of over 37 digits come here: their size decides.
    return left.order < right.order
  }

  /// Sign × number of digits before the point.
  private var order: Int {
    let digits = String(magnitude.coefficient).utf8.count + exponent
    return coefficient < 0 ? -digits : digits
  }
}

extension ExactDecimal: CustomStringConvertible {
  /// Plain notation without exponent: "1690000", "0.25", "-3.2".
  public var description: String {
    let negative = coefficient < 0
    var digits = String(negative ? -coefficient : coefficient)
    if exponent >= 0 {
      digits += String(repeating: "0", count: exponent)
    } else {
      let places = -exponent
      if digits.utf8.count <= places {
        digits = String(repeating: "0", count: places - digits.utf8.count + 1) + digits
      }
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -places))
    }
    return negative ? "-" + digits : digits
  }
}
