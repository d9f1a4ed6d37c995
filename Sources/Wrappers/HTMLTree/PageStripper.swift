internal import CLibXML2
internal import Glibc

/// A page without what its reader never sees, which is most of its bytes: the bodies of scripts,
/// styles and comments, and all attributes but those that tell where the main text stands.
///
/// Of the text itself libxml2 sees a mark for each run, since reading characters is the greater part
/// of what it does: `PageParser` puts the runs back where their marks come out. Runs with a
/// character reference go through as they are. The tags, and so the text between them, come out as
/// they would without (tested), in less than half the time.
public struct PageStripper {
  /// The page as libxml2 should see it, valid UTF-8 if the input was.
  public private(set) var stripped: [UInt8] = []
  /// The runs of text that marks stand for, as ranges of the page, in page order.
  private(set) var runs: [Range<Int>] = []
  /// For each open element that only changes the look of its text whether it was left out.
  private var inlines: [Bool] = []
  private var pageStart: UnsafePointer<UInt8>?

  /// What a mark begins with: U+F8FF, then the number of the run in six letters from `a` to `p`.
  static let mark: [UInt8] = [0xEF, 0xA3, 0xBF]
  static let markDigits = 6
  /// What stands behind U+F8FF for a tag.
  static let linkStart = UInt8(ascii: "q")
  static let linkEnd = UInt8(ascii: "r")
  static let lineBreak = UInt8(ascii: "s")
  /// The bodies of the JSON-LD scripts, in page order.
  public private(set) var linkedData: [[UInt8]] = []

  /// Tags that keep all their attributes.
  private static let whole: [StaticString] = ["meta", "link", "base", "html"]
  /// Attributes that the other tags keep.
  private static let containers: [StaticString] = ["td", "ul", "ol", "dl"]
  private static let kept: [StaticString] = [
    "class", "id", "itemprop", "hidden", "style", "colspan", "rowspan",
  ]

  public init() {}

  /// Strips `page`, replacing what an earlier call left.
  public mutating func strip(_ page: UnsafeBufferPointer<UInt8>) {
    stripped.removeAll(keepingCapacity: true)
    stripped.reserveCapacity(page.count + 16)
    linkedData.removeAll()
    runs.removeAll(keepingCapacity: true)
    inlines.removeAll(keepingCapacity: true)
    guard let start = page.baseAddress else { return }
    pageStart = start
    var cursor = Cursor(at: start, end: start + page.count)
    while cursor.at < cursor.end {
      let text = cursor.at
      run(from: text, to: cursor.skipText())
      if cursor.at < cursor.end { tag(&cursor) }
    }
  }

  /// Takes a run of text: blanks as one, a run with a character reference as it is, else its mark.
  private mutating func run(from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>) {
    guard let pageStart, start < end else { return }
    if end - start < 12 || memchr(start, 0x26, end - start) != nil {
      // A mark in the text itself would be taken for one of ours.
      if memchr(start, Int32(PageStripper.mark[0]), end - start) == nil
        || memmem(start, end - start, PageStripper.mark, 3) == nil
      {
        append(from: start, to: end)
      }
      return
    }
    let number = runs.count
    runs.append((start - pageStart)..<(end - pageStart))
    stripped.append(contentsOf: PageStripper.mark)
    for digit in 0..<PageStripper.markDigits {
      stripped.append(UInt8(ascii: "a") + UInt8(number >> (4 * digit) & 15))
    }
  }

