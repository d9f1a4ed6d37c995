public import Facts

/// What became of an indicator from one run to the next.
public struct Change: Sendable {
  /// The kinds of change, in the order in which people are shown them.
  public enum Class: String, Sendable, CaseIterable {
    /// The new run gives another figure for the same time.
    case restated
    /// An outcome of the new run for a target of the old one.
    case promised
    case changed
    /// The figures differ, but could be one number written with more or fewer digits.
    case roundingOnly = "rounding-only"
    /// The same quantity in another unit of its family.
    case unitChanged = "unit-changed"
    case added
    case removed
    case same
  }

  public let kind: Class
  /// The places of the two facts in their lists.
  public let old: Int?
  public let new: Int?
  /// new − old, in the unit of the new figure.
  public let difference: Interval?
  /// new / old − 1, in per cent.
  public let relative: Interval?
  /// Whether a promise was kept; `nil` where that cannot be told.
  public let isMet: Bool?
  /// The growth that the new run states for a figure whose levels imply another one.
  public let contradicted: Contradiction?
  /// Further facts of the new run that fit as well by name.
  public let others: [Int]
  /// Facts that say the old one, or the new one, once more and less precisely.
  public let oldEchoes: [Int]
  public let newEchoes: [Int]

  /// A stated growth that the two levels cannot have.
  public struct Contradiction: Sendable {
    /// The place of the fact that states it, in the new list.
    public let fact: Int
    public let stated: Interval
    public let implied: Interval
  }
}

/// Pairs the facts of two runs and says what changed.
public struct Comparison: Sendable {
  public let old: [ComparedFact]
  public let new: [ComparedFact]
  public let changes: [Change]

  public init(old: [ComparedFact], new: [ComparedFact], pairing: FactPairing) {
    self.old = old
    self.new = new
    let growths = Growths(new)
    changes = pairing.pairs(old: old, new: new).map { pair in
      Comparison.change(pair, old, new, growths)
    }
  }

  private static func change(
    _ pair: FactPairing.Pair, _ old: [ComparedFact], _ new: [ComparedFact], _ growths: Growths
  ) -> Change {
    guard let before = pair.old, let after = pair.new else {
      return Change(
        kind: pair.old == nil ? .added : .removed, old: pair.old, new: pair.new, difference: nil,
        relative: nil, isMet: nil, contradicted: nil, others: [], oldEchoes: pair.oldEchoes,
        newEchoes: pair.newEchoes)
    }
    let (first, second) = (old[before], new[after])
    let (from, to) = (
      UnitFamily.family(of: first.unit).factor, UnitFamily.family(of: second.unit).factor
    )
    let factor = from.divided(by: to) ?? Rational(1)
    let converted = first.extent.scaled(by: factor) ?? first.extent
    let difference = second.extent.minus(converted)
    let relative = Comparison.relative(second, converted)
    let isPromise = first.status == .target && second.status == .actual
    let kind = Comparison.kind(
      first, second, factor, converted, isPromise: isPromise, isSameTime: pair.isSameTime)
    return Change(
      kind: kind, old: before, new: after, difference: difference, relative: relative,
      isMet: isPromise ? Comparison.isMet(first, second, converted) : nil,
      contradicted: pair.isSameTime
        ? nil : growths.contradiction(of: second, relative: relative, first),
      others: pair.others, oldEchoes: pair.oldEchoes, newEchoes: pair.newEchoes)
  }

  private static func kind(
    _ old: ComparedFact, _ new: ComparedFact, _ factor: Rational, _ converted: Interval,
    isPromise: Bool, isSameTime: Bool
  ) -> Change.Class {
    if isPromise { return .promised }
    let number = old.number?.rational?.times(factor)
    let isEqual = number != nil && number == new.number?.rational && old.relation == new.relation
    let isOtherUnit = old.unit != new.unit && factor != Rational(1)
    // Written with as many digits, two numbers are two; with fewer, one may be the other rounded.
    let isApart = converted.isApart(from: new.extent) == true
    let isAsPrecise = old.decimals == new.decimals && !isOtherUnit
    if !isEqual, isApart || isAsPrecise { return isSameTime ? .restated : .changed }
    if isOtherUnit { return .unitChanged }
    return isEqual ? .same : .roundingOnly
  }

  /// new / old − 1 in per cent; nothing for rates and changes, whose difference says it.
  private static func relative(_ new: ComparedFact, _ converted: Interval) -> Interval? {
    guard new.type != .change, new.type != .proportion else { return nil }
    let one = Interval(Rational(1))
    return new.extent.divided(by: converted)?.minus(one)?.scaled(by: Rational(100))
  }

  /// Whether an outcome reaches its target: a bound from above asks for no more, all else for no less.
  private static func isMet(
    _ target: ComparedFact, _ outcome: ComparedFact, _ converted: Interval
  ) -> Bool? {
    let isCeiling = target.relation == .atMost || target.relation == .less
    if isCeiling {
      guard let most = converted.high, let least = outcome.interval.low else { return nil }
      return most.value.isLess(than: least.value).map { !$0 }
    }
    guard let least = converted.low, let most = outcome.interval.high else {
      return outcome.interval.isApart(from: converted).map { !$0 }
    }
    return most.value.isLess(than: least.value).map { !$0 }
  }
}

/// The growth rates that a run states, by what grew.
struct Growths {
  private struct Key: Hashable {
    let document: String
    let name: String
    let start: CivilDate?
    let end: CivilDate?
  }

  private let facts: [ComparedFact]
  private var places: [Key: [Int]] = [:]

  init(_ facts: [ComparedFact]) {
    self.facts = facts
    for (place, fact) in facts.enumerated() where fact.type == .change && fact.unit == "%" {
      places[Growths.key(fact), default: []].append(place)
    }
  }

  private static func key(_ fact: ComparedFact) -> Key {
    Key(document: fact.document, name: fact.name, start: fact.start, end: fact.end)
  }

  /// What grows at constant prices, so that its levels say nothing of its growth.
  private static let constantPrices: [StaticString] = [
    "生产总值", "增加值", "总产值", "GDP", "收入", "年均",
  ]

  private static let overTheYear: [StaticString] = ["同比", "比上年", "较上年", "比去年", "较去年"]

  /// A growth over the year that is stated for `fact` and that `relative`, in per cent, excludes.
  func contradiction(
    of fact: ComparedFact, relative: Interval?, _ old: ComparedFact
  ) -> Change.Contradiction? {
    guard let relative, let before = old.end, let after = fact.end, before.year + 1 == after.year,
      before.month == after.month,
      !UTF8Search.hasAny(fact.name, Growths.constantPrices)
    else { return nil }
    for place in places[Growths.key(fact)] ?? [] {
      let growth = facts[place]
      guard UTF8Search.hasAny(growth.comparedWith ?? "", Growths.overTheYear),
        let stated = growth.direction == .down
          ? Interval(Rational(0)).minus(growth.interval) : growth.interval,
        stated.isApart(from: relative) == true
      else { continue }
      return Change.Contradiction(fact: place, stated: stated, implied: relative)
    }
    return nil
  }
}
