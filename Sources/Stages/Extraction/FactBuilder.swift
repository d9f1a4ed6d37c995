internal import Facts
internal import Rules

/// Makes facts of matches, sentence by sentence, carrying what the text leaves unsaid.
struct FactBuilder {
  private let lexicon: Lexicon
  private let phrase: Phrase
  private let carrier: NameCarrier
  private let clauses: ClauseReader
  private let sections: SectionReader
  private let captions: CaptionReader
  private let columns: ColumnNamer
  private let document: String
  private let documentHash: UInt64
  /// Whether the article presents a budget, whose amounts are still to be spent.
  private let isBudget: Bool
  private let region: String?
  private var places: RegionContext
  private var periods: PeriodContext
  private(set) var facts: [Fact] = []
  var ties: [Tie] = []
  private(set) var unclaimed: [Unclaimed] = []
  /// How often each id was given, so that equal facts get different ones.
  private var occurrences: [UInt64: Int] = [:]
  private var names: NameReader
  /// The first fact of the paragraph, and the first behind 其中 in the sentence.
  var paragraphStart = 0
  private var sentenceStart = 0
  /// The first fact behind the last full stop.
  private var thoughtStart = 0
  var partsBegin: Int?
  private var plans: PlanContext
  /// Whether the last paragraph leads in what follows: 主要目标是：.
  private var endsInColon = false
  /// Whether a row of a table is being read, and what heads its columns.
  private var isRow = false
  private var table = TableHead()

