internal import Facts
internal import Rules

/// Tells why an Arabic number is no quantity: an ordinal, a name, a code, a mark of an item …
final class IgnoreReasons: Sendable {
  private let notUnits: WordSet
  private let measured: WordSet
  private let changed: WordSet
  private let dialled: WordSet
  private let milestones: WordSet

  init(lexicon: Lexicon) {
    notUnits = WordSet(lexicon.list("not-units"))
    measured = WordSet(lexicon.list("spans-measured"))
    changed = WordSet(lexicon.list("spans-changed"))
    dialled = WordSet(lexicon.list("dialled"))
    milestones = WordSet(lexicon.list("milestones"))
  }

  private static let signs: [StaticString] = ["≤", "≥", "≦", "≧", "＜", "＞", "＝"]

  /// Whether a share picks out those at one end of a distribution: 最高|20%|与最低|20%|家庭所得差距.
  private func isQuantile(
    _ text: UnsafeBufferPointer<UInt8>, _ figure: Figure, _ scanner: NumberScanner
  ) -> Bool {
    let ends: [StaticString] = ["最高", "最低", "最富", "最穷", "最贫", "富有", "顶尖", "顶端", "底层", "最高的", "最低的"]
    guard ends.contains(where: { scanner.starts(figure.span.start - $0.utf8CodeUnitCount, $0) })
    else { return false }
    let behind = text[figure.unitEnd...]
    let rest = behind.begins(with: "的") ? behind.dropFirst(3) : behind
    return ["与最", "和最", "及最", "家庭", "住户", "人口", "人群", "工作人口", "富", "国民", "就业者", "纳税人"]
      .contains { rest.begins(with: $0) }
  }

  /// Why an Arabic number is no quantity.
  func reason(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ number: ScannedNumber, _ figure: Figure
  ) -> String? {
    let scanner = NumberScanner(text: text)
    let previous = start > 0 ? text[start - 1] : 0
    let next = number.end < text.count ? text[number.end] : 0
    if scanner.starts(start - 3, "第") { return "ordinal" }
    if Ascii.isLetter(previous) || previous == UInt8(ascii: "_") { return "name" }
    if isVersion(text, start, number.end, figure.kind) { return "name" }
    // 发病率(1/10万): the unit of a column.
    if previous == UInt8(ascii: "("), scanner.starts(start, "1/"),
      scanner.starts(figure.unitEnd - 3, "万"), scanner.starts(figure.unitEnd, ")")
    {
      return "base"
    }
    if figure.kind == .plain, isIndexBase(text, start, number.end) { return "base" }
    // %E5%8C: an address, not figures.
    let behind = figure.unitEnd < text.count ? text[figure.unitEnd] : 0
    if previous == UInt8(ascii: "%") || figure.unit.text.utf8.equals("%") && Ascii.isLetter(behind)
    {
      return "code"
    }
    // 每10万人: what a density is per.
    if scanner.starts(figure.span.start - 3, "每"), figure.kind == .count { return "base" }
    if next == UInt8(ascii: "/"), isDate(number, figure.unit) { return "date" }
    if isInAddress(text, start, number.end) { return "code" }
    // 5G is a standard of telephones.
    if figure.unit.text.utf8.equals("G"), number.isExact, number.end - start == 1 { return "name" }
    if isProgramme(text, start, figure, scanner) { return "name" }
    // 排名前1%, 前10位: ranks.
    let isRanked =
      figure.kind == .proportion || ["位", "名", "强"].contains { figure.unit.text.utf8.equals($0) }
    if isRanked, scanner.starts(figure.span.start - 3, "前") { return "ordinal" }
    if figure.kind == .proportion, isQuantile(text, figure, scanner) { return "ordinal" }
    // 位居2000只股票跌幅榜中的787位
    if figure.unit.text.utf8.equals("位"), scanner.starts(figure.span.start - 3, "的"),
      UTF8Search.hasAny(
        UnsafeBufferPointer(rebasing: text[Clauses.start(of: text, before: start)..<start]),
        ["位居", "位列", "名列", "排名"])
    {
      return "ordinal"
    }
    // 在11个|设区市中排名第4: among how many something is ranked.
    if figure.kind == .count,
      UTF8Search.hasAny(
        UnsafeBufferPointer(rebasing: text[figure.unitEnd...].prefix(IgnoreReasons.rankReach)),
        ["中排名", "中位列", "中位居", "中排第", "中名列", "中排在"])
    {
      return "ordinal"
    }
    // 12345|平台: a number that is dialled.
    let isDialled =
      number.isExact && number.end - start == 5
      && dialled.longest(in: text, at: number.end) != nil
    if isDialled { return "code" }
    if isDivided(figure.unit) { return "ratio" }
    if figure.kind == .plain, isRatio(text, start, number.end) { return "ratio" }
    if previous == UInt8(ascii: "-") || previous == UInt8(ascii: "/")
      || previous == UInt8(ascii: "."),
      start > 1, Ascii.isDigit(text[start - 2]) || previous == UInt8(ascii: "/")
    {
      return "code"
    }
    if figure.kind == .plain {
      if Ascii.isLetter(next) || next == UInt8(ascii: "-") { return "name" }
      if notUnits.longest(in: text, at: number.end) != nil { return "ordinal" }
      if number.isExact, number.end - start >= 6, !text[start..<number.end].contains(0x2C),
        !isCell(text, start, number.end)
      {
        return "code"
      }
      // AQI≦100: a bound in a gloss.
      if isSigned(scanner, start) { return "name" }
      if isQuoted(text, start, number.end) { return "name" }
      if number.isExact, number.marker == nil, figure.relation != .about,
        (0xE4...0xE9).contains(next), start > 2,
        (0xE4...0xE9).contains(text[start - 3])
      {
        return "name"
      }
      if previous == UInt8(ascii: "("), next == UInt8(ascii: ")") { return "list-mark" }
      if previous == UInt8(ascii: "["), next == UInt8(ascii: "]") { return "list-mark" }
      if isItemMark(text, start, number.end) { return "list-mark" }
      if isAlone(text, start, number.end) { return "page" }
    }
    // 高温日数(日最高气温≥35℃): so is what bounds a definition in brackets.
    if isSigned(scanner, start),
      text[Clauses.start(of: text, before: start)..<start].contains(UInt8(ascii: "("))
    {
      return "name"
    }
    // 跨过3个千亿元大关
    if figure.unit.text.utf8.equals("个"), isMilestone(text, figure.unitEnd) { return "name" }
    // 500米覆盖率: how far something reaches is a part of its name.
    if figure.kind == .measure,
      ["覆盖", "半径", "范围"].contains(where: { scanner.starts(figure.unitEnd, $0) })
    {
      return "size"
    }
    // 与地铁50米内换乘比例: so is within what something lies.
    let isWithin = figure.kind == .measure && scanner.starts(figure.unitEnd, "内")
    if isWithin, start > 2, text[start - 3] >= 0xE4, !scanner.starts(start - 3, "在"),
      text[(figure.unitEnd + 3)...].first.map({ (0xE4...0xE9).contains($0) }) ?? false,
      !scanner.starts(figure.unitEnd + 3, "的")
    {
      return "size"
    }
    // 75米级平台: so is how large its class is; 献血400毫升者, 5斤装: and by how much people or
    // things are told apart.
    if figure.kind == .measure || figure.kind == .money,
      ["级", "者", "装"].contains(where: { scanner.starts(figure.unitEnd, $0) })
    {
      return "size"
    }
    // 2分25秒: a time of races.
    if figure.unit.text.utf8.equals("分"), Ascii.isDigit(behind) { return "duration" }
    if figure.kind == .span { return spanReason(text, start, figure, scanner) }
    return nil
  }

