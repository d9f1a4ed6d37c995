internal import Facts

/// new / old − 1 = growth; the change is printed without its sign.
struct GrowthCheck: Check {
  func outcome(of operands: Operands) -> Outcome? {
    guard let new = operands.fact("new"), let old = operands.fact("old"),
      let change = operands.fact("change"), new.unit.text == old.unit.text,
      !change.unit.text.hasSuffix("百分点"), new.type != .proportion,
      let scale = Operands.scale(of: change.unit),
      let quotient = operands.interval(new).divided(by: operands.interval(old))
    else { return nil }
    let one = Interval(Rational(1))
    let isFall = change.direction == .down
    // 增长到 n 倍 states the quotient itself; both readings of 倍 are in use.
    let growth = isFall ? one.minus(quotient) : quotient.minus(one)
    guard let growth, let whole = Rational(1).divided(by: scale),
      let shown = growth.scaled(by: whole)
    else { return nil }
    let stated = operands.interval(change)
    let outcome = Outcome(
      stated: stated, computed: shown,
      expression: isFall
        ? "1 - \(Operands.text(new)) / \(Operands.text(old))"
        : "\(Operands.text(new)) / \(Operands.text(old)) - 1")
    if outcome.agrees == false, change.unit.text == "倍" {
      return Outcome(
        stated: stated, computed: quotient,
        expression: "\(Operands.text(new)) / \(Operands.text(old))")
    }
    return outcome
  }
}

/// new − old = change, the change being printed without its sign.
struct DifferenceCheck: Check {
  func outcome(of operands: Operands) -> Outcome? {
    guard let new = operands.fact("new"), let old = operands.fact("old"),
      let change = operands.fact("change"), new.unit.text == old.unit.text
    else { return nil }
    let isFall = change.direction == .down
    let (greater, lesser) = isFall ? (old, new) : (new, old)
    guard let difference = operands.interval(greater).minus(operands.interval(lesser)) else {
      return nil
    }
    return Outcome(
      stated: operands.interval(change), computed: difference,
      expression: "\(Operands.text(greater)) - \(Operands.text(lesser))")
  }
}
