internal import Facts
internal import Rules

/// Makes names of running words: what stands around a figure, without the words that only lead in.
final class Phrase: Sendable {
  private let lead: WordSet
  /// Words that begin like one of `lead` and are none: 就业.
  private let notLead: WordSet
  private let tail: WordSet
  /// Words that end like one of `tail` and are none: 签约.
  private let notTail: WordSet
  private let noShares: WordSet
  private let people: WordSet
  private let noPeople: WordSet
  private let noRests: WordSet
  private let heads: WordSet
  private let dependent: WordSet
  private let sharedHeads: WordSet
  private let carrying: WordSet
  private let predicates: WordSet
  private let speakers: WordSet
  private let groups: WordSet
  private let deeds: WordSet
  private let deedEnds: WordSet
  /// Words with 比 that compare nothing.
  private let noComparison: WordSet
  private let averages: WordSet
  private let rowHeads: WordSet
  /// Words for the sides of one thing, set by set.
  private let siblings: [WordSet]
  private let cuts: WordSet
  private let changes: WordSet
  private let acts: WordSet
  private let asides: WordSet
  private let noNames: WordSet
  private let doneTo: WordSet
  /// What ends a name that stands behind its figure: 33项制度|已向全国推广; and words that only look so.
  private let ends: WordSet
  private let notEnds: WordSet
  private let movers: WordSet
  /// Words that a name is not cut within.
  private let wholeWords: WordSet
  /// Words for two things at once, with the word for each.
  private let pairs: WordSet
  private let pairParts: [[[UInt8]]]

  /// Most characters of an indicator and of a population (RECORD.md).
  static let mostIndicator = 24
  static let mostPopulation = 20

  init(lexicon: Lexicon) {
    lead = WordSet(lexicon.list("lead"))
    notLead = WordSet(lexicon.list("not-lead"))
    tail = WordSet(lexicon.list("tail"))
    notTail = WordSet(lexicon.list("before-none") + lexicon.list("not-tail"))
    noShares = WordSet(lexicon.list("no-shares"))
    people = WordSet(lexicon.list("people"))
    noPeople = WordSet(lexicon.list("no-people"))
    noRests = WordSet(lexicon.list("no-rests"))
    heads = WordSet(lexicon.list("heads"))
    dependent = WordSet(lexicon.list("dependent"))
    sharedHeads = WordSet(lexicon.list("shared-heads"))
    acts = WordSet(lexicon.list("acts"))
    asides = WordSet(lexicon.list("asides"))
    noNames = WordSet(lexicon.list("no-names"))
    doneTo = WordSet(lexicon.list("done-to"))
    ends = WordSet(lexicon.list("name-ends"))
    notEnds = WordSet(lexicon.list("not-name-ends"))
    movers = WordSet(lexicon.list("movers"))
    wholeWords = WordSet(lexicon.list("whole-words"))
    let entries = lexicon.list("pairs").map { $0.split(separator: "=", maxSplits: 1) }
    pairs = WordSet(entries.map { String($0[0]) })
    pairParts = entries.map { entry in
      entry.dropFirst().flatMap { $0.split(separator: "/") }.map { Array($0.utf8) }
    }
    groups = WordSet(lexicon.list("groups"))
    predicates = WordSet(lexicon.list("predicates"))
    speakers = WordSet(lexicon.list("speakers"))
    deeds = WordSet(lexicon.list("deeds"))
    deedEnds = WordSet(lexicon.list("deed-ends"))
    noComparison = WordSet(lexicon.list("no-comparison"))
    averages = WordSet(lexicon.list("averages"))
    rowHeads = WordSet(lexicon.list("row-heads"))
    siblings = lexicon.list("siblings").map { set in
      WordSet(set.split(separator: "=").map { String($0) })
    }
    cuts = WordSet(lexicon.list("cuts"))
    changes = WordSet((lexicon.list("up") + lexicon.list("down")).filter { $0.count > 1 })
    carrying = WordSet(lexicon.list("carrying"))
  }

  /// The words without those that lead in or lead on to the figure, and without slots and blanks.
  func clean(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let needsFilter = text.contains { $0 == 0x20 || $0 == 0x09 || $0 == 0xEE }
    return needsFilter ? trimmed(Phrase.withoutSlots(text)[...]) : trimmed(text)
  }

