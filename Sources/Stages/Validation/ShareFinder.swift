internal import Facts

/// Ties shares to their parts and wholes, by the names that they were given: 货物支出占总支出比重.
struct ShareFinder: NamedFacts {
  let facts: [Fact]
  let names: [NamePairs]
  let text: TextBetween

  /// A share with the part that it is named after, and each whole that its name may mean.
  func ties() -> [Tie] {
    var found: [Named] = []
    for share in facts.indices where facts[share].type == .proportion {
      guard let (partName, whole) = ShareFinder.split(facts[share].indicator),
        let part = part(of: share, named: NamePairs(partName)), !isOfOtherTime(share, than: part)
      else { continue }
      found.append(
        Named(
          share: share, part: part, whole: whole, isExact: partName == facts[part].indicator))
    }
    // 医院800.5万张（占78.7%）。医院中，公立医院占|69.3%: what one share names is not what another is like.
    let exact = Set(found.filter(\.isExact).map(\.part))
    found.removeAll { !$0.isExact && exact.contains($0.part) && $0.part + 1 != $0.share }
    let parts = Set(found.map(\.part))
    return bases(found) + chains()
      + found.flatMap {
        ties(of: $0.share, $0.part, $0.whole, among: wholes(of: $0.part, not: parts))
      }
  }

  /// A share with the part that it is named after.
  private struct Named {
    let share: Int
    let part: Int
    let whole: String
    /// Whether the name of the share says just the part's.
    let isExact: Bool
  }

  /// Whether a share says itself that it is of another year than its part: 占比由上年的|38%|降至36%.
  private func isOfOtherTime(_ share: Int, than part: Int) -> Bool {
    // 占支出的20%，比上年的|19%|高1个百分点
    let isStandard =
      share > 0 && facts[share - 1].indicator == facts[share].indicator
      && text.between(share - 1, share)?.has(["比", "较", "較"]) == true
    if isStandard { return true }
    guard let own = facts[share].period, let other = facts[part].period,
      own.basis != .published, other.basis != .published
    else { return false }
    return own.start?.year != other.start?.year
  }

  /// 甲12.9亿人、乙12.6亿人，分别占总人口的91.9%和89.5%: neighbours in two rows, one of parts and one of shares.
  private func bases(_ found: [Named]) -> [Tie] {
    zip(found, found.dropFirst()).compactMap { first, second in
      guard !first.whole.isEmpty, first.whole == second.whole, !ShareFinder.isOfEach(first.whole),
        second.share == first.share + 1,
        second.part == first.part + 1, partInRow(of: first.share) == first.part,
        facts[first.part].unit == facts[second.part].unit
      else { return nil }
      return Tie(
        .base,
        [
          .init("part", first.part), .init("part", second.part), .init("share", first.share),
          .init("share", second.share),
        ])
    }
  }

  /// 投入2300亿元，占民生支出的50%以上，… 1100亿元，占24%: shares of the whole that the first of a paragraph names
  /// and that is not printed. All parts imply it alike, and together they are not more than it.
  private func chains() -> [Tie] {
    var ties: [Tie] = []
    var chain: [Int] = []
    func close() {
      if chain.count >= 3 {
        ties.append(Tie(.part, chain.map { .init("part", $0) }, basis: .inferred))
        for (place, first) in chain.enumerated() {
          for second in chain[(place + 1)...] {
            ties.append(
              Tie(
                .base,
                [
                  .init("part", first - 1), .init("part", second - 1), .init("share", first),
                  .init("share", second),
                ]))
          }
        }
      }
      chain = []
    }
    for share in facts.indices.dropFirst() where facts[share].type == .proportion {
      guard facts[share].unit.text == "%",
        let whole = ShareFinder.split(facts[share].indicator)?.whole,
        isPart(share - 1, of: share)
      else {
        close()
        continue
      }
      let isNext = chain.last.map {
        isTogether($0, share) && facts[$0 - 1].unit == facts[share - 1].unit && whole.isEmpty
          && text.between($0, share)?.has(["其中", "当中", "當中", "最多", "最高", "最大"]) == false
      }
      if isNext != true { close() }
      if isNext == true || !whole.isEmpty && !isPrinted(whole, near: share) { chain.append(share) }
    }
    close()
    return ties
  }

  /// Whether an amount stands right before its share.
  private func isPart(_ part: Int, of share: Int) -> Bool {
    isTogether(part, share) && facts[part].value.relation != .range
      && [.money, .count, .measure].contains(facts[part].type)
  }

  /// The whole of the share that stands last before one whose own is not named, in its paragraph.
  private func wholeNamed(before share: Int) -> String? {
    let before = facts[..<share].lastIndex {
      $0.type == .proportion || $0.source.paragraph != facts[share].source.paragraph
    }
    guard let before, facts[before].source.paragraph == facts[share].source.paragraph else {
      return nil
    }
    return ShareFinder.split(facts[before].indicator).flatMap { $0.whole.isEmpty ? nil : $0.whole }
  }

