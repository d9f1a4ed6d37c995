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
    let slice = text[start..<source.span.start]
    let stop = Array("。".utf8)
    let cut = slice.indices.last { slice[$0...].prefix(3).elementsEqual(stop) }
    return Slice(cut.map { slice[($0 + 3)...] } ?? slice)
  }

  /// What the paragraph of a figure is in the layout of the article.
  func role(of fact: Int) -> Article.Role? {
    let paragraph = facts[fact].source.paragraph
    return paragraphs.indices.contains(paragraph) ? paragraphs[paragraph].role : nil
  }

  struct Slice {
    private let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    /// Whether one of the words comes first, but for a comma or a colon.
    func opens(with words: [StaticString]) -> Bool {
      words.contains { word in
        UTF8Search.first(word, in: bytes).map { $0 - bytes.startIndex <= 3 } ?? false
      }
    }

    func has(_ words: [StaticString]) -> Bool {
      words.contains { UTF8Search.first($0, in: bytes) != nil }
    }
  }
}
