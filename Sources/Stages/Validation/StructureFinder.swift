internal import Facts

/// Finds figures that the structure of a text ties together: what stands beside what, and what is
/// named alike.
///
/// Some of these ties are as good as said. Others hold where their like do: then all of a family are
/// reported or none (`Tie.Basis.parallel`). No tie is made because its numbers fit.
struct StructureFinder: NamedFacts {
  let facts: [Fact]
  let names: [NamePairs]
  let text: TextBetween

  func ties() -> [Tie] {
    var ties = growths() + fallsBetween() + comparisons() + againstPlan()
    let completions = completions()
    ties +=
      completions + impliedTasks(completions) + closedLists() + ratios()
      + runningTotals()
    ties += contributions()
    ties += BalanceFinder(facts: facts, names: names, text: text).ties()
    ties += CauseListFinder(facts: facts, names: names, text: text).ties()
    ties += PartFinder(facts: facts, names: names, text: text).ties()
    ties += ShareFinder(facts: facts, names: names, text: text).ties()
    ties += RepetitionFinder(facts: facts, names: names, text: text).ties()
    ties += RestatementFinder(facts: facts, names: names, text: text).ties()
    return ties
  }

  // MARK: rows of an old level, a new one and the change

  /// 2.1亿元, 6.12亿元 (+191.4%) under two years, of one name.
  private func growths() -> [Tie] {
    facts.indices.dropFirst(2).compactMap { change in
      let (old, new) = (change - 2, change - 1)
      guard facts[change].type == .change, Operands.scale(of: facts[change].unit) != nil,
        !facts[change].unit.text.utf8.ends(in: "点"), isLevel(old), isLevel(new),
        facts[old].unit == facts[new].unit, isTogether(old, change),
        facts[old].indicator == facts[new].indicator,
        facts[new].indicator == facts[change].indicator,
        !UTF8Search.hasAny(facts[change].indicator, StructureFinder.constantPrices),
        let before = facts[old].period?.start, let after = facts[new].period?.start, before < after,
        mayBegin(change, in: before.year)
      else { return nil }
      return Tie(.growth, [.init("new", new), .init("old", old), .init("change", change)])
    }
  }

  /// Whether a change can be from a level of a year: one over several years is from that of the first,
  /// or of the year before it.
  private func mayBegin(_ change: Int, in year: Int) -> Bool {
    guard let start = facts[change].period?.start, let end = facts[change].period?.end,
      start.year != end.year
    else { return true }
    return start.year == year || start.year == year + 1
  }

