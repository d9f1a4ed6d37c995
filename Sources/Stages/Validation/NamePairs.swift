internal import Facts

/// A name with its pairs of neighbouring characters, to tell how much two names share.
struct NamePairs {
  private let name: String
  private let pairs: CharacterPairs

  init(_ name: String) {
    self.name = name
    pairs = CharacterPairs(name)
  }

  /// The pairs that both names have, in per cent of the pairs of the shorter one.
  func similarity(to other: NamePairs) -> Int {
    let least = min(pairs.count, other.pairs.count)
    guard least > 0 else { return name == other.name ? 100 : 0 }
    return pairs.shared(with: other.pairs) * 100 / least
  }
}
