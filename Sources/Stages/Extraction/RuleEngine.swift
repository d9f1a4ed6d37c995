internal import Facts
internal import Patterns
internal import Rules

/// Runs rules over slotted sentences, and chooses among their matches.
final class RuleEngine: Sendable {
  let rules: RuleSet
  private let gates: RuleGates
  /// What decides, for each rule, whether it is tried and which of two matches holds.
  private let ranks: [Rank]
  private let entries: [Entry]

  /// The rules in the order in which they are tried.
  private let tiers: [Tier]

  /// Rules that are tried together: first those that can claim several figures, which go before all
  /// that claim one; then the others, the higher priority first. A figure that one tier claims is lost to
  /// the next, which is not tried for it.
  private struct Tier {
    let priority: Int
    let rules: [Int]
  }

  private struct Rank {
    let leastFigures: Int
    let priority: Int
    /// The place of its id in the order of all ids.
    let place: Int
    let beginsClause: Bool
  }

  private struct Entry {
    let pattern: Pattern
    let captures: [Capture]
  }

  private struct Capture {
    let group: Int
    /// Whether it claims figures.
    let isClaim: Bool
    /// Whether it holds a row of figures, or a list of names.
    let isRow: Bool
    let isList: Bool
  }

  init(rules: RuleSet) {
    self.rules = rules
    gates = RuleGates(rules.rules.map(\.gates), clauseEnds: rules.lexicon.clauseEnds)
    let ids = rules.rules.map(\.id).sorted()
    ranks = rules.rules.map { rule in
      Rank(
        leastFigures: rule.leastFigures, priority: rule.priority,
        place: ids.firstIndex(of: rule.id) ?? 0, beginsClause: rule.beginsClause)
    }
    entries = rules.rules.map { rule in
      Entry(
        pattern: rule.pattern,
        captures: rule.captures.map {
          Capture(group: $0.group, isClaim: $0.isClaim, isRow: $0.isRow, isList: $0.isList)
        })
    }
    let several = rules.rules.indices.filter { rules.rules[$0].claimsSeveral }
    let others = rules.rules.indices.filter { !rules.rules[$0].claimsSeveral }
    let byPriority = Dictionary(grouping: others) { rules.rules[$0].priority }
    tiers =
      [Tier(priority: .max, rules: several)]
      + byPriority.keys.sorted(by: >).map { Tier(priority: $0, rules: byPriority[$0] ?? []) }
  }

  /// A rule that matched, with where its captures stand in the slotted text.
  struct Match {
    let rule: Int
    let range: Range<Int>
    /// The range of each capture of the rule, in their order; `nil` where it took no part.
    let captures: [Range<Int>?]
    /// The slots, by their place in `SlottedText.figures`, that it makes facts of or ignores.
    let claimed: [Int]
  }

  /// A rule that ran into its limits in a sentence.
  struct Failure {
    let rule: Int
    let error: PatternError
  }

  /// The matches that hold in a sentence: of those that claim the same figure the one that claims
  /// more figures, then the one of higher priority, the longer one, the one of the lesser rule id.
  func matches(
    in text: SlottedText, with matcher: inout Matcher, failures: inout [Failure]
  ) -> [Match] {
    let count = text.figures.count
    var chosen: [Match] = []
    chosen.reserveCapacity(count)
    var candidates: [Match] = []
    var taken = [Bool](repeating: false, count: count)
    text.bytes.withUnsafeBufferPointer { bytes in
      withUnsafeTemporaryAllocation(of: UInt64.self, capacity: gates.setCount) { places in
        let starts = gates.find(in: bytes, places)
        for tier in tiers {
          guard let last = taken.lastIndex(of: false) else { break }
          for rule in tier.rules where ranks[rule].leastFigures <= count {
            let clauses = Clauses(
              starts: starts, open: gates.clauses(rule, places), end: text.figures[last].at)
            if clauses.open == 0 { continue }
            find(rule, in: text, bytes, clauses, &matcher, &candidates, &failures)
          }
          choose(from: &candidates, downTo: tier.priority, &taken, &chosen)
        }
        choose(from: &candidates, downTo: .min, &taken, &chosen)
      }
    }
    chosen.sort { ($0.claimed.first ?? 0) < ($1.claimed.first ?? 0) }
    return chosen
  }

  /// Chooses among the matches that no later tier can beat; the others wait.
  private func choose(
    from candidates: inout [Match], downTo priority: Int, _ taken: inout [Bool],
    _ chosen: inout [Match]
  ) {
    if candidates.isEmpty { return }
    if candidates.count > 1 { candidates.sort { isBetter($0, $1) } }
    var waiting: [Match] = []
    for candidate in candidates where !candidate.claimed.contains(where: { taken[$0] }) {
      guard candidate.claimed.count > 1 || ranks[candidate.rule].priority >= priority else {
        waiting.append(candidate)
        continue
      }
      for slot in candidate.claimed { taken[slot] = true }
      chosen.append(candidate)
    }
    candidates = waiting
  }

