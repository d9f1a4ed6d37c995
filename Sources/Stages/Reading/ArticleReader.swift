internal import Crypto
public import Facts
internal import HTMLTree

/// Reads pages: bytes in, `Article` out. One owner at a time, reused from page to page.
public struct ArticleReader: ~Copyable {
  /// How the bytes of a document are to be read.
  public enum Format: Sendable {
    case html, text
  }

  /// Most bytes that a page may have; a larger one is refused, not read in part.
  public static let mostBytes = 64 << 20

  private var parser = PageParser()

  public init() {}

  /// Sets up the C library below; once, before any reader works on another thread.
  public static func prepare() { PageParser.prepare() }

  /// The article of a page; a page without any text gives an article without paragraphs.
  public mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, document: String, format: Format, url: String? = nil
  ) throws(ReadingError) -> Article {
    guard bytes.count <= ArticleReader.mostBytes else {
      throw ReadingError(
        reason: .tooLarge, message: "\(bytes.count) bytes, most are \(ArticleReader.mostBytes)")
    }
    guard let decoded = TextDecoder().decode(bytes) else {
      throw ReadingError(
        reason: .undecodable,
        message: "no text in UTF-8, GB18030, Big5 or UTF-16; is it an image or an archive?")
    }
    let (metadata, blocks) =
      format == .html ? try readPage(decoded.bytes) : readText(decoded.bytes)
    let paragraphs = ParagraphJoiner().paragraphs(ArticleReader.withTitle(metadata.title, blocks))
    return Article(
      document: document, title: metadata.title, published: metadata.published,
      publisher: metadata.publisher, url: url ?? metadata.url, region: nil,
      encoding: decoded.encoding.rawValue, sha256: ArticleReader.digest(bytes),
      paragraphs: paragraphs)
  }

  private mutating func readPage(_ bytes: [UInt8]) throws(ReadingError) -> (Metadata, [BlockText]) {
    let page: HTMLPage
    do {
      page = try bytes.withUnsafeBufferPointer { (bytes) throws(HTMLTreeError) in
        try parser.parse(bytes)
      }
    } catch {
      throw ReadingError(reason: .unparsable, message: error.description)
    }
    let blocks = BlockText.blocks(of: page)
    let body = MainText().choose(blocks, in: page.elements, hints: page.hints)
    let metadata = Metadata(
      page: page, blocks: blocks, linkedData: page.linkedData, body: body)
    return (metadata, body)
  }

  private mutating func readText(_ bytes: [UInt8]) -> (Metadata, [BlockText]) {
    var lines: [BlockText] = []
    var tabs = 0
    let front = FrontMatter(lines: bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }))
    let all = ArticleReader.withWholeRows(front.rest)
    for (index, line) in zip(all.indices, all) {
      let tabsBefore = tabs
      tabs = line.count { $0 == 0x09 }
      if let blocks = readMarkup(line) {
        lines += blocks
        continue
      }
      let text = ArticleReader.folded(line)
      if text.isEmpty { continue }
      // Rows of tables in Markdown begin with a stroke; others have their cells parted by tabs, as
      // many as the row beside them.
      let isRow =
        text[0] == UInt8(ascii: "|") && text.count { $0 == UInt8(ascii: "|") } > 2
        || tabs > 1
          && (tabs == tabsBefore
            || index + 1 < all.endIndex && tabs == all[index + 1].count { $0 == 0x09 })
      let role: Article.Role =
        isRow ? .tableRow : ArticleReader.isMarkdownHeading(text) ? .heading : .text
      lines.append(BlockText(text: text[...], role: role, element: 0, linkBytes: 0))
    }
    let body = MainText().trim(lines)
    return (Metadata(lines: lines, body: body, front: front), body)
  }

  /// Most lines that a row of a table in Markdown is broken over.
  private static let mostRowLines = 6

  /// The lines with the rows of tables in Markdown that are broken over several put together: from a
  /// stroke at the start of a line to one at the end.
  private static func withWholeRows(_ lines: ArraySlice<ArraySlice<UInt8>>) -> [ArraySlice<UInt8>] {
    func last(_ line: ArraySlice<UInt8>) -> UInt8? { line.last { $0 > 0x20 } }
    let stroke = UInt8(ascii: "|")
    var whole: [ArraySlice<UInt8>] = []
    whole.reserveCapacity(lines.count)
    var index = lines.startIndex
    while index < lines.endIndex {
      var line = lines[index]
      index += 1
      if line.first == stroke, last(line) != stroke,
        let end = lines[index...].prefix(mostRowLines).firstIndex(where: { last($0) == stroke }),
        !lines[index..<end].contains(where: { $0.first == stroke }), lines[end].first != stroke
      {
        for next in lines[index...end] { line = line + [0x20] + next }
        index = end + 1
      }
      whole.append(line)
    }
    return whole
  }

  /// Whether a line is a heading in Markdown: one to six # and a blank (CommonMark 0.31, section 4.2).
  private static func isMarkdownHeading(_ line: [UInt8]) -> Bool {
    let marks = line.prefix { $0 == UInt8(ascii: "#") }.count
    return (1...6).contains(marks) && marks < line.count && line[marks] == 0x20
  }

  /// The blocks of a line of text that holds a piece of a page, as exports of content systems do;
  /// `nil` if it holds none.
  private mutating func readMarkup(_ line: ArraySlice<UInt8>) -> [BlockText]? {
    guard line.contains(UInt8(ascii: "<")),
      UTF8Search.hasAny(line, ["</p>", "<br", "</figcaption>"])
    else { return nil }
    let page = line.withUnsafeBufferPointer { try? parser.parse($0) }
    return page.map { BlockText.blocks(of: $0) }
  }

  /// A line with its white space folded, tabs kept as the borders of cells.
  static func folded(_ line: ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(line.count)
    var at = line.startIndex
    var pending: UInt8?
    while at < line.endIndex {
      let byte = line[at]
      let isWide =
        byte == 0xE3 && line[at...].starts(with: [0xE3, 0x80, 0x80])
        || byte == 0xEF && line[at...].starts(with: [0xEF, 0xBB, 0xBF])
        || byte == 0xE2 && line[at...].starts(with: [0xE2, 0x80, 0x8B])
      let isNarrow = byte == 0xC2 && line[at...].starts(with: [0xC2, 0xA0])
      if byte <= 0x20 || isWide || isNarrow {
        pending = byte == 0x09 || pending == 0x09 ? 0x09 : 0x20
        at += isWide ? 3 : isNarrow ? 2 : 1
        continue
      }
      if let space = pending, !text.isEmpty { text.append(space) }
      pending = nil
      text.append(byte)
      at += 1
    }
    return text
  }

  /// The blocks with the title before them, if it does not stand there yet.
  private static func withTitle(_ title: String?, _ blocks: [BlockText]) -> [BlockText] {
    guard let title, !title.isEmpty else { return blocks }
    let text = Array(title.utf8)
    let isTitle = { (block: BlockText) in
      block.letters < 60 && block.text.firstIndex(of: text) != nil
    }
    if let first = blocks.prefix(3).firstIndex(where: isTitle) {
      var blocks = blocks
      let block = blocks[first]
      blocks[first] = BlockText(
        text: block.text, role: .title, element: block.element, linkBytes: 0)
      return blocks
    }
    return [BlockText(text: text[...], role: .title, element: 0, linkBytes: 0)] + blocks
  }

  private static func digest(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var hash = SHA256()
    hash.update(bufferPointer: UnsafeRawBufferPointer(bytes))
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: hash.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
      as: UTF8.self)
  }
}
