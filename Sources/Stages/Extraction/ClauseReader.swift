internal import Facts
internal import Rules

/// Reads what the clause around a figure says of it: period, type, direction, comparison.
final class ClauseReader: Sendable {
  private let up: WordSet
  private let down: WordSet
  private let plans: WordSet
  private let planTitles: WordSet
  private let planSections: WordSet
  private let pastSections: WordSet
  private let changes: WordSet
  private let changeTail: WordSet
  private let per: WordSet
  private let perNames: [String]
  private let reporting: WordSet
  private let changeNouns: WordSet
  private let fallNouns: WordSet
  private let changeHeads: WordSet
  private let emptyHeads: WordSet
  /// Tells what is so from what is to be reached.
  let statuses: StatusReader

  init(lexicon: Lexicon) {
    up = WordSet(lexicon.list("up"))
    down = WordSet(lexicon.list("down"))
    plans = WordSet(lexicon.list("plans"))
    planTitles = WordSet(lexicon.list("plan-titles"))
    planSections = WordSet(lexicon.list("plan-sections"))
    pastSections = WordSet(lexicon.list("past-sections"))
    changeTail = WordSet(lexicon.list("change-tail"))
    let words = lexicon.list("per")
    per = WordSet(words)
    // 每万人口 and 每个县区 are per 万人 and 县区.
    perNames = words.map { word in
      let name = word.hasPrefix("个") ? String(word.dropFirst()) : word
      return name.hasSuffix("人口") ? String(name.dropLast()) : name
    }
    reporting = WordSet(lexicon.list("reporting"))
    changeNouns = WordSet(lexicon.list("change-nouns"))
    fallNouns = WordSet(lexicon.list("fall-nouns"))
    changeHeads = WordSet(lexicon.list("change-heads"))
    emptyHeads = WordSet(lexicon.list("empty-heads"))
    statuses = StatusReader(lexicon: lexicon)
    changes = WordSet(lexicon.list("up") + lexicon.list("down"))
  }

  /// The words around one figure.
  struct Clause {
    fileprivate let text: SlottedText
    let start: Int
    let leftStart: Int
    fileprivate let figure: Int
    fileprivate let end: Int

    /// From the mark before the figure's clause, or the figure before it, to the figure.
    var left: ArraySlice<UInt8> { text.bytes[leftStart..<figure] }
    /// From the figure to the next mark or figure.
    var right: ArraySlice<UInt8> { text.bytes[(figure + 3)..<end] }
    /// From the last mark that is no 、 to the figure, other figures included.
    var before: ArraySlice<UInt8> { text.bytes[start..<figure] }
    /// Whether a time stands in its sentence before the figure and behind the last full clause.
    var hasTime: Bool {
      text.times.contains { $0.at >= start && $0.at < figure }
    }
    /// Whether a word such as 超过 belongs to the figure.
    let isBounded: Bool
    /// What a change is measured against, as written.
    let comparison: String?
  }

  /// A sentence with the period of each of its figures.
  struct Sentence {
    fileprivate let clauses: [Clause]
    fileprivate let periods: [Period?]
    /// Whether it speaks of what is to be done.
    let plans: Bool

    func clause(ofSlot slot: Int) -> Clause { clauses[slot] }
    func period(ofSlot slot: Int) -> Period? { periods[slot] }
  }

