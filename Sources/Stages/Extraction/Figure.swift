internal import Facts
internal import Rules

/// A number of the plain text with all that its notation says; spans are offsets into the plain text.
struct Figure {
  /// The number with its unit and the words glued to it.
  var span: TextSpan
  /// Where the digits begin.
  var digits: Int
  var kind: Kind
  var number: ExactDecimal?
  /// The two ends of a range, or a fraction that no decimal gives exactly.
  var exact: Exact?
  var decimals: Int
  /// The power of ten of the last digit that is not zero.
  var place: Int
  /// Whether it is a whole number written out in full.
  var isExact: Bool
  var relation: Relation
  var unit: Unit
  /// The sign written before it, as in "(+191.4%)".
  var sign: Direction?
  var ignored: String?
  var oddity: Oddity?
  /// Where the unit ends, before words such as 以上.
  var unitEnd: Int

  /// What few figures hold beside their number; kept apart, so that the others stay small.
  indirect enum Exact {
    case range(low: ExactDecimal, high: ExactDecimal)
    case fraction(Rational)
  }

  /// The numbers that it may stand for (CHECKS.md, 1 to 3).
  var interval: Interval {
    switch exact {
    case .fraction(let fraction): return Interval(fraction)
    case .range(let low, let high):
      return Interval(
        low: low.rational.map { Interval.End($0) }, high: high.rational.map { Interval.End($0) })
    case nil: break
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
      low: value.minus(half).map { Interval.End($0) },
      high: value.plus(half).map { Interval.End($0) })
  }

  /// The number, if it is a whole one of two to nine, written as such.
  var digit: Int? {
    guard isExact, relation == .equal, let number, number.exponent == 0,
      (2...9).contains(number.coefficient)
    else { return nil }
    return Int(number.coefficient)
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
  let fields: TimeFields
}

/// What the groups of a period pattern hold.
struct TimeFields {
  var year: Int?
  var month: Int?
  var day: Int?
  var endYear: Int?
  var endMonth: Int?
  var endDay: Int?
  /// A quarter from 1 to 4, and whether all those before it are meant too.
  var quarter: Int?
  var isCumulative = false
  /// The first or the second half of a year.
  var half: Int?
  /// How many years from the year of publication: 今年 0, 去年 -1.
  var relativeYear: Int?

  /// How many years before this one: 五年来.
  var span: Int?

  /// A day of the week, from 1 for Monday to 7.
  var weekday: Int?

  /// Whether the relative year counts from a year that the text names: 上年, while 去年 counts from today.
  var isFromNamed = false

  /// Whether a year is written, in numbers or as 去年.
  var namesYear: Bool { year != nil || relativeYear != nil }

  /// Whether the dates that it names exist; without a year, in a leap year.
  var exists: Bool {
    func exists(_ year: Int?, _ month: Int?, _ day: Int?) -> Bool {
      month == nil || CivilDate(year: year ?? 2000, month: month, day: day) != nil
    }
    return exists(year, month, day) && exists(endYear ?? year, endMonth ?? month, endDay)
  }

  mutating func set(
    _ field: PeriodField, _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>,
    _ lexicon: Lexicon
  ) {
    if field == .half {
      half = text[range].equals("下") ? 2 : 1
      return
    }
    if field == .cumulative {
      isCumulative = true
      return
    }
    if field == .relative {
      relativeYear = lexicon.relativeYear(text, range)
      isFromNamed = ["上", "本", "当"].contains { text[range].begins(with: $0) }
      return
    }
    if field == .quarter, text[range].equals("首") {
      quarter = 1
      return
    }
    if field == .weekday, ["日", "天"].contains(where: { text[range].begins(with: $0) }) {
      weekday = 7
      return
    }
    let number = NumberScanner(text: UnsafeBufferPointer(rebasing: text[range])).number(at: 0)?
      .value
      .rational.map { Int($0.numerator) }
    switch field {
    case .year: year = number
    case .month: month = number
    case .day: day = number
    case .endYear: endYear = number
    case .endMonth: endMonth = number
    case .endDay: endDay = number
    case .quarter: quarter = number
    case .republicYear: year = number.map { $0 + 1911 }
    case .endRepublicYear: endYear = number.map { $0 + 1911 }
    case .plan:
      // The first plan began in 1953; three years passed between the second and the third.
      year = number.map { $0 < 3 ? 1948 + 5 * $0 : 1951 + 5 * $0 }
      endYear = year.map { $0 + 4 }
    case .span: span = number
    case .weekday: weekday = number
    case .half, .cumulative, .relative: break
    }
  }
}
