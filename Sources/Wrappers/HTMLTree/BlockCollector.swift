internal import Glibc

/// Gathers the blocks of a page while libxml2 reports its elements and characters.
struct BlockCollector {
  private var page = HTMLPage()
  private let tags = HTMLTag.table()
  /// The open containers, each by its index in `page.elements`; cells carry their row and column.
  private var stack: [Open] = []
  /// The columns of the open tables; the first is for rows outside tables.
  private var tables = [Columns()]
  private var hiddenDepth = 0
  /// Whether a link is open; the end of a block closes one that was left open.
  private var isLink = false
  private var blockStart = 0
  private var linkBytes = 0
  private var kind = HTMLPage.BlockKind.paragraph
  private var space = Space.none
  private var rows = 0
  /// Inside elements taken off the page by an attribute: how many are open.
  private var offPage: [UInt64] = []

  private struct Open {
    let key: UInt64
    let element: Int
    let isTable: Bool
    let row: Int
    let cell: Int
  }

  /// Where the next cell of a table stands.
  private struct Columns {
    var row = 0
    var next = 0
    /// By column, the first row that no cell above reaches into.
    var free: [Int] = []
  }

  /// Most columns that are told apart, so that no page can ask for endless empty cells.
  private static let mostColumns = 200

  private enum Space { case none, space, line }

  /// The page whose runs marks stand for, valid while it is parsed.
  private var source: UnsafeBufferPointer<UInt8>?
  private var runs: [Range<Int>] = []
  /// The beginning of a mark that libxml2 has cut in two.
  private var partial: [UInt8] = []

  mutating func reset(_ source: UnsafeBufferPointer<UInt8>, runs: [Range<Int>]) {
    self.page = HTMLPage()
    self.source = source
    self.runs = runs
    partial.removeAll()
    stack.removeAll(keepingCapacity: true)
    tables = [Columns()]
    offPage.removeAll(keepingCapacity: true)
    (hiddenDepth, blockStart, linkBytes, rows) = (0, 0, 0, 0)
    isLink = false
    (kind, space) = (.paragraph, .none)
    page.text.reserveCapacity(32 * 1024)
    page.blocks.reserveCapacity(512)
    page.elements.reserveCapacity(512)
    page.elements.append(HTMLPage.Element(parent: -1, hints: 0..<0, isAside: false))
  }

  mutating func finish(isCut: Bool) -> HTMLPage {
    endBlock()
    page.isCut = isCut
    source = nil
    defer { page = HTMLPage() }
    return page
  }

  // MARK: elements

  mutating func open(
    _ name: UnsafePointer<UInt8>, _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) {
    let key = HTMLTag.key(name)
    let tag = tag(key)
    if !offPage.isEmpty || isHidden(attributes) { hide(key) }
    switch tag {
    case .other: break
    case .hidden: hiddenDepth += 1
    case .meta: meta(attributes)
    case .canonical: link(attributes)
    case .block, .heading, .item, .title:
      endBlock()
      kind =
        tag == .heading ? .heading : tag == .item ? .listItem : tag == .title ? .title : .paragraph
      if tag == .item { push(key, tag, attributes) }
    case .container, .aside, .table, .row, .cell, .headerCell:
      endBlock()
      push(key, tag, attributes)
      kind = tag == .cell ? .cell : tag == .headerCell ? .headerCell : .paragraph
    }
  }

  mutating func close(_ name: UnsafePointer<UInt8>) {
    let key = HTMLTag.key(name)
    if let last = offPage.last, last == key { offPage.removeLast() }
    switch tag(key) {
    case .other, .meta, .canonical: break
    case .hidden: hiddenDepth = max(0, hiddenDepth - 1)
    case .block, .heading, .title:
      endBlock()
      isLink = false
      kind = .paragraph
    case .container, .aside, .table, .row, .cell, .headerCell, .item:
      endBlock()
      isLink = false
      kind = .paragraph
      if let index = stack.lastIndex(where: { $0.key == key }) {
        for open in stack[index...] where open.isTable { tables.removeLast() }
        stack.removeSubrange(index...)
      }
    }
  }

  private func tag(_ key: UInt64) -> HTMLTag {
    var slot = HTMLTag.slot(key)
    while tags[slot].key != 0 {
      if tags[slot].key == key { return tags[slot].tag }
      slot = (slot + 1) & 511
    }
    return .other
  }

  private mutating func hide(_ key: UInt64) {
    // Void elements are closed at once by libxml2, so what is pushed here is popped again.
    offPage.append(key)
  }

