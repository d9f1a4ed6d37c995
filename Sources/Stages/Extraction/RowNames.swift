internal import Facts
internal import Rules

/// Makes whole names of those that stand in a row, or are the other side of what was just told.
extension NameCarrier {
  /// One name of a row with what all of them end in: 城镇、农村居民收入 → 城镇居民收入.
  func dealt(_ names: [[UInt8]], _ index: Int) -> [UInt8] {
    var name = phrase.clean(names[index][...])
    // 其余|邀请招标、竞争性谈判分别占…
    if name.count > 9, name.begins(with: "其余") { name.removeFirst(6) }
    guard index < names.count - 1, let last = names.last.map({ phrase.clean($0[...]) }) else {
      return name
    }
    // 大、中、小|型企业
    if names.dropLast().allSatisfy({ NameText.characters($0) == 1 }), last.count > 6,
      last[0] >= 0xE0
    {
      return names[index] + last.dropFirst(3)
    }
    // 第一、|第三产业增加值
    let branch = UTF8Search.first("产业", in: last)
    if names[index].count >= 6, names[index].dropLast(3).ends(in: "第"), last.begins(with: "第"),
      let branch, branch == 6
    {
      return name + last[branch...]
    }
    // 存、|贷款余额
    if names[index].ends(in: "存"), last.begins(with: "贷款") {
      return name + last.dropFirst(3)
    }
    // 东、中、|西部|和东北地区用户
    if NameText.characters(names[index]) == 1, names[index][0] >= 0xE0,
      let next = names[index...].first(where: { NameText.characters($0) == 2 }),
      groups.contains(names[index] + next.suffix(3))
    {
      return dealt(names.enumerated().map { $0 == index ? $1 + next.suffix(3) : $1 }, index)
    }
    let peopleHead = peopleHead(last, behind: name)
    if peopleHead == nil,
      let head = headBehindEnd(last, besides: names.dropLast().map { phrase.clean($0[...]) })
    {
      return name + head
    }
    var head = peopleHead ?? groupHead(last, behind: name) ?? commonHead(last)
    // 营业成本、营业支出|增幅: an amount has only the rise of the other in common.
    if isWholeAmount(name), ["增幅", "增速", "涨幅", "降幅", "跌幅"].contains(where: { head.ends(in: $0) }) {
      head = head.suffix(6)
    }
    // 零售总额、固定资产投资: so is an amount beside another.
    if isWholeAmount(name), isWholeAmount(head), name.count >= 12 { return name }
    // 进口货值、入境游客、免税销售额: nor is there one head where one of the others has its own.
    let others = names.dropLast()
    if others.count > 1, isWholeAmount(head),
      others.contains(where: { isWholeAmount(phrase.clean($0[...])) && $0.count >= 9 })
    {
      return name
    }
    // 化学需氧量、氨氮排放总量
    let isEmission = ["排放", "减排"].contains { head.begins(with: $0) }
    if isEmission, UTF8Search.first("排", in: name) == nil { return name + head }
    // 污水治理率、设施覆盖率: a name that ends as the last one does is whole.
    return name.suffix(3).elementsEqual(head.suffix(3)) ? name : NameText.joined(name, head)
  }

  /// What the last name of a row says behind the character that all others end in: 本科生、硕士生、博士生|毕业去向落实率.
  private func headBehindEnd(_ last: [UInt8], besides others: [[UInt8]]) -> [UInt8]? {
    guard let longest = others.map(\.count).max(), let end = others.first?.suffix(3),
      others.allSatisfy({ $0.count >= 6 && $0.suffix(3).elementsEqual(end) })
    else { return nil }
    for at in stride(from: 6, through: min(longest + 3, last.count - 6), by: 3)
    where last[(at - 3)..<at].elementsEqual(end) {
      // 小学、高等学|校经费
      let isInWord = ["校", "院", "生", "者", "前"].contains { last[at...].begins(with: $0) }
      if isInWord { return nil }
      // 农业、畜牧业、农业|技术投资: another thing of the first of them.
      return others.contains(Array(last[..<at])) ? nil : Array(last[at...])
    }
    return nil
  }

  /// What the last name of a row says behind its group, where the others are groups alone: 东部、|西部地区|用户.
  private func groupHead(_ last: [UInt8], behind name: [UInt8]) -> [UInt8]? {
    guard groups.contains(name) else { return nil }
    return last.withUnsafeBufferPointer { buffer in
      groups.longest(in: buffer, at: 0).map { Array(buffer[groups.length($0)...]) }
    }
  }

