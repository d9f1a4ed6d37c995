internal import Facts

/// Ties figures that point back to one before them: 这34个项目, 上述项目完成投资53亿元, and counts of
/// things that are named in the same words.
struct RestatementFinder: NamedFacts {
  let facts: [Fact]
  let names: [NamePairs]
  let text: TextBetween

  func ties() -> [Tie] { counts() + amounts() + slips() }

  private static let pointing = ["上述", "这些"]
  private static let pointers: [StaticString] = ["这", "這", "上述", "该", "該"]

  /// 实施34个重点项目 … 这34个重点项目: the count of the same things, nearest before it.
  private func counts() -> [Tie] {
    facts.indices.compactMap { second in
      guard isCount(second), text.isPreceded(second, by: RestatementFinder.pointers),
        let things = text.wordsBehind(second),
        let first = facts.indices[..<second].last(where: {
          isCount($0) && facts[$0].unit == facts[second].unit
            && (text.wordsBehind($0).map { TextBetween.common($0, things) >= 12 } ?? false)
        })
      else { return nil }
      return tie(first, second)
    }
  }

  /// 37个工程累计完成投资53亿元 … 上述项目已累计完成投资…: what a name says behind its pointer, where one
  /// figure of that time ends in it.
  private func amounts() -> [Tie] {
    facts.indices.compactMap { second in
      guard isLevel(second), let measure = RestatementFinder.measure(of: facts[second].indicator)
      else { return nil }
      let alike = near(second).filter {
        $0 < second && isLevel($0) && facts[$0].type == facts[second].type
          && facts[$0].unit == facts[second].unit && facts[$0].status == facts[second].status
          && facts[$0].period?.start == facts[second].period?.start
          && facts[$0].period?.end == facts[second].period?.end
          && facts[$0].indicator.hasSuffix(measure)
          && RestatementFinder.measure(of: facts[$0].indicator) == nil
      }
      return alike.count == 1 ? tie(alike[0], second) : nil
    }
  }

  /// What stands behind the pointer of a name and what it points to: 上述项目已|累计完成投资.
  private static func measure(of name: String) -> Substring? {
    let isPointing = pointing.contains { word in name.utf8.starts(with: word.utf8) }
    guard isPointing, name.count >= 8 else { return nil }
    var rest = name.dropFirst(4)
    for word in ["已经", "已", "共", "的"] where rest.hasPrefix(word) {
      rest = rest.dropFirst(word.count)
    }
    return rest.count >= 4 ? rest : nil
  }

  /// Counts of ten and more of things named in the same words at one time, in two places only, which
  /// differ in one digit if at all.
  private func slips() -> [Tie] {
    let ten = ExactDecimal(10)
    var counts: [UInt64: [Int]] = [:]
    for fact in facts.indices where isCount(fact) && facts[fact].value.number ?? .zero >= ten {
      guard let (words, _) = things(fact) else { continue }
      // What is counted, with its classifier, whether it is so, and when.
      let key = IdentityHash()
        .adding(bytes: words).adding(facts[fact].unit.text).adding(facts[fact].status.rawValue)
        .adding(UInt64(facts[fact].period?.start?.year ?? 0))
      counts[key.value, default: []].append(fact)
    }
    return counts.values.compactMap { pair in
      guard pair.count == 2, pair.contains(where: { things($0)?.isBehind == true }),
        let a = facts[pair[0]].value.number,
        let b = facts[pair[1]].value.number,
        a == b || RepetitionFinder.areOneDigitApart(a, b), !areOneSpeech(pair[0], pair[1])
      else { return nil }
      return tie(pair[0], pair[1])
    }
    .sorted { $0.roles[0].fact < $1.roles[0].fact }
  }

  /// Whether the words behind the first figure lead right to the second, which counts what became of the
  /// things: 56个|问题完成整改|52个.
  private func areOneSpeech(_ first: Int, _ second: Int) -> Bool {
    text.between(first, second).map { $0.count <= RestatementFinder.longestDeed } ?? false
  }

  /// Most bytes between the number of things and how many of them something became of.
  private static let longestDeed = 30

  /// What is counted, in six characters: 37个|市政重点工程, 市政重点工程|共有37个.
  private func things(_ fact: Int) -> (words: ArraySlice<UInt8>, isBehind: Bool)? {
    if let words = text.wordsBehind(fact) {
      return words.count >= 18 ? (words.prefix(18), true) : nil
    }
    let name = facts[fact].indicator.utf8
    return name.count >= 18 ? (Array(name.suffix(18))[...], false) : nil
  }

  private func isCount(_ fact: Int) -> Bool {
    facts[fact].type == .count && isPlain(fact) && !facts[fact].unit.text.isEmpty
  }

  private func tie(_ first: Int, _ second: Int) -> Tie {
    Tie(.repeat, [.init("item", first), .init("item", second)])
  }
}