  /// Most bytes from a count to where it says that something is ranked among what it counts.
  private static let rankReach = 36

  private func isSigned(_ scanner: NumberScanner, _ start: Int) -> Bool {
    IgnoreReasons.signs.contains { scanner.starts(start - 3, $0) }
  }

  /// Whether words behind a number name a milestone of one digit and a scale: 万亿元大关.
  private func isMilestone(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    var at = start
    while at < text.count, let (_, width) = NumberScanner.scale(text, at) { at += width }
    guard at > start else { return false }
    if ["元", "级"].contains(where: { text[at...].begins(with: $0) }) { at += 3 }
    return milestones.longest(in: text, at: at) != nil
  }

  /// Whether a number is the hundred that an index is per: 性别比（以女性为100）.
  private func isIndexBase(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int
  ) -> Bool {
    guard text[start..<end].elementsEqual("100".utf8), text[..<start].ends(in: "为") else {
      return false
    }
    let clause = Clauses.start(of: text, before: start)
    let bracket = text[clause..<start].lastIndex(of: UInt8(ascii: "(")).map { $0 + 1 }
    return text[(bracket ?? clause)...].begins(with: "以")
  }

  /// Whether a number of at most nine digits fills a cell of a table behind the first: 126500万元, in a
  /// column that says so.
  private func isCell(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == UInt8(ascii: "*") }
    let before = text[..<start].last { !isBlank($0) }
    let behind = text[end...].first { !isBlank($0) }
    return end - start <= 9 && before == 0x09 && (behind ?? 0x09) == 0x09
  }

  /// Whether a number is that of a version: YouBike 2.0站点, 长照计划2.0经费.
  private func isVersion(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ kind: Kind
  ) -> Bool {
    guard end - start == 3, text[start + 1] == UInt8(ascii: "."), start > 2, end < text.count,
      text[start + 2] == UInt8(ascii: "0"), (0xE4...0xE9).contains(text[end])
    else { return false }
    let isBehindLatin = text[start - 1] == UInt8(ascii: " ") && Ascii.isLetter(text[start - 2])
    return kind == .plain && (0xE4...0xE9).contains(text[start - 3])
      || isBehindLatin && (kind == .plain || kind == .count)
  }

  /// Whether a number is one of the two in the name of a programme: “3个100万”.
  private func isProgramme(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ figure: Figure, _ scanner: NumberScanner
  ) -> Bool {
    func isQuote(_ at: Int) -> Bool { scanner.starts(at, "“") || scanner.starts(at, "「") }
    if figure.unit.text.utf8.equals("个"), isQuote(start - 3) {
      return figure.unitEnd < text.count && Ascii.isDigit(text[figure.unitEnd])
    }
    var at = start - 3
    guard scanner.starts(at, "个") else { return false }
    while at > 0, Ascii.isDigit(text[at - 1]) { at -= 1 }
    // “两个10亿元”
    if at == start - 3, at > 2, NumberScanner.numeral(text, at - 3) != nil { at -= 3 }
    return at < start - 3 && isQuote(at - 3)
  }

  /// Whether what stands behind the stroke of a number is a number of its own, no round base such as
  /// 100: 1074/309, 233/60.
  private func isDivided(_ unit: Unit) -> Bool {
    let base = unit.text.utf8.dropFirst()
    return unit.text.utf8.first == UInt8(ascii: "/") && !base.isEmpty
      && base.allSatisfy(Ascii.isDigit)
      && (base.first != UInt8(ascii: "1") || base.dropFirst().contains { $0 != UInt8(ascii: "0") })
  }

  /// Whether a number and what stands behind its stroke are a month and a day: 12/31.
  private func isDate(_ month: ScannedNumber, _ unit: Unit) -> Bool {
    guard month.isExact, month.value >= ExactDecimal(1), month.value <= ExactDecimal(12),
      let day = Int(unit.text.dropFirst())
    else { return false }
    return (1...31).contains(day)
  }

  /// Whether a number is part of an address: of a run of ASCII with ://, an at sign or escaped bytes.
  private func isInAddress(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    // Long runs are looked at near the number only: a page of ASCII would take its square in time.
    let (least, most) = (max(0, start - 160), min(text.count, end + 160))
    var (from, to) = (start, end)
    while from > least, text[from - 1] > 0x20, text[from - 1] < 0x7F { from -= 1 }
    while to < most, text[to] > 0x20, text[to] < 0x7F { to += 1 }
    guard to - from >= end - start + 4 else { return false }
    let run = text[from..<to]
    return run.contains(UInt8(ascii: "@")) || UTF8Search.first("://", in: run) != nil
      || UTF8Search.first("%E", in: run) != nil || UTF8Search.first("www.", in: run) != nil
  }

  /// Whether a number of at most three digits opens an item: 11.国内要闻, at the start or behind a mark.
  private func isItemMark(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let scanner = NumberScanner(text: text)
    let isOpening =
      start == 0 || Clauses.isMark(text, start - 1) || start > 2 && Clauses.isMark(text, start - 3)
    guard end - start <= 3, isOpening, end < text.count else { return false }
    if scanner.starts(end, "、") { return start == 0 || !scanner.starts(start - 3, "、") }
    return [UInt8(ascii: "."), UInt8(ascii: ")")].contains(text[end])
      && !(end + 1 < text.count && Ascii.isDigit(text[end + 1]) && !scanner.isYear(end + 1))
  }

  /// Whether a paragraph holds a number and no word, as the number of a page does.
  private func isAlone(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard text.count - (end - start) <= 8 else { return false }
    let isWord = { (byte: UInt8) in
      Ascii.isDigit(byte) || Ascii.isLetter(byte) || byte >= 0xE3 || byte == 0x09
    }
    return !text[..<start].contains(where: isWord) && !text[end...].contains(where: isWord)
  }

  /// Whether a number stands beside a colon with another number behind it: 1.1：50.3.
  private func isRatio(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let scanner = NumberScanner(text: text)
    func isColon(_ at: Int) -> Bool { at >= 0 && at < text.count && text[at] == UInt8(ascii: ":") }
    func isDigit(_ at: Int) -> Bool { at >= 0 && at < text.count && Ascii.isDigit(text[at]) }
    return isColon(end) && isDigit(end + 1) || scanner.starts(end, "：") && isDigit(end + 3)
      || isColon(start - 1) && isDigit(start - 2)
      || scanner.starts(start - 3, "：") && isDigit(start - 4)
  }

  /// Ages that name a group and spans of narrative; a span that is measured is a figure.
  private func spanReason(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ figure: Figure, _ scanner: NumberScanner
  ) -> String? {
    let from = max(Clauses.start(of: text, before: start), start - 45)
    let isMeasured = measured.find(in: text, from: from, to: start) != nil
    // 优良天数同比减少|6天, unlike 连续5年增加
    if changed.longest(in: text, endingAt: figure.span.start) != nil { return nil }
    // 从5小时|缩短到2小时
    if isMeasured || measured.longest(in: text, at: figure.unitEnd) != nil { return nil }
    return figure.unit.text.utf8.ends(in: "岁") ? "age" : "duration"
  }

  private func isQuoted(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    let scanner = NumberScanner(text: text)
    return (scanner.starts(start - 3, "“") || scanner.starts(start - 3, "‘")) && end < text.count
  }
}
