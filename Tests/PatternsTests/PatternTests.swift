import Patterns
import Testing

@Suite struct PatternTests {
  private func spans(_ pattern: String, _ text: String) throws -> [Range<Int>?] {
    let compiled = try Pattern(pattern)
    var matcher = Matcher()
    var spans: [Range<Int>?] = []
    try Array(text.utf8).withUnsafeBufferPointer { bytes in
      if try matcher.find(compiled, in: bytes) {
        spans = (0...compiled.groupCount).map { matcher.range(of: $0) }
      }
    }
    return spans
  }

  @Test func findsGroupsByUTF8Offset() throws {
    #expect(try spans("率(?<r>\\d+)(%)?", "完成率102") == [6..<12, 9..<12, nil])
    #expect(try Pattern("(?<a>x)(?<b>y)").groups == ["a": 1, "b": 2])
  }

  @Test func noMatchIsNoError() throws {
    #expect(try spans("无", "完成率").isEmpty)
  }

  @Test func aBadPatternSaysWhere() {
    do {
      _ = try Pattern("(ab")
      Issue.record("a bad pattern was accepted")
    } catch {
      #expect(error.description == "missing closing parenthesis at offset 3")
    }
  }

  @Test func runawayMatchingIsALimitNotAHang() throws {
    let pattern = try Pattern("(a+)+$")
    var matcher = Matcher(matchLimit: 10_000)
    let text = Array(String(repeating: "a", count: 60).utf8) + [UInt8(ascii: "b")]
    #expect(throws: PatternError.self) {
      try text.withUnsafeBufferPointer { _ = try matcher.find(pattern, in: $0) }
    }
  }

  @Test func knowsWhatMatchesNothing() throws {
    #expect(try Pattern("a*").matchesEmpty)
    #expect(try !Pattern("a+").matchesEmpty)
  }

  @Test func theProbeSaysHowFarAPatternGot() throws {
    let reach = try #require(PatternProbe.reach(of: "完成率达", in: Array("完成率为".utf8)))
    #expect(reach.text == 9)
  }
}
