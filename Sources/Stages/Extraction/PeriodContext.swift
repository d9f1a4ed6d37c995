internal import Facts
internal import Rules

/// Works out which period an expression of time names, and carries periods from figure to figure.
struct PeriodContext {
  /// How a heading of a section is known: by its number, 二、…, or by its markup alone.
  enum Heading { case numbered, plain }

  /// What a time stands at the start of; `report` where the sentence only leads in what follows: …情况公布如下.
  enum Opening { case nothing, clause, sentence, report }

  /// What the layout says of a paragraph.
  struct Layout {
    var heading: Heading?
    var isTitle = false
    /// Whether it is an item of a list by its number: 3.上半年国民经济….
    var isItem = false
    /// Whether its section tells what is to be done.
    var isPlan = false
    /// Whether the line before it leads it in: one that ends in a colon, or stands before a table.
    var isLedIn = false
    /// Whether a table stands before it.
    var endsTable = false
    /// Whether it begins with 其中, and so tells of parts of what the paragraph before told.
    var isPart = false
    /// Whether it is too long for an item of a list.
    var isLong = false
  }

  private let lexicon: Lexicon
  private let published: CivilDate?
  /// The year that 今年 and dates without a year are of, if it is known: that of publication, else the
  /// one that the title names.
  private var year: Int?
  /// The year that the sentence named last, which 上年 is the year before of.
  var named: Int?
  /// The period that held at the end of the last sentence, if that ended in a semicolon.
  var last: Period?
  /// The period that held at the end of the last sentence of the paragraph, which parts of what it told are of.
  var ofWhole: Period?

  /// The period of the paragraph.
  private var local: Period?
  /// The period that led in the list that is being read: 1985年的产量指标：.
  private var led: Period?
  /// The period of the passage, several years that a sentence opened with, up to the next section: 五年来.
  private var passage: Period?
  /// The period that frames the article or the section.
  private var framing: Period?
  /// The kind of heading that named it, if one below the title did.
  private var framingHeading: Heading?

  /// The first day of the five-year plan that the article named first.
  private var plan: CivilDate?
  /// Whether the article is that plan: its title named it.
  private var isOfPlan = false
  /// The last year that figures were of so far.
  private var latest: Int?
  /// The year that was told of last, if it is that of publication or the one before: 去年.
  private var told: Int?
  /// The last of the years that were told of so.
  private var lastTold: Int?
  /// Paragraphs from the start of the article in which a period can frame all that follows.
  private static let opening = 5
  private var paragraphs = 0
  private var layout = Layout()

  /// The period that a figure has whose sentence names none.
  var frame: Period? { local ?? led ?? passage ?? framing }

  /// Whether a title, or a passage of several years, is being read.
  var isInTitle: Bool { layout.isTitle }
  var isInPassage: Bool { passage != nil }

  /// Whether a passage of more years than one is being read, each of which is told of in passing.
  var isInLongPassage: Bool { passage.map { $0.start?.year != $0.end?.year } ?? false }

  /// Whether a period is told of in passing where a passage looks back over years that end with it: 五年来，…。2025年，….
  func endsPassage(_ period: Period) -> Bool {
    guard isInLongPassage, let end = passage?.end?.year, let year, end < year else { return false }
    return period.end?.year == end && period.start != passage?.start
      && period.text?.utf8.ends(in: "以来") == false && period.text?.contains("过去") == false
  }

  init(lexicon: Lexicon, published: CivilDate?) {
    self.lexicon = lexicon
    self.published = published
    year = published?.year
  }

  /// Begins an article, or a part of one.
  mutating func forget() {
    (local, led, passage, framing) = (nil, nil, nil, nil)
    (framingHeading, plan, isOfPlan, latest, told, lastTold) = (nil, nil, false, nil, nil, nil)
    paragraphs = 0
  }

  /// Begins a paragraph: what holds for one paragraph holds no longer.
  mutating func beginParagraph(_ layout: Layout) {
    if layout.heading != nil || layout.isLong && !layout.isItem || layout.endsTable {
      led = nil
    } else if layout.isLedIn {
      led = local ?? led
    }
    (last, local) = (nil, nil)
    if !layout.isPart { ofWhole = nil }
    self.layout = layout
    if let heading = layout.heading {
      passage = nil
      // One news item of several: what its heading said holds no longer at the next.
      if heading == .plain, framingHeading == .plain { framing = nil }
    }
    paragraphs += 1
  }

