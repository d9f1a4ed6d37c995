/// Words to be found in UTF-8 text: the longest that begins, or ends, at a place.
///
/// Words lie in buckets by their first, and by their last scalar, so that a place where none stands
/// costs one look-up in a table of a few hundred bytes.
public final class WordSet: @unchecked Sendable {
  // @unchecked: nothing is written to the tables once they are made.

  /// A word's place in the order in which the words were given.
  public typealias Index = Int

  public let count: Int
  /// All words, one behind the other; word i is starts[i]..<starts[i + 1].
  @usableFromInline let bytes: UnsafePointer<UInt8>
  @usableFromInline let starts: UnsafePointer<Int32>
  /// A bit for the lowest six bits of each word's first scalar, which its last byte holds.
  @usableFromInline let filter: UInt64
  @usableFromInline let firsts: Buckets
  @usableFromInline let lasts: Buckets

  /// Word indexes by the hash of a scalar: bucket b holds items[starts[b]..<starts[b + 1]], the
  /// longest word first.
  @usableFromInline
  struct Buckets {
    @usableFromInline let mask: Int
    @usableFromInline let starts: UnsafePointer<Int32>
    @usableFromInline let items: UnsafePointer<Int32>

    init(_ keys: [(scalar: Int, word: Int)]) {
      var size = 256
      while size < keys.count * 4, size < 4096 { size *= 2 }
      mask = size - 1
      var lists = [[Int32]](repeating: [], count: size)
      for key in keys { lists[key.scalar & (size - 1)].append(Int32(key.word)) }
      var starts: [Int32] = [0]
      for list in lists { starts.append((starts.last ?? 0) + Int32(list.count)) }
      self.starts = WordSet.table(starts)
      items = WordSet.table(lists.flatMap { $0 })
    }

    func deallocate() {
      starts.deallocate()
      items.deallocate()
    }
  }

  public init(_ words: some Sequence<String>) {
    let words = words.map { Array($0.utf8) }.filter { !$0.isEmpty }
    count = words.count
    bytes = WordSet.table(words.flatMap { $0 })
    var starts: [Int32] = [0]
    for word in words { starts.append((starts.last ?? 0) + Int32(word.count)) }
    self.starts = WordSet.table(starts)
    let order = words.indices.sorted { (words[$0].count, $1) > (words[$1].count, $0) }
    filter = words.reduce(0) { $0 | 1 << UInt64(WordSet.scalar($1, at: 0) & 63) }
    firsts = order.withWords(words) { WordSet.scalar($0, at: 0) }
    lasts = order.withWords(words) { WordSet.scalar($0, before: $0.count) }
  }

  deinit {
    bytes.deallocate()
    starts.deallocate()
    firsts.deallocate()
    lasts.deallocate()
  }

  private static func table<Element: BitwiseCopyable>(
    _ elements: [Element]
  ) -> UnsafePointer<Element> {
    let table = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
    table.initialize(from: elements, count: elements.count)
    return UnsafePointer(table)
  }

  public var isEmpty: Bool { count == 0 }

  /// The number of bytes of a word.
  @inlinable
  public func length(_ word: Index) -> Int { Int(starts[word + 1] - starts[word]) }

  public func word(_ word: Index) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes + Int(starts[word]), count: length(word))
  }

  /// The longest word that begins at a UTF-8 offset of `text`.
  @inlinable
  public func longest(in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Index? {
    guard start < text.count else { return nil }
    let bucket = WordSet.scalar(text, at: start) & firsts.mask
    var item = Int(firsts.starts[bucket])
    let end = Int(firsts.starts[bucket + 1])
    while item < end {
      let index = Int(firsts.items[item])
      if matches(index, text, start) { return index }
      item += 1
    }
    return nil
  }

  /// Every word that begins at an offset, longest first.
  @inlinable
  public func each(
    in text: UnsafeBufferPointer<UInt8>, at start: Int, _ body: (Index) -> Void
  ) {
    let bucket = WordSet.scalar(text, at: start) & firsts.mask
    var item = Int(firsts.starts[bucket])
    let end = Int(firsts.starts[bucket + 1])
    while item < end {
      let index = Int(firsts.items[item])
      if matches(index, text, start) { body(index) }
      item += 1
    }
  }

  /// The longest word that ends at a UTF-8 offset of `text`, not reaching before `limit`.
  @inlinable
  public func longest(
    in text: UnsafeBufferPointer<UInt8>, endingAt end: Int, notBefore limit: Int = 0
  ) -> Index? {
    guard end > limit, end <= text.count else { return nil }
    let bucket = WordSet.scalar(text, before: end) & lasts.mask
    var item = Int(lasts.starts[bucket])
    let last = Int(lasts.starts[bucket + 1])
    while item < last {
      let index = Int(lasts.items[item])
      let length = length(index)
      if length <= end - limit, matches(index, text, end - length) { return index }
      item += 1
    }
    return nil
  }

  /// The first place at or behind `start` where a word stands, with that word.
  @inlinable
  public func find(
    in text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) -> (word: Index, at: Int)? {
    var at = start
    while at < end {
      let next = at + WordSet.width(text[at])
      // Few places pass, and no table is touched for the others.
      if next > text.count || filter >> UInt64(text[next - 1] & 63) & 1 == 1,
        let word = longest(in: text, at: at), at + length(word) <= end
      {
        return (word, at)
      }
      at = next
    }
    return nil
  }

  /// Whether a text is one of the words.
  public func contains(_ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { buffer in
      guard !buffer.isEmpty else { return false }
      var isWord = false
      each(in: buffer, at: 0) { isWord = isWord || length($0) == buffer.count }
      return isWord
    }
  }

  @inlinable
  func matches(_ word: Index, _ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    let length = length(word)
    guard start + length <= text.count else { return false }
    let word = bytes + Int(starts[word])
    var index = 0
    while index < length {
      if word[index] != text[start + index] { return false }
      index += 1
    }
    return true
  }

  /// The number of bytes of the scalar that begins with a byte.
  @inlinable
  public static func width(_ byte: UInt8) -> Int {
    byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
  }

  /// The scalar at an offset; those beyond the first plane are all taken for 0.
  @inlinable
  static func scalar<Text: RandomAccessCollection<UInt8>>(_ text: Text, at start: Int) -> Int
  where Text.Index == Int {
    let byte = text[start]
    if byte < 0x80 { return Int(byte) }
    if byte >= 0xE0, byte < 0xF0, start + 2 < text.endIndex {
      return (Int(byte) & 0x0F) << 12 | (Int(text[start + 1]) & 0x3F) << 6 | Int(text[start + 2])
        & 0x3F
    }
    if byte < 0xE0, start + 1 < text.endIndex {
      return (Int(byte) & 0x1F) << 6 | Int(text[start + 1]) & 0x3F
    }
    return 0
  }

  @inlinable
  static func scalar<Text: RandomAccessCollection<UInt8>>(_ text: Text, before end: Int) -> Int
  where Text.Index == Int {
    var start = end - 1
    while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
    return scalar(text, at: start)
  }
}

extension [Int] {
  /// The buckets of words in this order, by a scalar of each.
  fileprivate func withWords(_ words: [[UInt8]], _ scalar: ([UInt8]) -> Int) -> WordSet.Buckets {
    WordSet.Buckets(map { (scalar(words[$0]), $0) })
  }
}
