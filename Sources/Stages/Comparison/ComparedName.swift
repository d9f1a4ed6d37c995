internal import Facts

/// A name as comparisons see it: without the words that say nothing of what is measured.
struct ComparedName: Hashable {
  let text: String
  let pairs: CharacterPairs

  init(_ name: String, synonyms: [(word: String, plain: String)]) {
    var plain = name
    for (word, instead) in synonyms
    where plain.utf8.count >= word.utf8.count && plain.contains(word) {
      plain = plain.replacing(word, with: instead)
    }
    for word in ComparedName.fillers where UTF8Search.hasAny(plain, [word]) {
      let shorter = plain.replacing(word.description, with: "")
      if shorter.utf8.count > 3 { plain = shorter }
    }
    text = plain
    pairs = CharacterPairs(plain)
  }

  /// Words that one article has and the other leaves out.
  private static let fillers: [StaticString] = [
    "的", "累计", "共计", "全年", "已经", "已", "部分", "及", "和", "或", "相关", "等",
  ]

  /// How alike two names are, in per cent: twice the pairs that both have by the pairs of each (Dice).
  func likeness(to other: ComparedName) -> Int {
    if text == other.text { return 100 }
    let all = pairs.count + other.pairs.count
    guard all > 0 else { return 0 }
    return min(99, 200 * pairs.shared(with: other.pairs) / all)
  }
}
