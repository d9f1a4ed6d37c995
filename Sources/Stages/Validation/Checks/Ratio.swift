internal import Facts

/// done / task = rate, and part / whole = share.
struct RatioCheck: Check {
  /// The roles of the figure above, below, and of the printed ratio.
  let above: String
  let below: String
  let ratio: String

  func outcome(of operands: Operands) -> Outcome? {
    guard let above = operands.fact(above), let below = operands.fact(below),
      let ratio = operands.fact(ratio),
      above.unit.text == below.unit.text || above.type == below.type,
      let stated = operands.fraction(ratio),
      let computed = operands.interval(above).divided(by: operands.interval(below)),
      let scale = Operands.scale(of: ratio.unit),
      let shown = computed.divided(by: Interval(scale))
    else { return nil }
    var outcome = Outcome(
      stated: stated, computed: computed,
      expression: "\(Operands.text(above)) / \(Operands.text(below))")
    outcome.stated = operands.interval(ratio)
    outcome.computed = shown
    return outcome
  }
}