  func read(
    _ text: SlottedText, _ found: MentionFinder.Found, _ plain: PlainText,
    periods context: inout PeriodContext
  ) -> Sentence {
    context.named = context.last?.start?.year
    var current: Period? = (context.last ?? context.frame).map {
      Period(start: $0.start, end: $0.end, text: $0.text, basis: .carried)
    }
    var clauses: [Clause] = []
    var periods: [Period?] = []
    clauses.reserveCapacity(text.figures.count)
    periods.reserveCapacity(text.figures.count)
    var time = 0
    var comparison: (text: String, at: Int)?
    var frame: (period: Period, opens: PeriodContext.Opening, isSpan: Bool)?
    func framed(_ period: Period, _ time: Int) {
      let expression = found.times[text.times[time].index]
      if Self.carries(period) {
        let isSpan = context.isSpan(expression)
        frame = (period, opens(text, time, isSpan: isSpan), isSpan)
      }
    }
    for (slot, figure) in text.figures.enumerated() {
      // 由2020年的7.2%提升至7.4%: where a change began is told of the first figure only.
      let isFrom = isFrom(slot, in: text)
      var origin: Period?
      var isTimed = false
      while time < text.times.count, text.times[time].at < figure.at {
        let expression = found.times[text.times[time].index]
        let words = plain.quote(expression.span)
        if expression.sort == .compare {
          comparison = (words, text.times[time].at)
        } else if !isOrigin(text, time, before: figure.at),
          !isReport(text, time, expression.fields),
          !isGloss(text, time, comparison),
          let period = context.period(of: expression, text: words)
        {
          isTimed = figure.at - text.times[time].end <= 3
          if isFrom, isTimed {
            origin = period
            time += 1
            continue
          }
          current = period
          context.named =
            expression.fields.year.flatMap { _ in period.start?.year } ?? context.named
          framed(period, time)
        }
        time += 1
      }
      let mention = found.figures[figure.index]
      let clause = self.clause(
        around: slot, in: text, isBounded: mention.digits > mention.span.start,
        comparison: comparison)
      clauses.append(clause)
      if let origin {
        periods.append(origin)
      } else if let comparison, isCompared(comparison, with: figure, in: text) {
        let year = Self.year(in: comparison.text)
        periods.append(year.map { year in current?.of(year: year) } ?? current?.yearBefore)
      } else if isFrom {
        periods.append(current?.origin)
      } else {
        let isTo = !isTimed && slot > 0 && self.isFrom(slot - 1, in: text)
        periods.append(isTo ? current?.outcome : current)
      }
    }
    dealYears(&periods, text)
    // A time behind the last figure may still frame what follows.
    while time < text.times.count {
      let expression = found.times[text.times[time].index]
      let words = plain.quote(expression.span)
      if frame == nil, !isReport(text, time, expression.fields),
        let period = context.period(of: expression, text: words)
      {
        framed(period, time)
      }
      time += 1
    }
    if let frame { context.carry(frame.period, opens: frame.opens, isSpan: frame.isSpan) }
    // A semicolon parts clauses of one thought: what was said before it still holds.
    let isOpen =
      text.bytes.last == UInt8(ascii: ";") || text.bytes.suffix(3).elementsEqual("；".utf8)
    context.last = isOpen ? current : nil
    let plans = text.bytes.withUnsafeBufferPointer { self.plans(in: $0, from: 0, to: $0.count) }
    return Sentence(clauses: clauses, periods: periods, plans: plans)
  }

  /// Whether a figure is what a change is measured against: 比上年同期的|206亿元, 较110年|60.1%.
  private func isCompared(
    _ comparison: (text: String, at: Int), with figure: SlottedText.Slot, in text: SlottedText
  ) -> Bool {
    let between = text.bytes[min(comparison.at + 3, figure.at)..<figure.at]
    let hasYear = Self.year(in: comparison.text) != nil
    return between.isEmpty && hasYear
      || between.elementsEqual("的".utf8)
        && (hasYear || UTF8Search.hasAny(comparison.text, ["去年", "上年", "上一年", "前一年"]))
  }

  /// The year that a comparison names, of our calendar or of the Republic: 比1980年, 较110年.
  private static func year(in comparison: String) -> Int? {
    let digits = comparison.utf8.drop { !Ascii.isDigit($0) }.prefix { Ascii.isDigit($0) }
    let year = Int(Substring(digits))
    return digits.count == 4 ? year : digits.count == 3 ? year.map { $0 + 1911 } : nil
  }

  /// Deals the years of 2016年至2018年 out to as many figures: 分别为34.5亿元、50.9亿元和85.9亿元.
  private func dealYears(_ periods: inout [Period?], _ text: SlottedText) {
    var first = 0
    while first < periods.count {
      var last = first
      while last + 1 < periods.count, isListed(text, last) { last += 1 }
      let before = text.bytes[..<text.figures[first].at].suffix(24)
      if last > first, UTF8Search.first("分别", in: before) != nil,
        let years = periods[first]?.writtenYears, years.count == last - first + 1
      {
        for (slot, year) in zip(first...last, years) {
          periods[slot] = periods[slot]?.of(year: year)
        }
      }
      first = last + 1
    }
  }

  /// Whether nothing but a mark of a list stands between a figure and the next.
  private func isListed(_ text: SlottedText, _ slot: Int) -> Bool {
    let between = text.bytes[text.figures[slot].end..<text.figures[slot + 1].at]
    return ["、", "，", ",", "和", "及", "以及"].contains { between.elementsEqual($0.utf8) }
  }

