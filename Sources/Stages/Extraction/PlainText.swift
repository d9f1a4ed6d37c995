internal import Facts
internal import Rules

/// A paragraph as the engine reads it: simplified characters, half-width digits and letters, noise
/// left out, with a way back to the original for every byte.
struct PlainText {
  private(set) var bytes: [UInt8] = []
  /// For each byte the offset in the original of the scalar that it came from.
  private var origins: [Int32] = []
  private var original: [UInt8] = []
  /// How many traditional characters the paragraph has.
  private(set) var traditionals = 0
  /// Reads a paragraph, valid UTF-8, replacing what was read before.
  mutating func read(
    _ text: [UInt8], simplified: [UInt16], role: Article.Role = .heading
  ) {
    original = text
    // No scalar becomes longer, so the text fits where the original does.
    bytes = [UInt8](unsafeUninitializedCapacity: text.count) { bytes, count in
      origins = [Int32](unsafeUninitializedCapacity: text.count) { origins, originCount in
        text.withUnsafeBufferPointer { text in
          var writer = Writer(bytes: bytes, origins: origins, role: role, of: text)
          simplified.withUnsafeBufferPointer { simplified in
            var at = 0
            while at < text.count { at += writer.take(text, at, simplified) }
          }
          count = writer.count
          originCount = writer.count
          traditionals = writer.traditionals
        }
      }
    }
  }

  /// The original text of a span of the plain text.
  func quote(_ span: TextSpan) -> String {
    let range = original(span)
    return String(decoding: original[range.start..<range.end], as: UTF8.self)
  }

  /// The span of the original that a span of the plain text came from.
  func original(_ span: TextSpan) -> TextSpan {
    guard span.end > span.start else { return TextSpan(0, 0) }
    let last = Int(origins[span.end - 1])
    return TextSpan(
      Int(origins[span.start]), min(original.count, last + WordSet.width(original[last])))
  }
}

/// Takes a paragraph scalar by scalar into room that is known to be enough.
private struct Writer {
  let bytes: UnsafeMutableBufferPointer<UInt8>
  let origins: UnsafeMutableBufferPointer<Int32>
  /// Whether a blank between two Chinese characters says nothing, as it does in running text.
  let isProse: Bool
  /// Whether the text is a row of a table, whose cells a stroke may part.
  let isRow: Bool
  /// Whether the text is a title or a heading, whose phrases a blank may part.
  let isHeading: Bool
  private(set) var count = 0
  private(set) var traditionals = 0

  init(
    bytes: UnsafeMutableBufferPointer<UInt8>, origins: UnsafeMutableBufferPointer<Int32>,
    role: Article.Role, of text: UnsafeBufferPointer<UInt8>
  ) {
    self.bytes = bytes
    self.origins = origins
    isProse = role == .text
    isRow = role == .tableRow
    isHeading =
      role == .heading || role == .title || role == .text && Writer.isHeadline(text)
  }

  /// Whether a line of running text is a headline, whose phrases blanks part: （1）物价总体平稳 CPI上涨0.2%；.
  /// The blanks of scanned texts stand between single characters.
  private static func isHeadline(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count <= longestHeadline, let blank = text.firstIndex(of: 0x20), blank > 12,
      UTF8Search.first("。", in: text) == nil, UTF8Search.first("，", in: text) == nil
    else { return false }
    return text.split(separator: 0x20).allSatisfy { NameText.wideCharacters($0) >= leastPhrase }
  }

  /// Most bytes of a headline, and fewest characters that are not ASCII of a phrase of one.
  private static let longestHeadline = 240
  private static let leastPhrase = 4

