internal import Facts

/// Ties parts to the whole that the text puts them under: 其中, 累计, doses in their order, tasks up to a
/// date, and shares of one whole. A part is never more than its whole.
struct PartFinder: NamedFacts {
  let facts: [Fact]
  let names: [NamePairs]
  let text: TextBetween

  func ties() -> [Tie] {
    among() + runningTotals() + stages() + doses() + tasks() + invested() + worked() + shares()
  }

  /// 共有医师1200人，其中女医师500人、男医师700人: what follows 其中 is part of the amount before it.
  private func among() -> [Tie] {
    var ties: [Tie] = []
    for first in facts.indices.dropFirst() where isLevel(first) {
      guard let between = text.between(first - 1, first), between.has(["其中", "当中包括", "當中包括"]),
        !between.has(["。"]), let whole = whole(of: first)
      else { continue }
      ties.append(tie(first, whole, .stated))
      // Others of the list are parts too, unless it has moved on.
      var part = first
      while facts.indices.contains(part + 1), isLike(part + 1, whole),
        text.between(part, part + 1).map({ !$0.has(["。", "；", ";"]) }) ?? false
      {
        part += 1
        ties.append(tie(part, whole, .inferred))
      }
    }
    return ties
  }

  /// The nearest figure before one in its sentence, if that may be its whole: of what is an average nothing is a
  /// part, 年均产量460万吨（其中末年为|475万吨）.
  private func whole(of part: Int) -> Int? {
    let nearest = near(part).prefix { $0 < part }.last {
      isLike(part, $0) && text.between($0, part).map { !$0.has(["。"]) } ?? false
    }
    return nearest.flatMap { isAverage($0) ? nil : $0 }
  }

  private func isAverage(_ fact: Int) -> Bool { UTF8Search.hasAny(facts[fact].indicator, ["均"]) }

  /// Whether one may be part of the other, as far as their kinds tell.
  private func isLike(_ part: Int, _ whole: Int) -> Bool {
    isTogether(whole, part) && isLevel(part) && isLevel(whole)
      && facts[part].unit.text == facts[whole].unit.text && facts[part].type == facts[whole].type
      && facts[part].status == facts[whole].status
  }

  /// 入山4.5万人次，累计14万人次: what came last is part of what came so far.
  private func runningTotals() -> [Tie] {
    facts.indices.dropFirst().compactMap { total in
      let part = total - 1
      guard isLike(part, total), !isAverage(total), let between = text.between(part, total),
        between.has(["，累计", "，累計", ",累计", ",累計"]), !between.has(["其中", "。"]),
        facts[part].indicator == facts[total].indicator
      else { return nil }
      return tie(part, total, .stated)
    }
  }

  /// What can be had only after another: a second dose after the first.
  private static let stages: [(earlier: [StaticString], later: [StaticString])] = [
    (["第一剂", "首剂", "第一针"], ["第二剂", "第二针", "第三剂", "第三针"]),
    (["第二剂", "第二针"], ["第三剂", "第三针"]),
    (["接种总人数", "全程接种"], ["加强免疫", "加强针"]),
    (["接种总人数"], ["全程接种"]),
  ]

  private func stages() -> [Tie] {
    var ties: [Tie] = []
    let staged = facts.indices.filter {
      isPlain($0) && facts[$0].type != .change && isNamed($0, ["剂", "针", "接种", "免疫"])
    }
    for (earlier, later) in PartFinder.stages {
      for (place, part) in staged.enumerated()
      where isNamed(part, later)
        && !isNamed(part, earlier)
      {
        let nearby = staged[max(0, place - 20)..<min(staged.count, place + 20)]
        let wholes = nearby.filter {
          $0 != part && isTogether($0, part) && facts[$0].type == facts[part].type
            && (facts[$0].unit.text == facts[part].unit.text || facts[$0].unit.text.isEmpty)
            && facts[$0].population == facts[part].population && isNamed($0, earlier)
            && !isNamed($0, later)
        }
        if let whole = wholes.last { ties.append(tie(part, whole, .stated)) }
      }
    }
    return ties
  }

  /// 累计接种32亿剂次，接种总人数12亿人: nobody is counted for less than a dose.
  private func doses() -> [Tie] {
    let all = facts.indices.filter {
      isLevel($0) && facts[$0].type == .count && facts[$0].unit.text.utf8.starts(with: "剂".utf8)
        && isNamed($0, ["接种"])
    }
    guard !all.isEmpty else { return [] }
    return facts.indices.compactMap { people in
      guard isLevel(people), facts[people].type == .count,
        ["人", "人次", "名", ""].contains(facts[people].unit.text),
        isNamed(people, ["接种", "首剂", "剂次", "加强免疫"]), facts[people].status == .actual,
        let doses = all.last(where: { $0 < people }), isTogether(doses, people),
        facts[doses].period?.end == facts[people].period?.end,
        text.before(doses)?.has(["累计", "累計"]) == true
      else { return nil }
      return Tie(.part, [.init("fewer", people), .init("more", doses)])
    }
  }

