internal import Facts
internal import Rules

/// A sentence in which each figure and each expression of time is one private-use scalar: what rules
/// are matched against. A class, since its words are passed on for every figure; one owner at a time.
final class SlottedText {
  /// A slot: where its scalar stands in `bytes`, and which figure or time of the paragraph it is. A
  /// time in a bracket that was left out has no scalar, only the place where the bracket stood.
  struct Slot {
    let at: Int
    let index: Int
    /// The place behind its scalar.
    let end: Int
  }

  // With one owner at a time nothing is read while it is written; the checks took 1.5 % of all instructions.
  @exclusivity(unchecked) private(set) var bytes: [UInt8] = []
  @exclusivity(unchecked) private(set) var figures: [Slot] = []
  @exclusivity(unchecked) private(set) var times: [Slot] = []
  /// The sentence in the plain text.
  private(set) var span = TextSpan(0, 0)

  static let timeScalar: UInt8 = 9
  static let compareScalar: UInt8 = 11
  /// The slot of a time as it stands in the text.
  static let time: [UInt8] = [0xEE, 0x80, 0x80 | timeScalar]

  /// Reads a sentence of the plain text with the figures and times that stand in it.
  func read(
    _ text: UnsafeBufferPointer<UInt8>, _ span: TextSpan, figures found: [Figure],
    _ figureRange: Range<Int>,
    times: [TimeExpression], _ timeRange: Range<Int>
  ) {
    self.span = span
    // Held here while they grow: arrays of an object are checked for access at every byte.
    var bytes = Self.emptied(&self.bytes)
    var slots = Self.emptied(&figures)
    var timeSlots = Self.emptied(&self.times)
    var at = span.start
    var nextFigure = figureRange.lowerBound
    var nextTime = timeRange.lowerBound
    while at < span.end {
      while nextFigure < figureRange.upperBound,
        found[nextFigure].ignored != nil || found[nextFigure].span.start < at
      { nextFigure += 1 }
      let figureStart =
        nextFigure < figureRange.upperBound ? found[nextFigure].span.start : span.end
      if figureStart == at, nextFigure < figureRange.upperBound {
        let kind = UInt8(Kind.allCases.firstIndex(of: found[nextFigure].kind) ?? 0)
        // APP 486万人: the blank behind Latin letters parts nothing.
        if bytes.last == 0x20, bytes.count > 2,
          bytes.dropLast().suffix(2).allSatisfy(Ascii.isLetter)
        {
          bytes.removeLast()
        }
        slots.append(Slot(at: bytes.count, index: nextFigure, end: bytes.count + 3))
        Self.append(slot: kind, to: &bytes)
        at = found[nextFigure].span.end
        continue
      }
      while nextTime < timeRange.upperBound, times[nextTime].span.start < at {
        // A bracket that was left out; one that holds a time first still says when: 暑运期间（7月1日至8月31日，共62天）.
        if text[times[nextTime].span.start - 1] == UInt8(ascii: "("),
          times[nextTime].span.end + 1 == at
            || text[times[nextTime].span.end...].begins(with: ",")
            || text[times[nextTime].span.end...].begins(with: "，")
        {
          timeSlots.append(Slot(at: bytes.count, index: nextTime, end: bytes.count))
        }
        nextTime += 1
      }
      let timeStart = nextTime < timeRange.upperBound ? times[nextTime].span.start : span.end
      if timeStart == at, nextTime < timeRange.upperBound {
        let isCompare = times[nextTime].sort == .compare
        timeSlots.append(Slot(at: bytes.count, index: nextTime, end: bytes.count + 3))
        Self.append(slot: isCompare ? Self.compareScalar : Self.timeScalar, to: &bytes)
        at = times[nextTime].span.end
        nextTime += 1
        continue
      }
      at = Self.take(
        text, at, before: min(figureStart, span.end), end: min(timeStart, span.end), to: &bytes)
    }
    self.bytes = bytes
    figures = slots
    self.times = timeSlots
  }

  /// The memory of an array, taken out of it, for other elements.
  private static func emptied<Element>(_ array: inout [Element]) -> [Element] {
    var taken: [Element] = []
    swap(&taken, &array)
    taken.removeAll(keepingCapacity: true)
    return taken
  }

  private static func append(slot: UInt8, to bytes: inout [UInt8]) {
    bytes.append(0xEE)
    bytes.append(0x80)
    bytes.append(0x80 | slot)
  }

