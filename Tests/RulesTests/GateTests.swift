import Testing

@testable import Rules

struct GateTests {
  /// The gates of a pattern, a clause ending behind a comma and behind a slot.
  private func gates(_ source: String) -> [Gate] {
    GateFinder(clauseEnds: [0x2C, 0xE000]).gates(of: source)
  }

  @Test func literalsAreNeeded() {
    #expect(gates("[^,\\x{E000}]{1,40}?任务数[12]") == [Gate(words: ["任务数1", "任务数2"], reach: 0)])
    #expect(gates("a?b") == [Gate(words: ["b"], reach: 0)])
    #expect(gates("a*|b").isEmpty)
  }

  @Test func oneOfTheAlternativesIsNeeded() {
    #expect(gates("(?:降价|(?<=率)涨价|提价(?!值))") == [Gate(words: ["提价", "涨价", "降价"], reach: 0)])
    #expect(gates("(?:降价|[涨提]价)?x") == [Gate(words: ["x"], reach: 0)])
    // What an alternative needs beside its longest words is not told.
    #expect(gates("(?:甲.乙丙|丁)") == [Gate(words: ["丁", "乙丙"], reach: 1)])
    #expect(gates("(?:甲|.)").isEmpty)
  }

  @Test func wordsThatBeginWithAnotherSayNoMore() {
    #expect(gates("(?:达到|达|达成)") == [Gate(words: ["达"], reach: 0)])
  }

  @Test func reachCountsTheEndsOfClausesBefore() {
    #expect(
      gates("甲,?乙.丙.{0,3}丁").map(\.reach) == [0, 1, 2, 5])
    #expect(gates(".*丁").map(\.reach) == [nil])
    #expect(gates("(?=.丁)甲") == [Gate(words: ["丁"], reach: 1), Gate(words: ["甲"], reach: 0)])
  }

  @Test func whatIsNotUnderstoodNeedsNothing() {
    #expect(gates("(?i)甲").isEmpty)
    #expect(gates("甲(?(1)乙|丙)") == [Gate(words: ["甲"], reach: 0)])
    #expect(gates("甲\\1乙") == [Gate(words: ["甲"], reach: 0)])
    #expect(gates("\\p{Han}乙").isEmpty && gates("[\\p{Han}]乙").isEmpty)
  }
}

struct PatternSyntaxTests {
  @Test func whatAMatchCanBeginWithIsKnown() {
    let pattern = PatternSyntax("(?:比|较)?上年|(?<!第)1\\d月|[^a-z]x")
    #expect(["比", "上", "1", "A"].allSatisfy { pattern.canBegin(with: [scalar($0)]) })
    #expect(!pattern.canBegin(with: [scalar("b")]))
    #expect(
      PatternSyntax("(?:截至|到)?[12]").firsts.map(Set.init) == Set("截到12".unicodeScalars.map(\.value))
    )
    #expect(PatternSyntax("a?").firsts == nil)
  }

  private func scalar(_ text: Unicode.Scalar) -> UInt32 { text.value }

  @Test func restsFollowThePattern() {
    let pattern = PatternSyntax("(?:19|20)\\d{2}年(?:度|全年)?")
    var rest: PatternSyntax? = pattern
    for character in "2024年".unicodeScalars {
      #expect(rest?.matchesEmpty == false)
      rest = rest?.rest(behind: [character.value])
    }
    #expect(rest?.matchesEmpty == true)
    #expect(rest?.canBegin(with: [scalar("度")]) == true)
    #expect(rest?.canBegin(with: [scalar("月")]) == false)
    #expect(pattern.rest(behind: [scalar("3")]) == nil)
  }
}
