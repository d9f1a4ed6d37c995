internal import Facts
internal import Rules

/// Makes whole names of those that lean on another: on what was spoken of before, or on the rest of a row.
final class NameCarrier: Sendable {
  let phrase: Phrase
  /// Words that say only how something is counted: 任务数.
  let heads: WordSet
  let dependent: WordSet
  private let noShares: WordSet
  private let carrying: WordSet
  let sharedHeads: WordSet
  let rowHeads: WordSet
  let groups: WordSet
  /// What groups by rank, age or schooling end in: A|级, 25至44|岁.
  let groupEnds: WordSet
  let people: WordSet
  let partMeasures: WordSet
  /// What is done with a deed: 组织|采购.
  private let conducts: WordSet
  /// What the names of branches end in, and words that only end so.
  let branchEnds: [[UInt8]]
  let notBranches: WordSet
  /// Institutions, and what belongs to them.
  let holders: WordSet
  private let held: WordSet
  /// Places that hold others and things: 乡镇.
  private let placesCounted: WordSet
  let acts: WordSet
  /// Verbs that all things of a row are the objects of, and all that a name may begin with as its own.
  let rowVerbs: WordSet
  /// What the labels of paragraphs end in: 教育扶贫.
  let labels: WordSet
  let verbs: WordSet
  /// Levels of government: 省级.
  let levels: WordSet
  /// Verbs of what a deed reaches: 惠及.
  private let reaching: WordSet
  /// What is done to things at the start of a name, and what money is put into them as.
  let built: WordSet
  private let investments: WordSet
  /// Who gives money, and that it is given.
  private let givers: WordSet
  private let gifts: WordSet
  private let giftAdverbs: WordSet
  private let progressRates: WordSet
  private let changeNouns: WordSet
  /// Verbs that begin no noun, behind those who do so.
  let sent: WordSet
  /// Words for the sides of one thing, set by set.
  let siblings: [WordSet]
  /// The words of all these sets.
  let siblingWords: WordSet
  /// Words of which one takes the place of another, set by set.
  let contrasts: [WordSet]
  /// Words for two things at once, with the word for each.
  let pairs: WordSet
  let pairParts: [[[UInt8]]]

  init(lexicon: Lexicon, phrase: Phrase) {
    self.phrase = phrase
    heads = WordSet(lexicon.list("heads"))
    dependent = WordSet(lexicon.list("dependent"))
    noShares = WordSet(lexicon.list("no-shares"))
    carrying = WordSet(lexicon.list("carrying"))
    sharedHeads = WordSet(lexicon.list("shared-heads"))
    rowHeads = WordSet(lexicon.list("row-heads"))
    groups = WordSet(lexicon.list("groups"))
    groupEnds = WordSet(lexicon.list("group-ends"))
    people = WordSet(lexicon.list("people"))
    partMeasures = WordSet(lexicon.list("part-measures"))
    conducts = WordSet(lexicon.list("conducts"))
    branchEnds = lexicon.list("branch-ends").map { Array($0.utf8) }
    notBranches = WordSet(lexicon.list("not-branches"))
    built = WordSet(lexicon.list("built"))
    investments = WordSet(lexicon.list("investments"))
    givers = WordSet(lexicon.list("givers"))
    gifts = WordSet(lexicon.list("gifts"))
    giftAdverbs = WordSet(lexicon.list("gift-adverbs"))
    progressRates = WordSet(lexicon.list("progress-rates"))
    changeNouns = WordSet(lexicon.list("change-nouns"))
    sent = WordSet(lexicon.list("sent"))
    acts = WordSet(lexicon.list("acts"))
    rowVerbs = WordSet(lexicon.list("row-verbs"))
    labels = WordSet(lexicon.list("labels"))
    verbs = phrase.verbs
    levels = WordSet(lexicon.list("levels"))
    reaching = WordSet(lexicon.list("reaching"))
    holders = WordSet(lexicon.list("holders"))
    held = WordSet(lexicon.list("held"))
    placesCounted = WordSet(lexicon.list("places-counted"))
    let siblings = lexicon.list("siblings").map { $0.split(separator: "=").map { String($0) } }
    self.siblings = siblings.map { WordSet($0) }
    siblingWords = WordSet(siblings.joined())
    contrasts = lexicon.list("contrasts").map { set in
      WordSet(set.split(separator: "=").map { String($0) })
    }
    let entries = lexicon.list("pairs").map { $0.split(separator: "=", maxSplits: 1) }
    pairs = WordSet(entries.map { String($0[0]) })
    pairParts = entries.map { entry in
      entry.dropFirst().flatMap { $0.split(separator: "/") }.map { Array($0.utf8) }
    }
  }

