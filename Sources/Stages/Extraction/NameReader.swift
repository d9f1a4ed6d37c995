internal import Facts
internal import Rules

/// Names figures one after another, carrying what the text leaves unsaid.
struct NameReader {
  let phrase: Phrase
  let carrier: NameCarrier
  let regions: RegionFinder
  /// The region of the article.
  let region: String?
  /// What the sentence so far was about.
  private(set) var topic: [UInt8] = []
  /// How the last sentence of the paragraph begins that has no figures.
  private(set) var lastSentence: [UInt8] = []
  /// The account that the last sentence named and nothing else: 基本公共卫生服务（项）。
  private(set) var account: [UInt8] = []
  /// What the paragraph is an item on, by its first sentence: 三、水泥。
  private(set) var item: [UInt8] = []
  private var isItemOpen = true
  private(set) var population: [UInt8] = []
  /// The same for the paragraph, for sentences that begin with what was done to them.
  private var paragraphPopulation: [UInt8] = []
  /// Whether the paragraph told what is to be invested, in nothing in particular.
  private(set) var plansInvestment = false
  /// The name of the figure before, if it stands in the same sentence.
  private(set) var lastName: [UInt8] = []
  /// The match whose figures are being named, and the topic before it.
  private(set) var match = -1
  private var matchTopic: [UInt8] = []
  /// The last rate of the sentence that was named in full, with whom it is about.
  private var rate: (name: [UInt8], people: [UInt8], unit: String) = ([], [], "")
  /// The whole whose rise or fall the rises and falls behind 其中 are parts of: 工业增加值.
  private(set) var partChange: [UInt8] = []
  /// What the levels behind 其中 in the sentence are parts of, and its unit.
  private(set) var partWhole: (name: [UInt8], unit: String) = ([], "")
  /// The rate that parts are told of, and its unit.
  private(set) var partRate: (name: [UInt8], unit: String) = ([], "")
  private var areAllParts = false
  /// Whether the whole was told before a semicolon, behind which only groups are its parts.
  private(set) var areGroupsOnly = false
  /// The things of some of which the figures up to the next full stop are, and the unit that counts them:
  /// 受访者中，男性占|60%; 31个省份中，有|28个|增长、|3个|下降.
  private(set) var among: (things: [UInt8], unit: String) = ([], "")
  /// What the bracket that is being read parts, and its unit.
  private(set) var bracket: (name: [UInt8], unit: String)?
  /// What was spoken of before the aside that is being read, and the name of the figure before it.
  private var aside: (topic: [UInt8], lastName: [UInt8])?
  /// What the figures of the last sentence that names any are of, and whom each is about.
  private(set) var row: [(name: [UInt8], people: [UInt8])] = []
  /// Whether that sentence is over.
  private(set) var isRowOver = true
  /// What the levels since the last full stop are of, whom each is about, and its unit.
  private(set) var spoken: [(name: [UInt8], people: [UInt8], unit: String)] = []
  /// What was spoken of before the parts behind 其中, which the next sentence goes on with.
  private(set) var topicOfWhole: [UInt8]?
  /// Whether the name before it leans on what was spoken of.
  private(set) var isLastDependent = false
  /// What the row of names that is being read is about.
  private var rowTopic: [UInt8]?
  /// What the figures are examples of, up to the next full stop: 以平均收视为例，甲台….
  private(set) var exampleHead: RowHead?

  init(grammar: Grammar, region: String?) {
    phrase = grammar.phrase
    carrier = grammar.carrier
    regions = grammar.regions
    self.region = region
  }

  /// Begins a paragraph; `name` is what the first cell of a row of a table names.
  mutating func beginParagraph(name: [UInt8]) {
    topic = name
    (exampleHead, row, spoken, topicOfWhole) = (nil, [], [], nil)
    (population, paragraphPopulation, lastName, lastSentence) = ([], [], [], [])
    account = []
    (item, isItemOpen) = ([], true)
    among = ([], "")
    plansInvestment = false
  }

