internal import Facts

/// Finds dates as pages print them: 2024-03-01, 2024年3月1日, 2024/3/1, years of the Republic
/// (109年02月04日), and in titles (20240301).
struct DateText {
  /// The first full date in a text; behind a label such as 發布日期 years of the Republic need no 年: 114-06-09.
  static func first(in text: ArraySlice<UInt8>, isLabelled: Bool = false) -> CivilDate? {
    var at = text.startIndex
    while at < text.endIndex {
      guard isDigit(text[at]), at == text.startIndex || !isDigit(text[at - 1]) else {
        at += 1
        continue
      }
      if let date = date(in: text, at: at, isLabelled) { return date }
      while at < text.endIndex, isDigit(text[at]) { at += 1 }
    }
    return nil
  }

  /// The date that a text gives in eight digits within brackets: 新闻联播(20240301).
  static func compact(in text: ArraySlice<UInt8>) -> CivilDate? {
    for at in text.indices.dropLast(8) where isDigit(text[at]) && isBracket(text, before: at) {
      var end = at
      guard let (number, _) = digits(in: text, at: &end, most: 8), end == at + 8 else { continue }
      let year = number / 10_000
      if (1949...2100).contains(year), end < text.endIndex, isBracket(text, at: end) {
        return CivilDate(year: year, month: number / 100 % 100, day: number % 100)
      }
    }
    return nil
  }

  private static func isBracket(_ text: ArraySlice<UInt8>, before at: Int) -> Bool {
    text[..<at].last == UInt8(ascii: "(") || text[..<at].suffix(3).elementsEqual("（".utf8)
  }

  private static func isBracket(_ text: ArraySlice<UInt8>, at: Int) -> Bool {
    text[at] == UInt8(ascii: ")") || text[at...].starts(with: "）".utf8)
  }

  private static func date(
    in text: ArraySlice<UInt8>, at start: Int, _ isLabelled: Bool
  ) -> CivilDate? {
    var at = start
    guard let (number, digits) = number(in: text, at: &at), digits == 4 || digits == 3 else {
      return nil
    }
    let year = digits == 3 ? number + 1911 : number
    guard (1949...2100).contains(year), let mark = separator(in: text, at: &at),
      digits == 4 || mark == .year || isLabelled,
      let (month, _) = self.number(in: text, at: &at), (1...12).contains(month)
    else { return nil }
    guard let second = separator(in: text, at: &at), let (day, _) = self.number(in: text, at: &at)
    else { return CivilDate(year: year, month: month) }
    // 2024年1-6月: months, no day.
    if (mark == .year) != (second == .month) || text[at...].starts(with: "月".utf8) { return nil }
    return CivilDate(year: year, month: month, day: day) ?? CivilDate(year: year, month: month)
  }

  private enum Separator { case year, month, mark }

  private static func separator(in text: ArraySlice<UInt8>, at: inout Int) -> Separator? {
    guard at < text.endIndex else { return nil }
    let rest = text[at...]
    for (word, mark) in [("年", Separator.year), ("月", .month)] where rest.starts(with: word.utf8) {
      at += 3
      return mark
    }
    guard "-/.".utf8.contains(text[at]) else { return nil }
    at += 1
    return .mark
  }

  private static func number(in text: ArraySlice<UInt8>, at: inout Int) -> (Int, digits: Int)? {
    digits(in: text, at: &at, most: 5)
  }

  private static func digits(
    in text: ArraySlice<UInt8>, at: inout Int, most: Int
  ) -> (Int, digits: Int)? {
    var value = 0
    let start = at
    while at < text.endIndex, isDigit(text[at]), at - start < most {
      value = value * 10 + Int(text[at] - 0x30)
      at += 1
    }
    return at > start ? (value, at - start) : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
