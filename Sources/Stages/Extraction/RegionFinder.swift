internal import Facts
internal import Rules

/// Finds the place that an article is about, by the endings of place names.
final class RegionFinder: Sendable {
  private let endings: WordSet
  private let national: WordSet
  private let notPlaces: WordSet
  /// Characters behind which a name begins, and which stand in none: 年, 在, 从 …
  private let borders: WordSet

  init(lexicon: Lexicon) {
    endings = WordSet(["省", "市", "县", "区", "自治区", "自治州", "自治县", "旗", "州", "盟", "镇", "乡"])
    national = WordSet(lexicon.list("national"))
    borders = WordSet(lexicon.list("place-borders"))
    notPlaces = WordSet(lexicon.list("not-places"))
  }

  /// The place named most often, titles counting more and lower levels winning ties; 全国 where the
  /// article speaks of the whole country; `nil` where it names no place.
  func region(in texts: [(text: [UInt8], weight: Int)]) -> String? {
    var counts: [[UInt8]: Int] = [:]
    var national = 0
    for (text, weight) in texts {
      text.withUnsafeBufferPointer { buffer in
        var at = 0
        while at < buffer.count {
          if self.national.longest(in: buffer, at: at) != nil { national += weight }
          if buffer[at] >= 0xE4, let name = place(buffer, endingAt: at) {
            counts[name, default: 0] += weight
          }
          at += WordSet.width(buffer[at])
        }
      }
    }
    let places = counts.map {
      (name: String(decoding: $0.key, as: UTF8.self), count: $0.value, rank: rank($0.key))
    }
    // The shorter of two names, and then the lesser, so that the answer never hangs on chance.
    let best = places.min { a, b in
      (b.count, b.rank, a.name.utf8.count, a.name) < (a.count, a.rank, b.name.utf8.count, b.name)
    }
    guard let best, best.count > national else { return national > 0 ? "全国" : nil }
    return best.name
  }

  private func rank(_ name: [UInt8]) -> Int {
    let text = String(decoding: name, as: UTF8.self)
    return text.hasSuffix("县") || text.hasSuffix("区") ? 3 : text.hasSuffix("市") ? 2 : 1
  }

  /// The place name whose ending stands at `at`: two or three characters before 省, 市, 县 …
  private func place(_ text: UnsafeBufferPointer<UInt8>, endingAt at: Int) -> [UInt8]? {
    guard let ending = endings.longest(in: text, at: at) else { return nil }
    let isSmall = ["镇", "乡", "州", "盟", "旗"].contains { endings.word(ending).elementsEqual($0.utf8) }
    let end = at + endings.length(ending)
    for length in isSmall ? [] : [2, 3] {
      let start = at - 3 * length
      guard start >= 0, text[start] >= 0xE4,
        text[start..<at].enumerated().allSatisfy({
          $0.offset % 3 == 0 ? (0xE4...0xE9).contains($0.element) : $0.element & 0xC0 == 0x80
        })
      else { continue }
      // A name begins where a clause, a time or another place name ends, or behind a particle.
      let isStart =
        start == 0 || text[start - 1] < 0x80 || !(0xE4...0xE9).contains(text[start - 3])
        || endings.longest(in: text, endingAt: start) != nil
        || borders.longest(in: text, endingAt: start) != nil
      let inner = UnsafeBufferPointer(rebasing: text[start..<at])
      if borders.find(in: inner, from: 0, to: inner.count) != nil { continue }
      let name = Array(text[start..<end])
      if isStart,
        notPlaces.find(
          in: UnsafeBufferPointer(rebasing: text[start..<end]), from: 0, to: end - start) == nil
      {
        return name
      }
    }
    return nil
  }
}