  init(article: Article, region: String?, grammar: Grammar) {
    lexicon = grammar.rules.lexicon
    phrase = grammar.phrase
    carrier = grammar.carrier
    names = NameReader(grammar: grammar, region: region)
    plans = PlanContext(grammar: grammar)
    clauses = grammar.clauses
    sections = grammar.sections
    places = RegionContext(grammar: grammar, region: region)
    captions = grammar.captions
    columns = grammar.columns
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
    plans.beginParagraph(text, role)
    names.beginParagraph(name: name)
    (paragraphStart, thoughtStart) = (facts.count, facts.count)
    places.beginParagraph()
    let wasRow = isRow
    isRow = role == .tableRow
    if isRow {
      table.beginRow(text, lexicon)
    } else {
      table.begin(text, lexicon, captions)
    }
    periods.beginParagraph(
      PeriodContext.Layout(
        heading: sections.heading(text, role), isTitle: role == .title,
        isItem: sections.isItem(text),
        isPlan: plans.isSection, isLedIn: endsInColon || isRow && !wasRow,
        endsTable: wasRow && !isRow, isPart: text.starts(with: "其中".utf8),
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
    names.beginSentence(
      exampleHead: clauses.exampleHead(text)?[...], listHead: clauses.listHead(text))
    let isFullStop = text.bytes.ends(in: "。")
    defer {
      names.endSentence(isFullStop: isFullStop)
      if isFullStop { thoughtStart = facts.count }
    }
    if text.figures.isEmpty {
      text.bytes.withUnsafeBufferPointer {
        names.note($0, TextSpan(0, $0.count))
      }
    }
    places.beginSentence(text, found, plain, isRow: isRow)
    let sentence = clauses.read(text, found, plain, periods: &periods)
    let isOnlyWilled = plans.isOnlyWilled
    let wasPlanned = plans.read(sentence, isFullStop: isFullStop)
    let firstFact = facts.count
    sentenceStart = firstFact
    var factOfSlot = [Int?](repeating: nil, count: text.figures.count)
    for draft in Draft.all(of: matches, in: text, rules) {
      let slot = text.figures[draft.slot]
      let figure = found.figures[slot.index]
      let source = Fact.Source(
        document: document, paragraph: paragraph, span: plain.original(figure.span))
      whole(before: draft, figure.unit.text, in: text, sentence)
      // 支出安排448亿元，|增长5.2%: the growth of what is planned.
      let isOfPlanned =
        draft.plan.type == .change && draft.isBare && facts.count > firstFact
        && facts[facts.count - 1].status == .target
      let fact = fact(
        draft, found, sentence, text, source, quote: plain.quote(figure.span),
        // 预计全年完成生产总值158亿元；投资增长|11.3%, told when that year was over.
        isPlanned: wasPlanned
          && !(isOnlyWilled && periods.isOver(sentence.period(ofSlot: draft.slot)))
          || sentence.plans(figureAt: slot.at)
          || isPartOfPlan(since: firstFact) || isOfPlanned
          || goesOnWithPlan(figure, sentence.clause(ofSlot: draft.slot), since: firstFact))
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

  /// Whether a figure goes on with a planned one: 预计发送旅客8.6亿人次，日均发送|1387万人次; 将增购系统32台，并招聘|200名.
  private func goesOnWithPlan(
    _ figure: Figure, _ clause: ClauseReader.Clause, since first: Int
  ) -> Bool {
    guard facts.count > first, let last = facts.last, last.status == .target else { return false }
    let averages: [StaticString] = ["日均", "月均", "平均每天", "平均每月"]
    return clause.left.begins(with: "并")
      || last.unit.text.hasBytes(of: figure.unit.text)
        && averages.contains { clause.left.begins(with: $0) }
  }

  /// Gives names of a level alone what the name behind them in the row has: 2个国家级、14个市级重点专科.
  private mutating func shareHeads(
    from first: Int, in text: SlottedText, _ factOfSlot: [Int?]
  ) {
    guard facts.count - first > 1 else { return }
    for slot in text.figures.indices.dropLast().reversed() {
      guard let fact = factOfSlot[slot], let next = factOfSlot[slot + 1],
        facts[fact].indicator.utf8.ends(in: "级"), facts[fact].unit.text == facts[next].unit.text,
        let level = facts[next].indicator.firstRange(of: "级"),
        text.bytes[text.figures[slot].end..<text.figures[slot + 1].at].ends(in: "、")
          || text.bytes[text.figures[slot].end..<text.figures[slot + 1].at].ends(in: "和")
      else { continue }
      facts[fact].indicator += facts[next].indicator[level.upperBound...]
    }
  }

  /// Takes the account that a sentence without figures may name.
  mutating func noteAccount(_ text: UnsafeBufferPointer<UInt8>, _ span: TextSpan) {
    names.noteAccount(text, span)
  }

  /// Takes a sentence without figures: it may say that what follows is planned.
  mutating func skip(_ text: UnsafeBufferPointer<UInt8>, _ span: TextSpan) {
    plans.skip(text, span)
    names.note(text, span)
    names.noteAccount(text, span)
  }

  /// Takes a row of a table without figures, which heads columns.
  mutating func readHead(_ found: MentionFinder.Found, _ plain: PlainText) {
    let cells = TableHead.cells(found, plain, periods)
    table.read(cells, lexicon: lexicon, phrase: phrase, clauses: clauses)
  }

  private mutating func fact(
    _ draft: Draft, _ found: MentionFinder.Found, _ sentence: ClauseReader.Sentence,
    _ text: SlottedText, _ source: Fact.Source, quote: String, isPlanned: Bool
  ) -> Fact {
    var figure = found.figures[text.figures[draft.slot].index]
    let cell = isRow ? text.cell(of: text.figures[draft.slot].at) : 0
    if isRow { figure = table.applied(to: figure, column: cell) }
    let column = isRow ? table.column(cell) : nil
    let clause = sentence.clause(ofSlot: draft.slot)
    var type = clauses.type(of: figure, in: clause, said: draft.plan.type)
    if column?.isChange == true { type = .change }
    let density = type == .count ? density(of: figure, draft, clause) : nil
    if density != nil { type = .density }
    let name = names.read(
      NameReader.Figure(
        draft: draft, type: type, unit: figure.unit.text, digit: figure.digit, text: text,
        facts: facts[sentenceStart...], thought: facts[thoughtStart...], isInTable: isRow,
        repeated: repeated(figure, behind: text.figures[draft.slot].end, in: text)))
    var (indicator, place) = (name.indicator, name.place)
    if isRow, let words = table.name(of: cell, in: text.bytes) {
      indicator = phrase.cut(phrase.clean(words), to: NameText.mostIndicator, keepingEnd: true)
    }
    if let column, draft.plan.indicator.isCarried {
      (indicator, place) = columns.name(indicator, place, under: column, of: table, within: region)
    }
    let namedChange = type == .proportion ? clauses.namedChange(indicator) : nil
    if namedChange != nil { type = .change }
    // 所得差距为|5.8倍: how many times the one is the other, and no change.
    if figure.kind == .multiple, draft.plan.type == nil, clauses.isRatio(indicator, in: clause) {
      type = .measure
    }
    if type == .change {
      let first = sentence.clause(ofSlot: draft.slot - (draft.item?.index ?? 0))
      indicator = averaged(phrase.moved(indicator), first)
    }
    // 定日县|6.8级地震|抗震救灾工作
    if figure.unit.text.utf8.ends(in: "级地震"), !indicator.ends(in: "震级") {
      indicator = Array("地震震级".utf8)
    }
    let isBound = bind(&figure, draft, text, found)
    var period = column?.period ?? sentence.period(ofSlot: draft.slot) ?? periods.unsaid
    let isPast = periods.isPast(period)
    // 五年赤字率控制在|3%以内: what was kept to is so where its time is over.
    let isKept = !isPlanned && periods.isOver(period) && clause.left.ends(in: "控制在")
    let status =
      draft.plan.status ?? (isKept ? .actual : nil)
      ?? clauses.statuses.status(
        in: clause, isPlanned: isPlanned && !isPast && !periods.isBeforePlan(period),
        isPast: isPast,
        isDue: isBudget && clauses.isBudgeted(type, in: clause) || periods.isToCome(period)
          || clauses.isRequired(quote) || isBound
          || column.map { clauses.isPlanHead($0.name[...]) } ?? false)
    // 到2025年，…。目前已有50家: what is so is of no time that is still to come.
    let isNow = sentence.opensNow && status == .actual && periods.isOver(period)
    if isNow || status == .actual && period?.basis == .carried && periods.isToCome(period) {
      period = periods.unsaid
    }
    // 五年来，…。今后一年的工作：…M2增长目标为|13%
    if status == .target, isPlanned, plans.isSection, periods.isOver(period) {
      period = periods.toCome ?? period
    }
    let direction =
      type == .change
      ? draft.plan.direction ?? figure.sign ?? namedChange
        ?? clauses.direction(in: clause, row: directionInRow(draft, text)) : nil
    let population = name.population.isEmpty ? nil : NameText.record(name.population)
    let unit = density ?? clauses.unit(of: figure, in: clause, type: type)
    let indicatorText = NameText.record(indicator)
    let region = places.region(of: clause, text.figures[draft.slot].at, in: text)
    let standard = draft.standard(in: text) ?? clause.comparison
    var fact = Fact(
      id: id(indicatorText, population, period, unit), type: type,
      indicator: indicatorText, population: population,
      region: place ?? region,
      period: period, status: status,
      value: figure.value(text: quote), unit: unit, direction: direction,
      comparedWith: type == .change ? standard ?? column?.comparison : nil,
      source: source, rule: draft.rule.id)
    fact.oddity = figure.oddity
    return fact
  }

  /// The id of a fact: of its document, name, period and unit, and of how many such came before it.
  private mutating func id(
    _ indicator: String, _ population: String?, _ period: Period?, _ unit: Unit
  ) -> String {
    let key = IdentityHash()
      .adding(documentHash).adding(indicator).adding(population ?? "")
      .adding(period?.start).adding(period?.end).adding(unit.text)
    let occurrence = occurrences[key.value, default: 0]
    occurrences[key.value] = occurrence + 1
    return "f-" + key.adding(UInt64(occurrence)).text
  }

  /// The unit of the density that a figure goes on from: 每10万人中由8930人上升为|15467人, and beside such a
  /// one: 每10万人中拥有大学文化程度的8930人；拥有高中文化程度的|14032人.
  private func density(of figure: Figure, _ draft: Draft, _ clause: ClauseReader.Clause) -> Unit? {
    guard let last = facts[paragraphStart...].last,
      last.unit.text.hasPrefix(figure.unit.text + "/")
    else { return nil }
    if draft.match == names.match { return last.unit }
    let end = last.indicator.utf8.suffix(FactBuilder.alikeEnd)
    let isBeside = end.count == FactBuilder.alikeEnd && clause.left.holds(end)
    return isBeside ? last.unit : nil
  }

  /// How many bytes the names of such figures have in common at their ends.
  private static let alikeEnd = 12

  /// The name of a change that is the average of several years, which is not the growth of one.
  private func averaged(_ name: [UInt8], _ clause: ClauseReader.Clause) -> [UInt8] {
    guard clauses.isAverage(clause) else { return name }
    // 投入增速|年均超20%
    let words: [StaticString] = ["平均每年", "每年平均", "年平均", "年均", "每年", "增速", "增幅"]
    let word = words.first { name.ends(in: $0) }?.utf8CodeUnitCount ?? 0
    let what = Array(name.dropLast(word))
    if what.isEmpty || UTF8Search.hasAny(what[...], ["年均", "平均每年"]) { return name }
    return phrase.cut(what + "年均增幅".utf8, to: NameText.mostIndicator, keepingEnd: true)
  }

  /// Gives a figure the relation that stands apart from it, and says whether that is a floor to reach.
  private func bind(
    _ figure: inout Figure, _ draft: Draft, _ text: SlottedText, _ found: MentionFinder.Found
  ) -> Bool {
    if let relation = draft.plan.relation { figure.relation = relation }
    // 分别控制在甲、乙以内: the bound behind the last figure of a row holds for all of them.
    if let item = draft.item, figure.relation == .equal {
      let last = found.figures[text.figures[draft.slot - item.index + item.count - 1].index]
      if last.relation == .atMost || last.relation == .atLeast { figure.relation = last.relation }
    }
    guard figure.relation == .equal, let floor = clauses.floor(of: draft.slot, in: text, found)
    else { return false }
    figure.relation = floor
    return true
  }

  /// The direction of the figure before, where one word tells of a row of them or of one told twice:
  /// 增加6千人或|0.05%, 减少39亿元，|约2.96%.
  private func directionInRow(_ draft: Draft, _ text: SlottedText) -> Direction? {
    let before = text.bytes[..<text.figures[draft.slot].at]
    let isAgain = ["或", "，", ","].contains { before.ends(in: $0) }
    return isAgain || (draft.item?.index ?? 0) > 0 ? facts.last?.direction : nil
  }

  /// Notes the figure that a bracket right behind it parts: 幼儿园98所（公办|42所、民办56所）.
  private mutating func bracket(before slot: Int, _ unit: String, in text: SlottedText) {
    guard slot > 0 else { return names.endBracket() }
    let between = text.bytes[text.figures[slot - 1].end..<text.figures[slot].at]
    if between.contains(UInt8(ascii: ")")) {
      names.endBracket()
    } else if between.first == UInt8(ascii: "(") {
      names.beginAside()
    }
    if between.first == UInt8(ascii: "("), let last = facts.last, last.unit.text == unit,
      last.type != .change, last.type != .proportion
    {
      names.beginBracket(of: Array(last.indicator.utf8), unit: unit)
    }
  }

  /// The last level of the paragraph in a unit.
  private func lastLevel(in unit: String) -> Fact? {
    facts[paragraphStart...].last {
      $0.unit.text == unit && $0.type != .change && $0.type != .proportion
    }
  }

  /// Notes the figure that 其中 before a figure is a part of: the last one of its unit.
  private mutating func whole(
    before draft: Draft, _ unit: String, in text: SlottedText, _ sentence: ClauseReader.Sentence
  ) {
    let clause = sentence.clause(ofSlot: draft.slot)
    bracket(before: draft.slot, unit, in: text)
    let opening = text.bytes[..<clause.leftStart]
    let isPart = ["其中：", "其中:", "其中，"].contains { opening.ends(in: $0) }
    if isPart || UTF8Search.hasAny(clause.left, ["其中", "当中"]) {
      partsBegin = facts.count
      let level = facts[paragraphStart...].last { $0.type != .change }
      let isRate = level.map { $0.type == .proportion && $0.indicator.utf8.ends(in: "率") } ?? false
      names.beginParts(ofRate: isRate ? level : nil)
      if let level = lastLevel(in: unit) {
        names.beginParts(
          ofLevel: Array(level.indicator.utf8), unit: unit,
          isAside: clause.left.contains(UInt8(ascii: "(")))
      }
    } else if let whole = clauses.brokenDown(text, before: draft.slot) {
      // 限额以上商品零售额中，粮油类增长9.6%
      let name = phrase.clean(whole)
      if carrier.isMeasure(name) {
        names.beginParts(of: name)
        return
      }
      // 零售总额521亿元。按经营地统计，城镇|412亿元
      if clauses.isView(whole), let level = lastLevel(in: unit) {
        names.beginParts(ofLevel: Array(level.indicator.utf8), unit: unit, areAll: true)
      }
    } else {
      return
    }
    let whole = facts[paragraphStart...].last {
      $0.type == .change && carrier.isMeasure(Array($0.indicator.utf8))
    }
    names.beginParts(of: whole.map { Array($0.indicator.utf8) } ?? [])
  }
}
