internal import Facts

/// Ties lists of causes to the change that they are told to make: 岁出减少部分，主要系甲结余6亿元、乙节余9亿元、
/// 其他2亿元等所致.
struct CauseListFinder: NamedFacts {
  let facts: [Fact]
  let names: [NamePairs]
  let text: TextBetween

  func ties() -> [Tie] {
    facts.indices.flatMap { first -> [Tie] in
      guard let whole = whole(before: first) else { return [] }
      let items = items(from: first)
      // What worked against the change is not one of what makes it.
      let isOneWay = items.allSatisfy {
        facts[$0].type != .change || facts[$0].direction == facts[whole].direction
      }
      return items.count >= 3 && isOneWay ? ties(whole, items) : []
    }
  }

  private static let sides: [(name: StaticString, written: [StaticString])] = [
    ("岁入", ["岁入", "歲入"]), ("岁出", ["岁出", "歲出"]), ("税收", ["税收", "稅收"]),
    ("收入", ["收入"]), ("支出", ["支出"]),
  ]
  private static let openings: [StaticString] = ["主要系", "主要係", "主要是", "主因"]

  /// The change that the words before the first item speak of: the last one of that side and direction
  /// in an earlier sentence.
  private func whole(before first: Int) -> Int? {
    guard isAmount(first), let head = text.before(first), head.has(CauseListFinder.openings),
      let lead = head.before(CauseListFinder.openings)
    else { return nil }
    let isFall = lead.has(["减少", "減少"])
    guard isFall || lead.has(["增加"]),
      let side = CauseListFinder.sides.first(where: { lead.has($0.written) })
    else { return nil }
    return near(first).prefix { $0 < first }.last {
      facts[$0].type == .change && isPlain($0) && facts[$0].unit == facts[first].unit
        && facts[$0].direction == (isFall ? .down : .up)
        && UTF8Search.hasAny(facts[$0].indicator, [side.name])
    }
  }

  private func items(from first: Int) -> [Int] {
    var end = first
    while facts.indices.contains(end + 1), isAmount(end + 1), isTogether(end, end + 1),
      facts[end + 1].unit == facts[first].unit,
      text.between(end, end + 1)?.has(["。", "；", ";"]) == false
    {
      end += 1
    }
    return Array(first...end)
  }

  private func isAmount(_ fact: Int) -> Bool {
    (facts[fact].type == .money || facts[fact].type == .change) && isPlain(fact)
      && facts[fact].unit.text == "元"
  }

  private func ties(_ whole: Int, _ items: [Int]) -> [Tie] {
    // 甲2亿元、乙4亿元等21亿元: how many of the items before it the one behind 等 holds is not said.
    let group = items.indices.dropFirst().first {
      text.between(items[$0 - 1], items[$0])?.starts(with: ["等"]) == true
    }
    let most = group ?? 0
    let readings = (0...most).compactMap { inner -> (inner: Int, sum: Interval)? in
      guard let group else { return sum(items).map { (0, $0) } }
      return sum(items[..<(group - inner)] + items[group...]).map { (inner, $0) }
    }
    let value = facts[whole].value.interval
    func rest(_ inner: Int) -> [Int] {
      group.map { Array(items[..<($0 - inner)] + items[$0...]) } ?? items
    }
    func inside(_ inner: Int) -> [Tie] {
      guard let group, inner > 0 else { return [] }
      return [part(of: items[group], items[(group - inner)..<group])]
    }
    if let fit = readings.first(where: { $0.sum.isApart(from: value) == false }) {
      return [sum(whole, rest(fit.inner), .stated)] + inside(fit.inner)
    }
    // A list that ends in 其他 leaves nothing out.
    if let last = items.last, text.before(last)?.has(["其他"]) == true,
      let nearest = readings.min(by: { isNearer($0.sum, than: $1.sum, to: value) })
    {
      return [sum(whole, rest(nearest.inner), .stated)]
    }
    return [part(of: whole, rest(most)[...])] + inside(most)
  }

  private func sum(_ items: some Sequence<Int>) -> Interval? {
    Interval.sum(items.map { facts[$0].value.interval })
  }

  /// Whether a sum lies nearer to a value than another; one that overflows lies nearer than none.
  private func isNearer(_ a: Interval, than b: Interval, to value: Interval) -> Bool {
    guard let first = gap(a, value) else { return false }
    return gap(b, value).map { first.isLess(than: $0) == true } ?? true
  }

  private func gap(_ sum: Interval, _ value: Interval) -> Rational? {
    guard let a = sum.low?.value, let b = value.low?.value, let gap = a.minus(b) else { return nil }
    return gap.isNegative ? gap.negated : gap
  }

  private func sum(_ whole: Int, _ items: [Int], _ basis: Tie.Basis) -> Tie {
    Tie(.sum, [.init("whole", whole)] + items.map { .init("item", $0) }, basis: basis)
  }

  /// What a list holds is not more than what it is laid to; other causes may have worked against it.
  private func part(of whole: Int, _ items: ArraySlice<Int>) -> Tie {
    Tie(.part, items.map { .init("part", $0) } + [.init("whole", whole)], basis: .inferred)
  }
}
