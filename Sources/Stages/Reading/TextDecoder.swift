internal import Facts
internal import Glibc

/// Turns the bytes of a page into valid UTF-8, whatever it declares.
///
/// The order is: byte order mark, UTF-8 that is valid as it stands (declarations lie), the declared
/// encoding, and then the one of GB18030 and Big5 that gives the more common characters.
struct TextDecoder {
  /// The text, and the encoding it was read as.
  struct Decoded {
    let bytes: [UInt8]
    let encoding: EncodingLabel
  }

  /// `nil` if the bytes are no text in any of the encodings.
  func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> Decoded? {
    if let marked = byOrderMark(bytes) { return marked }
    if TextDecoder.isUTF8(bytes) {
      return TextDecoder.isBinary(bytes) ? nil : Decoded(bytes: Array(bytes), encoding: .utf8)
    }
    if TextDecoder.isMostlyUTF8(bytes) {
      return TextDecoder.isBinary(bytes)
        ? nil : Decoded(bytes: TextDecoder.repaired(bytes), encoding: .utf8)
    }
    if let label = EncodingLabel.declared(in: bytes), label == .gb18030 || label == .big5 {
      let text = convert(bytes, from: label)
      if text.errors * 50 <= text.bytes.count / 3 {
        return Decoded(bytes: text.bytes, encoding: label)
      }
    }
    return sniff(bytes)
  }