  private mutating func push(
    _ key: UInt64, _ tag: HTMLTag, _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) {
    let around = stack.last
    let start = page.hints.count
    var (columns, spannedRows) = (1, 1)
    let isCell = tag == .cell || tag == .headerCell
    if let attributes {
      BlockCollector.each(attributes) { name, value in
        if strcmp(name, "class") == 0 || strcmp(name, "id") == 0 {
          page.hints.append(contentsOf: UnsafeBufferPointer(start: value, count: strlen(value)))
          page.hints.append(UInt8(ascii: " "))
        } else if isCell, strcmp(name, "colspan") == 0 {
          columns = BlockCollector.span(value)
        } else if isCell, strcmp(name, "rowspan") == 0 {
          spannedRows = BlockCollector.span(value)
        }
      }
    }
    if tag == .table { tables.append(Columns()) }
    if tag == .row {
      rows += 1
      tables[tables.count - 1].row += 1
      tables[tables.count - 1].next = 0
    }
    let row = tag == .row ? rows : tag == .table ? -1 : around?.row ?? -1
    let cell = isCell ? column(columns, spannedRows) : tag == .table ? -1 : around?.cell ?? -1
    page.elements.append(
      HTMLPage.Element(
        parent: around?.element ?? 0, hints: start..<page.hints.count, isAside: tag == .aside))
    stack.append(
      Open(
        key: key, element: page.elements.count - 1, isTable: tag == .table, row: row, cell: cell))
  }

  /// The column of the next cell of the row that is open, which the cell and those above it take up.
  private mutating func column(_ columns: Int, _ spannedRows: Int) -> Int {
    let table = tables.count - 1
    let row = tables[table].row
    var column = tables[table].next
    while column < tables[table].free.count, tables[table].free[column] > row { column += 1 }
    column = min(column, BlockCollector.mostColumns)
    tables[table].next = column + columns
    if spannedRows > 1 {
      let end = min(column + columns, BlockCollector.mostColumns)
      while tables[table].free.count < end { tables[table].free.append(0) }
      for column in column..<max(column, end) { tables[table].free[column] = row + spannedRows }
    }
    return column
  }

  /// How many columns or rows a cell takes up, as its attribute says.
  private static func span(_ value: UnsafePointer<UInt8>) -> Int {
    var number = 0
    var at = 0
    while at < 3, (0x30...0x39).contains(value[at]) {
      number = number * 10 + Int(value[at] - 0x30)
      at += 1
    }
    return max(1, number)
  }

  // MARK: text

