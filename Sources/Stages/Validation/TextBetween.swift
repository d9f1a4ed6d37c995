internal import Facts

/// The words between the figures of an article, where its text is at hand.
struct TextBetween {
  let facts: [Fact]
  /// Empty where nobody has the text; then nothing is between figures.
  let paragraphs: [Article.Paragraph]

  /// The text between two figures of one paragraph, the first standing before the second.
  func between(_ first: Int, _ second: Int) -> Slice? {
    let (before, behind) = (facts[first].source, facts[second].source)
    guard before.paragraph == behind.paragraph, paragraphs.indices.contains(before.paragraph),
      before.span.end <= behind.span.start
    else { return nil }
    return Slice(paragraphs[before.paragraph].text[before.span.end..<behind.span.start])
  }

  /// The text before a figure, from the end of the one before it or of its sentence on.
  func before(_ fact: Int) -> Slice? {
    let source = facts[fact].source
    guard paragraphs.indices.contains(source.paragraph) else { return nil }
    let text = paragraphs[source.paragraph].text
    let start =
      fact > 0 && facts[fact - 1].source.paragraph == source.paragraph
      ? min(facts[fact - 1].source.span.end, source.span.start) : 0
    return Slice(
      text[
        TextBetween.sentenceStart(text, before: source.span.start, from: start)..<source.span.start]
    )
  }

  /// The sentence of a figure, from full stop to full stop.
  func sentence(of fact: Int) -> String? {
    let source = facts[fact].source
    guard paragraphs.indices.contains(source.paragraph) else { return nil }
    let text = paragraphs[source.paragraph].text
    var end = source.span.end
    let last = min(text.count, end + TextBetween.reach)
    while end < last, !text[end...].starts(with: TextBetween.stop) { end += 1 }
    let start = TextBetween.sentenceStart(
      text, before: source.span.start, from: max(0, source.span.start - TextBetween.reach))
    return String(decoding: text[start..<end], as: UTF8.self)
  }

  /// The Chinese words right behind a figure, up to the next mark, figure or 12 characters.
  func wordsBehind(_ fact: Int) -> ArraySlice<UInt8>? {
    let source = facts[fact].source
    guard paragraphs.indices.contains(source.paragraph) else { return nil }
    let text = paragraphs[source.paragraph].text[source.span.end...]
    var end = text.startIndex
    while end + 3 <= text.endIndex, end - text.startIndex < 36, (0xE4...0xE9).contains(text[end]) {
      end += 3
    }
    return end > text.startIndex ? text[..<end] : nil
  }

  /// Whether one of the words stands right before a figure.
  func isPreceded(_ fact: Int, by words: [StaticString]) -> Bool {
    let source = facts[fact].source
    guard paragraphs.indices.contains(source.paragraph) else { return false }
    let text = paragraphs[source.paragraph].text[..<source.span.start]
    return words.contains { word in
      text.suffix(word.utf8CodeUnitCount)
        .elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }
  }

  /// The Chinese words right before a figure, back to the last mark or figure, at most 6 characters.
  func wordsBefore(_ fact: Int) -> ArraySlice<UInt8>? {
    let source = facts[fact].source
    guard paragraphs.indices.contains(source.paragraph) else { return nil }
    let text = paragraphs[source.paragraph].text[..<source.span.start]
    var start = text.endIndex
    while start >= 3, text.endIndex - start < 18, (0xE4...0xE9).contains(text[start - 3]) {
      start -= 3
    }
    return text[start...]
  }

  /// How many bytes two texts begin with alike.
  static func common(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Int {
    zip(a, b).prefix { $0 == $1 }.count / 3 * 3
  }

  private static let stop = Array("。".utf8)

  /// Most bytes of a sentence that are looked at on either side of a figure.
  private static let reach = 2_400

  private static func sentenceStart(_ text: [UInt8], before end: Int, from least: Int) -> Int {
    var start = end
    while start > least, !text[..<start].suffix(3).elementsEqual(stop) { start -= 1 }
    while start < end, text[start] & 0xC0 == 0x80 { start += 1 }
    return start
  }

  /// What the paragraph of a figure is in the layout of the article.
  func role(of fact: Int) -> Article.Role? {
    let paragraph = facts[fact].source.paragraph
    return paragraphs.indices.contains(paragraph) ? paragraphs[paragraph].role : nil
  }

  struct Slice {
    private let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    /// How many bytes it has.
    var count: Int { bytes.count }

    /// Whether one of the words comes first, but for a comma or a colon.
    func opens(with words: [StaticString]) -> Bool {
      words.contains { word in
        UTF8Search.first(word, in: bytes).map { $0 - bytes.startIndex <= 3 } ?? false
      }
    }

    func starts(with words: [StaticString]) -> Bool {
      words.contains { UTF8Search.first($0, in: bytes) == bytes.startIndex }
    }

    /// What stands before the first of the words that is there.
    func before(_ words: [StaticString]) -> Slice? {
      words.lazy.compactMap { UTF8Search.first($0, in: bytes) }.first.map { Slice(bytes[..<$0]) }
    }

    func has(_ words: [StaticString]) -> Bool {
      UTF8Search.hasAny(bytes, words)
    }
  }
}
