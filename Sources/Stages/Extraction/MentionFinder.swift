internal import Facts
internal import Patterns
internal import Rules

/// Finds the numbers and the expressions of time of a paragraph, in one pass over its plain text.
final class MentionFinder: Sendable {
  let lexicon: Lexicon
  private let before: WordSet
  private let beforeRelations: [Relation?]
  private let after: WordSet
  private let afterRelations: [Relation]
  private let numeralWords: WordSet
  private let reasons: IgnoreReasons
  private let sizes: SizeReader
  let changes: ChangeWords
  private let rows: FigureRows
  /// The scalars of the first plane with which anything of interest begins, a bit each.
  private let beginnings: [UInt64]

  init(lexicon: Lexicon) {
    self.lexicon = lexicon
    var words: [String] = []
    var relations: [Relation?] = []
    let lists: [(String, Relation?)] = [
      ("before-more", .more), ("before-at-least", .atLeast), ("before-less", .less),
      ("before-at-most", .atMost), ("before-about", .about), ("before-none", nil),
    ]
    for (name, relation) in lists {
      words += lexicon.list(name)
      relations += lexicon.list(name).map { _ in relation }
    }
    before = WordSet(words)
    beforeRelations = relations
    let ends: [(String, Relation)] = [
      ("after-more", .more), ("after-at-least", .atLeast), ("after-at-most", .atMost),
      ("after-about", .about),
    ]
    after = WordSet(ends.flatMap { lexicon.list($0.0) })
    afterRelations = ends.flatMap { end in lexicon.list(end.0).map { _ in end.1 } }
    numeralWords = WordSet(lexicon.list("numeral-words"))
    reasons = IgnoreReasons(lexicon: lexicon)
    sizes = SizeReader(lexicon: lexicon)
    changes = ChangeWords(lexicon: lexicon)
    rows = FigureRows(changes: changes)
    var beginnings = [UInt64](repeating: 0, count: 1024)
    let first = lexicon.periodTable.starts + lexicon.list("numeral-words")
    for word in first + ["零〇一二两三四五六七八九十百千万亿"].flatMap({ $0.map(String.init) }) {
      guard let scalar = word.unicodeScalars.first?.value, scalar < 0x10000 else { continue }
      beginnings[Int(scalar >> 6)] |= 1 << UInt64(scalar & 63)
    }
    self.beginnings = beginnings
  }

  /// What was found in one paragraph, in text order.
  struct Found {
    var figures: [Figure] = []
    var times: [TimeExpression] = []
  }

  func find(
    in text: UnsafeBufferPointer<UInt8>, isTraditional: Bool, with matcher: inout Matcher
  ) throws(PatternError) -> Found {
    var found = Found()
    let scanner = NumberScanner(text: text)
    var at = 0
    while at < text.count {
      let byte = text[at]
      let isDigit = Ascii.isDigit(byte)
      if !isDigit, byte < 0xE2 || !mayBegin(text, at) {
        at += WordSet.width(byte)
        continue
      }
      if let time = try time(in: text, at: at, isTraditional: isTraditional, with: &matcher) {
        found.times.append(time)
        at = time.span.end
        continue
      }
      // 唯一|一条铁路
      if !isDigit, scanner.starts(at, "一"),
        MentionFinder.beforeOne.contains(where: { scanner.starts(at - 3, $0) })
      {
        at += 3
        continue
      }
      if !isDigit, let word = numeralWords.longest(in: text, at: at) {
        at += numeralWords.length(word)
        continue
      }
      if isDigit || NumberScanner.numeral(text, at) != nil,
        let figure = isDigit ? arabic(text, at, scanner) : chinese(text, at, scanner)
      {
        found.figures.append(figure)
        at = max(figure.span.end, at + 1)
        continue
      }
      at += WordSet.width(byte)
    }
    if found.figures.count > 1 {
      rows.joinTimes(&found.figures)
      rows.shareUnits(of: &found.figures, text)
      sizes.mark(&found.figures, in: text)
    }
    return found
  }

  /// Whether an expression of time or a numeral can begin with the scalar at a place, whose first byte
  /// is at least E2.
  @inline(__always)
  private func mayBegin(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    guard text[at] < 0xF0, at + 2 < text.count else { return false }
    let scalar =
      Int(text[at] & 0x0F) << 12 | Int(text[at + 1] & 0x3F) << 6 | Int(text[at + 2] & 0x3F)
    return beginnings[scalar >> 6] & 1 << UInt64(scalar & 63) != 0
  }

  /// What makes 一 behind it the end of a word: 唯一.
  private static let beforeOne: [StaticString] = ["唯", "统", "同", "单", "逐", "专", "划", "之"]

  // MARK: time

