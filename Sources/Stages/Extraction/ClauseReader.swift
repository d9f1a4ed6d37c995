internal import Facts
internal import Rules

/// Reads what the clause around a figure says of it: period, type, direction, comparison.
final class ClauseReader: Sendable {
  private let up: WordSet
  private let noChanges: WordSet
  private let down: WordSet
  private let upEnds: WordSet
  private let downEnds: WordSet
  private let now: WordSet
  private let amounts: WordSet
  private let notAmounts: WordSet
  private let changes: ChangeWords
  private let per: WordSet
  private let perNames: [String]
  private let timeWords: TimeWords
  private let changeNouns: WordSet
  private let ratios: WordSet
  private let fallNouns: WordSet
  private let changeHeads: WordSet
  private let emptyHeads: WordSet
  private let planNouns: WordSet
  /// Tells what is so from what is to be reached, and what is to be done from what was.
  let statuses: StatusReader
  let plans: PlanReader

  init(lexicon: Lexicon) {
    up = WordSet(lexicon.list("up"))
    noChanges = WordSet(lexicon.list("no-changes"))
    down = WordSet(lexicon.list("down"))
    upEnds = WordSet(lexicon.list("up-ends"))
    downEnds = WordSet(lexicon.list("down-ends"))
    now = WordSet(lexicon.list("now"))
    amounts = WordSet(lexicon.list("amounts"))
    notAmounts = WordSet(lexicon.list("not-amounts"))
    let words = lexicon.list("per")
    per = WordSet(words)
    // 每万人口, 每千常住人口 and 每个县区 are per 万人, 千人 and 县区.
    perNames = words.map { word in
      for people in ["名常住人口", "人常住人口", "常住人口", "户籍人口", "人口"] where word.hasSuffix(people) {
        return word.dropLast(people.count) + "人"
      }
      return word.hasPrefix("个") ? String(word.dropFirst()) : word
    }
    timeWords = TimeWords(lexicon)
    changeNouns = WordSet(lexicon.list("change-nouns"))
    ratios = WordSet(lexicon.list("ratios"))
    fallNouns = WordSet(lexicon.list("fall-nouns"))
    changeHeads = WordSet(lexicon.list("change-heads"))
    emptyHeads = WordSet(lexicon.list("empty-heads"))
    planNouns = WordSet(lexicon.list("plan-nouns"))
    statuses = StatusReader(lexicon: lexicon)
    plans = PlanReader(lexicon: lexicon, statuses: statuses)
    changes = ChangeWords(lexicon: lexicon)
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
    /// What stands before it in its sentence.
    var opening: ArraySlice<UInt8> { text.bytes[..<start] }
    /// Whether a time stands in its sentence before the figure and behind the last full clause.
    var hasTime: Bool { text.times.contains { $0.at >= start && $0.at < figure } }
    /// Whether a word such as 超过 belongs to the figure.
    let isBounded: Bool
    /// Whether the figure counts items, 项 or 条, whose name follows.
    let isOfItems: Bool
    /// What a change is measured against, as written.
    let comparison: String?
  }

  /// A sentence with the period of each of its figures.
  struct Sentence {
    fileprivate let clauses: [Clause]
    fileprivate let periods: [Period?]
    /// From where on it speaks of what is to be done, in bytes.
    let plansFrom: Int?
    /// The same, for this sentence only: 今年|将新建学校12所，….
    let willsFrom: Int?
    /// Whether it opens with a word of what is so: 目前, 截至.
    let opensDone: Bool
    /// Whether it opens with a word of now: 目前.
    let opensNow: Bool

    /// From where on it speaks of what is so, behind a comma: 计划新建3所，|目前已开工2所.
    let nowFrom: Int?

    /// Whether what stands at a place is planned, as the sentence says before it.
    func plans(figureAt at: Int) -> Bool {
      let least = nowFrom.map { $0 < at ? $0 : 0 } ?? 0
      return [plansFrom, willsFrom].contains { $0.map { least <= $0 && $0 < at } ?? false }
    }

    func clause(ofSlot slot: Int) -> Clause { clauses[slot] }
    func period(ofSlot slot: Int) -> Period? { periods[slot] }
  }

  func read(
    _ text: SlottedText, _ found: MentionFinder.Found, _ plain: PlainText,
    periods context: inout PeriodContext
  ) -> Sentence {
    var times = PeriodReader(text: text, found: found, plain: plain, words: timeWords)
    let periods = times.read(&context)
    var clauses: [Clause] = []
    clauses.reserveCapacity(text.figures.count)
    for (slot, figure) in text.figures.enumerated() {
      let mention = found.figures[figure.index]
      clauses.append(
        clause(
          around: slot, in: text, isBounded: mention.digits > mention.span.start,
          isOfItems: ["项", "条"].contains { mention.unit.text.hasBytes(of: $0) },
          comparison: times.comparisons[slot]))
    }
    return text.bytes.withUnsafeBufferPointer { buffer in
      let plansFrom = plans.find(in: buffer, from: 0, to: buffer.count)
      let willsFrom = plans.willsFrom(buffer, times: text.times)
      return Sentence(
        clauses: clauses, periods: periods, plansFrom: plansFrom, willsFrom: willsFrom,
        opensDone: statuses.isDone(buffer),
        opensNow: now.longest(in: buffer, at: 0) != nil,
        nowFrom: plansFrom == nil && willsFrom == nil ? nil : nowFrom(buffer))
    }
  }