  /// Notes a period that a figure is of.
  mutating func tell(_ period: Period) {
    guard period.isYear, let of = period.start?.year, let year, of >= year - 1 else { return }
    (told, lastTold) = (of, max(lastTold ?? of, of))
  }

  /// Goes on with a period; only one that opens a clause near the start of the article or in a
  /// heading, or a budget year, holds beyond its paragraph, and 今年 and 去年 never do. Several years
  /// hold where a sentence opens with them, up to the next section.
  mutating func carry(_ period: Period, opens: Opening, isSpan: Bool) {
    if plan == nil, period.end?.year == period.start.map({ $0.year + 4 }),
      year.map({ period.end?.year ?? $0 >= $0 }) ?? true
    {
      (plan, isOfPlan) = (period.start, paragraphs == 1)
    }
    if isSpan, layout.heading == nil {
      guard opens != .nothing else { return }
      local = period
      let isShortItem = layout.isItem && !layout.isLong
      if opens == .sentence, !isShortItem, opensPassage(period) { (passage, led) = (period, nil) }
      return
    }
    // 上半年，…。1—5月，企业利润|1032亿元: what a paragraph tells besides its own time frames nothing.
    let isBeside = layout.heading == nil && paragraphs > 1 && local != nil && framing != nil
    local = period
    if let end = period.end?.year, let published, end <= reported(published.year) {
      latest = max(latest ?? end, end)
    }
    let opensClause = opens != .nothing
    let isRelative = period.text.map { lexicon.isRelativeYear($0) } ?? true
    let isFraming =
      (layout.heading != nil || paragraphs <= PeriodContext.opening && !layout.isItem)
      && opensClause && !isBeside
      // 某局上半年办理12件: what one of several tells of a part of the year frames nothing.
      && (layout.heading != nil || paragraphs == 1 || opens != .clause || period.isYear
        || period.isFiscal)
      && !isRelative
      && !period.isCutOff
      // 今年新建学校46所。…经费保障方面，全市2022年…: what was before is told in passing.
      && !(layout.heading == nil && paragraphs > 1 && period.isYear
        && period.end?.year ?? 0 < lastTold ?? 0)
      // 到2027年 is what its paragraph is to reach.
      && !period.isGoal
      && (layout.heading != nil || paragraphs == 1
        || opens == .report
        || !isLongAgo(period) && !(period.isWithinMonth && !period.isCutOff))
    // 9月份用电量, of which 1—9月累计 is told too.
    let isCumulated =
      layout.heading == nil && framingHeading == nil && framing?.isWithinMonth == true
      && period.start != framing?.start && period.end == framing?.end
    // The first heading is that of the article.
    if isFraming, !isCumulated {
      (framing, passage, framingHeading) = (period, nil, paragraphs > 2 ? layout.heading : nil)
    }
    if published == nil, paragraphs == 1, period.isYear { year = year ?? period.start?.year }
  }

  /// Whether a period was over more than a year before the one of publication began: what news tell of it
  /// is past history.
  private func isLongAgo(_ period: Period) -> Bool {
    guard let published, let end = period.end else { return false }
    return end.year < published.year - 1
  }

  /// Whether several years that a sentence opens with hold up to the next section.
  private func opensPassage(_ period: Period) -> Bool {
    // What one year brought, or a term of five; 十年来 looks back further than its passage.
    guard (period.end?.year ?? 0) - (period.start?.year ?? 0) < 5 else { return false }
    // 107年至111年, in a report on the year after, look back in passing.
    if let latest, let end = period.end, end.year < latest { return false }
    // A plan speaks of the next one, and goes on with its own years.
    if isOfPlan, let plan, plan.year + 4 < period.start?.year ?? 0 { return false }
    // In a section of plans, 一年来 only leads up to them.
    guard layout.isPlan, let now = published?.year ?? year else { return true }
    return period.end?.year ?? now >= now
  }

  /// Whether an expression names several years, or a year as one of them.
  func isSpan(_ time: TimeExpression) -> Bool {
    let form = lexicon.periods[time.form].form
    return form == .years || form == .ahead
      || form == .date && time.fields.endYear.map { $0 != time.fields.year } ?? false
  }

  /// Whether an expression is that of the month before: 上月.
  func isLastMonth(_ time: TimeExpression) -> Bool { lexicon.periods[time.form].form == .lastMonth }

