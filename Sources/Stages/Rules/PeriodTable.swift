internal import Facts
public import Patterns

/// The period patterns by the character that an expression of time begins with, so that each is tried
/// only where it can match.
public final class PeriodTable: Sendable {
  /// The characters, beside digits, with which an expression of time can begin.
  public let starts: [String]
  private let startSet: WordSet
  /// Alternatives of one pattern each, marked with their places among all periods.
  private let patterns: [Pattern]
  /// Which of `patterns` holds for a start, and for each of the ten digits.
  private let ofStart: [Int?]
  private let ofDigit: [Int?]

  /// Sorts `sources`, whose groups are numbered only, by what they can begin with.
  init(sources: [String], starts: [String]) throws(PatternError) {
    var alone: [Pattern] = []
    for source in sources { alone.append(try Pattern(source)) }
    var places: [[Int]: Int] = [:]
    var patterns: [Pattern] = []
    func place(of start: String) throws(PatternError) -> Int? {
      let members = alone.indices.filter { alone[$0].canBegin(with: start) }
      if members.isEmpty { return nil }
      if let place = places[members] { return place }
      // Branch reset: each alternative counts its groups from 1, and marks itself. Searching stays
      // at the place where it begins (\\G).
      let alternatives = members.map { "\(sources[$0])(*MARK:\($0))" }
      patterns.append(try Pattern("\\G(?|" + alternatives.joined(separator: "|") + ")"))
      places[members] = patterns.count - 1
      return patterns.count - 1
    }
    var ofStart: [Int?] = []
    for start in starts { ofStart.append(try place(of: start)) }
    var ofDigit: [Int?] = []
    for digit in 0...9 { ofDigit.append(try place(of: String(digit))) }
    self.starts = starts
    startSet = WordSet(starts)
    self.patterns = patterns
    self.ofStart = ofStart
    self.ofDigit = ofDigit
  }

  /// The pattern of the expressions of time that can begin at a place, if any can.
  public func pattern(in text: UnsafeBufferPointer<UInt8>, at place: Int) -> Pattern? {
    let digit = text[place] &- 0x30
    if digit < 10 { return ofDigit[Int(digit)].map { patterns[$0] } }
    guard let word = startSet.longest(in: text, at: place) else { return nil }
    return ofStart[word].map { patterns[$0] }
  }
}
