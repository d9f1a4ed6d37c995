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
    growths() + completions() + balances() + shares() + repetitions()
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
      let plans = facts.indices[..<done].filter {
        isTask($0, of: done)
          && UTF8Search.hasAny(facts[$0].indicator, ["预算", "计划", "任务", "目标"])
      }
      guard let plan = plans.last, plans.allSatisfy({ facts[$0].value.number == facts[plan].value.number })
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
    let found = facts.indices.filter {
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
    var ties: [Tie] = []
    for share in facts.indices where facts[share].type == .proportion {
      guard let (partName, wholeName) = StructureFinder.split(facts[share].indicator),
        let part = part(of: share, named: NamePairs(partName))
      else { continue }
      let name = NamePairs(StructureFinder.plain(wholeName))
      let wholes = facts.indices.filter {
        $0 != part && isLevel($0) && facts[$0].type == facts[part].type
          && facts[$0].unit.text == facts[part].unit.text
      }
      let exact = wholes.filter {
        let other = StructureFinder.plain(facts[$0].indicator)
        let plain = StructureFinder.plain(wholeName)
        return !plain.isEmpty && other.hasSuffix(plain) && other.count <= plain.count + 4
      }
      let isSure =
        exact.allSatisfy { facts[$0].value.number == facts[exact[0]].value.number }
      for whole in wholes {
        let roles: [Tie.Role] = [.init("part", part), .init("whole", whole), .init("share", share)]
        if isSure, whole == exact.last {
          ties.append(Tie(.share, roles))
        } else if wholeName.isEmpty ? whole < share : name.similarity(to: names[whole]) >= 30 {
          ties.append(Tie(.share, roles, basis: .parallel([Tie.Family(whole * 4 + 1, least: 2)])))
        }
      }
    }
    return ties
  }

  /// A name such as 货物支出占总支出比重 in two: whose share it is, and of what.
  private static func split(_ name: String) -> (part: String, whole: String)? {
    if let share = name.lastRange(of: "占") {
      var whole = name[share.upperBound...]
      if whole.hasSuffix("比重") || whole.hasSuffix("比例") { whole = whole.dropLast(2) }
      return (String(name[..<share.lowerBound]), String(whole))
    }
    guard name.hasSuffix("之比"), let with = name.lastRange(of: "与") else { return nil }
    return (String(name[..<with.lowerBound]), String(name[with.upperBound...].dropLast(2)))
  }

  /// A name without the words that say of a whole only that it is one.
  private static func plain(_ name: String) -> String {
    var plain = name
    for word in ["全部", "整个", "总", "实际", "完成", "规模", "的", "全县", "全市", "全省", "全国"] {
      plain = plain.replacing(word, with: "")
    }
    return plain
  }

  /// The level that a share is named after, of the eight before it in its paragraph; else the one
  /// that it directly follows.
  private func part(of share: Int, named name: NamePairs) -> Int? {
    let near = facts.indices[max(0, share - 8)..<share].reversed().filter {
      isLevel($0) && facts[$0].source.paragraph == facts[share].source.paragraph
    }
    let best = near.max { name.similarity(to: names[$0]) < name.similarity(to: names[$1]) }
    if let best, name.similarity(to: names[best]) >= 60 { return best }
    return near.first.flatMap { share - $0 <= 2 ? $0 : nil }
  }

  // MARK: repetitions

  /// Figures named alike in two paragraphs, in pairs that are each other's likest.
  private func repetitions() -> [Tie] {
    guard facts.count > 1 else { return [] }
    var next: [Int: Int] = [:]
    var previous: [Int: Int] = [:]
    for first in facts.indices where isPlain(first) {
      var best: (fact: Int, similarity: Int)?
      for second in facts.indices[(first + 1)...].prefix(StructureFinder.reach)
      where isAlike(first, second) {
        let isNear = facts[second].source.paragraph == facts[first].source.paragraph
        let similarity = names[first].similarity(to: names[second])
        let isSame = facts[first].indicator == facts[second].indicator && second - first > 1
        if isNear ? isSame : similarity >= 70, similarity > best?.similarity ?? 0 {
          best = (second, similarity)
        }
      }
      guard let best, previous[best.fact] == nil else { continue }
      next[first] = best.fact
      previous[best.fact] = first
    }
    return next.sorted { $0.key < $1.key }.map { first, second in
      let (here, there) = (facts[first].source.paragraph, facts[second].source.paragraph)
      // In one paragraph, figures a fixed number of places apart; else those of the two paragraphs.
      let passages = here << 24 | (here == there ? second - first : there) << 3 | 2
      let isFar = here != there && min(facts[first].indicator.count, facts[second].indicator.count) > 5
      return Tie(
        .repeat, [.init("item", first), .init("item", second)],
        basis: .parallel(
          [Tie.Family(here == there ? passages | 4 : passages, least: 1)]
            + (isFar ? [Tie.Family(StructureFinder.article, least: 3, ratio: 4)] : [])))
    }
  }

  /// The family of all repetitions of an article: where names are good, nearly all of them fit.
  private static let article = 2

  /// How many figures behind one are searched for its repetition.
  private static let reach = 400

  /// Whether all but their numbers says that two figures may be one.
  private func isAlike(_ a: Int, _ b: Int) -> Bool {
    let (first, second) = (facts[a], facts[b])
    let isCell = first.rule == "grammar/table-cell" || second.rule == "grammar/table-cell"
    return isPlain(b) && !(isCell && first.period == nil) && first.type == second.type && first.status == second.status
      && first.direction == second.direction
      && (first.unit == second.unit || first.type == .count
        && (first.unit.text.isEmpty || second.unit.text.isEmpty))
      && first.period?.start == second.period?.start && first.period?.end == second.period?.end
      && min(first.indicator.count, second.indicator.count) >= 4
  }

  // MARK: figures

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
