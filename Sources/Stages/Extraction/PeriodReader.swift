internal import Facts
internal import Rules

/// Tells which period each figure of a sentence is of, by the expressions of time around it.
struct PeriodReader {
  /// What a change is measured against, as written, and where its slot stands.
  typealias Comparison = (text: String, at: Int)

  let text: SlottedText
  let found: MentionFinder.Found
  private let plain: PlainText
  let words: TimeWords
  /// The comparison in force at each figure.
  private(set) var comparisons: [Comparison?] = []
  /// The time that what follows the sentence is of, if it names one.
  private var frame: (period: Period, opens: PeriodContext.Opening, isSpan: Bool)?

  init(
    text: SlottedText, found: MentionFinder.Found, plain: PlainText, words: TimeWords
  ) {
    self.text = text
    self.found = found
    self.plain = plain
    self.words = words
  }

  /// The period of each figure, those that the context carries included; goes on with what the
  /// sentence names.
  mutating func read(_ context: inout PeriodContext) -> [Period?] {
    context.named = context.last?.start?.year
    var place = Place()
    // 7月末，存款余额395亿元。其中，住户存款余额|210亿元
    let whole = text.bytes.begins(with: "其中") ? context.ofWhole : nil
    place.current = (context.last ?? whole ?? context.frame).map(Self.carried)
    var periods: [Period?] = []
    periods.reserveCapacity(text.figures.count)
    comparisons.reserveCapacity(text.figures.count)
    var isTo = false
    for slot in text.figures.indices {
      let isFrom = isFrom(slot)
      let (own, isTimed) = take(before: slot, isFrom, &place, &context)
      comparisons.append(place.comparison)
      if let own {
        periods.append(own)
      } else if let comparison = place.comparison, isCompared(comparison, with: slot) {
        periods.append(
          Self.year(in: comparison.text).map { comparedWith($0, comparison, place.current) }
            ?? Self.yearBefore(comparison.text, place.current, in: context))
      } else {
        let current = place.current
        periods.append(
          isFrom
            ? place.origin ?? current?.origin
            : isTo && !isTimed
              ? current?.outcome
              : averaged(current, slot, place.comparison, periods, in: context) ?? current)
      }
      isTo = isFrom
    }
    gloss(&periods, in: context)
    dealYears(&periods)
    bringBack(&periods)
    // A time behind the last figure may still frame what follows.
    for time in place.time..<text.times.count where frame == nil {
      if glossedFigure(time) != nil || isAim(time) { continue }
      // 5月成交2843套，今年需求旺盛: but not beside the time of the figures before it.
      if place.current != nil, !text.figures.isEmpty { continue }
      if let period = period(of: time, in: context) { note(period, time, context) }
    }
    if let frame { context.carry(frame.period, opens: frame.opens, isSpan: frame.isSpan) }
    // A semicolon parts clauses of one thought: what was said before it still holds.
    let isOpen =
      text.bytes.last == UInt8(ascii: ";") || text.bytes.ends(in: "；")
    context.last = isOpen ? place.current : nil
    context.ofWhole = place.current
    return periods
  }

  static func carried(_ period: Period) -> Period {
    Period(start: period.start, end: period.end, text: period.text, basis: .carried)
  }

  /// How far a sentence is read.
  private struct Place {
    /// The next expression of time.
    var time = 0
    /// The period and the comparison in force.
    var current: Period?
    var comparison: Comparison?
    /// The period of the bracket that is being read, and where that closes.
    var bracket: (period: Period, end: Int)?
    /// The time that a change before in the sentence is written to begin with: 由|1980年的….
    var origin: Period?
  }