  /// Whether words name places that hold what is counted next: 6个|乡镇|42个行政村, 18个|省份的|54个县.
  func areHolders(_ words: ArraySlice<UInt8>) -> Bool {
    let words = words.ends(in: "的") ? words.dropLast(3) : words
    // 6个|试点县(市)|18家医院
    let bare = words.firstIndex(of: UInt8(ascii: "(")).map { words[..<$0] } ?? words
    let isKind =
      (9...15).contains(bare.count) && ["县", "乡", "镇"].contains { bare.ends(in: $0) }
    return isKind || placesCounted.contains(Array(words))
  }

  /// The account of the lowest level that words name by the marks of the classification of public budgets, and nothing
  /// behind it: 财政事务（款）行政运行（项）。 → 行政运行.
  func account(_ words: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8]? {
    let text = words.ends(in: "。") ? words.dropLast(3) : words
    let marks: [StaticString] = ["(类)", "(款)", "(项)"]
    guard marks.contains(where: { text.ends(in: $0) }) else { return nil }
    let name = Array(text.dropLast(5))
    let start = name.lastIndex(of: UInt8(ascii: ")")).map { $0 + 1 } ?? 0
    let account = phrase.clean(name[start...])
    return account.count < 6 ? nil : account
  }

  /// What a sentence names that is nothing but the head of an item: 三、水泥。 → 水泥.
  func item(_ words: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8] {
    guard words.ends(in: "。"), words.count <= NameCarrier.longestItem else { return [] }
    // 3、水泥
    var head = Array(words.dropLast(3).drop { Ascii.isDigit($0) })[...]
    if head.begins(with: "、") { head = head.dropFirst(3) }
    let name = phrase.clean(head)
    let isPlain = !["，", "、", "；", "：", "了"].contains { UTF8Search.first($0, in: name) != nil }
    return name.count >= 6 && isPlain && !phrase.beginsInVerb(name[...]) ? name : []
  }

  /// Most bytes of the head of an item.
  private static let longestItem = 24

  /// Whether a name says only whom or what a deed reaches: 惠及|居民.
  func isReached(_ name: [UInt8]) -> Bool {
    name.withUnsafeBufferPointer { reaching.longest(in: $0, at: 0) != nil }
  }

  /// Whether two names are those of levels of government alone: 中央, 省级.
  func areLevels(_ a: [UInt8], _ b: [UInt8]) -> Bool { levels.contains(a) && levels.contains(b) }

  /// A name of what is new, or of each one, as that of all of it: 新增死亡 → 死亡, 每村安排 → 安排.
  static func total(_ name: [UInt8]) -> [UInt8] {
    if name.begins(with: "每"), name.count >= 12 {
      return Array(name[(name[3...].begins(with: "个") ? 9 : 6)...])
    }
    for word in ["新增", "新设", "净增"] as [StaticString] {
      if let at = UTF8Search.first(word, in: name), name.count > 6 {
        return Array(name[..<at] + name[(at + 6)...])
      }
    }
    return name
  }

  /// Whether a name ends in that what it counts is new: 营业里程|新增.
  static func endsInNew(_ name: [UInt8]) -> Bool {
    name.count > 6 && ["新增", "净增"].contains { name.ends(in: $0) }
  }

  /// Whether a name is that of a total alone: 总数突破1.6万家.
  static func isTotal(_ name: [UInt8]) -> Bool {
    ["总数", "总量", "总里程"].contains { name.equals($0) }
  }

  /// Whether a name says only which rate or amount it is, not of what.
  func isDependent(_ name: [UInt8]) -> Bool {
    if name.isEmpty || dependent.contains(name) || isGift(name) { return true }
    // 占地面积 is no share.
    if name.withUnsafeBufferPointer({ noShares.longest(in: $0, at: 0) }) != nil { return false }
    return name.begins(with: "占")
      || name.withUnsafeBufferPointer { carrying.longest(in: $0, at: 0) != nil && name.count <= 36 }
  }

  /// Whether a name says only who gives money: 中央财政3年花.
  private func isGift(_ name: [UInt8]) -> Bool {
    name.withUnsafeBufferPointer { buffer in
      guard let giver = givers.longest(in: buffer, at: 0),
        let gift = gifts.longest(in: buffer, endingAt: buffer.count)
      else { return false }
      let (start, end) = (givers.length(giver), buffer.count - gifts.length(gift))
      guard start < end else { return start == end }
      return giftAdverbs.contains(Array(buffer[start..<end]))
        || Ascii.isDigit(buffer[start]) && buffer[start..<end].ends(in: "年")
    }
  }

  /// Whether a name ends in a measure that is no rate or share.
  func isWholeAmount(_ name: [UInt8]) -> Bool {
    name.withUnsafeBufferPointer { rowHeads.longest(in: $0, endingAt: $0.count) != nil }
      && !["率", "比", "例", "重", "数"].contains { name.ends(in: $0) }
  }

