internal import Foundation

/// What a person decided about a finding or a figure; never changed, only followed by another.
public struct Decision: Hashable, Sendable, Codable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// The article is wrong.
    case confirmed
    /// The article is right, and the finding is not.
    case falseAlarm = "false-alarm"
    /// The figure was read wrongly; `value` says what it should be.
    case corrected
    /// The number is no figure.
    case notAFigure = "not-a-figure"
    /// It was so when people began to look.
    case known
    /// To be looked at again; it stays in the queue.
    case later
    /// The decision before it does not count.
    case undone
  }

  public let fingerprint: String
  public let decision: Kind
  public let value: String?
  public let reason: String?
  public let who: String?
  /// When it was made, in the form of ISO 8601 with seconds and zone.
  public let when: String

  public init(
    fingerprint: String, decision: Kind, value: String? = nil, reason: String? = nil,
    who: String? = nil, when: String
  ) {
    self.fingerprint = fingerprint
    self.decision = decision
    self.value = value
    self.reason = reason
    self.who = who
    self.when = when
  }

  /// The decision as a line of a log, with its end.
  public func line() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self)) + [0x0A]
  }

  /// A moment as `when` has it, in UTC.
  public static func stamp(secondsSince1970 seconds: Int) -> String {
    Date(timeIntervalSince1970: TimeInterval(seconds)).ISO8601Format()
  }
}
