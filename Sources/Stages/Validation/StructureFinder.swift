internal import Facts

/// Finds figures that the structure of a text ties together: what stands beside what, and what is
/// named alike.
///
/// Some of these ties are as good as said. Others hold where their like do: then all of a family are
/// reported or none (`Tie.Basis.parallel`). No tie is made because its numbers fit.
struct StructureFinder {
  let facts: [Fact]
  let names: [NamePairs]

  func ties() -> [Tie] {
    growths() + comparisons() + againstPlan() + completions() + balances() + shares()
      + closedLists()
      + repetitions()
  }

  // MARK: rows of an old level, a new one and the change

  /// 2.1亿元, 6.12亿元 (+191.4%) under two years, of one name.
  private func growths() -> [Tie] {
    facts.indices.dropFirst(2).compactMap { change in
      let (old, new) = (change - 2, change - 1)
      guard facts[change].type == .change, Operands.scale(of: facts[change].unit) != nil,
        !facts[change].unit.text.hasSuffix("点"), isLevel(old), isLevel(new),
        facts[old].unit == facts[new].unit, isTogether(old, change),
        facts[old].indicator == facts[new].indicator,
        facts[new].indicator == facts[change].indicator,
        !UTF8Search.hasAny(facts[change].indicator, StructureFinder.constantPrices),
        let before = facts[old].period?.start, let after = facts[new].period?.start, before < after
      else { return nil }
      return Tie(.growth, [.init("new", new), .init("old", old), .init("change", change)])
    }
  }

  /// What grows at constant prices while its levels are at those of the day, and rates that are averages.
  private static let constantPrices: [StaticString] = [
    "生产总值", "增加值", "总产值", "GDP", "年均", "月均",
  ]

  // MARK: differences

  /// 增长5.5%，比一季度加快1.0个百分点 … 一季度增长4.5%: the figure of the same name and of the time that
  /// the change is measured against.
  private func comparisons() -> [Tie] {
    facts.indices.compactMap { change in
      guard facts[change].type == .change, isPlain(change),
        let against = facts[change].comparedWith,
        !UTF8Search.hasAny(against, ["同比", "上年", "去年"])
      else { return nil }
      let isPoints = facts[change].unit.text.hasSuffix("百分点")
      let alike = near(change).filter {
        $0 != change && isPlain($0) && facts[$0].indicator == facts[change].indicator
          && (isPoints ? facts[$0].unit.text == "%" : facts[$0].unit == facts[change].unit)
          && (isPoints || isLevel($0))
      }
      let old = alike.filter {
        facts[$0].period?.text.map { !$0.isEmpty && against.contains($0) } ?? false
      }
      let new = alike.last { $0 < change && isTogether($0, change) && !old.contains($0) }
      guard old.count == 1, let new, facts[new].type == facts[old[0]].type else { return nil }
      return Tie(.difference, [.init("new", new), .init("old", old[0]), .init("change", change)])
    }
  }

  /// 岁入部分较预算增加5亿元: what came of it less what was planned for it.
  private func againstPlan() -> [Tie] {
    facts.indices.compactMap { change in
      guard facts[change].type == .change, isPlain(change),
        let against = facts[change].comparedWith,
        UTF8Search.hasAny(against, ["预算", "預算", "计划", "計畫", "目标"])
      else { return nil }
      let name = NamePairs(facts[change].indicator.replacing("部分", with: ""))
      let levels = near(change).filter {
        isLevel($0) && facts[$0].unit == facts[change].unit
          && facts[$0].period?.end?.year == facts[change].period?.end?.year
          && name.similarity(to: names[$0]) >= 100
      }
      let done = levels.filter { facts[$0].status == .actual }
      let planned = levels.filter { facts[$0].status == .target }
      guard Set(done.map { facts[$0].value.number }).count == 1,
        Set(planned.map { facts[$0].value.number }).count == 1
      else { return nil }
      return Tie(
        .difference, [.init("new", done[0]), .init("old", planned[0]), .init("change", change)])
    }
  }

  // MARK: lists