  /// Whether 等 at a place of a name is a part of a word, and ends no list: 高等学校, 等级.
  static func isInWord(_ name: [UInt8], listEnd at: Int) -> Bool {
    ["高", "中", "初", "平", "优", "同", "均", "对", "头", "特"].contains { name[..<at].ends(in: $0) }
      || ["级", "次", "值", "额", "待", "效"].contains { name[(at + 3)...].begins(with: $0) }
  }

  /// What the last name of a row says for all of them: from 占 or behind 等, else its heads.
  func commonHead(_ last: [UInt8]) -> [UInt8] {
    if let rest = UTF8Search.first("等", in: last), rest + 3 < last.count,
      UTF8Search.first("占", in: last) == nil, !NameCarrier.isInWord(last, listEnd: rest)
    {
      return Array(last[(rest + 3)...])
    }
    // 中等职业学校|生均公共预算教育经费
    if let average = UTF8Search.first("生均", in: last), average >= 6 {
      return Array(last[average...])
    }
    return last.withUnsafeBufferPointer { buffer in
      var start = buffer.count
      if let share = UTF8Search.first("占", in: last) {
        // 增加值|所占比重
        start = share >= 3 && buffer[..<share].ends(in: "所") ? share - 3 : share
      }
      while let word = sharedHeads.longest(in: buffer, endingAt: start),
        sharedHeads.length(word) < start
      {
        start -= sharedHeads.length(word)
        // 化学需氧量|排放量
        if sharedHeads.word(word).begins(with: "排放") { break }
      }
      // 普及率, 排放量, 零售额: a rate or an amount is named by what it is of.
      let head = buffer[start...]
      // 机械化率
      let isOfProcess = buffer[..<start].ends(in: "化") && start > 9
      if ["率", "量", "额"].contains(where: { head.equals($0) }), start > 6 {
        start -= isOfProcess ? 9 : 6
      }
      return Array(buffer[start...])
    }
  }

  /// Whether a name is that of an amount: not empty, not a share and not a rate.
  static func isAmount(_ name: [UInt8]) -> Bool {
    !name.isEmpty && !name.begins(with: "占") && !name.ends(in: "率")
      && !name.ends(in: "占比") && !name.ends(in: "比重")
  }

  /// Whether a name ends in a word of measurement: 使用率, 人次.
  func isMeasure(_ name: [UInt8]) -> Bool {
    name.withUnsafeBufferPointer { sharedHeads.longest(in: $0, endingAt: $0.count) != nil }
  }

  /// A dependent name behind the topic that it needs.
  func carried(_ topic: [UInt8], to name: [UInt8]) -> [UInt8] {
    if name.isEmpty || topic.suffix(name.count).elementsEqual(name) { return topic }
    // 完成政府采购预算31.6亿元，实际采购金额|27.8亿元: what was done is no subject.
    if topic.count > 18, topic.begins(with: "完成"), !name.begins(with: "完成") {
      return carried(Array(topic.dropFirst(6)), to: name)
    }
    // 市本级采购规模11亿元，县级|16亿元: one level takes the place of another.
    if levels.contains(name),
      let level = topic.withUnsafeBufferPointer({ buffer in
        levels.longest(in: buffer, at: 0).map { levels.length($0) }
      }), level < topic.count
    {
      return name + topic[level...]
    }
    // 组织采购活动1286次，实际采购金额|79亿元: a name that says what is done needs no more.
    let deed = topic.withUnsafeBufferPointer { buffer in
      conducts.longest(in: buffer, at: 0).map { Array(buffer[conducts.length($0)...].prefix(6)) }
    }
    if let deed, deed.count == 6, name.holds(deed) { return name }
    // 住房贷款逾期额0.5亿元，逾期率|0.2‰: of what both begin with, one measure takes the place of another.
    for measure in [3, 6] where name.count > 6 && topic.count >= 6 + measure {
      let stem = topic.count - measure - 6
      if topic[stem..<(stem + 6)] == name.prefix(6) {
        // 用户已|恢复送电, 恢复率
        return topic[..<(topic[..<stem].ends(in: "已") ? stem - 3 : stem)] + name
      }
    }
    // 茶叶产量2860吨，均价|126元: the price is of the thing, however much there is of it.
    let isPrice = ["均价", "单价", "平均价格", "平均单价"].contains { name.equals($0) }
    if isPrice, case let head = commonHead(topic), head.count + 6 <= topic.count, !head.isEmpty {
      return topic.dropLast(head.count) + name
    }
    // 课后服务覆盖率100%，参与率95%: one rate takes the place of another.
    if [topic, name].allSatisfy({ $0.ends(in: "率") }) {
      // 自来水普及率91%，水质达标率|97%: a longer one is of no other.
      return name.count > NameCarrier.longestGroup ? name : carriedInRow(topic, to: name)
    }
    // 准点率99%，满意度93%: a short rate is what nothing is of.
    if topic.ends(in: "率"), topic.count <= NameCarrier.longestGroup, name.ends(in: "度"),
      !isCarrying(name)
    {
      return name
    }
    // 完成固定资产投资186亿元，…累计完成投资823亿元
    if NameCarrier.isInvested(name), topic.ends(in: "投资") {
      return NameCarrier.invested(topic, name)
    }
    // 固定资产投资12亿元，增速|5%: the growth is of the whole amount.
    if isWholeAmount(topic), isGrowth(name) { return NameText.joined(topic, name) }
    // 经济总量占全国比重7.4%，占北方比重21%: of the same part.
    if name.begins(with: "占"), UTF8Search.first("占", in: topic) != nil {
      return NameText.joined(NameCarrier.part(topic), name)
    }
    // A rate takes the place of how the topic is counted; 占 and 完成 follow the whole topic.
    if isCarrying(name) { return NameText.joined(topic, name) }
    // 件数72万件，客单价|7158元: what is left of some names says nothing.
    let stem = stem(topic)
    // 建设总规模485万千瓦，建成投产|232万千瓦
    // 装机容量1080万千瓦，年发电量|456亿千瓦时
    let isYearly = name.begins(with: "年") && heads.contains(topic)
    if stem.count == 6 && phrase.isGoingOn(stem) || isYearly { return name }
    return stem.count > 3 ? NameCarrier.completed(name, by: stem) : name
  }

