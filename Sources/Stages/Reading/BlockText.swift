internal import Facts
internal import HTMLTree

/// A block of a page with what the choice of main text asks of it.
struct BlockText {
  let text: ArraySlice<UInt8>
  let role: Article.Role
  /// The element that holds it, an index into the page's.
  let element: Int
  let isLink: Bool
  /// How many of its characters are not ASCII.
  let letters: Int
  let hasPunctuation: Bool
  let hasDigit: Bool

  init(text: ArraySlice<UInt8>, role: Article.Role, element: Int, linkBytes: Int) {
    self.text = text
    self.role = role
    self.element = element
    isLink = linkBytes * 2 > text.count
    var letters = 0
    var stops = 0
    var hasDigit = false
    text.withUnsafeBufferPointer { text in
      var index = 0
      while index < text.count {
        let byte = text[index]
        if byte &- 0x30 < 10 {
          hasDigit = true
        } else if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":")
          || byte == UInt8(ascii: ";")
        {
          stops += 1
        } else if byte >= 0xC0 {
          letters += 1
          // 、。 are E3 80 81/82; ，：；？！ are EF BC 8C/9A/9B/9F/81.
          if byte == 0xE3 || byte == 0xEF, index + 2 < text.count {
            let (second, third) = (text[index + 1], text[index + 2])
            if byte == 0xE3, second == 0x80, third == 0x81 || third == 0x82 { stops += 1 }
            if byte == 0xEF, second == 0xBC,
              third == 0x8C || third == 0x81 || third >= 0x9A && third <= 0x9F
            {
              stops += 1
            }
          }
          index += 2
        }
        index += 1
      }
    }
    self.letters = letters
    self.hasPunctuation = stops > 0
    self.hasDigit = hasDigit
  }

  /// Whether it reads like prose, or is a row of a table of figures.
  var isProse: Bool {
    if isLink { return false }
    if role == .tableRow { return hasDigit }
    if letters >= 24 && hasPunctuation || letters >= 80 { return true }
    // A short sentence with a figure is one too.
    guard letters >= 8, text.suffix(3).elementsEqual("。".utf8) else { return false }
    return hasDigit ? letters >= 10 : tellsNumeral
  }

  /// Whether a line tells a figure in numerals: 产量增长了一倍。
  private var tellsNumeral: Bool {
    let numerals: [StaticString] = [
      "一", "二", "两", "三", "四", "五", "六", "七", "八", "九", "十", "百", "千", "万", "亿", "半",
    ]
    let ofRates: [StaticString] = ["成", "倍", "番", "分之"]
    return text.withUnsafeBufferPointer { bytes in
      var at = 0
      while at < bytes.count {
        let start = at
        while let numeral = numerals.first(where: { bytes[at...].begins(with: $0) }) {
          at += numeral.utf8CodeUnitCount
        }
        guard at > start else {
          at += 1
          continue
        }
        if ofRates.contains(where: { bytes[at...].begins(with: $0) }) { return true }
        // 一个: no figure.
        let isOne = at == start + 3 && bytes[start...].begins(with: "一")
        if !isOne, PageWords.units.longest(in: bytes, at: at) != nil { return true }
      }
      return false
    }
  }

  /// Whether a short line tells a figure: 常住人口：42.6万人.
  var tellsFigure: Bool {
    guard hasDigit, letters >= 4, !isLink, role == .text, let first = text.first else {
      return false
    }
    // title: "…", # …: what the file says of itself.
    guard first >= 0x80 || (0x30...0x39).contains(first) || first == UInt8(ascii: "(") else {
      return false
    }
    return text.withUnsafeBufferPointer { bytes in
      var at = 0
      while at < bytes.count {
        guard (0x30...0x39).contains(bytes[at]) else {
          at += 1
          continue
        }
        while at < bytes.count,
          (0x30...0x39).contains(bytes[at]) || bytes[at] == 0x2E || bytes[at] == 0x2C
        {
          at += 1
        }
        if at < bytes.count, bytes[at] == UInt8(ascii: "%") { return true }
        if PageWords.units.longest(in: bytes, at: at) != nil { return true }
      }
      return false
    }
  }

  /// Whether the text of the article may begin here: with prose, or with a short line that tells a figure
  /// before more of them or prose; unlike a title, behind which a date and a source stand.
  func beginsBody(before next: BlockText?) -> Bool {
    if isProse { return true }
    guard hasPunctuation, let next, next.isProse || next.hasPunctuation && next.tellsFigure else {
      return false
    }
    return tellsFigure
  }

  /// A line that only furnishes the page: date, source, editor, counters.
  var isFurniture: Bool {
    guard letters < 70 else { return false }
    guard letters > 0, text.place(of: PageWords.furniture) != nil else { return false }
    return !(letters > 30 && UTF8Search.first("。", in: text) != nil)
  }

  /// A line after which the article is over.
  var isEnd: Bool {
    guard letters < 40 else { return false }
    let start = text.firstIndex { $0 >= 0x80 } ?? text.startIndex
    return text[start...].starts(withAnyOf: PageWords.ends)
  }
}

extension BlockText {
  /// The blocks of a page, the cells of a table row joined by tabs.
  static func blocks(of page: HTMLPage) -> [BlockText] {
    var blocks: [BlockText] = []
    blocks.reserveCapacity(page.blocks.count)
    var index = 0
    while index < page.blocks.count {
      let block = page.blocks[index]
      if block.row >= 0, let (row, next) = tableRow(page, from: index) {
        blocks.append(row)
        index = next
        continue
      }
      let role: Article.Role =
        block.kind == .heading ? .heading : block.kind == .title ? .title : .text
      blocks.append(
        BlockText(
          text: page.text[block.range], role: role, element: block.element,
          linkBytes: block.linkBytes))
      index += 1
    }
    return blocks
  }

  /// The row that begins at a block, and the index behind it; `nil` if the cells hold prose, as
  /// they do where a table only lays out the page.
  private static func tableRow(_ page: HTMLPage, from start: Int) -> (BlockText, Int)? {
    let row = page.blocks[start].row
    var end = start
    var cells = 0
    var last = -1
    var linkBytes = 0
    while end < page.blocks.count, page.blocks[end].row == row {
      let block = page.blocks[end]
      guard block.range.count <= 150 else { return nil }
      if block.cell != last { cells += 1 }
      last = block.cell
      linkBytes += block.linkBytes
      end += 1
    }
    guard cells >= 2, end - start <= 3 * cells else { return nil }
    var text: [UInt8] = []
    last = 0
    for block in page.blocks[start..<end] {
      // Empty cells keep their place, so that figures stand under the heads of their columns.
      if block.cell == last, !text.isEmpty, text.last != 0x09 { text.append(0x20) }
      text.append(contentsOf: repeatElement(0x09, count: max(0, block.cell - last)))
      last = block.cell
      text.append(contentsOf: page.text[block.range])
    }
    let element = page.blocks[start].element
    return (
      BlockText(text: text[...], role: .tableRow, element: element, linkBytes: linkBytes), end
    )
  }
}