  /// What a figure has whose period nothing says: the day of publication, or the span of the plan, or the year
  /// of the title.
  var unsaid: Period? {
    if let published {
      return Period(start: published, end: published, text: nil, basis: .published)
    }
    return planned.flatMap { Period(start: $0.0, end: $0.1, text: nil, basis: .carried) } ?? toCome
  }

  /// The year that plans are for where the last time before them was one that is over.
  var toCome: Period? {
    guard let of = year.flatMap({ CivilDate(year: $0) }) else { return nil }
    return Period(start: of, end: of, text: nil, basis: .carried)
  }

  /// The first and the last day of the plan, in its sections.
  private var planned: (CivilDate, CivilDate?)? {
    guard layout.isPlan, let plan else { return nil }
    return (plan, CivilDate(year: plan.year + 4))
  }

  /// Whether a period begins after the article was published.
  func isToCome(_ period: Period?) -> Bool {
    guard let period, let start = period.start, let published else { return false }
    // 未来五年 begins with the year of publication.
    if let text = period.text,
      ["未来", "未來", "今后", "今後"].contains(where: { text.utf8.begins(with: $0) })
    {
      return true
    }
    // A fiscal year begins in April.
    if period.isFiscal, start.year == published.year { return (published.month ?? 12) < 4 }
    return published < start
  }

  /// Whether a period is one that what is planned is to be reached by, outside of five-year plans.
  func isDeadline(_ period: Period) -> Bool { plan == nil && isToCome(period) }

  /// Whether a period to come lies behind the years of the plan: 2030年 in a report on one of 2021 to 2025.
  func isBeyondPlan(_ period: Period) -> Bool {
    guard let plan, let start = period.start else { return false }
    return start.year > plan.year + 4 && isToCome(period)
  }

  /// Whether a period that the sentence states was over when the article was published.
  func isPast(_ period: Period?) -> Bool {
    guard let period, period.basis == .stated, let end = period.end else { return false }
    return published.map { end < $0 } ?? plan.map { end < $0 } ?? year.map { end.year < $0 }
      ?? false
  }

  /// Whether a period was over before the plan began that the article is: what came before it is told, not planned.
  func isBeforePlan(_ period: Period?) -> Bool {
    guard isOfPlan, let plan, let end = period?.end else { return false }
    return end < plan
  }

  /// Whether a carried period was over when the article was published.
  func isOver(_ period: Period?) -> Bool {
    guard let period, period.basis == .carried, let end = period.end else { return false }
    return published.map { end < $0 } ?? plan.map { end < $0 } ?? year.map { end.year < $0 }
      ?? false
  }

