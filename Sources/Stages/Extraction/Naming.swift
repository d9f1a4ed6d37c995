internal import Facts
internal import Rules

/// What names are made of on their way.
extension NameReader {
  /// A figure to be named.
  struct Figure {
    let draft: Draft
    let type: FactType
    let unit: String
    /// Its number, if it is a whole one of two to nine.
    let digit: Int?
    let text: SlottedText
    /// The facts of its sentence before it.
    let facts: ArraySlice<Fact>
    /// Those since the last full stop.
    let thought: ArraySlice<Fact>
    let isInTable: Bool
    /// The fact before it that it speaks of again.
    let repeated: Fact?

    /// Whether it is in percent or the like.
    var isRate: Bool { text.isRate(slot: draft.slot) }
  }

  struct Name {
    let population: [UInt8]
    let indicator: [UInt8]
    /// The region that the figure's own words name.
    let place: String?
  }

  /// A name on its way.
  struct Naming {
    var name: [UInt8]
    /// What the figure's own words say.
    let own: [UInt8]
    var people: [UInt8] = []
    var place: String?
    /// Whether the name is that of a figure before.
    let isCarried: Bool
    /// The word of an average before a level, 日均, which belongs to its name.
    let average: [UInt8]?
    /// Whether the name is all that of a figure in the row before.
    var isOfRow = false
    /// Whether the name leans on what was spoken of before.
    var isDependent = false
    /// Whether its words tell something of what was spoken of before.
    var isPredicate = false
    /// Whether the figure follows another in a row of figures, each with its name.
    var isInRow = false
    /// Whether it is what was left over from a year that stands before it.
    var isLeftOver = false
    /// The name up to what it is compared with, and that.
    var compared: (name: [UInt8], with: [UInt8])?
  }

  // MARK: what was spoken of

  /// 工业增加值增长5%，其中国有企业|增长6%: a part is measured as the whole is.
  func measureAsWhole(_ naming: inout Naming, _ figure: Figure, isBehind: Bool) {
    guard !naming.isCarried, naming.place == nil else { return }
    // 518个乡镇，其中29个|县|的164个乡镇: places are no kind of what is counted.
    if isBehind, carrier.areHolders(naming.name[...]) { return }
    // 居民人均可支配收入7862元，其中工资性收入3415元；经营净收入|2637元: of the same people.
    if naming.name.count > 6, figure.type != .change, figure.unit == partWhole.unit,
      partWhole.name.suffix(6).elementsEqual(naming.name.suffix(6)), naming.people.isEmpty,
      let whole = spoken.last(where: { $0.name == partWhole.name })
    {
      naming.people = whole.people
    }
    // 学校63所，其中幼儿园35所，其他|28所: the other parts are of the whole too.
    if NameCarrier.isRest(naming.name), !figure.isInTable, figure.unit == partWhole.unit {
      naming.name += partWhole.name
    }
    // 省级 leans on what was spoken of, unless it is a part itself.
    let isGroup = carrier.isGroup(naming.name) && isPartOfWhole(naming.name, figure)
    guard isGroup || !carrier.isDependent(naming.name) else { return }
    if figure.type == .change {
      guard figure.isRate, !partChange.isEmpty, !carrier.isMeasure(naming.name) else { return }
      naming.name = carrier.changed(naming.name, as: partChange)
    } else if figure.type == .proportion {
      guard !isBehind, !partRate.name.isEmpty, figure.unit.hasBytes(of: partRate.unit) else {
        return
      }
      naming.name = carrier.rated(naming.name, as: partRate.name)
    } else if let bracket, bracket.unit == figure.unit, carrier.isGroup(naming.name) {
      naming.name = NameText.joined(naming.name, bracket.name)
    } else if isPartOfWhole(naming.name, figure) {
      // 床位4.9万张，其中医院|3.9万张
      // 适龄妇女两癌筛查12.8万人，其中宫颈癌筛查|6.5万人: of the same people.
      let isOfWhole =
        naming.name.count > 6 && partWhole.name.holds(naming.name.suffix(6))
      if isOfWhole, let whole = spoken.last(where: { $0.unit == figure.unit }) {
        naming.people = naming.people.isEmpty ? whole.people : naming.people
      }
      naming.name = carrier.measured(naming.name, as: partWhole.name)
    }
  }

  /// Whether the figure of a name is a part of the whole that its sentence, or one before its semicolon, breaks
  /// down.
  private func isPartOfWhole(_ name: [UInt8], _ figure: Figure) -> Bool {
    !partWhole.name.isEmpty && figure.unit == partWhole.unit && !isOfCases(figure.unit)
      && (!areGroupsOnly || carrier.isGroup(name) || followsParts(name, figure))
  }

