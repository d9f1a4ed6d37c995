internal import Facts

/// The sentences of findings: they name every figure of the set, and say that the set disagrees,
/// never which figure is wrong.
enum Messages {
  static func message(
    _ tie: Tie, _ check: CheckRule, _ result: CheckResult, _ facts: [Fact], isTruncated: Bool
  ) -> Finding.Message {
    let figures = tie.roles.map { "\(facts[$0.fact].indicator)\(facts[$0.fact].value.text)" }
    let (zh, en) = (check.message.zh, check.message.en)
    var message = Finding.Message(
      zh: "\(zh)：\(figures.joined(separator: "、"))",
      en: "\(en): \(figures.joined(separator: ", "))")
    if result.expression.isEmpty { return message }
    let computed = text(result.computed)
    if let chance = chance(check, result) {
      message = Finding.Message(
        zh: "\(message.zh)；\(result.expression)在\(computed)之间，没有整数（任意两数有\(chance)%的机会相合）",
        en:
          "\(message.en); \(result.expression) is in \(computed), where no integer is (any two figures would pass with \(chance)%)"
      )
    } else {
      let stated = text(result.stated)
      message = Finding.Message(
        zh: "\(message.zh)；原文为\(stated)，按\(result.expression)应为\(computed)",
        en: "\(message.en); stated \(stated), \(result.expression) gives \(computed)")
    }
    if isTruncated {
      message = Finding.Message(
        zh: message.zh + "（截尾则相符）", en: message.en + " (agrees if truncated)")
    }
    return message
  }

  /// How often two figures that have nothing to do with each other would pass, in per cent rounded
  /// up: the width of what a number of things may be.
  private static func chance(_ check: CheckRule, _ result: CheckResult) -> String? {
    guard check.cases.contains(where: { $0.equations.contains { $0.relation == .whole } }),
      let low = result.computed.low, let high = result.computed.high,
      let width = high.value.minus(low.value)?.times(Rational(100))
    else { return nil }
    return width.decimal(places: 0, roundingUp: true)?.description
  }

  /// An interval as people read it: one number, or both ends.
  static func text(_ interval: Interval) -> String {
    func end(_ end: Interval.End?, _ up: Bool) -> String {
      guard let end, let decimal = end.value.decimal(places: 4, roundingUp: up) else { return "∞" }
      return decimal.description
    }
    if interval.point != nil { return end(interval.low, false) }
    let open = interval.low?.isClosed == true ? "[" : "("
    let close = interval.high?.isClosed == true ? "]" : ")"
    return
      "\(open)\(interval.low == nil ? "-∞" : end(interval.low, false)), \(end(interval.high, true))\(close)"
  }
}