  /// Notes a sentence without figures, of whose subject the next one may speak: 跨海大桥近日合龙。全长|5公里.
  mutating func note(_ sentence: UnsafeBufferPointer<UInt8>, _ span: TextSpan) {
    let end = min(span.end, span.start + NameReader.subjectReach)
    lastSentence = Array(sentence[span.start..<end])
  }

  /// Notes the account that a sentence without figures names and nothing else: 1.行政运行（项）。年初预算为|1256万元.
  mutating func noteAccount(_ sentence: UnsafeBufferPointer<UInt8>, _ span: TextSpan) {
    let words = sentence[span.start..<span.end]
    account = carrier.account(words) ?? []
    if isItemOpen { item = carrier.item(words) }
    isItemOpen = false
  }

  /// Begins a sentence, with the words that say what its figures are examples of, or that head a list
  /// which goes on in the next sentences.
  mutating func beginSentence(
    exampleHead head: ArraySlice<UInt8>?, listHead: ArraySlice<UInt8>?
  ) {
    if let head {
      let name = phrase.clean(head)
      exampleHead = regions.place(name, within: nil) == nil ? .init(words: name) : nil
    } else if let listHead {
      let name = phrase.clean(listHead)
      // 收支平衡情况： only leads in.
      if carrier.isMeasure(name), !name.ends(in: "情况") {
        exampleHead = RowHead(of: listHead, named: name, carrier)
      }
    }
    (population, lastName) = ([], [])
    isItemOpen = false
    match = -1
    (bracket, aside) = (nil, nil)
    isRowOver = true
    rate = ([], [], "")
  }

  mutating func endSentence(isFullStop: Bool) {
    if isFullStop {
      (exampleHead, partChange, spoken, partRate, among) = (nil, [], [], ([], ""), ([], ""))
      topic = topicOfWhole ?? topic
      topicOfWhole = nil
    }
    if isFullStop { partWhole = ([], "") }
    areGroupsOnly = !areAllParts
    if !isFullStop, !areAllParts, let whole = topicOfWhole { topic = whole }
  }

  /// Begins an aside in brackets: what it speaks of is no topic behind it. 支出增长9%（收入增长7%），今年又增长|5%.
  mutating func beginAside() {
    if !topic.isEmpty { aside = aside ?? (topic, lastName) }
  }

  /// Begins and ends a bracket that parts the figure before it.
  mutating func beginBracket(of whole: [UInt8], unit: String) { bracket = (whole, unit) }
  mutating func endBracket() {
    // 农田6.8万亩（新建4.2万亩、改造2.6万亩），累计|92.5万亩: of the whole again.
    if let whole = bracket?.name {
      (topic, lastName) = (whole, whole)
    } else if let aside {
      (topic, lastName) = aside
    }
    (bracket, aside) = (nil, nil)
  }

  /// Begins the parts of a whole, which are measured as it is.
  mutating func beginParts(of whole: [UInt8]) {
    partChange = whole
  }

  /// Begins the parts of a rate, each of which has one of its own: 医院病床使用率79.4%，其中公立医院|86%.
  mutating func beginParts(ofRate whole: Fact?) {
    partRate = whole.map { (Array($0.indicator.utf8), $0.unit.text) } ?? ([], "")
  }

  /// Begins the parts of a level, which are measured as it is; all that follows are parts where a whole is
  /// broken down, 按经营地分, but not behind 其中.
  mutating func beginParts(
    ofLevel whole: [UInt8], unit: String, areAll: Bool = false, isAside: Bool = false
  ) {
    (partWhole, areAllParts, areGroupsOnly) = ((whole, unit), areAll, false)
    if !isAside { topicOfWhole = topicOfWhole ?? topic }
  }

