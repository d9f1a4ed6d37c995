internal import Facts
internal import HTMLTree

/// What a page says of its article: title, date of publication, publisher, address.
struct Metadata {
  var title: String?
  var published: CivilDate?
  var publisher: String?
  var url: String?

  /// Reads JSON-LD first, then meta elements, then the text around the article.
  init(page: HTMLPage, blocks: [BlockText], linkedData: [[UInt8]], body: [BlockText]) {
    let data = linkedData.map { LinkedData(json: $0) }
    url = page.canonical ?? Metadata.meta(page, ["og:url"])
    published =
      data.lazy.compactMap { $0.value(of: "datePublished") }.compactMap { Metadata.date($0) }.first
      ?? Metadata.metaDate(page) ?? Metadata.date(in: blocks)
    publisher =
      Metadata.publisher(in: blocks)
      ?? Metadata.meta(page, ["source", "contentsource", "og:site_name"])
    title =
      Metadata.heading(blocks, before: body.first) ?? data.lazy.compactMap {
        $0.value(of: "headline")
      }.first
      ?? Metadata.meta(page, ["articletitle", "og:title"])
      ?? Metadata.lineBeforeDate(blocks)
      ?? blocks.first { $0.role == .title }.map { Metadata.cleanTitle($0.text) }
  }

  /// Reads what plain text says of itself, its front matter first.
  init(lines: [BlockText], body: [BlockText], front: FrontMatter) {
    url = front.url
    published = front.date.flatMap { Metadata.date($0) } ?? Metadata.date(in: lines)
    publisher = front.publisher ?? Metadata.publisher(in: lines)
    if let title = front.title {
      self.title = String(decoding: ArticleReader.folded(Array(title.utf8)[...]), as: UTF8.self)
      return
    }
    let begin = body.indices.first {
      body[$0].beginsBody(before: $0 + 1 < body.count ? body[$0 + 1] : nil)
    }
    let first =
      (begin.map { body[$0] } ?? body.first).flatMap { start in
        lines.firstIndex { $0.text == start.text }
      } ?? lines.count
    let candidates = lines[..<min(lines.count, first + 1)].filter {
      (8...60).contains($0.letters) && !$0.isFurniture
        && (!ParagraphJoiner.ends($0.text) || Metadata.endsInGloss($0.text))
        && !($0.isProse && $0.letters > 40) && $0.role != .tableRow && !$0.text.contains(0x09)
    }
    let line = candidates.last { !Metadata.isBelowTitle($0) } ?? candidates.last
    title = line.map { Metadata.cleanTitle($0.text) }
  }

  // MARK: title

  /// Whether a line stands below a title: the heading of a section, 一、…, a subtitle behind a dash, or who
  /// speaks: 生态环境局局长 王建国.
  private static func isBelowTitle(_ line: BlockText) -> Bool {
    let text = line.text
    let openings: [StaticString] = ["——", "（一）", "(一)", "一、", "二、", "三、", "第一章", "第一节"]
    if openings.contains(where: { text.begins(with: $0) }) { return true }
    return line.letters <= mostSpeaker && text.place(of: PageWords.speakers) != nil
  }

  /// Whether a title ends in a gloss of its own: （摘要）, （草案）, （第二号）.
  private static func endsInGloss(_ text: ArraySlice<UInt8>) -> Bool {
    let brackets: [(StaticString, StaticString)] = [("（", "）"), ("(", ")")]
    return brackets.contains { open, close in
      guard text.ends(in: close), let at = UTF8Search.first(open, in: text.suffix(longestGloss))
      else { return false }
      let gloss = text[at...].dropFirst(open.utf8CodeUnitCount)
      return !gloss.begins(with: "见") && gloss.allSatisfy { $0 >= 0x80 || $0 == 0x29 }
    }
  }

  /// Most bytes of such a gloss with its brackets.
  private static let longestGloss = 24

  /// Most characters of a line that names who speaks.
  private static let mostSpeaker = 24

  private static func heading(_ blocks: [BlockText], before body: BlockText?) -> String? {
    let end = body.flatMap { start in blocks.firstIndex { $0.text == start.text } } ?? blocks.count
    let heading = blocks[..<min(blocks.count, end + 1)].last {
      $0.role == .heading && $0.letters >= 8
    }
    return heading.map { cleanTitle($0.text) }
  }