  private func time(
    in text: UnsafeBufferPointer<UInt8>, at start: Int, isTraditional: Bool,
    with matcher: inout Matcher
  ) throws(PatternError) -> TimeExpression? {
    guard let pattern = lexicon.periodTable.pattern(in: text, at: start),
      try matcher.find(pattern, in: text, from: start),
      let range = matcher.range(of: 0), range.lowerBound == start, let form = matcher.mark
    else { return nil }
    let period = lexicon.periods[form]
    if period.form == .republic, !isTraditional { return nil }
    var fields = TimeFields()
    for (field, group) in period.groups {
      if let range = matcher.range(of: group) { fields.set(field, text, range, lexicon) }
    }
    // 十五年, 10个月, 30年: spans of time are figures, not dates.
    let sort: TimeExpression.Sort =
      period.form == .compare ? .compare : period.form == .none ? .none : .period
    return TimeExpression(
      span: TextSpan(range.lowerBound, range.upperBound), form: form, sort: sort, fields: fields)
  }

  // MARK: Arabic numbers

  private func arabic(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ scanner: NumberScanner
  ) -> Figure? {
    guard var number = scanner.number(at: start) else { return nil }
    var low: ScannedNumber?
    var lowUnit: Int?
    var isUpsideDown = false
    if let (last, unit) = rangeEnd(text, start, after: number, scanner) {
      isUpsideDown = last.value < number.value
      low = isUpsideDown ? last : number
      // The range ends where its last number does, whichever is the larger one.
      if isUpsideDown { number.end = last.end } else { number = last }
      lowUnit = unit
    }
    var figure = figure(text, start, number, low: low, lowUnit: lowUnit)
    if isUpsideDown { figure.oddity = .upsideDown }
    if isInTwoCurrencies(text, figure) { figure.oddity = .twoCurrencies }
    figure.ignored = figure.ignored ?? reasons.reason(text, start, number, figure)
    return figure
  }

  /// Whether an amount in 元 is followed by the name of another currency: 3万元欧元.
  private func isInTwoCurrencies(_ text: UnsafeBufferPointer<UInt8>, _ figure: Figure) -> Bool {
    guard figure.unit.text.utf8.equals("元"),
      let word = lexicon.units.longest(in: text, at: figure.unitEnd)
    else { return false }
    let other = lexicon.unitEntries[word]
    return other.kind == .money && other.code.map { !$0.utf8.begins(with: "CNY") } == true
  }

  /// A figure of a scanned number, with its unit and the words glued to it.
  func figure(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ number: ScannedNumber,
    low: ScannedNumber?, lowUnit: Int?
  ) -> Figure {
    var figure = Figure(
      span: TextSpan(start, number.end), digits: start, kind: .plain, number: number.value,
      decimals: number.decimals, place: number.place, isExact: number.isExact, relation: .equal,
      unit: Unit(text: "", code: nil), unitEnd: number.end)
    let units = UnitReader(lexicon: lexicon, text: text)
    if let unit = units.unit(at: number.end) {
      figure.kind = unit.kind
      figure.unit = Unit(text: unit.text, code: unit.code)
      figure.unitEnd = unit.end
      if unit.text.utf8.equals("成"), number.value.exponent == 0,
        let tenths = units.tenths(at: unit.end)
      {
        figure.number = ExactDecimal(
          coefficient: number.value.coefficient * 10 + Int128(tenths.digit), exponent: -1)
        (figure.decimals, figure.place) = (1, -1)
        figure.unitEnd = tenths.end
      }
    }
    if let fraction = units.fraction(number, at: number.end) {
      figure.number = fraction.decimal
      figure.exact = .fraction(fraction.value)
      figure.unitEnd = fraction.end
      figure.unit = Unit(text: "", code: nil)
      figure.kind = .proportion
    }
    var start = start
    let isNegative = figure.kind != .proportion && Signs.isNegative(text, before: start)
    if let (sign, width) = Signs.sign(text, before: start) {
      figure.sign = sign
      start -= width
    } else if let width = Signs.currency(text, before: start) {
      start -= width
      if figure.kind == .plain { figure.kind = .money }
    }
    // 零下50摄氏度, −154米: a level below nought, not a fall.
    let isCold = NumberScanner(text: text).starts(start - 6, "零下")
    let isBelow = isNegative || figure.kind == .measure && (isCold || figure.sign == .down)
    if isBelow {
      if figure.sign == nil { start -= 6 }
      figure.sign = nil
      figure.number = figure.number.map {
        ExactDecimal(coefficient: -$0.coefficient, exponent: $0.exponent)
      }
    }
    (figure.relation, start) = relationBefore(text, start, figure.kind)
    // 约占四成: the verb is none of the figure's words.
    if NumberScanner(text: text).starts(start, "约占") { start += 6 }
    if let marker = number.marker {
      figure.relation = isBelow ? .less : marker
      figure.isGluedMore = !isBelow
    }
    // 2个|多|小时, 2个|多|百分点
    if figure.unit.text.utf8.begins(with: "个多") {
      figure.unit = Unit(text: "个" + figure.unit.text.dropFirst(2), code: figure.unit.code)
      figure.relation = .more
    }
    var end = figure.unitEnd
    if let word = after.longest(in: text, at: end), !isCompared(text, word, at: end) {
      figure.relation = afterRelations[word]
      end += after.length(word)
    }
    // A scale or grouping makes a count of a number without unit: 644万, 136,137.
    if figure.kind == .plain, number.decimals < 0 || text[figure.digits..<number.end].contains(0x2C)
    {
      figure.kind = .count
    }
    if let low {
      figure.exact = .range(
        low: scaled(low.value, lowUnit == nil ? number : nil), high: number.value)
      figure.relation = .range
    } else if let low = number.low {
      figure.exact = .range(low: low, high: number.value)
      figure.relation = .range
    }
    figure.span = TextSpan(start, end)
    return figure
  }

