/// A parsed page, flat: its blocks of text in page order and the elements that hold them.
///
/// The C tree is gone by the time a page is returned; everything here is a value.
public struct HTMLPage: Sendable {
  /// What sort of block it is, by the element that opened it.
  public enum BlockKind: Sendable {
    case paragraph, heading, cell, headerCell, listItem, title
  }

  /// A run of text between two breaks of the layout.
  public struct Block: Sendable {
    /// Its bytes in `text`: UTF-8 with white space folded.
    public let range: Range<Int>
    /// How many of its bytes stand in links.
    public let linkBytes: Int
    public let kind: BlockKind
    /// The index of the innermost element that holds it.
    public let element: Int
    /// The number of the table row it stands in, -1 outside tables.
    public let row: Int
    /// The column of its cell in the row, from 0, cells that reach over several counted; -1 outside tables.
    public let cell: Int
  }

  /// An element that can hold blocks.
  public struct Element: Sendable {
    /// The index of the element around it, -1 for the outermost.
    public let parent: Int
    /// The bytes of its class and id in `hints`.
    public let hints: Range<Int>
    /// Whether its tag says that it is no main text: nav, footer, aside, form, header.
    public let isAside: Bool
  }

  /// The `name` or `property` of a meta element, and its content.
  public struct Meta: Sendable {
    public let name: String
    public let content: String
  }

  public internal(set) var text: [UInt8] = []
  public internal(set) var hints: [UInt8] = []
  public internal(set) var blocks: [Block] = []
  public internal(set) var elements: [Element] = []
  public internal(set) var metas: [Meta] = []
  /// The address of `<link rel="canonical">`.
  public internal(set) var canonical: String?
  /// The bodies of the JSON-LD scripts, in page order.
  public internal(set) var linkedData: [[UInt8]] = []
  /// Whether libxml2 gave up before the end of the page.
  public internal(set) var isCut = false
}
