internal import Facts
internal import Rules

/// Takes from running words what a name does not begin or end with.
final class NameTrimmer: Sendable {
  private let lead: WordSet
  /// Words that begin like one of `lead` and are none: 就业.
  private let notLead: WordSet
  private let tail: WordSet
  /// Words that end like one of `tail` and are none: 签约.
  private let notTail: WordSet
  /// Words that a name begins behind: 分别是.
  private let cuts: WordSet
  /// What a clause begins with that names its source, and what ends the naming.
  private let sources: WordSet
  let sourceEnds: WordSet
  let speakers: WordSet
  /// What 加 adds to an amount of a budget: 加|上级补助收入.
  private let addends: WordSet
  /// What moves a name behind it in the middle of a clause: 使; and words that only look so.
  private let makers: WordSet
  private let notMakers: WordSet
  /// Words of change of two characters and more.
  let changes: WordSet
  /// What is told in money: 支出.
  private let amounts: WordSet
  let singling: SinglingOut
  /// What a name ends in that says what was passed, and the words that say so: 跨过两个万亿元大关.
  private let milestones: WordSet
  private let crossings: WordSet
  /// What names do without in their middle, and words that only begin so: 共有|, 共有产权.
  private let infixes: WordSet
  private let notInfixes: WordSet
  /// Verbs that a measure in accounts does without, and such measures: 完成|固定资产投资.
  private let attaining: WordSet
  private let accounted: WordSet
  /// All verbs that a name may begin with as its own; 共 may stand before them: 法院|共|受理案件.
  let verbs: WordSet
  /// What a clause begins with that leads on from what was spoken of, and names nothing itself.
  let noNames: WordSet

  init(lexicon: Lexicon) {
    // 达产后可|实现产值: what leads in what comes of works leads in its name.
    lead = WordSet(
      lexicon.list("lead") + lexicon.list("completions").flatMap { [$0 + "后可", $0 + "后将"] })
    notLead = WordSet(lexicon.list("not-lead"))
    tail = WordSet(lexicon.list("tail"))
    notTail = WordSet(lexicon.list("before-none") + lexicon.list("not-tail"))
    cuts = WordSet(lexicon.list("cuts"))
    sources = WordSet(lexicon.list("sources"))
    sourceEnds = WordSet(lexicon.list("source-ends"))
    speakers = WordSet(lexicon.list("speakers"))
    addends = WordSet(lexicon.list("addends"))
    makers = WordSet(lexicon.list("makers"))
    notMakers = WordSet(lexicon.list("not-makers"))
    changes = WordSet((lexicon.list("up") + lexicon.list("down")).filter { $0.count > 1 })
    amounts = WordSet(lexicon.list("amounts"))
    singling = SinglingOut(lexicon: lexicon)
    milestones = WordSet(lexicon.list("milestones"))
    crossings = WordSet(lexicon.list("crossings"))
    infixes = WordSet(lexicon.list("infixes"))
    notInfixes = WordSet(lexicon.list("not-infixes"))
    attaining = WordSet(lexicon.list("attaining"))
    accounted = WordSet(lexicon.list("accounted"))
    verbs = WordSet(
      ["row-verbs", "own-verbs", "built", "acts", "transitives"].flatMap { lexicon.list($0) })
    noNames = WordSet(lexicon.list("no-names"))
  }

  /// The words without those that lead in or lead on to a figure.
  func trimmed(_ text: ArraySlice<UInt8>) -> [UInt8] {
    NameTrimmer.beforeRank(text).withUnsafeBufferPointer { buffer in
      var start = max(
        behindCut(buffer), behindMaker(buffer), behindSource(buffer), behindChange(buffer),
        behindMost(buffer), NameTrimmer.behindCountOfPlaces(buffer),
        NameTrimmer.behindItemMark(buffer))
      // 在医院中有|公立医院
      if buffer[start...].begins(with: "在"),
        let among = UTF8Search.first("中有", in: buffer[start...]),
        buffer.count - among > 9
      {
        start = among + 6
      }
      if buffer[start...].begins(with: "加"), addends.longest(in: buffer, at: start + 3) != nil {
        start += 3
      }
      while notLead.longest(in: buffer, at: start) == nil,
        let word = lead.longest(in: buffer, at: start)
      {
        start += lead.length(word)
      }
      if noNames.longest(in: buffer, at: start) != nil { return [] }
      start = max(start, NameTrimmer.behindRun(buffer, from: start))
      var end = NameTrimmer.beforeRun(buffer, from: start, to: buffer.count)
      // 价格上涨|的有|12个: what those do that are counted.
      let areThose = buffer[start..<end].ends(in: "的有") && !buffer[start..<end].ends(in: "目的有")
      if areThose { end -= 6 }
      while end > start, !areThose,
        notTail.longest(in: buffer, endingAt: end, notBefore: start) == nil,
        let word = tail.longest(in: buffer, endingAt: end, notBefore: start)
      {
        end -= tail.length(word)
      }
      // 养老金|连续5年增加
      end = NameTrimmer.beforeRun(buffer, from: start, to: end)
      end = NameTrimmer.beforeSpan(buffer, from: start, to: end)
      end = beforeMilestone(buffer, from: start, to: end)
      // 今年预计|会|达到: no name of one character.
      if buffer[start..<end].equals("会") { return [] }
      start = behindAttaining(buffer, from: start, to: end)
      return start < end ? withoutInfixes(buffer[start..<end]) : []
    }
  }

