internal import Facts

/// whole = Σ items; without a whole the items are shares, which make 100 %.
struct SumCheck: Check {
  func outcome(of operands: Operands) -> Outcome? {
    let items = operands.all("item")
    guard items.count >= 2, var sum = items.first.map({ operands.interval($0) }) else { return nil }
    for item in items.dropFirst() {
      guard let next = sum.plus(operands.interval(item)) else { return nil }
      sum = next
    }
    let whole = operands.fact("whole").map { operands.interval($0) } ?? Interval(Rational(100))
    return Outcome(
      stated: whole, computed: sum,
      expression: items.map { Operands.text($0) }.joined(separator: " + "))
  }
}

/// Σ parts ≤ whole.
struct PartCheck: Check {
  func outcome(of operands: Operands) -> Outcome? {
    let parts = operands.all("part")
    guard let first = parts.first, first.type != .change else { return nil }
    // A change is no whole, and a whole of nothing is a misprint of another kind.
    if let whole = operands.fact("whole") {
      guard whole.unit.text == first.unit.text, whole.type == first.type,
        whole.value.number != .zero
      else { return nil }
    }
    var sum = operands.interval(first)
    for part in parts.dropFirst() {
      guard let next = sum.plus(operands.interval(part)) else { return nil }
      sum = next
    }
    let whole = operands.fact("whole").map { operands.interval($0) } ?? Interval(Rational(100))
    let bound = operands.fact("whole").map { Operands.text($0) } ?? "100"
    var outcome = Outcome(
      stated: whole, computed: sum,
      expression: parts.map { Operands.text($0) }.joined(separator: " + ") + " <= " + bound)
    // Below the whole every part is good: only a sum that must be greater is not.
    outcome.agrees = Interval(low: nil, high: whole.high).isApart(from: sum).map { !$0 }
    return outcome
  }
}
