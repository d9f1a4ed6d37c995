internal import Facts
internal import Patterns
internal import Rules

/// Runs rules over slotted sentences, and chooses among their matches.
final class RuleEngine: Sendable {
  let rules: RuleSet
  /// What decides, for each rule, whether it is tried and which of two matches holds.
  private let gates: [Gate]
  private let entries: [Entry]
  /// The rules that the words of gates open, word after word, and where those of each word begin.
  private let opened: [Int]
  private let openings: [Int]

  private struct Gate {
    let kinds: UInt16
    let leastFigures: Int
    let priority: Int
    /// The place of its id in the order of all ids.
    let rank: Int
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
    /// Whether it holds a row of figures.
    let isRow: Bool
  }

  init(rules: RuleSet) {
    self.rules = rules
    opened = rules.opens.flatMap { $0 }
    openings = rules.opens.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    let ids = rules.rules.map(\.id).sorted()
    gates = rules.rules.map { rule in
      Gate(
        kinds: rule.kinds, leastFigures: rule.leastFigures, priority: rule.priority,
        rank: ids.firstIndex(of: rule.id) ?? 0, beginsClause: rule.beginsClause)
    }
    entries = rules.rules.map { rule in
      Entry(
        pattern: rule.pattern,
        captures: rule.captures.map {
          Capture(group: $0.group, isClaim: $0.isClaim, isRow: $0.isRow)
        })
    }
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
    var candidates: [Match] = []
    candidates.reserveCapacity(2 * text.figures.count)
    text.bytes.withUnsafeBufferPointer { bytes in
      withUnsafeTemporaryAllocation(of: Bool.self, capacity: gates.count) { isOpen in
        open(bytes, isOpen)
        let starts = clauseStarts(in: bytes, with: &matcher)
        let (kinds, count) = (text.kinds, text.figures.count)
        for rule in gates.indices
        where isOpen[rule] && gates[rule].kinds & kinds != 0 && gates[rule].leastFigures <= count {
          find(rule, in: text, bytes, starts, &matcher, &candidates, &failures)
        }
      }
    }
    guard candidates.count > 1 else { return candidates }
    candidates.sort { isBetter($0, $1) }
    var taken = [Bool](repeating: false, count: text.figures.count)
    var chosen: [Match] = []
    chosen.reserveCapacity(candidates.count)
    for candidate in candidates where !candidate.claimed.contains(where: { taken[$0] }) {
      for slot in candidate.claimed { taken[slot] = true }
      chosen.append(candidate)
    }
    chosen.sort { ($0.claimed.first ?? 0) < ($1.claimed.first ?? 0) }
    return chosen
  }

  private func isBetter(_ a: Match, _ b: Match) -> Bool {
    if a.claimed.count != b.claimed.count { return a.claimed.count > b.claimed.count }
    let (first, second) = (gates[a.rule].priority, gates[b.rule].priority)
    if first != second { return first > second }
    if a.range.count != b.range.count { return a.range.count > b.range.count }
    if a.rule != b.rule { return gates[a.rule].rank < gates[b.rule].rank }
    return a.range.lowerBound < b.range.lowerBound
  }

  /// Marks the rules whose words stand in a sentence, and those without a gate.
  private func open(
    _ bytes: UnsafeBufferPointer<UInt8>, _ isOpen: UnsafeMutableBufferPointer<Bool>
  ) {
    isOpen.initialize(repeating: false)
    for rule in rules.ungated { isOpen[rule] = true }
    // Every character of every sentence passes here: nothing is to be retained in the loop.
    let words = rules.gateWords
    opened.withUnsafeBufferPointer { opened in
      openings.withUnsafeBufferPointer { openings in
        var at = 0
        while at < bytes.count {
          words.each(in: bytes, at: at) { word in
            for place in openings[word]..<openings[word + 1] { isOpen[opened[place]] = true }
          }
          at += WordSet.width(bytes[at])
        }
      }
    }
  }

  /// The places where clauses begin.
  func clauseStarts(
    in bytes: UnsafeBufferPointer<UInt8>, with matcher: inout Matcher
  ) -> [Int] {
    guard let pattern = rules.lexicon.clauseStart else { return [] }
    var starts: [Int] = []
    starts.reserveCapacity(16)
    var at = 0
    while at < bytes.count, (try? matcher.find(pattern, in: bytes, from: at)) == true,
      let start = matcher.range(of: 0)?.lowerBound, start < bytes.count
    {
      starts.append(start)
      at = start + WordSet.width(bytes[start])
    }
    return starts
  }

  /// Finds the next match of a rule from a place on.
  private func find(
    _ rule: Int, in bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ starts: [Int],
    _ matcher: inout Matcher
  ) throws(PatternError) -> Range<Int>? {
    let pattern = entries[rule].pattern
    if !gates[rule].beginsClause {
      return try matcher.find(pattern, in: bytes, from: start) ? matcher.range(of: 0) : nil
    }
    for place in starts where place >= start {
      if try matcher.find(pattern, in: bytes, from: place) { return matcher.range(of: 0) }
    }
    return nil
  }

  private func find(
    _ index: Int, in text: SlottedText, _ bytes: UnsafeBufferPointer<UInt8>, _ starts: [Int],
    _ matcher: inout Matcher,
    _ candidates: inout [Match], _ failures: inout [Failure]
  ) {
    var start = 0
    while start < bytes.count {
      do throws(PatternError) {
        guard let range = try find(index, in: bytes, from: start, starts, &matcher) else {
          return
        }
        let groups = entries[index].captures
        let captures = groups.map { capture in
          matcher.range(of: capture.group).map { capture.isRow ? row($0, in: text) : $0 }
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
  private func row(_ range: Range<Int>, in text: SlottedText) -> Range<Int> {
    let figures = text.figures(in: range)
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