  /// 共计644万人次，分别是甲19.6万人次、乙22万人次…: items that are named as parts of the whole before them.
  private func closedLists() -> [Tie] {
    facts.indices.compactMap { whole in
      guard isLevel(whole) else { return nil }
      let items = facts.indices[(whole + 1)...].prefix(StructureFinder.mostItems).prefix {
        isLevel($0) && isTogether(whole, $0) && facts[$0].unit == facts[whole].unit
          && facts[$0].indicator.utf8.starts(with: facts[whole].indicator.utf8)
      }
      // The row goes on to the last figure of its unit, and each name says more than the whole's, but
      // for one that is lost in joining the two.
      let longer = Set(items.map { facts[$0].indicator }).subtracting([facts[whole].indicator])
      guard items.count >= 3, longer.count + 1 >= items.count, let end = items.last,
        end + 1 == facts.count || !isTogether(whole, end + 1)
          || facts[end + 1].unit != facts[whole].unit
      else { return nil }
      return Tie(.sum, [.init("whole", whole)] + items.map { .init("item", $0) })
    }
  }

  /// Most items of a list.
  private static let mostItems = 40

  // MARK: completion

  /// A task, what was done, and the rate behind them; or a rate of the one plan there is.
  private func completions() -> [Tie] {
    facts.indices.dropFirst().compactMap { rate in
      let done = rate - 1
      guard facts[rate].type == .proportion, isLevel(done), facts[done].status == .actual,
        isTogether(done, rate)
      else { return nil }
      let isRate = UTF8Search.hasAny(facts[rate].indicator, ["完成率"])
      if isRate, rate >= 2, isTask(rate - 2, of: done), isTogether(rate - 2, rate) {
        return completion(done, rate - 2, rate)
      }
      guard
        UTF8Search.hasAny(facts[rate].indicator, ["完成预算", "完成计划", "完成年", "完成任务", "完成目标"])
      else { return nil }
      let plans = near(done).prefix { $0 < done }.filter {
        isTask($0, of: done)
          && UTF8Search.hasAny(facts[$0].indicator, ["预算", "计划", "任务", "目标"])
      }
      let ofYear = plans.filter {
        facts[$0].period?.basis != .published
          && facts[$0].period?.start?.year == facts[done].period?.start?.year
      }
      let candidates = ofYear.isEmpty ? plans : ofYear
      guard let plan = candidates.last,
        candidates.allSatisfy({ facts[$0].value.number == facts[plan].value.number })
      else { return nil }
      return completion(done, plan, rate)
    }
  }

  private func completion(_ done: Int, _ task: Int, _ rate: Int) -> Tie {
    Tie(.completion, [.init("done", done), .init("task", task), .init("rate", rate)])
  }

  private func isTask(_ task: Int, of done: Int) -> Bool {
    isLevel(task) && facts[task].status == .target && facts[task].unit.text == facts[done].unit.text
      && facts[task].type == facts[done].type
  }

  // MARK: balances

  private static let sides: [(plus: StaticString, minus: StaticString)] = [
    ("岁入", "岁出"), ("收入", "支出"), ("出口", "进口"),
  ]
  private static let surplus: [StaticString] = ["賸余", "剩余", "结余", "盈余", "顺差"]
  private static let deficit: [StaticString] = ["差短", "短绌", "赤字", "逆差"]

  /// 岁入岁出差短, 进出口顺差: what one side leaves of the other, both in the paragraph or the article.
  private func balances() -> [Tie] {
    var ties: [Tie] = []
    for balance in facts.indices where facts[balance].type == .money && isPlain(balance) {
      let name = facts[balance].indicator
      let isDeficit = UTF8Search.hasAny(name, StructureFinder.deficit)
      guard isDeficit || UTF8Search.hasAny(name, StructureFinder.surplus) else { continue }
      for (plus, minus) in StructureFinder.sides {
        let isNamed =
          UTF8Search.hasAny(name, [plus]) && UTF8Search.hasAny(name, [minus])
          || UTF8Search.hasAny(name, ["顺差", "逆差"]) && UTF8Search.hasAny("出口", [plus])
        guard isNamed, let more = side(plus, not: minus, of: balance),
          let less = side(minus, not: plus, of: balance)
        else { continue }
        let (new, old) = isDeficit ? (less, more) : (more, less)
        ties.append(
          Tie(.difference, [.init("new", new), .init("old", old), .init("change", balance)]))
      }
    }
    return ties
  }