  /// Takes the times before a figure: the period that holds for it alone, if one does, and whether a
  /// period stands right before it.
  private mutating func take(
    before slot: Int, _ isFrom: Bool, _ place: inout Place, _ context: inout PeriodContext
  ) -> (own: Period?, isTimed: Bool) {
    let figure = text.figures[slot]
    var own = place.bracket.flatMap { figure.at < $0.end ? $0.period : nil }
    var isTimed = false
    while place.time < text.times.count, text.times[place.time].at < figure.at {
      let time = place.time
      place.time += 1
      let expression = found.times[text.times[time].index]
      if expression.sort == .compare {
        place.comparison = (plain.quote(expression.span), text.times[time].at)
        continue
      }
      // 高于2022年同期(3.2%): the time is that of the figure in the bracket.
      if isBehindThan(time) {
        if isInBracket(slot) { own = period(of: time, in: context) }
        continue
      }
      if isOfStandard(time, before: slot) {
        own = period(of: time, in: context) ?? own
        continue
      }
      guard !isOrigin(time, before: figure.at), !isGloss(time, place.comparison),
        glossedFigure(time) == nil, !isAim(time),
        !isBase(time, of: slot), let period = period(of: time, in: context, behind: place.current)
      else { continue }
      if isOfDeed(time) {
        if isInClause(time, of: slot) { own = period }
        continue
      }
      // 由上年下降|2.3%
      isTimed = figure.at - text.times[time].end <= (isFrom ? 6 : 3)
      // 9月份，…由上月|下降0.2%|转为上涨0.1%: the month before the one that is told of.
      if isFrom, isBehindFrom(time), context.isLastMonth(expression) {
        own = place.current?.monthBefore ?? period
        continue
      }
      // 2024年，…比重从去年的|30.6%降至18.9%: the year before the one that is told of.
      if isFrom, isTimed, expression.fields.relativeYear == -1, let current = place.current,
        current.start == period.start, current.end == period.end
      {
        own = period.yearBefore
        continue
      }
      if isBrief(period, time, context) {
        // 2025年产值900亿元，5年平均增长|6%: those up to the year that is told of.
        own = period.ending(with: place.current, years: expression.fields.span) ?? period
        continue
      }
      if isFrom && isTimed || isStandard(slot, time)
        || isAttribute(time, behind: place.current) || isLeftOver(time)
      {
        own = period
        if isFrom { place.origin = period }
        continue
      }
      // 年均产量4.47亿吨（其中1995年为|4.55亿吨），…: what a bracket names holds up to its end.
      if let end = bracketEnd(time), figure.at < end {
        (place.bracket, own) = ((period, end), period)
        continue
      }
      // 一季度发送旅客4126万人次，其中3月31日|63万人次；…: one day of them is of its clause.
      if place.current != nil, period.start?.day != nil, period.start == period.end,
        text.bytes[..<text.times[time].at].ends(in: "其中"), isInClause(time, of: slot)
      {
        own = period
        continue
      }
      (place.current, own) = (period, nil)
      context.tell(period)
      context.named = expression.fields.year.flatMap { _ in period.start?.year } ?? context.named
      note(period, time, context)
    }
    return (own, isTimed)
  }

  /// The period that a time names, unless it is the day of a report: the part of its year that is told
  /// of, where it is only likened to that, 一季度为3亿元，去年同期|2.8亿元.
  private func period(
    of time: Int, in context: PeriodContext, behind current: Period? = nil
  ) -> Period? {
    let expression = found.times[text.times[time].index]
    guard expression.sort == .period, !isOfForce(time), !isReport(time, expression.fields) else {
      return nil
    }
    let quote = plain.quote(expression.span)
    let period = context.period(of: expression, text: quote)
    guard let current, current.basis != .published, let year = period?.start?.year,
      year == period?.end?.year
    else { return period }
    // 截至2023年末，…。当年|发行债券64亿元
    if ["当年", "當年"].contains(quote), let told = current.end.map({ CivilDate(year: $0.year) }) {
      return Period(start: told, end: told, text: quote, basis: .stated)
    }
    guard quote.utf8.ends(in: "同期") else { return period }
    let same = current.of(year: year)
    return Period(start: same.start, end: same.end, text: quote, basis: .stated)
  }

  /// Gives figures the times that brackets right behind them say they are of.
  private func gloss(_ periods: inout [Period?], in context: PeriodContext) {
    for time in text.times.indices {
      guard let slot = glossedFigure(time) else { continue }
      periods[slot] = period(of: time, in: context) ?? periods[slot]
    }
  }

  // MARK: what follows the sentence

  /// Notes a period that later sentences may be of.
  private mutating func note(_ period: Period, _ time: Int, _ context: PeriodContext) {
    // 现将2030年11月1日零时我市人口情况公布如下：; 统计局今天公布8月经济数据，…
    if leadsIn || isReleased(time) {
      frame = (period, .report, false)
      return
    }
    guard Self.carries(period), !isBrief(period, time, context), !isBehindFrom(time) else {
      return
    }
    // …，2022-23年度预算约1000亿元: a fiscal year behind other figures is that of what it stands before.
    if period.isFiscal, text.firstFigure(atOrBehind: text.times[time].at) > 0 { return }
    // 12月末, unlike 截至12月底, holds on only where a sentence opens with it.
    let isEnd = period.isCutOff && !period.isUntil
    if isEnd, context.isInPassage || opens(time, isSpan: false) != .sentence { return }
    // 五年来，…，2025年人均产值8万元。: within several years one of them is told of in passing.
    let isInPassage =
      context.isInLongPassage || frame.map { $0.isSpan && $0.opens == .sentence } ?? false
    if isInPassage, period.isYear,
      text.firstFigure(atOrBehind: text.times[time].at) > 0 || context.endsPassage(period)
    {
      return
    }
    // 7月份，…: one month goes on where a sentence opens with it.
    if period.isWithinMonth, !period.isCutOff, opens(time, isSpan: false) != .sentence { return }
    // 全年预计可减负1200万元: so is what is expected of all of the year.
    let behind = text.bytes[text.times[time].end...]
    if period.text?.utf8.ends(in: "全年") ?? false,
      text.firstFigure(atOrBehind: text.times[time].at) > 0,
      behind.withUnsafeBufferPointer({ words.foreseen.longest(in: $0, at: 0) }) != nil
    {
      return
    }
    // 预计2030年达100%: what is to come in passing is of that figure only.
    if context.isDeadline(period), opens(time, isSpan: false) == .nothing || isBehindPlan(time) {
      return
    }
    // 落实2030年的目标: what is to come is told of by 到, or opens the sentence.
    let at = text.times[time].at
    let isFirst = text.firstFigure(atOrBehind: at) == 0
    let isOpening = at == 0 || period.isGoal && isFirst
    let isAhead = context.isDeadline(period) || context.isBeyondPlan(period)
    if isAhead, !isOpening, !period.isFiscal, !isBudget(time) { return }
    // 到2025年，…: what is to be reached by then goes on; in a plan, all of it is of the plan's years.
    if period.isGoal, !context.isDeadline(period) { return }
    // 2023—2024学年度 is one year.
    let isSpan = context.isSpan(found.times[text.times[time].index]) && !period.isFiscal
    // 五年来，…。2020年到2025年，比重从17.9%提升到35.5%。
    if isSpan, context.endsPassage(period) { return }
    // 教育局关于2025年经费执行情况的报告: the one year of a title frames it.
    let isOfTitle =
      context.isInTitle && text.times.count == 1
      && (period.isYear || period.isWithinMonth || period.isFiscal)
    frame = (period, isOfTitle ? .clause : opens(time, isSpan: isSpan), isSpan)
  }