  /// Takes the tag, comment or stray "<" at the cursor.
  private mutating func tag(_ cursor: inout Cursor) {
    let open = cursor.at
    let next = cursor.byte(1)
    if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
      cursor.skipDeclaration()
      return
    }
    let isClosing = next == UInt8(ascii: "/")
    let name = open + (isClosing ? 2 : 1)
    var after = name
    while after < cursor.end, Cursor.isNameByte(after.pointee) { after += 1 }
    guard after > name, Cursor.isLetter(name.pointee),
      let close = cursor.closingBracket(from: after)
    else {
      // A stray "<" as in "a<5": text, which libxml2 would take for a tag.
      stripped.append(contentsOf: Array("&lt;".utf8))
      cursor.at = open + 1
      return
    }
    if let sign = sign(name, after, isClosing: isClosing) {
      stripped.append(contentsOf: PageStripper.mark)
      stripped.append(sign)
      cursor.at = close + 1
      return
    }
    if isLook(name, after), skipLook(isClosing: isClosing, from: after, to: close) {
      cursor.at = close + 1
      return
    }
    append(from: open, to: after)
    let isSelfClosed = close > after && (close - 1).pointee == UInt8(ascii: "/")
    if !isClosing, close - after > 3, keepsAttributes(name, after, close) {
      attributes(from: after, to: close, of: name)
    }
    if isSelfClosed { stripped.append(UInt8(ascii: "/")) }
    stripped.append(UInt8(ascii: ">"))
    cursor.at = close + 1
    guard !isClosing, !isSelfClosed else { return }
    guard let raw = rawText(name, after) else { return }
    let body = cursor.at
    cursor.skip(past: raw)
    if after - name == 6, Cursor.contains(after, close, "ld+json") {
      linkedData.append(Array(UnsafeBufferPointer(start: body, count: cursor.at - body)))
    }
  }

  /// The name of an element whose content is no markup, if the tag opens one.
  private func rawText(
    _ name: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> StaticString? {
    switch end - name {
    case 5: Cursor.equals(name, end, "style") ? "style" : nil
    case 6: Cursor.equals(name, end, "script") ? "script" : nil
    case 8: Cursor.equals(name, end, "noscript") ? "noscript" : nil
    default: nil
    }
  }

  /// The sign behind a mark for tags that libxml2 need not see: links, which are not nested, and line
  /// breaks.
  private func sign(
    _ name: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, isClosing: Bool
  ) -> UInt8? {
    if end - name == 1, name.pointee | 0x20 == UInt8(ascii: "a") {
      return isClosing ? PageStripper.linkEnd : PageStripper.linkStart
    }
    return Cursor.equals(name, end, "br") ? PageStripper.lineBreak : nil
  }

  /// Whether an element only changes the look of its text.
  private func isLook(_ name: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Bool {
    switch end - name {
    case 1: "biu".utf8.contains(name.pointee | 0x20)
    case 2: Cursor.equals(name, end, "em")
    case 4: Cursor.equals(name, end, "span") || Cursor.equals(name, end, "font")
    case 6: Cursor.equals(name, end, "strong")
    default: false
    }
  }

  /// Whether to leave out such a tag: it stays if it takes its text off the page.
  private mutating func skipLook(
    isClosing: Bool, from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>
  ) -> Bool {
    if isClosing { return inlines.popLast() ?? true }
    let hides =
      end - start > 6 && (Cursor.isHiding(start, end) || Cursor.contains(start, end, "hidden"))
    inlines.append(!hides)
    return !hides
  }

  /// Whether the attributes of an element matter: names of containers do, and what hides one.
  private func keepsAttributes(
    _ name: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ close: UnsafePointer<UInt8>
  ) -> Bool {
    // p, li, tr, th, h1 … hold text; of the short names only these are containers.
    guard end - name <= 2 || Cursor.equals(name, end, "img") else { return true }
    if PageStripper.containers.contains(where: { Cursor.equals(name, end, $0) }) { return true }
    if Cursor.equals(name, end, "th"), Cursor.contains(end, close, "span") { return true }
    return Cursor.isHiding(end, close) || Cursor.contains(end, close, "hidden")
  }

  private mutating func attributes(
    from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, of name: UnsafePointer<UInt8>
  ) {
    guard end - start > 3 else { return }
    if PageStripper.whole.contains(where: { Cursor.equals(name, start, $0) }) {
      append(from: start, to: end)
      return
    }
    var at = start
    while at < end {
      while at < end, Cursor.isSpace(at.pointee) || at.pointee == UInt8(ascii: "/") { at += 1 }
      let key = at
      while at < end, at.pointee != UInt8(ascii: "="), !Cursor.isSpace(at.pointee) { at += 1 }
      let keyEnd = at
      if at < end, at.pointee == UInt8(ascii: "=") { at = Cursor.valueEnd(at + 1, end) }
      let isKept = PageStripper.kept.contains { Cursor.equals(key, keyEnd, $0) }
      if isKept,
        keyEnd - key < 5 || !Cursor.equals(key, keyEnd, "style") || Cursor.isHiding(keyEnd, at)
      {
        stripped.append(UInt8(ascii: " "))
        append(from: key, to: at)
      }
      if at == key { at += 1 }
    }
  }

  private mutating func append(from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>) {
    if end > start {
      stripped.append(contentsOf: UnsafeBufferPointer(start: start, count: end - start))
    }
  }
}

/// A place in a page, with the few steps that a tag needs.
private struct Cursor {
  var at: UnsafePointer<UInt8>
  let end: UnsafePointer<UInt8>

  func byte(_ offset: Int) -> UInt8 { at + offset < end ? at[offset] : 0 }

  /// Moves to the next "<" or the end, and returns where that is.
  mutating func skipText() -> UnsafePointer<UInt8> {
    at =
      memchr(at, 0x3C, end - at).map { UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) }
      ?? end
    return at
  }

  /// Moves behind a comment, a doctype or a processing instruction.
  mutating func skipDeclaration() {
    if byte(2) == UInt8(ascii: "-"), byte(3) == UInt8(ascii: "-") {
      let close = memmem(at + 2, end - at - 2, "-->", 3)
      // An unclosed comment hides the rest of the page in no browser: only its mark goes.
      at = close.map { UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) + 3 } ?? at + 4
    } else {
      let close = memchr(at, 0x3E, end - at)
      at = close.map { UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) + 1 } ?? end
    }
  }

  /// The ">" that closes a tag whose name ends at `start`; `nil` if the tag is none.
  func closingBracket(from start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    var at = start
    if at < end, at.pointee >= 0x80 { return nil }
    while at < end {
      switch at.pointee {
      case UInt8(ascii: ">"): return at
      case UInt8(ascii: "<"): return nil
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        guard (at - 1).pointee == UInt8(ascii: "=") || Cursor.isSpace((at - 1).pointee) else {
          at += 1
          continue
        }
        guard let quote = memchr(at + 1, Int32(at.pointee), end - at - 1) else { return nil }
        at = UnsafePointer(quote.assumingMemoryBound(to: UInt8.self)) + 1
      default: at += 1
      }
    }
    return nil
  }

  /// Moves to the closing tag of a raw text element, or to the end.
  mutating func skip(past name: StaticString) {
    var from = at
    while from < end, let found = memchr(from, 0x3C, end - from) {
      let close = UnsafePointer(found.assumingMemoryBound(to: UInt8.self))
      let nameEnd = close + 2 + name.utf8CodeUnitCount
      if nameEnd <= end, close[1] == UInt8(ascii: "/"), Cursor.equals(close + 2, nameEnd, name) {
        at = close
        return
      }
      from = close + 1
    }
    at = end
  }

  static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

  static func isNameByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x3A).contains(byte) || byte == 0x2D
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }

  /// Whether the bytes are `name` but for the case of ASCII letters.
  static func equals(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ name: StaticString
  ) -> Bool {
    guard end - start == name.utf8CodeUnitCount else { return false }
    return strncasecmp(start, name.utf8Start, name.utf8CodeUnitCount) == 0
  }

  static func contains(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ text: StaticString
  ) -> Bool {
    memmem(start, end - start, text.utf8Start, text.utf8CodeUnitCount) != nil
  }

  /// Whether a style attribute takes the element off the page.
  static func isHiding(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Bool {
    contains(start, end, "none")
      && (contains(start, end, "display:none") || contains(start, end, "display: none"))
  }

  /// Where the attribute value that begins at `start` ends, its quotes included.
  static func valueEnd(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8> {
    var at = start
    while at < end, isSpace(at.pointee) { at += 1 }
    guard at < end else { return end }
    if at.pointee == UInt8(ascii: "\"") || at.pointee == UInt8(ascii: "'") {
      let quote = memchr(at + 1, Int32(at.pointee), end - at - 1)
      return quote.map { UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) + 1 } ?? end
    }
    while at < end, !isSpace(at.pointee) { at += 1 }
    return at
  }
}
