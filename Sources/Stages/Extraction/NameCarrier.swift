internal import Facts
internal import Rules

/// Makes whole names of those that lean on another: on what was spoken of before, or on the rest of a row.
final class NameCarrier: Sendable {
  private let phrase: Phrase
  /// Words that say only how something is counted: 任务数.
  private let heads: WordSet
  private let dependent: WordSet
  private let noShares: WordSet
  private let carrying: WordSet
  private let sharedHeads: WordSet
  private let rowHeads: WordSet
  private let groups: WordSet
  private let people: WordSet
  private let partMeasures: WordSet
  /// Institutions, and what belongs to them.
  private let holders: WordSet
  private let held: WordSet
  private let acts: WordSet
  /// Verbs that all things of a row are the objects of, and all that a name may begin with as its own.
  private let rowVerbs: WordSet
  private let verbs: WordSet
  /// What is done to things at the start of a name, and what money is put into them as.
  private let built: WordSet
  private let investments: WordSet
  /// Who gives money, and that it is given.
  private let givers: WordSet
  private let gifts: WordSet
  /// Words for the sides of one thing, set by set.
  private let siblings: [WordSet]
  /// Words of which one takes the place of another, set by set.
  private let contrasts: [WordSet]
  /// Words for two things at once, with the word for each.
  private let pairs: WordSet
  private let pairParts: [[[UInt8]]]

  init(lexicon: Lexicon, phrase: Phrase) {
    self.phrase = phrase
    heads = WordSet(lexicon.list("heads"))
    dependent = WordSet(lexicon.list("dependent"))
    noShares = WordSet(lexicon.list("no-shares"))
    carrying = WordSet(lexicon.list("carrying"))
    sharedHeads = WordSet(lexicon.list("shared-heads"))
    rowHeads = WordSet(lexicon.list("row-heads"))
    groups = WordSet(lexicon.list("groups"))
    people = WordSet(lexicon.list("people"))
    partMeasures = WordSet(lexicon.list("part-measures"))
    built = WordSet(lexicon.list("built"))
    investments = WordSet(lexicon.list("investments"))
    givers = WordSet(lexicon.list("givers"))
    gifts = WordSet(lexicon.list("gifts"))
    acts = WordSet(lexicon.list("acts"))
    rowVerbs = WordSet(lexicon.list("row-verbs"))
    verbs = WordSet(
      ["row-verbs", "own-verbs", "built", "acts", "transitives"].flatMap { lexicon.list($0) })
    holders = WordSet(lexicon.list("holders"))
    held = WordSet(lexicon.list("held"))
    siblings = lexicon.list("siblings").map { set in
      WordSet(set.split(separator: "=").map { String($0) })
    }
    contrasts = lexicon.list("contrasts").map { set in
      WordSet(set.split(separator: "=").map { String($0) })
    }
    let entries = lexicon.list("pairs").map { $0.split(separator: "=", maxSplits: 1) }
    pairs = WordSet(entries.map { String($0[0]) })
    pairParts = entries.map { entry in
      entry.dropFirst().flatMap { $0.split(separator: "/") }.map { Array($0.utf8) }
    }
  }

  /// A name of what is new, or of each one, as that of all of it: 新增死亡 → 死亡, 每村安排 → 安排.
  static func total(_ name: [UInt8]) -> [UInt8] {
    if name.begins(with: "每"), name.count >= 12 {
      return Array(name[(name[3...].begins(with: "个") ? 9 : 6)...])
    }
    for word in ["新增", "新设", "净增"] as [StaticString] {
      if let at = UTF8Search.first(word, in: name), name.count > at + 6 {
        return Array(name[..<at] + name[(at + 6)...])
      }
    }
    return name
  }

  /// Whether a name is that of a group alone, of which a rate told before it may be: 城市.
  func isGroup(_ name: [UInt8]) -> Bool { groups.contains(name) || people.contains(name) }