  /// The one amount that is named after a side alone; of several in different places none.
  private func side(
    _ word: StaticString, not other: StaticString, of balance: Int
  ) -> Int? {
    let found = near(balance).filter {
      let name = facts[$0].indicator
      return facts[$0].type == .money && isPlain($0) && facts[$0].status == facts[balance].status
        && facts[$0].unit.text == facts[balance].unit.text
        && facts[$0].period?.start == facts[balance].period?.start
        && facts[$0].period?.end == facts[balance].period?.end
        && UTF8Search.hasAny(name, [word]) && !UTF8Search.hasAny(name, [other])
        && !UTF8Search.hasAny(name, StructureFinder.surplus)
        && !UTF8Search.hasAny(name, StructureFinder.deficit)
    }
    let near = found.filter { facts[$0].source.paragraph == facts[balance].source.paragraph }
    let candidates = near.isEmpty ? found : near
    return candidates.count == 1 ? candidates.first : nil
  }

  // MARK: shares

  /// A share with the part that it is named after, and each whole that its name may mean.
  private func shares() -> [Tie] {
    var found: [(share: Int, part: Int, whole: String)] = []
    for share in facts.indices where facts[share].type == .proportion {
      guard let (partName, whole) = StructureFinder.split(facts[share].indicator),
        let part = part(of: share, named: NamePairs(partName))
      else { continue }
      found.append((share, part, whole))
    }
    let parts = Set(found.map(\.part))
    return found.flatMap { share, part, whole in
      ties(of: share, part, whole, among: wholes(of: part, not: parts))
    }
  }

  /// The levels of a part's kind that may be its whole; those whose own share is printed are not.
  private func wholes(of part: Int, not parts: Set<Int>) -> [Int] {
    near(part).filter {
      isLevel($0) && !parts.contains($0) && facts[$0].type == facts[part].type
        && facts[$0].unit.text == facts[part].unit.text
    }
  }

  private func ties(
    of share: Int, _ part: Int, _ wholeName: String, among wholes: [Int]
  ) -> [Tie] {
    let plain = StructureFinder.plain(wholeName)
    let pairs = NamePairs(plain)
    let exact = wholes.filter {
      let other = StructureFinder.plain(facts[$0].indicator)
      return !plain.isEmpty && other.hasSuffix(plain) && other.count <= plain.count + 4
    }
    // 占全部投资的…: of several the one that is spoken of first.
    let isTotal = ["全部", "总", "全县", "全市", "全省", "全国"].contains { wholeName.hasPrefix($0) }
    let numbers = Set(exact.map { facts[$0].value.number })
    let sure = numbers.count == 1 ? exact.last : isTotal ? exact.first : nil
    return wholes.compactMap { whole in
      let roles: [Tie.Role] = [.init("part", part), .init("whole", whole), .init("share", share)]
      if whole == sure { return Tie(.share, roles) }
      guard plain.isEmpty ? whole < share : pairs.similarity(to: names[whole]) >= 30 else {
        return nil
      }
      return Tie(.share, roles, basis: .parallel([Tie.Family(whole * 8 + 1, least: 2)]))
    }
  }

