internal import Facts
internal import Patterns

/// Turns a rule's pattern into PCRE2: slots, word lists and sub-patterns in braces are written out.
///
/// `{rate:proportion}` is a slot, `{topic:words}` a run of words, `{names:list}` words joined by 、,
/// `{values:slots}` several figures in a row, `{verb:up}` a word of a list, `{sep}` a sub-pattern. A
/// `?` behind the kind makes it optional.
struct PatternCompiler {
  let lexicon: Lexicon

  /// What a compiled pattern needs before it can match.
  struct Compiled {
    var source = ""
    /// The captures by name and kind, in order.
    var captures: [(name: String, kind: String, isOptional: Bool)] = []
  }

  /// A capture of running words: neither figures nor marks that end a clause.
  static let word = "[^\\x{E000}-\\x{E00F}，,。；;：:、！!？?（）()\\[\\]\\t\\n |—…]"
  static let figure = "[\\x{E000}-\\x{E008}]"

  func compile(_ pattern: String) throws(Problem) -> Compiled {
    var compiled = Compiled()
    try expand(pattern, into: &compiled, open: [], isTop: true)
    return compiled
  }

  /// Why a pattern cannot be written out.
  enum Problem: Error {
    case unknownName(String)
    case cycle(String)
    case unclosedBrace
  }

  private func expand(
    _ pattern: String, into compiled: inout Compiled, open: [String], isTop: Bool
  ) throws(Problem) {
    // An alternation at the top makes nothing required.
    let isTop = isTop && PatternCompiler.alternatives(pattern[...]).count == 1
    var rest = pattern[...]
    var depth = 0
    while let character = rest.first {
      if character == "{", let next = rest.dropFirst().first, !next.isNumber,
        !["\\x", "\\p", "\\P"].contains(where: { compiled.source.hasSuffix($0) })
      {
        guard let close = rest.firstIndex(of: "}") else { throw .unclosedBrace }
        let body = String(rest[rest.index(after: rest.startIndex)..<close])
        rest = rest[rest.index(after: close)...]
        try brace(body, into: &compiled, open: open, isTop: isTop && depth == 0)
        continue
      }
      if character == "(" || character == "[" { depth += 1 }
      if character == ")" || character == "]" { depth -= 1 }
      compiled.source.append(character)
      rest = rest.dropFirst()
    }
  }

  /// The parts of a pattern between the strokes that stand in no group and no class.
  static func alternatives(_ pattern: Substring) -> [Substring] {
    var parts: [Substring] = []
    var start = pattern.startIndex
    var at = start
    var (depth, isClass) = (0, false)
    while at < pattern.endIndex {
      switch pattern[at] {
      case "\\":
        at = pattern.index(after: at)
        if at == pattern.endIndex { continue }
      case "[": isClass = true
      case "]": isClass = false
      case "(" where !isClass: depth += 1
      case ")" where !isClass: depth -= 1
      case "|" where depth == 0 && !isClass:
        parts.append(pattern[start..<at])
        start = pattern.index(after: at)
      default: break
      }
      at = pattern.index(after: at)
    }
    return parts + [pattern[start...]]
  }

  private func brace(
    _ body: String, into compiled: inout Compiled, open: [String], isTop: Bool
  ) throws(Problem) {
    let isOptional = body.hasSuffix("?")
    let parts = (isOptional ? String(body.dropLast()) : body).split(
      separator: ":", maxSplits: 1, omittingEmptySubsequences: false
    ).map(String.init)
    let kind = parts.last ?? ""
    compiled.source += parts.count == 2 ? "(?<\(parts[0])>" : "(?:"
    if parts.count == 2 { compiled.captures.append((parts[0], kind, isOptional || !isTop)) }
    if let slots = PatternCompiler.builtIn(kind) {
      compiled.source += kind == "list" ? "(?:\(slots)|\(pair))" : slots
    } else if let words = lexicon.lists[kind] {
      let sorted = words.sorted { ($0.count, $1) > ($1.count, $0) }
      compiled.source += "(?:" + sorted.joined(separator: "|") + ")"
    } else if let subpattern = lexicon.subpatterns[kind] {
      if open.contains(kind) { throw .cycle(kind) }
      try expand(subpattern, into: &compiled, open: open + [kind], isTop: isTop && !isOptional)
    } else {
      throw .unknownName(kind)
    }
    // Running words are taken only where nothing else fits, a word or figure where it stands.
    let isRunning = kind == "words" || kind == "names"
    compiled.source += isOptional ? (isRunning ? ")??" : ")?") : ")"
  }

  /// A name with a word for two things in it, which is a list of two: 城乡居民收入.
  private var pair: String {
    let words = (lexicon.lists["pairs"] ?? []).compactMap { $0.split(separator: "=").first }
    if words.isEmpty { return "(?!)" }
    let word = PatternCompiler.word
    return "\(word){0,30}?(?:\(words.joined(separator: "|")))\(word){0,30}?"
  }

  /// The pattern of a built-in kind.
  static func builtIn(_ kind: String) -> String? {
    if let index = slotKinds.firstIndex(of: kind) { return "\\x{E00\(index)}" }
    switch kind {
    case "any": return "[\\x{E000}-\\x{E007}]"
    case "any-or-plain": return figure
    case "level": return "[\\x{E000}-\\x{E003}\\x{E006}\\x{E007}]"
    case "versus": return "\\x{E00B}"
    case "filler": return word + "{0,14}?"
    case "things": return "[\\x{E000}\\x{E003}\\x{E006}]"
    case "rate": return "[\\x{E002}-\\x{E005}]"
    case "amount": return "[\\x{E000}\\x{E001}\\x{E006}\\x{E007}]"
    case "words": return word + "{1,40}?"
    case "names": return "(?:" + word + "{1,30}、){0,6}?" + word + "{1,40}?"
    case "more-words": return word + "{1,40}"
    case "list": return word + "{1,30}?(?:[、和及与]" + word + "{1,30}?)+"
    case "slots":
      // 58家、236家，|417人晋升: behind a comma no words follow the last of them.
      return figure + "(?:(?:(?:、|和|及|以及|与|至)" + figure + "|(?:，|,|;)" + figure
        + "(?![\\x{4E00}-\\x{9FFF}])))+"
    case "uneven":
      // 6.3%、下降3.4%; 6.3%、3.4%和下降1.8%
      return figure + "(?:(?:(?:、|，|,|和|及|以及)" + word + "{1,8}?" + figure + ")+|(?:、" + figure
        + ")+(?:、|和|及|以及)" + word + "{2,4}?" + figure + ")"
    case "time": return "\\x{E009}"
    default: return nil
    }
  }

  /// The kinds of slots in the order of their scalars from U+E000.
  static let slotKinds = Kind.allCases.map(\.rawValue)
}
