internal import Facts
internal import Rules

/// Finds the 以 that singles out the largest or smallest of several parts: 肇事原因以|未依规定让车|214件|最多.
struct SinglingOut: Sendable {
  private let superlatives: WordSet
  private let notSingling: WordSet

  init(lexicon: Lexicon) {
    superlatives = WordSet(lexicon.list("singled-out"))
    notSingling = WordSet(lexicon.list("not-singling"))
  }

  /// The offset in words before a figure of the 以 that singles out, where words behind the figure say so.
  func offset(in words: ArraySlice<UInt8>, behind: ArraySlice<UInt8>) -> Int? {
    // 以印尼籍|30万人|占36.5%最多: its share may stand between.
    let share = behind.begins(with: "占") ? behind.dropFirst(3).firstIndex(of: 0xEE) : nil
    let end = share.map { behind[min($0 + 3, behind.endIndex)...] } ?? behind
    guard end.withUnsafeBufferPointer({ superlatives.longest(in: $0, at: 0) }) != nil,
      let at = UTF8Search.first("以", in: words)
    else { return nil }
    return words.withUnsafeBufferPointer { buffer in
      let place = at - words.startIndex
      let isOther = [place, place - 3].contains {
        $0 >= 0 && notSingling.longest(in: buffer, at: $0) != nil
      }
      return isOther ? nil : at
    }
  }

  /// Whether words behind a figure say that it is the most or the least.
  func isSuperlative(_ behind: ArraySlice<UInt8>) -> Bool {
    behind.withUnsafeBufferPointer { superlatives.longest(in: $0, at: 0) != nil }
  }

  /// Where the superlative begins that ends a text, 岁出以教育支出|最多, and the 以 before it.
  func ending(_ text: UnsafeBufferPointer<UInt8>) -> (at: Int, superlative: Int)? {
    guard let word = superlatives.longest(in: text, endingAt: text.count),
      let at = UTF8Search.first("以", in: text[...])
    else { return nil }
    return (at, text.count - superlatives.length(word))
  }
}
