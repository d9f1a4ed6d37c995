/// What a PCRE2 pattern is made of, as far as one can tell what it needs (pcre2pattern(3)).
indirect enum PatternSyntax: Equatable {
  /// One character of a set.
  case character(CharacterRanges)
  case sequence([PatternSyntax])
  case choice([PatternSyntax])
  /// Something at least so many times, and at most so many, or without end.
  case repeated(PatternSyntax, least: Int, most: Int?)
  /// What must follow, read without going on.
  case ahead(PatternSyntax)
  /// What must stand before, or must not.
  case behind(PatternSyntax, isNegative: Bool)
  /// Something that matches no text and needs none that could be named.
  case assertion
  /// Something that may match anything.
  case unknown

  /// Reads a pattern; what is not understood becomes `unknown`.
  init(_ source: String) {
    var parser = Parser(scalars: Array(source.unicodeScalars))
    let parsed = parser.choice()
    self = parser.isAtEnd ? parsed : .unknown
  }
}

extension PatternSyntax {
  /// Whether it can match no text at all.
  var matchesEmpty: Bool {
    switch self {
    case .character: false
    case .sequence(let parts): parts.allSatisfy(\.matchesEmpty)
    case .choice(let parts): parts.contains(where: \.matchesEmpty)
    case .repeated(let part, let least, _): least == 0 || part.matchesEmpty
    case .ahead, .behind, .assertion, .unknown: true
    }
  }

  /// Whether what it matches can begin with one of some scalars.
  func canBegin(with scalars: [UInt32]) -> Bool {
    switch self {
    case .character(let set): return scalars.contains(where: set.contains)
    case .sequence(let parts):
      for part in parts {
        if part.canBegin(with: scalars) { return true }
        if !part.matchesEmpty { return false }
      }
      return false
    case .choice(let parts): return parts.contains { $0.canBegin(with: scalars) }
    case .repeated(let part, _, let most): return most != 0 && part.canBegin(with: scalars)
    case .ahead, .behind, .assertion: return false
    case .unknown: return true
    }
  }

  /// What is left of it behind one of some scalars, its derivative (Brzozowski, "Derivatives of Regular
  /// Expressions", 1964); `nil` if it cannot begin with any of them.
  func rest(behind scalars: [UInt32]) -> PatternSyntax? {
    switch self {
    case .character(let set): return scalars.contains(where: set.contains) ? .sequence([]) : nil
    case .sequence(let parts):
      var rests: [PatternSyntax] = []
      for (index, part) in parts.enumerated() {
        if let rest = part.rest(behind: scalars) {
          rests.append(.sequence([rest] + parts[(index + 1)...]))
        }
        if !part.matchesEmpty { break }
      }
      return PatternSyntax(alternatives: rests)
    case .choice(let parts):
      return PatternSyntax(alternatives: parts.compactMap { $0.rest(behind: scalars) })
    case .repeated(let part, let least, let most):
      guard most != 0, let rest = part.rest(behind: scalars) else { return nil }
      return .sequence([
        rest, .repeated(part, least: max(0, least - 1), most: most.map { $0 - 1 }),
      ])
    case .ahead, .behind, .assertion: return nil
    case .unknown: return .unknown
    }
  }

  /// The scalars with which what it matches can begin; `nil` if they are too many to tell, or if it
  /// may match nothing.
  var firsts: [UInt32]? { matchesEmpty ? nil : firstsOfMatch }

  private var firstsOfMatch: [UInt32]? {
    switch self {
    case .character(let set): return set.scalars(most: 512)
    case .sequence(let parts):
      let deciding = (parts.firstIndex { !$0.matchesEmpty } ?? parts.count - 1) + 1
      return parts[..<deciding].reduce([]) { found, part in
        found.flatMap { found in part.firstsOfMatch.map { found + $0 } }
      }
    case .choice(let parts):
      return parts.reduce([]) { found, part in
        found.flatMap { found in part.firstsOfMatch.map { found + $0 } }
      }
    case .repeated(let part, _, _): return part.firstsOfMatch
    case .ahead, .behind, .assertion: return []
    case .unknown: return nil
    }
  }

