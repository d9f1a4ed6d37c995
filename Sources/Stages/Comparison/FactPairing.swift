internal import Facts

/// Finds which facts of two runs state the same indicator.
///
/// Two facts pair if type, unit family and direction are the same, no two different regions are named,
/// and their names are alike; a rate never pairs with a level. Then either they are of the same time
/// (what the new run says again, or says of what the old one promised), or the new one is of a later
/// time of the same kind and both are outcomes or both targets. Each is used once for either; of
/// several candidates the likest name wins, then the same kind of period, then the nearer place, then
/// the earlier one. Numbers play no part.
public struct FactPairing: Sendable {
  private let synonyms: [(word: String, plain: String)]

  /// `synonyms` are entries "word=plain" of the lexicon.
  public init(synonyms: [String] = []) {
    self.synonyms = synonyms.compactMap { entry in
      let parts = entry.split(separator: "=", maxSplits: 1).map(String.init)
      return parts.count == 2 ? (parts[0], parts[1]) : nil
    }
  }

  /// Two facts of one indicator, or a fact that only one run has; the numbers are places in the lists.
  public struct Pair: Sendable {
    public let old: Int?
    public let new: Int?
    /// Whether both are of the same time.
    public let isSameTime: Bool
    /// Further facts of the new run that would have fitted as well by name.
    public var others: [Int] = []
    /// Facts that say the old one, or the new one, once more and less precisely.
    public var oldEchoes: [Int] = []
    public var newEchoes: [Int] = []
  }

  /// Most candidates that are kept for one fact, so that time grows with the number of facts alone.
  private static let mostCandidates = 8

  /// The pairs in the order of the old facts, then what is only in the new run.
  public func pairs(old: [ComparedFact], new: [ComparedFact]) -> [Pair] {
    var book = NameBook(synonyms: synonyms)
    let oldSide = Side(old, in: &book)
    let newSide = Side(new, in: &book)
    var index = NameIndex(newSide, names: book.names)
    let oldEchoes = echoes(oldSide)
    let newEchoes = echoes(newSide)
    let echoing = Set(newEchoes.keys)
    let again = assign(oldSide, newSide, &index, without: oldEchoes, taken: echoing) {
      isAgain($0, $1)
    }
    // What keeps a promise also goes on from the outcome before it.
    let repeated = again.filter { old[$0.key].status == new[$0.value.new].status }
    let next = assign(
      oldSide, newSide, &index, without: oldEchoes,
      taken: echoing.union(repeated.values.map(\.new))
    ) { isNext($0, $1) }
    let oldRepeats = Dictionary(grouping: oldEchoes.keys.sorted()) { oldEchoes[$0] ?? $0 }
    let newRepeats = Dictionary(grouping: newEchoes.keys.sorted()) { newEchoes[$0] ?? $0 }
    var pairs: [Pair] = []
    var used = echoing
    for place in old.indices where oldEchoes[place] == nil {
      for (match, isSameTime) in [(again[place], true), (next[place], false)] {
        guard let match else { continue }
        used.insert(match.new)
        pairs.append(
          Pair(
            old: place, new: match.new, isSameTime: isSameTime, others: match.others,
            oldEchoes: oldRepeats[place] ?? [], newEchoes: newRepeats[match.new] ?? []))
      }
      if again[place] == nil, next[place] == nil {
        pairs.append(
          Pair(old: place, new: nil, isSameTime: false, oldEchoes: oldRepeats[place] ?? []))
      }
    }
    for place in new.indices where !used.contains(place) {
      pairs.append(
        Pair(old: nil, new: place, isSameTime: false, newEchoes: newRepeats[place] ?? []))
    }
    return pairs
  }

  // MARK: what may pair

  /// Whether the new fact is of the time of the old one: said again, or what came of a target.
  private func isAgain(_ old: ComparedFact, _ new: ComparedFact) -> Bool {
    guard let start = old.start, let end = old.end, start == new.start, end == new.end else {
      return false
    }
    return old.status == new.status || old.status == .target && new.status == .actual
  }

