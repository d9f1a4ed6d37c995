internal import Facts

/// An indicator over more than two runs: the facts that pair from each to the next.
public struct Series: Sendable {
  /// A point: which run, and the place of the fact in it.
  public struct Point: Sendable {
    public let run: Int
    public let fact: Int
  }

  /// What in a series looks like a mistake, between a point and the next.
  public struct Oddity: Sendable {
    public enum Kind: String, Sendable {
      /// A total that only grows has become less.
      case fall
      /// A figure is some power of ten times the one before, as a lost 万 or a slipped point makes it.
      case jump
    }

    public let kind: Kind
    /// The place of the first of the two points.
    public let after: Int
  }

  public let points: [Point]
  public let oddities: [Oddity]

  /// The series of runs in their order, each of at least two points, in the order of their first facts.
  public static func all(of runs: [[ComparedFact]], pairing: FactPairing) -> [Series] {
    var open: [Int: [Point]] = [:]
    var closed: [[Point]] = []
    for run in runs.indices.dropFirst() {
      var next: [Int: [Point]] = [:]
      let pairs = pairing.pairs(old: runs[run - 1], new: runs[run])
      for pair in pairs where !pair.isSameTime {
        guard let old = pair.old, let new = pair.new else { continue }
        let points = open.removeValue(forKey: old) ?? [Point(run: run - 1, fact: old)]
        next[new] = points + [Point(run: run, fact: new)]
      }
      closed += open.values
      open = next
    }
    closed += open.values
    return closed.filter { $0.count > 1 }
      .sorted { ($0[0].run, $0[0].fact) < ($1[0].run, $1[0].fact) }
      .map { points in Series(points: points, oddities: oddities(points, runs)) }
  }

  private static func oddities(_ points: [Point], _ runs: [[ComparedFact]]) -> [Oddity] {
    points.indices.dropLast().compactMap { place in
      let before = runs[points[place].run][points[place].fact]
      let after = runs[points[place + 1].run][points[place + 1].fact]
      guard before.type != .change, before.type != .proportion,
        let old = before.number?.rational?.times(UnitFamily.family(of: before.unit).factor),
        let new = after.number?.rational?.times(UnitFamily.family(of: after.unit).factor),
        !old.isZero, !old.isNegative, !new.isZero, !new.isNegative
      else { return nil }
      if isJump(old, new) { return Oddity(kind: .jump, after: place) }
      let isTotal = before.isCumulative && after.isCumulative
      let isFall =
        isTotal && after.extent.isApart(from: before.extent) == true
        && new.isLess(than: old) == true
      return isFall ? Oddity(kind: .fall, after: place) : nil
    }
  }

  /// Whether one number is 10, 100, … times the other, give or take a fifth: nothing grows so.
  private static func isJump(_ old: Rational, _ new: Rational) -> Bool {
    guard
      let quotient = new.isLess(than: old) == true ? old.divided(by: new) : new.divided(by: old),
      let least = Rational(4, 5), let most = Rational(6, 5)
    else { return false }
    return [10, 100, 1_000, 10_000, 100_000_000].contains { power in
      guard let low = Rational(power).times(least), let high = Rational(power).times(most) else {
        return false
      }
      return low.isLess(than: quotient) == true && quotient.isLess(than: high) == true
    }
  }
}