  private func nowFrom(_ sentence: UnsafeBufferPointer<UInt8>) -> Int? {
    var at = 3
    while at < sentence.count, let found = now.find(in: sentence, from: at, to: sentence.count) {
      if ["，", ","].contains(where: { sentence[..<found.at].ends(in: $0) }) { return found.at }
      at = found.at + now.length(found.word)
    }
    return nil
  }

  /// What heads all items of a list that semicolons part: 主要产品产量：|水泥586万吨；化肥32万吨.
  func listHead(_ text: SlottedText) -> ArraySlice<UInt8>? {
    guard text.bytes.ends(in: "；") || text.bytes.last == UInt8(ascii: ";") else { return nil }
    let start = text.bytes.prefix(ClauseReader.breakdownReach)
    guard let end = UTF8Search.first("：", in: start) ?? start.firstIndex(of: UInt8(ascii: ":")),
      text.figures(in: 0..<end).isEmpty
    else { return nil }
    return text.bytes[..<end]
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
        if buffer[(at - 3)..<at].equals("以") { return at }
        at -= buffer[at - 1] < 0x80 ? 1 : 3
      }
      return nil
    }
    guard let start, text.figures(in: start..<end).isEmpty else { return nil }
    let head = text.bytes[start..<end]
    let open = head.firstIndex(of: UInt8(ascii: "(")) ?? head.endIndex
    return Array(head[..<open])
  }

  /// The opening that parts a whole, of a sentence or between a figure and the one before it: 分行业看，…,
  /// 按经营地分，…, 限额以上零售额中，….
  func brokenDown(_ text: SlottedText, before slot: Int) -> ArraySlice<UInt8>? {
    func opening(from start: Int, to end: Int) -> ArraySlice<UInt8>? {
      let words = text.bytes[start..<min(end, start + ClauseReader.breakdownReach)]
      return UTF8Search.first("，", in: words).map { words[..<$0] }
    }
    let previous = slot > 0 ? text.figures[slot - 1].end : 0
    let rest = text.bytes[previous..<text.figures[slot].at]
    if slot > 0, rest.begins(with: "，"),
      let inner = opening(from: previous + 3, to: text.figures[slot].at), isView(inner)
    {
      return inner
    }
    guard let opening = opening(from: 0, to: text.figures.first?.at ?? 0) else { return nil }
    if opening.ends(in: "中") { return opening.dropLast(3) }
    return isView(opening) ? opening : nil
  }

  /// Whether a clause says how a whole is parted: 分行业看, 按经营地分, 按消费类型统计.
  func isView(_ opening: ArraySlice<UInt8>) -> Bool {
    let isView = ["看", "分", "统计", "划分"].contains { opening.ends(in: $0) }
    return isView && ["分", "按", "从"].contains { opening.begins(with: $0) }
  }

  /// Most bytes before the end of such an opening.
  private static let breakdownReach = 60

  private func clause(
    around slot: Int, in text: SlottedText, isBounded: Bool, isOfItems: Bool,
    comparison: PeriodReader.Comparison?
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
        end: max(right, at + 3), isBounded: isBounded, isOfItems: isOfItems, comparison: near)
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
    case .measure, .span: return perWord(figure, in: clause) == nil ? .measure : .density
    case .count, .plain:
      if isAmount(figure, in: clause) { return .money }
      return perWord(figure, in: clause) == nil ? .count : .density
    }
  }

  /// Whether a multiple is a ratio by its name, and no rise: 收入差距为|2.5倍.
  func isRatio(_ name: [UInt8], in clause: Clause) -> Bool {
    !endsInChange(clause.left)
      && name.withUnsafeBufferPointer { ratios.longest(in: $0, endingAt: $0.count) != nil }
  }

  /// Whether a number with a scale and without a unit is one of money, by the words before it: 开支达1309亿.
  private func isAmount(_ figure: Figure, in clause: Clause) -> Bool {
    guard figure.unit.text.isEmpty, figure.decimals < 0 else { return false }
    // 50万|销售额
    if clause.right.withUnsafeBufferPointer({ amounts.longest(in: $0, at: 0) }) != nil {
      return true
    }
    let behind = clause.right.first ?? 0
    // 贷款惠及1100多万|学生: what is counted stands behind.
    if (0xE4...0xE9).contains(behind) { return false }
    // 民间配售规模约|20000亿: so much of nothing in particular is money.
    let isVast = figure.decimals <= -8 && behind < 0xE4
    return clause.left.withUnsafeBufferPointer {
      notAmounts.find(in: $0, from: 0, to: $0.count) == nil
        && (isVast || amounts.find(in: $0, from: 0, to: $0.count) != nil)
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
      let (end, tail) = changes.link(in: buffer, before: buffer.count)
      guard changes.ends(in: buffer, at: end) else { return false }
      // 降为0.6%: a level, unlike 降幅为0.6%.
      let isNoun = ["幅", "率", "速", "长"].contains {
        buffer[..<end].ends(in: $0)
      }
      return isNoun || !buffer[end..<tail].equals("为")
    }
  }

  /// What a density is per: 每千人 → 千人; of 3.2 people, what the clauses before say.
  private func perWord(_ figure: Figure, in clause: Clause) -> String? {
    let isFraction = figure.kind == .count && figure.decimals > 0 && figure.unit.text != ""
    return perWord(clause.left)
      ?? (isFraction ? perWord(clause.text.bytes[..<clause.figure].suffix(Clauses.reach)) : nil)
  }

  private func perWord(_ words: ArraySlice<UInt8>) -> String? {
    var rest = words
    while let at = UTF8Search.first("每", in: rest) {
      rest = rest[(at + 3)...]
      if let word = rest.withUnsafeBufferPointer({ per.longest(in: $0, at: 0) }) {
        return perNames[word]
      }
    }
    return nil
  }

  func unit(of figure: Figure, in clause: Clause, type: FactType) -> Unit {
    guard type == .density, !figure.unit.text.contains("/"), let per = perWord(figure, in: clause)
    else {
      return figure.unit
    }
    return Unit(text: figure.unit.text + "/" + per, code: nil)
  }

  /// Whether a title is that of a budget, simplified or traditional.
  func isBudget(_ title: String) -> Bool {
    let isBudget = UTF8Search.hasAny(title, ["预算案", "預算案", "总预算", "總預算", "预算草案", "部门预算", "单位预算"])
    return isBudget && !UTF8Search.hasAny(title, ["决算", "決算", "执行", "執行"])
  }

  /// Whether a figure is an amount or a share of a budget: 预算9千元，占36.76%.
  func isBudgeted(_ type: FactType, in clause: Clause) -> Bool {
    type == .money || type == .proportion && UTF8Search.first("占", in: clause.left) != nil
  }

  /// Whether a figure is written as a floor, which is what plans set: 不少于100个.
  func isRequired(_ figure: String) -> Bool {
    UTF8Search.hasAny(figure, ["不少于", "不低于", "不少於", "不低於", "不得", "不应", "不應", "应不", "應不", "不能"])
  }

  /// The bound that a figure shares with the one before it: 不少于20个工作组和8支车队.
  func floor(of slot: Int, in text: SlottedText, _ found: MentionFinder.Found) -> Relation? {
    guard slot > 0 else { return nil }
    let before = found.figures[text.figures[slot - 1].index]
    let between = text.bytes[text.figures[slot - 1].end..<text.figures[slot].at]
    let isFloor = before.relation == .atLeast && before.digits > before.span.start
    guard isFloor, between.count <= 45,
      between.ends(in: "和") || between.ends(in: "、"),
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

  /// Whether the head of a column says only that its figures are planned: 预算.
  func isPlanHead(_ head: ArraySlice<UInt8>) -> Bool { planNouns.contains(Array(head)) }

  /// Whether a name is that of a change, and which way: 降幅 is a fall.
  func namedChange(_ name: [UInt8]) -> Direction? {
    // 降幅在10%以内的|占28%
    if name.ends(in: "占比重") { return nil }
    return name.withUnsafeBufferPointer { buffer in
      if fallNouns.find(in: buffer, from: 0, to: buffer.count) != nil { return .down }
      return changeNouns.find(in: buffer, from: 0, to: buffer.count) != nil ? .up : nil
    }
  }

  /// What the word right before a figure says, where only its place makes it one of change: 比上月低.
  private func endDirection(_ words: ArraySlice<UInt8>) -> Direction? {
    words.withUnsafeBufferPointer { buffer in
      let end = changes.link(in: buffer, before: buffer.count).start
      if downEnds.longest(in: buffer, endingAt: end) != nil { return .down }
      return upEnds.longest(in: buffer, endingAt: end) != nil ? .up : nil
    }
  }

  /// The last word of change before the figure, else the first behind it, decides; in a row of figures,
  /// that of the one before, `row`, may hold.
  func direction(in clause: Clause, row: Direction?) -> Direction {
    func last(_ words: WordSet, _ text: ArraySlice<UInt8>) -> Int {
      text.withUnsafeBufferPointer { buffer in
        var last = -1
        var at = 0
        while let found = words.find(in: buffer, from: at, to: buffer.count) {
          if noChanges.longest(in: buffer, at: found.at) == nil { last = found.at }
          at = found.at + words.length(found.word)
        }
        return last
      }
    }
    if let end = endDirection(clause.left) { return end }
    func told(_ text: ArraySlice<UInt8>) -> Direction? {
      let (rise, fall) = (last(up, text), last(down, text))
      return rise >= 0 || fall >= 0 ? (fall > rise ? .down : .up) : nil
    }
    return told(clause.left) ?? row ?? told(clause.before) ?? told(clause.right) ?? .up
  }
}
