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
      if facts[index].unit.text == facts[start].unit.text,
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

  /// The totals of the columns of a table: one figure of each row above, of the same period.
  private func totals() -> [Tie] {
    let words: [StaticString] = ["合计", "总计", "总数", "共计", "小计", "合共"]
    var ties: [Tie] = []
    for whole in facts.indices where UTF8Search.hasAny(facts[whole].indicator, words) {
      var items: [Int] = []
      var row = facts[whole].source.paragraph - 1
      for item in facts.indices[..<whole].reversed() {
        guard facts[item].source.paragraph >= row, items.count < 30 else { break }
        guard facts[item].source.paragraph == row, facts[item].period == facts[whole].period,
          facts[item].type == facts[whole].type, facts[item].unit.text == facts[whole].unit.text
        else { continue }
        items.append(item)
        row -= 1
      }
      // The columns of a table add up all or none.
      if items.count >= 2 {
        let roles = items.reversed().map { Tie.Role("item", $0) }
        ties.append(
          Tie(
            .sum, [Tie.Role("whole", whole)] + roles,
            basis: .parallel([Tie.Family(facts[whole].source.paragraph << 2 | 3, least: 1)])))
      }
    }
    return ties
  }

  private func tie(_ whole: Int, _ items: some Sequence<Int>) -> Tie {
    Tie(.sum, [Tie.Role("whole", whole)] + items.map { Tie.Role("item", $0) }, basis: .inferred)
  }
}