  /// 上年900件，今年下降两成，只有720件: the change between its two levels.
  private func fallsBetween() -> [Tie] {
    facts.indices.dropFirst().dropLast().compactMap { change in
      let (old, new) = (change - 1, change + 1)
      guard facts[change].type == .change, Operands.scale(of: facts[change].unit) != nil,
        !facts[change].unit.text.utf8.ends(in: "点"), isLevel(old), isLevel(new),
        facts[old].unit == facts[new].unit, isTogether(old, new),
        let last = text.between(change, new),
        last.has(["只有", "仅有", "仅为", "至", "到", "达", "為", "为"]), !last.has(["。", "；", "其中"]),
        let before = facts[old].period?.start, let after = facts[new].period?.start, before < after,
        facts[change].period?.start == after,
        facts[new].indicator == facts[change].indicator
          || names[new].similarity(to: names[old]) >= 80
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
      let isPoints = facts[change].unit.text.utf8.ends(in: "百分点")
      let alike = near(change).filter {
        $0 != change && isPlain($0) && (isPoints || isLevel($0))
          && facts[$0].indicator.hasBytes(of: facts[change].indicator)
          && (isPoints ? facts[$0].unit.text == "%" : facts[$0].unit == facts[change].unit)
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
          && name.similarity(to: names[$0]) >= 100 && !BalanceFinder.isBalance(facts[$0])
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

  /// 共计644万人次，分别是甲19.6万人次、乙22万人次…: items that the text opens so, or that are named as parts
  /// of the whole before them.
  private func closedLists() -> [Tie] {
    facts.indices.compactMap { whole in
      guard isLevel(whole), facts.indices.contains(whole + 1) else { return nil }
      let items = facts.indices[(whole + 1)...].prefix(StructureFinder.mostItems).prefix {
        isLevel($0) && isTogether(whole, $0) && facts[$0].unit == facts[whole].unit
      }
      guard let end = items.last, items.count >= 2 else { return nil }
      let isOpened =
        text.between(whole, whole + 1)?.opens(with: ["分别是", "分别为", "分別是", "分別為"]) ?? false
      if isOpened {
        let last = items.prefix { text.between(whole, $0).map { !$0.has(["。", "；"]) } ?? false }
        guard last.count >= 2 else { return nil }
        return sum(whole, last)
      }
      // The row goes on to the last figure of its unit, and each name says more than the whole's, but
      // for one that is lost in joining the two.
      let longer = Set(items.map { facts[$0].indicator }).subtracting([facts[whole].indicator])
      guard items.count >= 3, longer.count + 1 >= items.count,
        items.allSatisfy({
          facts[$0].indicator.utf8.starts(with: facts[whole].indicator.utf8)
        }),
        end + 1 == facts.count || !isTogether(whole, end + 1)
          || facts[end + 1].unit != facts[whole].unit
      else { return nil }
      return sum(whole, items)
    }
  }

  private func sum(_ whole: Int, _ items: some Sequence<Int>) -> Tie {
    Tie(.sum, [.init("whole", whole)] + items.map { .init("item", $0) })
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
        isTask($0, of: done) && UTF8Search.hasAny(facts[$0].indicator, StructureFinder.plans)
          && (isTogether($0, done) && !isHeld($0, before: done) || isPlan($0, of: done))
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

  /// Whether what was done of a plan is told before: 支出预算29万元，支出决算15万元，完成预算的54%，其中接待费|3万元.
  private func isHeld(_ plan: Int, before done: Int) -> Bool {
    facts[(plan + 1)..<done].contains {
      $0.type == .proportion && UTF8Search.hasAny($0.indicator, ["完成预算", "完成计划", "完成年"])
    }
  }

  private static let plans: [StaticString] = ["预算", "计划", "任务", "目标"]

  /// Whether a plan told in another paragraph is by its name one of what was done: 收入预算, unlike 计划总投资.
  private func isPlan(_ plan: Int, of done: Int) -> Bool {
    var name = facts[plan].indicator
    for word in ["预算", "计划", "任务", "目标", "年初", "年度", "全年"] {
      if let range = name.firstRange(of: word) { name.removeSubrange(range) }
    }
    let shared = NamePairs(name).similarity(to: NamePairs(facts[done].indicator))
    return shared >= StructureFinder.leastShared
  }

  /// How much the names must share, in per cent of the shorter one's pairs of characters.
  private static let leastShared = 50

  private func completion(_ done: Int, _ task: Int, _ rate: Int) -> Tie {
    Tie(.completion, [.init("done", done), .init("task", task), .init("rate", rate)])
  }

  private func isTask(_ task: Int, of done: Int) -> Bool {
    isLevel(task) && facts[task].status == .target && facts[task].unit.text == facts[done].unit.text
      && facts[task].type == facts[done].type
  }

  /// A rate of completion behind what was done, where no task is printed: it must be a number of things.
  private func impliedTasks(_ known: [Tie]) -> [Tie] {
    let rates = Set(known.compactMap { $0.fact("rate") })
    return facts.indices.dropFirst().compactMap { rate in
      let done = rate - 1
      guard facts[rate].type == .proportion, !rates.contains(rate), facts[done].type == .count,
        facts[done].value.interval.point != nil, isTogether(done, rate),
        UTF8Search.hasAny(facts[rate].indicator, ["完成率"]),
        !facts.indices.contains(rate - 2) || !isTask(rate - 2, of: done)
      else { return nil }
      return Tie(.impliedCount, [.init("count", done), .init("rate", rate)])
    }
  }

  // MARK: contributions

  /// 服务业对增长的贡献率为60%，拉动生产总值2.4个百分点: the points are that share of the growth
  /// of the total, where that is printed once for the same time.
  private func contributions() -> [Tie] {
    facts.indices.dropFirst().compactMap { points in
      let rate = points - 1
      guard facts[points].type == .change, facts[points].unit.text.utf8.ends(in: "百分点"),
        UTF8Search.hasAny(facts[points].indicator, ["拉动"]), isTogether(rate, points),
        facts[rate].type == .proportion, UTF8Search.hasAny(facts[rate].indicator, ["贡献率"])
      else { return nil }
      let growth = near(points).filter {
        facts[$0].type == .change && facts[$0].unit.text == "%" && isPlain($0)
          && ["国内生产总值", "GDP", "地区生产总值", "生产总值"].contains(facts[$0].indicator)
          && facts[$0].period?.start == facts[points].period?.start
          && facts[$0].period?.end == facts[points].period?.end
      }
      guard let whole = growth.first, Set(growth.map { facts[$0].value.number }).count == 1 else {
        return nil
      }
      return Tie(
        .share, [.init("part", points), .init("whole", whole), .init("share", rate)])
    }
  }

  // MARK: ratios and running totals

  /// 每千人口床位数, where the beds and the population are printed too, once each.
  private func ratios() -> [Tie] {
    facts.indices.compactMap { ratio in
      guard facts[ratio].type == .density, isPlain(ratio),
        let scale = Operands.counting(facts[ratio].unit), scale.denominator > 1
      else { return nil }
      let counts = near(ratio).filter {
        isLevel($0) && facts[$0].type == .count && isOfTime($0, ratio)
          && facts[$0].status == facts[ratio].status
      }
      let things = counts.filter {
        !facts[$0].unit.text.isEmpty
          && facts[ratio].unit.text.hasPrefix(facts[$0].unit.text + "/")
          && names[ratio].similarity(to: names[$0]) >= 100
      }
      let people = counts.filter {
        facts[$0].unit.text == "人"
          && ["常住人口", "总人口", "人口总数", "常住总人口"].contains(where: facts[$0].indicator.hasSuffix)
      }
      guard things.count == 1, people.count == 1 else { return nil }
      return Tie(
        .ratio,
        [.init("number", things[0]), .init("base", people[0]), .init("ratio", ratio)])
    }
  }

  /// 截至3月底累计完成12人 … 截至6月底累计完成20人: a running total never falls.
  private func runningTotals() -> [Tie] {
    var ties: [Tie] = []
    let totals = facts.indices.filter(isRunningTotal)
    for (place, first) in totals.enumerated() {
      for second in totals[(place + 1)...].prefix(StructureFinder.mostTotals) {
        guard facts[first].indicator == facts[second].indicator,
          facts[first].population == facts[second].population,
          facts[first].region == facts[second].region, facts[first].unit == facts[second].unit,
          let start = facts[first].period?.start, start == facts[second].period?.start,
          let end = facts[first].period?.end, let other = facts[second].period?.end, end != other
        else { continue }
        let (earlier, later) = end < other ? (first, second) : (second, first)
        ties.append(Tie(.cumulative, [.init("earlier", earlier), .init("later", later)]))
      }
    }
    return ties
  }

  /// How many running totals behind one are held against it.
  private static let mostTotals = 50

  private func isRunningTotal(_ fact: Int) -> Bool {
    isLevel(fact) && facts[fact].status == .actual
      && text.before(fact)?.has(["累计", "累計"]) ?? false
  }

  private func isOfTime(_ fact: Int, _ other: Int) -> Bool {
    facts[fact].period?.end?.year == facts[other].period?.end?.year
  }
}
