internal import Facts
internal import Rules

/// Makes facts of matches, sentence by sentence, carrying what the text leaves unsaid.
struct FactBuilder {
  private let lexicon: Lexicon
  private let phrase: Phrase
  private let clauses: ClauseReader
  private let document: String
  private let region: String?
  private var periods: PeriodContext
  private(set) var facts: [Fact] = []
  private(set) var ties: [Tie] = []
  /// How often each id was given, so that equal facts get different ones.
  private var occurrences: [String: Int] = [:]
  /// What the sentence so far was about.
  private var topic: [UInt8] = []
  private var population: [UInt8] = []
  /// What the row of names that is being read is about.
  private var rowTopic: [UInt8]?
  private var isPlanned = false

  init(article: Article, region: String?, lexicon: Lexicon, phrase: Phrase, clauses: ClauseReader) {
    self.lexicon = lexicon
    self.phrase = phrase
    self.clauses = clauses
    self.region = region
    document = article.document
    periods = PeriodContext(lexicon: lexicon, published: article.published)
  }

  /// Begins a paragraph; one that opens a further article of the page carries nothing on.
  mutating func begin(_ role: Article.Role, isNewArticle: Bool, name: [UInt8]) {
    topic = name
    population = []
    isPlanned = false
    periods.beginParagraph(isHeading: role == .heading)
    if isNewArticle { periods.forget() }
  }

  /// Takes a sentence with the matches that hold in it.
  mutating func read(
    _ text: SlottedText, _ matches: [RuleEngine.Match], _ found: MentionFinder.Found,
    _ plain: PlainText, paragraph: Int, rules: RuleSet
  ) {
    let sentence = clauses.read(text, found, plain, periods: &periods)
    if sentence.plans { isPlanned = true }
    population = []
    var factOfSlot: [Int: Int] = [:]
    for draft in drafts(of: matches, in: text, rules) {
      let slot = text.figures[draft.slot]
      let figure = found.figures[slot.index]
      let source = Fact.Source(
        document: document, paragraph: paragraph, span: plain.original(figure.span))
      factOfSlot[draft.slot] = facts.count
      facts.append(fact(draft, figure, sentence, text, source, quote: plain.quote(figure.span)))
    }
    for match in matches { tie(match, rules.rules[match.rule], text, factOfSlot) }
  }

  /// Takes a sentence without figures: it may say that what follows is planned.
  mutating func skip(_ text: UnsafeBufferPointer<UInt8>, _ span: TextSpan) {
    if clauses.plans(in: text, from: span.start, to: span.end) { isPlanned = true }
  }

  private func drafts(
    of matches: [RuleEngine.Match], in text: SlottedText, _ rules: RuleSet
  ) -> [Draft] {
    var drafts: [Draft] = []
    for match in matches {
      let rule = rules.rules[match.rule]
      for template in rule.file.facts {
        guard let capture = rule.captures.firstIndex(where: { $0.name == template.value }),
          let range = match.captures[capture]
        else { continue }
        let slots = text.figures.indices.filter { range.contains(text.figures[$0].at) }
        for (index, slot) in slots.enumerated() {
          let item = slots.count > 1 ? (index, slots.count) : nil
          drafts.append(
            Draft(slot: slot, match: match, rule: rule, template: template, item: item))
        }
      }
    }
    return drafts.sorted { $0.slot < $1.slot }
  }