  private init?(alternatives: [PatternSyntax]) {
    guard let first = alternatives.first else { return nil }
    self = alternatives.count == 1 ? first : .choice(alternatives)
  }
}

/// A set of characters: the scalars of ranges, or all others.
struct CharacterRanges: Equatable {
  var ranges: [ClosedRange<UInt32>] = []
  var isNegated = false

  init(_ scalar: Unicode.Scalar) { ranges = [scalar.value...scalar.value] }

  init(_ ranges: [ClosedRange<UInt32>] = [], isNegated: Bool = false) {
    self.ranges = ranges
    self.isNegated = isNegated
  }

  static let all = CharacterRanges([], isNegated: true)

  func contains(_ scalar: UInt32) -> Bool {
    ranges.contains { $0.contains(scalar) } != isNegated
  }

  /// Its scalars, if there are no more than `most`.
  func scalars(most: Int) -> [UInt32]? {
    guard !isNegated, ranges.reduce(0, { $0 + $1.count }) <= most else { return nil }
    return ranges.flatMap { Array($0) }
  }
}

/// Reads the parts of PCRE2's syntax that rules use.
private struct Parser {
  let scalars: [Unicode.Scalar]
  var at = 0

  var isAtEnd: Bool { at == scalars.count }

  init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private func looks(at text: String) -> Bool {
    var place = at
    for scalar in text.unicodeScalars {
      if place >= scalars.count || scalars[place] != scalar { return false }
      place += 1
    }
    return true
  }

  private mutating func take(_ text: String) -> Bool {
    guard looks(at: text) else { return false }
    at += text.unicodeScalars.count
    return true
  }

  mutating func choice() -> PatternSyntax {
    var parts = [sequence()]
    while take("|") { parts.append(sequence()) }
    return parts.count == 1 ? parts[0] : .choice(parts)
  }

  private mutating func sequence() -> PatternSyntax {
    var parts: [PatternSyntax] = []
    while !isAtEnd, scalars[at] != "|", scalars[at] != ")" { parts.append(quantified(item())) }
    return parts.count == 1 ? parts[0] : .sequence(parts)
  }

  private mutating func quantified(_ item: PatternSyntax) -> PatternSyntax {
    guard !isAtEnd else { return item }
    let (least, most): (Int, Int?)
    switch scalars[at] {
    case "?": (least, most) = (0, 1)
    case "*": (least, most) = (0, nil)
    case "+": (least, most) = (1, nil)
    case "{":
      guard let counts = counts() else { return item }
      (least, most) = counts
    default: return item
    }
    at += 1
    // Lazy or possessive: how it is tried changes nothing of what it needs.
    if !isAtEnd, scalars[at] == "?" || scalars[at] == "+" { at += 1 }
    return .repeated(item, least: least, most: most)
  }

  /// The counts of {2}, {2,} or {2,4}, read up to the bracket that closes them.
  private mutating func counts() -> (Int, Int?)? {
    guard let close = scalars[at...].firstIndex(of: "}") else { return nil }
    let body = String(String.UnicodeScalarView(scalars[(at + 1)..<close]))
    let parts = body.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count <= 2, let least = Int(parts[0]) else { return nil }
    let most = parts.count == 1 ? least : Int(parts[1])
    if parts.count == 2, most == nil, !parts[1].isEmpty { return nil }
    at = close
    return (least, most)
  }

  private mutating func item() -> PatternSyntax {
    switch scalars[at] {
    case "(": return group()
    case "[": return characterClass().map { .character($0) } ?? giveUp()
    case "\\":
      at += 1
      return escape()
    case "^", "$":
      at += 1
      return .assertion
    case ".":
      at += 1
      return .character(.all)
    default:
      at += 1
      return .character(CharacterRanges(scalars[at - 1]))
    }
  }

