internal import Facts
internal import Rules

/// A number as it stands in the plain text, its scale multiplied out.
struct ScannedNumber {
  var value: ExactDecimal
  /// The places after the point that the digits vouch for, in the base unit.
  var decimals: Int
  /// The power of ten of the last digit that is not zero.
  var place: Int
  /// Where the number ends, its scale (万, 亿) included.
  var end: Int
  /// Whether it is written in full: no point and no scale.
  var isExact: Bool
  /// Whether it is written in Chinese numerals only.
  var isChinese: Bool
  /// What 余 or 多 between the number and its scale or unit says.
  var marker: Relation?
  /// Whether more than a bare scale ("近千亿") was written.
  var hasDigits = true
  /// The lower of the two numbers that neighbouring digits in one place stand for: 三四百.
  var low: ExactDecimal?
}

/// Reads one number at a place of the plain text: 1,048 · 169.0万 · 862亿5,874万4,000 · 三百二十 · 2/3 …
struct NumberScanner {
  let text: UnsafeBufferPointer<UInt8>

  /// The number that begins at `start`, if one does.
  func number(at start: Int) -> ScannedNumber? {
    if Ascii.isDigit(byte(start)) { return arabic(at: start) }
    return chinese(at: start)
  }

  private func byte(_ at: Int) -> UInt8 { at < text.count ? text[at] : 0 }

  // MARK: Arabic digits

  private func arabic(at start: Int) -> ScannedNumber? {
    guard var number = group(at: start) else { return nil }
    // 862亿5,874万4,000: further groups under smaller and smaller scales.
    var last = number.scale
    while last > 0, number.number.marker == nil,
      // 7万零48
      case let end = number.number.end + (starts(number.number.end, "零") ? 3 : 0),
      Ascii.isDigit(byte(end)), let next = group(at: end), next.scale < last,
      next.number.decimals >= -last
    {
      guard let sum = NumberScanner.sum(number.number.value, next.number.value) else { break }
      number.number.value = sum
      number.number.decimals = next.number.decimals
      number.number.place = next.number.place
      number.number.end = next.number.end
      number.number.marker = next.number.marker
      number.number.isExact = next.scale == 0
      last = next.scale
    }
    return number.number
  }

  private static func sum(_ a: ExactDecimal, _ b: ExactDecimal) -> ExactDecimal? {
    guard let a = a.rational, let b = b.rational, let sum = a.plus(b) else { return nil }
    return sum.decimal(places: 12)
  }

  /// Whether a year stands at a place: the item and the year of 4.|2025年 are no number.
  func isYear(_ at: Int) -> Bool {
    (starts(at, "20") || starts(at, "19")) && Ascii.isDigit(byte(at + 2))
      && Ascii.isDigit(byte(at + 3)) && starts(at + 4, "年")
  }

  /// Digits with their grouping commas and point, and the scale behind them.
  private func group(at start: Int) -> (number: ScannedNumber, scale: Int)? {
    var digits: Int128 = 0
    var count = 0
    var places = 0
    var at = start
    var zeros = 0
    func isGroup(_ at: Int) -> Bool {
      (1...3).allSatisfy { Ascii.isDigit(byte(at + $0)) } && !Ascii.isDigit(byte(at + 4))
    }
    var hasPoint = false
    var isGrouped = false
    while true {
      let next = byte(at)
      if Ascii.isDigit(next) {
        guard count < 30 else { return nil }
        digits = digits * 10 + Int128(next - 0x30)
        zeros = next == 0x30 ? zeros + 1 : 0
        count += 1
        if hasPoint { places += 1 }
      } else if next == UInt8(ascii: ","), !hasPoint, isGrouped || at - start <= 3, isGroup(at) {
        isGrouped = true
      } else if starts(at, "，"), !hasPoint, isGrouped || at - start <= 3, isGroup(at + 2) {
        // 1，290万千瓦: a wide comma before three digits, with no unit before it, groups them.
        isGrouped = true
        at += 2
      } else if starts(at, "，"), !hasPoint, !isGrouped, at - start <= 3, isTenth(at + 3) {
        // 21，7％, 39，3万吨: before one digit and the unit of the whole it is a decimal point.
        hasPoint = true
        at += 2
      } else if next == UInt8(ascii: "."), !hasPoint, byte(at + 1) == 0x20, at - start <= 3,
        isTenth(at + 2), start > 2, (0xE4...0xE9).contains(text[start - 3])
      {
        // 育林1. 8亿亩: so scans part the tenths.
        hasPoint = true
        at += 1
      } else if next == UInt8(ascii: "."), !hasPoint, Ascii.isDigit(byte(at + 1)), !isYear(at + 1) {
        hasPoint = true
      } else {
        break
      }
      at += 1
    }
    var number = ScannedNumber(
      value: ExactDecimal(coefficient: digits, exponent: -places), decimals: places,
      place: digits == 0 ? -places : zeros - places, end: at, isExact: !hasPoint, isChinese: false)
    let scale = scale(after: &number)
    return (number, scale)
  }

