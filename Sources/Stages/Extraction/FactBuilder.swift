internal import Facts
internal import Rules

/// Makes facts of matches, sentence by sentence, carrying what the text leaves unsaid.
struct FactBuilder {
  private let lexicon: Lexicon
  private let phrase: Phrase
  private let carrier: NameCarrier
  private let clauses: ClauseReader
  private let sections: SectionReader
  private let regions: RegionFinder
  private let document: String
  private let documentHash: UInt64
  /// Whether the article presents a budget, whose amounts are still to be spent.
  private let isBudget: Bool
  private let region: String?
  /// The region of the paragraph, which may have none; not known before its first figure.
  private var paragraphRegion: String??
  private var periods: PeriodContext
  private(set) var facts: [Fact] = []
  private(set) var ties: [Tie] = []
  private(set) var unclaimed: [Unclaimed] = []
  /// How often each id was given, so that equal facts get different ones.
  private var occurrences: [UInt64: Int] = [:]
  private var names: NameReader
  /// The first fact of the paragraph, and the first behind 其中 in the sentence.
  private var paragraphStart = 0
  private var sentenceStart = 0
  private var partsBegin: Int?
  private var isPlanned = false
  /// Whether the sentence before, which a semicolon ended, told what is to be done.
  private var isWilled = false
  /// Whether the section, by its heading, or the article by its title tells what is to be done.
  private var isPlan = false
  /// The last paragraph before a list, and whether the items of the list, ——…, tell what is to be done
  /// as it says.
  private var lead: [UInt8] = []
  private var itemsPlan = false
  /// Whether the last paragraph leads in what follows: 主要目标是：.
  private var endsInColon = false
  /// Whether the last paragraph broke off within such an item.
  private var isOpenItem = false
  /// Whether a row of a table is being read, and what heads its columns.
  private var isRow = false
  private var table = TableHead()

  init(article: Article, region: String?, grammar: Grammar) {
    lexicon = grammar.rules.lexicon
    phrase = grammar.phrase
    carrier = grammar.carrier
    names = NameReader(grammar: grammar, region: region)
    clauses = grammar.clauses
    sections = grammar.sections
    regions = grammar.regions
    self.region = region
    document = article.document
    isBudget = clauses.isBudget(article.title ?? "")
    documentHash = IdentityHash().adding(article.document).value
    facts.reserveCapacity(32)
    periods = PeriodContext(lexicon: lexicon, published: article.published)
  }

  /// Most bytes of an item of a list.
  private static let longestItem = 240

  /// Begins a paragraph; one that opens a further article of the page carries nothing on.
  ///
  /// `name` is what the first cell of a row names, `text` the paragraph in plain text.
  mutating func begin(_ role: Article.Role, isNewArticle: Bool, name: [UInt8], text: [UInt8]) {
    if role != .tableRow { isPlan = sections.plans(text, role) ?? isPlan }
    names.beginParagraph(name: name)
    paragraphStart = facts.count
    let isItem = text.begins(with: "——")
    if !isItem, !isOpenItem {
      itemsPlan = false
      if !text.isEmpty { lead = text }
    } else if !lead.isEmpty {
      itemsPlan = sections.opensPlans(lead)
      lead = []
    }
    isPlanned = isPlan || itemsPlan && (isItem || isOpenItem)
    isWilled = false
    isOpenItem = itemsPlan && (isItem || isOpenItem) && !text.ends(in: "。")
    paragraphRegion = nil
    let wasRow = isRow
    isRow = role == .tableRow
    if isRow {
      table.beginRow(text, lexicon)
    } else {
      table.begin(text, lexicon)
    }
    periods.beginParagraph(
      PeriodContext.Layout(
        heading: sections.heading(text, role), isItem: sections.isItem(text), isPlan: isPlan,
        isLedIn: endsInColon || isRow && !wasRow, endsTable: wasRow && !isRow,
        isLong: text.count > FactBuilder.longestItem))
    endsInColon = text.last == UInt8(ascii: ":") || text.ends(in: "：")
    if isNewArticle { periods.forget() }
  }

