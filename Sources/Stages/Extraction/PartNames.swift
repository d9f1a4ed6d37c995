internal import Facts

/// Names parts, groups and branches by what is told of their whole, or of another of them.
extension NameCarrier {
  /// Whether a name is a rate that does not say whose it is, or an amount for each of the people spoken of: 阅读率,
  /// 人均图书阅读量, unlike 人均生产总值.
  func isBareRate(_ name: [UInt8]) -> Bool {
    guard name.count <= NameCarrier.longestBareRate else { return false }
    return name.ends(in: "率")
      || name.begins(with: "人均")
        && !UTF8Search.hasAny(
          name[...], ["生产总值", "财政", "预算", "公园", "道路", "耕地", "水资源", "面积", "经费", "寿命"])
  }

  /// Most bytes of such a name.
  private static let longestBareRate = 24

  /// What is told of some things with those, which a place stands for: 128个县中，|8个|县没有专职人员.
  func told(_ name: [UInt8], of things: [UInt8]) -> [UInt8] {
    let isSaid =
      ["县", "市", "区", "省", "镇", "乡", "村"].contains { things.ends(in: $0) && name.begins(with: $0) }
    return NameText.joined(isSaid ? things.dropLast(3) : things, name)
  }

  /// What has been invested, behind what was told of investment: 环保工程总投资6亿元，已完成投资|3亿元.
  static func invested(_ topic: [UInt8], _ name: [UInt8]) -> [UInt8] {
    if topic.count == 6 { return name }
    let plans: [StaticString] = ["计划总投资", "计划投资", "总投资"]
    guard let plan = plans.first(where: { topic.ends(in: $0) }) else { return topic }
    return topic.dropLast(plan.utf8CodeUnitCount) + Array("完成投资".utf8)
  }

  /// Whether a name is that of all other parts of a whole.
  static func isRest(_ name: [UInt8]) -> Bool {
    ["其他", "其它", "其余"].contains { name.equals($0) }
  }

  /// Whether a name is that of a group alone, of which a rate told before it may be: 城市.
  func isGroup(_ name: [UInt8]) -> Bool {
    groups.contains(name) || people.contains(name) || isRanked(name)
  }

  /// Whether a rate may be told of a name beside that of others: 一般旅馆住用率28.7%，|民宿|16.2%.
  func isSide(_ name: [UInt8]) -> Bool { isGroup(name) || holders.contains(name) }

  /// The rate of a group, where that of all, or of other institutions, was told: 一般旅馆|住用率 of 民宿.
  func rate(_ rate: [UInt8], of group: [UInt8]) -> [UInt8] {
    let end = rate.withUnsafeBufferPointer { buffer in
      holders.contains(group)
        ? holders.find(in: buffer, from: 0, to: buffer.count).map {
          $0.at + holders.length($0.word)
        }
        : nil
    }
    return NameText.joined(group, Array(rate[(end ?? 0)...]))
  }

  /// Whether a name begins with a group: 城镇|调查失业率.
  func beginsInGroup(_ name: [UInt8]) -> Bool {
    name.withUnsafeBufferPointer { groups.longest(in: $0, at: 0) != nil }
  }

  /// Whether a name is that of a group by rank, age or schooling: A级, 25至44岁.
  private func isRanked(_ name: [UInt8]) -> Bool {
    name.withUnsafeBufferPointer { groupEnds.longest(in: $0, endingAt: $0.count) != nil }
  }

  /// A rate without the group by rank, age or schooling that it is told of: 15至24岁|失业率.
  func ofAll(_ rate: [UInt8]) -> [UInt8] {
    rate.withUnsafeBufferPointer { buffer in
      guard let found = groupEnds.find(in: buffer, from: 0, to: buffer.count),
        case let end = found.at + groupEnds.length(found.word), end < buffer.count
      else { return rate }
      return Array(buffer[end...])
    }
  }

  /// A share that is named as one within its whole as all others are: 宽带收入在电信业务收入中占比 → 宽带收入占电信业务收入比重.
  static func share(within name: [UInt8]) -> [UInt8] {
    guard let at = UTF8Search.first("在", in: name) else { return name }
    // 在北方地区占比
    let word = shares.first { name.ends(in: $0) }?.utf8CodeUnitCount ?? 0
    let whole = word > 0 ? name[(at + 3)..<max(at + 3, name.count - word)] : []
    if whole.ends(in: "地区") {
      return name[..<at] + Array("占".utf8) + whole + Array("比重".utf8)
    }
    guard let end = UTF8Search.first("中", in: name[(at + 3)...]), end > at + 6,
      shares.contains(where: { name[(end + 3)...].equals($0) })
    else { return name }
    return name[..<at] + Array("占".utf8) + name[(at + 3)..<end] + Array("比重".utf8)
  }

  /// What shares are called, behind what they are of or for themselves.
  private static let shares: [StaticString] = [
    "占比", "的占比", "占比重", "比重", "的比重", "所占比重", "所占比例", "占比例", "的比例", "比例", "份额", "的份额",
  ]

  /// Whether a name is that of a share and nothing else: 占比.
  static func isShareOnly(_ name: [UInt8]) -> Bool {
    !name.begins(with: "占比重") && !name.begins(with: "占比例") && shares.contains { name.equals($0) }
  }

  /// The part that a name of a share is of: 内地旅客占比重 → 内地旅客.
  static func part(_ name: [UInt8]) -> [UInt8] {
    guard name.ends(in: "比重") || name.ends(in: "占比"),
      let at = UTF8Search.first("占", in: name), at > 0
    else { return name }
    return Array(name[..<at])
  }

