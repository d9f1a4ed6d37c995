internal import Facts
internal import Rules

/// Finds the word of change that stands before a figure, with or without words between: 增加|了约|5万人.
final class ChangeWords: Sendable {
  private let words: WordSet
  private let tail: WordSet

  init(lexicon: Lexicon) {
    words = WordSet(lexicon.list("up") + lexicon.list("down"))
    tail = WordSet(lexicon.list("change-tail"))
  }

  /// Where what stands between such a word and its figure begins, and where its first word ends.
  func link(
    in text: UnsafeBufferPointer<UInt8>, before figure: Int
  ) -> (start: Int, firstEnd: Int) {
    var (start, firstEnd) = (figure, figure)
    while let word = tail.longest(in: text, endingAt: start) {
      (firstEnd, start) = (start, start - tail.length(word))
    }
    return (start, firstEnd)
  }

  /// Whether a word of change ends at a place.
  func ends(in text: UnsafeBufferPointer<UInt8>, at end: Int) -> Bool {
    words.longest(in: text, endingAt: end) != nil
  }
}

extension Phrase {
  /// Whether a name ends in a word of change: 下跌.
  func endsInChange(_ name: [UInt8]) -> Bool {
    name.withUnsafeBufferPointer { trimmer.changes.longest(in: $0, endingAt: $0.count) != nil }
  }

  /// Whether words are a word of change alone, or that nothing changed: 下降, 实现正增长, 持平.
  func isChange(_ words: ArraySlice<UInt8>) -> Bool {
    let change = words.begins(with: "实现") ? words.dropFirst(6) : words
    return ["持平", "不变", "正增长", "负增长"].contains { change.equals($0) }
      || trimmer.changes.contains(Array(change))
  }
}
