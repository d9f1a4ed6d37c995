internal import Facts

/// Parts lists of names.
enum Lists {
  /// The names of "A、B和C", each as it stands.
  static func items(_ words: ArraySlice<UInt8>, at marks: ArraySlice<[UInt8]>) -> [[UInt8]] {
    var items: [[UInt8]] = [[]]
    var at = words.startIndex
    while at < words.endIndex {
      let width = WordSet.width(words[at])
      let scalar = words[at..<min(at + width, words.endIndex)]
      if marks.contains(where: { scalar.elementsEqual($0) }) {
        // 甲区以及乙区
        if scalar.equals("及"), items[items.count - 1].ends(in: "以") {
          items[items.count - 1].removeLast(3)
        }
        items.append([])
      } else {
        items[items.count - 1] += scalar
      }
      at += width
    }
    return items.filter { !$0.isEmpty }
  }

  /// As many names as there are figures, parted by the fewest kinds of marks.
  static func parted(_ words: ArraySlice<UInt8>, into count: Int) -> [[UInt8]]? {
    (1..<marks.count).lazy.map { items(words, at: marks.prefix($0)) }.first { $0.count == count }
  }

  /// The names of a list that says itself how many they are, and what it says of them: 甲、乙、丙|三|地增速.
  static func summed(
    _ words: ArraySlice<UInt8>, _ count: Int
  ) -> (names: [[UInt8]], rest: ArraySlice<UInt8>)? {
    guard (2..<numerals.count).contains(count) else { return nil }
    for numeral in numerals[count] {
      guard let at = UTF8Search.first(numeral, in: words), at > words.startIndex,
        let names = parted(words[..<at], into: count),
        case let rest = words[(at + 3)...],
        counted.contains(where: { rest.begins(with: $0) })
      else { continue }
      return (names, rest)
    }
    return nil
  }

  private static let numerals: [[StaticString]] = [
    [], [], ["两", "二"], ["三"], ["四"], ["五"], ["六"], ["七"], ["八"], ["九"], ["十"],
  ]
  /// What stands behind such a number.
  private static let counted: [StaticString] = [
    "大", "个", "类", "项", "种", "地", "省", "市", "县", "区", "国", "家", "级", "者", "所",
  ]

  static let marks = ["、", "和", "及", "与", ",", "，"].map { Array($0.utf8) }
}