  /// Whether a figure is a level that a change begins with: 由|2020年的7.2%|提升至7.4%.
  private func isFrom(_ slot: Int, in text: SlottedText) -> Bool {
    guard slot + 1 < text.figures.count else { return false }
    let figure = text.figures[slot]
    let between = text.bytes[figure.end..<text.figures[slot + 1].at]
    guard between.count <= ClauseReader.changeReach,
      ["到", "至", "为", "成"].contains(where: { UTF8Search.first($0, in: between) != nil }),
      ["。", "；", "、"].allSatisfy({ UTF8Search.first($0, in: between) == nil })
    else { return false }
    var before = text.bytes[..<figure.at]
    if before.suffix(3).elementsEqual("的".utf8) { before = before.dropLast(3) }
    if let time = text.times.last(where: { $0.end == before.endIndex }) {
      before = before[..<time.at]
    }
    return before.suffix(3).elementsEqual("由".utf8) || before.suffix(3).elementsEqual("从".utf8)
  }

  /// Most bytes between the two levels of a change.
  private static let changeReach = 36

  /// Whether a time says only where a change began: 由去年以工业为主转为….
  private func isOrigin(_ text: SlottedText, _ time: Int, before figure: Int) -> Bool {
    let at = text.times[time].at
    guard at >= 3 else { return false }
    let word = text.bytes[(at - 3)..<at]
    let isOrigin = ["由", "从", "自"].contains { word.elementsEqual($0.utf8) }
    guard isOrigin else { return false }
    return text.bytes.withUnsafeBufferPointer { Clauses.start(of: $0, before: figure) > at }
  }

  /// Whether a time in a bracket only glosses what a change is measured against: 较去年同期(5月).
  private func isGloss(
    _ text: SlottedText, _ time: Int, _ comparison: (text: String, at: Int)?
  ) -> Bool {
    guard let comparison else { return false }
    let slot = text.times[time]
    return slot.at == slot.end && slot.at == comparison.at + 3
  }

  /// Whether a time opens its clause, or names the year of a budget, which the article is about.
  private func opens(
    _ text: SlottedText, _ time: Int, isSpan: Bool
  ) -> PeriodContext.Opening {
    let at = text.times[time].at
    let behind = text.bytes[text.times[time].end...]
    // 今年是“十四五”时期的: what follows another time opens nothing.
    if time > 0, at - text.times[time - 1].end <= 6 { return .nothing }
    // 按照2014年全国平均工资: what figures are measured by.
    let before = text.bytes[..<at]
    if ["按照", "按", "根据", "参照", "相当于"].contains(where: {
      before.suffix($0.utf8.count).elementsEqual($0.utf8)
    }) {
      return .nothing
    }
    // 郑州市一季度: the name of a place may stand before it.
    if at <= (isSpan ? 6 : 12) { return .sentence }
    if ["总预算", "总决算", "决算", "预算"].contains(where: { behind.starts(with: $0.utf8) }) {
      return .clause
    }
    let isFirst = text.bytes.withUnsafeBufferPointer {
      at - Clauses.start(of: $0, before: at) <= 12
    }
    return isFirst || text.bytes[at - 3] == 0xEE ? .clause : .nothing
  }

  /// Whether a date is the day of a report, not of its figures: 4月13日公布; a year is that of a report
  /// only where 公布 or 发布 stands right behind it.
  private func isReport(_ text: SlottedText, _ time: Int, _ fields: TimeFields) -> Bool {
    let start = text.times[time].end
    let isYear = fields.month == nil
    return text.bytes.withUnsafeBufferPointer { buffer in
      var at = start
      while at < min(start + (isYear ? 6 : 36), buffer.count) {
        if buffer[at] == 0xEE || Clauses.isMark(buffer, at) { return false }
        if let word = reporting.longest(in: buffer, at: at) {
          let end = at + reporting.length(word)
          // 4月13日电, unlike 电力.
          let isWord =
            end - at > 3 || end >= buffer.count || !(0xE4...0xE9).contains(buffer[end])
          let isPublished = buffer[(end - 3)..<end].elementsEqual("布".utf8)
          if isWord, !isYear || isPublished { return true }
        }
        at += WordSet.width(buffer[at])
      }
      return false
    }
  }

  /// Whether a heading or a title opens what is to be done (三、2026年重点工作) or tells of what was
  /// (一、2025年工作回顾); `nil` if it says neither or is none.
  func plansSection(_ text: [UInt8], _ role: Article.Role) -> Bool? {
    guard text.count <= 120 else { return nil }
    let isNumbered = isNumbered(text)
    return text.withUnsafeBufferPointer { buffer in
      if role == .title { return planTitles.find(in: buffer, from: 0, to: buffer.count) != nil }
      guard isNumbered || role == .heading && UTF8Search.first("。", in: buffer) == nil else {
        return nil
      }
      let plans = planSections.find(in: buffer, from: 0, to: buffer.count) != nil
      let looksBack = pastSections.find(in: buffer, from: 0, to: buffer.count) != nil
      if looksBack { return false }
      return plans ? true : nil
    }
  }