  /// Whether a short name behind a semicolon goes on with parts that say how they are measured: 风电装机容量5.2亿千瓦；|火电|14亿千瓦.
  private func followsParts(_ name: [UInt8], _ figure: Figure) -> Bool {
    let measure = carrier.measure(ofParts: partWhole.name)
    guard name.count <= 12, measure.count >= 6,
      let last = spoken.last(where: { $0.unit == figure.unit })
    else { return false }
    return last.name != partWhole.name && last.name.count > measure.count
      && last.name.suffix(measure.count).elementsEqual(measure)
  }

  /// Whether a unit counts those whom cases are about: 职务犯罪案件56件61人，其中干部|9人.
  private func isOfCases(_ unit: String) -> Bool {
    partWhole.name.ends(in: "案件") && ["人", "名"].contains(unit)
  }

  /// A name that says only of whom or of which branch something is told, with what was told of others.
  func asOthers(_ naming: inout Naming, _ figure: Figure, _ words: DraftNames) {
    let isOfRate = figure.type == .proportion || figure.unit.utf8.ends(in: "百分点")
    // 学生近视率51%，其中6岁儿童|14%
    if isOfRate, topic.ends(in: "率"), phrase.isOfPeople(naming.name) {
      naming.name += phrase.parted(topic).indicator
      return
    }
    let other = figure.thought.last {
      $0.type == figure.type && $0.unit.text.hasBytes(of: figure.unit)
    }
    // 居民人均可支配收入13241元，城镇居民|19080元
    if figure.type == .money, let other, other.population != nil, phrase.isOfPeople(naming.name) {
      (naming.people, naming.name) = (naming.name, Array(other.indicator.utf8))
      return
    }
    // 主管人员薪资8万元最高，专业人员|5万元|次之
    let behind = figure.text.bytes[figure.text.figures[figure.draft.slot].end...]
    if let other,
      phrase.ranksNext(behind) || phrase.isMeasuring(behind) || words.tellsNext(figure.draft),
      !carrier.isMeasure(naming.name), !carrier.isDependent(naming.name)
    {
      let measure = carrier.measure(ofParts: Array(other.indicator.utf8))
      if measure.count >= 6 { naming.name = NameText.joined(naming.name, measure) }
      return
    }
    // 节前发送旅客1.2亿人次；节后|发送|2.1亿人次
    if naming.name.count == 6, figure.type == .count, !carrier.isGroup(naming.name),
      !carrier.holders.contains(naming.name),
      let last = spoken.last(where: { $0.unit == figure.unit })?.name, last.count > 9,
      last.starts(with: naming.name)
    {
      naming.name = last
      return
    }
    guard carrier.isBranch(naming.name) else { return }
    let told = (other.map { [Array($0.indicator.utf8)] } ?? []) + (isOfRate ? [topic] : [])
    let branch = naming.name
    if let name = told.lazy.compactMap({ carrier.branch(branch, besides: $0) }).first {
      naming.name = name
    } else if let other, carrier.isMeasure(told[0]),
      let people = other.population.flatMap({
        carrier.branch(branch, besides: Array($0.utf8), isOfPeople: true)
      })
    {
      // 从事制造业农民工月均收入4780元；建筑业|5488元: so with whom it is told of.
      (naming.people, naming.name) = (people, told[0])
    }
  }

  /// A part with the measure that the last name ends in: 领证数102万张，以|癌症|最多.
  func measured(_ part: [UInt8]) -> [UInt8] {
    let measure = carrier.isMeasure(part) ? [] : carrier.measure(ofParts: lastName)
    return measure.count < 6 ? part : NameText.joined(part, measure)
  }

  /// The things of some of which a figure is, in the words of the figure that counts them where it stands right
  /// before: 参加考试的|3000名|学生中 → 参加考试学生.
  func whole(of things: [UInt8], _ figure: Figure) -> [UInt8] {
    let counted = figure.facts.last.map { Array($0.indicator.utf8) } ?? []
    let isOfLast =
      counted.count <= NameReader.longestWhole && counted.suffix(things.count).elementsEqual(things)
    return isOfLast ? counted : things
  }

  /// Most bytes of the name of a whole that the names of its parts begin with.
  private static let longestWhole = 36