  /// Names the next figure of the sentence.
  mutating func read(_ figure: Figure) -> Name {
    let words = DraftNames(
      phrase: phrase, carrier: carrier, text: figure.text, unit: figure.unit, digit: figure.digit)
    if let things = words.among(figure.draft) {
      among = (whole(of: things, figure), figure.unit)
    }
    var naming = begin(figure, words)
    lineUp(&naming, figure, words)
    measureAsWhole(&naming, figure, isBehind: words.standsBehind(figure.draft))
    readPeople(&naming, figure, words)
    carry(&naming, figure, words)
    let subject = naming.name
    complete(&naming, figure, words)
    lastName = naming.compared == nil ? naming.name : subject
    isLastDependent = naming.isDependent && !naming.own.isEmpty
    let name = finish(naming, figure.type, keepsEnd: !words.standsBehind(figure.draft))
    if words.isGround(figure.draft) { topic = matchTopic }
    if figure.type != .change, figure.type != .proportion {
      spoken.append((name.indicator, name.population, figure.unit))
    }
    return name
  }

  // MARK: steps

  /// What the figure's own words say, or where they say nothing the figure that it goes on from.
  private mutating func begin(_ figure: Figure, _ words: DraftNames) -> Naming {
    let draft = figure.draft
    var own = NameCarrier.share(
      within: words.name(draft.plan.indicator, of: draft, carried: []))
    var isCarried = draft.plan.indicator.isCarried
    if own.isEmpty || words.standsBehind(draft), let fact = figure.repeated {
      (own, isCarried) = (Array(fact.indicator.utf8), false)
    } else if own.isEmpty, !figure.isInTable {
      let before = words.singledBefore(draft).map(measured) ?? words.beforeTime(draft)
      let isName = before.count >= 6 && before[0] >= 0x80 && !phrase.endsInChange(before)
      if isName { (own, isCarried) = (before, false) }
    }
    // 核定金额1.1亿元，每件平均|1.1万元: the word of the average is all that it says.
    let average = figure.type == .change ? nil : words.average(draft)
    if let average, average.starts(with: own) || repeatsDeed(own, behind: average) { own = [] }
    let (name, place) = placed(
      own, of: figure, isBehind: words.standsBehind(draft), isCarried: isCarried)
    var naming = Naming(
      name: name, own: own, place: place, isCarried: isCarried, average: average)
    // 北区11例，安定区、学甲区及新市区各|1例: of what the figure before is of, there.
    if place == nil, !isCarried, !lastName.isEmpty, regions.arePlaces(own) {
      (naming.name, naming.people) = (lastName, own)
    }
    // A row of a table is of what its first cell names.
    if !figure.isInTable || topic.isEmpty, place == nil || topic.isEmpty,
      carrier.isDependent(name) || phrase.isPredicate(name)
    {
      let before = words.clauseBefore(draft, orAside: topic.isEmpty && own.isEmpty)
      let isThere = own.isEmpty && place == nil && singlesOut(before, &naming, draft, words)
      // A short clause takes the place of a topic only where it opens a thought: ；棉花，年均产量|464万吨.
      let least = topic.isEmpty || words.opensThought(draft) ? 2 : 3
      if !isThere, NameText.characters(before) >= least, !phrase.isPredicate(before) {
        topic = phrase.cut(
          subject(before, own), to: NameText.mostIndicator, keepingEnd: true)
      }
    }
    if topic.isEmpty, !figure.isInTable, place == nil, carrier.isDependent(name) {
      topic = phrase.cut(subjectOfLastSentence(), to: NameText.mostIndicator, keepingEnd: true)
    }
    // 治理率由38%提高到|45%: one match speaks of one thing.
    if draft.match == match, !isCarried, lastName.count > naming.name.count, draft.item == nil,
      naming.name.count >= 6, lastName.suffix(naming.name.count).elementsEqual(naming.name)
    {
      naming.name = lastName
    }
    if draft.match != match { (match, matchTopic) = (draft.match, topic) }
    if isCarried {
      let inRow = carriedInRow(figure)
      // 占外贸比重提高到6.6%，拉动外贸增长|1.9个百分点: the part does, not its share.
      let topic = draft.plan.indicator.parts.count > 1 ? NameCarrier.part(matchTopic) : matchTopic
      naming.name = words.name(draft.plan.indicator, of: draft, carried: inRow?.name ?? topic)
      (naming.people, naming.isOfRow) = (inRow?.people ?? [], inRow != nil)
    }
    return naming
  }