  /// Whether a paragraph is the heading of a section by its number: 二、….
  func isSection(_ text: [UInt8]) -> Bool {
    text.count <= 120 && isNumbered(text) && UTF8Search.first("。", in: text) == nil
  }

  private func isNumbered(_ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { buffer in
      let mark = UTF8Search.first("、", in: buffer) ?? buffer.count
      return mark > 0 && mark <= 9
        && stride(from: 0, to: mark, by: 3).allSatisfy {
          NumberScanner.numeral(buffer, $0) != nil
        }
    }
  }

  /// How far from its start a sentence may say so, in bytes.
  private static let exampleReach = 180

  /// What a sentence gives examples of: 以|平均收视|为例. Brackets are left out.
  func exampleHead(_ text: SlottedText) -> [UInt8]? {
    guard let end = UTF8Search.first("为例", in: text.bytes.prefix(ClauseReader.exampleReach)) else {
      return nil
    }
    let start = text.bytes[..<end].withUnsafeBufferPointer { buffer -> Int? in
      var at = buffer.count
      while at >= 3 {
        if buffer[(at - 3)..<at].elementsEqual("以".utf8) { return at }
        at -= buffer[at - 1] < 0x80 ? 1 : 3
      }
      return nil
    }
    guard let start, text.figures(in: start..<end).isEmpty else { return nil }
    let head = text.bytes[start..<end]
    let open = head.firstIndex(of: UInt8(ascii: "(")) ?? head.endIndex
    return Array(head[..<open])
  }

  /// Whether a paragraph leads to a list of what is to be done: …概述主要目标和重大任务。
  func opensPlans(_ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { buffer in
      planSections.find(in: buffer, from: 0, to: buffer.count) != nil
        && pastSections.find(in: buffer, from: 0, to: buffer.count) == nil
        && UTF8Search.first("完成", in: buffer) == nil
    }
  }