  /// Whether a sentence only leads in what follows it.
  var leadsIn: Bool {
    text.figures.isEmpty && UTF8Search.first("现将", in: text.bytes[...]) != nil
      && ["如下：", "如下:", "如下。"].contains { text.bytes.ends(in: $0) }
  }

  /// Whether a word of plans stands right before a time: 预计|2030年.
  private func isBehindPlan(_ time: Int) -> Bool {
    text.bytes.withUnsafeBufferPointer {
      words.foreseen.longest(in: $0, endingAt: text.times[time].at) != nil
    }
  }

  /// Whether a span is told of one figure only: 5年增长18.7%.
  private func isBrief(_ period: Period, _ time: Int, _ context: PeriodContext) -> Bool {
    guard let text = period.text, PeriodContext.isBareSpan(text) else { return false }
    return context.isSpan(found.times[self.text.times[time].index])
  }

  /// Whether a figure is what others are held against, and the time is that of it only: 与2010年普查的|133972万人|
  /// 相比.
  private func isStandard(_ slot: Int, _ time: Int) -> Bool {
    text.isStandard(slot: slot)
      && ["与", "同", "和"].contains { text.bytes[..<text.times[time].at].ends(in: $0) }
  }

  /// Whether a period goes on to hold in later sentences: months, years and the cut-off dates of
  /// 截至 do, single days don't.
  private static func carries(_ period: Period) -> Bool {
    guard let start = period.start, let end = period.end, let text = period.text else {
      return false
    }
    if period.isCutOff { return true }
    // 60年来 tells how rare a thing is.
    if end.year - start.year > mostYears { return false }
    return start != end
      && !["至", "去", "上年", "前年", "自", "从", "近", "最近"].contains { text.utf8.begins(with: $0) }
      && !text.utf8.ends(in: "累计")
  }

  /// Most years that later sentences can be of.
  private static let mostYears = 10

  /// Whether a time opens its clause, or names the year of a budget, which the article is about.
  private func opens(_ time: Int, isSpan: Bool) -> PeriodContext.Opening {
    let at = text.times[time].at
    // 与2022年12月比较，2023年12月…
    if time == 1, text.times[0].at == 0, at == text.times[0].end + 3,
      text.bytes[..<at].ends(in: "，"),
      found.times[text.times[0].index].sort == .compare
    {
      return .sentence
    }
    // 三年来累计节约费用9.9亿元: a sum is told in passing.
    if isSpan, text.bytes[text.times[time].end...].begins(with: "累计") { return .clause }
    // 今年是“十四五”时期的: what follows another time opens nothing.
    if time > 0, at - text.times[time - 1].end <= 6 { return .nothing }
    // 按照2014年全国平均工资: what figures are measured by.
    let before = text.bytes[..<at]
    let isMeasure = ["按照", "按", "根据", "参照", "相当于"].contains {
      before.ends(in: $0)
    }
    if isMeasure { return .nothing }
    // 郑州市一季度: the name of a place may stand before it.
    if at <= (isSpan ? 6 : 12) { return .sentence }
    // 用电方面，9月份用电量568亿千瓦时
    if at <= PeriodReader.longestAspect, before.ends(in: "方面，") { return .sentence }
    if isBudget(time) { return .clause }
    let isFirst = text.bytes.withUnsafeBufferPointer {
      at - Clauses.start(of: $0, before: at) <= 12
    }
    return isFirst || text.bytes[at - 3] == 0xEE ? .clause : .nothing
  }

  /// Most bytes of an aspect that opens a sentence.
  private static let longestAspect = 45

  /// Whether a time is that of a budget or of accounts: 110年度|总预算.
  private func isBudget(_ time: Int) -> Bool {
    let behind = text.bytes[text.times[time].end...]
    return ["总预算", "总决算", "决算", "预算", "中央政府总预算"].contains { behind.begins(with: $0) }
  }
}
