/// The pairs of neighbouring characters of a name, to tell how much two names share.
struct NamePairs {
  private let name: String
  /// Each pair in one number, sorted, each once.
  private let pairs: [UInt64]

  init(_ name: String) {
    self.name = name
    var pairs: [UInt64] = []
    pairs.reserveCapacity(name.utf8.count / 3)
    var last: UInt64?
    for scalar in name.unicodeScalars {
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

  /// The pairs that both names have, in per cent of the pairs of the shorter one.
  func similarity(to other: NamePairs) -> Int {
    let least = min(pairs.count, other.pairs.count)
    guard least > 0 else { return name == other.name ? 100 : 0 }
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
    return shared * 100 / least
  }
}