  /// Whether the new fact is of a later time of the same kind, as far as that is known.
  private func isNext(_ old: ComparedFact, _ new: ComparedFact) -> Bool {
    guard old.status == new.status else { return false }
    guard let before = old.start ?? old.end, let after = new.start ?? new.end else { return true }
    return before < after && PeriodKind(old) == PeriodKind(new)
  }

  /// Whether nothing that both say keeps them apart: region, the unit of a count, what a change is
  /// measured against.
  private func isOneKind(_ old: ComparedFact, _ new: ComparedFact) -> Bool {
    if let here = old.region, let there = new.region, here != there { return false }
    if old.type == .count, !old.unit.isEmpty, !new.unit.isEmpty,
      UnitFamily.family(of: old.unit).name != UnitFamily.family(of: new.unit).name
    {
      return false
    }
    guard old.type == .change else { return true }
    let (before, after) = (old.basis, new.basis)
    return before == after
      || before != .sequential && after != .sequential && (before == .unsaid || after == .unsaid)
  }

  // MARK: repetitions

  /// The facts that say another one of their article again, with fewer digits: 39亿余元 of 39.5亿元; each
  /// with that one.
  private func echoes(_ side: Side) -> [Int: Int] {
    var echoes: [Int: Int] = [:]
    var start = 0
    for place in side.facts.indices {
      if side.facts[place].document != side.facts[start].document { start = place }
      let fact = side.facts[place]
      guard fact.relation != .equal, fact.type != .change, fact.type != .proportion else {
        continue
      }
      let near =
        max(start, place - FactPairing.reach)..<min(side.facts.count, place + FactPairing.reach)
      echoes[place] = near.first { other in
        let full = side.facts[other]
        return full.relation == .equal && full.document == fact.document
          && side.groups[other] == side.groups[place] && full.status == fact.status
          && full.start == fact.start && full.end == fact.end
          && full.interval.isApart(from: fact.interval) == false
          && isAlike(side.book[side.names[other]], side.book[side.names[place]])
      }
    }
    return echoes
  }

  private func isAlike(_ a: ComparedName, _ b: ComparedName) -> Bool {
    a.likeness(to: b) >= NameIndex.least || a.text.suffix(2) == b.text.suffix(2)
  }

  /// How far from a figure its repetitions are looked for, in facts.
  private static let reach = 40

  // MARK: choosing

  private struct Match {
    let new: Int
    let others: [Int]
  }

  /// One side of a comparison: its facts, with their names and groups by number.
  struct Side {
    let facts: [ComparedFact]
    let names: [Int]
    let groups: [Int]
    let book: [ComparedName]

    init(_ facts: [ComparedFact], in book: inout NameBook) {
      self.facts = facts
      names = facts.map { book.number(of: $0.name) }
      groups = facts.map { book.number(of: Group($0)) }
      self.book = book.names
    }
  }

  /// What must be the same for a pair.
  struct Group: Hashable {
    let type: FactType
    let family: String
    let direction: Direction?

    init(_ fact: ComparedFact) {
      type = fact.type
      // A count may leave its unit out in one of the articles: that is looked at pair by pair.
      family = fact.type == .count ? "" : UnitFamily.family(of: fact.unit).name
      direction = fact.type == .change ? fact.direction : nil
    }
  }

  /// For each old fact the new one that goes with it, of those that `fits` allows: first those of the
  /// same name, then the likest of the rest.
  private func assign(
    _ old: Side, _ new: Side, _ index: inout NameIndex, without left: [Int: Int], taken: Set<Int>,
    where fits: (ComparedFact, ComparedFact) -> Bool
  ) -> [Int: Match] {
    var matches: [Int: Match] = [:]
    matches.reserveCapacity(old.facts.count)
    var used = taken
    for isExact in [true, false] {
      var candidates: [Candidate] = []
      for place in old.facts.indices where left[place] == nil && matches[place] == nil {
        addCandidates(
          for: place, old, new, &index, isExact: isExact, taken: used, where: fits,
          to: &candidates)
      }
      candidates.sort { ($0.score, $0.old, $0.new) < ($1.score, $1.old, $1.new) }
      var rest: [Int: [Int]] = [:]
      for candidate in candidates {
        if matches[candidate.old] == nil, used.insert(candidate.new).inserted {
          matches[candidate.old] = Match(new: candidate.new, others: [])
        } else if matches[candidate.old]?.new != candidate.new {
          rest[candidate.old, default: []].append(candidate.new)
        }
      }
      guard isExact else { continue }
      for (place, others) in rest {
        guard let match = matches[place] else { continue }
        let free = others.filter { !used.contains($0) }.sorted()
        matches[place] = Match(new: match.new, others: free)
      }
    }
    return matches
  }