  /// Whether words behind a figure say that another is more than it: 比前年的77宗|多|27宗.
  private func isCompared(
    _ text: UnsafeBufferPointer<UInt8>, _ word: Int, at start: Int
  ) -> Bool {
    let end = start + after.length(word)
    return afterRelations[word] == .more && end < text.count && Ascii.isDigit(text[end])
  }

  private func relationBefore(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ kind: Kind
  ) -> (Relation, Int) {
    guard let word = before.longest(in: text, endingAt: start) else {
      // 突破|每盎司|4000美元
      if kind == .money, let each = startOfEach(text, before: start) {
        let bound = relationBefore(text, each, .plain)
        if bound.0 != .equal { return bound }
      }
      // 收获进度过|四成
      let isPast = kind == .proportion && text[..<start].ends(in: "过")
      return isPast ? (.more, start - 3) : (.equal, start)
    }
    guard let relation = beforeRelations[word] else { return (.equal, start) }
    // 月均|超130亿件: the word of the average belongs to the name.
    let average = ["年均", "月均", "日均", "人均", "户均"].contains { before.word(word).begins(with: $0) }
    return (relation, start - before.length(word) + (average ? 6 : 0))
  }

  /// Where 每 stands with the unit, of one to three characters, that a price right behind it is for: |每盎司.
  private func startOfEach(_ text: UnsafeBufferPointer<UInt8>, before start: Int) -> Int? {
    [6, 9, 12].lazy.map { start - $0 }.first { $0 > 0 && text[$0..<start].begins(with: "每") }
  }

  // MARK: Chinese numerals

  private func chinese(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ scanner: NumberScanner
  ) -> Figure? {
    let units = UnitReader(lexicon: lexicon, text: text)
    if let (value, end, code) = units.perCent(at: start, scanner) {
      var figure = figure(text, start, value, low: nil, lowUnit: nil)
      figure.kind = .proportion
      figure.unit = Unit(text: code, code: code == "%" ? "%" : "‰")
      figure.unitEnd = end
      figure.isExact = false
      let suffix = after.longest(in: text, at: end)
      figure.span = TextSpan(figure.span.start, end + (suffix.map { after.length($0) } ?? 0))
      if let suffix, figure.relation != .range { figure.relation = afterRelations[suffix] }
      // 前千分之一: a rank.
      if scanner.starts(figure.span.start - 3, "前") { figure.ignored = "ordinal" }
      return figure
    }
    // 一一社会主义: a dash, as scans have it.
    if scanner.starts(start, "一一") { return nil }
    guard let number = scanner.number(at: start) else { return nil }
    // 三点二亿元, unlike 两点一线
    if let longer = scanner.withPlaces(number),
      case let figure = figure(text, start, longer, low: nil, lowUnit: nil),
      ![.plain, .span].contains(figure.kind), figure.kind != .count || longer.decimals < 0
    {
      return figure
    }
    var figure = figure(text, start, number, low: nil, lowUnit: nil)
    if case .fraction = figure.exact { return figure }
    if let range = range(from: figure, text, scanner) { return range }
    let digits = number.end - start
    let isVague = !number.hasDigits
    if figure.kind == .plain || scanner.starts(start - 3, "第") {
      // 一带一路, 统一, 三农 … are words; nothing is missed by not naming them.
      return nil
    }
    if figure.kind == .proportion || figure.kind == .multiple || figure.unit.text.utf8.equals("成") {
      return figure
    }
    if isVague {
      figure.ignored = figure.relation == .equal ? "vague" : nil
    } else if number.low != nil, digits <= 6 {
      // 两三个, unlike 两三百个.
      figure.ignored = "vague"
    } else if digits <= 3 {
      figure.ignored = "small-numeral"
    }
    if figure.kind == .span, figure.ignored == nil { figure.ignored = "duration" }
    return figure
  }
}
