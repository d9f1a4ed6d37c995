internal import Facts

/// Finds rows of figures that may add up: neighbours in one unit, and columns of a table with their
/// total.
struct SumFinder {
  let facts: [Fact]

  func ties() -> [Tie] { rows() + totals() }

  /// Rows of two or more figures in one unit whose neighbour in that unit is their sum.
  private func rows() -> [Tie] {
    var ties: [Tie] = []
    for start in facts.indices where facts[start].value.relation == .equal && isAmount(start) {
      let row = row(from: start)
      guard row.count >= 3 else { continue }
      ties += leading(row) + trailing(row)
    }
    return ties
  }

  /// Rates and proportions do not add up.
  private func isAmount(_ index: Int) -> Bool {
    facts[index].type != .proportion && facts[index].type != .density
      && Operands.scale(of: facts[index].unit) == nil
  }

  /// The figures of the paragraph in the unit and of the type of one, from it on; a change may be the
  /// sum of levels.
  private func row(from start: Int) -> [Int] {
    var row: [Int] = []
    var index = start
    while index < facts.count, row.count < 16,
      facts[index].source.paragraph == facts[start].source.paragraph
    {
      if facts[index].unit.text.hasBytes(of: facts[start].unit.text),
        facts[index].type == facts[start].type || facts[index].type == .change
      {
        row.append(index)
      }
      index += 1
    }
    return row
  }

  /// Sums that the figure before the items may be.
  private func leading(_ row: [Int]) -> [Tie] {
    var sum: Interval? = facts[row[1]].value.interval
    var ties: [Tie] = []
    for place in 2..<row.count {
      sum = sum.flatMap { $0.plus(facts[row[place]].value.interval) }
      guard let sum else { break }
      if sum.isApart(from: facts[row[0]].value.interval) == false {
        ties.append(tie(row[0], row[1...place]))
      }
    }
    return ties
  }

  /// Sums that the figure behind the items may be.
  private func trailing(_ row: [Int]) -> [Tie] {
    var sum: Interval? = facts[row[0]].value.interval
    var ties: [Tie] = []
    for place in 1..<(row.count - 1) {
      sum = sum.flatMap { $0.plus(facts[row[place]].value.interval) }
      guard let sum else { break }
      if sum.isApart(from: facts[row[place + 1]].value.interval) == false {
        ties.append(tie(row[place + 1], row[...place]))
      }
    }
    return ties
  }

  /// The totals of the columns of a table: the figure in the same place of each row above.
  private func totals() -> [Tie] {
    let words: [StaticString] = ["合计", "总计", "总数", "共计", "小计", "合共"]
    return facts.indices.compactMap { whole in
      guard addsUp(whole), UTF8Search.hasAny(facts[whole].indicator, words) else { return nil }
      let total = row(of: whole)
      guard let place = total.firstIndex(of: whole) else { return nil }
      var items: [Int] = []
      var top = whole
      while items.count < SumFinder.mostRows, let above = above(top) {
        let row = row(of: above)
        guard row.count == total.count,
          facts[above].source.paragraph == facts[top].source.paragraph - 1
        else { break }
        let item = row[place]
        guard facts[item].period == facts[whole].period, facts[item].type == facts[whole].type,
          facts[item].unit.text == facts[whole].unit.text,
          !UTF8Search.hasAny(facts[item].indicator, words)
        else { break }
        items.append(item)
        top = above
      }
      guard items.count >= 2 else { return nil }
      // The columns of a table add up all or none.
      let roles = items.reversed().map { Tie.Role("item", $0) }
      return Tie(
        .sum, [Tie.Role("whole", whole)] + roles,
        basis: .parallel([Tie.Family(facts[whole].source.paragraph << 2 | 3, least: 1)]))
    }
  }

  /// Most rows that a total is taken to be of.
  private static let mostRows = 60

  /// Whether the figures of a column add up as this one does: amounts do, rates and their changes don't.
  private func addsUp(_ fact: Int) -> Bool {
    facts[fact].type == .count || isAmount(fact)
  }

  /// The last figure of the paragraphs before that of another.
  private func above(_ fact: Int) -> Int? {
    facts[..<fact].lastIndex { $0.source.paragraph < facts[fact].source.paragraph }
  }

  /// The figures of a paragraph that add up, by one of its figures.
  private func row(of fact: Int) -> [Int] {
    let paragraph = facts[fact].source.paragraph
    let start = facts[..<fact].lastIndex { $0.source.paragraph != paragraph }.map { $0 + 1 } ?? 0
    let end = facts[fact...].firstIndex { $0.source.paragraph != paragraph } ?? facts.count
    return (start..<end).filter { addsUp($0) }
  }

  private func tie(_ whole: Int, _ items: some Sequence<Int>) -> Tie {
    Tie(.sum, [Tie.Role("whole", whole)] + items.map { Tie.Role("item", $0) }, basis: .inferred)
  }
}