  /// Takes a sentence with the matches that hold in it.
  mutating func read(
    _ text: SlottedText, _ matches: [RuleEngine.Match], _ found: MentionFinder.Found,
    _ plain: PlainText, paragraph: Int, rules: RuleSet
  ) {
    if isRow { table.readFigures() }
    names.beginSentence(exampleHead: clauses.exampleHead(text)?[...])
    defer { names.endSentence(isFullStop: text.bytes.ends(in: "。")) }
    if paragraphRegion == nil {
      paragraphRegion = .some(regions.region(region, ofParagraph: plain.bytes))
    }
    let sentence = clauses.read(text, found, plain, periods: &periods)
    let wasPlanned = (isPlanned || isWilled) && !sentence.opensDone
    // 今年将新建学校12所；新增学位1.5万个: up to the next full stop.
    isWilled =
      (isWilled || sentence.willsFrom != nil)
      && !text.bytes.ends(in: "。")
    defer { isPlanned = isPlanned || sentence.plansFrom != nil }
    let firstFact = facts.count
    sentenceStart = firstFact
    var factOfSlot = [Int?](repeating: nil, count: text.figures.count)
    for draft in drafts(of: matches, in: text, rules) {
      let slot = text.figures[draft.slot]
      let figure = found.figures[slot.index]
      let source = Fact.Source(
        document: document, paragraph: paragraph, span: plain.original(figure.span))
      whole(before: draft, in: text, sentence)
      // 支出安排448亿元，|增长5.2%: the growth of what is planned.
      let isOfPlanned =
        draft.plan.type == .change && draft.isBare && facts.count > firstFact
        && facts.last?.status == .target
      let fact = fact(
        draft, found, sentence, text, source, quote: plain.quote(figure.span),
        isPlanned: wasPlanned || sentence.plans(figureAt: slot.at)
          || isPartOfPlan(since: firstFact) || isOfPlanned
      )
      // A figure of nothing that has a name is left unclaimed.
      guard !fact.indicator.isEmpty else { continue }
      factOfSlot[draft.slot] = facts.count
      facts.append(fact)
    }
    for time in text.times where !found.times[time.index].fields.exists {
      // The figure behind the date, or the last one before it.
      let next = min(text.firstFigure(atOrBehind: time.at), text.figures.count - 1)
      if next >= 0, let fact = factOfSlot[next] { facts[fact].oddity = .noSuchDate }
    }
    shareHeads(from: firstFact, in: text, factOfSlot)
    for (slot, figure) in text.figures.enumerated() where factOfSlot[slot] == nil {
      unclaimed.append(
        Unclaimed(
          found.figures[figure.index], slot: slot, in: text, plain, paragraph: paragraph))
    }
    for match in matches { tie(match, rules.rules[match.rule], text, factOfSlot) }
    tieParts()
  }

  /// Whether the figures behind 其中 are parts of one that the sentence plans.
  private func isPartOfPlan(since first: Int) -> Bool {
    guard let part = partsBegin, part > first else { return false }
    return facts[part - 1].status == .target
  }

  /// Gives names of a level alone what the name behind them in the row has: 2个国家级、14个市级重点专科.
  private mutating func shareHeads(
    from first: Int, in text: SlottedText, _ factOfSlot: [Int?]
  ) {
    guard facts.count - first > 1 else { return }
    for slot in text.figures.indices.dropLast().reversed() {
      guard let fact = factOfSlot[slot], let next = factOfSlot[slot + 1],
        facts[fact].indicator.hasSuffix("级"), facts[fact].unit.text == facts[next].unit.text,
        let level = facts[next].indicator.firstRange(of: "级"),
        text.bytes[text.figures[slot].end..<text.figures[slot + 1].at].ends(in: "、")
          || text.bytes[text.figures[slot].end..<text.figures[slot + 1].at].ends(in: "和")
      else { continue }
      facts[fact].indicator += facts[next].indicator[level.upperBound...]
    }
  }

  /// Takes a sentence without figures: it may say that what follows is planned.
  mutating func skip(_ text: UnsafeBufferPointer<UInt8>, _ span: TextSpan) {
    if clauses.plans(in: text, from: span.start, to: span.end) != nil { isPlanned = true }
  }

  /// Takes a row of a table without figures, which heads columns.
  mutating func readHead(_ found: MentionFinder.Found, _ plain: PlainText) {
    var cells: [(text: [UInt8], period: Period?)] = [([], nil)]
    var time = 0
    var at = 0
    while at < plain.bytes.count {
      if time < found.times.count, found.times[time].span.start == at {
        let expression = found.times[time]
        time += 1
        // 比年初 is no period, but says what the column holds.
        if let period = periods.period(of: expression, text: plain.quote(expression.span)) {
          cells[cells.count - 1].period = period
          at = expression.span.end
          continue
        }
      }
      if plain.bytes[at] == 0x09 {
        cells.append(([], nil))
      } else if plain.bytes[at] != 0x20 {
        cells[cells.count - 1].text.append(plain.bytes[at])
      }
      at += 1
    }
    table.read(cells, lexicon: lexicon, phrase: phrase, clauses: clauses)
  }