  /// Whether the amount of a whole is printed too, so that shares are held against it.
  private func isPrinted(_ whole: String, near share: Int) -> Bool {
    let plain = ShareFinder.plain(whole)
    return near(share).contains { isLevel($0) && facts[$0].indicator.hasSuffix(plain) }
  }

  /// The levels of a part's kind that may be its whole; those whose own share is printed are not.
  private func wholes(of part: Int, not parts: Set<Int>) -> [Int] {
    near(part).filter {
      isLevel($0) && !parts.contains($0) && facts[$0].type == facts[part].type
        && facts[$0].status == facts[part].status
        && facts[$0].unit.text == facts[part].unit.text && isAverage($0) == isAverage(part)
        && !isWithin($0, part)
    }
  }

  /// Whether a level is of a place within that of another: 死亡人数以|高雄市|160人最多.
  private func isWithin(_ level: Int, _ other: Int) -> Bool {
    guard let inner = facts[level].region, let outer = facts[other].region else { return false }
    return inner != outer && inner.hasPrefix(outer)
  }

  /// Whether a level is an average: 平均每年拨款.
  private func isAverage(_ level: Int) -> Bool {
    UTF8Search.hasAny(facts[level].indicator, ["平均", "年均", "月均", "日均", "人均", "户均", "每年"])
  }

  private func ties(
    of share: Int, _ part: Int, _ wholeName: String, among wholes: [Int]
  ) -> [Tie] {
    let plain = ShareFinder.plain(wholeName)
    // 项目支出8.2亿元，占10.9%；…5.4亿元，占项目支出总额的66%: a part that is named is a whole of its own.
    let named = near(part).last {
      $0 < share && $0 != part && isLevel($0) && facts[$0].unit.text == facts[part].unit.text
        && !plain.isEmpty && facts[$0].status == facts[part].status
        && ShareFinder.areAlike(ShareFinder.plain(facts[$0].indicator), plain)
        && isAverage($0) == isAverage(part) && !isWithin($0, part)
    }
    if let named, !wholes.contains(named) {
      return [Tie(.share, [.init("part", part), .init("whole", named), .init("share", share)])]
    }
    let pairs = NamePairs(plain)
    // What a later paragraph speaks of is of something else: 占总装机的45.1%. …电站装机120万千瓦.
    let exact = wholes.filter {
      // Nor is a whole that is told behind its share less than its part: 占总装机的45%。光伏装机148万千瓦.
      guard $0 < share || isTogether($0, share) && !isLess($0, than: part) else { return false }
      let other = ShareFinder.plain(facts[$0].indicator)
      return !plain.isEmpty && other.hasSuffix(plain) && other.count <= plain.count + 4
    }
    // 占全部投资的…: of several the one that is spoken of first.
    let isTotal = ["全部", "总", "全县", "全市", "全省", "全国"].contains { wholeName.hasPrefix($0) }
    // 5月出口517亿美元，… 1至5月出口2296亿美元，… 5月对美国出口155亿美元，占总出口的30%: of the same time.
    let ofTime = exact.filter {
      facts[$0].period?.start == facts[part].period?.start
        && facts[$0].period?.end == facts[part].period?.end
    }
    let numbers = Set((ofTime.isEmpty ? exact : ofTime).map { facts[$0].value.number })
    // 城镇常住人口占总人口的65%: of the 常住人口, whatever 户籍人口 was told before.
    // 宽带接入用户总数6.7亿户，其中光纤用户6.4亿户，占总用户数的95%: nor is it of the 电话用户总数.
    let own =
      exact.last { facts[part].indicator.hasSuffix(facts[$0].indicator) }
      ?? wholes.last {
        $0 < part && isTogether($0, part) && !plain.isEmpty
          && ShareFinder.plain(facts[$0].indicator).hasSuffix(plain)
      }
    // 扣非后净利润5.9亿元，… 归属于股东的净利润6.4亿元，… 占净利润的67%: of which of them nothing says.
    let rivals = wholes.filter {
      $0 < share && !plain.isEmpty && facts[$0].indicator.hasSuffix(plain)
        && facts[$0].period == facts[exact.last ?? part].period
    }
    let isSure =
      numbers.count == 1
      && (Set(rivals.map { facts[$0].value.number }).count == 1
        || exact.contains { ShareFinder.plain(facts[$0].indicator) == plain })
    let sure = isSure ? (ofTime.last ?? exact.last) : isTotal ? own ?? rivals.first : nil
    // 占同类产品采购规模的91.3%；环保产品采购额9800万元，占|88.7%: of what is of its kind too.
    let kind = plain.isEmpty ? wholeNamed(before: share) : plain
    if let kind, ["同类", "同期", "同一"].contains(where: kind.hasPrefix) { return [] }
    // A whole that is not named stands not far before its share.
    let candidates = plain.isEmpty ? wholes.filter { $0 < share }.suffix(40)[...] : wholes[...]
    return candidates.compactMap { whole in
      let roles: [Tie.Role] = [.init("part", part), .init("whole", whole), .init("share", share)]
      if whole == sure { return Tie(.share, roles) }
      // 投诉4.4万件，… 直播投诉0.3万件，占|网购|投诉的38%: what the name of a whole begins with tells it from others.
      let likeness = pairs.similarity(to: names[whole])
      let isOfOther = likeness < 60 && !facts[whole].indicator.contains(plain.prefix(2))
      guard plain.isEmpty || likeness >= 30 && !isOfOther else { return nil }
      return Tie(.share, roles, basis: .parallel([Tie.Family(whole * 8 + 1, least: 2)]))
    }
  }

