internal import Facts

extension Period {
  /// The same months of the year before.
  var yearBefore: Period {
    func shifted(_ date: CivilDate?) -> CivilDate? {
      date.flatMap { date in
        // There is no 29 February in the year before a leap year.
        CivilDate(year: date.year - 1, month: date.month, day: date.day)
          ?? CivilDate(year: date.year - 1, month: date.month)?.last
      }
    }
    return Period(start: shifted(start), end: shifted(end), text: text, basis: basis)
  }

  /// The month before it, of a month.
  var monthBefore: Period? {
    guard isWithinMonth, let month = start?.monthBefore else { return nil }
    return Period(start: month, end: month, text: text, basis: basis)
  }

  /// What a level that a change begins with is of: the year before, or the first of two that are
  /// written, 2020年到2025年.
  var origin: Period {
    guard areWholeYears, let start else { return self }
    let year = CivilDate(year: writtenYears == nil ? start.year - 1 : start.year)
    return Period(start: year, end: year, text: text, basis: basis)
  }

  /// What a level that a change ends with is of: the last of several years.
  var outcome: Period {
    guard areWholeYears, let end else { return self }
    let year = CivilDate(year: end.year)
    return Period(start: year, end: year, text: text, basis: basis)
  }

  /// As many years up to the one year that is told of.
  func ending(with told: Period?, years: Int?) -> Period? {
    guard let years, let told, told.isYear, let last = told.end?.year else { return nil }
    return Period(
      start: CivilDate(year: last - years + 1), end: CivilDate(year: last), text: text, basis: basis
    )
  }

  /// The years from the first to the last of two that are written: 2020年到2025年.
  var writtenYears: ClosedRange<Int>? {
    guard areWholeYears, !isYear, !isFiscal, let start, let end,
      (text ?? "").utf8.count(where: Ascii.isDigit) >= 6
    else { return nil }
    return start.year...end.year
  }

  /// The same months of another year.
  func of(year: Int) -> Period {
    guard let start, let end, start.year == end.year else {
      let year = CivilDate(year: year)
      return Period(start: year, end: year, text: text, basis: basis)
    }
    return Period(
      start: CivilDate(year: year, month: start.month, day: start.day) ?? CivilDate(year: year),
      end: CivilDate(year: year, month: end.month, day: end.day) ?? CivilDate(year: year),
      text: text, basis: basis)
  }

  /// Whether it is a month or some days of one.
  var isWithinMonth: Bool {
    guard let start, let end else { return false }
    return start.month != nil && start.year == end.year && start.month == end.month
  }

  /// Whether it is one calendar year.
  var isYear: Bool { areWholeYears && start?.year == end?.year }

  private var areWholeYears: Bool {
    guard let start, let end else { return false }
    return start == CivilDate(year: start.year)?.first && end == CivilDate(year: end.year)?.last
  }

  /// Whether it is a fiscal year, which begins in one calendar year and ends in the next.
  var isFiscal: Bool {
    guard let start, let end, end.year == start.year + 1, let text else { return false }
    return UTF8Search.hasAny(text, ["年度", "学年", "學年", "财政", "財政"])
      || text.utf8.contains { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "/") }
  }

  /// Whether it is written as a date that things are counted up to: 截至9月20日, 12月末.
  var isCutOff: Bool {
    guard let text else { return false }
    return isUntil || text.utf8.ends(in: "末") || text.utf8.ends(in: "底")
  }

  /// Whether it is written with 截至.
  var isUntil: Bool { text?.utf8.begins(with: "截") ?? false }

  /// Whether it is written as a time by which something is to be reached: 到2027年.
  var isGoal: Bool { text?.utf8.begins(with: "到") ?? false }
}

extension PeriodContext {
  /// Whether an expression is a number of years and nothing else: 五年, 10年.
  static func isBareSpan(_ text: String) -> Bool {
    text.utf8.ends(in: "年") && text.unicodeScalars.count <= 3
  }
}
