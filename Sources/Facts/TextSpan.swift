/// A half-open range of UTF-8 offsets into a text, as in 3..<6.
public struct TextSpan: Hashable, Sendable {
  public let start: Int
  public let end: Int

  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = end
  }

  public func overlaps(_ other: TextSpan) -> Bool { start < other.end && other.start < end }
}