  private mutating func fact(
    _ draft: Draft, _ figure: Figure, _ sentence: ClauseReader.Sentence, _ text: SlottedText,
    _ source: Fact.Source, quote: String
  ) -> Fact {
    let clause = sentence.clause(ofSlot: draft.slot)
    let type = clauses.type(of: figure, in: clause, said: draft.template.type)
    let (population, indicator) = names(draft, type, text)
    let period = sentence.period(ofSlot: draft.slot) ?? periods.unsaid
    var figure = figure
    if let relation = draft.template.relation { figure.relation = relation }
    let unit = clauses.unit(of: figure, in: clause, type: type)
    let indicatorText = Phrase.record(indicator)
    let populationText = population.isEmpty ? nil : Phrase.record(population)
    let key = [
      document, indicatorText, populationText ?? "", period?.start?.description ?? "",
      period?.end?.description ?? "", unit.text,
    ].joined(separator: "\u{1F}")
    let occurrence = occurrences[key, default: 0]
    occurrences[key] = occurrence + 1
    let isChange = type == .change
    return Fact(
      id: "f-" + FactBuilder.hash("\(key)\u{1F}\(occurrence)"), type: type,
      indicator: indicatorText, population: populationText, region: region, period: period,
      status: draft.template.status ?? clauses.status(in: clause, isPlanned: isPlanned),
      value: figure.value(text: quote), unit: unit,
      direction: isChange
        ? draft.template.direction ?? figure.sign ?? clauses.direction(in: clause) : nil,
      comparedWith: isChange ? clause.comparison : nil, source: source, rule: draft.rule.id)
  }

  // MARK: names

  private mutating func names(
    _ draft: Draft, _ type: FactType, _ text: SlottedText
  ) -> (population: [UInt8], indicator: [UInt8]) {
    let names = DraftNames(phrase: phrase, text: text)
    var name = names.name(draft.template.indicator, of: draft, carried: [])
    if phrase.isDependent(name) {
      let before = names.clauseBefore(draft)
      if Phrase.characters(before) >= 3 { topic = Phrase.cut(before, to: Phrase.mostIndicator, keepingEnd: true) }
    }
    let isCarried = draft.template.indicator.contains("{carried}")
    if isCarried { name = names.name(draft.template.indicator, of: draft, carried: topic) }
    if !isCarried, name.count <= 30, !phrase.isMeasure(name), let head = names.rowHead(draft) {
      if head.isEmpty { rowTopic = rowTopic ?? topic }
      name = Phrase.joined(head.isEmpty ? rowTopic ?? [] : head, name)
    } else {
      rowTopic = nil
    }
    let keepsEnd = !names.standsBehind(draft)
    if let region, name.starts(with: region.utf8), name.count > region.utf8.count + 3 {
      name.removeFirst(region.utf8.count)
    }
    var people = draft.template.population.map { names.name($0, of: draft, carried: []) } ?? []
    let isDependent = isCarried || phrase.isDependent(name)
    if people.isEmpty {
      let parts = phrase.parted(name)
      if !parts.population.isEmpty, keepsEnd { (people, name) = parts }
    }
    if phrase.isDependent(name) {
      if people.isEmpty { people = population }
      name = phrase.carried(topic, to: name)
    }
    if !people.isEmpty { population = people }
    if !isDependent && type != .change || topic.isEmpty { topic = name }
    return (
      Phrase.cut(people, to: Phrase.mostPopulation, keepingEnd: true),
      Phrase.cut(name, to: Phrase.mostIndicator, keepingEnd: keepsEnd)
    )
  }

  // MARK: ties

  private mutating func tie(
    _ match: RuleEngine.Match, _ rule: Rule, _ text: SlottedText, _ factOfSlot: [Int: Int]
  ) {
    for relation in rule.file.relations {
      var roles: [Tie.Role] = []
      for role in relation.roles {
        if role.capture == "previous" {
          guard let first = match.claimed.first, let fact = factOfSlot[first - 1] else { break }
          roles.append(Tie.Role(role.name, fact))
          continue
        }
        guard let index = rule.captures.firstIndex(where: { $0.name == role.capture }),
          let range = match.captures[index]
        else { continue }
        for (slot, figure) in text.figures.enumerated() where range.contains(figure.at) {
          if let fact = factOfSlot[slot] { roles.append(Tie.Role(role.name, fact)) }
        }
      }
      if Set(roles.map(\.name)) == Set(relation.roles.map(\.name)) {
        ties.append(Tie(relation.check, roles))
      }
    }
  }

  /// FNV-1a, 64 bits, in hexadecimal.
  static func hash(_ text: String) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
