internal import Facts

/// Writes JSON as bytes, keys in the order in which they are given.
struct JSONWriter: ~Copyable {
  /// The bytes written so far: the first `count` of `capacity`.
  private var bytes: UnsafeMutablePointer<UInt8>
  private var count = 0
  private var capacity = 16_384
  /// Whether a comma is due before the next value.
  private var needsComma = false

  init() { bytes = .allocate(capacity: capacity) }

  deinit { bytes.deallocate() }

  /// What was written so far; the writer is empty afterwards.
  mutating func take() -> [UInt8] {
    defer {
      count = 0
      needsComma = false
    }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }

  // MARK: structure

  @inline(__always)
  mutating func object(_ body: (inout JSONWriter) -> Void) {
    nest(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
  }

  @inline(__always)
  mutating func array(_ body: (inout JSONWriter) -> Void) {
    nest(UInt8(ascii: "["), UInt8(ascii: "]"), body)
  }

  @inline(__always)
  private mutating func nest(_ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void) {
    comma()
    append(open)
    needsComma = false
    body(&self)
    append(close)
    needsComma = true
  }

  private mutating func comma() {
    if needsComma { append(UInt8(ascii: ",")) }
    needsComma = false
  }

  mutating func endLine() {
    append(0x0A)
    needsComma = false
  }

  mutating func key(_ name: StaticString) {
    reserve(name.utf8CodeUnitCount + 4)
    comma()
    append(UInt8(ascii: "\""))
    append(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    append(UInt8(ascii: "\""))
    append(UInt8(ascii: ":"))
  }

  mutating func pair(_ name: StaticString, _ text: String) {
    key(name)
    string(text)
  }

  /// Nothing at all for an absent text.
  mutating func pair(_ name: StaticString, _ text: String?) {
    if let text { pair(name, text) }
  }

  mutating func pair(_ name: StaticString, _ value: Int) {
    key(name)
    number(value)
  }

  /// A decimal as a string in plain notation, which no reader rounds; nothing for an absent one.
  mutating func pair(_ name: StaticString, _ decimal: ExactDecimal?) {
    guard let decimal else { return }
    key(name)
    quoted { $0.plain(decimal) }
  }

  /// A date in the form of ISO 8601; nothing for an absent one.
  mutating func pair(_ name: StaticString, _ date: CivilDate?) {
    guard let date else { return }
    key(name)
    quoted { json in
      json.digits(UInt64(date.year.magnitude))
      for part in [date.month, date.day] {
        guard let part else { break }
        json.append(UInt8(ascii: "-"))
        json.append(UInt8(ascii: "0") + UInt8(part / 10))
        json.append(UInt8(ascii: "0") + UInt8(part % 10))
      }
    }
  }

  // MARK: values

  mutating func number(_ value: Int) {
    comma()
    if value < 0 { append(UInt8(ascii: "-")) }
    digits(UInt64(value.magnitude))
    needsComma = true
  }

  /// JSON that stands written elsewhere.
  mutating func raw(_ json: UnsafeBufferPointer<UInt8>) {
    comma()
    append(json)
    needsComma = true
  }

  mutating func string(_ text: String) {
    var text = text
    text.withUTF8 { string($0) }
  }

  mutating func string(_ text: UnsafeBufferPointer<UInt8>) {
    quoted { json in
      var start = 0
      var at = 0
      while true {
        at = JSONWriter.special(text, from: at)
        json.append(UnsafeBufferPointer(rebasing: text[start..<at]))
        guard at < text.count else { return }
        json.escape(text[at])
        at += 1
        start = at
      }
    }
  }

  @inline(__always)
  private mutating func quoted(_ body: (inout JSONWriter) -> Void) {
    comma()
    append(UInt8(ascii: "\""))
    body(&self)
    append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// The first place at or behind `start` of a byte that JSON escapes, or the end; eight bytes at a
  /// time, by the test for a small byte in a word (Warren, Hacker's Delight, 6-1).
  private static func special(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var at = start
    let ones: UInt64 = 0x0101_0101_0101_0101
    let raw = UnsafeRawBufferPointer(text)
    while at + 8 <= text.count {
      let word = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      let quote = word ^ ones &* 0x22
      let stroke = word ^ ones &* 0x5C
      let small = (word &- ones &* 0x20) & ~word
      let found = small | (quote &- ones) & ~quote | (stroke &- ones) & ~stroke
      if found & (ones &* 0x80) != 0 { break }
      at += 8
    }
    while at < text.count, text[at] >= 0x20, text[at] != 0x22, text[at] != 0x5C { at += 1 }
    return at
  }

  private mutating func escape(_ byte: UInt8) {
    append(0x5C)
    switch byte {
    case 0x22, 0x5C: append(byte)
    case 0x09: append(UInt8(ascii: "t"))
    case 0x0A: append(UInt8(ascii: "n"))
    case 0x0D: append(UInt8(ascii: "r"))
    default:
      append(UInt8(ascii: "u"))
      append(UInt8(ascii: "0"))
      append(UInt8(ascii: "0"))
      for half in [byte >> 4, byte & 15] { append(half < 10 ? 0x30 + half : 0x57 + half) }
    }
  }

  /// A decimal in plain notation without exponent: 1690000, 0.25, -3.2.
  private mutating func plain(_ decimal: ExactDecimal) {
    guard let magnitude = UInt64(exactly: decimal.coefficient.magnitude) else {
      for byte in decimal.description.utf8 { append(byte) }
      return
    }
    if decimal.coefficient < 0 { append(UInt8(ascii: "-")) }
    let places = -decimal.exponent
    guard places > 0 else {
      digits(magnitude)
      for _ in 0..<decimal.exponent { append(UInt8(ascii: "0")) }
      return
    }
    digits(magnitude, atLeast: places + 1)
    // The point goes in before the last digits.
    append(0)
    var at = count - 1
    while at > count - 1 - places {
      bytes[at] = bytes[at - 1]
      at -= 1
    }
    bytes[at] = UInt8(ascii: ".")
  }

  /// A number in decimal digits, with zeros before it up to a length.
  private mutating func digits(_ value: UInt64, atLeast least: Int = 1) {
    var length = 1
    var rest = value
    while rest >= 10 {
      rest /= 10
      length += 1
    }
    length = max(length, least)
    reserve(length)
    rest = value
    var at = count + length
    while at > count {
      at -= 1
      bytes[at] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    count += length
  }

  // MARK: bytes

  @inline(__always)
  private mutating func append(_ byte: UInt8) {
    reserve(1)
    bytes[count] = byte
    count += 1
  }

  @inline(__always)
  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    guard let base = text.baseAddress, text.count > 0 else { return }
    reserve(text.count)
    (bytes + count).update(from: base, count: text.count)
    count += text.count
  }

  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if count + more > capacity { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: bytes, count: count)
    bytes.deallocate()
    bytes = larger
  }
}
