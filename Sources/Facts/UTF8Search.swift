/// Plain searches in UTF-8 text; the texts are clauses and names, so nothing cleverer pays.
public enum UTF8Search {
  /// Where `word` stands first in `text`, as an offset.
  @inlinable
  public static func first(_ word: StaticString, in text: UnsafeBufferPointer<UInt8>) -> Int? {
    first(
      UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount), in: text)
  }

  /// Where the bytes of `word` stand first in `text`, as an offset.
  @inlinable
  static func first(
    _ word: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    let count = word.count
    guard count > 0, text.count >= count, let start = text.baseAddress else { return nil }
    // Most characters of a text begin alike: the first and the last byte tell nearly all apart.
    let (head, tail) = (word[0], word[count - 1])
    for at in 0...(text.count - count) where start[at] == head && start[at + count - 1] == tail {
      var same = 1
      while same < count, start[at + same] == word[same] { same += 1 }
      if same == count { return at }
    }
    return nil
  }

  /// Where `word` stands first in `text`, as an index of `text`.
  @inlinable
  public static func first(_ word: StaticString, in text: [UInt8]) -> Int? {
    text.withUnsafeBufferPointer { first(word, in: $0) }
  }

  /// Where `word` stands first in `text`, as an index of `text`.
  @inlinable
  public static func first(_ word: StaticString, in text: ArraySlice<UInt8>) -> Int? {
    text.withUnsafeBufferPointer { first(word, in: $0) }.map { $0 + text.startIndex }
  }

  /// Where `word` stands first in `text`, as an index of `text`.
  @inlinable
  public static func first(
    _ word: StaticString, in text: Slice<UnsafeBufferPointer<UInt8>>
  ) -> Int? {
    first(word, in: UnsafeBufferPointer(rebasing: text)).map { $0 + text.startIndex }
  }

  /// Whether `word` stands at an offset, behind which `text` has bytes enough.
  @inlinable
  static func stands(
    _ word: StaticString, in text: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> Bool {
    for at in 0..<word.utf8CodeUnitCount where text[start + at] != word.utf8Start[at] {
      return false
    }
    return true
  }

  /// Whether one of the words stands in a text.
  @inlinable
  public static func hasAny(_ text: String, _ words: [StaticString]) -> Bool {
    var text = text
    return text.withUTF8 { hasAny($0, words) }
  }

  /// Whether one of the words stands in a text.
  @inlinable
  public static func hasAny(_ text: ArraySlice<UInt8>, _ words: [StaticString]) -> Bool {
    text.withUnsafeBufferPointer { hasAny($0, words) }
  }

  /// Whether one of the words stands in a text; words with a byte that the text lacks are not looked for.
  @inlinable
  public static func hasAny(
    _ text: UnsafeBufferPointer<UInt8>, _ words: [StaticString]
  ) -> Bool {
    var bytes: UInt64 = 0
    for byte in text { bytes |= 1 << UInt64(byte & 63) }
    return words.contains { word in
      for at in 0..<word.utf8CodeUnitCount where bytes & 1 << UInt64(word.utf8Start[at] & 63) == 0 {
        return false
      }
      return first(word, in: text) != nil
    }
  }
}

extension BidirectionalCollection where Element == UInt8 {
  /// Whether UTF-8 text begins with a word.
  @inlinable
  public func begins(with word: StaticString) -> Bool {
    withContiguousStorageIfAvailable { text in
      text.count >= word.utf8CodeUnitCount && UTF8Search.stands(word, in: text, at: 0)
    } ?? false
  }

  /// Whether UTF-8 text ends in a word.
  @inlinable
  public func ends(in word: StaticString) -> Bool {
    withContiguousStorageIfAvailable { text in
      let start = text.count - word.utf8CodeUnitCount
      return start >= 0 && UTF8Search.stands(word, in: text, at: start)
    } ?? false
  }

  /// Whether the bytes of a part, one at least, stand in UTF-8 text.
  @inlinable
  public func holds(_ part: some BidirectionalCollection<UInt8>) -> Bool {
    let isHeld = withContiguousStorageIfAvailable { text in
      part.withContiguousStorageIfAvailable { UTF8Search.first($0, in: text) != nil }
    }
    return (isHeld ?? nil) ?? Array(self).holds(Array(part))
  }

  /// Whether UTF-8 text is a word and nothing else.
  @inlinable
  public func equals(_ word: StaticString) -> Bool {
    withContiguousStorageIfAvailable { text in
      text.count == word.utf8CodeUnitCount && UTF8Search.stands(word, in: text, at: 0)
    } ?? false
  }
}

extension String {
  /// Whether both are written with the same bytes: for names and units, which are normalized when they are made,
  /// what `==` tells, without the cost of comparing Chinese text by canonical equivalence.
  public func hasBytes(of other: String) -> Bool {
    utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
  }
}
