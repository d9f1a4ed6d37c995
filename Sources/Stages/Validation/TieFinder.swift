internal import Facts

/// Finds which figures of an article belong together by where they stand and what they name.
///
/// Nothing is tied because its numbers fit: figures are candidates by structure and name, and a tie
/// that is only inferred is reported where it holds, never where it does not.
struct TieFinder {
  let facts: [Fact]

  func ties(beside stated: [Tie]) -> [Tie] {
    var ties: [Tie] = []
    ties += repeats()
    ties += bounds()
    for index in facts.indices {
      ties += changes(at: index)
      ties += completions(at: index)
      ties += shares(at: index)
      ties += parts(at: index)
    }
    ties += sums()
    return ties
  }

  // MARK: repeats

  /// The same quantity named alike in two places.
  private func repeats() -> [Tie] {
    var ties: [Tie] = []
    var byValue: [String: [Int]] = [:]
    for (index, fact) in facts.enumerated() {
      let key = "\(fact.type.rawValue)|\(fact.direction?.rawValue ?? "")"
      byValue[key, default: []].append(index)
    }
    for group in byValue.values.map({ $0 }) where group.count > 1 {
      for (place, first) in group.enumerated() {
        var found = 0
        for second in group[(place + 1)...] where found < 3 {
          guard
            facts[first].unit.text == facts[second].unit.text || facts[second].unit.text.isEmpty
              || facts[first].unit.text.isEmpty,
            agree(first, second), similarity(first, second) >= 40
          else { continue }
          ties.append(
            Tie(.repeat, [Tie.Role("item", first), Tie.Role("item", second)], basis: .inferred))
          found += 1
        }
      }
    }
    return ties.sorted {
      ($0.roles[0].fact, $0.roles[1].fact) < ($1.roles[0].fact, $1.roles[1].fact)
    }
  }

  /// Whether two figures can be the same and are as precise that this says something.
  private func agree(_ a: Int, _ b: Int) -> Bool {
    let (first, second) = (facts[a].value, facts[b].value)
    guard first.relation != .range, second.relation != .range,
      first.interval.isApart(from: second.interval) == false
    else { return false }
    return first.number == second.number || first.relation == second.relation
  }

  /// How much two names share, in per cent of the shorter one's pairs of characters.
  func similarity(_ a: Int, _ b: Int) -> Int {
    Names.similarity(
      (facts[a].population ?? "") + facts[a].indicator,
      (facts[b].population ?? "") + facts[b].indicator)
  }

  // MARK: changes

  /// A change with the two levels before it: growth, or a difference in their unit.
  private func changes(at index: Int) -> [Tie] {
    let change = facts[index]
    guard change.type == .change else { return savings(at: index) }
    let levels = before(index, most: 4) { $0.type != .change && $0.value.relation == .equal }
    var ties: [Tie] = []
    for (place, a) in levels.enumerated() {
      for b in levels[(place + 1)...] where facts[a].unit.text == facts[b].unit.text {
        for (new, old) in [(a, b), (b, a)] {
          let roles = [Tie.Role("new", new), Tie.Role("old", old), Tie.Role("change", index)]
          let isDifference =
            change.unit.text == facts[a].unit.text || change.unit.text.hasSuffix("百分点")
          ties.append(Tie(isDifference ? .difference : .growth, roles, basis: .inferred))
        }
      }
    }
    return ties
  }

  /// What is left over of two amounts: 节约, 结余, 差短.
  private func savings(at index: Int) -> [Tie] {
    let rest = facts[index]
    guard rest.type == .money,
      UTF8Search.hasAny(rest.indicator, ["节约", "结余", "节余", "余", "差", "绌", "赤字", "盈余"])
    else { return [] }
    let levels =
      before(index, most: 6) { $0.type == .money } + after(index, most: 2) { $0.type == .money }
    var ties: [Tie] = []
    for a in levels {
      for b in levels where a != b && facts[a].unit.text == facts[b].unit.text {
        let roles = [Tie.Role("new", a), Tie.Role("old", b), Tie.Role("change", index)]
        ties.append(Tie(.difference, roles, basis: .inferred))
      }
    }
    return ties
  }

  // MARK: rates

  /// A completion rate with the nearest task and what was done before it.
  private func completions(at index: Int) -> [Tie] {
    let rate = facts[index]
    guard rate.type == .proportion, rate.unit.text == "%",
      UTF8Search.hasAny(rate.indicator, ["完成率", "执行率", "达标率", "完成"])
        || UTF8Search.hasAny(rate.indicator, ["预算数", "计划", "节约率"])
    else { return [] }
    var ties: [Tie] = []
    let levels = before(index, most: 6) {
      $0.type == .count || $0.type == .money || $0.type == .measure
    }
    for done in levels {
      for task in levels
      where facts[task].status == .target && task != done
        && facts[task].unit.text == facts[done].unit.text
      {
        let roles = [Tie.Role("done", done), Tie.Role("task", task), Tie.Role("rate", index)]
        ties.append(Tie(.completion, roles, basis: .inferred))
      }
    }
    return ties
  }