  /// Whether one digit stands at a place, and per cent or a scale behind it.
  private func isTenth(_ at: Int) -> Bool {
    guard Ascii.isDigit(byte(at)) else { return false }
    let end = byte(at + 1) == 0x20 ? at + 2 : at + 1
    return byte(end) == UInt8(ascii: "%")
      || ["％", "‰", "万", "亿", "萬", "億"].contains { starts(end, $0) }
  }

  /// Takes 余 or 多 and the scale behind a number; returns the scale as a power of ten.
  private func scale(after number: inout ScannedNumber) -> Int {
    var at = number.end
    var marker: Relation?
    if let width = moreMarker(at) {
      marker = .more
      at += width
    }
    var power = 0
    while let (step, width) = NumberScanner.scale(text, at), power + step <= 16 {
      power += step
      at += width
    }
    if power > 0 {
      number.value = number.value.scaled(by: power)
      number.decimals -= power
      number.place += power
      number.end = at
      number.isExact = false
      if marker == nil, let width = moreMarker(at) {
        marker = .more
        number.end = at + width
        // 3千多万, 3万多亿: what is left open is of the larger scale.
        if let (step, width) = NumberScanner.scale(text, number.end), step >= 4, step > power {
          power += step
          number.value = number.value.scaled(by: step)
          number.decimals -= step
          number.place += step
          number.end += width
        }
      }
    } else if marker != nil {
      number.end = at
    }
    if marker == .more { number.marker = .more }
    return power
  }

  /// 余, 多 or 来 directly behind digits.
  private func moreMarker(_ at: Int) -> Int? {
    for word in ["余", "多"] as [StaticString] where starts(at, word) { return 3 }
    return nil
  }

  func starts(_ at: Int, _ word: StaticString) -> Bool {
    guard at >= 0, at + word.utf8CodeUnitCount <= text.count else { return false }
    for index in 0..<word.utf8CodeUnitCount where text[at + index] != word.utf8Start[index] {
      return false
    }
    return true
  }