  /// The size of some of the things with what is sized, which only the first of several sizes says:
  /// 月收入3000元以下占28%，|5000元以上|占17%.
  func sized(_ name: [UInt8]) -> [UInt8] {
    guard let first = name.first, Ascii.isDigit(first), name.ends(in: "占比重"),
      lastName.ends(in: "占比重"), let size = lastName.firstIndex(where: { Ascii.isDigit($0) })
    else { return name }
    return lastName[..<size] + name
  }

  /// How far into a sentence its subject is looked for, in bytes.
  static let subjectReach = 120

  /// What the last sentence without figures is about, by the first of its clauses that is no 近日.
  func subjectOfLastSentence() -> [UInt8] {
    var rest = lastSentence[...]
    while !rest.isEmpty {
      let end = rest.withUnsafeBufferPointer { buffer in
        buffer.indices.first { Clauses.isMark(buffer, $0) } ?? buffer.count
      }
      let clause = Array(rest.prefix(end))
      if phrase.clean(clause[...]).count > 6 { return local(phrase.subject(ofSentence: clause)) }
      rest = rest.dropFirst(end)
      rest = rest.dropFirst(rest.first.map { WordSet.width($0) } ?? 0)
    }
    return []
  }

  /// Whether a name says behind the word of an average only what was done before: 发送旅客8126万人次，日均|发送|131万人次.
  func repeatsDeed(_ name: [UInt8], behind average: [UInt8]) -> Bool {
    guard name.starts(with: average), name.count == average.count + 6,
      !lastName.ends(in: "比重")
    else { return false }
    return lastName.dropLast(3).holds(name.suffix(6))
  }

  /// The average of an amount that was told right before: 捷运绿线总运量1634万人次，日均运量|4.5万人次 → 捷运绿线日均运量.
  func averaged(_ name: [UInt8], _ figure: Figure, _ words: DraftNames) -> [UInt8]? {
    guard name.count == 12, ["日均", "月均", "年均"].contains(where: { name.begins(with: $0) }),
      lastName.count >= 12, lastName.suffix(6).elementsEqual(name.suffix(6)),
      !lastName.holds(name.prefix(6)),
      figure.facts.last?.unit.text == figure.unit || figure.facts.last?.type == .change,
      words.clauseBefore(figure.draft, orAside: true).isEmpty
    else { return nil }
    let whole = lastName.dropLast(6)
    return (whole.ends(in: "总") ? whole.dropLast(3) : whole) + name
  }

  /// Whether a share is of the level right before it, which leans on the topic: 工程…，已完成投资5.4亿元，占总投资的|55%.
  func leansOnLast(_ own: [UInt8], _ figure: Figure) -> Bool {
    guard own.begins(with: "占"), isLastDependent, let last = figure.facts.last else { return false }
    return last.type != .change && last.type != .proportion
      && lastName.elementsEqual(last.indicator.utf8)
      && (carrier.isMeasure(lastName) || isAccount(lastName)
        || NameCarrier.isInvested(lastName.suffix(12)))
  }

  /// Whether a name is that of a measure in accounts, which needs no head: 财税收入：…|税收.
  func isAccount(_ name: [UInt8]) -> Bool { phrase.trimmer.isAccounted(name) }

  /// What the clause before a figure makes its topic: of the last name, where that ends so, all of it, 接获145宗|新登记个案|，
  /// 较前一年的143宗增加1%.
  func subject(_ clause: [UInt8], _ own: [UInt8]) -> [UInt8] {
    let isLast = own.isEmpty && lastName.suffix(clause.count).elementsEqual(clause)
    return isLast ? lastName : phrase.subject(local(clause))
  }

  /// The names of which a name may be the other side: the last, the topic, and what the passage began with.
  var sides: [[UInt8]] { [lastName, topic, topicOfWhole ?? [], spoken.first?.name ?? []] }

  // MARK: the last name

  /// Whether the last name was that of a figure in the same unit.
  func isInUnitOfLast(_ figure: Figure) -> Bool {
    figure.facts.contains {
      $0.unit.text == figure.unit && lastName.elementsEqual($0.indicator.utf8)
    }
  }

  /// Whether a figure with no name of its own goes on with the share before it: 占总装机的比重降至40%以下，
  /// 为|39.9%; 占总人数的36.1%，提高|5.2个百分点.
  func followsShare(_ figure: Figure) -> Bool {
    let draft = figure.draft
    guard draft.item == nil, !lastName.isEmpty, let last = figure.facts.indices.last,
      figure.facts[last].type == .proportion
    else { return false }
    return figure.text.kind(ofSlot: draft.slot) == .points
      || figure.type == .proportion && UTF8Search.first("占", in: lastName) != nil
  }

