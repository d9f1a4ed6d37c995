/// A day of the proleptic Gregorian calendar, or a month or year where less is known.
public struct CivilDate: Hashable, Sendable, Comparable {
  public let year: Int
  public let month: Int?
  public let day: Int?

  /// `nil` unless the month and the day exist.
  public init?(year: Int, month: Int? = nil, day: Int? = nil) {
    if let month, !(1...12).contains(month) { return nil }
    if let day {
      guard let month, day >= 1, day <= CivilDate.days(in: month, of: year) else { return nil }
    }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The number of days of a month from 1 to 12.
  public static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  /// The first day that the date can mean.
  public var first: CivilDate {
    CivilDate(year: year, month: month ?? 1, day: day ?? 1) ?? self
  }

  /// The last day that the date can mean.
  public var last: CivilDate {
    let month = month ?? 12
    return CivilDate(year: year, month: month, day: day ?? CivilDate.days(in: month, of: year))
      ?? self
  }

  /// The day before the first that the date can mean.
  public var dayBefore: CivilDate? {
    let (month, day) = (month ?? 1, day ?? 1)
    if day > 1 { return CivilDate(year: year, month: month, day: day - 1) }
    return CivilDate(year: year, month: month).flatMap { $0.monthBefore?.last }
  }

  /// The day of the week of the first day that the date can mean, from 1 for Monday to 7 (ISO 8601).
  public var weekday: Int {
    // Days since 1 March of the year 0, a Wednesday: the year of this count begins in March.
    let (month, day) = (month ?? 1, day ?? 1)
    let year = month > 2 ? year : year - 1
    let leapDays = year / 4 - year / 100 + year / 400
    let days = (153 * ((month + 9) % 12) + 2) / 5 + day - 1 + 365 * year + leapDays
    return (days + 2) % 7 + 1
  }

  /// The last day up to this one that is a given day of the week, or that day of the week before this one's.
  public func before(weekday: Int, ofLastWeek: Bool = false) -> CivilDate? {
    let back = self.weekday - weekday
    var day: CivilDate? = first
    for _ in 0..<(ofLastWeek ? back + 7 : (back + 7) % 7) { day = day?.dayBefore }
    return day
  }

  /// The month before the first that the date can mean.
  public var monthBefore: CivilDate? {
    let month = month ?? 1
    return month > 1
      ? CivilDate(year: year, month: month - 1) : CivilDate(year: year - 1, month: 12)
  }

  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month ?? 0, left.day ?? 0) < (right.year, right.month ?? 0, right.day ?? 0)
  }
}

extension CivilDate: CustomStringConvertible {
  /// ISO 8601: "2024", "2024-03" or "2024-03-01".
  public var description: String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    var text = "\(year)"
    if let month { text += "-" + two(month) }
    if let day { text += "-" + two(day) }
    return text
  }
}

/// The time that a figure is of.
public struct Period: Hashable, Sendable {
  /// How the period is known.
  public enum Basis: String, Sendable {
    /// Said in the sentence.
    case stated
    /// Carried on from earlier in the article.
    case carried
    /// Nothing is said: only the date of publication is known.
    case published
  }

  /// The first day, absent where the period is open.
  public let start: CivilDate?
  /// The last day, absent where the period is open.
  public let end: CivilDate?
  /// The words that say it, as written.
  public let text: String?
  public let basis: Basis

  public init(start: CivilDate?, end: CivilDate?, text: String?, basis: Basis) {
    self.start = start?.first
    self.end = end?.last
    self.text = text
    self.basis = basis
  }
}
