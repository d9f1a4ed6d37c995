public import Facts

/// A number that no fact captured and that is ignored for no reason.
public struct Unclaimed: Sendable {
  /// The index of its paragraph in the article.
  public let paragraph: Int
  /// Where it stands, UTF-8 offsets into the paragraph.
  public let span: TextSpan
  /// Its near surroundings with its kind in place of itself, by which like cases are told:
  /// "配备‹count›，". Other figures stand as ‹…›, expressions of time as ‹time›.
  public let shape: String
}

extension Unclaimed {
  /// Scalars of surroundings on either side.
  private static let reach = 2

  init(_ figure: Figure, slot: Int, in text: SlottedText, _ plain: PlainText, paragraph: Int) {
    self.paragraph = paragraph
    span = plain.original(figure.span)
    let at = text.figures[slot].at
    let left = Unclaimed.scalars(text.bytes[..<at]).suffix(Unclaimed.reach)
    let right = Unclaimed.scalars(text.bytes[(at + 3)...].prefix(12)).prefix(Unclaimed.reach)
    shape = left.joined() + "‹\(figure.kind.rawValue)›" + right.joined()
  }

  /// The scalars of a text, slots written out.
  private static func scalars(_ text: ArraySlice<UInt8>) -> [String] {
    String(decoding: text.suffix(24), as: UTF8.self).unicodeScalars.map { scalar in
      switch scalar.value {
      case 0xE000...0xE008: "‹…›"
      case 0xE009, 0xE00B: "‹time›"
      case 0x09: "|"
      default: String(scalar)
      }
    }
  }
}