  private func isBetter(_ a: Match, _ b: Match) -> Bool {
    if a.claimed.count != b.claimed.count { return a.claimed.count > b.claimed.count }
    let (first, second) = (ranks[a.rule].priority, ranks[b.rule].priority)
    if first != second { return first > second }
    if a.range.count != b.range.count { return a.range.count > b.range.count }
    if a.rule != b.rule { return ranks[a.rule].place < ranks[b.rule].place }
    return a.range.lowerBound < b.range.lowerBound
  }

  /// The clauses of a sentence: where each begins, and those in which a rule can match, a bit each;
  /// the highest bit stands for all that are left.
  private struct Clauses {
    let starts: [Int]
    let open: UInt64
    /// Where the last figure stands that is still looked for; no match begins behind it.
    let end: Int

    func isOpen(_ clause: Int) -> Bool { open >> UInt64(min(clause, 63)) & 1 == 1 }
  }

  /// The places where clauses begin.
  func clauseStarts(in bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: gates.setCount) {
      gates.find(in: bytes, $0)
    }
  }

  /// Finds the next match of a rule from a place on.
  private func find(
    _ rule: Int, in bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ clauses: Clauses,
    _ matcher: inout Matcher
  ) throws(PatternError) -> Range<Int>? {
    let pattern = entries[rule].pattern
    if !ranks[rule].beginsClause {
      return try matcher.find(pattern, in: bytes, from: start) ? matcher.range(of: 0) : nil
    }
    for (clause, place) in clauses.starts.enumerated()
    where place >= start && clauses.isOpen(clause) {
      if place > clauses.end { break }
      if try matcher.find(pattern, in: bytes, from: place) { return matcher.range(of: 0) }
    }
    return nil
  }

  private func find(
    _ index: Int, in text: SlottedText, _ bytes: UnsafeBufferPointer<UInt8>, _ clauses: Clauses,
    _ matcher: inout Matcher,
    _ candidates: inout [Match], _ failures: inout [Failure]
  ) {
    var start = 0
    while start <= clauses.end {
      do throws(PatternError) {
        guard let range = try find(index, in: bytes, from: start, clauses, &matcher) else {
          return
        }
        let groups = entries[index].captures
        // 交易笔数和金额分别为|1.86亿笔、1023亿元: as many figures as names, of whatever kinds.
        let names = groups.first(where: \.isList).flatMap { matcher.range(of: $0.group) }
        let captures = groups.map { capture in
          matcher.range(of: capture.group).map {
            capture.isRow ? row($0, named: names, in: text) : $0
          }
        }
        let claimed = claims(groups, captures, in: text)
        if !claimed.isEmpty {
          candidates.append(
            Match(rule: index, range: range, captures: captures, claimed: claimed))
        }
        // The words behind the last figure may stand before the next one.
        let last = claimed.last.map { text.figures[$0].at + 3 } ?? range.upperBound
        start = max(min(last, range.upperBound), start + 1)
        while start < bytes.count, bytes[start] & 0xC0 == 0x80 { start += 1 }
      } catch {
        failures.append(Failure(rule: index, error: error))
        return
      }
    }
  }

  /// A row of figures up to the first that is of another kind than the one before it: 5.6%和4%，|74个.
  private func row(
    _ range: Range<Int>, named names: Range<Int>?, in text: SlottedText
  ) -> Range<Int> {
    let figures = text.figures(in: range)
    if let names, Lists.items(text.bytes[names], at: Lists.marks[...]).count == figures.count {
      return range
    }
    for (figure, next) in zip(figures, figures.dropFirst())
    where text.kind(ofSlot: figure) != text.kind(ofSlot: next)
      && !(text.isRate(slot: figure) && text.isRate(slot: next))
    {
      return range.lowerBound..<text.figures[figure].end
    }
    return range
  }

  private func claims(
    _ groups: [Capture], _ captures: [Range<Int>?], in text: SlottedText
  ) -> [Int] {
    var claimed: [Int] = []
    for (index, range) in captures.enumerated() where groups[index].isClaim {
      guard let range else { continue }
      claimed += text.figures(in: range)
    }
    // Captures stand in the order of the pattern, which may not be that of the text.
    if zip(claimed, claimed.dropFirst()).contains(where: >) { claimed.sort() }
    return claimed
  }
}
