/// The pairs of neighbouring characters of a text, to tell how much two texts share.
public struct CharacterPairs: Hashable, Sendable {
  /// Each pair in one number, sorted, each once.
  public let pairs: [UInt64]

  public init(_ text: String) {
    var pairs: [UInt64] = []
    pairs.reserveCapacity(text.utf8.count / 3)
    var last: UInt64?
    for scalar in text.unicodeScalars {
      if let last { pairs.append(last << 32 | UInt64(scalar.value)) }
      last = UInt64(scalar.value)
    }
    pairs.sort()
    var kept = 0
    for pair in pairs where kept == 0 || pairs[kept - 1] != pair {
      pairs[kept] = pair
      kept += 1
    }
    pairs.removeLast(pairs.count - kept)
    self.pairs = pairs
  }

  public var count: Int { pairs.count }

  /// How many pairs both have.
  public func shared(with other: CharacterPairs) -> Int {
    var (here, there, shared) = (0, 0, 0)
    while here < pairs.count, there < other.pairs.count {
      if pairs[here] == other.pairs[there] {
        shared += 1
        here += 1
        there += 1
      } else if pairs[here] < other.pairs[there] {
        here += 1
      } else {
        there += 1
      }
    }
    return shared
  }
}
