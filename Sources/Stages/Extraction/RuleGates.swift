internal import Facts
internal import Rules

/// Finds the rules that can match in a sentence, and the clauses in which each can begin, in one pass
/// over its words.
struct RuleGates: Sendable {
  /// How many sets of words there are, those of several gates counted once.
  let setCount: Int
  private let words: WordSet
  /// The sets that each word is in, word after word, and where those of each word begin; behind a word
  /// of the set `clauseEnds` a clause begins.
  private let sets: [Int]
  private let starts: [Int]
  private let clauseEnds: Int
  /// What each rule needs, rule after rule, and where the needs of each rule begin.
  private let needs: [(set: Int, reach: Int?)]
  private let firstNeeds: [Int]

  /// Takes the gates of each rule, and the scalars behind which a clause begins.
  init(_ gates: [[Gate]], clauseEnds: [UInt32]) {
    var numbers: [[String]: Int] = [:]
    var memberships: [String: [Int]] = [:]
    var needs: [(set: Int, reach: Int?)] = []
    var firstNeeds = [0]
    for gates in gates {
      for gate in gates {
        let set = numbers[gate.words] ?? numbers.count
        if set == numbers.count {
          numbers[gate.words] = set
          for word in gate.words { memberships[word, default: []].append(set) }
        }
        needs.append((set, gate.reach))
      }
      firstNeeds.append(needs.count)
    }
    self.clauseEnds = numbers.count
    for scalar in clauseEnds.compactMap(Unicode.Scalar.init) {
      memberships[String(Character(scalar)), default: []].append(numbers.count)
    }
    let words = memberships.keys.sorted()
    self.words = WordSet(words)
    sets = words.flatMap { memberships[$0] ?? [] }
    starts = words.reduce(into: [0]) { $0.append($0[$0.count - 1] + (memberships[$1] ?? []).count) }
    setCount = numbers.count + 1
    self.needs = needs
    self.firstNeeds = firstNeeds
  }

  /// The places where clauses begin. Notes for each set the clauses in which a word of it begins, a
  /// bit each from the lowest on; the highest bit stands for all that are left.
  func find(
    in bytes: UnsafeBufferPointer<UInt8>, _ places: UnsafeMutableBufferPointer<UInt64>
  ) -> [Int] {
    places.initialize(repeating: 0)
    var clauses = [0]
    clauses.reserveCapacity(32)
    // Every character of every sentence passes here: nothing is to be retained in the loop.
    sets.withUnsafeBufferPointer { sets in
      starts.withUnsafeBufferPointer { starts in
        var at = 0
        var bit: UInt64 = 1
        while at < bytes.count {
          words.each(in: bytes, at: at) { word in
            for place in starts[word]..<starts[word + 1] { places[sets[place]] |= bit }
          }
          at += WordSet.width(bytes[at])
          if places[clauseEnds] & bit == 0 { continue }
          if at < bytes.count { clauses.append(at) }
          places[clauseEnds] = 0
          bit = clauses.count > 63 ? 1 << 63 : bit << 1
        }
      }
    }
    return clauses
  }

  /// The clauses in which a match of a rule can begin, bits as in `find`; 0 if it cannot match.
  func clauses(_ rule: Int, _ places: UnsafeMutableBufferPointer<UInt64>) -> UInt64 {
    var open = UInt64.max
    for need in firstNeeds[rule]..<firstNeeds[rule + 1] {
      let (set, reach) = needs[need]
      let found = places[set]
      if found == 0 { return 0 }
      open &= RuleGates.before(found, reach: reach)
    }
    return open
  }

  /// The clauses from which one of those given can be reached over so many starts of clauses.
  private static func before(_ found: UInt64, reach: Int?) -> UInt64 {
    guard let reach, reach < 63 else { return UInt64.max >> UInt64(found.leadingZeroBitCount) }
    var reached = found
    for _ in 0..<reach { reached |= reached >> 1 }
    return reached
  }
}
