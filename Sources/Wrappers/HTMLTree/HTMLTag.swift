/// What an element means for the flow of text, by its name.
enum HTMLTag: UInt8 {
  case other, block, container, aside, hidden, heading, row, cell, headerCell
  case item, title, meta, canonical, table

  private static let names: [(HTMLTag, [StaticString])] = [
    (
      .block, ["p", "pre", "dd", "dt", "dl", "hr", "blockquote", "figcaption", "caption", "option"]
    ),
    (
      .container,
      [
        "div", "section", "article", "main", "body", "html", "ul", "ol", "center", "figure",
        "tbody", "thead", "tfoot", "fieldset", "details", "form",
      ]
    ),
    (.aside, ["nav", "footer", "aside", "header", "menu"]),
    (
      .hidden,
      [
        "script", "style", "noscript", "select", "textarea", "button", "iframe", "svg", "template",
        "object", "video", "audio", "canvas", "math",
      ]
    ),
    (.heading, ["h1", "h2", "h3", "h4", "h5", "h6"]),
    (.row, ["tr"]), (.cell, ["td"]), (.headerCell, ["th"]), (.item, ["li"]), (.title, ["title"]),
    (.meta, ["meta"]), (.canonical, ["link"]), (.table, ["table"]),
  ]

  /// The name's first eight bytes in one word; longer names of the table are told apart by them.
  @inline(__always)
  static func key(_ name: UnsafePointer<UInt8>) -> UInt64 {
    var key: UInt64 = 0
    var index = 0
    while index < 8, name[index] != 0 {
      key = key << 8 | UInt64(name[index])
      index += 1
    }
    return key
  }

  @inline(__always)
  static func slot(_ key: UInt64) -> Int { Int((key &* 0x9E37_79B9_7F4A_7C15) >> 55) }

  /// An open-addressed table of 512 places from key to tag.
  static func table() -> [(key: UInt64, tag: HTMLTag)] {
    var table = [(key: UInt64, tag: HTMLTag)](repeating: (0, .other), count: 512)
    for (tag, list) in names {
      for name in list {
        let key = key(name.utf8Start)
        var slot = slot(key)
        while table[slot].key != 0 { slot = (slot + 1) & 511 }
        table[slot] = (key, tag)
      }
    }
    return table
  }
}
