internal import Facts

/// Makes paragraphs of blocks: joins those broken in mid-sentence, reads a body printed twice once.
struct ParagraphJoiner {
  func paragraphs(_ blocks: [BlockText]) -> [Article.Paragraph] {
    var seen: Set<UInt64> = []
    var paragraphs: [Article.Paragraph] = []
    for (index, block) in blocks.enumerated() {
      if let last = paragraphs.last, last.role == .text, block.role == .text,
        isBroken(last.text[...], before: block.text)
      {
        paragraphs[paragraphs.count - 1] = Article.Paragraph(
          text: last.text + Array(block.text), role: .text)
        continue
      }
      // Tables of one article may have the same heads.
      let isHead = block.role == .tableRow && !block.hasDigit
      if block.letters >= 16, !isHead, !seen.insert(ParagraphJoiner.hash(block.text)).inserted {
        continue
      }
      let isHeading = block.role == .text && isHeading(block, at: index, of: blocks)
      paragraphs.append(
        Article.Paragraph(text: Array(block.text), role: isHeading ? .heading : block.role))
    }
    return paragraphs
  }

  /// FNV-1a, 64 bits, of a text without its blanks.
  private static func hash(_ text: ArraySlice<UInt8>) -> UInt64 {
    var hash = FNV1a()
    for byte in text where byte != 0x20 { hash.mix(byte) }
    return hash.value
  }

  /// A short line without stop, behind which prose begins; an item between others of its list is none.
  private func isHeading(_ block: BlockText, at index: Int, of blocks: [BlockText]) -> Bool {
    guard block.letters <= 45, index + 1 < blocks.count, blocks[index + 1].isProse else {
      return false
    }
    if index > 0,
      [index - 1, index, index + 1].allSatisfy({ ParagraphJoiner.itemText(blocks[$0].text) != nil })
    {
      return false
    }
    return !ParagraphJoiner.ends(block.text)
  }

  /// Whether a text begins with the number of an item, unlike a broken number: 1. 8亿亩.
  private func isItem(_ text: ArraySlice<UInt8>) -> Bool {
    ParagraphJoiner.itemText(text)?.first.map { !(0x30...0x39).contains($0) } ?? false
  }

  /// The words of an item behind its number: 3. |治安监视….
  private static func itemText(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let number = text.prefix { (0x30...0x39).contains($0) }
    let rest = text[number.endIndex...]
    guard (1...2).contains(number.count), rest.first == UInt8(ascii: ".") else { return nil }
    return rest.dropFirst().drop { $0 == 0x20 }
  }

  /// Whether the text of a paragraph goes on in the next one.
  private func isBroken(_ text: ArraySlice<UInt8>, before next: ArraySlice<UInt8>) -> Bool {
    guard text.count > 120, !ParagraphJoiner.ends(text), let first = next.first else {
      return false
    }
    // A list mark, a bracket or a Latin letter begins something of its own.
    let begins = [0xEF, 0xE2].contains(first) || first < 0x80 && !(0x30...0x39).contains(first)
    return !begins && !isItem(next) && !Self.listMarks.contains { next.starts(with: $0) }
  }

  private static let listMarks = ["一、", "二、", "三、", "四、", "五、", "六、", "七、", "八、", "九、", "十"]
    .map { Array($0.utf8) }

  /// Whether a text ends in a mark that ends a sentence, a bracket or a quotation.
  static func ends(_ text: ArraySlice<UInt8>) -> Bool {
    guard let last = text.last else { return true }
    if last < 0x80 { return ".!?;:)]\"'".utf8.contains(last) }
    return text.withUnsafeBufferPointer { closing.longest(in: $0, endingAt: $0.count) != nil }
  }

  private static let closing = WordSet([
    "。", "！", "？", "；", "：", "…", "”", "’", "）", "】", "』", "」", "》",
  ])
}