  /// The part that a name of a share is of: 内地旅客占比重 → 内地旅客.
  static func part(_ name: [UInt8]) -> [UInt8] {
    guard name.ends(in: "比重"), let at = UTF8Search.first("占", in: name), at > 0 else { return name }
    return Array(name[..<at])
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
      return NameCarrier.betweenGifts.contains { buffer[start..<end].equals($0) }
        || Ascii.isDigit(buffer[start]) && buffer[start..<end].ends(in: "年")
    }
  }

  private static let betweenGifts: [StaticString] = ["累计", "共", "已", "再", "还", "每年", "又"]

  /// One name of a row with what all of them end in: 城镇、农村居民收入 → 城镇居民收入.
  func dealt(_ names: [[UInt8]], _ index: Int) -> [UInt8] {
    let name = phrase.clean(names[index][...])
    guard index < names.count - 1, let last = names.last.map({ phrase.clean($0[...]) }) else {
      return name
    }
    // 大、中、小|型企业
    if names.dropLast().allSatisfy({ NameText.characters($0) == 1 }), last.count > 6,
      last[0] >= 0xE0
    {
      return names[index] + last.dropFirst(3)
    }
    let head = peopleHead(last, behind: name) ?? commonHead(last)
    // 零售总额、固定资产投资: so is an amount beside another.
    if isWholeAmount(name), isWholeAmount(head), name.count >= 12 { return name }
    // 化学需氧量、氨氮排放总量
    let isEmission = ["排放", "减排"].contains { head.begins(with: $0) }
    if isEmission, UTF8Search.first("排", in: name) == nil { return name + head }
    // 污水治理率、设施覆盖率: a name that ends as the last one does is whole.
    return name.suffix(3).elementsEqual(head.suffix(3)) ? name : NameText.joined(name, head)
  }

  /// What the last name of a row says from its people on, where the others lack them: 小学、初中|学生近视率.
  private func peopleHead(_ last: [UInt8], behind name: [UInt8]) -> [UInt8]? {
    let hasPeople = name.withUnsafeBufferPointer {
      people.find(in: $0, from: 0, to: $0.count) != nil
    }
    if hasPeople { return nil }
    return last.withUnsafeBufferPointer { buffer in
      guard let found = people.find(in: buffer, from: 3, to: buffer.count),
        found.at + people.length(found.word) < buffer.count
      else { return nil }
      return Array(buffer[found.at...])
    }
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
  func commonHead(_ last: [UInt8]) -> [UInt8] {
    if let rest = UTF8Search.first("等", in: last), rest + 3 < last.count,
      UTF8Search.first("占", in: last) == nil
    {
      return Array(last[(rest + 3)...])
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

  /// What a part's level is measured by, where only the name of the whole says it: 医疗机构床位, of which 医院 →
  /// 医院床位; 在校学生, of which 小学 → 小学在校学生.
  func measured(_ part: [UInt8], as whole: [UInt8]) -> [UInt8] {
    let endsInMeasure = ["量", "数", "额", "率", "值", "费", "款", "债", "税", "金", "口"].contains {
      part.ends(in: $0)
    }
    guard part.count <= NameCarrier.longestPart, !endsInMeasure else { return part }
    // 低保资金5.3亿元，其中城市|1.2亿元: a group has all of the name.
    // 学校186所，其中幼儿园|98所: a school is one of them.
    let isOfInstitutions = whole.withUnsafeBufferPointer {
      holders.longest(in: $0, endingAt: $0.count) != nil
    }
    if isOfInstitutions { return groups.contains(part) && !isKind(part) ? part + whole : part }
    if groups.contains(part), NameText.characters(whole) <= NameCarrier.mostWhole {
      return NameText.joined(part, whole)
    }
    let measure = whole.withUnsafeBufferPointer { buffer in
      partMeasures.longest(in: buffer, endingAt: buffer.count).map { Array(partMeasures.word($0)) }
    }
    let isWhole = part.withUnsafeBufferPointer { buffer in
      acts.longest(in: buffer, at: 0) != nil
        || rowHeads.longest(in: buffer, endingAt: buffer.count) != nil
        || partMeasures.longest(in: buffer, endingAt: buffer.count) != nil
    }
    // 商品零售, of which 消费品零售总额 says the same.
    guard !isWhole, let measure, part.count < 6 || measure.firstRange(of: part.suffix(6)) == nil
    else {
      return part
    }
    return NameText.joined(part, measure)
  }

  /// Whether a group is a kind of institution itself: 幼儿园, unlike 公办.
  private func isKind(_ group: [UInt8]) -> Bool {
    holders.contains(group) || ["学", "校", "园", "中", "育", "科"].contains { group.ends(in: $0) }
  }

  /// Most characters of the name of a whole that the name of a group is put before.
  private static let mostWhole = 14

  /// Most bytes of the name of a part that says nothing of how it is measured.
  private static let longestPart = 36

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
    if name.isEmpty { return topic }
    // 课后服务覆盖率100%，参与率95%: one rate takes the place of another.
    if [topic, name].allSatisfy({ $0.ends(in: "率") }) {
      return carriedInRow(topic, to: name)
    }
    // 准点率99%，满意度93%: a short rate is what nothing is of.
    if topic.ends(in: "率"), topic.count <= NameCarrier.longestGroup, name.ends(in: "度"),
      !isCarrying(name)
    {
      return name
    }
    // 完成固定资产投资186亿元，…累计完成投资823亿元
    if NameCarrier.isInvested(name), topic.ends(in: "投资") { return topic }
    // A rate takes the place of how the topic is counted; 占 and 完成 follow the whole topic.
    return NameText.joined(isCarrying(name) ? topic : stem(topic), name)
  }

  /// Whether a name goes on with what was spoken of as its subject: 高于全国, 占比重.
  func isCarrying(_ name: [UInt8]) -> Bool {
    name.withUnsafeBufferPointer { carrying.longest(in: $0, at: 0) != nil }
  }

  /// A word of two characters in a row of figures behind a longer name that ends alike, with what
  /// both are about: 高铁进站5人、出站3人 → 高铁出站.
  func parallel(_ name: [UInt8], to first: [UInt8]) -> [UInt8] {
    guard name.count == 6, first.count >= 12, first.suffix(3).elementsEqual(name.suffix(3)),
      !first.suffix(6).elementsEqual(name), !siblings.contains(where: { $0.contains(name) })
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

  /// The amount or rate of what was just done: 异地就医直接结算12万人次，结算金额1.7亿元 → 异地就医直接结算金额; 医保参保，
  /// 参保率 → 医保参保率.
  func measured(_ name: [UInt8], of last: [UInt8]) -> [UInt8]? {
    let isRate = name.count == 9 && name.ends(in: "率")
    let isAmount =
      name.count == 12
      && ["金额", "费用", "人次", "人数", "面积", "资金"].contains { name.ends(in: $0) }
    guard isRate || isAmount, last.count > 6, last.suffix(6).elementsEqual(name.prefix(6)) else {
      return nil
    }
    return last + name.dropFirst(6)
  }

  /// The name before with one word in place of another: 昼间声级, 夜间 → 夜间声级; 噪声昼间达标率, 夜间达标率 →
  /// 噪声夜间达标率.
  func contrasted(_ name: [UInt8], with last: [UInt8]) -> [UInt8]? {
    name.withUnsafeBufferPointer { own in
      last.withUnsafeBufferPointer { buffer -> [UInt8]? in
        for words in contrasts {
          guard let word = words.longest(in: own, at: 0),
            let other = words.find(in: buffer, from: 0, to: buffer.count), other.word != word
          else { continue }
          let end = other.at + words.length(other.word)
          let whole = Array(buffer[..<other.at]) + Array(words.word(word)) + Array(buffer[end...])
          let isWord = own.count == words.length(word)
          let isEnd =
            other.at > 0 && own.count > words.length(word)
            && whole.suffix(own.count).elementsEqual(own)
          if isWord && buffer.count > words.length(other.word) || isEnd { return whole }
        }
        return nil
      }
    }
  }

  /// What is done to the things of the figure before, where a name says only that: 新建卫生室14所、改扩建|26所 →
  /// 改扩建卫生室.
  func done(_ name: [UInt8], behind last: [UInt8]) -> [UInt8]? {
    guard built.contains(name) else { return nil }
    return last.withUnsafeBufferPointer { buffer in
      // 计划|新建
      let start = ["计划", "规划"].contains { buffer.begins(with: $0) } ? 6 : 0
      guard let word = built.longest(in: buffer, at: start),
        case let end = start + built.length(word), end < buffer.count,
        !built.word(word).elementsEqual(name)
      else { return nil }
      return name + buffer[end...]
    }
  }

  /// A thing of a row with the verb before the first of them: 淘汰钢铁2700万吨、水泥4200万吨 → 淘汰水泥.
  func acted(_ name: [UInt8], as last: [UInt8]) -> [UInt8]? {
    guard name.count >= 6, !isMeasure(name), !isWholeAmount(name), !dependent.contains(name),
      name.withUnsafeBufferPointer({ verbs.longest(in: $0, at: 0) == nil })
    else { return nil }
    return last.withUnsafeBufferPointer { buffer in
      guard !isWholeAmount(last), !isMeasure(last) else { return nil }
      if let word = rowVerbs.longest(in: buffer, at: 0), buffer.count >= rowVerbs.length(word) + 6 {
        return rowVerbs.word(word) + name
      }
      // 消防队伍出动|人员268人次、车辆512台次
      return NameCarrier.sent.first { UTF8Search.first($0, in: last) != nil }.map { verb in
        verb.withUTF8Buffer { Array($0) } + name
      }
    }
  }

  /// Verbs that begin no noun, behind those who do so.
  private static let sent: [StaticString] = ["出动", "调拨", "派出", "击落", "摧毁"]

  /// Whether a name is a rate of how far works have come: 开工率.
  static func isProgress(_ name: [UInt8]) -> Bool {
    ["开工率", "竣工率", "投产率", "完工率", "复工率"].contains { name.equals($0) }
  }

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

  /// A group in a row of groups with the measure that stands before the first of them: 公用经费小学850元、
  /// 初中1050元 → 公用经费初中.
  func listed(_ name: [UInt8], behind last: [UInt8]) -> [UInt8]? {
    guard (6...NameCarrier.longestGroup).contains(name.count), !isMeasure(name), !isMeasure(last),
      !built.contains(name)
    else { return nil }
    return last.withUnsafeBufferPointer { buffer in
      for length in stride(from: 6, through: NameCarrier.longestGroup, by: 3) {
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
    return NameText.joined(end > 0 ? Array(last[..<end]) : last, name)
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
}