  /// A name behind what it is of, unless that stands in it: 采购预算86亿元，实际采购金额|79亿元.
  static func completed(_ name: [UInt8], by stem: [UInt8]) -> [UInt8] {
    stem.count >= 6 && name.holds(stem) ? name : NameText.joined(stem, name)
  }

  /// Whether a name goes on with what was spoken of as its subject: 高于全国, 占比重.
  func isCarrying(_ name: [UInt8]) -> Bool {
    name.withUnsafeBufferPointer { carrying.longest(in: $0, at: 0) != nil }
  }

  /// Whether a name begins with a word for how much something grew: 增速.
  private func isGrowth(_ name: [UInt8]) -> Bool {
    name.withUnsafeBufferPointer { changeNouns.longest(in: $0, at: 0) != nil }
  }

  /// Whether a name is a rate of how far works have come: 开工率.
  func isProgress(_ name: [UInt8]) -> Bool { progressRates.contains(name) }

  /// Whether a name tells only how much was invested: 完成投资.
  static func isInvested(_ name: [UInt8]) -> Bool {
    ["完成投资", "累计完成投资", "已完成投资", "已累计完成投资"].contains { name.equals($0) }
  }

  /// What an investment is made in: 新院区项目总投资 → 新院区项目.
  func invested(in name: [UInt8]) -> [UInt8]? {
    name.withUnsafeBufferPointer { buffer in
      guard let word = investments.longest(in: buffer, endingAt: buffer.count),
        case let thing = buffer[..<(buffer.count - investments.length(word))], !thing.isEmpty,
        !thing.ends(in: "完成")
      else { return nil }
      // 扩建工程|概算投资9.8亿元，已完成投资5.4亿元
      if ["概算", "估算", "计划"].contains(where: { thing.ends(in: $0) }) {
        return thing.count > 6 ? Array(thing.dropLast(6)) : nil
      }
      return Array(thing)
    }
  }

  /// What institutions have, with their name, where the figure before counts them: 养老机构86家，床位1.2万张 →
  /// 养老机构床位.
  func held(_ name: [UInt8], by last: [UInt8]) -> [UInt8]? {
    guard held.contains(name),
      last.withUnsafeBufferPointer({ holders.longest(in: $0, endingAt: $0.count) != nil })
    else { return nil }
    return last + name
  }

  /// The things of a name that goes on with what they do or have: 三甲医院|门诊量, 养老机构|入住老人.
  func things(_ name: [UInt8], unit: String) -> [UInt8] {
    let things = phrase.things(name)
    let isOfPeople = ["人", "名", "位"].contains { unit.hasBytes(of: $0) }
    return things.withUnsafeBufferPointer { buffer in
      var end = buffer.count
      var at = 0
      while let holder = holders.find(in: buffer, from: at, to: buffer.count) {
        at = holder.at + holders.length(holder.word)
        if at + 6 <= buffer.count { end = at }
      }
      let rest = Array(buffer[end...])
      let isHeld =
        things.count == name.count
        && (isMeasure(rest) || held.longest(in: buffer, at: end) != nil
          || phrase.beginsInVerb(rest[...]))
      return isHeld || !isOfPeople && phrase.isOfPeople(rest) ? Array(buffer[..<end]) : things
    }
  }

  /// Most bytes of the name of a group in a row.
  static let longestGroup = 12

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
}