  /// Takes characters as libxml2 reports them, putting the runs of text back for their marks.
  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard hiddenDepth == 0, offPage.isEmpty else { return }
    if !partial.isEmpty {
      partial.append(contentsOf: bytes)
      let whole = partial
      partial.removeAll()
      whole.withUnsafeBufferPointer { addMarked($0) }
    } else {
      addMarked(bytes)
    }
  }

  private mutating func addMarked(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return }
    var at = 0
    while at < bytes.count {
      guard let found = memchr(base + at, Int32(PageStripper.mark[0]), bytes.count - at) else {
        break
      }
      let start = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
      guard isMark(bytes, start) else {
        addText(UnsafeBufferPointer(rebasing: bytes[at..<min(start + 3, bytes.count)]))
        at = start + 3
        continue
      }
      addText(UnsafeBufferPointer(rebasing: bytes[at..<start]))
      if start + 3 < bytes.count, let sign = Sign(bytes[start + 3]) {
        take(sign)
        at = start + 4
        continue
      }
      let end = start + 3 + PageStripper.markDigits
      guard end <= bytes.count else {
        partial = Array(bytes[start...])
        return
      }
      var number = 0
      for digit in 0..<PageStripper.markDigits {
        number |= Int(bytes[start + 3 + digit] &- UInt8(ascii: "a")) << (4 * digit)
      }
      if let source, number < runs.count {
        addText(UnsafeBufferPointer(rebasing: source[runs[number]]))
      }
      at = end
    }
    if at < bytes.count { addText(UnsafeBufferPointer(rebasing: bytes[at...])) }
  }

  /// A tag that libxml2 has not seen.
  private enum Sign {
    case linkStart, linkEnd, lineBreak

    init?(_ byte: UInt8) {
      switch byte {
      case PageStripper.linkStart: self = .linkStart
      case PageStripper.linkEnd: self = .linkEnd
      case PageStripper.lineBreak: self = .lineBreak
      default: return nil
      }
    }
  }

  private mutating func take(_ sign: Sign) {
    switch sign {
    case .linkStart: isLink = true
    case .linkEnd: isLink = false
    case .lineBreak: endBlock()
    }
  }

  private func isMark(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    guard start + 2 < bytes.count else { return false }
    return bytes[start + 1] == PageStripper.mark[1] && bytes[start + 2] == PageStripper.mark[2]
  }

  private mutating func addText(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return }
    let before = page.text.count
    var at = 0
    while at < bytes.count {
      let width = BlockCollector.spaceWidth(base + at, bytes.count - at)
      if width > 0 {
        let isLine = base[at] == 0x0A || base[at] == 0x0D
        if page.text.count > blockStart { space = isLine || space == .line ? .line : .space }
        at += width
        continue
      }
      let start = at
      at += 1
      while at < bytes.count, !BlockCollector.mayBeSpace(base[at]) { at += 1 }
      addSpace(before: base[start])
      page.text.append(contentsOf: UnsafeBufferPointer(start: base + start, count: at - start))
    }
    if isLink { linkBytes += page.text.count - before }
  }

  /// Writes a folded space; a line break of the source between two Chinese characters is none.
  private mutating func addSpace(before byte: UInt8) {
    if space != .none {
      let isInner = space == .line && byte >= 0xE3 && (page.text.last ?? 0) >= 0x80
      if !isInner { page.text.append(UInt8(ascii: " ")) }
      space = .none
    }
  }

  /// Whether a byte begins white space, or a character of the rows that hold some.
  @inline(__always)
  private static func mayBeSpace(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == 0xC2 || byte == 0xE2 || byte == 0xE3 || byte == 0xEF
  }

  /// The length of the white space character at `at`, 0 if it is none: ASCII, U+00A0, U+2000–200F,
  /// U+2028–202F, U+205F–2060, U+3000 and U+FEFF.
  private static func spaceWidth(_ at: UnsafePointer<UInt8>, _ count: Int) -> Int {
    switch at[0] {
    case 0...0x20: return 1
    case 0xC2 where count > 1: return at[1] == 0xA0 || at[1] == 0xAD ? 2 : 0
    case 0xE2 where count > 2 && at[1] == 0x80:
      return at[2] <= 0x8F || (0xA8...0xAF).contains(at[2]) ? 3 : 0
    case 0xE2 where count > 2 && at[1] == 0x81: return at[2] == 0x9F || at[2] == 0xA0 ? 3 : 0
    case 0xE3 where count > 2: return at[1] == 0x80 && at[2] == 0x80 ? 3 : 0
    case 0xEF where count > 2: return at[1] == 0xBB && at[2] == 0xBF ? 3 : 0
    default: return 0
    }
  }

  private mutating func endBlock() {
    if page.text.count > blockStart {
      let open = stack.last
      page.blocks.append(
        HTMLPage.Block(
          range: blockStart..<page.text.count, linkBytes: linkBytes, kind: kind,
          element: open?.element ?? 0, row: open?.row ?? -1, cell: open?.cell ?? -1))
    }
    blockStart = page.text.count
    linkBytes = 0
    space = .none
  }

  // MARK: attributes

  private typealias Text = UnsafePointer<UInt8>

  private static func each(
    _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>,
    _ body: (UnsafePointer<CChar>, Text) -> Void
  ) {
    var index = 0
    while let name = attributes[index] {
      if let value = attributes[index + 1] {
        name.withMemoryRebound(to: CChar.self, capacity: 1) { body($0, value) }
      }
      index += 2
    }
  }

  private func isHidden(_ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?) -> Bool {
    guard let attributes else { return false }
    var isHidden = false
    var index = 0
    while let name = attributes[index] {
      // The stripper lets a style pass only if it takes the element off the page.
      let isHiding = name[0] == UInt8(ascii: "h") || name[0] == UInt8(ascii: "s")
      if isHiding {
        name.withMemoryRebound(to: CChar.self, capacity: 1) {
          isHidden = isHidden || strcmp($0, "hidden") == 0 || strcmp($0, "style") == 0
        }
      }
      index += 2
    }
    return isHidden
  }

  private mutating func meta(_ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?) {
    let values = BlockCollector.values(attributes)
    if let name = values["name"] ?? values["property"] ?? values["itemprop"],
      let content = values["content"]
    {
      page.metas.append(HTMLPage.Meta(name: name.lowercased(), content: content))
    }
  }

  private mutating func link(_ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?) {
    let values = BlockCollector.values(attributes)
    if values["rel"]?.lowercased() == "canonical", page.canonical == nil {
      page.canonical = values["href"]
    }
  }

  private static func values(
    _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) -> [String: String] {
    var values: [String: String] = [:]
    if let attributes {
      each(attributes) { name, value in values[String(cString: name)] = String(cString: value) }
    }
    return values
  }
}