  /// The place behind a verb at the start of a name of a measure in accounts: 实现|利润总额, 完成|固定资产投资.
  private func behindAttaining(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) -> Int {
    guard let verb = attaining.longest(in: text, at: start),
      case let behind = start + attaining.length(verb), behind < end,
      case let thing = text[behind..<end].begins(with: "的") ? behind + 3 : behind,
      accounted.longest(in: text, endingAt: end, notBefore: thing) != nil
    else { return start }
    return thing
  }

  /// A name without what it does without in its middle: 职业教育|共有|学校, 该县|日前|发生火灾.
  private func withoutInfixes(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
    let text = UnsafeBufferPointer(rebasing: name)
    var kept: [UInt8] = []
    var (start, at) = (0, 6)
    while at < text.count, let found = infixes.find(in: text, from: at, to: text.count - 3) {
      let end = found.at + infixes.length(found.word)
      // 法院|共|受理案件, unlike 公共交通
      let isOther =
        infixes.word(found.word).elementsEqual("共".utf8)
        && (text[..<found.at].ends(in: "公") || verbs.longest(in: text, at: end) == nil)
      if !isOther, notInfixes.longest(in: text, at: found.at) == nil {
        kept += text[start..<found.at]
        start = end
      }
      at = end
    }
    let rest = text[start...]
    // 工业企业|实现|利润总额
    if accounted.longest(in: text, endingAt: text.count) != nil,
      let at = UTF8Search.first("实现", in: rest),
      at >= start + 6, at + 6 < text.count
    {
      return kept + text[start..<at] + text[(at + 6)...]
    }
    return kept + rest
  }

  /// Whether a name is that of a measure in accounts: 税收.
  func isAccounted(_ name: [UInt8]) -> Bool {
    name.withUnsafeBufferPointer { accounted.longest(in: $0, endingAt: $0.count) != nil }
  }

  /// The place behind 连续 with a number of years, months or quarters: 连续7年|.
  private static func behindRun(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard text[start...].begins(with: "连续") else { return start }
    var at = start + (text[start...].begins(with: "连续第") ? 9 : 6)
    while at < text.count, Ascii.isDigit(text[at]) || NumberScanner.numeral(text, at) != nil {
      at += WordSet.width(text[at])
    }
    guard at > start + 6 else { return start }
    for unit in ["个季度", "个月", "年"] where text[at...].starts(with: unit.utf8) {
      return at + unit.utf8.count
    }
    return start
  }

  /// The place before 连续 with such a number where a text ends in it: 粮食产量|连续十年.
  private static func beforeRun(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) -> Int {
    let least = max(start, end - longestRun)
    guard least < end,
      let at = UTF8Search.first("连续", in: UnsafeBufferPointer(rebasing: text[least..<end])),
      behindRun(text, from: least + at) == end
    else { return end }
    return least + at
  }

  /// The place before a length of time that a text ends in as what something is: 中位数|为70岁.
  private static func beforeSpan(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) -> Int {
    let units: [StaticString] = ["小时", "分钟", "天", "岁", "年", "个月"]
    guard let unit = units.first(where: { text[start..<end].ends(in: $0) }) else { return end }
    let number = end - unit.utf8CodeUnitCount
    // 利润总额|五年|分别增长
    let isYears = unit.utf8CodeUnitCount == 3 && text[start..<end].ends(in: "年")
    if isYears, number >= start + 9, NumberScanner.numeral(text, number - 3) != nil,
      NumberScanner.numeral(text, number - 6) == nil, !text[..<(number - 3)].ends(in: "第")
    {
      return number - 3
    }
    var at = number
    while at > start, Ascii.isDigit(text[at - 1]) || text[at - 1] == UInt8(ascii: ".") { at -= 1 }
    return at < number && text[start..<at].ends(in: "为") ? at - 3 : end
  }

  /// The place before the milestone that a text ends in as passed: 经济总量|跨过两个万亿元大关.
  private func beforeMilestone(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) -> Int {
    guard milestones.longest(in: text, endingAt: end, notBefore: start) != nil,
      let crossing = crossings.find(in: text, from: start, to: end), crossing.at >= start + 6
    else { return end }
    return crossing.at
  }

  /// Most bytes of 连续 with a number of years: 连续二十一个季度.
  private static let longestRun = 30

