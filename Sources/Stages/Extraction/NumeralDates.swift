internal import Facts

/// Dates that are written in Chinese numerals, as papers of governments and laws have them: 二〇二四年九月三十日.
enum NumeralDates {
  /// Digits that take the place of the end of a text: where they begin, and for each of them, which may
  /// be the mark of a range, the place of the scalar that it came from.
  struct Digits {
    let start: Int
    let written: [(byte: UInt8, from: Int)]
  }

  /// The digits that the numerals before 年 stand for: 二〇二四, 一九八一至一九八五, 二零二四至二五 of a fiscal year.
  static func beforeYear(_ text: UnsafeBufferPointer<UInt8>) -> Digits? {
    if let last = year(text, endingAt: text.count) {
      guard let first = year(text, endingAt: last.start - 3), isRange(text, last.start - 3) else {
        return last
      }
      let mark = (first.start + 12..<last.start).map { (byte: text[$0], from: $0) }
      return Digits(start: first.start, written: first.written + mark + last.written)
    }
    // 二零二四至|二五|年度
    let second = text.count - 6
    // 二○二三/|二四|年度
    let mark = second > 0 && text[second - 1] == UInt8(ascii: "/") ? 1 : 3
    guard second >= 12 + mark, mark == 1 || isRange(text, second - 3),
      let first = year(text, endingAt: second - mark),
      let tens = value(text, second), let ones = value(text, second + 3), tens < 10, ones < 10
    else { return nil }
    return Digits(
      start: first.start,
      written: first.written + [
        (UInt8(ascii: "-"), second - mark), (digit(tens), second), (digit(ones), second + 3),
      ])
  }

  /// The digits that the numerals before 月 stand for: 九, 十二, 七至九; `next` is what follows 月.
  static func beforeMonth(
    _ text: UnsafeBufferPointer<UInt8>, next: Slice<UnsafeBufferPointer<UInt8>>
  ) -> Digits? {
    guard let last = number(text, endingAt: text.count, most: 12),
      !notMonths.contains(where: { next.begins(with: $0) })
    else { return nil }
    if isRange(text, last.start - 3), let first = number(text, endingAt: last.start - 3, most: 12) {
      let mark = (last.start - 3..<last.start).map { (byte: text[$0], from: $0) }
      return Digits(start: first.start, written: first.written + mark + last.written)
    }
    return counting.contains { text[..<last.start].ends(in: $0) } ? nil : last
  }

  /// The digits that the numerals before 日 stand for, behind a month: 9月|三十; or behind another day of it.
  static func beforeDay(_ text: UnsafeBufferPointer<UInt8>) -> Digits? {
    guard let day = number(text, endingAt: text.count, most: 31) else { return nil }
    let before = text[..<day.start]
    let isOfMonth =
      before.ends(in: "月") && before.count > 3 && Ascii.isDigit(text[day.start - 4])
      || isRange(text, day.start - 3) && text[..<(day.start - 3)].ends(in: "日")
    return isOfMonth ? day : nil
  }

  /// The year that the four numerals that end at a place stand for: 一九八五.
  private static func year(_ text: UnsafeBufferPointer<UInt8>, endingAt end: Int) -> Digits? {
    guard end >= 12 else { return nil }
    let values = stride(from: end - 12, to: end, by: 3).map { value(text, $0) ?? 10 }
    guard values.allSatisfy({ $0 < 10 }),
      values[0] == 1 && values[1] == 9 || values[0] == 2 && values[1] == 0
    else { return nil }
    return Digits(
      start: end - 12,
      written: values.enumerated().map { (digit($0.element), end - 12 + 3 * $0.offset) })
  }

  /// A number of at most two digits that ends at a place: 九, 十, 十二, 二十, 三十一.
  private static func number(
    _ text: UnsafeBufferPointer<UInt8>, endingAt end: Int, most: Int
  ) -> Digits? {
    var start = end
    while start >= 3, end - start < 12, let digit = value(text, start - 3), digit > 0 { start -= 3 }
    let values = stride(from: start, to: end, by: 3).compactMap { value(text, $0) }
    let number: Int? =
      switch values.count {
      case 1: values[0]
      case 2 where values[0] == 10 && values[1] < 10: 10 + values[1]
      case 2 where values[0] < 10 && values[1] == 10: 10 * values[0]
      case 3 where values[0] < 10 && values[1] == 10 && values[2] < 10: 10 * values[0] + values[2]
      default: nil
      }
    guard let number, (1...most).contains(number) else { return nil }
    let ones = (digit(number % 10), end - 3)
    return Digits(
      start: start, written: number < 10 ? [ones] : [(digit(number / 10), start), ones])
  }

  private static func digit(_ value: Int) -> UInt8 { UInt8(ascii: "0") + UInt8(value) }

  /// Whether 至 or the like stands at a place.
  private static func isRange(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    at > 0 && ["至", "到", "—"].contains { text[at...].begins(with: $0) }
  }

  /// The value of the numeral at a place, up to ten.
  private static func value(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
    guard at >= 0, at + 2 < text.count else { return nil }
    let scalar =
      Int(text[at] & 0x0F) << 12 | Int(text[at + 1] & 0x3F) << 6 | Int(text[at + 2] & 0x3F)
    return switch scalar {
    case 0x3007, 0x96F6, 0x25CB, 0x25EF: 0  // 〇零○◯
    case 0x4E00: 1
    case 0x4E8C: 2
    case 0x4E09: 3
    case 0x56DB: 4
    case 0x4E94: 5
    case 0x516D: 6
    case 0x4E03: 7
    case 0x516B: 8
    case 0x4E5D: 9
    case 0x5341: 10
    default: nil
    }
  }

  /// What stands behind 月 where it is no month: 五月|天, 一月|饼.
  private static let notMonths: [StaticString] = [
    "革命", "怀胎", "懷胎", "天", "河", "饼", "餅", "球", "亮", "薪", "嫂", "子", "票", "色", "光", "刊", "租", "供",
    "市”",
  ]
  /// What stands before a number of months, or before a month of the lunar calendar: 近|一月.
  private static let counting: [StaticString] = [
    "第", "几", "数", "每", "近", "单", "这", "某", "整", "半", "个", "历", "满", "隔", "逐", "头",
  ]
}