  /// 任务数3910人，截至9月20日应完成目标任务3167人: what is due by a date is part of what is due in the year.
  private func tasks() -> [Tie] {
    facts.indices.dropFirst().compactMap { due in
      let task = due - 1
      guard facts[due].status == .target, isNamed(due, ["应完成"]), isLike(due, task),
        let until = facts[due].period?.text, until.utf8.begins(with: "截"),
        facts[task].period?.start?.year == facts[due].period?.end?.year
      else { return nil }
      return tie(due, task, .stated)
    }
  }

  /// 投资6230万元，加快…，截至5月底累计完成投资2060万元: what was done so far is hardly more than what is put in.
  private func invested() -> [Tie] {
    facts.indices.dropFirst().compactMap { done in
      let plan = done - 1
      guard facts[done].type == .money, isTogether(plan, done), isLevel(plan), isLevel(done),
        facts[plan].unit == facts[done].unit, isNamed(plan, ["投资", "投入"]),
        let between = text.between(plan, done), !between.has(["。", "；"]), between.has(["累计完成"])
      else { return nil }
      return tie(done, plan, .inferred)
    }
  }

  /// 37个工程…总投资概算468亿元 … 甲工程总投资概算124亿元: works of a number of works, each told in a paragraph of
  /// its own in the same words.
  private func worked() -> [Tie] {
    facts.indices.flatMap { whole -> [Tie] in
      guard facts[whole].type == .money, isLevel(whole), let words = text.wordsBefore(whole),
        words.count >= 12,
        isNumbered(whole) || text.before(whole)?.has(["上述", "以上各"]) == true
      else { return [] }
      let parts = near(whole).filter {
        $0 > whole && !isTogether(whole, $0) && isLevel($0) && facts[$0].unit == facts[whole].unit
          && facts[$0].status == facts[whole].status
          && facts[$0].period?.start == facts[whole].period?.start
          && text.wordsBefore($0)?.suffix(words.count).elementsEqual(words) == true
      }
      guard !parts.isEmpty else { return [] }
      let roles = parts.map { Tie.Role("part", $0) }
      return [Tie(.part, roles + [.init("whole", whole)], basis: .inferred)]
    }
  }

  /// Whether a number of things stands right before an amount in its sentence.
  private func isNumbered(_ amount: Int) -> Bool {
    facts.indices.contains(amount - 1) && facts[amount - 1].type == .count && isPlain(amount - 1)
      && text.between(amount - 1, amount)?.has(["。"]) == false
  }

  private func isNamed(_ fact: Int, _ words: [StaticString]) -> Bool {
    UTF8Search.hasAny(facts[fact].indicator, words)
  }

  /// Shares of one whole in a paragraph, which together are not more than all of it.
  private func shares() -> [Tie] {
    let shares = facts.indices.filter {
      facts[$0].type == .proportion && facts[$0].unit.text == "%"
    }
    guard shares.count > 1 else { return [] }
    let named = shares.map { ($0, whole: ShareFinder.split(facts[$0].indicator)?.whole) }
    return ties(of: named, inClauses: false) + ties(of: named, inClauses: true)
  }

  /// Those of a paragraph, or of what stands between full stops and semicolons.
  private func ties(
    of shares: [(Int, whole: String?)], inClauses isOfClauses: Bool
  ) -> [Tie] {
    var ties: [Tie] = []
    var row: [Int] = []
    var name: String?
    func close() {
      if row.count >= 2 {
        ties.append(Tie(.part, row.map { Tie.Role("part", $0) }, basis: .inferred))
      }
      row = []
      name = nil
    }
    for (share, whole) in shares {
      guard let whole else {
        // 甲占43%，乙为35%: the next in the clause is a share too.
        if isOfClauses, let last = row.last, last == share - 1,
          text.between(last, share)?.has(["。", "；", ";"]) == false
        {
          row.append(share)
        }
        continue
      }
      if let last = row.last {
        let isOther = !whole.isEmpty && name.map { !$0.isEmpty && $0 != whole } ?? false
        if !isTogether(last, share) || isOther
          || isOfClauses && text.between(last, share)?.has(["。", "；", ";"]) ?? true
        {
          close()
        }
      }
      row.append(share)
      if name?.isEmpty ?? true { name = whole }
    }
    close()
    return ties
  }

  private func tie(_ part: Int, _ whole: Int, _ basis: Tie.Basis) -> Tie {
    Tie(.part, [.init("part", part), .init("whole", whole)], basis: basis)
  }
}