  /// Whether a stretch of text speaks of what is to be done.
  func plans(in text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Bool {
    plans.find(in: text, from: start, to: end) != nil
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
    let isLong = start.year != end.year || start.month != end.month
    return isLong
      && !["至", "到", "去", "上年", "前年", "自", "从", "近", "最近"].contains { text.hasPrefix($0) }
      && !text.hasSuffix("累计")
  }

  /// Most years that later sentences can be of.
  private static let mostYears = 10

  private func clause(
    around slot: Int, in text: SlottedText, isBounded: Bool,
    comparison: (text: String, at: Int)?
  ) -> Clause {
    let at = text.figures[slot].at
    return text.bytes.withUnsafeBufferPointer { buffer in
      let previous = slot > 0 ? text.figures[slot - 1].at + 3 : 0
      let next = slot + 1 < text.figures.count ? text.figures[slot + 1].at : buffer.count
      let start = Clauses.start(of: buffer, before: at)
      var right = at + 3
      let most = min(next, at + Clauses.reach)
      while right < most, !Clauses.isMark(buffer, right) { right += WordSet.width(buffer[right]) }
      var far = start
      while far > 2, at - far < Clauses.reach, buffer[far - 3] == 0xE3 {
        far = Clauses.start(of: buffer, before: far - 3)
      }
      // A comparison holds for the figure in its clause.
      let near = comparison.flatMap { $0.at >= min(far, start) ? $0.text : nil }
      return Clause(
        text: text, start: far, leftStart: max(start, previous), figure: at,
        end: max(right, at + 3), isBounded: isBounded, comparison: near)
    }
  }

  // MARK: attributes

  func type(of figure: Figure, in clause: Clause, said: FactType?) -> FactType {
    if let said { return said }
    switch figure.kind {
    case .points, .multiple: return .change
    case .proportion:
      if figure.sign != nil || endsInChange(clause.left) { return .change }
      return .proportion
    case .density: return .density
    case .money: return figure.sign == nil ? .money : .change
    case .measure, .span: return perWord(clause) == nil ? .measure : .density
    case .count, .plain: return perWord(clause) == nil ? .count : .density
    }
  }

  /// Whether a change is the average of several years: 年均增长5.2%.
  func isAverage(_ clause: Clause) -> Bool {
    let words = clause.left.suffix(24)
    return UTF8Search.first("年均", in: words) != nil
      || UTF8Search.first("平均每年", in: words) != nil
      || UTF8Search.first("年平均", in: words) != nil
  }

  /// Whether the words before a figure end in a word of change: 同比增长, 上涨了.
  private func endsInChange(_ words: ArraySlice<UInt8>) -> Bool {
    words.withUnsafeBufferPointer { buffer in
      var end = buffer.count
      while let word = changeTail.longest(in: buffer, endingAt: end) {
        end -= changeTail.length(word)
      }
      return changes.longest(in: buffer, endingAt: end) != nil
    }
  }

  /// What a density is per: 每千人 → 千人.
  private func perWord(_ clause: Clause) -> String? {
    guard let at = UTF8Search.first("每", in: clause.left) else { return nil }
    return clause.left[(at + 3)...].withUnsafeBufferPointer { rest in
      per.longest(in: rest, at: 0).map { perNames[$0] }
    }
  }

  func unit(of figure: Figure, in clause: Clause, type: FactType) -> Unit {
    guard type == .density, !figure.unit.text.contains("/"), let per = perWord(clause) else {
      return figure.unit
    }
    return Unit(text: figure.unit.text + "/" + per, code: nil)
  }

  /// Whether a title is that of a budget, simplified or traditional.
  func isBudget(_ title: String) -> Bool {
    let isBudget = UTF8Search.hasAny(title, ["预算案", "預算案", "总预算", "總預算", "预算草案"])
    return isBudget && !UTF8Search.hasAny(title, ["决算", "決算", "执行", "執行"])
  }

  /// Whether a figure is an amount or a share of a budget: 预算9千元，占36.76%.
  func isBudgeted(_ type: FactType, in clause: Clause) -> Bool {
    type == .money || type == .proportion && UTF8Search.first("占", in: clause.left) != nil
  }

  /// Whether a figure is written as a floor, which is what plans set: 不少于100个.
  func isRequired(_ figure: String) -> Bool {
    UTF8Search.hasAny(figure, ["不少于", "不低于", "不少於", "不低於"])
  }

  /// The bound that a figure shares with the one before it: 不少于100个专家组和50支医疗队.
  func floor(of slot: Int, in text: SlottedText, _ found: MentionFinder.Found) -> Relation? {
    guard slot > 0 else { return nil }
    let before = found.figures[text.figures[slot - 1].index]
    let between = text.bytes[text.figures[slot - 1].end..<text.figures[slot].at]
    let isFloor = before.relation == .atLeast && before.digits > before.span.start
    guard isFloor, between.count <= 45,
      between.suffix(3).elementsEqual("和".utf8) || between.suffix(3).elementsEqual("、".utf8),
      between.allSatisfy({ $0 >= 0x80 }), UTF8Search.first("，", in: between) == nil,
      UTF8Search.first("。", in: between) == nil
    else { return nil }
    return before.relation
  }

  /// Whether the head of a column says that its figures are changes: 比年初增减额.
  func isChangeHead(_ head: ArraySlice<UInt8>) -> Bool {
    head.withUnsafeBufferPointer { changeHeads.find(in: $0, from: 0, to: $0.count) != nil }
  }

  /// Whether the head of a column says nothing of what its figures measure: 指标.
  func isEmptyHead(_ head: [UInt8]) -> Bool { emptyHeads.contains(head) }

  /// Whether a name is that of a change, and which way: 降幅 is a fall.
  func namedChange(_ name: [UInt8]) -> Direction? {
    name.withUnsafeBufferPointer { buffer in
      if fallNouns.find(in: buffer, from: 0, to: buffer.count) != nil { return .down }
      return changeNouns.find(in: buffer, from: 0, to: buffer.count) != nil ? .up : nil
    }
  }

  /// The last word of change before the figure, else the first behind it, decides.
  func direction(in clause: Clause) -> Direction {
    func last(_ words: WordSet, _ text: ArraySlice<UInt8>) -> Int {
      text.withUnsafeBufferPointer { buffer in
        var last = -1
        var at = 0
        while let found = words.find(in: buffer, from: at, to: buffer.count) {
          last = found.at
          at = found.at + words.length(found.word)
        }
        return last
      }
    }
    for text in [clause.left, clause.before, clause.right] {
      let (rise, fall) = (last(up, text), last(down, text))
      if rise >= 0 || fall >= 0 { return fall > rise ? .down : .up }
    }
    return .up
  }
}
