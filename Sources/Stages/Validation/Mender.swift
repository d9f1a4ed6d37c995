internal import Facts

/// Looks for the one slip of the pen that explains a finding: one digit, two digits exchanged, the
/// point or 万 and 亿 misplaced. A change is suggested if with it every check of its figure holds.
final class Mender {
  /// The facts; while suggestions are looked for, one of them has another value.
  private var facts: [Fact]
  /// The ties whose checks count, by the facts that take part.
  private let ties: [Int: [Tie]]
  /// The checks that ask a figure only to be no more than something.
  private let bounds: Set<CheckName>
  /// Whether a tie holds among some facts.
  private let holds: (Tie, [Fact]) -> Bool

  /// Most suggestions for one finding.
  private static let most = 5

  init(
    facts: [Fact], ties: [Tie], bounds: Set<CheckName>, holds: @escaping (Tie, [Fact]) -> Bool
  ) {
    self.facts = facts
    self.bounds = bounds
    self.holds = holds
    var byFact: [Int: [Tie]] = [:]
    for tie in ties {
      for fact in Set(tie.roles.map(\.fact)) { byFact[fact, default: []].append(tie) }
    }
    self.ties = byFact
  }

  /// The suggestions for a tie that does not hold, the likeliest kinds of slip first.
  func suggestions(for tie: Tie) -> [Suggestion] {
    // Many other numbers satisfy a bound: there only two digits exchanged tell anything.
    let isBound = bounds.contains(tie.check)
    var found: [Suggestion] = []
    for index in Set(tie.roles.map(\.fact)).sorted() {
      let value = facts[index].value
      defer { facts[index].value = value }
      for slip in Slips(value).all where !isBound || slip.kind == .transposition {
        facts[index].value = slip.value
        // Most slips do not mend even this tie.
        if holds(tie, facts), (ties[index] ?? []).allSatisfy({ holds($0, facts) }) {
          found.append(Suggestion(fact: facts[index].id, kind: slip.kind, text: slip.text()))
        }
      }
    }
    let order = Suggestion.Kind.allCases
    found.sort {
      (order.firstIndex(of: $0.kind) ?? 0, $0.fact, $0.text)
        < (order.firstIndex(of: $1.kind) ?? 0, $1.fact, $1.text)
    }
    return Array(found.prefix(Mender.most))
  }
}

/// The figures that one slip makes of a figure.
struct Slips {
  private let value: Value
  /// The places of its digits in its text, and the digits.
  private let places: [Int]
  private let digits: [Int]
  private let text: [UInt8]

  init(_ value: Value) {
    self.value = value
    let text = Array(value.text.utf8)
    let places = text.indices.filter { (0x30...0x39).contains(text[$0]) }
    digits = places.map { Int(text[$0] - 0x30) }
    self.text = text
    self.places = places
  }

  /// One slip: the value that it makes, without its text, and how that reads.
  struct Slip {
    let kind: Suggestion.Kind
    let value: Value
    let text: () -> String
  }

  /// Empty for figures that are no plain run of digits, such as 862亿5,874万 and 三成.
  var all: [Slip] {
    guard value.relation == .equal, let number = value.number, !digits.isEmpty, digits.count <= 15,
      Slips.number(digits, decimals: value.decimals) == number
    else { return [] }
    var slips: [Slip] = []
    for place in digits.indices.dropLast() where digits[place] != digits[place + 1] {
      var exchanged = digits
      exchanged.swapAt(place, place + 1)
      if exchanged[0] != 0 || digits[0] == 0 { slips.append(changed(exchanged, .transposition)) }
    }
    for place in digits.indices {
      for digit in 0...9 where digit != digits[place] && (digit != 0 || place > 0) {
        var other = digits
        other[place] = digit
        slips.append(changed(other, .digit))
      }
    }
    for (kind, power) in [(Suggestion.Kind.point, 1), (.point, -1), (.scale, 4), (.scale, -4)] {
      slips.append(scaled(by: power, kind))
    }
    return slips
  }

  private static func number(_ digits: [Int], decimals: Int) -> ExactDecimal {
    let whole = digits.reduce(0) { $0 * 10 + $1 }
    return ExactDecimal(coefficient: Int128(whole), exponent: -decimals)
  }

  /// Other digits in the same places.
  private func changed(_ digits: [Int], _ kind: Suggestion.Kind) -> Slip {
    let value = made(
      Slips.number(digits, decimals: value.decimals), decimals: value.decimals)
    return Slip(kind: kind, value: value) {
      var text = text
      for (place, digit) in zip(places, digits) { text[place] = 0x30 + UInt8(digit) }
      return String(decoding: text, as: UTF8.self)
    }
  }

  /// The value times a power of ten, which its text says in words.
  private func scaled(by power: Int, _ kind: Suggestion.Kind) -> Slip {
    let decimals = value.decimals - power
    return Slip(
      kind: kind, value: made(Slips.number(digits, decimals: decimals), decimals: decimals)
    ) {
      let factor = "1" + String(repeating: "0", count: abs(power))
      return "\(value.text) \(power > 0 ? "×" : "÷") \(factor)"
    }
  }

  /// A value that stands for as wide an interval as the printed one does.
  private func made(_ number: ExactDecimal, decimals: Int) -> Value {
    var interval = value.interval
    if let middle = number.rational {
      let half = ExactDecimal(coefficient: 5, exponent: -decimals - 1).rational
      interval = Interval(middle)
      if value.interval.point == nil, let half, let low = middle.minus(half),
        let high = middle.plus(half)
      {
        interval = Interval(low: .init(low), high: .init(high))
      }
    }
    return Value(
      number: number, interval: interval, decimals: decimals, relation: .equal, text: "")
  }
}
