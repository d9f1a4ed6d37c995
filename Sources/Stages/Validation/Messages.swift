internal import Facts

/// The sentences of findings: they name every figure of the set, and say that the set disagrees,
/// never which figure is wrong.
enum Messages {
  static func message(
    _ tie: Tie, _ result: CheckResult, _ facts: [Fact], isTruncated: Bool
  ) -> Finding.Message {
    let figures = tie.roles.map { "\(facts[$0.fact].indicator)\(facts[$0.fact].value.text)" }
    let computed = text(result.computed)
    let stated = text(result.stated)
    let names = figures.joined(separator: "、")
    let (zh, en) = reason(tie.check)
    var message = Finding.Message(
      zh: "\(zh)：\(names)；原文为\(stated)，按\(result.expression)应为\(computed)",
      en:
        "\(en): \(figures.joined(separator: ", ")); stated \(stated), \(result.expression) gives \(computed)"
    )
    if isTruncated {
      message = Finding.Message(
        zh: message.zh + "（截尾则相符）", en: message.en + " (agrees if truncated)")
    }
    return message
  }

  private static func reason(_ check: CheckName) -> (zh: String, en: String) {
    switch check {
    case .completion: ("完成率与任务数、完成数不符", "the completion rate does not fit task and done")
    case .share: ("占比与部分、总体不符", "the share does not fit part and whole")
    case .sum: ("分项之和与合计不符", "the items do not add up to the whole")
    case .part: ("部分大于总体", "a part exceeds its whole")
    case .difference: ("差额不符", "the difference does not fit the two figures")
    case .growth: ("增幅不符", "the growth does not fit the two figures")
    case .product: ("乘积不符", "the product does not fit its factors")
    case .base: ("两组数推出的总体不同", "the figures imply two different wholes")
    case .repeat: ("同一数字前后不一", "the same figure is stated differently")
    case .bound: ("比例超过百分之百", "a proportion exceeds 100 %")
    }
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