  /// The line above the one with the date of publication, where a page marks no heading.
  private static func lineBeforeDate(_ blocks: [BlockText]) -> String? {
    let words = blocks.firstIndex { $0.text.place(of: PageWords.dates) != nil && $0.letters < 70 }
    guard let words, words > 0 else { return nil }
    let line = blocks[words - 1]
    guard (8...60).contains(line.letters), !line.isLink, line.role == .text else { return nil }
    return cleanTitle(line.text)
  }

  /// A title without Markdown marks and without the name of the site behind it.
  static func cleanTitle(_ bytes: ArraySlice<UInt8>) -> String {
    var title = bytes.drop { $0 == 0x23 || $0 == 0x20 }
    for mark in ["_", "|", "—", " - ", "- "] as [StaticString] {
      // What stands before the mark must be long enough to be a title.
      let start = title.drop { $0 == mark.utf8Start[0] }
      if let end = UTF8Search.first(mark, in: start), end - start.startIndex >= 24,
        end + mark.utf8CodeUnitCount < start.endIndex
      {
        title = start[..<end]
        break
      }
    }
    return String(decoding: title, as: UTF8.self).trimmed
  }

  // MARK: date

  private static func date(_ text: String) -> CivilDate? {
    DateText.first(in: Array(text.utf8)[...])
  }

  private static let dateNames = [
    "article:published_time", "pubdate", "publishdate", "publish-date", "datepublished", "date",
    "publication_date", "og:release_date", "weibo: article:create_at", "createdate",
    "firstpublishedtime",
  ]

  private static func metaDate(_ page: HTMLPage) -> CivilDate? {
    dateNames.lazy.compactMap { meta(page, [$0]) }.compactMap { date($0) }.first
  }

  /// A date behind a word such as 发布时间, else the first full date of the page.
  private static func date(in blocks: [BlockText]) -> CivilDate? {
    let short = blocks.filter { $0.hasDigit && $0.letters < 400 }
    for block in short {
      guard let word = block.text.place(of: PageWords.dates) else { continue }
      let behind = block.text[word.end...].prefix(40)
      if let date = DateText.first(in: behind, isLabelled: true), date.day != nil { return date }
    }
    return short.prefix(3).lazy.compactMap { DateText.compact(in: $0.text) }.first
      ?? short.lazy.compactMap { DateText.first(in: $0.text) }.first { $0.day != nil }
  }

  // MARK: publisher

  private static func publisher(in blocks: [BlockText]) -> String? {
    for block in blocks where block.letters < 200 {
      guard let word = block.text.place(of: PageWords.sources) else { continue }
      let rest = String(decoding: block.text[word.end...].prefix(120), as: UTF8.self)
      let name = rest.unicodeScalars.drop { $0.properties.isWhitespace }.prefix {
        !$0.properties.isWhitespace && !publisherEnds.contains($0)
      }
      if (2...24).contains(name.count) { return String(name) }
    }
    return nil
  }

  private static let publisherEnds = Set("|,，。;；:：()（）【】[]".unicodeScalars)

  private static func meta(_ page: HTMLPage, _ names: [String]) -> String? {
    page.metas.first { names.contains($0.name) && !$0.content.isEmpty }?.content
  }
}

/// The few values that are wanted of a JSON-LD script, found without reading it whole: these
/// scripts are often broken JSON.
private struct LinkedData {
  let json: [UInt8]

  /// The string that stands behind the first `"key":`.
  func value(of key: String) -> String? {
    let quoted = Array("\"\(key)\"".utf8)
    guard let at = json[...].firstIndex(of: quoted) else { return nil }
    let rest = json[(at + quoted.count)...].drop { $0 <= 0x20 || $0 == UInt8(ascii: ":") }
    guard rest.first == UInt8(ascii: "\"") else { return nil }
    let value = rest.dropFirst().prefix { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    return value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
  }
}

extension String {
  /// The text without white space around it.
  fileprivate var trimmed: String {
    let start = drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