  /// A share with the part before it and a whole that its name speaks of.
  private func shares(at index: Int) -> [Tie] {
    let share = facts[index]
    guard share.type == .proportion, share.unit.text == "%",
      UTF8Search.hasAny(share.indicator, ["占", "之比"])
    else { return [] }
    var ties: [Tie] = []
    let parts = facts[..<index].indices.filter {
      facts[$0].source.paragraph == facts[index].source.paragraph && facts[$0].type != .proportion
        && facts[$0].type != .change
    }.suffix(8)
    for part in parts.reversed() {
      for whole in facts.indices
      where whole != part && facts[whole].unit.text == facts[part].unit.text
        && facts[whole].type == facts[part].type
      {
        let roles = [Tie.Role("part", part), Tie.Role("whole", whole), Tie.Role("share", index)]
        if Names.similarity(facts[part].indicator, share.indicator) >= 30 || part == parts.last {
          ties.append(Tie(.share, roles, basis: .inferred))
        }
      }
    }
    return ties
  }

  private func bounds() -> [Tie] {
    let bounded = [
      "覆盖率", "接种率", "入园率", "普及率", "合格率", "知晓率", "满意率", "满意度", "参保率", "签约率", "住院率", "使用率", "优良率",
      "死亡率", "治愈率",
    ]
    return facts.indices.filter { index in
      facts[index].type == .proportion && facts[index].unit.text == "%"
        && bounded.contains { facts[index].indicator.hasSuffix($0) }
        && BoundCheck().outcome(
          of: Operands(tie: Tie(.bound, [Tie.Role("rate", index)]), facts: facts, reading: .rounded)
        )?.agrees == false
    }.map { Tie(.bound, [Tie.Role("rate", $0)]) }
  }

  // MARK: parts and sums

  /// A figure before it in the same unit that is greater and named alike: its whole, if it is one.
  private func parts(at index: Int) -> [Tie] {
    let part = facts[index]
    guard part.type == .count || part.type == .money || part.type == .measure else { return [] }
    return before(index, most: 4) { $0.type == part.type && $0.unit.text == part.unit.text }.filter
    {
      similarity(index, $0) >= 30
    }.map { Tie(.part, [Tie.Role("part", index), Tie.Role("whole", $0)], basis: .inferred) }
  }

  /// Rows of two or more figures in one unit whose neighbour in that unit is their sum.
  private func sums() -> [Tie] {
    var ties: [Tie] = []
    for start in facts.indices {
      let unit = facts[start].unit.text
      guard facts[start].type != .change, facts[start].value.relation == .equal else { continue }
      let row = facts.indices[start...].prefix {
        facts[$0].source.paragraph == facts[start].source.paragraph
      }
      .filter { facts[$0].unit.text == unit && facts[$0].type == facts[start].type }.prefix(16)
      guard row.count >= 3 else { continue }
      for length in 2...(row.count - 1) {
        let roles = row.dropFirst().prefix(length).map { Tie.Role("item", $0) }
        ties.append(Tie(.sum, [Tie.Role("whole", start)] + roles, basis: .inferred))
        let items = row.prefix(length).map { Tie.Role("item", $0) }
        ties.append(
          Tie(.sum, [Tie.Role("whole", row[row.startIndex + length])] + items, basis: .inferred))
      }
    }
    return ties
  }

  // MARK: neighbours

  private func before(_ index: Int, most: Int, where accepts: (Fact) -> Bool) -> [Int] {
    var found: [Int] = []
    for other in facts[..<index].indices.reversed() {
      guard facts[other].source.paragraph == facts[index].source.paragraph, found.count < most
      else { break }
      if accepts(facts[other]) { found.append(other) }
    }
    return found
  }

  private func after(_ index: Int, most: Int, where accepts: (Fact) -> Bool) -> [Int] {
    facts.indices[(index + 1)...].prefix(most * 3).filter {
      facts[$0].source.paragraph == facts[index].source.paragraph && accepts(facts[$0])
    }.prefix(most).map { $0 }
  }
}

/// What names of indicators have in common.
enum Names {
  /// The pairs of characters that both have, in per cent of the shorter name's pairs.
  static func similarity(_ a: String, _ b: String) -> Int {
    let (first, second) = (pairs(a), pairs(b))
    let least = min(first.count, second.count)
    guard least > 0 else { return a == b ? 100 : 0 }
    return first.intersection(second).count * 100 / least
  }

  private static func pairs(_ text: String) -> Set<[Unicode.Scalar]> {
    let scalars = Array(text.unicodeScalars)
    guard scalars.count > 1 else { return [] }
    return Set((0..<scalars.count - 1).map { [scalars[$0], scalars[$0 + 1]] })
  }
}