  /// The scale at a place: 万, 亿, and 千 or 百 before these.
  static func scale(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> (power: Int, width: Int)? {
    guard at + 2 < text.count else { return nil }
    switch (text[at], text[at + 1], text[at + 2]) {
    case (0xE4, 0xB8, 0x87): return (4, 3)  // 万
    case (0xE4, 0xBA, 0xBF): return (8, 3)  // 亿
    case (0xE5, 0x85, 0x86): return isTrillion(text, at + 3) ? (12, 3) : nil  // 兆
    case (0xE5, 0x8D, 0x83): return isPrefix(text, at + 3) ? nil : (3, 3)  // 千
    case (0xE7, 0x99, 0xBE): return (2, 3)  // 百
    default: return nil
    }
  }

  /// Whether 兆 before this place is a scale, and no unit as in 5兆 of data: 2兆7,252億元, 3兆元.
  private static func isTrillion(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    let scanner = NumberScanner(text: text)
    return at < text.count && Ascii.isDigit(text[at])
      || ["元", "余元", "多元", "以上", "日元", "韩元", "新台币"].contains { scanner.starts(at, $0) }
  }

  /// Whether 千 before this place belongs to the unit: 千克, 千瓦, 千米, 千公顷, 千卡.
  private static func isPrefix(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    let scanner = NumberScanner(text: text)
    return ["克", "瓦", "米", "公顷", "卡", "帕", "赫", "伏"].contains { scanner.starts(at, $0) }
  }

  // MARK: Chinese numerals

  /// The value of a numeral, or its power of ten where it multiplies.
  static func numeral(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> (digit: Int?, power: Int)? {
    guard at + 2 < text.count, text[at] >= 0xE3 else { return nil }
    let scalar =
      Int(text[at] & 0x0F) << 12 | Int(text[at + 1] & 0x3F) << 6 | Int(text[at + 2] & 0x3F)
    switch scalar {
    case 0x96F6, 0x3007: return (0, 0)  // 零〇
    case 0x4E00: return (1, 0)
    case 0x4E8C, 0x4E24: return (2, 0)  // 二两
    case 0x4E09: return (3, 0)
    case 0x56DB: return (4, 0)
    case 0x4E94: return (5, 0)
    case 0x516D: return (6, 0)
    case 0x4E03: return (7, 0)
    case 0x516B: return (8, 0)
    case 0x4E5D: return (9, 0)
    case 0x5341: return (nil, 1)
    case 0x767E: return (nil, 2)
    case 0x5343: return (nil, 3)
    case 0x4E07: return (nil, 4)
    case 0x4EBF: return (nil, 8)
    default: return nil
    }
  }

  /// What the numerals read so far add up to.
  private struct NumeralSum {
    var total: Int128 = 0
    var section: Int128 = 0
    var digit: Int128?

    var value: Int128 { total + section + (digit ?? 0) }
    var isEmpty: Bool { total == 0 && section == 0 }

    mutating func multiply(byTenTo power: Int) {
      let factor = ExactDecimal(coefficient: 1, exponent: power).rational?.numerator ?? 1
      if power >= 4 {
        let whole = section + (digit ?? (isEmpty ? 1 : 0))
        if power == 8 {
          total = (total + max(whole, total == 0 ? 1 : whole)) * factor
        } else {
          total += whole * factor
        }
        section = 0
      } else {
        section += (digit ?? 1) * factor
      }
      digit = nil
    }
  }

  private func chinese(at start: Int) -> ScannedNumber? {
    var sum = NumeralSum()
    var low: NumeralSum?
    var place = 0
    var at = start
    var count = 0
    var row = 0
    while let numeral = NumberScanner.numeral(text, at), count < 20 {
      if let value = numeral.digit {
        row += 1
        if row == 2, low == nil, let before = sum.digit, isPair(before, value, endingAt: at + 3) {
          low = sum
          sum.digit = Int128(value)
        } else if let before = sum.digit, before != 0 || value == 0, sum.isEmpty {
          // 二〇二四 is a row of digits, not a sum.
          sum.digit = before * 10 + Int128(value)
        } else {
          sum.digit = Int128(value)
          if low != nil { low?.digit = sum.digit }
        }
        place = 0
      } else {
        // 亿亿亿亿…: what no count comes to is no number.
        guard sum.total >> 64 == 0 else { return nil }
        row = 0
        sum.multiply(byTenTo: numeral.power)
        low?.multiply(byTenTo: numeral.power)
        place = numeral.power
      }
      at += 3
      count += 1
    }
    guard count > 0 else { return nil }
    let value = sum.value
    var number = ScannedNumber(
      value: ExactDecimal(coefficient: value, exponent: 0), decimals: 0,
      place: max(place, ExactDecimal(coefficient: value, exponent: 0).exponent), end: at,
      isExact: count > 1 || place == 0, isChinese: true)
    number.low = low.map { ExactDecimal(coefficient: $0.value, exponent: 0) }
    number.hasDigits =
      !(count == 1 && place > 0)
      && !(count == 2 && sum.section == 0 && sum.digit == nil && start + 6 == at
        && NumberScanner.numeral(text, start)?.digit == nil)
    if let width = moreMarker(at) {
      number.marker = .more
      number.end = at + width
      if let (power, width) = NumberScanner.scale(text, number.end) {
        number.value = number.value.scaled(by: power)
        number.low = number.low?.scaled(by: power)
        number.place += power
        number.decimals -= power
        number.end += width
      }
    }
    return number
  }

  /// A number with the places that stand behind it, and their scale: 三点二亿.
  func withPlaces(_ number: ScannedNumber) -> ScannedNumber? {
    guard number.isChinese, number.low == nil, starts(number.end, "点") else { return nil }
    var at = number.end + 3
    var places = 0
    var digits: Int128 = 0
    while let digit = NumberScanner.numeral(text, at)?.digit, places < 8 {
      digits = digits * 10 + Int128(digit)
      places += 1
      at += 3
    }
    // 三点二十分 tells the time.
    if let power = NumberScanner.numeral(text, at)?.power, power < 4 { return nil }
    let rest = ExactDecimal(coefficient: digits, exponent: -places)
    guard places > 0, let sum = NumberScanner.sum(number.value, rest) else { return nil }
    var longer = ScannedNumber(
      value: sum, decimals: places, place: -places, end: at, isExact: false, isChinese: true)
    _ = scale(after: &longer)
    return longer
  }

  /// Whether two digits, the second of which ends at a place, leave open which of them is meant: 八九百, 三五个.
  private func isPair(_ first: Int128, _ second: Int, endingAt end: Int) -> Bool {
    (first > 0 && second == first + 1 || first == 3 && second == 5)
      && NumberScanner.numeral(text, end)?.digit == nil
  }
}

/// What the scanners ask of a byte.
enum Ascii {
  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  @inline(__always)
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
}
