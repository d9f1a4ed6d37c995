public import Facts
internal import Patterns
internal import Rules

/// Why the rules read a text as they do, sentence by sentence.
public struct Explanation: Sendable {
  /// What became of one rule in one sentence.
  public enum Fate: Sendable {
    /// It made these facts.
    case won
    /// Another rule claimed the same figure: that rule.
    case lost(to: RuleID)
    /// None of the words that it needs stand in the sentence: those words.
    case gated([String])
    /// It matched up to a place: the text before it, and what its pattern wanted there.
    case stopped(after: String, wanted: String)
  }

  /// One sentence with its figures as slots.
  public struct Sentence: Sendable {
    /// The text that rules are matched against, slots shown as ⟨kind text⟩.
    public let slotted: String
    public let rules: [(id: RuleID, fate: Fate)]
  }

  public var mentions: [Mention] = []
  public var sentences: [Sentence] = []
  public var facts: [Fact] = []
}

extension FactExtractor {
  /// Explains a text of one paragraph.
  public mutating func explain(_ text: String) throws(Refusal) -> Explanation {
    let bytes = Array(text.utf8)
    var explanation = Explanation()
    explanation.mentions = try mentions(in: bytes)
    explanation.facts = extract(from: Article(text: bytes)).facts
    explanation.sentences = trace(bytes)
    return explanation
  }
}

extension Article {
  /// An article of one paragraph of which little else is known.
  public init(text: [UInt8], title: String? = nil, published: CivilDate? = nil) {
    self.init(
      document: "-", title: title, published: published, publisher: nil, url: nil, region: nil,
      encoding: "utf-8", sha256: "", paragraphs: [Paragraph(text: text, role: .text)])
  }
}

/// Follows the rules through one slotted sentence.
struct Tracer {
  let engine: RuleEngine
  let text: SlottedText
  let found: MentionFinder.Found

  func sentence(_ plain: PlainText, with matcher: inout Matcher) -> Explanation.Sentence {
    var failures: [RuleEngine.Failure] = []
    let chosen = engine.matches(in: text, with: &matcher, failures: &failures)
    var fates: [(RuleID, Explanation.Fate)] = []
    for (index, rule) in engine.rules.rules.enumerated() {
      if chosen.contains(where: { $0.rule == index }) {
        fates.append((rule.id, .won))
      } else if let gate = rule.gates.first(where: { !isOpen($0) }) {
        fates.append((rule.id, .gated(Tracer.readable(gate.words))))
      } else {
        fates.append((rule.id, fate(of: rule, index, chosen, with: &matcher)))
      }
    }
    return Explanation.Sentence(slotted: shown(plain), rules: fates)
  }

  private func isOpen(_ gate: Gate) -> Bool {
    gate.words.contains { text.bytes.holds(Array($0.utf8)) }
  }

  private func fate(
    of rule: Rule, _ index: Int, _ chosen: [RuleEngine.Match], with matcher: inout Matcher
  ) -> Explanation.Fate {
    var range: Range<Int>?
    text.bytes.withUnsafeBufferPointer { buffer in
      let starts = rule.beginsClause ? engine.clauseStarts(in: buffer) : [0]
      for start in starts where range == nil {
        let isFound = (try? matcher.find(rule.pattern, in: buffer, from: start)) == true
        if isFound { range = matcher.range(of: 0) }
      }
    }
    if let range {
      let winner = chosen.first { match in
        match.claimed.contains { range.contains(text.figures[$0].at) }
      }
      return .lost(to: winner.map { engine.rules.rules[$0.rule].id } ?? "none: it claims no figure")
    }
    let reach = PatternProbe.reach(of: rule.source, in: text.bytes)
    let source = Array(rule.source.utf8)
    let rest = String(decoding: source[min(reach?.pattern ?? 0, source.count)...], as: UTF8.self)
    let wanted = rest.unicodeScalars.prefix(24)
    return .stopped(
      after: Tracer.readable(Array(text.bytes[..<(reach?.text ?? 0)])),
      wanted: String(String.UnicodeScalarView(wanted)))
  }

  /// The slotted text with its slots written out.
  private func shown(_ plain: PlainText) -> String {
    var shown = ""
    var at = 0
    let slots =
      text.figures.map {
        ($0, found.figures[$0.index].kind.rawValue, found.figures[$0.index].span)
      }
      + text.times.map { ($0, "time", found.times[$0.index].span) }
    for (slot, kind, span) in slots.sorted(by: { $0.0.at < $1.0.at }) {
      shown += String(decoding: text.bytes[at..<slot.at], as: UTF8.self)
      shown += "⟨\(kind) \(plain.quote(span))⟩"
      at = slot.end
    }
    return shown + String(decoding: text.bytes[at...], as: UTF8.self)
  }

  /// Words of a gate, each once, slots by their kinds.
  private static func readable(_ words: [String]) -> [String] {
    var shown: [String] = []
    for word in words {
      let text = word.unicodeScalars.map { scalar -> String in
        switch Int(scalar.value) - 0xE000 {
        case Kind.allCases.indices: "⟨\(Kind.allCases[Int(scalar.value) - 0xE000].rawValue)⟩"
        case Int(SlottedText.timeScalar), Int(SlottedText.compareScalar): "⟨time⟩"
        default: scalar == "\t" ? "⟨tab⟩" : String(Character(scalar))
        }
      }.joined()
      if !shown.contains(text) { shown.append(text) }
    }
    return shown.sorted { ($0.count, $0) < ($1.count, $1) }
  }

  /// Text whose slots are shown as ◊.
  private static func readable(_ bytes: [UInt8]) -> String {
    String(
      String.UnicodeScalarView(
        String(decoding: bytes, as: UTF8.self).unicodeScalars.map {
          (0xE000...0xE00F).contains($0.value) ? "◊" : $0
        }))
  }
}
