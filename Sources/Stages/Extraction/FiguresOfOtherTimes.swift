internal import Facts

/// Tells the figures of a sentence that are of another time than the one it speaks of.
extension PeriodReader {
  /// Whether a figure is a level that a change begins with: 由|2020年的31%|提高到36%. Where it began is
  /// told of that figure only.
  func isFrom(_ slot: Int) -> Bool {
    guard slot + 1 < text.figures.count, isBehindFromWord(slot) else { return false }
    let figure = text.figures[slot]
    let between = text.bytes[figure.end..<text.figures[slot + 1].at]
    return between.count <= PeriodReader.changeReach
      && ["到", "至", "为", "成"].contains { UTF8Search.first($0, in: between) != nil }
      && ["。", "；", "、"].allSatisfy { UTF8Search.first($0, in: between) == nil }
  }

  /// Whether 由 or 从 stands before a figure, with a time between or without: 由|2020年的31%.
  func isBehindFromWord(_ slot: Int) -> Bool {
    var before = text.bytes[..<text.figures[slot].at]
    if before.ends(in: "的") { before = before.dropLast(3) }
    // 由上月下降|0.2%|转为上涨0.1%
    let isOfChange = ["下降", "上涨", "上升", "增长"].contains { before.ends(in: $0) }
    if isOfChange, before.dropLast(6).suffix(3).elementsEqual(SlottedText.time) {
      before = before.dropLast(6)
    }
    if before.suffix(3).elementsEqual(SlottedText.time) {
      before = before.dropLast(3)
    }
    return before.ends(in: "由") || before.ends(in: "从")
  }

  /// Most bytes between the two levels of a change.
  private static let changeReach = 36

  /// Whether a figure is what a change is measured against: 比上年同期的|206亿元, 较110年|60.1%, 较去年同期|56人.
  func isCompared(_ comparison: Comparison, with slot: Int) -> Bool {
    let figure = text.figures[slot]
    let between = text.bytes[min(comparison.at + 3, figure.at)..<figure.at]
    guard between.isEmpty || between.equals("的") else { return false }
    return Self.year(in: comparison.text) != nil
      || !(between.isEmpty && text.isRate(slot: slot))
        && UTF8Search.hasAny(comparison.text, ["去年", "上年", "上一年", "前一年", "前年"])
  }

  /// The time of a level that a change is measured against: a year before what is told of, or 前年, a year before the
  /// last.
  static func yearBefore(
    _ comparison: String, _ current: Period?, in context: PeriodContext
  ) -> Period? {
    let isBeforeLast = UTF8Search.hasAny(comparison, ["前年"])
    return isBeforeLast
      ? context.toCome?.yearBefore.yearBefore : (current ?? context.toCome)?.yearBefore
  }

  /// The years that an average change is taken over, from the year that it is held against, or that
  /// the change before it begins with: 比2020年增加40亿元，年均增加|8亿元.
  func averaged(
    _ current: Period?, _ slot: Int, _ comparison: Comparison?, _ before: [Period?],
    in context: PeriodContext
  ) -> Period? {
    let at = text.figures[slot].at
    let words = text.bytes[..<at].suffix(PeriodReader.averageReach)
    guard let current, let end = current.end, current.start?.year == end.year,
      UTF8Search.hasAny(words, ["年均", "平均每年", "每年平均", "年平均"])
    else { return nil }
    let compared = comparison.flatMap { Self.year(in: $0.text) }
    // 从2020年的80亿元增加到2025年的120亿元，年均增长|8.4%
    let origin = slot > 1 && isBehindFromWord(slot - 2) ? before[slot - 2]?.end?.year : nil
    guard let base = compared ?? origin else {
      // 五年来，…，2025年业务量20亿件，年均增长|21%
      return context.endsPassage(current) ? context.frame.map(Self.carried) : nil
    }
    guard base + 1 < end.year else { return nil }
    return Period(
      start: CivilDate(year: base + 1), end: CivilDate(year: end.year), text: current.text,
      basis: current.basis)
  }

  /// Most bytes from the word of an average to its figure.
  private static let averageReach = 24

  /// The months of the year that a comparison names which the change is of, or all of it.
  func comparedWith(
    _ year: Int, _ comparison: Comparison, _ current: Period?
  ) -> Period {
    // 截至3月底有病床3万张，较2014年的|2.7万张增加10%: of all that year, unless 同期 is said.
    let isOfYear = current?.isWithinMonth == true && !UTF8Search.hasAny(comparison.text, ["同"])
    let same = isOfYear ? nil : current?.of(year: year)
    return Period(
      start: same?.start ?? CivilDate(year: year), end: same?.end ?? CivilDate(year: year),
      text: comparison.text, basis: .stated)
  }

  /// The year that a comparison names, of our calendar or of the Republic: 比1980年, 较110年.
  static func year(in comparison: String) -> Int? {
    let digits = comparison.utf8.drop { !Ascii.isDigit($0) }.prefix { Ascii.isDigit($0) }
    let year = Int(Substring(digits))
    return digits.count == 4 ? year : digits.count == 3 ? year.map { $0 + 1911 } : nil
  }

  /// Deals the years of 2016年至2018年 out to as many figures: 分别为12亿元、14亿元和16亿元.
  func dealYears(_ periods: inout [Period?]) {
    var first = 0
    while first < periods.count {
      var last = first
      while last + 1 < periods.count, isListed(last) { last += 1 }
      if last > first, let years = periods[first]?.writtenYears, years.count == last - first + 1,
        UTF8Search.first("分别", in: text.bytes[..<text.figures[first].at].suffix(24)) != nil
      {
        for (slot, year) in zip(first...last, years) {
          periods[slot] = periods[slot]?.of(year: year)
        }
      }
      first = last + 1
    }
  }

  /// Gives a change that is told behind the level it is held against the period of the level that changed: 2024年为90人，
  /// 2023年为85人，相较增加|5人.
  func bringBack(_ periods: inout [Period?]) {
    for slot in periods.indices.dropFirst(2) {
      guard let base = periods[slot - 1]?.end?.year, let year = periods[slot - 2]?.end?.year,
        base < year, periods[slot] == periods[slot - 1]
      else { continue }
      let words = text.bytes[text.figures[slot - 1].end..<text.figures[slot].at].dropFirst(3)
      if ["相较", "相比", "两者", "两相"].contains(where: { words.begins(with: $0) }) {
        periods[slot] = periods[slot - 2]
      }
    }
  }

  /// Whether nothing but a mark of a list stands between a figure and the next.
  func isListed(_ slot: Int) -> Bool {
    let between = text.bytes[text.figures[slot].end..<text.figures[slot + 1].at]
    return between.count <= 6
      && ["、", "，", ",", "和", "及", "以及"].contains { between.equals($0) }
  }
}
