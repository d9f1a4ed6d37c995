/// Plain searches in UTF-8 text; the texts are clauses and names, so nothing cleverer pays.
public enum UTF8Search {
  /// Where `word` stands first in `text`, as an index of `text`.
  @inlinable
  public static func first<Text: RandomAccessCollection<UInt8>>(
    _ word: StaticString, in text: Text
  ) -> Int? where Text.Index == Int {
    let count = word.utf8CodeUnitCount
    let bytes = word.utf8Start
    var at = text.startIndex
    while at + count <= text.endIndex {
      if text[at] == bytes[0] {
        var same = 1
        while same < count, text[at + same] == bytes[same] { same += 1 }
        if same == count { return at }
      }
      at += 1
    }
    return nil
  }

  /// Whether one of the words stands in a text.
  @inlinable
  public static func hasAny(_ text: String, _ words: [StaticString]) -> Bool {
    var text = text
    return text.withUTF8 { buffer in words.contains { first($0, in: buffer) != nil } }
  }
}
