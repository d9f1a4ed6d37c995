internal import Facts
internal import Rules

/// Works out which period an expression of time names, and carries periods from figure to figure.
struct PeriodContext {
  private let lexicon: Lexicon
  private let published: CivilDate?
  /// The year that 今年 and dates without a year are of, if it is known.
  private let year: Int?
  /// The period that frames the article, and the one that holds in the paragraph.
  private var framing: Period?
  private var local: Period?
  /// The period that held at the end of the last sentence, if that ended in a semicolon.
  var last: Period?
  /// Paragraphs from the start of the article in which a period can frame all that follows.
  private static let opening = 5
  private var paragraphs = 0
  private var isHeading = false

  /// The period that a figure has whose sentence names none.
  var frame: Period? { local ?? framing }

  init(lexicon: Lexicon, published: CivilDate?) {
    self.lexicon = lexicon
    self.published = published
    year = published?.year
  }

  /// Begins an article or a part of one, where nothing is carried.
  mutating func forget() {
    (framing, local) = (nil, nil)
    paragraphs = 0
  }

  /// Begins a paragraph: what holds for one paragraph holds no longer.
  mutating func beginParagraph(isHeading: Bool) {
    (last, local) = (nil, nil)
    self.isHeading = isHeading
    paragraphs += 1
  }

  /// Goes on with a period; only one that opens a clause near the start of the article or in a
  /// heading, or a budget year, holds beyond its paragraph, and 今年 and 去年 never do.
  mutating func carry(_ period: Period, opensClause: Bool) {
    local = period
    let isRelative = period.text.map { lexicon.relativeYears[$0.replacing("全年", with: "")] != nil } ?? true
    let isFraming = (isHeading || paragraphs <= PeriodContext.opening) && opensClause && !isRelative
    if isFraming { framing = period }
  }

  /// What a figure has whose period nothing says.
  var unsaid: Period? {
    published.map { Period(start: $0, end: $0, text: nil, basis: .published) }
  }

  /// The period of an expression; `nil` if it names none or the year is not known.
  func period(of time: TimeExpression, text: String) -> Period? {
    let fields = time.fields
    func number(_ key: String) -> Int? { fields[key].flatMap { PeriodContext.number($0) } }
    func make(_ start: CivilDate?, _ end: CivilDate?) -> Period? {
      guard start != nil || end != nil else { return nil }
      return Period(start: start, end: end, text: text, basis: .stated)
    }
    switch lexicon.periods[time.form].form {
    case .compare, .none: return nil
    case .date: return date(fields).flatMap { make($0.0, $0.1) }
    case .fiscal:
      guard let first = number("y"), let second = number("y2"), (first + 1) % 100 == second else { return nil }
      return make(CivilDate(year: first), CivilDate(year: first + 1))
    case .months:
      guard let year = theYear(fields), let month = number("m") else { return nil }
      return make(CivilDate(year: year, month: 1), CivilDate(year: year, month: month))
    case .part:
      guard let year = theYear(fields) else { return nil }
      if let half = fields["h"] {
        let first = half == "上" ? 1 : 7
        return make(CivilDate(year: year, month: first), CivilDate(year: year, month: first + 5))
      }
      guard let quarter = fields["q"] == "首" ? 1 : number("q"), (1...4).contains(quarter) else { return nil }
      return make(
        CivilDate(year: year, month: fields["c"] == nil ? quarter * 3 - 2 : 1),
        CivilDate(year: year, month: quarter * 3))
    case .end:
      guard let year = number("z").map({ $0 + 1911 }) ?? theYear(fields) else { return nil }
      let day = CivilDate(year: year, month: 12)
      return make(day, day)
    case .republic:
      guard let year = number("y").map({ $0 + 1911 }) else { return nil }
      let day = CivilDate(year: year, month: number("m"), day: number("d"))
      return make(day, day)
    case .since:
      guard let year = theYear(fields) else { return nil }
      return make(CivilDate(year: year, month: number("m"), day: number("d")), nil)
    }
  }

  private func date(_ fields: [String: String]) -> (CivilDate, CivilDate)? {
    func number(_ key: String) -> Int? { fields[key].flatMap { PeriodContext.number($0) } }
    let month = number("m")
    guard var year = theYear(fields) else { return nil }
    // In January, a date of December is of the year before.
    if fields["y"] == nil, fields["r"] == nil, let month, let now = published?.month, month > now + 2 {
      year -= 1
    }
    guard let start = CivilDate(year: year, month: month, day: number("d")) else { return nil }
    let endYear = number("y2") ?? year
    let hasEnd = fields["y2"] != nil || fields["m2"] != nil || fields["d2"] != nil
    guard hasEnd else { return (start, start) }
    let end = CivilDate(
      year: endYear, month: number("m2") ?? (fields["d2"] != nil ? month : nil), day: number("d2"))
    return end.map { (start, $0) }
  }

  /// The year that the fields name, or that of publication.
  private func theYear(_ fields: [String: String]) -> Int? {
    if let written = fields["y"] { return Int(written) }
    guard let year else { return nil }
    if let word = fields["r"] { return lexicon.relativeYears[word].map { year + $0 } }
    return year
  }

  private static func number(_ text: String) -> Int? {
    if let number = Int(text) { return number }
    var bytes = Array(text.utf8)
    return bytes.withUnsafeMutableBufferPointer { buffer in
      let scanner = NumberScanner(text: UnsafeBufferPointer(buffer))
      return scanner.number(at: 0)?.value.rational.map { Int($0.numerator) }
    }
  }
}