  /// Takes the scalar at an offset; returns how many bytes were read.
  mutating func take(
    _ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ simplified: UnsafeBufferPointer<UInt16>
  ) -> Int {
    let byte = text[at]
    let width = WordSet.width(byte)
    if byte < 0x80 {
      if byte == 0x20 {
        if isHeading, isBetweenPhrases(text, at) {
          append(UInt8(ascii: ","), at)
        } else if !isInnerSpace(text, at), !isInNumber(text, at) {
          append(byte, at)
        }
        return 1
      }
      // **总数**: emphasis in Markdown (CommonMark 0.31, section 6.2).
      if byte == UInt8(ascii: "*"), at + 1 < text.count, text[at + 1] == byte { return 2 }
      if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "?"),
        let noise = pinyin(text, at) ?? inclusive(text, at)
      {
        return noise
      }
      append(isRow && byte == UInt8(ascii: "|") ? 0x09 : byte, at)
      return 1
    }
    if byte == 0xC2 || byte == 0xE2, let point = middlePoint(text, at) {
      append(UInt8(ascii: "."), at)
      return point
    }
    guard width == 3, at + 2 < text.count else {
      for offset in 0..<min(width, text.count - at) { append(text[at + offset], at) }
      return width
    }
    let scalar = Int(byte & 0x0F) << 12 | Int(text[at + 1] & 0x3F) << 6 | Int(text[at + 2] & 0x3F)
    switch scalar {
    case 0xE000...0xF8FF, 0xFFFD, 0xFE00...0xFE0F: break  // private mojibake is stepped over
    case 0xFF0C, 0xFF1A, 0xFF1B, 0xFF01, 0xFF1F: append(scalar, at)  // ，：；！？ stay as they are
    case 0xFF08:
      if let noise = pinyin(text, at) ?? inclusive(text, at) { return noise }
      append(UInt8(ascii: "("), at)
    case 0xFF3B:
      if let note = noteMark(text, at) { return note }
      append(UInt8(ascii: "["), at)
    case 0xFE51: append(0x3001, at)  // ﹑ is a small 、
    case 0xFF01...0xFF5E: append(UInt8(scalar - 0xFEE0), at)
    // 国民收入〔注〕
    case 0x3014: append(UInt8(ascii: "("), at)
    case 0x3015: append(UInt8(ascii: ")"), at)
    // 【數說疫情】抗疫開支: what the brackets hold is a phrase of its own.
    case 0x3010, 0x3011: append(UInt8(ascii: ","), at)
    case 0x2013, 0x2014, 0x2212, 0x2010, 0x2011: append(0x2014, at)
    case 0x301C, 0x223C: append(UInt8(ascii: "~"), at)
    default:
      let simple = Int(simplified[scalar])
      if simple != scalar { traditionals += 1 }
      switch simple {
      case 0x5E74: rewrite(NumeralDates.beforeYear(UnsafeBufferPointer(rebasing: bytes[..<count])))
      case 0x6708:
        rewrite(
          NumeralDates.beforeMonth(
            UnsafeBufferPointer(rebasing: bytes[..<count]), next: text[(at + width)...]))
      case 0x65E5: rewrite(NumeralDates.beforeDay(UnsafeBufferPointer(rebasing: bytes[..<count])))
      default: break
      }
      append(simple, at)
    }
    return width
  }

  /// Puts the digits of a date in the place of the numerals that it is written in.
  private mutating func rewrite(_ digits: NumeralDates.Digits?) {
    guard let digits else { return }
    let from = digits.written.map { Int(origins[$0.from]) }
    count = digits.start
    for (digit, origin) in zip(digits.written, from) { append(digit.byte, origin) }
  }

  private mutating func append(_ byte: UInt8, _ origin: Int) {
    bytes[count] = byte
    origins[count] = Int32(truncatingIfNeeded: origin)
    count += 1
  }

  private mutating func append(_ scalar: Int, _ origin: Int) {
    append(UInt8(0xE0 | scalar >> 12), origin)
    append(UInt8(0x80 | scalar >> 6 & 0x3F), origin)
    append(UInt8(0x80 | scalar & 0x3F), origin)
  }

  /// The length of a point in mid-height between two digits, 3·5 or 3 · 5, which older texts write for
  /// the decimal point, with the blanks behind it.
  private func middlePoint(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
    guard count > 0, Ascii.isDigit(bytes[count - 1]) else { return nil }
    let isDot = text[at] == 0xC2 && at + 1 < text.count && text[at + 1] == 0xB7
    let isBullet =
      text[at] == 0xE2 && at + 2 < text.count && text[at + 1] == 0x80 && text[at + 2] == 0xA2
    guard isDot || isBullet else { return nil }
    var next = at + (isDot ? 2 : 3)
    while next < text.count, text[next] == 0x20 { next += 1 }
    return next < text.count && Ascii.isDigit(text[next]) ? next - at : nil
  }

  /// Whether a blank parts two phrases, of at least four characters that are not ASCII each: 山区学校最多县份
  /// 近视率达9%, 总值突破60亿元 同比增长7%, 蔬菜供应充足 CPI上涨1%.
  private func isBetweenPhrases(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    guard at > 0, at + 3 < text.count,
      text[at - 1] >= 0x80 || text[at - 1] == UInt8(ascii: "%"),
      (0xE4...0xE9).contains(text[at + 1]) || Ascii.isLetter(text[at + 1])
    else { return false }
    let start = text[..<at].lastIndex(of: 0x20).map { $0 + 1 } ?? 0
    let end = text[(at + 1)...].firstIndex(of: 0x20) ?? text.count
    return NameText.wideCharacters(text[start..<at]) >= Writer.leastPhrase
      && NameText.wideCharacters(text[(at + 1)..<end]) >= Writer.leastPhrase
  }

  /// A space beside a digit or a Latin letter on one side only: "逾 500 万元".
  private func isInnerSpace(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    guard at > 0, at + 1 < text.count else { return true }
    return (text[at - 1] < 0x80) != (text[at + 1] < 0x80) || isProse && text[at - 1] >= 0x80
  }

  /// Whether a blank stands within a number, as scanned texts have them: 4 000亩, 1 2 %, 6 .5, 4 · 9.
  private func isInNumber(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    guard isProse, at > 0, at + 1 < text.count, count > 0, Ascii.isDigit(text[at - 1]) else {
      return false
    }
    let next = text[at + 1]
    if next == UInt8(ascii: "%") { return true }
    if next == UInt8(ascii: ".") { return at + 2 < text.count && Ascii.isDigit(text[at + 2]) }
    if next == 0xC2 || next == 0xE2 { return middlePoint(text, at + 1) != nil }
    guard Ascii.isDigit(next) else { return false }
    func run(_ from: Int, _ step: Int) -> Int {
      var index = from
      while text.indices.contains(index), Ascii.isDigit(text[index]), abs(index - from) < 8 {
        index += step
      }
      return abs(index - from)
    }
    let (before, behind) = (run(at - 1, -1), run(at + 1, 1))
    // Digit by digit, or a group of three that more digits don't follow.
    if before == 1, behind == 1 { return true }
    var end = at + 1 + behind
    // 3 701 300人: further groups of three.
    while end + 3 < text.count, text[end] == 0x20, run(end + 1, 1) == 3 { end += 4 }
    let isLast =
      end < text.count
      && (text[end] >= 0xE3 || text[end] == 0x20 && end + 1 < text.count && text[end + 1] >= 0xE3)
    return before <= 3 && behind == 3 && isLast
      && (at - before == 0 || text[at - before - 1] != 0x20 || at - before < 2
        || text[at - before - 2] >= 0x80 || before == 3 && Ascii.isDigit(text[at - before - 2]))
  }

  /// The length of a bracket that says only that a bound is one of what it bounds: 100万元|（含）|以上.
  private func inclusive(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
    let brackets: [StaticString] = ["（含）", "(含)", "（不含）", "(不含)"]
    return brackets.first { text[at...].begins(with: $0) }?.utf8CodeUnitCount
  }

  /// The length of the mark of a footnote within a sentence: 四大主导产业|［2］|占GDP比重.
  private func noteMark(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    guard start > 2, text[start - 3] >= 0xE2 || Ascii.isLetter(text[start - 1]) else { return nil }
    let digits = text[(start + 3)...].prefix { Ascii.isDigit($0) }.count
    let end = start + 3 + digits
    return (1...3).contains(digits) && text[end...].begins(with: "］") ? digits + 6 : nil
  }

  /// The length of a pinyin gloss as converters leave them, "(shù)", or what is left of one, "?cè)".
  private func pinyin(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    var at = start + WordSet.width(text[start])
    var letters = 0
    var hasTone = false
    while at < text.count, letters < 7 {
      let byte = text[at]
      if (0x61...0x7A).contains(byte) {
        at += 1
      } else if (0xC3...0xC7).contains(byte) {
        hasTone = true
        at += 2
      } else {
        break
      }
      letters += 1
    }
    guard hasTone, at < text.count else { return nil }
    if text[at] == UInt8(ascii: ")") { return at + 1 - start }
    let isWide =
      text[at] == 0xEF && at + 2 < text.count && text[at + 1] == 0xBC && text[at + 2] == 0x89
    return isWide ? at + 3 - start : nil
  }
}