  /// Takes the words up to the next figure or to `end`, or leaves out a quotation mark or a bracket
  /// without figures; returns the place behind.
  private static func take(
    _ text: UnsafeBufferPointer<UInt8>, _ at: Int, before figure: Int, end: Int,
    to bytes: inout [UInt8]
  ) -> Int {
    let byte = text[at]
    if byte == UInt8(ascii: "("), let close = shortBracket(text, at, figure) { return close }
    if byte == 0xE2, at + 2 < text.count, text[at + 1] == 0x80, (0x98...0x9D).contains(text[at + 2])
    {
      return at + 3
    }
    if byte == 0xE3, at + 2 < text.count, text[at + 1] == 0x80, (0x88...0x8F).contains(text[at + 2])
    {
      return at + 3
    }
    if byte == 0xE2, isBetweenDigits(text, at) {
      // 0—6岁, Ⅰ—Ⅲ类: a dash between numerals parts nothing.
      bytes.append(UInt8(ascii: "-"))
      return at + 3
    }
    // The words up to the next byte that may begin one of these.
    let stop = min(figure, end)
    var next = at + WordSet.width(byte)
    while next < stop, text[next] != UInt8(ascii: "("), text[next] != 0xE2, text[next] != 0xE3 {
      next += 1
    }
    next = min(next, text.count)
    bytes.append(contentsOf: text[at..<next])
    return next
  }

  /// Whether a dash of three bytes stands between two digits, or two Roman numerals.
  private static func isBetweenDigits(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    guard at > 0, at + 3 < text.count, text[at + 1] == 0x80, text[at + 2] == 0x94 else {
      return false
    }
    return Ascii.isDigit(text[at - 1]) && Ascii.isDigit(text[at + 3])
      || isRoman(text, at - 3) && isRoman(text, at + 3)
  }

  /// Whether one of Ⅰ to Ⅻ begins at a place.
  private static func isRoman(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    at >= 0 && at + 2 < text.count && text[at] == 0xE2 && text[at + 1] == 0x85
      && (0xA0...0xAB).contains(text[at + 2])
  }

  /// Most bytes of a bracket that is passed over: (不包括邮政储蓄银行直接营业收入).
  private static let longestAside = 91
  /// The same where it says what is meant: (主要包括一般公共预算安排的教育经费，…等).
  private static let longestGloss = 360
  private static let glosses: [StaticString] = ["主要", "包括", "包含", "含", "不含", "不包括", "即", "指"]

  /// The place behind a bracket that is not too long and closes before the next figure.
  private static func shortBracket(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ figure: Int
  ) -> Int? {
    var at = start + 1
    let isGloss = glosses.contains { text[at...].begins(with: $0) }
    while at < min(start + (isGloss ? longestGloss : longestAside), figure) {
      if text[at] == UInt8(ascii: ")") { return at + 1 }
      at += 1
    }
    return nil
  }

  /// Whether a figure is one that others are held against: 与2010年普查的|133972万人|相比.
  func isStandard(slot: Int) -> Bool {
    let behind = bytes[figures[slot].end...]
    return behind.begins(with: "相比") || behind.begins(with: "相较")
  }

  /// The kind of a figure, by its slot.
  func kind(ofSlot slot: Int) -> Kind { Kind.allCases[Int(bytes[figures[slot].at + 2] & 0x3F)] }

  /// Whether a figure is a proportion, a density, in points or a multiple.
  func isRate(slot: Int) -> Bool {
    switch kind(ofSlot: slot) {
    case .proportion, .density, .points, .multiple: true
    case .count, .money, .measure, .span, .plain: false
    }
  }

  /// The places in `figures` of those that stand in a range of `bytes`; a search by halves, since a
  /// sentence may hold very many.
  func figures(in range: Range<Int>) -> Range<Int> {
    let first = firstFigure(atOrBehind: range.lowerBound)
    var end = first
    while end < figures.count, figures[end].at < range.upperBound { end += 1 }
    return first..<end
  }

  /// The place of the first figure at or behind an offset, or their number.
  func firstFigure(atOrBehind at: Int) -> Int {
    var (low, high) = (0, figures.count)
    while low < high {
      let middle = (low + high) / 2
      if figures[middle].at < at { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The number of the table cell that a place of `bytes` stands in, from 0.
  func cell(of at: Int) -> Int { bytes[..<at].count { $0 == 0x09 } }
}

/// Parts paragraphs into sentences.
enum Sentences {
  /// The sentences of plain text, their closing marks included; 。！？；; end one.
  static func spans(of text: UnsafeBufferPointer<UInt8>) -> [TextSpan] {
    var spans: [TextSpan] = []
    var start = 0
    var at = 0
    while at < text.count {
      let byte = text[at]
      var isEnd = byte == UInt8(ascii: ";")
      let width = WordSet.width(byte)
      if byte >= 0xE3, at + 2 < text.count {
        let (second, third) = (text[at + 1], text[at + 2])
        isEnd =
          byte == 0xE3 && second == 0x80 && third == 0x82
          || byte == 0xEF && second == 0xBC && (third == 0x81 || third == 0x9B || third == 0x9F)
      }
      at += width
      if isEnd {
        spans.append(TextSpan(start, min(at, text.count)))
        start = at
      }
    }
    if start < text.count { spans.append(TextSpan(start, text.count)) }
    return spans
  }
}
