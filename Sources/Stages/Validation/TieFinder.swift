internal import Facts

/// Finds which figures of an article belong together by where they stand and what they name.
///
/// Figures are candidates by structure and name. What the text states or its structure says is tied
/// whatever its numbers; what is only inferred from neighbourhood is kept where its numbers meet, so
/// that it can confirm a figure and never accuse one.
struct TieFinder {
  let facts: [Fact]
  private let names: [NamePairs]
  private let paragraphs: [Article.Paragraph]

  init(facts: [Fact], paragraphs: [Article.Paragraph]) {
    self.facts = facts
    self.paragraphs = paragraphs
    names = facts.indices.map { NamePairs((facts[$0].population ?? "") + facts[$0].indicator) }
  }

  /// How many figures behind one are searched for its repetitions.
  private static let reach = 2_000

  func ties() -> [Tie] {
    var ties = repeats()
    for index in facts.indices {
      switch facts[index].type {
      case .change: ties += changes(at: index)
      case .proportion:
        if facts[index].unit.text == "%" { ties += completions(at: index) }
      case .money: ties += savings(at: index)
      case .count, .measure, .density: break
      }
    }
    let text = TextBetween(facts: facts, paragraphs: paragraphs)
    return StructureFinder(facts: facts, names: names, text: text).ties() + ties
      + SumFinder(facts: facts).ties()
  }

  // MARK: repeats

  /// The same quantity named alike in two places.
  private func repeats() -> [Tie] {
    // Those of one type and direction only are held against each other.
    var kinds: [[Int]] = Array(repeating: [], count: Fact.kinds)
    for fact in facts.indices where facts[fact].value.relation != .range {
      kinds[facts[fact].kind].append(fact)
    }
    var found: [(first: Int, second: Int)] = []
    for kind in kinds {
      for (place, first) in kind.enumerated() {
        var count = 0
        for second in kind[(place + 1)...].prefix(TieFinder.reach)
        where agree(first, second) && names[first].similarity(to: names[second]) >= 40 {
          found.append((first, second))
          count += 1
          if count == 3 { break }
        }
      }
    }
    return found.sorted { $0 < $1 }.map { tie(.repeat, ("item", $0.first), ("item", $0.second)) }
  }

  /// Whether two figures of one kind can be the same quantity, stated as precisely as each was.
  private func agree(_ a: Int, _ b: Int) -> Bool {
    guard
      facts[a].value.number == facts[b].value.number
        || facts[a].value.relation == facts[b].value.relation || isCut(a, b) || isCut(b, a),
      facts[a].value.interval.isApart(from: facts[b].value.interval) == false
    else { return false }
    let (first, second) = (facts[a].unit.text, facts[b].unit.text)
    return first == second || first.isEmpty || second.isEmpty
  }

  /// Whether one figure says in round numbers what the other says in full: 862亿余元 of 862.58744亿元.
  private func isCut(_ round: Int, _ full: Int) -> Bool {
    facts[round].value.relation == .more && facts[round].value.interval.high != nil
      && facts[full].value.relation == .equal
      && facts[full].value.decimals > facts[round].value.decimals
      && names[round].similarity(to: names[full]) >= 60
  }

  // MARK: changes

  /// A change with two levels near it: growth, or a difference in their unit.
  private func changes(at index: Int) -> [Tie] {
    let unit = facts[index].unit.text
    let isPoints = unit.utf8.ends(in: "百分点")
    var levels = before(index, most: isPoints ? 6 : 8) { facts[$0].value.relation == .equal }
    if isPoints { levels += after(index, most: 3) { facts[$0].unit.text == "%" } }
    levels = levels.filter { facts[$0].type != .change || isPoints || facts[$0].unit.text == unit }
    var ties: [Tie] = []
    for (place, a) in levels.enumerated() {
      for b in levels[(place + 1)...] where facts[a].unit.text == facts[b].unit.text {
        let level = facts[a].unit.text
        let isNear = place < 3 || names[index].similarity(to: names[a]) >= 40
        guard isNear, isPoints ? level == "%" : true else { continue }
        let check: CheckName = isPoints || level == unit ? .difference : .growth
        // What lies between two rates is points.
        guard isPoints || level != "%" else { continue }
        for (new, old) in [(a, b), (b, a)] {
          ties.append(tie(check, ("new", new), ("old", old), ("change", index)))
        }
      }
    }
    return ties
  }

  /// What is left over of two amounts: 节约, 结余, 差短.
  private func savings(at index: Int) -> [Tie] {
    let words: [StaticString] = ["节约", "结余", "节余", "余", "差", "绌", "赤字", "盈余"]
    guard UTF8Search.hasAny(facts[index].indicator, words) else { return [] }
    let levels =
      before(index, most: 6) { facts[$0].type == .money }
      + after(index, most: 2) { facts[$0].type == .money }
    var ties: [Tie] = []
    for a in levels {
      for b in levels where a != b && facts[a].unit.text == facts[b].unit.text {
        ties.append(tie(.difference, ("new", a), ("old", b), ("change", index)))
      }
    }
    return ties
  }

  // MARK: rates

  /// A completion rate with what was done, and the task, before it.
  private func completions(at index: Int) -> [Tie] {
    let words: [StaticString] = ["完成", "执行率", "达标率", "预算数", "计划", "节约率"]
    guard UTF8Search.hasAny(facts[index].indicator, words) else { return [] }
    let levels = before(index, most: 6) {
      facts[$0].type == .count || facts[$0].type == .money || facts[$0].type == .measure
    }
    var ties: [Tie] = []
    for done in levels {
      for task in levels
      where task != done && facts[task].status == .target
        && facts[task].unit.text == facts[done].unit.text
      {
        ties.append(tie(.completion, ("done", done), ("task", task), ("rate", index)))
      }
    }
    return ties
  }

  // MARK: neighbours

  private func tie(_ check: CheckName, _ roles: (String, Int)...) -> Tie {
    Tie(check, roles.map { Tie.Role($0.0, $0.1) }, basis: .inferred)
  }

  private func before(_ index: Int, most: Int, where accepts: (Int) -> Bool) -> [Int] {
    var found: [Int] = []
    var other = index - 1
    while other >= 0, found.count < most,
      facts[other].source.paragraph == facts[index].source.paragraph
    {
      if accepts(other) { found.append(other) }
      other -= 1
    }
    return found
  }

  private func after(_ index: Int, most: Int, where accepts: (Int) -> Bool) -> [Int] {
    facts.indices[(index + 1)...].prefix(most * 3).filter {
      facts[$0].source.paragraph == facts[index].source.paragraph && accepts($0)
    }.prefix(most).map { $0 }
  }
}