  /// The period of an expression; `nil` if it names none or the year is not known.
  func period(of time: TimeExpression, text: String) -> Period? {
    let fields = time.fields
    func make(_ start: CivilDate?, _ end: CivilDate?) -> Period? {
      guard start != nil || end != nil else { return nil }
      return Period(start: start, end: end, text: text, basis: .stated)
    }
    switch lexicon.periods[time.form].form {
    case .compare, .none: return nil
    case .date, .republic:
      // 6月底前 is still to come.
      let most =
        text.utf8.begins(with: "截") ? 0 : text.utf8.ends(in: "前") ? 12 : PeriodContext.mostAhead
      return date(fields, mostAhead: most).flatMap { make($0.0, $0.1) }
    case .fiscal:
      guard let first = fields.year, let second = fields.endYear, (first + 1) % 100 == second else {
        return nil
      }
      return make(CivilDate(year: first), CivilDate(year: first + 1))
    case .months:
      guard let year = theYear(fields), let month = fields.month else { return nil }
      return make(CivilDate(year: year, month: 1), CivilDate(year: year, month: month))
    case .part:
      guard var year = theYear(fields) else { return nil }
      let first: Int
      let last: Int
      if let half = fields.half {
        (first, last) = (half * 6 - 5, half * 6)
      } else if let quarter = fields.quarter, (1...4).contains(quarter) {
        (first, last) = (fields.isCumulative ? 1 : quarter * 3 - 2, quarter * 3)
      } else {
        return nil
      }
      // In January, the third quarter is that of the year before, and so is the first, which has only begun.
      if !fields.namesYear, let now = published?.month, first > now || now < 3 && last > now {
        year -= 1
      }
      return make(CivilDate(year: year, month: first), CivilDate(year: year, month: last))
    case .end:
      guard let year = fields.endYear ?? theYear(fields) else { return nil }
      let day = CivilDate(year: year, month: text.contains("中") ? 6 : 12)
      return make(day, day)
    case .since:  // 自7月上路以来, in January: of the year before.
      guard var year = theYear(fields) else { return nil }
      if !fields.namesYear, let month = fields.month, month > published?.month ?? 12 { year -= 1 }
      return make(CivilDate(year: year, month: fields.month, day: fields.day), nil)
    case .years:
      if let year = fields.year { return make(CivilDate(year: year), CivilDate(year: year)) }
      // 三年累计, 五年平均每年递增, in a plan: its own years.
      let isOwn =
        ["累计", "间"].contains { text.utf8.ends(in: $0) }
        || Self.isBareSpan(text) && fields.span == PeriodContext.yearsOfPlan
      if layout.isPlan, isOwn { return nil }
      // At the start of a year, what the years before it brought; later, this year counts too.
      guard let year, let span = fields.span else { return nil }
      let isReport = published?.month ?? 1 <= PeriodContext.reporting
      guard isReport || span > 1 else { return nil }
      return make(CivilDate(year: year - span), CivilDate(year: isReport ? year - 1 : year))
    case .ahead:
      guard let year, let span = fields.span else { return nil }
      let first = published?.month ?? 1 <= PeriodContext.reporting ? year : year + 1
      return make(CivilDate(year: first), CivilDate(year: first + span - 1))
    case .plan: return planned.flatMap { make($0.0, $0.1) }
    case .today: return make(published, published)
    case .yesterday:
      let day = published?.dayBefore
      return make(day, day)
    case .lastMonth:
      let month = published?.monthBefore
      return make(month, month)
    case .weekday, .lastWeekday:
      let isLast = lexicon.periods[time.form].form == .lastWeekday
      let day = fields.weekday.flatMap { published?.before(weekday: $0, ofLastWeek: isLast) }
      return make(day, day)
    case .whole:
      // 2023至24年度开支增加。去年…；全年|接获投诉1276宗: of the year told of.
      let framed = frame?.isFiscal == true ? told ?? frame?.end?.year : frame?.end?.year
      guard let year = named ?? framed ?? told ?? year.map(reported) else { return nil }
      let whole = CivilDate(year: year)
      return make(whole, whole)
    }
  }

  private static let yearsOfPlan = 5
  /// The last month in which articles report on the year before.
  private static let reporting = 3

  /// The year that an article of a year without further words reports on.
  private func reported(_ year: Int) -> Int {
    published?.month ?? 12 <= PeriodContext.reporting ? year - 1 : year
  }

  /// Most months by which a date without a year lies ahead of publication.
  private static let mostAhead = 2

  private func date(_ fields: TimeFields, mostAhead: Int) -> (CivilDate, CivilDate)? {
    guard var year = theYear(fields) else { return nil }
    // 截至18日16时: the last such day.
    if fields.month == nil, fields.year == nil, let day = fields.day {
      guard let published, let today = published.day else { return nil }
      let month = day > today ? published.monthBefore : published
      return CivilDate(year: month?.year ?? year, month: month?.month, day: day).map { ($0, $0) }
    }
    let month = fields.month
    // In January, a date of December is of the year before; and nothing is counted up to a month
    // that is still to come.
    if !fields.namesYear, let month, let now = published?.month, month > now + mostAhead {
      year -= 1
    }
    guard let start = CivilDate(year: year, month: month, day: fields.day) else { return nil }
    let hasEnd = fields.endYear != nil || fields.endMonth != nil || fields.endDay != nil
    guard hasEnd else { return (start, start) }
    let end = CivilDate(
      year: fields.endYear ?? year, month: fields.endMonth ?? (fields.endDay != nil ? month : nil),
      day: fields.endDay)
    return end.map { (start, $0) }
  }

  /// The year that the fields name, or that of publication.
  private func theYear(_ fields: TimeFields) -> Int? {
    if let written = fields.year { return written }
    if fields.isFromNamed, let named = named ?? frame.flatMap({ $0.isYear ? $0.start?.year : nil })
    {
      return named + (fields.relativeYear ?? 0)
    }
    // 上半年 in the part of a report on 1998; that the report is of 1999 only its title says.
    if published == nil, fields.relativeYear == nil, let frame, frame.isYear {
      return frame.start?.year
    }
    guard let year else { return nil }
    return year + (fields.relativeYear ?? 0)
  }
}
