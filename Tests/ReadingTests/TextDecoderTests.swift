import Testing

@testable import Reading

@Suite struct TextDecoderTests {
  /// Characters at the edges of Unicode's table of well-formed sequences (The Unicode Standard, table 3-7).
  private static let characters: [Unicode.Scalar] = [
    "a", "\u{7F}", "\u{80}", "\u{7FF}", "\u{800}", "\u{2FFF}", "\u{3000}", "中", "\u{CFFF}",
    "\u{D000}",
    "\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}",
  ]

  private func isUTF8(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBufferPointer { TextDecoder.isUTF8($0) }
  }

  @Test(arguments: characters)
  func everyCharacterIsValidWhereverItStands(_ character: Unicode.Scalar) {
    let own = Array(String(character).utf8)
    for before in [0, 1, 7, 8, 9, 199, 200, 201] {
      for filler in ["x", "中", "é"] {
        let text = Array(String(repeating: filler, count: before).utf8) + own
        #expect(isUTF8(text) && isUTF8(text + Array("尾end".utf8)))
      }
    }
  }

  @Test(arguments: characters)
  func aCharacterWithAByteTooFewOrWrongIsInvalid(_ character: Unicode.Scalar) {
    let own = Array(String(character).utf8)
    let fillers = [
      "", "x", "中文", "é", String(repeating: "中", count: 70), String(repeating: "é", count: 99),
    ]
    for filler in fillers.map({ Array($0.utf8) }) {
      if own.count > 1 {
        #expect(
          !isUTF8(filler + own.dropLast()) && !isUTF8(filler + own.dropLast() + filler + [0x61]))
      }
      for place in own.indices {
        for byte in [UInt8](0x78...0x84) + [0xBF, 0xC0, 0xC1, 0xE0, 0xED, 0xF4, 0xF5, 0xFF] {
          var other = own
          other[place] = byte
          let text = filler + other + filler
          #expect(isUTF8(text) == (String(validating: text, as: UTF8.self) != nil), "\(text)")
        }
      }
    }
  }

  @Test(
    arguments: [
      [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80],
    ] as [[UInt8]])
  func overlongFormsSurrogatesAndWhatIsBeyondUnicodeAreInvalid(_ bytes: [UInt8]) {
    #expect(!isUTF8(bytes) && !isUTF8(Array("正文 text ".utf8) + bytes + Array("正文".utf8)))
  }
}
