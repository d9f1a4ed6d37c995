internal import Foundation

/// The decisions of a review in the order in which they were made: what lies in decisions.jsonl.
public struct DecisionLog: Sendable {
  public let entries: [Decision]
  /// The numbers, from 1, of lines that are no decisions: what a crash cut off, or a slip of the hand.
  public let badLines: [Int]
  /// What counts of each fingerprint: its last decision, unless that was undone.
  private let current: [String: Decision]

  /// Reads a log; a line that is no decision is passed over and remembered.
  public init(_ bytes: [UInt8]) {
    let decoder = JSONDecoder()
    var entries: [Decision] = []
    var bad: [Int] = []
    var current: [String: Decision] = [:]
    for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .enumerated()
    where !line.isEmpty {
      guard let decision = try? decoder.decode(Decision.self, from: Data(line)) else {
        bad.append(number + 1)
        continue
      }
      entries.append(decision)
      current[decision.fingerprint] = decision.decision == .undone ? nil : decision
    }
    self.entries = entries
    badLines = bad
    self.current = current
  }

  public init() { self.init([]) }

  /// What counts for a finding or figure.
  public func decision(on fingerprint: String) -> Decision? { current[fingerprint] }

  /// Whether a person has judged it, so that nobody need be told again.
  public func settles(_ fingerprint: String) -> Bool {
    current[fingerprint].map { $0.decision != .later } ?? false
  }

  /// The decisions that bear on no finding any more.
  public struct Leftovers: Sendable {
    /// A figure of theirs was changed: the finding is another now.
    public let stale: [Decision]
    /// Nothing like their finding is there.
    public let unused: [Decision]
  }

  /// The decisions on findings of these documents that no present finding has; `fingerprints` are the
  /// present ones. Decisions about single figures are no matter of findings.
  public func leftovers(fingerprints: Set<String>, documents: Set<String>) -> Leftovers {
    let present = fingerprints.compactMap(Fingerprint.init)
    var stale: [Decision] = []
    var unused: [Decision] = []
    for decision in current.values.sorted(by: { $0.fingerprint < $1.fingerprint })
    where !fingerprints.contains(decision.fingerprint) {
      guard let old = Fingerprint(decision.fingerprint), old.isOfFinding,
        documents.contains(old.document)
      else { continue }
      if present.contains(where: old.isLike) {
        stale.append(decision)
      } else {
        unused.append(decision)
      }
    }
    return Leftovers(stale: stale, unused: unused)
  }
}

/// A fingerprint taken apart: document, check and operands, `role=value` each (RECORD.md).
struct Fingerprint: Hashable {
  let document: String
  let check: String
  let operands: [String]

  init?(_ text: String) {
    let parts = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    let operands = parts.reversed().prefix { $0.contains("=") }.reversed()
    guard parts.count >= operands.count + 2, !operands.isEmpty else { return nil }
    let head = parts.dropLast(operands.count)
    document = head.dropLast().joined(separator: "|")
    check = head.last ?? ""
    self.operands = Array(operands)
  }

  /// Whether it is of a finding, not of a single figure that somebody judged.
  var isOfFinding: Bool { check != Fingerprint.figure }

  /// The word in the place of the check where a single figure is meant.
  static let figure = "figure"

  /// Whether another is of the same figures, some of them changed.
  func isLike(_ other: Fingerprint) -> Bool {
    guard document == other.document, check == other.check, operands.count == other.operands.count
    else { return false }
    let roles = { (operands: [String]) in operands.map { $0.prefix { $0 != "=" } } }
    return roles(operands) == roles(other.operands)
      && (operands.count == 1 || zip(operands, other.operands).contains { $0 == $1 })
  }
}