  /// A name such as 货物支出占总支出比重 in two: whose share it is, and of what.
  private static func split(_ name: String) -> (part: String, whole: String)? {
    if let share = name.lastRange(of: "占") {
      var whole = name[share.upperBound...]
      // A long name may have lost its end.
      for end in ["比重", "比例", "比"] where whole.hasSuffix(end) {
        whole = whole.dropLast(end.count)
        break
      }
      return (String(name[..<share.lowerBound]), String(whole))
    }
    guard name.hasSuffix("之比"), let with = name.lastRange(of: "与") else { return nil }
    return (String(name[..<with.lowerBound]), String(name[with.upperBound...].dropLast(2)))
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

  // MARK: repetitions

  /// Figures named alike in two paragraphs, in pairs that are each other's likest.
  private func repetitions() -> [Tie] {
    var groups: [Kind: [Int]] = [:]
    for fact in facts.indices
    where isPlain(fact) && facts[fact].indicator.utf8.count >= 12 && !isColumn(fact) {
      groups[Kind(facts[fact]), default: []].append(fact)
    }
    var next: [(first: Int, second: Int)] = []
    for group in groups.values where group.count > 1 {
      var isTaken = [Bool](repeating: false, count: group.count)
      for place in group.indices {
        if let best = repetition(of: place, in: group, isTaken) {
          isTaken[best] = true
          next.append((group[place], group[best]))
        }
      }
    }
    return next.sorted { $0 < $1 }.map { repetition($0.first, $0.second) }
  }

  /// The place in a group of the figure behind one that is named most like it.
  private func repetition(of place: Int, in group: [Int], _ isTaken: [Bool]) -> Int? {
    let first = group[place]
    var best: (place: Int, similarity: Int)?
    for other in group.indices[(place + 1)...].prefix(StructureFinder.reach) {
      let second = group[other]
      guard areUnitsAlike(first, second) else { continue }
      let similarity = names[first].similarity(to: names[second])
      guard similarity >= 70, similarity > best?.similarity ?? 0 else { continue }
      let isNear = isTogether(first, second)
      let isSame = second - first > 1 && facts[first].indicator == facts[second].indicator
      if !isNear || isSame { best = (other, similarity) }
    }
    return best.flatMap { isTaken[$0.place] ? nil : $0.place }
  }

  private func repetition(_ first: Int, _ second: Int) -> Tie {
    let (here, there) = (facts[first].source.paragraph, facts[second].source.paragraph)
    // In one paragraph, figures a fixed number of places apart; else those of the two paragraphs.
    let passages = here << 24 | (here == there ? second - first : there) << 3 | 2
    let least = min(facts[first].indicator.utf8.count, facts[second].indicator.utf8.count)
    let isFar = here != there && least > 15
    return Tie(
      .repeat, [.init("item", first), .init("item", second)],
      basis: .parallel(
        [Tie.Family(here == there ? passages | 4 : passages, least: 1)]
          + (isFar ? [Tie.Family(StructureFinder.article, least: 3, ratio: 4)] : [])))
  }

  /// All but name, number and unit that two statements of one figure have in common.
  private struct Kind: Hashable {
    let type: FactType
    let status: Status
    let direction: Direction?
    let start: CivilDate?
    let end: CivilDate?

    init(_ fact: Fact) {
      type = fact.type
      status = fact.status
      direction = fact.direction
      start = fact.period?.start
      end = fact.period?.end
    }
  }

  /// Whether two units are the same; a count may leave its unit out.
  private func areUnitsAlike(_ a: Int, _ b: Int) -> Bool {
    facts[a].unit.text == facts[b].unit.text
      || facts[a].type == .count && (facts[a].unit.text.isEmpty || facts[b].unit.text.isEmpty)
  }

  /// The family of all repetitions of an article: where names are good, nearly all of them fit.
  private static let article = 2

  /// How many figures behind one are searched for its repetition.
  private static let reach = 400

  /// Whether a figure stands beside others of its name and time: what their columns say is not known.
  private func isColumn(_ index: Int) -> Bool {
    isColumn(index, beside: index - 1) || isColumn(index, beside: index + 1)
  }

  private func isColumn(_ index: Int, beside other: Int) -> Bool {
    facts.indices.contains(other) && isTogether(index, other)
      && facts[other].type == facts[index].type
      && facts[other].period?.start == facts[index].period?.start
      && facts[other].indicator == facts[index].indicator
  }

  // MARK: figures

  /// The figures that may belong to one: those of an article, but in a very long one only the nearer.
  private func near(_ index: Int) -> Range<Int> {
    max(0, index - 1_000)..<min(facts.count, index + 1_000)
  }

  /// Whether a figure is an amount, not a rate or a change.
  private func isLevel(_ index: Int) -> Bool {
    facts[index].type != .change && facts[index].type != .proportion && isPlain(index)
  }

  /// Whether a figure is given as a number, without a bound.
  private func isPlain(_ index: Int) -> Bool { facts[index].value.relation == .equal }

  private func isTogether(_ first: Int, _ last: Int) -> Bool {
    facts[first].source.paragraph == facts[last].source.paragraph
  }
}

extension String {
  /// The last place where `text` stands.
  fileprivate func lastRange(of text: String) -> Range<String.Index>? { ranges(of: text).last }
}
