import Facts
import Testing
import Validation

/// Numbers that look random and are the same in every run: a linear congruential generator with
/// Knuth's MMIX constants.
struct Dice {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func roll(_ range: ClosedRange<Int>) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return range.lowerBound + Int(state >> 33) % range.count
  }
}

/// How a true number comes to be printed.
enum Print: CaseIterable {
  case rounded, truncated, tenThousands, about
}

/// An equation made true and then printed with less than it says is never broken; one that is off by
/// more than its intervals allow always is. Together 100,000 random equations.
@Suite struct EquationTests {
  static let cases = 12_500

  /// A fact that prints a fraction with some decimals, and is `slip` steps of its last place off.
  private func printed(
    _ above: Int, _ below: Int, _ unit: String, _ type: FactType, decimals: Int, _ print: Print,
    slip: Int = 0, direction: Direction? = nil
  ) -> Fact {
    let scale = (0..<abs(decimals)).reduce(1) { product, _ in product * 10 }
    let (numerator, denominator) = decimals < 0 ? (above, below * scale) : (above * scale, below)
    let whole =
      print == .truncated
      ? numerator / denominator : (2 * numerator + denominator) / (2 * denominator)
    let number = ExactDecimal(coefficient: Int128(whole + slip), exponent: -decimals)
    return figure(
      number.description, unit, type, decimals: decimals, exact: false,
      relation: print == .about ? .about : .equal, direction: direction)
  }

  private func verdict(_ check: CheckName, _ roles: [(String, Fact)]) -> Verdict? {
    let tie = Tie(check, roles.enumerated().map { Tie.Role($1.0, $0) })
    return validator.result(of: tie, in: roles.map(\.1))?.verdict
  }

  @Test(arguments: Print.allCases) func ratesAndGrowths(_ print: Print) {
    var dice = Dice(20_260_101)
    for _ in 0..<EquationTests.cases {
      let old = dice.roll(1_000...90_000)
      let new = dice.roll(1_000...90_000)
      let decimals = dice.roll(0...3)
      // Levels in 万, of which no more than two digits are lost.
      let lost = print == .tenThousands ? -2 : 0
      let isGrowth = dice.roll(0...1) == 1
      func roles(_ slip: Int) -> [(String, Fact)] {
        let level = { (number: Int, role: String) in
          (
            role,
            lost == 0
              ? figure("\(number)", "人")
              : printed(number, 1, "人", .count, decimals: lost, .rounded)
          )
        }
        if isGrowth {
          let change = printed(
            abs(new - old) * 100, old, "%", .change, decimals: decimals, print, slip: slip,
            direction: new < old ? .down : .up)
          return [level(new, "new"), level(old, "old"), ("change", change)]
        }
        let rate = printed(
          new * 100, old, "%", .proportion, decimals: decimals, print, slip: slip)
        return [level(new, "done"), level(old, "task"), ("rate", rate)]
      }
      let check: CheckName = isGrowth ? .growth : .completion
      let sound = verdict(check, roles(0))
      #expect(sound != nil && sound != .inconsistent)
      if print == .rounded { #expect(sound == .consistent) }
      // Levels that may be 50 off of 1,000 or more bring their quotient an eighth off at most.
      let step = (0..<decimals).reduce(1) { product, _ in product * 10 }
      let slip = 3 + (lost == 0 ? 0 : (new * 100 * step / old + step) / 8)
      #expect(verdict(check, roles(slip)) == (print == .about ? .review : .inconsistent))
    }
  }

  @Test(arguments: Print.allCases) func sumsAndDifferences(_ print: Print) {
    var dice = Dice(20_260_202)
    for _ in 0..<EquationTests.cases {
      let count = dice.roll(2...6)
      let items = (0..<count).map { _ in dice.roll(1...9_999_999) }
      let decimals = -dice.roll(0...3)
      let amount = { (number: Int, slip: Int) in
        printed(number, 1, "元", .money, decimals: decimals, print, slip: slip)
      }
      let isSum = dice.roll(0...1) == 1
      func roles(_ slip: Int) -> [(String, Fact)] {
        if isSum {
          return [("whole", amount(items.reduce(0, +), slip))]
            + items.map { ("item", amount($0, 0)) }
        }
        let (high, low) = (items[0] + items[1], items[1])
        return [
          ("new", amount(high, 0)), ("old", amount(low, 0)), ("change", amount(items[0], slip)),
        ]
      }
      let check: CheckName = isSum ? .sum : .difference
      let sound = verdict(check, roles(0))
      #expect(sound != nil && sound != .inconsistent)
      if print == .rounded { #expect(sound == .consistent) }
      // Each of at most seven figures is a step off at most.
      let broken = verdict(check, roles(8))
      #expect(broken == (print == .about ? .review : .inconsistent))
    }
  }
}
