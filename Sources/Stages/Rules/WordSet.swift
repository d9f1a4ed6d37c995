/// Words to be found in UTF-8 text: the longest that begins, or ends, at a place.
///
/// Words lie in buckets by their first, and by their last scalar, so that a place where none stands
/// costs one look-up.
public struct WordSet: Sendable {
  /// A word's place in the order in which the words were given.
  public typealias Index = Int

  public let words: [[UInt8]]
  private let byFirst: [UInt16]
  private let byLast: [UInt16]
  /// Bucket 0 is empty; each bucket is sorted by falling length.
  private var firstBuckets: [[Index]] = [[]]
  private var lastBuckets: [[Index]] = [[]]

  public init(_ words: some Sequence<String>) {
    let words = words.map { Array($0.utf8) }.filter { !$0.isEmpty }
    var byFirst = [UInt16](repeating: 0, count: 1 << 16)
    var byLast = byFirst
    for index in words.indices.sorted(by: { (words[$0].count, $1) > (words[$1].count, $0) }) {
      let word = words[index]
      WordSet.add(index, to: WordSet.scalar(word, at: 0), &byFirst, &firstBuckets)
      WordSet.add(index, to: WordSet.scalar(word, before: word.count), &byLast, &lastBuckets)
    }
    self.words = words
    self.byFirst = byFirst
    self.byLast = byLast
  }

  private static func add(
    _ index: Index, to scalar: Int, _ table: inout [UInt16], _ buckets: inout [[Index]]
  ) {
    if table[scalar] == 0 {
      table[scalar] = UInt16(buckets.count)
      buckets.append([])
    }
    buckets[Int(table[scalar])].append(index)
  }

  public var isEmpty: Bool { words.isEmpty }

  /// The longest word that begins at a UTF-8 offset of `text`.
  @inlinable
  public func longest(in text: UnsafeBufferPointer<UInt8>, at start: Int) -> Index? {
    first(in: text, at: start) { _ in true }
  }

  /// The longest word at an offset that `accepts` takes.
  @usableFromInline
  func first(
    in text: UnsafeBufferPointer<UInt8>, at start: Int, where accepts: (Index) -> Bool
  ) -> Index? {
    guard start < text.count else { return nil }
    let bucket = byFirst[WordSet.scalar(text, at: start)]
    guard bucket != 0 else { return nil }
    for index in firstBuckets[Int(bucket)] where accepts(index) {
      if WordSet.matches(words[index], text, start) { return index }
    }
    return nil
  }

  /// Every word that begins at an offset, longest first.
  public func each(
    in text: UnsafeBufferPointer<UInt8>, at start: Int, _ body: (Index) -> Void
  ) {
    let bucket = byFirst[WordSet.scalar(text, at: start)]
    guard bucket != 0 else { return }
    for index in firstBuckets[Int(bucket)] where WordSet.matches(words[index], text, start) {
      body(index)
    }
  }

  /// The longest word that ends at a UTF-8 offset of `text`, not reaching before `limit`.
  public func longest(
    in text: UnsafeBufferPointer<UInt8>, endingAt end: Int, notBefore limit: Int = 0
  ) -> Index? {
    guard end > limit, end <= text.count else { return nil }
    let bucket = byLast[WordSet.scalar(text, before: end)]
    guard bucket != 0 else { return nil }
    for index in lastBuckets[Int(bucket)] {
      let word = words[index]
      if word.count <= end - limit, WordSet.matches(word, text, end - word.count) { return index }
    }
    return nil
  }

  /// The first place at or behind `start` where a word stands, with that word.
  public func find(
    in text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) -> (word: Index, at: Int)? {
    var at = start
    while at < end {
      if let word = longest(in: text, at: at), at + words[word].count <= end { return (word, at) }
      at += WordSet.width(text[at])
    }
    return nil
  }

  public func contains(_ text: some Collection<UInt8>) -> Bool {
    let bytes = Array(text)
    return bytes.withUnsafeBufferPointer { buffer in
      !bytes.isEmpty && first(in: buffer, at: 0) { words[$0].count == bytes.count } != nil
    }
  }

  @inline(__always)
  private static func matches(
    _ word: [UInt8], _ text: UnsafeBufferPointer<UInt8>, _ start: Int
  ) -> Bool {
    guard start + word.count <= text.count else { return false }
    for index in word.indices where word[index] != text[start + index] { return false }
    return true
  }

  /// The number of bytes of the scalar that begins with a byte.
  @inline(__always)
  public static func width(_ byte: UInt8) -> Int {
    byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
  }

  /// The low 16 bits of the scalar at an offset; scalars beyond the first plane share a few.
  @inline(__always)
  private static func scalar<Text: RandomAccessCollection<UInt8>>(_ text: Text, at start: Int) -> Int
  where Text.Index == Int {
    let byte = text[start]
    switch width(byte) {
    case 1: return Int(byte)
    case 2 where start + 1 < text.count: return (Int(byte) & 0x1F) << 6 | Int(text[start + 1]) & 0x3F
    case 3 where start + 2 < text.count:
      return (Int(byte) & 0x0F) << 12 | (Int(text[start + 1]) & 0x3F) << 6 | Int(text[start + 2]) & 0x3F
    default: return 0
    }
  }

  @inline(__always)
  private static func scalar<Text: RandomAccessCollection<UInt8>>(_ text: Text, before end: Int) -> Int
  where Text.Index == Int {
    var start = end - 1
    while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
    return scalar(text, at: start)
  }
}
