/// Writes JSON as bytes, keys in the order in which they are given.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  /// Whether a comma is due before the next value, by depth.
  private var needsComma = false

  mutating func object(_ body: (inout JSONWriter) -> Void) { nest("{", "}", body) }
  mutating func array(_ body: (inout JSONWriter) -> Void) { nest("[", "]", body) }

  private mutating func nest(
    _ open: Character, _ close: Character, _ body: (inout JSONWriter) -> Void
  ) {
    comma()
    bytes.append(open.asciiValue ?? 0)
    needsComma = false
    body(&self)
    bytes.append(close.asciiValue ?? 0)
    needsComma = true
  }

  private mutating func comma() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = false
  }

  @inline(__always)
  mutating func key(_ name: StaticString) {
    comma()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  mutating func string(_ text: String) {
    var text = text
    text.withUTF8 { string($0) }
  }

  mutating func string(_ text: UnsafeBufferPointer<UInt8>) {
    comma()
    bytes.append(UInt8(ascii: "\""))
    var start = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte < 0x20 || byte == 0x22 || byte == 0x5C {
        append(text, start, index)
        start = index + 1
        escape(byte)
      }
      index += 1
    }
    append(text, start, text.count)
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  private mutating func append(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) {
    if start < end { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<end])) }
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case 0x22: bytes.append(contentsOf: [0x5C, 0x22])
    case 0x5C: bytes.append(contentsOf: [0x5C, 0x5C])
    case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
    case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
    case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
    default:
      let digits = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: [
        0x5C, 0x75, 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)],
      ])
    }
  }

  mutating func number(_ value: Int) {
    comma()
    bytes.append(contentsOf: String(value).utf8)
    needsComma = true
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

  mutating func endLine() {
    bytes.append(0x0A)
    needsComma = false
  }

  /// What was written so far; the writer is empty afterwards.
  mutating func take() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }
}
