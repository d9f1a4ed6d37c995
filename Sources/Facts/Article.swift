/// One article as it was read from its page: what the later stages work on.
public struct Article: Sendable {
  /// What a paragraph is in the layout of the article.
  public enum Role: Sendable, Hashable {
    case title, heading, text, tableRow
  }

  /// A paragraph of the body: UTF-8 text with its white space folded, table cells joined by a tab.
  public struct Paragraph: Sendable {
    public let text: [UInt8]
    public let role: Role

    public init(text: [UInt8], role: Role) {
      self.text = text
      self.role = role
    }
  }

  /// The identifier of the document: its path in the run, or its id in a stream.
  public let document: String
  public let title: String?
  public let published: CivilDate?
  public let publisher: String?
  public let url: String?
  /// The place that the article is about, in simplified characters.
  public var region: String?
  /// The encoding its bytes were read as, by its WHATWG name.
  public let encoding: String
  /// SHA-256 of the bytes, in lower-case hexadecimal.
  public let sha256: String
  public let paragraphs: [Paragraph]

  public init(
    document: String, title: String?, published: CivilDate?, publisher: String?, url: String?,
    region: String?, encoding: String, sha256: String, paragraphs: [Paragraph]
  ) {
    self.document = document
    self.title = title
    self.published = published
    self.publisher = publisher
    self.url = url
    self.region = region
    self.encoding = encoding
    self.sha256 = sha256
    self.paragraphs = paragraphs
  }
}