  /// The place behind the number that opens an item: 17.|老人福利, 一、|支援农业支出, unlike 三、四线城市.
  private static func behindItemMark(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var at = 0
    while at < min(text.count, 9), NumberScanner.numeral(text, at) != nil { at += 3 }
    if at > 0 {
      let mark = UnsafeBufferPointer(rebasing: text[at...])
      guard UTF8Search.first("、", in: mark) == 0,
        NumberScanner.numeral(text, at + 3) == nil || text[(at + 3)...].begins(with: "一般")
      else { return 0 }
      return at + 3
    }
    while at < min(text.count, 4), Ascii.isDigit(text[at]) { at += 1 }
    guard at > 0, at < text.count, [UInt8(ascii: "."), UInt8(ascii: ")")].contains(text[at]) else {
      return 0
    }
    // 4.0兆瓦风机, unlike 4.2025年
    let digits = text[(at + 1)...].prefix { Ascii.isDigit($0) }.count
    return digits > 0 && digits < 4 ? 0 : at + 1
  }

  /// The place behind the last word that names end before: 前三名分别是|古镇水乡.
  private func behindCut(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var start = 0
    while let found = cuts.find(in: text, from: start, to: text.count) {
      let end = found.at + cuts.length(found.word)
      if text.count - end < 6 { break }
      start = end
    }
    return start
  }

  /// The place of the 是 behind a subject, 利得税|一直是最大收入来源, unlike 最多的是, 主要是.
  static func copula(in text: ArraySlice<UInt8>) -> Int? {
    guard let at = UTF8Search.first("是", in: text), at >= text.startIndex + 6,
      !["的", "主要", "就", "其中", "其次", "分别"].contains(where: { text[..<at].ends(in: $0) })
    else { return nil }
    return at
  }

  /// The words before what their subject is, where that only ranks it: 利得税|一直是最大收入来源.
  private static func beforeRank(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard text.count > 18, let at = copula(in: text),
      ["最大", "最主要", "主要", "重要", "第一大", "第二大", "我国", "全国", "全球", "世界"].contains(where: {
        text[(at + 3)...].begins(with: $0)
      })
    else { return text }
    return text[..<at]
  }

  /// The place behind the source that a clause names first: 依据主计总处公布|失业率.
  private func behindSource(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    let from = sources.longest(in: text, at: 0).map { sources.length($0) } ?? 6
    guard let end = sourceEnds.find(in: text, from: from, to: text.count),
      // 观旅局|统计观光人次
      sources.longest(in: text, at: 0) != nil
        || speakers.longest(in: text, endingAt: end.at) != nil
    else { return 0 }
    let start = end.at + sourceEnds.length(end.word)
    return text.count - start < 6 ? 0 : start
  }

  /// The place behind 使 in the middle of a clause, which moves what stands behind it: 降雨使|水位上升.
  private func behindMaker(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var at = 6
    while at < text.count - 6, let found = makers.find(in: text, from: at, to: text.count - 6) {
      let end = found.at + makers.length(found.word)
      let isOther = stride(from: max(0, found.at - 6), through: found.at, by: 3).contains { start in
        notMakers.longest(in: text, at: start).map { start + notMakers.length($0) > found.at }
          ?? false
      }
      if !isOther { return end }
      at = end
    }
    return 0
  }

  /// The place behind the 以 that singles out a part by its amount: 岁出以|教育支出最多, unlike 住宿率以初三最高.
  private func behindMost(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    guard let singled = singling.ending(text), singled.at >= 6,
      amounts.longest(in: text, endingAt: singled.superlative, notBefore: singled.at + 6) != nil
    else { return 0 }
    return singled.at + 3
  }

  /// The place behind how many places a list names, 昆明等13州(市)|县, where the number has no classifier.
  private static func behindCountOfPlaces(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    guard let etc = UTF8Search.first("等", in: text), etc + 7 < text.count,
      Ascii.isDigit(text[etc + 3]),
      case let end = (etc + 3..<text.count).first(where: { !Ascii.isDigit(text[$0]) }) ?? text.count,
      ["州", "市", "县", "区", "省"].contains(where: { text[end...].begins(with: $0) })
    else { return 0 }
    let place = end + 3
    guard place < text.count, text[place] == UInt8(ascii: "(") else { return place }
    return text[place...].firstIndex(of: UInt8(ascii: ")")).map { $0 + 1 } ?? place
  }

  /// The place behind the last 、 before which something changed or was ranked: 规模大幅增加、|项目减少, 产量全国第一、|….
  private func behindChange(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var start = 0
    while let mark = UTF8Search.first("、", in: text[(start)...]) {
      let isRank = ["国第一", "球第一", "界第一", "省第一", "首位"].contains {
        text[start..<mark].ends(in: $0)
      }
      guard isRank || changes.longest(in: text, endingAt: mark, notBefore: start) != nil else {
        break
      }
      start = mark + 3
    }
    return start
  }
}
