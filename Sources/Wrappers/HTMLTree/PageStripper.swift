internal import CLibXML2
internal import Glibc

/// A page without what its reader never sees, which is most of its bytes: the bodies of scripts,
/// styles and comments, and all attributes but those that tell where the main text stands.
///
/// libxml2 parses what is left 1.4 times faster, and to the same text (see bench/).
public struct PageStripper {
  /// The page as libxml2 should see it, valid UTF-8 if the input was.
  public private(set) var stripped: [UInt8] = []
  /// The bodies of the JSON-LD scripts, in page order.
  public private(set) var linkedData: [[UInt8]] = []

  /// Tags that keep all their attributes.
  private static let whole: [StaticString] = ["meta", "link", "base", "html"]
  /// Attributes that the other tags keep.
  private static let kept: [StaticString] = ["class", "id", "itemprop", "hidden", "style"]

  public init() {}

  /// Strips `page`, replacing what an earlier call left.
  public mutating func strip(_ page: UnsafeBufferPointer<UInt8>) {
    stripped.removeAll(keepingCapacity: true)
    stripped.reserveCapacity(page.count + 16)
    linkedData.removeAll()
    guard let start = page.baseAddress else { return }
    var cursor = Cursor(at: start, end: start + page.count)
    while cursor.at < cursor.end {
      append(from: cursor.at, to: cursor.skipText())
      if cursor.at < cursor.end { tag(&cursor) }
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
    guard after > name, let close = cursor.closingBracket(from: after) else {
      // A stray "<" as in "a<5": text, which libxml2 would take for a tag.
      stripped.append(contentsOf: Array("&lt;".utf8))
      cursor.at = open + 1
      return
    }
    append(from: open, to: after)
    let isSelfClosed = close > after && (close - 1).pointee == UInt8(ascii: "/")
    if !isClosing { attributes(from: after, to: close, of: name) }
    if isSelfClosed { stripped.append(UInt8(ascii: "/")) }
    stripped.append(UInt8(ascii: ">"))
    cursor.at = close + 1
    guard !isClosing, !isSelfClosed else { return }
    for raw in ["script", "style", "noscript"] as [StaticString]
    where Cursor.equals(name, after, raw) {
      let body = cursor.at
      cursor.skip(past: raw)
      if Cursor.equals(name, after, "script"), Cursor.contains(after, close, "ld+json") {
        linkedData.append(Array(UnsafeBufferPointer(start: body, count: cursor.at - body)))
      }
    }
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
      if isKept, keyEnd - key < 5 || !Cursor.equals(key, keyEnd, "style") || Cursor.isHiding(keyEnd, at) {
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

  init(at: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) {
    self.at = at
    self.end = end
  }

  func byte(_ offset: Int) -> UInt8 { at + offset < end ? at[offset] : 0 }

  /// Moves to the next "<" or the end, and returns where that is.
  mutating func skipText() -> UnsafePointer<UInt8> {
    at = memchr(at, 0x3C, end - at).map { UnsafePointer($0.assumingMemoryBound(to: UInt8.self)) } ?? end
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
    while from < end, let found = memmem(from, end - from, "</", 2) {
      let close = UnsafePointer(found.assumingMemoryBound(to: UInt8.self))
      let nameEnd = close + 2 + name.utf8CodeUnitCount
      if nameEnd <= end, Cursor.equals(close + 2, nameEnd, name) {
        at = close
        return
      }
      from = close + 2
    }
    at = end
  }

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
    contains(start, end, "display:none") || contains(start, end, "display: none")
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