  /// What the parts of a whole are measured by, where only the name of the whole says it: 工业增加值 → 增加值.
  func measure(ofParts whole: [UInt8]) -> [UInt8] {
    let head = commonHead(whole)
    // What a branch adds to the product is its 增加值.
    if head.equals("生产总值") { return Array("增加值".utf8) }
    // 居民消费价格, of which 城市 → 城市居民消费价格
    return head.isEmpty && isMeasure(whole) ? whole : head
  }

  /// What a part's level is measured by, where only the name of the whole says it: 医疗机构床位, of which 医院 →
  /// 医院床位; 在校学生, of which 小学 → 小学在校学生.
  func measured(_ part: [UInt8], as whole: [UInt8]) -> [UInt8] {
    let endsInMeasure = ["量", "数", "额", "率", "值", "费", "款", "债", "税", "金", "口", "产"].contains {
      part.ends(in: $0)
    }
    guard part.count <= NameCarrier.longestPart, !endsInMeasure else { return part }
    // 新开工亿元以上项目2103个，其中10亿元以上|112个: of the same things.
    for size: StaticString in ["以上", "以下"] where part.ends(in: size) {
      guard let at = UTF8Search.first(size, in: whole), at + 6 < whole.count else { continue }
      return part + whole[(at + 6)...]
    }
    // 低保资金5.3亿元，其中城市|1.2亿元: a group has all of the name.
    // 学校186所，其中幼儿园|98所: a school is one of them.
    let isOfInstitutions = whole.withUnsafeBufferPointer {
      holders.longest(in: $0, endingAt: $0.count) != nil
    }
    let isGroup = groups.contains(part) || isRanked(part)
    if isOfInstitutions { return isGroup && !isKind(part) ? part + whole : part }
    if isGroup, NameText.characters(whole) <= NameCarrier.mostWhole {
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
    guard !isWhole, let measure, part.count < 6 || !measure.holds(part.suffix(6))
    else {
      return part
    }
    return NameText.joined(part, measure)
  }

  /// What a part's rise or fall is of, where only the name of the whole says it: 工业增加值, of which 国有企业 →
  /// 国有企业增加值.
  func changed(_ part: [UInt8], as whole: [UInt8]) -> [UInt8] {
    if whole.ends(in: "率") { return rated(part, as: whole) }
    let measure = measure(ofParts: whole)
    // 集装箱发送量增长18%，铁海联运发送集装箱|增长22%
    let isSaid = measure.isEmpty || part.holds(measure.prefix(6))
    return isSaid ? part : NameText.joined(part, measure)
  }

  /// What a part's rate is of: 医院病床使用率, of which 公立医院 → 公立医院病床使用率.
  func rated(_ part: [UInt8], as whole: [UInt8]) -> [UInt8] {
    let isOther =
      isMeasure(part) && !part.ends(in: "机构") || ["度", "比"].contains { part.ends(in: $0) }
      || UTF8Search.first("占", in: part) != nil
    if isOther { return part }
    let joined = NameText.joined(part, whole)
    if joined.count < part.count + whole.count { return joined }
    let head = commonHead(whole)
    return part + (head.equals("率") ? whole : head)
  }

  /// Whether a group is a kind of institution itself: 幼儿园, unlike 公办.
  private func isKind(_ group: [UInt8]) -> Bool {
    holders.contains(group) || ["学", "校", "园", "中", "育", "科"].contains { group.ends(in: $0) }
  }

  /// Most characters of the name of a whole that the name of a group is put before.
  private static let mostWhole = 14

  /// Most bytes of the name of a part that says nothing of how it is measured.
  private static let longestPart = 36

  /// A branch of industry, a class of things or a part of the country with what was told of another:
  /// 建造业失业率4.3%，零售业|3.8%; 东部地区跨省流动占外出农民工14.9%，中部地区占|50.7%; `nil` where it has a name of its
  /// own.
  func branch(_ name: [UInt8], besides other: [UInt8], isOfPeople: Bool = false) -> [UInt8]? {
    let isShare = name.ends(in: NameCarrier.ofShare)
    let part = NameCarrier.withoutShare(name)
    guard part.count >= (part.ends(in: "类") ? 6 : 9),
      let end = branchEnds.first(where: { ends(part, in: $0) }),
      let split = other.indices.last(where: { ends(other[..<$0], in: end) })
    else { return nil }
    let rest = other[split...]
    // 规上企业总数达186家，省级示范企业|8家
    if NameCarrier.isTotal(Array(rest)) { return nil }
    let isTold =
      isShare
      ? UTF8Search.first("占", in: rest) != nil
      : isMeasure(Array(rest)) || rest.ends(in: "比重") || isRowHead(rest)
        || isOfPeople && !rest.isEmpty
    return isTold ? Array(part + rest) : nil
  }

  /// Whether a name, or that of a share, ends in a word of a branch.
  func isBranch(_ name: [UInt8]) -> Bool {
    let part = NameCarrier.withoutShare(name)
    return part.count >= (part.ends(in: "类") ? 6 : 9) && branchEnds.contains { ends(part, in: $0) }
  }

  private static let ofShare: StaticString = "占比重"

  private static func withoutShare(_ name: [UInt8]) -> ArraySlice<UInt8> {
    name.ends(in: ofShare) ? name.dropLast(9) : name[...]
  }

  /// Whether words end in a measure that a row of groups may follow: 利润.
  private func isRowHead(_ words: ArraySlice<UInt8>) -> Bool {
    words.withUnsafeBufferPointer { rowHeads.longest(in: $0, endingAt: $0.count) != nil }
  }

  /// Whether words end in one of a branch, unlike 失业 and 营业.
  private func ends(_ words: ArraySlice<UInt8>, in end: [UInt8]) -> Bool {
    words.suffix(end.count).elementsEqual(end)
      && words.withUnsafeBufferPointer { notBranches.longest(in: $0, endingAt: $0.count) } == nil
  }
}
