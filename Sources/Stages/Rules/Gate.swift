/// Words of which one must stand in a sentence before a pattern can match in it, and how near to the
/// start of the match.
///
/// What a pattern needs is read off its syntax, as in FilteredRE2 and in Cox, "Regular Expression
/// Matching with a Trigram Index" (2012); where one of its words must begin is told in clauses.
public struct Gate: Hashable, Sendable {
  /// One of these must stand there; slots stand among them as their scalars.
  public let words: [String]
  /// How many starts of clauses can lie between the start of a match and the word; `nil` if any
  /// number of them can.
  public let reach: Int?
}

/// Reads gates off patterns.
struct GateFinder {
  /// The scalars behind which a clause begins.
  let clauseEnds: [UInt32]

  /// The gates of a pattern, all of which must be open.
  func gates(of source: String) -> [Gate] {
    var gates: [Gate] = []
    for gate in needs(of: PatternSyntax(source), behind: 0) where !gates.contains(gate) {
      gates.append(gate)
    }
    return gates
  }

  /// Most words of a gate.
  private static let mostWords = 600

  private func needs(of syntax: PatternSyntax, behind ends: Int?) -> [Gate] {
    switch syntax {
    case .sequence(let parts): return needs(ofSequence: parts, behind: ends)
    case .choice(let parts): return needs(ofChoice: parts, behind: ends)
    case .repeated(let part, let least, _): return least > 0 ? needs(of: part, behind: ends) : []
    case .ahead(let part): return needs(of: part, behind: ends)
    case .character: return gate(of: words(of: syntax), behind: ends).map { [$0] } ?? []
    case .behind, .assertion, .unknown: return []
    }
  }

  /// The needs of all parts; those that match a few words each, one behind the other, as one.
  private func needs(ofSequence parts: [PatternSyntax], behind start: Int?) -> [Gate] {
    var found: [Gate] = []
    var ends = start
    var run: (words: [String], behind: Int?)?
    func flush() {
      if let run, let gate = gate(of: run.words, behind: run.behind) { found.append(gate) }
      run = nil
    }
    for part in parts {
      if let words = words(of: part) {
        if let before = run, before.words.count * words.count <= 128 {
          run?.words = before.words.flatMap { first in words.map { first + $0 } }
        } else {
          flush()
          run = (words, ends)
        }
      } else if !isEmpty(part) || part.isAhead {
        flush()
        found += needs(of: part, behind: ends)
      }
      ends = sum(ends, mostEnds(in: part))
    }
    flush()
    return found
  }

  /// One need: that of any of the alternatives, each told by its rarest words.
  private func needs(ofChoice parts: [PatternSyntax], behind ends: Int?) -> [Gate] {
    if let gate = gate(of: words(of: .choice(parts)), behind: ends) { return [gate] }
    var words: [String] = []
    var reach: Int? = 0
    for part in parts {
      guard let rarest = needs(of: part, behind: ends).min(by: { $0.commonness < $1.commonness })
      else { return [] }
      words += rarest.words
      reach = reach.flatMap { reach in rarest.reach.map { max(reach, $0) } }
    }
    return words.count <= Self.mostWords ? [Gate(words: unique(words), reach: reach)] : []
  }

  private func gate(of words: [String]?, behind ends: Int?) -> Gate? {
    guard let words, !words.isEmpty, !words.contains("") else { return nil }
    return Gate(words: unique(words), reach: ends)
  }

  /// Words without those that begin with another one.
  private func unique(_ words: [String]) -> [String] {
    let all = Set(words)
    return all.filter { word in
      !word.indices.dropFirst().contains { all.contains(String(word[..<$0])) }
    }.sorted()
  }

  /// All that a part can match, if that is a few words.
  private func words(of syntax: PatternSyntax) -> [String]? {
    switch syntax {
    case .character(let set):
      return set.scalars(most: 16)?.compactMap { Unicode.Scalar($0).map { String(Character($0)) } }
    case .sequence(let parts):
      var words = [""]
      for part in parts where !isEmpty(part) {
        guard let more = self.words(of: part), words.count * more.count <= 128 else { return nil }
        words = words.flatMap { first in more.map { first + $0 } }
      }
      return words
    case .choice(let parts):
      var words: [String] = []
      for part in parts {
        guard let more = self.words(of: part) else { return nil }
        words += more
      }
      return words.count <= Self.mostWords ? words : nil
    case .repeated, .ahead, .behind, .assertion, .unknown: return nil
    }
  }

  /// Whether a part matches no text.
  private func isEmpty(_ syntax: PatternSyntax) -> Bool {
    switch syntax {
    case .ahead, .behind, .assertion: true
    case .sequence(let parts): parts.allSatisfy(isEmpty)
    case .character, .choice, .repeated, .unknown: false
    }
  }

  /// How many characters that end a clause a part can match at most; `nil` if there is no end to them.
  private func mostEnds(in syntax: PatternSyntax) -> Int? {
    switch syntax {
    case .character(let set): return clauseEnds.contains(where: set.contains) ? 1 : 0
    case .sequence(let parts): return parts.reduce(0) { sum($0, mostEnds(in: $1)) }
    case .choice(let parts):
      return parts.reduce(0) { most, part in
        most.flatMap { most in mostEnds(in: part).map { max(most, $0) } }
      }
    case .repeated(let part, _, let most):
      guard let each = mostEnds(in: part) else { return nil }
      return each == 0 ? 0 : most.map { $0 * each }
    case .ahead, .behind, .assertion: return 0
    case .unknown: return nil
    }
  }

  private func sum(_ a: Int?, _ b: Int?) -> Int? {
    a.flatMap { a in b.map { a + $0 } }
  }
}

extension PatternSyntax {
  fileprivate var isAhead: Bool {
    if case .ahead = self { true } else { false }
  }
}

extension Gate {
  /// How likely one of the words is to stand somewhere, by their lengths alone.
  fileprivate var commonness: Double {
    words.reduce(0) { sum, word in
      var share = 1.0
      for _ in word.unicodeScalars.dropFirst() { share /= 8 }
      return sum + share
    }
  }
}