  private struct Candidate {
    let score: Score
    let old: Int
    let new: Int
  }

  /// Adds the best few new facts for an old one.
  private func addCandidates(
    for place: Int, _ old: Side, _ new: Side, _ index: inout NameIndex, isExact: Bool,
    taken: Set<Int>, where fits: (ComparedFact, ComparedFact) -> Bool,
    to candidates: inout [Candidate]
  ) {
    let fact = old.facts[place]
    let (name, group) = (old.names[place], old.groups[place])
    let start = candidates.count
    func add(_ other: Int, _ likeness: Int) {
      for candidate in index.facts(named: other, in: group, near: place)
      where !taken.contains(candidate) && fits(fact, new.facts[candidate])
        && isOneKind(fact, new.facts[candidate])
      {
        let score = Score(likeness, fact, new.facts[candidate], place, candidate)
        candidates.append(Candidate(score: score, old: place, new: candidate))
      }
    }
    if isExact {
      add(name, 100)
    } else {
      for (other, likeness) in index.alike(name, in: group) { add(other, likeness) }
    }
    guard candidates.count - start > FactPairing.mostCandidates else { return }
    candidates[start...].sort { ($0.score, $0.new) < ($1.score, $1.new) }
    candidates.removeLast(candidates.count - start - FactPairing.mostCandidates)
  }

  /// How well two facts fit; the lesser is the better.
  private struct Score: Comparable {
    let unlikeness: Int
    let misfit: Int
    let distance: Int

    init(
      _ likeness: Int, _ old: ComparedFact, _ new: ComparedFact, _ oldPlace: Int, _ newPlace: Int
    ) {
      // A figure said in full comes before the same one said roughly.
      let bounds = (old.relation == .equal ? 0 : 40) + (new.relation == .equal ? 0 : 40)
      unlikeness = 100 - likeness + bounds
      misfit =
        (PeriodKind(old) == PeriodKind(new) ? 0 : 1)
        + (old.comparedWith == new.comparedWith ? 0 : 1)
        + (old.region == new.region ? 0 : 1) + (old.document == new.document ? 0 : 1)
      distance = abs(oldPlace - newPlace)
    }

    static func < (left: Score, right: Score) -> Bool {
      (left.unlikeness, left.misfit, left.distance)
        < (right.unlikeness, right.misfit, right.distance)
    }
  }
}

/// What a change is measured against.
enum ComparisonBasis: Sendable {
  case unsaid, year, plan, sequential

  private static let plans: [StaticString] = [
    "预算", "預算", "计划", "計畫", "目标", "目標", "预期", "進度", "进度",
  ]
  private static let steps: [StaticString] = ["环比", "環比", "月", "季", "周", "週", "旬", "日", "半年"]
  private static let years: [StaticString] = ["同期", "同比"]

  init(_ words: String?) {
    guard let words, !words.isEmpty else {
      self = .unsaid
      return
    }
    if UTF8Search.hasAny(words, ComparisonBasis.plans) {
      self = .plan
    } else if UTF8Search.hasAny(words, ComparisonBasis.steps),
      !UTF8Search.hasAny(words, ComparisonBasis.years)
    {
      self = .sequential
    } else {
      self = .year
    }
  }
}

/// What kind of time a figure is of, by its length in months.
enum PeriodKind: Equatable {
  case unknown
  case day
  case months(Int)
  case open

  init(_ fact: ComparedFact) {
    guard let start = fact.start, let end = fact.end else {
      self = fact.start == nil && fact.end == nil ? .unknown : .open
      return
    }
    if start == end {
      self = .day
      return
    }
    self = .months((end.year - start.year) * 12 + (end.month ?? 12) - (start.month ?? 1) + 1)
  }
}
