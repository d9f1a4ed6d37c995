internal import Facts

/// What one check found.
struct Outcome {
  let stated: Interval
  let computed: Interval
  /// The arithmetic in plain notation; written out only where it is reported.
  let expression: () -> String
  /// Whether the figures agree; `nil` where deciding that overflows.
  let agrees: Bool?
}

/// The figures of a tie by their roles, each with the interval that one reading of it gives.
struct Operands {
  /// How printed figures are taken to have been shortened.
  enum Reading {
    case rounded, truncated
  }

  let tie: Tie
  let facts: [Fact]
  let reading: Reading
  /// The roles of shares of a whole, which end at all of it.
  var shares: [String] = []

  func fact(_ role: String) -> Fact? { tie.fact(role).map { facts[$0] } }

  /// The fact in a place among those of a role, from 0.
  func fact(_ role: String, at place: Int) -> Fact? {
    let facts = tie.facts(role)
    return facts.indices.contains(place) ? self.facts[facts[place]] : nil
  }

  func all(_ role: String) -> [Fact] { tie.facts(role).map { facts[$0] } }

  /// The numbers that a figure may stand for.
  func interval(_ fact: Fact) -> Interval {
    guard reading == .truncated, fact.value.relation == .equal,
      let number = fact.value.number?.rational,
      fact.value.interval.point == nil,
      let step = ExactDecimal(coefficient: 1, exponent: -fact.value.decimals).rational
    else { return fact.value.interval }
    return Interval(
      low: Interval.End(number), high: number.plus(step).map { Interval.End($0, isClosed: false) })
  }

  /// The numbers that a figure may stand for, as it counts in an equation: 12% is 0.12, and so are
  /// 120张/千人.
  func counted(_ fact: Fact) -> Interval? {
    guard let scale = Operands.counting(fact.unit), scale.denominator != 1 else {
      return interval(fact)
    }
    return interval(fact).scaled(by: scale)
  }

  /// What one of a unit counts for; `nil` where it counts as itself.
  static func counting(_ unit: Unit) -> Rational? {
    if let scale = scale(of: unit) { return scale }
    guard UTF8Search.hasAny(unit.text, ["/"]) else { return nil }
    for (ending, count) in [("/百人", 100), ("/千人", 1_000), ("/万人", 10_000), ("/10万", 100_000)]
    where unit.text.hasSuffix(ending) { return Rational(1, Int128(count)) }
    return nil
  }

  /// What one of a unit without dimension is: % is 1/100; `nil` for others.
  static func scale(of unit: Unit) -> Rational? {
    // Asked of every figure: by length first, since comparing texts costs more.
    switch unit.text.utf8.count {
    case 0: Rational(1)
    case 1: unit.text == "%" ? Rational(1, 100) : nil
    case 3:
      unit.text.hasBytes(of: "‰")
        ? Rational(1, 1000)
        : unit.text.hasBytes(of: "成")
          ? Rational(1, 10) : unit.text.hasBytes(of: "倍") ? Rational(1) : nil
    case 9: unit.text == "百分点" ? Rational(1, 100) : nil
    case 12:
      unit.text == "个百分点"
        ? Rational(1, 100) : unit.text == "个千分点" ? Rational(1, 1000) : nil
    default: nil
    }
  }

  /// A figure as it stands in an expression: its number in the base unit, with a sign of per cent.
  static func text(_ fact: Fact) -> String {
    guard let number = fact.value.number else { return fact.value.text }
    let sign = fact.unit.text == "%" || fact.unit.text == "‰" ? fact.unit.text : ""
    return number.description + sign
  }
}

extension CheckRule {
  /// What the figures of a tie say and what recomputing says; `nil` where the check does not apply.
  func outcome(of operands: Operands) -> Outcome? {
    for (name, condition) in conditions {
      for role in operands.tie.roles where role.name == name {
        guard condition.accepts(operands.facts[role.fact]) else { return nil }
      }
    }
    var operands = operands
    operands.shares = shares
    for some in guards {
      guard some.accepts(operands) else { return nil }
    }
    if cases.isEmpty {
      guard let interval = operands.tie.roles.first.map({ operands.facts[$0.fact].value.interval })
      else { return nil }
      return Outcome(stated: interval, computed: interval, expression: { "" }, agrees: false)
    }
    let met = cases.first { some in
      some.absent.allSatisfy { operands.fact($0) == nil }
        && some.conditions.allSatisfy { role, condition in
          operands.fact(role).map(condition.accepts) ?? false
        }
    }
    var outcome: Outcome?
    for equation in met?.equations ?? [] {
      outcome = equation.outcome(of: operands)
      if outcome?.agrees == true { return outcome }
    }
    return outcome
  }
}

extension CheckRule.Condition {
  func accepts(_ fact: Fact) -> Bool {
    if !oddities.isEmpty {
      guard let oddity = fact.oddity, oddities.contains(oddity) else { return false }
    }
    let unit = fact.unit.text
    if !types.isEmpty, !types.contains(fact.type) { return false }
    if notTypes.contains(fact.type) { return false }
    if !units.isEmpty, !units.contains(unit) { return false }
    if notUnits.contains(unit) { return false }
    if let direction, fact.direction != direction { return false }
    if let relation, fact.value.relation != relation { return false }
    if isPure, Operands.scale(of: fact.unit) == nil { return false }
    if isNotZero, fact.value.number == .zero { return false }
    guard words != nil || notWords != nil || endings != nil else { return true }
    var name = fact.indicator
    return name.withUTF8 { name in
      if let words, words.find(in: name, from: 0, to: name.count) == nil { return false }
      if let notWords, notWords.find(in: name, from: 0, to: name.count) != nil { return false }
      return endings.map { $0.longest(in: name, endingAt: name.count) != nil } ?? true
    }
  }
}