  private func drafts(
    of matches: [RuleEngine.Match], in text: SlottedText, _ rules: RuleSet
  ) -> [Draft] {
    var drafts: [Draft] = []
    for (place, match) in matches.enumerated() {
      let rule = rules.rules[match.rule]
      for plan in rule.facts {
        guard let range = match.captures[plan.value] else { continue }
        let slots = text.figures(in: range)
        for (index, slot) in slots.enumerated() {
          let item = slots.count > 1 ? (index, slots.count) : nil
          drafts.append(
            Draft(
              slot: slot, match: place, captures: match.captures, rule: rule, plan: plan, item: item
            ))
        }
      }
    }
    return drafts.sorted { $0.slot < $1.slot }
  }

  private mutating func fact(
    _ draft: Draft, _ found: MentionFinder.Found, _ sentence: ClauseReader.Sentence,
    _ text: SlottedText,
    _ source: Fact.Source, quote: String, isPlanned: Bool
  ) -> Fact {
    var mention = found.figures[text.figures[draft.slot].index]
    let cell = isRow ? text.cell(of: text.figures[draft.slot].at) : 0
    if isRow { mention = table.applied(to: mention, column: cell) }
    let column = isRow ? table.column(cell) : nil
    let clause = sentence.clause(ofSlot: draft.slot)
    var type = clauses.type(of: mention, in: clause, said: draft.plan.type)
    if column?.isChange == true { type = .change }
    let density = type == .count && draft.match == names.match ? facts.last?.unit : nil
    let isDensity = density?.text.hasPrefix(mention.unit.text + "/") ?? false
    if isDensity { type = .density }
    let name = names.read(
      NameReader.Figure(
        draft: draft, type: type, unit: mention.unit.text, text: text,
        facts: facts[sentenceStart...], isInTable: isRow))
    var (indicator, place) = (name.indicator, name.place)
    if let head = column?.name, !head.isEmpty, column?.isChange == false,
      draft.plan.indicator.isCarried
    {
      // A row of a place is of what the column measures, there.
      let rowPlace = regions.place(indicator, within: region)
      place = rowPlace ?? place
      // 发电量, under 产量: the row names the measure itself.
      let isWhole = rowPlace == nil && indicator.suffix(3).elementsEqual(head.suffix(3))
      indicator = phrase.cut(
        isWhole ? indicator : rowPlace == nil ? NameText.joined(indicator, head) : head,
        to: NameText.mostIndicator,
        keepingEnd: true)
    }
    let named = type == .proportion ? clauses.namedChange(indicator) : nil
    if named != nil { type = .change }
    if type == .change { indicator = phrase.moved(indicator) }
    let first = sentence.clause(ofSlot: draft.slot - (draft.item?.index ?? 0))
    if type == .change, !indicator.isEmpty, clauses.isAverage(first),
      UTF8Search.first("年均", in: indicator) == nil,
      UTF8Search.first("平均每年", in: indicator) == nil
    {
      // The average of several years is not the growth of one.
      indicator = phrase.cut(
        indicator + "年均增幅".utf8, to: NameText.mostIndicator, keepingEnd: true)
    }
    var period = column?.period ?? sentence.period(ofSlot: draft.slot) ?? periods.unsaid
    var figure = mention
    if let relation = draft.plan.relation { figure.relation = relation }
    // 分别控制在甲、乙以内: the bound behind the last figure of a row holds for all of them.
    if let item = draft.item, figure.relation == .equal {
      let last = found.figures[text.figures[draft.slot - item.index + item.count - 1].index]
      if last.relation == .atMost || last.relation == .atLeast { figure.relation = last.relation }
    }
    let floor = figure.relation == .equal ? clauses.floor(of: draft.slot, in: text, found) : nil
    figure.relation = floor ?? figure.relation
    let status =
      draft.plan.status
      ?? clauses.statuses.status(
        in: clause, isPlanned: isPlanned && !periods.isPast(period), isPast: periods.isPast(period),
        isDue: isBudget && clauses.isBudgeted(type, in: clause) || periods.isToCome(period)
          || clauses.isRequired(quote) || floor != nil)
    // 到2025年，…。目前已有50家: what is so is of no time that is still to come.
    let isNow = sentence.opensNow && status == .actual && periods.isOver(period)
    if isNow || status == .actual && period?.basis == .carried && periods.isToCome(period) {
      period = periods.unsaid
    }
    // 每10万人中由8930人上升为|15467人
    let unit =
      (isDensity ? density : nil) ?? clauses.unit(of: figure, in: clause, type: type)
    let indicatorText = NameText.record(indicator)
    let populationText = name.population.isEmpty ? nil : NameText.record(name.population)
    let key = IdentityHash()
      .adding(documentHash).adding(indicatorText).adding(populationText ?? "")
      .adding(period?.start).adding(period?.end).adding(unit.text)
    let occurrence = occurrences[key.value, default: 0]
    occurrences[key.value] = occurrence + 1
    let isChange = type == .change
    var fact = Fact(
      id: "f-" + key.adding(UInt64(occurrence)).text, type: type,
      indicator: indicatorText, population: populationText, region: place ?? paragraphRegion ?? nil,
      period: period, status: status,
      value: figure.value(text: quote), unit: unit,
      direction: isChange
        ? draft.plan.direction ?? figure.sign ?? named
          ?? clauses.direction(in: clause, row: directionInRow(draft)) : nil,
      comparedWith: isChange ? clause.comparison ?? column?.comparison : nil, source: source,
      rule: draft.rule.id)
    fact.oddity = figure.oddity
    return fact
  }