  /// What the last name of a row says from its people on, where the others lack them: 小学、初中|学生近视率.
  private func peopleHead(_ last: [UInt8], behind name: [UInt8]) -> [UInt8]? {
    let hasPeople = name.withUnsafeBufferPointer {
      people.find(in: $0, from: 0, to: $0.count) != nil
    }
    if hasPeople { return nil }
    return last.withUnsafeBufferPointer { buffer in
      guard let found = people.find(in: buffer, from: 3, to: buffer.count),
        case let end = found.at + people.length(found.word), end < buffer.count,
        // 普通|高中生均公用经费
        !buffer[end...].begins(with: "均")
      else { return nil }
      return Array(buffer[found.at...])
    }
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

  /// A word of two characters in a row of figures behind a longer name that ends alike, with what
  /// both are about: 高铁进站5人、出站3人 → 高铁出站.
  func parallel(_ name: [UInt8], to first: [UInt8]) -> [UInt8] {
    guard name.count == 6, first.count >= 12, first.suffix(3).elementsEqual(name.suffix(3)),
      !first.suffix(6).elementsEqual(name), !siblingWords.contains(name)
    else { return name }
    return first.dropLast(6) + name
  }

  /// What the other side of the first of some names is of that has one: 医保基金收入210亿元，支出180亿元 → 医保基金支出.
  func sibling(_ name: [UInt8], of names: [[UInt8]]) -> [UInt8]? {
    guard siblingWords.contains(name) else { return nil }
    let sets = siblings.filter { $0.contains(name) }
    for last in names {
      for set in sets {
        let stem = last.withUnsafeBufferPointer { buffer -> [UInt8]? in
          guard let word = set.longest(in: buffer, endingAt: buffer.count),
            !set.word(word).elementsEqual(name)
          else { return nil }
          return Array(buffer[..<(buffer.count - set.length(word))])
        }
        // 财政拨款支出|年初预算, 支出决算 → 财政拨款支出决算
        if let stem, !stem.isEmpty { return NameText.joined(stem, name) }
      }
    }
    return nil
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
    // 下达危房改造任务426户，竣工|418户: of the task, not in its place.
    guard built.contains(name), !["任务", "计划", "目标"].contains(where: { last.ends(in: $0) })
    else { return nil }
    return last.withUnsafeBufferPointer { buffer -> [UInt8]? in
      // 计划|新建
      let start = ["计划", "规划"].contains { buffer.begins(with: $0) } ? 6 : 0
      // 法院|受理各类案件
      let other = built.longest(in: buffer, at: start).map { (word: $0, at: start) }
      guard
        let found = other ?? built.find(in: buffer, from: min(6, buffer.count), to: buffer.count),
        case let end = found.at + built.length(found.word), end < buffer.count,
        !built.word(found.word).elementsEqual(name)
      else { return nil }
      let whose = other == nil ? Array(buffer[..<found.at]) : []
      return whose + name + buffer[end...]
    }
  }

  /// A thing of a row with the verb before the first of them: 淘汰钢铁27万吨、水泥42万吨 → 淘汰水泥.
  func acted(_ name: [UInt8], as last: [UInt8]) -> [UInt8]? {
    guard name.count >= 6, !isMeasure(name), !isWholeAmount(name), !dependent.contains(name),
      name.withUnsafeBufferPointer({ verbs.longest(in: $0, at: 0) == nil })
    else { return nil }
    return last.withUnsafeBufferPointer { buffer in
      guard !isWholeAmount(last), !isMeasure(last) else { return nil }
      if let word = rowVerbs.longest(in: buffer, at: 0), buffer.count >= rowVerbs.length(word) + 3 {
        return rowVerbs.word(word) + name
      }
      // 消防队伍出动|人员268人次、车辆512台次
      return sent.find(in: buffer, from: 0, to: buffer.count).map { sent.word($0.word) + name }
    }
  }

  /// A group in a row of groups with the measure that stands before the first of them: 公用经费小学850元、
  /// 初中1050元 → 公用经费初中.
  func listed(_ name: [UInt8], behind last: [UInt8]) -> [UInt8]? {
    guard (6...NameCarrier.longestGroup).contains(name.count), !isMeasure(name), !isMeasure(last),
      !built.contains(name), !(groups.contains(name) && beginsInGroup(last))
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

  /// A name of a row with its measure in place of the measure of the name before it: 预算收入、支出 →
  /// 预算支出.
  func carriedInRow(_ last: [UInt8], to name: [UInt8]) -> [UInt8] {
    // 新能源装机占比63%、规模翻一番
    if last.ends(in: "占比重"), !name.begins(with: "占") {
      return NameCarrier.completed(name, by: NameCarrier.part(last))
    }
    let end = last.withUnsafeBufferPointer { buffer in
      // 持证率, of which all is the measure, not its last character only.
      [stem(last).count, buffer.count].map { end in
        let measures = [sharedHeads, dependent].compactMap { words in
          words.longest(in: buffer, endingAt: end).map { words.length($0) }
        }
        return end - (measures.max() ?? 0)
      }.min() ?? 0
    }
    // 教师|持证率、参训率: of whom, not of the other rate.
    if end == 0, [last, name].allSatisfy({ $0.ends(in: "率") }) { return name }
    // 销量、均价分别增长: two measures of what was not said.
    if end == 0, [last, name].allSatisfy(dependent.contains) { return name }
    // A name that is nothing but a measure stays whole.
    return NameCarrier.completed(name, by: end > 0 ? Array(last[..<end]) : last)
  }
}
