public import Facts
internal import Patterns
public import Rules

/// The rules with all that the engine makes of their words; built once, shared by all threads.
public final class Grammar: Sendable {
  public let rules: RuleSet
  let engine: RuleEngine
  let finder: MentionFinder
  let phrase: Phrase
  let carrier: NameCarrier
  let clauses: ClauseReader
  let sections: SectionReader
  let regions: RegionFinder
  let subjects: SubjectFinder
  let captions: CaptionReader
  let columns: ColumnNamer

  public init(rules: RuleSet) {
    self.rules = rules
    engine = RuleEngine(rules: rules)
    finder = MentionFinder(lexicon: rules.lexicon)
    phrase = Phrase(lexicon: rules.lexicon)
    carrier = NameCarrier(lexicon: rules.lexicon, phrase: phrase)
    clauses = ClauseReader(lexicon: rules.lexicon)
    sections = SectionReader(lexicon: rules.lexicon)
    regions = RegionFinder(lexicon: rules.lexicon)
    subjects = SubjectFinder(lexicon: rules.lexicon, regions: regions)
    captions = CaptionReader(lexicon: rules.lexicon, phrase: phrase)
    columns = ColumnNamer(phrase: phrase, carrier: carrier, clauses: clauses, regions: regions)
  }
}

/// Finds the facts of articles: the engine that runs the rules. One owner at a time.
public struct FactExtractor: ~Copyable {
  /// What an article says in figures.
  public struct Result: Sendable {
    public var facts: [Fact] = []
    public var ties: [Tie] = []
    public var coverage = Coverage()
    /// The numbers that coverage counts as unclaimed.
    public var unclaimed: [Unclaimed] = []
    public var refusals: [Refusal] = []
    /// The place that the article is about.
    public var region: String?
  }

  /// How many numbers of a body were captured by a fact, ignored for a reason, or neither.
  public struct Coverage: Hashable, Sendable {
    public var numbers = 0
    public var captured = 0
    public var ignored = 0
    public var unclaimed: Int { numbers - captured - ignored }

    public init() {}
  }

  private let grammar: Grammar
  private var rules: RuleSet { grammar.rules }
  private var matcher = Matcher()
  private var plain = PlainText()
  /// The first paragraphs, which tell the region before they are read for their figures.
  private var openings: [PlainText] = []
  /// Whether the article is written in traditional characters.
  private var isTraditional = false
  private let slotted = SlottedText()

  public init(grammar: Grammar) {
    self.grammar = grammar
  }

  /// The facts of an article, in text order.
  public mutating func extract(from article: Article) -> Result {
    var result = Result()
    result.region = region(of: article)
    var builder = FactBuilder(article: article, region: result.region, grammar: grammar)
    var failures: [Refusal] = []
    for (index, paragraph) in article.paragraphs.enumerated() {
      let isNewArticle =
        paragraph.role == .heading && index > 0 && ends(article.paragraphs[index - 1].text)
      if index < openings.count {
        swap(&plain, &openings[index])
      } else {
        plain.read(paragraph.text, simplified: rules.lexicon.simplified, role: paragraph.role)
      }
      builder.begin(paragraph.role, isNewArticle: isNewArticle, name: rowName(), text: plain.bytes)
      do throws(PatternError) {
        try read(paragraph, index, of: article, into: &builder, &result.coverage, &failures)
      } catch {
        failures.append(
          Refusal(
            document: article.document, reason: "match-limit", message: error.description,
            rule: "lexicon/periods", paragraph: index))
      }
    }
    result.facts = builder.facts
    result.ties = builder.ties
    result.unclaimed = builder.unclaimed
    result.coverage.captured = builder.facts.count
    result.refusals = failures
    return result
  }

  /// What the first cell of a row of a table names, if it is no figure.
  private func rowName() -> [UInt8] {
    guard plain.bytes.contains(0x09), let cell = plain.bytes.split(separator: 0x09).first,
      cell.count < plain.bytes.count
    else { return [] }
    if cell.contains(where: { Ascii.isDigit($0) }) { return [] }
    // 学校数(所), 执业(助理)医师数: what stands in brackets is no part of the name.
    var name: [UInt8] = []
    var depth = 0
    for byte in cell {
      if byte == UInt8(ascii: "(") { depth += 1 }
      if depth == 0 { name.append(byte) }
      if byte == UInt8(ascii: ")"), depth > 0 { depth -= 1 }
    }
    return grammar.phrase.clean(name.isEmpty ? cell : name[...])
  }

  /// Whether a paragraph ends in a byline, which ends an article: "(杨立)".
  private func ends(_ text: [UInt8]) -> Bool {
    guard text.last == UInt8(ascii: ")") || text.ends(in: "）") else {
      return false
    }
    let start =
      text.lastIndex { $0 == UInt8(ascii: "(") } ?? text.suffix(60).lastIndex { $0 == 0x88 } ?? 0
    return text.count - start < 45 && !text[start...].contains { Ascii.isDigit($0) }
  }

