internal import Facts

/// The same figure stated twice: the intervals must meet.
struct RepeatCheck: Check {
  func outcome(of operands: Operands) -> Outcome? {
    let items = operands.all("item")
    guard items.count == 2,
      items[0].unit.text == items[1].unit.text || items.contains(where: { $0.unit.text.isEmpty })
    else { return nil }
    return Outcome(
      stated: operands.interval(items[0]), computed: operands.interval(items[1]),
      expression: "\(Operands.text(items[0])) = \(Operands.text(items[1]))")
  }
}

/// A proportion that cannot exceed 100 % does.
struct BoundCheck: Check {
  func outcome(of operands: Operands) -> Outcome? {
    guard let rate = operands.fact("rate"), let fraction = operands.fraction(rate),
      let scale = Operands.scale(of: rate.unit), let most = Rational(1).divided(by: scale)
    else { return nil }
    let bound = Interval(low: Interval.End(Rational(0)), high: Interval.End(most))
    var outcome = Outcome(
      stated: operands.interval(rate), computed: bound,
      expression: "\(Operands.text(rate)) <= \(most.numerator)")
    outcome.agrees = fraction.isApart(from: Interval(low: nil, high: Interval.End(Rational(1)))).map
    { !$0 }
    return outcome
  }
}

/// number × unit value = total.
struct ProductCheck: Check {
  func outcome(of operands: Operands) -> Outcome? {
    guard let number = operands.fact("number"), let each = operands.fact("each"),
      let total = operands.fact("total"),
      let product = operands.interval(number).times(operands.interval(each))
    else { return nil }
    return Outcome(
      stated: operands.interval(total), computed: product,
      expression: "\(Operands.text(number)) * \(Operands.text(each))")
  }
}

/// Parts and their shares imply one whole.
struct BaseCheck: Check {
  func outcome(of operands: Operands) -> Outcome? {
    let parts = operands.all("part")
    let shares = operands.all("share")
    guard parts.count == 2, shares.count == 2, let first = whole(parts[0], shares[0], operands),
      let second = whole(parts[1], shares[1], operands)
    else { return nil }
    return Outcome(
      stated: first, computed: second,
      expression: zip(parts, shares)
        .map { "\(Operands.text($0)) / \(Operands.text($1))\($1.unit.text)" }
        .joined(separator: " = "))
  }

  private func whole(_ part: Fact, _ share: Fact, _ operands: Operands) -> Interval? {
    operands.fraction(share).flatMap { operands.interval(part).divided(by: $0) }
  }
}
