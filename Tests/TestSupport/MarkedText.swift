/// A text in which places are drawn: `完成率⟦102.13%⟧` is the text without the brackets, and the span
/// between them in UTF-8.
public struct MarkedText: Sendable {
  public let text: String
  /// The UTF-8 offsets of what stood in brackets, in order.
  public let spans: [Range<Int>]

  public init(_ marked: String) {
    var text = ""
    var spans: [Range<Int>] = []
    var start = 0
    for character in marked {
      switch character {
      case "⟦": start = text.utf8.count
      case "⟧": spans.append(start..<text.utf8.count)
      default: text.append(character)
      }
    }
    self.text = text
    self.spans = spans
  }
}