  private mutating func group() -> PatternSyntax {
    let kind = String(String.UnicodeScalarView(scalars[at...].prefix(4)))
    if kind.hasPrefix("(*") {
      guard take("(*MARK:"), let close = scalars[at...].firstIndex(of: ")") else {
        return giveUp()
      }
      at = close + 1
      return .assertion
    }
    guard kind.hasPrefix("(?") else { return group(behind: 1) { $0 } }
    switch kind.dropFirst(2).first {
    case ":", "|", ">": return group(behind: 3) { $0 }
    case "=": return group(behind: 3) { .ahead($0) }
    case "!": return group(behind: 3) { _ in .assertion }
    case "<" where kind.hasSuffix("="):
      return group(behind: 4) { .behind($0, isNegative: false) }
    case "<" where kind.hasSuffix("!"):
      return group(behind: 4) { .behind($0, isNegative: true) }
    case "<":
      guard let close = scalars[at...].firstIndex(of: ">") else { return giveUp() }
      return group(behind: close + 1 - at) { $0 }
    default: return giveUp()
    }
  }

  private mutating func group(
    behind opening: Int, _ wrap: (PatternSyntax) -> PatternSyntax
  ) -> PatternSyntax {
    at += opening
    let body = choice()
    return take(")") ? wrap(body) : giveUp()
  }

  /// Reads no further: behind options, verbs, conditions, calls and what else is not understood nothing
  /// is known.
  private mutating func giveUp() -> PatternSyntax {
    at = scalars.count
    return .unknown
  }

  private mutating func escape() -> PatternSyntax {
    guard !isAtEnd else { return .unknown }
    if let ranges = escapedRanges() { return .character(CharacterRanges(ranges)) }
    let scalar = scalars[at]
    at += 1
    switch scalar {
    case "G", "A", "b", "B", "z", "Z": return .assertion
    case "D", "S", "W", "N": return .character(.all)
    case let mark where !mark.properties.isAlphabetic && mark.properties.numericType == nil:
      return .character(CharacterRanges(mark))
    default: return giveUp()
    }
  }

  /// The scalars of \x{…}, \d, \s, \w or \t, if one of them stands here, behind its backslash.
  private mutating func escapedRanges() -> [ClosedRange<UInt32>]? {
    let ranges: [ClosedRange<UInt32>]
    switch scalars[at] {
    case "d": ranges = [0x30...0x39]
    case "s": ranges = [0x09...0x0D, 0x20...0x20]
    case "w": ranges = [0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A]
    case "t": ranges = [0x09...0x09]
    case "n": ranges = [0x0A...0x0A]
    case "x" where looks(at: "x{"):
      guard let close = scalars[at...].firstIndex(of: "}"),
        let value = UInt32(String(String.UnicodeScalarView(scalars[(at + 2)..<close])), radix: 16)
      else { return nil }
      at = close
      ranges = [value...value]
    default: return nil
    }
    at += 1
    return ranges
  }

  private mutating func characterClass() -> CharacterRanges? {
    at += 1
    var found = CharacterRanges()
    found.isNegated = take("^")
    var isFirst = true
    while !isAtEnd, scalars[at] != "]" || isFirst {
      isFirst = false
      guard var low = classItem() else { return nil }
      if at + 1 < scalars.count, scalars[at] == "-", scalars[at + 1] != "]" {
        at += 1
        guard let high = classItem(), low.count == 1, high.count == 1,
          low[0].lowerBound <= high[0].upperBound
        else { return nil }
        low = [low[0].lowerBound...high[0].upperBound]
      }
      found.ranges += low
    }
    return take("]") ? found : nil
  }

  private mutating func classItem() -> [ClosedRange<UInt32>]? {
    if looks(at: "[:") { return nil }
    guard take("\\"), !isAtEnd else {
      at += 1
      return [scalars[at - 1].value...scalars[at - 1].value]
    }
    if let ranges = escapedRanges() { return ranges }
    guard !isAtEnd, !scalars[at].properties.isAlphabetic else { return nil }
    at += 1
    return [scalars[at - 1].value...scalars[at - 1].value]
  }
}
