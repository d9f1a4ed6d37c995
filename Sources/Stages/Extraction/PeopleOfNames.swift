internal import Facts

/// Tells whom a name is about: 农村妇女|宫颈癌筛查任务数.
extension Phrase {
  /// What stands behind 中 in a word: 中级.
  private static let behindMiddle: [StaticString] = [
    "级", "考", "学", "小", "高", "专", "职", "心", "等", "央", "国", "医", "西", "东", "长", "年", "标",
  ]

  /// Whether a name tells nothing but whom something is about: 6岁儿童.
  func isOfPeople(_ name: [UInt8]) -> Bool {
    NameText.characters(name[...]) <= Phrase.mostPeople && !name.ends(in: "人口")
      && UTF8Search.first("占", in: name) == nil
      && name.withUnsafeBufferPointer { people.longest(in: $0, endingAt: $0.count) != nil }
  }

  /// Most characters of a name that tells only whom something is about.
  private static let mostPeople = 8

  /// Where the first people that a name may be about end: 农村妇女|宫颈癌筛查任务数.
  private func endOfPeople(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
    var at = 0
    while at < name.count {
      if let word = noPeople.longest(in: name, at: at) {
        at += noPeople.length(word)
      } else if let word = people.longest(in: name, at: at) {
        // In 占总人口 the people are the whole, not whom the share is of.
        if UTF8Search.first("占", in: name[..<at]) != nil { return nil }
        // 热线受理|群众诉求: so they are behind a deed.
        if at > 0, acts.longest(in: name, endingAt: at) != nil { return nil }
        at += people.length(word)
        if NameText.characters(name[..<at]) <= NameText.mostPopulation { return at }
      } else {
        at += WordSet.width(name[at])
      }
    }
    return nil
  }

  /// Parts a name into whom it is about and what is measured: 农村妇女 + 宫颈癌筛查任务数.
  func parted(_ name: [UInt8]) -> (population: [UInt8], indicator: [UInt8]) {
    name.withUnsafeBufferPointer { buffer in
      // 建立居民健康档案, 实施困难老年人家庭改造: what is done to people is no group of them.
      if acts.longest(in: buffer, at: 0) != nil || deedsTo.longest(in: buffer, at: 0) != nil {
        return ([], name)
      }
      guard let split = endOfPeople(buffer), split < buffer.count else { return ([], name) }
      // 开展学生体检、妇女|筛查: the people are those of one item of a list.
      // 消防部门帮助受灾群众|清理废墟: nor is what is done to them a group.
      if UTF8Search.first("、", in: name[..<split]) != nil || split > 18,
        acts.find(in: buffer, from: 0, to: split) != nil
      {
        return ([], name)
      }
      var rest = split
      // 居港人口|则|净移入
      if ["的", "则"].contains(where: { buffer[rest...].begins(with: $0) }) { rest += 3 }
      // 专任教师中|本科以上学历比例, unlike 教师中级职称
      if buffer[rest...].begins(with: "中"),
        !Phrase.behindMiddle.contains(where: { buffer[(rest + 3)...].begins(with: $0) })
      {
        rest += 3
        if buffer[rest...].begins(with: "的") { rest += 3 }
      }
      // 骨干教师|占全体的四分之一: a share is of its part.
      if buffer[rest...].begins(with: "占") { return ([], name) }
      // 乡村医生和卫生员 are one group.
      if ["和", "及", "与", "、"].contains(where: { buffer[rest...].begins(with: $0) }) {
        return ([], name)
      }
      // 常住人口|超过500万的市: how many there are is of what is counted.
      if ["超", "不足", "少于", "多于"].contains(where: { buffer[rest...].begins(with: $0) }) {
        return ([], name)
      }
      // 分级诊疗试点和家庭|签约服务: nor those of what 和 joins to something else.
      if let join = UTF8Search.first("和", in: name[..<split]), join >= 9,
        people.longest(in: buffer, endingAt: join) == nil
      {
        return ([], name)
      }
      // 农民|健康保险、老农津贴: the people are those of one item of a list.
      if UTF8Search.first("、", in: name[rest...]) != nil { return ([], name) }
      // 老年人数, 患者数: the people are what is counted.
      if NameText.characters(name[rest...]) < 2 || noRests.contains(Array(name[rest...])) {
        return ([], name)
      }
      // 为|全市65岁及以上老年人|免费体检: for whom it is done is told with a preposition.
      let isFor =
        ["为", "对", "给", "向"].contains { buffer.begins(with: $0) } && !buffer.begins(with: "给予")
      // 实现|高校毕业生|就业: nor is what was attained for them.
      let isAttained = buffer.begins(with: "实现") && split > 9
      let group =
        isFor && split > 3
        ? clean(name[3..<split]) : Array(buffer[(isAttained ? 6 : 0)..<split])
      return (group, Array(buffer[rest...]))
    }
  }
}