  private func trimmed(_ text: ArraySlice<UInt8>) -> [UInt8] {
    text.withUnsafeBufferPointer { buffer in
      var start = max(behindCut(buffer), behindChange(buffer), Phrase.behindItemMark(buffer))
      while notLead.longest(in: buffer, at: start) == nil,
        let word = lead.longest(in: buffer, at: start)
      {
        start += lead.length(word)
      }
      if noNames.longest(in: buffer, at: start) != nil { return [] }
      start = max(start, Phrase.behindRun(buffer, from: start))
      var end = Phrase.beforeRun(buffer, from: start)
      while end > start, notTail.longest(in: buffer, endingAt: end, notBefore: start) == nil,
        let word = tail.longest(in: buffer, endingAt: end, notBefore: start)
      {
        end -= tail.length(word)
      }
      return start < end ? Array(buffer[start..<end]) : []
    }
  }

  /// The place behind 连续 with a number of years, months or quarters: 连续7年|.
  private static func behindRun(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard text[start...].begins(with: "连续") else { return start }
    var at = start + 6
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
  private static func beforeRun(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let least = max(start, text.count - longestRun)
    guard let at = UTF8Search.first("连续", in: UnsafeBufferPointer(rebasing: text[least...])),
      behindRun(text, from: least + at) == text.count
    else { return text.count }
    return least + at
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
        NumberScanner.numeral(text, at + 3) == nil
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

  /// A text without blanks and without the slots of times and comparisons.
  private static func withoutSlots(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var at = text.startIndex
    while at < text.endIndex {
      if text[at] == 0xEE, at + 1 < text.endIndex, text[at + 1] == 0x80 {
        at += 3
        continue
      }
      if text[at] != 0x20, text[at] != 0x09 { bytes.append(text[at]) }
      at += 1
    }
    return bytes
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

  /// The place behind the last 、 before which something changed: 规模大幅增加、|项目减少.
  private func behindChange(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var start = 0
    while let mark = UTF8Search.first("、", in: text[(start)...]) {
      guard changes.longest(in: text, endingAt: mark, notBefore: start) != nil else {
        break
      }
      start = mark + 3
    }
    return start
  }

  /// The beginning of a name that stands behind its figure, up to what is told of it: 创新制度|已向全国推广.
  func untilTold(_ name: [UInt8]) -> [UInt8] {
    name.withUnsafeBufferPointer { buffer in
      var at = 6
      while at < buffer.count, let found = ends.find(in: buffer, from: at, to: buffer.count) {
        let isOther = [found.at, found.at - 3].contains { start in
          notEnds.longest(in: buffer, at: start).map { start + notEnds.length($0) > found.at }
            ?? false
        }
        if !isOther { return clean(name[..<found.at]) }
        at = found.at + 3
      }
      return name
    }
  }

  /// A name without the 中 that says of which things something is told: 32个项目中|，仅四成….
  func withoutAmong(_ name: [UInt8]) -> [UInt8] {
    guard name.count >= 9, name.ends(in: "中"),
      !["高", "初", "集", "其", "手", "心", "眼", "之", "当", "途"].contains(where: {
        name.dropLast(3).ends(in: $0)
      })
    else { return name }
    return name.dropLast(3)
  }

  /// The word of an average that is all that words say, 日均, 人均达, or of one by time that ends them, 客流日均.
  func average(_ words: ArraySlice<UInt8>) -> [UInt8]? {
    words.withUnsafeBufferPointer { buffer in
      if let word = averages.longest(in: buffer, endingAt: buffer.count),
        ["日", "月"].contains(where: { averages.word(word).begins(with: $0) })
      {
        return Array(averages.word(word))
      }
      guard let word = averages.longest(in: buffer, at: 0),
        buffer.count - averages.length(word) <= Phrase.longestLink
      else { return nil }
      return Array(averages.word(word))
    }
  }

  /// Whether a name says that it is an average: 年均产量.
  func namesAverage(_ name: [UInt8]) -> Bool {
    name.withUnsafeBufferPointer { averages.find(in: $0, from: 0, to: $0.count) != nil }
  }

  /// Most bytes from the start of the word of an average to its figure.
  static let averageReach = 24

  /// Most bytes between the word of an average and its figure: 日均已达到.
  private static let longestLink = 9

  /// A name of what is new as that of all of it: 新增死亡 → 死亡.
  func total(_ name: [UInt8]) -> [UInt8] {
    for word in ["新增", "新设", "净增"] as [StaticString] {
      if let at = UTF8Search.first(word, in: name), name.count > at + 6 {
        return Array(name[..<at] + name[(at + 6)...])
      }
    }
    return name
  }

  /// Whether words behind a figure tell something of what was spoken of before: 在中西部, 来自创业板.
  func isPredicate(_ name: [UInt8]) -> Bool {
    name.withUnsafeBufferPointer { predicates.longest(in: $0, at: 0) != nil }
  }

  /// Whether a name is that of a group alone, of which a rate told before it may be: 城市.
  func isGroup(_ name: [UInt8]) -> Bool { groups.contains(name) || people.contains(name) }

  /// The part that a name of a share is of: 内地旅客占比重 → 内地旅客.
  func part(_ name: [UInt8]) -> [UInt8] {
    guard name.ends(in: "比重"), let at = UTF8Search.first("占", in: name), at > 0 else { return name }
    return Array(name[..<at])
  }

  /// Whether a name is that of a total alone: 总数突破1.6万家.
  func isTotal(_ name: [UInt8]) -> Bool { name.equals("总数") || name.equals("总量") }

  /// The things of a name that goes on with what they do or have: 项目|完成投资, 产业链|营收.
  func things(_ name: [UInt8]) -> [UInt8] {
    name.withUnsafeBufferPointer { buffer in
      var end =
        deeds.find(in: buffer, from: min(6, buffer.count), to: buffer.count)?.at ?? buffer.count
      if let word = deedEnds.longest(in: buffer, endingAt: end), end - deedEnds.length(word) >= 6 {
        end -= deedEnds.length(word)
      }
      return Array(buffer[..<end])
    }
  }

  /// A name without what leads from a list's head to its first item: 分布状况为|东区, 以|深圳.
  func bare(_ name: [UInt8]) -> [UInt8] {
    if name.begins(with: "以") { return Array(name.dropFirst(3)) }
    guard let at = UTF8Search.first("为", in: name) else { return name }
    return Array(name[(at + 3)...])
  }

  /// A name up to what it is compared with: 我国人口|比日本、法国的人口总和, 股价|较最高点.
  func compared(_ name: [UInt8]) -> (name: [UInt8], with: [UInt8])? {
    guard UTF8Search.first("比", in: name) != nil || UTF8Search.first("较", in: name) != nil else {
      return nil
    }
    return name.withUnsafeBufferPointer { buffer in
      var at = 0
      while at < buffer.count {
        if let word = noComparison.longest(in: buffer, at: at) {
          at += noComparison.length(word)
        } else if ["比", "较"].contains(where: { buffer[at...].begins(with: $0) }) {
          return buffer.count - at >= 9 && (at == 0 || at >= 6)
            ? (clean(name[..<at]), Array(buffer[(at + 3)...])) : nil
        } else {
          at += WordSet.width(buffer[at])
        }
      }
      return nil
    }
  }

  /// A name without what moves the thing that rises or falls: 带动|固定资产投资.
  func moved(_ name: [UInt8]) -> [UInt8] {
    name.withUnsafeBufferPointer { buffer in
      guard let word = movers.longest(in: buffer, at: 0), movers.length(word) + 6 <= buffer.count
      else { return name }
      return Array(buffer[movers.length(word)...])
    }
  }

  /// Parts a name into whom it is about and what is measured: 农村妇女 + 宫颈癌筛查任务数.
  func parted(_ name: [UInt8]) -> (population: [UInt8], indicator: [UInt8]) {
    name.withUnsafeBufferPointer { buffer in
      // 建立居民健康档案: what is done to people is no group of them.
      if acts.longest(in: buffer, at: 0) != nil { return ([], name) }
      var at = 0
      var split = 0
      while at < buffer.count {
        if let word = noPeople.longest(in: buffer, at: at) {
          at += noPeople.length(word)
        } else if let word = people.longest(in: buffer, at: at) {
          let end = at + people.length(word)
          // In 占总人口 the people are the whole, not whom the share is of.
          if UTF8Search.first("占", in: name[..<at]) != nil { break }
          if Phrase.characters(name[..<end]) <= Phrase.mostPopulation { split = end }
          at = end
        } else {
          at += WordSet.width(buffer[at])
        }
        if split > 0 { break }
      }
      guard split > 0, split < buffer.count else { return ([], name) }
      var rest = split
      if buffer[rest...].begins(with: "的") { rest += 3 }
      // 乡村医生和卫生员 are one group.
      if ["和", "及", "与", "、"].contains(where: { buffer[rest...].begins(with: $0) }) {
        return ([], name)
      }
      // 老年人数, 患者数: the people are what is counted.
      if Phrase.characters(name[rest...]) < 2 || noRests.contains(Array(name[rest...])) {
        return ([], name)
      }
      // 为|全市65岁及以上老年人|免费体检: for whom it is done is told with a preposition.
      let isFor = ["为", "对", "给", "向"].contains { buffer.begins(with: $0) }
      let group = isFor && split > 3 ? clean(name[3..<split]) : Array(buffer[..<split])
      return (group, Array(buffer[rest...]))
    }
  }

  /// Whether a name says only which rate or amount it is, not of what.
  func isDependent(_ name: [UInt8]) -> Bool {
    if name.isEmpty || dependent.contains(name) { return true }
    // 占地面积 is no share.
    if name.withUnsafeBufferPointer({ noShares.longest(in: $0, at: 0) }) != nil { return false }
    return name.begins(with: "占")
      || name.withUnsafeBufferPointer { carrying.longest(in: $0, at: 0) != nil && name.count <= 36 }
  }

  /// One name of a row with what all of them end in: 城镇、农村居民收入 → 城镇居民收入.
  func dealt(_ names: [[UInt8]], _ index: Int) -> [UInt8] {
    let name = clean(names[index][...])
    guard index < names.count - 1, let last = names.last else { return name }
    let head = commonHead(clean(last[...]))
    // 零售总额、固定资产投资: so is an amount beside another.
    if isWholeAmount(name), isWholeAmount(head), name.count >= 12 { return name }
    // 污水治理率、设施覆盖率: a name that ends as the last one does is whole.
    return name.suffix(3).elementsEqual(head.suffix(3)) ? name : Phrase.joined(name, head)
  }

  /// Whether a name ends in a measure that is no rate or share.
  private func isWholeAmount(_ name: [UInt8]) -> Bool {
    name.withUnsafeBufferPointer { rowHeads.longest(in: $0, endingAt: $0.count) != nil }
      && !["率", "比", "例", "重", "数"].contains { name.ends(in: $0) }
  }

  /// One of the names that a name for all of them stands for: 城乡居民收入 → 城镇居民收入, 农村居民收入.
  func paired(_ name: [UInt8], _ item: (index: Int, count: Int)) -> [UInt8]? {
    name.withUnsafeBufferPointer { buffer in
      guard let found = pairs.find(in: buffer, from: 0, to: buffer.count),
        pairParts[found.word].count == item.count
      else { return nil }
      let end = found.at + pairs.length(found.word)
      return Array(buffer[..<found.at]) + pairParts[found.word][item.index] + Array(buffer[end...])
    }
  }

  /// What the last name of a row says for all of them: from 占 or behind 等, else its heads.
  private func commonHead(_ last: [UInt8]) -> [UInt8] {
    if let rest = UTF8Search.first("等", in: last), rest + 3 < last.count,
      UTF8Search.first("占", in: last) == nil
    {
      return Array(last[(rest + 3)...])
    }
    return last.withUnsafeBufferPointer { buffer in
      var start = buffer.count
      if let share = UTF8Search.first("占", in: last) { start = share }
      while let word = sharedHeads.longest(in: buffer, endingAt: start),
        sharedHeads.length(word) < start
      {
        start -= sharedHeads.length(word)
      }
      // 普及率, 排放量, 零售额: a rate or an amount is named by what it is of.
      let head = buffer[start...]
      if ["率", "量", "额"].contains(where: { head.equals($0) }), start > 6 { start -= 6 }
      return Array(buffer[start...])
    }
  }

  /// What the parts of a whole are measured by, where only the name of the whole says it: 工业增加值 → 增加值.
  func measure(ofParts whole: [UInt8]) -> [UInt8] {
    let head = commonHead(whole)
    // What a branch adds to the product is its 增加值.
    return head.equals("生产总值") ? Array("增加值".utf8) : head
  }

  /// Whether a name is that of an amount: not empty, not a share and not a rate.
  func isAmount(_ name: [UInt8]) -> Bool {
    !name.isEmpty && !name.begins(with: "占") && !name.ends(in: "率")
      && !name.ends(in: "占比") && !name.ends(in: "比重")
  }

  /// Whether a name ends in a word of change: 下跌.
  func endsInChange(_ name: [UInt8]) -> Bool {
    name.withUnsafeBufferPointer { changes.longest(in: $0, endingAt: $0.count) != nil }
  }

  /// Whether a name begins with what is done to people: 完成全程接种, 接种.
  func isDone(_ name: [UInt8]) -> Bool {
    name.count <= 30 && name.withUnsafeBufferPointer { doneTo.longest(in: $0, at: 0) != nil }
  }

  /// Whether a name is that of someone who tells what stands behind it: 统计处.
  func isSpeaker(_ name: [UInt8]) -> Bool {
    name.withUnsafeBufferPointer { speakers.longest(in: $0, endingAt: $0.count) != nil }
  }

  /// Whether a name ends in a word of measurement: 使用率, 人次.
  func isMeasure(_ name: [UInt8]) -> Bool {
    name.withUnsafeBufferPointer { sharedHeads.longest(in: $0, endingAt: $0.count) != nil }
  }

  /// Whether a clause says when, where or against what rather than of what: …上任以来, 较往年大幅增长.
  func isAside(_ clause: ArraySlice<UInt8>) -> Bool {
    clause.starts(with: [0xEE, 0x80, 0x80 | SlottedText.compareScalar])
      || clause.withUnsafeBufferPointer { asides.longest(in: $0, endingAt: $0.count) != nil }
  }

  /// A dependent name behind the topic that it needs.
  func carried(_ topic: [UInt8], to name: [UInt8]) -> [UInt8] {
    if name.isEmpty { return topic }
    // 课后服务覆盖率100%，参与率95%: one rate takes the place of another.
    if [topic, name].allSatisfy({ $0.ends(in: "率") }) {
      return carriedInRow(topic, to: name)
    }
    // A rate takes the place of how the topic is counted; 占 and 完成 follow the whole topic.
    return Phrase.joined(isCarrying(name) ? topic : stem(topic), name)
  }

  /// Whether a name goes on with what was spoken of as its subject: 高于全国, 占比重.
  func isCarrying(_ name: [UInt8]) -> Bool {
    name.withUnsafeBufferPointer { carrying.longest(in: $0, at: 0) != nil }
  }

  /// A word of two characters in a row of figures behind a longer name that ends alike, with what
  /// both are about: 高铁进站5人、出站3人 → 高铁出站.
  func parallel(_ name: [UInt8], to first: [UInt8]) -> [UInt8] {
    guard name.count == 6, first.count >= 12, first.suffix(3).elementsEqual(name.suffix(3)),
      !first.suffix(6).elementsEqual(name)
    else { return name }
    return first.dropLast(6) + name
  }

  /// What the other side of the figure before is of: 医保基金收入210亿元，支出180亿元 → 医保基金支出.
  func sibling(_ name: [UInt8], of last: [UInt8]) -> [UInt8]? {
    guard let set = siblings.first(where: { $0.contains(name) }) else { return nil }
    return last.withUnsafeBufferPointer { buffer in
      guard let word = set.longest(in: buffer, endingAt: buffer.count),
        !set.word(word).elementsEqual(name)
      else { return nil }
      let stem = Array(buffer[..<(buffer.count - set.length(word))])
      return stem.isEmpty ? nil : stem + name
    }
  }

  /// A group in a row of groups with the measure that stands before the first of them: 公用经费小学850元、
  /// 初中1050元 → 公用经费初中.
  func listed(_ name: [UInt8], behind last: [UInt8]) -> [UInt8]? {
    guard (6...Phrase.longestGroup).contains(name.count), !isMeasure(name) else { return nil }
    return last.withUnsafeBufferPointer { buffer in
      for length in stride(from: 6, through: Phrase.longestGroup, by: 3) {
        let end = buffer.count - length
        if end > 6, rowHeads.longest(in: buffer, endingAt: end) != nil {
          return Array(buffer[..<end]) + name
        }
      }
      return nil
    }
  }

  /// Most bytes of the name of a group in a row.
  private static let longestGroup = 12

  /// A name of a row with its measure in place of the measure of the name before it: 预算收入、支出 →
  /// 预算支出.
  func carriedInRow(_ last: [UInt8], to name: [UInt8]) -> [UInt8] {
    let end = last.withUnsafeBufferPointer { buffer in
      let stem = stem(last).count
      let measures = [sharedHeads, dependent].compactMap { words in
        words.longest(in: buffer, endingAt: stem).map { words.length($0) }
      }
      return stem - (measures.max() ?? 0)
    }
    // A name that is nothing but a measure stays whole.
    return Phrase.joined(end > 0 ? Array(last[..<end]) : last, name)
  }

  /// A name without the word that says how it is counted: 产前筛查任务数 → 产前筛查.
  func stem(_ name: [UInt8]) -> [UInt8] {
    name.withUnsafeBufferPointer { buffer in
      var end = buffer.count
      while let word = heads.longest(in: buffer, endingAt: end), heads.length(word) < end {
        end -= heads.length(word)
      }
      return Array(buffer[..<end])
    }
  }

  /// `first` and `second` in one name, what both say at the seam said once.
  static func joined(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
    if first.isEmpty || second.isEmpty { return first + second }
    if second.starts(with: first) { return second }
    var length = min(first.count, second.count)
    while length >= 6 {
      if first.suffix(length).elementsEqual(second.prefix(length)) {
        return first + second.dropFirst(length)
      }
      length -= 3
    }
    return first + second
  }

  static func characters(_ bytes: some Sequence<UInt8>) -> Int {
    bytes.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
  }

  /// At most `most` characters: the last ones, where the name ends in what is measured, or the first;
  /// words such as 规模以上 are not cut within.
  func cut(_ name: [UInt8], to most: Int, keepingEnd: Bool) -> [UInt8] {
    let count = Phrase.characters(name)
    guard count > most else { return name }
    var at = 0
    var skipped = 0
    while at < name.count, skipped < (keepingEnd ? count - most : most) {
      at += WordSet.width(name[at])
      skipped += 1
    }
    guard keepingEnd else { return Array(name[..<at]) }
    return name.withUnsafeBufferPointer { buffer in
      for start in stride(from: at - 3, to: max(-1, at - 18), by: -3) {
        if let word = wholeWords.longest(in: buffer, at: start),
          start + wholeWords.length(word) > at
        {
          return Array(buffer[(start + wholeWords.length(word))...])
        }
      }
      // Of a list, whole items: …雨水下水道|、抽水站及水闸门工程.
      let isItem = buffer[..<at].ends(in: "、")
      if !isItem, let mark = UTF8Search.first("、", in: buffer[at...]), mark - at <= 30,
        buffer.count - mark > 12
      {
        return Array(buffer[(mark + 3)...])
      }
      return Array(buffer[at...])
    }
  }

  /// A name as it may stand in a record: no punctuation, 和 for 、.
  static func record(_ name: [UInt8]) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(name.count)
    var at = 0
    while at < name.count {
      let width = min(WordSet.width(name[at]), name.count - at)
      let scalar = name[at..<at + width]
      if width == 1 {
        if !isMark(name[at]) { bytes.append(name[at]) }
      } else if scalar.equals("、") {
        bytes.append(contentsOf: "和".utf8)
      } else if !isWideMark(scalar) {
        bytes.append(contentsOf: scalar)
      }
      at += width
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "+"),
      UInt8(ascii: "%"):
      false
    default: !Ascii.isDigit(byte) && !Ascii.isLetter(byte)
    }
  }

  /// ，。；：！？ and the brackets and marks of the same rows, … · •.
  private static func isWideMark(_ scalar: ArraySlice<UInt8>) -> Bool {
    let first = scalar.startIndex
    if scalar.count == 2 { return scalar[first] == 0xC2 && scalar[first + 1] == 0xB7 }
    guard scalar.count == 3 else { return false }
    let last = scalar[first + 2]
    return switch (scalar[first], scalar[first + 1]) {
    case (0xE3, 0x80): last <= 0xBF && last != 0x85 && last != 0x87
    case (0xEF, 0xBC): last <= 0x8F || (0x9A...0x9F).contains(last)
    case (0xE2, 0x80): true
    default: false
    }
  }
}
