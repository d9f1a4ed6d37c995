/// Why a page could not be read.
public struct ReadingError: Error, Hashable, Sendable {
  public enum Reason: String, Sendable {
    case undecodable
    case unparsable = "unreadable"
    case tooLarge = "too-large"
  }

  public let reason: Reason
  public let message: String
}