extension CheckRule.Guard {
  func accepts(_ operands: Operands) -> Bool {
    switch self {
    case .sameUnit(let roles): return isSame(roles, operands) { $0.unit.text }
    case .sameType(let roles): return isSame(roles, operands) { $0.type.rawValue }
    case .sameUnitOrType(let roles):
      return isSame(roles, operands) { $0.unit.text }
        || isSame(roles, operands) { $0.type.rawValue }
    case .sameUnitOrNone(let roles):
      let units = Set(roles.flatMap { operands.all($0).map(\.unit.text) })
      return units.count == 1 || units.contains("")
    // Asked of the text, which only the validator has, and only where figures disagree.
    case .notInText: return true
    }
  }

  private func isSame<Value: Equatable>(
    _ roles: [String], _ operands: Operands, _ property: (Fact) -> Value
  ) -> Bool {
    var first: Value?
    for role in operands.tie.roles where roles.contains(role.name) {
      let value = property(operands.facts[role.fact])
      if let first, first != value { return false }
      first = value
    }
    return true
  }
}

extension Equation {
  /// The interval of either side, in the unit of the first figure named; `nil` where a figure is
  /// missing and where the arithmetic does not apply or overflows.
  fileprivate func outcome(of operands: Operands) -> Outcome? {
    guard let stated = left.interval(operands) else { return nil }
    let computed: Interval
    let agrees: Bool?
    switch relation {
    case .whole:
      guard let holds = stated.holdsInteger else { return nil }
      computed = stated
      agrees = holds
    case .equal:
      guard let side = right?.interval(operands) else { return nil }
      computed = side
      agrees = stated.isApart(from: side).map { !$0 }
    case .atMost:
      guard let side = right?.interval(operands) else { return nil }
      computed = Interval(low: nil, high: side.high)
      agrees = stated.isApart(from: computed).map { !$0 }
    }
    guard let scale = shownScale(operands).flatMap({ Rational(1).divided(by: $0) }),
      let shownStated = stated.scaled(by: scale), let shownComputed = computed.scaled(by: scale)
    else { return nil }
    return Outcome(
      stated: shownStated, computed: shownComputed, expression: { text(operands) }, agrees: agrees)
  }

  private func shownScale(_ operands: Operands) -> Rational? {
    guard relation != .whole else { return Rational(1) }
    // 甲 / 12% is no share any more.
    if case .operation(_, .over, _) = left { return Rational(1) }
    let unit = roles.first.flatMap { operands.fact($0)?.unit }
    return unit.flatMap { Operands.counting($0) } ?? Rational(1)
  }

  /// The right side, where the left one is a figure that stands in the text; else all of it.
  private func text(_ operands: Operands) -> String {
    guard let right else { return left.text(operands) }
    if relation == .equal, case .figure(_, let place) = left, place == 0 {
      if case .figure = right {} else { return right.text(operands) }
    }
    return left.text(operands) + (relation == .equal ? " = " : " <= ") + right.text(operands)
  }
}

extension Equation.Term {
  fileprivate func interval(_ operands: Operands) -> Interval? {
    switch self {
    case .number(let number, _): return Interval(number)
    case .figure(let role, let place):
      guard let fact = place == 0 ? operands.fact(role) : operands.fact(role, at: place) else {
        return nil
      }
      let interval = operands.counted(fact)
      if operands.shares.isEmpty { return interval }
      return operands.shares.contains(role) ? interval?.cut(at: Rational(1)) : interval
    case .sum(let role):
      let counted = operands.all(role).map { operands.counted($0) }
      return counted.contains { $0 == nil } ? nil : Interval.sum(counted.compactMap(\.self))
    case .operation(let left, let sign, let right):
      guard let left = left.interval(operands), let right = right.interval(operands) else {
        return nil
      }
      switch sign {
      case .plus: return left.plus(right)
      case .minus: return left.minus(right)
      case .times: return left.times(right)
      case .over: return left.divided(by: right)
      }
    }
  }

  fileprivate func text(_ operands: Operands) -> String {
    switch self {
    case .number(_, let text): return text
    case .figure(let role, let place):
      let facts = operands.all(role)
      return facts.indices.contains(place) ? Operands.text(facts[place]) : role
    case .sum(let role): return operands.all(role).map(Operands.text).joined(separator: " + ")
    case .operation(let left, let sign, let right):
      var (before, behind) = (left.text(operands), right.text(operands))
      if sign == .times || sign == .over {
        if left.isSum { before = "(\(before))" }
        if right.isSum { behind = "(\(behind))" }
      } else if sign == .minus, right.isSum {
        behind = "(\(behind))"
      }
      return "\(before) \(sign.rawValue) \(behind)"
    }
  }

  private var isSum: Bool {
    switch self {
    case .operation(_, .plus, _), .operation(_, .minus, _), .sum: true
    default: false
    }
  }
}

extension Interval {
  /// The interval up to a number, where it has no end.
  fileprivate func cut(at high: Rational) -> Interval {
    self.high == nil ? Interval(low: low, high: Interval.End(high)) : self
  }

  /// Whether a whole number is in it; `nil` where one always is, so that it says nothing.
  fileprivate var holdsInteger: Bool? {
    guard let low, let high, let width = high.value.minus(low.value),
      width.isLess(than: Rational(1)) == true
    else { return nil }
    let (floor, ceiling) = (high.value.floor, low.value.negated.floor)
    return (high.isClosed || high.value.denominator > 1) && floor >= -ceiling
      && (low.isClosed || low.value.denominator > 1 || floor > -ceiling)
  }
}