  /// What a figure in a row of figures is carried on from: as many names before it, in their order.
  func carriedInRow(_ figure: Figure) -> (name: [UInt8], people: [UInt8])? {
    guard let item = figure.draft.item else { return nil }
    // 增加值分别增长17.4%、11.6%，占比重为12.3%、25.1%，同比提高|1.4个、0.9个百分点: the shares do.
    let shares = figure.facts.dropLast(item.index).suffix(item.count)
    if figure.unit.utf8.ends(in: "百分点"), shares.count == item.count,
      shares.allSatisfy({ $0.type == .proportion })
    {
      let share = shares[shares.startIndex + item.index]
      return (Array(share.indicator.utf8), Array((share.population ?? "").utf8))
    }
    let alike = spoken.filter { $0.unit == spoken.last?.unit }
    // 铁路9946万人次，日均1243万人次；公路21亿人次，日均2.6亿人次，分别增长|24%和19%: the sums.
    let averages: [StaticString] = ["日均", "月均", "日平均", "月平均"]
    func isSum(_ name: [UInt8]) -> Bool { !averages.contains { name.begins(with: $0) } }
    let sums = alike.filter { isSum($0.name) }
    if sums.count == item.count, alike.count == 2 * item.count {
      return (sums[item.index].name, sums[item.index].people)
    }
    // 客运量3.6亿人次，日均99万人次；里程2亿公里，收入4.9亿元，分别增长|13%、5%和11%
    let wholes = spoken.filter { isSum($0.name) }
    if wholes.count == item.count, spoken.count > item.count {
      return (wholes[item.index].name, wholes[item.index].people)
    }
    // 接待游客32万人次，增长8%，旅游收入1.2亿元，增长9%，分别相当于去年的|55%和53%
    let named = row.indices.filter { at in !row[..<at].contains { $0 == row[at] } }
    if named.count == item.count, row.count > item.count {
      return row[named[item.index]]
    }
    if row.count == item.count || row.count > item.count && !isRowOver {
      return row[row.count - item.count + item.index]
    }
    // 邀请6次，420万元；谈判25次，1260万元；询价17次，1220万元，分别占|2.4%、7.3%和7.1%
    // 发放贷款1.8万笔、586亿元，贷款余额352亿元，分别增长|6.5%、9.8%和4.2%
    let levels = alike.count >= item.count ? alike : spoken
    guard levels.count >= item.count else { return nil }
    let level = levels[levels.count - item.count + item.index]
    return (level.name, level.people)
  }

  /// What the last level in the figure's unit is of, where the figure before it is of another.
  func level(before figure: Figure) -> [UInt8]? {
    let facts = figure.facts
    guard let last = facts.indices.last, facts[last].type != .change,
      facts[last].unit.text != figure.unit
    else { return nil }
    func isLevel(_ fact: Fact) -> Bool { fact.unit.text == figure.unit && fact.type != .change }
    // 支出18万元，完成预算22万元的84%，比上年减少|3万元: the plan is only what the level is held against.
    let level =
      facts.suffix(3).last { isLevel($0) && $0.status == .actual } ?? facts.last(where: isLevel)
    return level.map { Array($0.indicator.utf8) }
  }

  /// Whether a change with no name of its own stands right behind a level that leans on the topic: 锂电池产业…，
  /// 总产量940吉瓦时，同比增长|25%.
  func followsLevel(_ figure: Figure, _ words: DraftNames) -> Bool {
    // 成交均价1.7万元，环比上涨0.9%，同比下跌|2.4%: whatever changes of it stand between.
    guard figure.draft.item == nil,
      let last = figure.facts.last(where: {
        $0.type != .change || !lastName.elementsEqual($0.indicator.utf8)
      }), last.type != .change
    else { return false }
    // 床位2万张，使用率78%，上年同期为|52%
    let isSame = last.unit.text.hasBytes(of: figure.unit)
    let isOnTopic = lastName.count > topic.count && lastName.starts(with: topic)
    if isSame, figure.type == last.type { return isOnTopic && !phrase.namesAverage(lastName) }
    // 平均亩产692公斤，增产|1.7公斤
    return figure.type == .change && last.type != .proportion && (isSame || figure.isRate)
      && (isLastDependent || isOnTopic || words.isHeldAgainst(figure.draft.slot - 1)
        || figure.facts.last?.type == .change
          && words.clauseBefore(figure.draft, orAside: true).isEmpty)
  }
}