  /// The direction of the figure before in a row of them, which one word tells of all.
  private func directionInRow(_ draft: Draft) -> Direction? {
    guard let item = draft.item, item.index > 0 else { return nil }
    return facts.last?.direction
  }

  /// Notes the figure that 其中 before a figure is a part of: the last one of its unit.
  private mutating func whole(
    before draft: Draft, in text: SlottedText, _ sentence: ClauseReader.Sentence
  ) {
    let clause = sentence.clause(ofSlot: draft.slot)
    if UTF8Search.first("其中", in: clause.left) != nil
      || UTF8Search.first("当中", in: clause.left) != nil
    {
      partsBegin = facts.count
    } else if let whole = clauses.brokenDown(text) {
      // 限额以上商品零售额中，粮油类增长9.6%
      let name = phrase.clean(whole)
      if carrier.isMeasure(name) {
        names.beginParts(of: name)
        return
      }
    } else {
      return
    }
    let whole = facts[paragraphStart...].last {
      $0.type == .change && carrier.isMeasure(Array($0.indicator.utf8))
    }
    names.beginParts(of: whole.map { Array($0.indicator.utf8) } ?? [])
  }

  /// Ties the figures behind 其中 to the last figure of their unit before it.
  private mutating func tieParts() {
    defer { partsBegin = nil }
    guard let first = partsBegin, first < facts.count else { return }
    let part = facts[first]
    let parts = facts.indices[first...].filter {
      facts[$0].unit.text == part.unit.text && facts[$0].type == part.type
    }
    let whole = facts.indices[paragraphStart..<first].last {
      facts[$0].unit.text == part.unit.text && facts[$0].type == part.type
    }
    guard let whole, part.type != .change, part.type != .proportion else { return }
    for part in parts {
      ties.append(
        Tie(.part, [Tie.Role("part", part), Tie.Role("whole", whole)], basis: .inferred))
    }
    if parts.count > 1 {
      let roles = parts.map { Tie.Role("part", $0) }
      ties.append(Tie(.part, roles + [Tie.Role("whole", whole)], basis: .inferred))
    }
  }

  // MARK: ties

  private mutating func tie(
    _ match: RuleEngine.Match, _ rule: Rule, _ text: SlottedText, _ factOfSlot: [Int?]
  ) {
    for plan in rule.ties {
      var roles: [Tie.Role] = []
      for role in plan.roles {
        guard let capture = role.capture else {
          if let first = match.claimed.first, first > 0, let fact = factOfSlot[first - 1] {
            roles.append(Tie.Role(role.name, fact))
          }
          continue
        }
        guard let range = match.captures[capture] else { continue }
        for slot in text.figures(in: range) {
          if let fact = factOfSlot[slot] { roles.append(Tie.Role(role.name, fact)) }
        }
      }
      if Set(roles.map(\.name)) == Set(plan.roles.map(\.name)) {
        ties.append(Tie(plan.check, roles))
      }
    }
  }
}