  private mutating func read(
    _ paragraph: Article.Paragraph, _ index: Int, of article: Article,
    into builder: inout FactBuilder,
    _ coverage: inout Coverage, _ failures: inout [Refusal]
  ) throws(PatternError) {
    let bytes = plain.bytes
    let found = try grammar.finder.find(
      in: bytes, isTraditional: isTraditional, with: &matcher)
    coverage.numbers += found.figures.count
    coverage.ignored += found.figures.count { $0.ignored != nil }
    for time in found.times
    where bytes[time.span.start..<time.span.end].contains(where: { Ascii.isDigit($0) }) {
      coverage.numbers += 1
      coverage.ignored += 1
    }
    if paragraph.role == .tableRow, !found.figures.contains(where: { $0.ignored == nil }) {
      builder.readHead(found, plain)
      return
    }
    var (figure, time) = (0, 0)
    for span in bytes.withUnsafeBufferPointer({ Sentences.spans(of: $0) }) {
      let (firstFigure, firstTime) = (figure, time)
      while figure < found.figures.count, found.figures[figure].span.start < span.end {
        figure += 1
      }
      while time < found.times.count, found.times[time].span.start < span.end { time += 1 }
      guard firstFigure < figure || firstTime < time else {
        bytes.withUnsafeBufferPointer { builder.skip($0, span) }
        continue
      }
      bytes.withUnsafeBufferPointer {
        slotted.read(
          $0, span, figures: found.figures, firstFigure..<figure, times: found.times,
          firstTime..<time)
      }
      var limits: [RuleEngine.Failure] = []
      let matches =
        slotted.figures.isEmpty
        ? [] : grammar.engine.matches(in: slotted, with: &matcher, failures: &limits)
      for limit in limits {
        failures.append(
          Refusal(
            document: article.document, reason: "match-limit", message: limit.error.description,
            rule: rules.rules[limit.rule].id, paragraph: index))
      }
      builder.read(slotted, matches, found, plain, paragraph: index, rules: rules)
      if slotted.figures.isEmpty {
        bytes.withUnsafeBufferPointer { builder.noteAccount($0, span) }
      }
    }
  }

  private mutating func region(of article: Article) -> String? {
    var texts: [(text: [UInt8], weight: Int)] = []
    var publisher: [UInt8]?
    if let name = article.publisher {
      plain.read(Array(name.utf8), simplified: rules.lexicon.simplified)
      publisher = plain.bytes
      texts.append((plain.bytes, 2))
    }
    openings.removeAll(keepingCapacity: true)
    for (index, paragraph) in article.paragraphs.enumerated().prefix(12) {
      plain.read(paragraph.text, simplified: rules.lexicon.simplified, role: paragraph.role)
      texts.append((plain.bytes, paragraph.role == .title ? 4 : index < 3 ? 2 : 1))
      openings.append(plain)
    }
    isTraditional = openings.reduce(0) { $0 + $1.traditionals } > 2
    let regions = grammar.regions
    let region =
      regions.region(in: texts) ?? regions.region(of: publisher, in: texts)
      ?? regions.country(in: texts)
    // 112年我國農產品外銷: what is traditional and counts its years so is told of Taiwan.
    let isOfTaiwan =
      region == RegionFinder.country && isTraditional
      && texts.contains { RegionFinder.countsYearsOfRepublic($0.text) }
    return isOfTaiwan ? "台湾省" : region
  }

  /// What became of each rule in each sentence of a text.
  mutating func trace(_ text: [UInt8]) -> [Explanation.Sentence] {
    plain.read(text, simplified: rules.lexicon.simplified)
    let bytes = plain.bytes
    guard
      let found = try? grammar.finder.find(
        in: bytes, isTraditional: plain.traditionals > 0, with: &matcher)
    else { return [] }
    var sentences: [Explanation.Sentence] = []
    for span in bytes.withUnsafeBufferPointer({ Sentences.spans(of: $0) }) {
      let figures = found.figures.indices.filter {
        found.figures[$0].span.start >= span.start && found.figures[$0].span.start < span.end
      }
      let times = found.times.indices.filter {
        found.times[$0].span.start >= span.start && found.times[$0].span.start < span.end
      }
      guard let first = figures.first, let last = figures.last else { continue }
      bytes.withUnsafeBufferPointer {
        slotted.read(
          $0, span, figures: found.figures, first..<(last + 1), times: found.times,
          (times.first ?? 0)..<((times.last ?? -1) + 1))
      }
      let tracer = Tracer(engine: grammar.engine, text: slotted, found: found)
      sentences.append(tracer.sentence(plain, with: &matcher))
    }
    return sentences
  }

  /// The mentions of one line of text, in text order; offsets are in UTF-8 of the line.
  public mutating func mentions(in line: [UInt8]) throws(Refusal) -> [Mention] {
    plain.read(line, simplified: rules.lexicon.simplified)
    let bytes = plain.bytes
    let found: MentionFinder.Found
    do throws(PatternError) {
      found = try grammar.finder.find(
        in: bytes, isTraditional: plain.traditionals > 0, with: &matcher)
    } catch {
      throw Refusal(document: "-", reason: "match-limit", message: error.description)
    }
    var mentions = found.figures.map { figure in
      Mention(
        span: plain.original(figure.span), kind: figure.kind,
        value: figure.value(text: plain.quote(figure.span)), unit: figure.unit,
        ignored: figure.ignored)
    }
    for time in found.times
    where bytes[time.span.start..<time.span.end].contains(where: { Ascii.isDigit($0) }) {
      let value = Value(
        number: nil, interval: Interval(low: nil, high: nil), decimals: 0, relation: .equal,
        text: plain.quote(time.span))
      mentions.append(
        Mention(
          span: plain.original(time.span), kind: .plain, value: value,
          unit: Unit(text: "", code: nil), ignored: "date"))
    }
    return mentions.sorted { $0.span.start < $1.span.start }
  }
}

extension MentionFinder {
  func find(
    in bytes: [UInt8], isTraditional: Bool, with matcher: inout Matcher
  ) throws(PatternError) -> Found {
    var result = Result<Found, PatternError>.success(Found())
    bytes.withUnsafeBufferPointer { buffer in
      do throws(PatternError) {
        result = .success(try find(in: buffer, isTraditional: isTraditional, with: &matcher))
      } catch {
        result = .failure(error)
      }
    }
    return try result.get()
  }
}
