public import Facts
public import Patterns

/// The period patterns by what an expression of time begins with, so that each is tried only where it
/// can match: behind the digits or the character that stand there.
public final class PeriodTable: Sendable {
  /// The characters, beside digits, with which an expression of time can begin.
  public let starts: [String]
  private let startSet: WordSet
  /// The characters that can stand behind the digits with which an expression of time begins.
  private let followers: WordSet
  /// Alternatives of one pattern each, marked with their places among all periods.
  private let patterns: [Pattern]
  /// Which of `patterns` holds for each start, and what can stand behind it, if that can be told.
  private let ofStart: [Int?]
  private let behindStart: [WordSet?]
  /// Which of `patterns` holds for digits, by the first of them, how many there are and what follows.
  private let ofDigits: [Int?]

  /// The most digits that are told apart by their number.
  private static let mostDigits = 5

  /// Sorts `sources`, whose groups are numbered only, by what they can begin with.
  init(sources: [String], starts: [String], followers: [String]) throws(PatternError) {
    let syntaxes = sources.map { PatternSyntax($0) }
    var places: [[Int]: Int] = [:]
    var patterns: [Pattern] = []
    func place(of members: [Int]) throws(PatternError) -> Int? {
      if members.isEmpty { return nil }
      if let place = places[members] { return place }
      // Branch reset: each alternative counts its groups from 1, and marks itself. Searching stays
      // at the place where it begins (\\G).
      let alternatives = members.map { "\(sources[$0])(*MARK:\($0))" }
      patterns.append(try Pattern("\\G(?|" + alternatives.joined(separator: "|") + ")"))
      places[members] = patterns.count - 1
      return patterns.count - 1
    }
    // Each must hold by itself, though none begins with it.
    for source in sources { _ = try Pattern(source) }
    var ofStart: [Int?] = []
    var behindStart: [WordSet?] = []
    for start in starts.map({ Array($0.unicodeScalars) }) {
      let rests = syntaxes.map { $0.rest(behind: [start[0].value]) }
      ofStart.append(try place(of: rests.indices.filter { rests[$0] != nil }))
      behindStart.append(
        PatternSyntax.choice(rests.compactMap { $0 }).firsts.map { scalars in
          WordSet(Set(scalars).compactMap(Unicode.Scalar.init).map { String(Character($0)) })
        })
    }
    var ofDigits: [Int?] = []
    let ends = followers.compactMap(\.unicodeScalars.first?.value)
    for first in PeriodTable.digits {
      var rests = syntaxes.map { $0.rest(behind: [first]) }
      for count in 1...PeriodTable.mostDigits {
        if count > 1 {
          rests = rests.map {
            $0.flatMap { $0.matchesEmpty ? $0 : $0.rest(behind: PeriodTable.digits) }
          }
        }
        for end in ends {
          ofDigits.append(
            try place(
              of: rests.indices.filter { index in
                rests[index].map {
                  count == PeriodTable.mostDigits || $0.matchesEmpty || $0.canBegin(with: [end])
                } ?? false
              }))
        }
      }
    }
    self.starts = starts
    startSet = WordSet(starts)
    self.followers = WordSet(followers)
    self.patterns = patterns
    self.ofStart = ofStart
    self.behindStart = behindStart
    self.ofDigits = ofDigits
  }

  private static let digits: [UInt32] = Array(0x30...0x39)

  /// The pattern of the expressions of time that can begin at a place, if any can.
  public func pattern(in text: UnsafeBufferPointer<UInt8>, at place: Int) -> Pattern? {
    let digit = Int(text[place]) - 0x30
    if (0..<10).contains(digit) {
      var end = place + 1
      while end < text.count, 0x30...0x39 ~= text[end] { end += 1 }
      guard let follower = followers.longest(in: text, at: end) else { return nil }
      let count = min(end - place, PeriodTable.mostDigits)
      let row = (digit * PeriodTable.mostDigits + count - 1) * followers.count
      return ofDigits[row + follower].map { patterns[$0] }
    }
    guard let start = startSet.longest(in: text, at: place), let pattern = ofStart[start] else {
      return nil
    }
    if let next = behindStart[start],
      next.longest(in: text, at: place + startSet.length(start)) == nil
    {
      return nil
    }
    return patterns[pattern]
  }
}
