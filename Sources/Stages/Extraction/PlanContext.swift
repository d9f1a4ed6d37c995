internal import Facts

/// Whether what is told is still to be done, as the headings, the lists and the sentences before say.
struct PlanContext {
  private let sections: SectionReader
  private let clauses: ClauseReader
  /// Whether the section, by its heading, or the article by its title tells what is to be done.
  private(set) var isSection = false
  /// Whether a heading looked back on what was done.
  private var isBehindPast = false
  /// Whether the paragraph does so far.
  private var isParagraph = false
  /// Whether the sentence before, which a semicolon ended, does.
  private var isWilled = false
  /// The last paragraph before a list, whose items, ——…, it may tell to be done.
  private var lead: [UInt8] = []
  private var isList = false
  /// Whether the last paragraph broke off within such an item.
  private var isOpenItem = false

  /// Whether only the sentence before tells what follows to be done.
  var isOnlyWilled: Bool { isWilled && !isParagraph }

  init(grammar: Grammar) {
    sections = grammar.sections
    clauses = grammar.clauses
  }

  mutating func beginParagraph(_ text: [UInt8], _ role: Article.Role) {
    if role != .tableRow, let plans = sections.plans(text, role, behindPast: isBehindPast) {
      isSection = plans
      isBehindPast = isBehindPast || !plans && role != .title
    }
    let isItem = text.begins(with: "——") || isOpenItem
    if !isItem {
      isList = false
      if !text.isEmpty { lead = text }
    } else if !lead.isEmpty {
      isList = sections.opensPlans(lead)
      lead = []
    }
    isOpenItem = isList && isItem && !text.ends(in: "。")
    isParagraph = isSection || isList && isItem
    isWilled = false
  }

  /// Takes a sentence, and says whether those before it tell its figures to be done.
  mutating func read(_ sentence: ClauseReader.Sentence, isFullStop: Bool) -> Bool {
    let isPlanned = (isParagraph || isWilled) && !sentence.opensDone
    // 今年将新建学校12所；新增学位1.5万个: up to the next full stop.
    isWilled = (isWilled || sentence.willsFrom != nil) && !isFullStop
    isParagraph = isParagraph || sentence.plansFrom != nil
    return isPlanned
  }

  /// Takes a sentence without figures: it may say that what follows is planned.
  mutating func skip(_ text: UnsafeBufferPointer<UInt8>, _ span: TextSpan) {
    if clauses.plans.find(in: text, from: span.start, to: span.end) != nil { isParagraph = true }
  }
}