  /// Whether two names are one but for a word of measure: 项目支出, 项目支出额; 事故死亡人数, 事故死亡.
  private static func areAlike(_ a: String, _ b: String) -> Bool {
    a == b || a == b.dropSuffix("额") || ["人数", "数", "额", "量"].contains { a == b + $0 }
  }

  /// Whether one number is surely less than another.
  private func isLess(_ a: Int, than b: Int) -> Bool {
    guard let low = facts[a].value.number, let high = facts[b].value.number else { return false }
    return low < high
  }

  /// A name such as 货物支出占总支出比重 in two: whose share it is, and of what.
  static func split(_ name: String) -> (part: String, whole: String)? {
    guard UTF8Search.hasAny(name, ["占", "之比"]) else { return nil }
    if let share = name.lastRange(of: "占") {
      var whole = name[share.upperBound...]
      // A long name may have lost its end.
      for end in ["比重", "比例", "比"] where whole.hasSuffix(end) {
        whole = whole.dropLast(end.count)
        break
      }
      return (String(name[..<share.lowerBound]), String(whole))
    }
    guard name.utf8.ends(in: "之比"), let with = name.lastRange(of: "与") else { return nil }
    return (String(name[..<with.lowerBound]), String(name[with.upperBound...].dropLast(2)))
  }

  /// Whether the name of a whole is that of as many wholes as there are parts: 占本地区用户的比重, 占同类产品的.
  private static func isOfEach(_ whole: String) -> Bool {
    ["本", "该", "当地", "各", "其", "同类", "相应", "所在", "所属"].contains { whole.hasPrefix($0) }
  }

  /// A name without the words that say of a whole only that it is one.
  private static func plain(_ name: String) -> String {
    var plain = name
    for word in wholeWords where UTF8Search.hasAny(plain, [word]) {
      plain = plain.replacing(word.description, with: "")
    }
    return plain
  }

  private static let wholeWords: [StaticString] = [
    "全部", "整个", "总", "实际", "完成", "规模", "的", "全县", "全市", "全省", "全国",
  ]

  /// The level that a share is named after, of the eight before it in its paragraph; else the one
  /// that it directly follows.
  private func part(of share: Int, named name: NamePairs) -> Int? {
    if let part = partInRow(of: share) { return part }
    let near = facts.indices[max(0, share - 8)..<share].reversed().filter {
      isLevel($0) && facts[$0].source.paragraph == facts[share].source.paragraph
    }
    let best = near.max { name.similarity(to: names[$0]) < name.similarity(to: names[$1]) }
    if let best, name.similarity(to: names[best]) >= 80 { return best }
    // 完成投资119.9亿元，同比增长13.7%，占…: only changes stand between.
    return near.first.flatMap { level in
      facts[(level + 1)..<share].allSatisfy { $0.type == .change }
        && name.similarity(to: names[level]) >= 40 ? level : nil
    }
  }

  /// The level in the place of a share, where as many levels as shares stand before these: 甲、乙支出
  /// 分别为3亿元、1亿元，占总支出的比例分别为75%、25%.
  private func partInRow(of share: Int) -> Int? {
    func isShare(_ index: Int) -> Bool {
      facts.indices.contains(index) && isTogether(index, share)
        && facts[index].type == .proportion && facts[index].rule == facts[share].rule
    }
    var (start, end) = (share, share + 1)
    while isShare(start - 1) { start -= 1 }
    while isShare(end) { end += 1 }
    let count = end - start
    guard count >= 2, start - count >= 0,
      (start - count..<start).allSatisfy({
        isLevel($0) && isTogether($0, share) && facts[$0].unit == facts[start - 1].unit
      })
    else { return nil }
    return share - count
  }
}

extension String {
  /// The text without an ending that it may have.
  fileprivate func dropSuffix(_ end: String) -> String {
    hasSuffix(end) ? String(dropLast(end.count)) : self
  }

  /// The last place where `text` stands.
  fileprivate func lastRange(of text: String) -> Range<String.Index>? { ranges(of: text).last }
}