  private func byOrderMark(_ bytes: UnsafeBufferPointer<UInt8>) -> Decoded? {
    func rest(_ count: Int) -> UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(rebasing: bytes[count...])
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      return Decoded(bytes: TextDecoder.repaired(rest(3)), encoding: .utf8)
    }
    if bytes.starts(with: [0xFF, 0xFE]) {
      return Decoded(bytes: convert(rest(2), from: .utf16le).bytes, encoding: .utf16le)
    }
    if bytes.starts(with: [0xFE, 0xFF]) {
      return Decoded(bytes: convert(rest(2), from: .utf16be).bytes, encoding: .utf16be)
    }
    return nil
  }

  private func sniff(_ bytes: UnsafeBufferPointer<UInt8>) -> Decoded? {
    let start = bytes.firstIndex { $0 >= 0x80 } ?? 0
    let sample = UnsafeBufferPointer(rebasing: bytes[start..<min(bytes.count, start + 32_768)])
    let repaired = TextDecoder.repaired(sample)
    var best = (label: EncodingLabel.utf8, score: TextDecoder.score(repaired))
    for label in [EncodingLabel.gb18030, .big5] {
      let score = TextDecoder.score(convert(sample, from: label).bytes)
      if score > best.score { best = (label, score) }
    }
    let text =
      best.label == .utf8 ? TextDecoder.repaired(bytes) : convert(bytes, from: best.label).bytes
    let isText = text.withUnsafeBufferPointer {
      !TextDecoder.isBinary($0) && best.score > -text.count / 8
    }
    return isText ? Decoded(bytes: text, encoding: best.label) : nil
  }

  /// The text in UTF-8, U+FFFD standing for what is no character, and how many of these there are.
  private func convert(
    _ bytes: UnsafeBufferPointer<UInt8>, from label: EncodingLabel
  ) -> (bytes: [UInt8], errors: Int) {
    let descriptor = iconv_open("UTF-8", label.iconvName)
    guard descriptor != iconv_t(bitPattern: -1), let base = bytes.baseAddress else {
      return (TextDecoder.repaired(bytes), bytes.count)
    }
    defer { iconv_close(descriptor) }
    var errors = 0
    // No character of two bytes takes more than three in UTF-8, a wrong byte becomes U+FFFD.
    let text = [UInt8](unsafeUninitializedCapacity: bytes.count * 3 + 16) { buffer, count in
      var input: UnsafeMutablePointer<CChar>? = UnsafeMutablePointer(
        mutating: UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self))
      var left = bytes.count
      var output: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(buffer.baseAddress!)
        .assumingMemoryBound(to: CChar.self)
      var room = buffer.count
      while left > 0, iconv(descriptor, &input, &left, &output, &room) == -1 {
        guard errno == EILSEQ || errno == EINVAL, room > 3, left > 0 else { break }
        errors += 1
        for byte in [0xEF, 0xBF, 0xBD] as [UInt8] {
          output?.pointee = CChar(bitPattern: byte)
          output = output?.advanced(by: 1)
        }
        room -= 3
        input = input?.advanced(by: 1)
        left -= 1
      }
      count = buffer.count - room
    }
    return (text, errors)
  }

  /// How much like Chinese prose a text is: its common characters less ten times its errors.
  private static func score(_ bytes: [UInt8]) -> Int {
    bytes.withUnsafeBufferPointer { text in
      var score = 0
      var at = 0
      while at < text.count {
        let byte = text[at]
        if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D {
          score -= 2
        } else if byte == 0xEF, at + 2 < text.count, text[at + 1] == 0xBF, text[at + 2] == 0xBD {
          score -= 10
        } else if byte >= 0xE3, common.longest(in: text, at: at) != nil {
          score += 1
        }
        at += WordSet.width(byte)
      }
      return score
    }
  }

  private static let common = WordSet(
    Set(
      "的一是不了在人有我他这中大来上个国和也子时道说出而要于就下得可你年生会国这个们来说时为对发经过学里后没问开间从现动两长将实关应当定國這個們來說時為對發經過學裡後沒問開間從現動兩長將實關應當，。、：；"
    ).sorted().map(String.init))

  static func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    // Most of a page is ASCII, and most of the rest Chinese characters of three bytes: these are told at
    // a glance. What else there is goes through the library, a stretch of two hundred bytes at once.
    var at = 0
    while at < bytes.count {
      at = glanced(bytes, from: at)
      if at == bytes.count { break }
      var end = min(at + 200, bytes.count)
      while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
      let stretch = UnsafeBufferPointer(rebasing: bytes[at..<end])
      guard (try? UTF8Span(validating: stretch.span)) != nil else { return false }
      at = end
    }
    return true
  }

  /// The end of what is ASCII or CJK from a place on (U+3000–U+CFFF, three bytes of E3–EC 80–BF 80–BF:
  /// The Unicode Standard, table 3-7).
  private static func glanced(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = bytes.baseAddress else { return start }
    var at = start
    while at < bytes.count {
      if bytes[at] < 0x80 {
        at += 1
        while at + 8 <= bytes.count {
          let word = UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self).littleEndian
          let high = word & 0x8080_8080_8080_8080
          at += high.trailingZeroBitCount / 8
          if high != 0 { break }
        }
      } else if bytes[at] >= 0xE3, bytes[at] <= 0xEC, at + 2 < bytes.count,
        bytes[at + 1] & 0xC0 == 0x80, bytes[at + 2] & 0xC0 == 0x80
      {
        at += 3
      } else {
        return at
      }
    }
    return at
  }

  /// Whether four fifths of the bytes beyond ASCII stand in valid UTF-8 sequences: UTF-8 that was cut
  /// or damaged, since other encodings form such sequences only by chance.
  private static func isMostlyUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var valid = 0
    var other = 0
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte < 0x80 {
        at += 1
        continue
      }
      let width = WordSet.width(byte)
      let isLead = byte >= 0xC2 && byte < 0xF5 && at + width <= bytes.count
      if isLead, (1..<width).allSatisfy({ bytes[at + $0] & 0xC0 == 0x80 }) {
        valid += width
        at += width
      } else {
        other += 1
        at += 1
      }
    }
    return valid > 0 && valid >= 4 * other
  }

  /// Valid UTF-8, U+FFFD standing for what is none.
  static func repaired(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    isUTF8(bytes) ? Array(bytes) : Array(String(decoding: bytes, as: UTF8.self).utf8)
  }

  /// Whether there are more control characters than any text has.
  private static func isBinary(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let head = UnsafeBufferPointer(rebasing: bytes.prefix(8_192))
    var controls = 0
    for byte in head where byte < 0x20 {
      if byte != 0x09, byte != 0x0A, byte != 0x0D, byte != 0x0C { controls += 1 }
    }
    return controls * 50 > head.count
  }
}