  /// Whether the clause before a figure's own singles out a place, where it is of what is spoken of:
  /// 价格指数上涨，其中归仁区涨幅最高，上涨|1.8%.
  private mutating func singlesOut(
    _ clause: [UInt8], _ naming: inout Naming, _ draft: Draft, _ words: DraftNames
  ) -> Bool {
    guard !words.opensInList(draft), let place = regions.place(clause, within: region) else {
      return false
    }
    let earlier = words.clauseBeforeLast(draft)
    if NameText.characters(earlier) >= 3, regions.place(earlier, within: nil) == nil {
      topic = phrase.cut(
        phrase.subject(local(earlier)), to: NameText.mostIndicator, keepingEnd: true)
    }
    guard !topic.isEmpty else { return false }
    naming.place = place
    return true
  }

  /// Sets the name among those of its row, and apart from what it is compared with.
  private mutating func lineUp(_ naming: inout Naming, _ figure: Figure, _ words: DraftNames) {
    let draft = figure.draft
    if !naming.isCarried, naming.name.count <= NameReader.longestRowName, !isAccount(naming.name),
      let head = words.rowHead(draft, isMeasure: carrier.isMeasure(naming.name))
    {
      if head.words.isEmpty { rowTopic = rowTopic ?? topic }
      let words = head.words.isEmpty ? rowTopic ?? [] : head.words
      naming.name = RowHead(words: words, isOfEach: head.isOfEach).joined(to: naming.name)
    } else {
      rowTopic = nil
    }
    // 股价收报60元，比最高点的|208元|跌了71%
    let isStandard = !naming.isCarried && figure.text.isStandard(slot: draft.slot)
    naming.compared =
      naming.isCarried
      ? nil : isStandard ? (name: [], with: naming.name) : phrase.compared(naming.name)
    if let compared = naming.compared, figure.type == .change || compared.name.isEmpty {
      naming.name = compared.name
    }
    tellOfThings(&naming, figure, words)
    if !naming.isCarried {
      asOthers(&naming, figure, words)
      naming.name = sized(naming.name)
    }
    naming.isInRow = !naming.isCarried && words.followsInRow(draft)
    if naming.isInRow {
      let listed =
        words.standsBehind(draft) || !isInUnitOfLast(figure)
        ? nil : carrier.listed(naming.name, behind: lastName)
      naming.name = listed ?? carrier.parallel(naming.name, to: topic)
    }
    // 新建学校5所、医院|3家和公园|2个
    if naming.isInRow || words.followsAnd(draft) || words.followsHolders(draft), !naming.isCarried,
      naming.place == nil,
      figure.type != .change, figure.type != .proportion,
      let acted = carrier.acted(naming.name, as: lastName)
    {
      naming.name = acted
    }
    naming.name = local(averaged(naming.name, figure, words) ?? naming.name)
  }

  /// Most bytes of a name that a row of names may hold.
  private static let longestRowName = 30

  /// Parts the name from whom it is about.
  private mutating func readPeople(_ naming: inout Naming, _ figure: Figure, _ words: DraftNames) {
    if let template = figure.draft.plan.population {
      let people = words.name(template, of: figure.draft, carried: [])
      if !people.isEmpty { naming.people = people }
    }
    naming.isDependent = naming.isCarried || leans(naming, figure)
    if naming.people.isEmpty, !words.standsBehind(figure.draft) {
      let parts = phrase.parted(naming.name)
      if !parts.population.isEmpty { (naming.people, naming.name) = parts }
    }
    // 行政运行（项）。年初预算为|1256万元
    if !account.isEmpty, carrier.siblingWords.contains(naming.name),
      ["预算", "决算", "数"].contains(where: { naming.name.ends(in: $0) })
    {
      naming.name = account + naming.name
    }
    // 三、水泥。1985年生产|9800万吨
    if !item.isEmpty, ["生产", "产量", "年产", "年产量", "总产量"].contains(where: { naming.name.equals($0) }) {
      naming.name = naming.name.ends(in: "产量") ? item + naming.name : naming.name + item
    }
    // 上级补助收入40亿元、上年|结余2亿元: what was left over is of its own.
    naming.isLeftOver =
      naming.isInRow && naming.name.equals("结余") && words.isBehindTime(figure.draft)
    let whole =
      naming.isLeftOver
      ? nil
      : carrier.sibling(naming.name, of: sides)
        ?? carrier.held(naming.name, by: lastName) ?? carrier.held(naming.name, by: topic)
        ?? (naming.isDependent ? nil : carrier.measured(naming.name, of: lastName))
        ?? (naming.isInRow || isInUnitOfLast(figure)
          ? carrier.done(naming.name, behind: lastName)
            ?? carrier.contrasted(naming.name, with: lastName) : nil)
    if let whole { naming.name = whole }
    // 死亡率4.1‰，其中城市|3.2‰、农村|4.9‰
    guard figure.type == .proportion || figure.type == .density else { return }
    if naming.name.ends(in: "率") {
      rate = (carrier.ofAll(naming.name), naming.people, figure.unit)
    } else if !rate.name.isEmpty, rate.unit == figure.unit {
      let group = naming.people.isEmpty ? naming.name : naming.people
      // 办结率100%，群众满意度|96%: that of a group with a name of its own is none.
      if naming.people.isEmpty || naming.name.isEmpty, carrier.isSide(group) {
        (naming.name, naming.people) = (carrier.rate(rate.name, of: group), rate.people)
      }
    }
  }

  /// Settles whom the figure is about, and keeps what later figures may lean on.
  private mutating func finish(_ naming: Naming, _ type: FactType, keepsEnd: Bool) -> Name {
    var (name, people, place) = (naming.name, naming.people, naming.place)
    // A bare rate is of those whom the sentence has spoken of, as is 每千人口拥有床位7.2张、执业医师|3.2人.
    let isBareRate = carrier.isBareRate(name)
    // 居民收入增长7%，城镇调查失业率|5.5%: but not where it is named as that of a group.
    let isOfOther = carrier.beginsInGroup(naming.own) && naming.own.ends(in: "率") || naming.isOfRow
    if people.isEmpty, isBareRate && !isOfOther || type == .density { people = population }
    // 完成加强免疫接种1.7亿人: whom it was done to was said before.
    if people.isEmpty, phrase.isDone(name) {
      people = population.isEmpty ? paragraphPopulation : population
    }
    // Nothing was spoken of: the place is all that there is to say, but no topic of what follows.
    let isPlaceOnly = name.isEmpty && place != nil
    if isPlaceOnly { (name, place, lastName) = (naming.own, nil, []) }
    if !people.isEmpty {
      (population, paragraphPopulation) = (people, people)
    } else if !naming.isDependent, NameCarrier.isAmount(name) {
      population = []
    }
    if !naming.isCarried {
      if isRowOver { (row, isRowOver) = ([], false) }
      row.append((name, people))
    }
    plansInvestment = plansInvestment || name.equals("计划投资")
    // 广义货币M2, unlike codes of Latin letters alone.
    let isNamed = [name.first, name.last].contains { ($0 ?? 0) >= 0x80 }
    // 办理案件417万件，涉及劳动者442万人，涉案金额|830亿元: what a deed reaches is no topic.
    let isTopic =
      !naming.isDependent && !naming.isPredicate && isNamed && !carrier.isReached(name)
      && !carrier.levels.contains(name)
    if !isPlaceOnly, name.count > 3, topic.isEmpty || isTopic { topic = name }
    return Name(
      population: phrase.cut(people, to: NameText.mostPopulation, keepingEnd: true),
      indicator: phrase.cut(name, to: NameText.mostIndicator, keepingEnd: keepsEnd),
      place: place)
  }
}
