import Review
import Testing

@Suite struct DecisionLogTests {
  private func decision(
    _ fingerprint: String, _ kind: Decision.Kind, reason: String? = nil
  ) -> Decision {
    Decision(fingerprint: fingerprint, decision: kind, reason: reason, when: "2026-01-01T00:00:00Z")
  }

  private func log(_ decisions: [Decision]) throws -> DecisionLog {
    DecisionLog(try decisions.flatMap { try $0.line() })
  }

  @Test func aLineIsReadBackAsItWas() throws {
    let one = Decision(
      fingerprint: "a/b.html|sum|whole=3元|item=1元", decision: .corrected, value: "4元",
      reason: "改\n\"引号\"", who: "wang", when: Decision.stamp(secondsSince1970: 1_767_225_600))
    #expect(one.when == "2026-01-01T00:00:00Z")
    let line = try one.line()
    #expect(line.last == 0x0A && line.dropLast().contains(0x0A) == false)
    #expect(DecisionLog(line).entries == [one])
  }

  @Test func theLastDecisionCountsUnlessUndone() throws {
    let log = try log([
      decision("a|sum|x=1", .falseAlarm), decision("a|sum|x=1", .confirmed),
      decision("b|sum|x=1", .confirmed), decision("b|sum|x=1", .undone),
      decision("c|sum|x=1", .later),
    ])
    #expect(log.decision(on: "a|sum|x=1")?.decision == .confirmed)
    #expect(log.decision(on: "b|sum|x=1") == nil)
    #expect(log.settles("a|sum|x=1"))
    #expect(!log.settles("b|sum|x=1") && !log.settles("c|sum|x=1") && !log.settles("d|sum|x=1"))
  }

  @Test func aLineCutOffIsPassedOver() throws {
    let whole = try decision("a|sum|x=1", .confirmed).line()
    let log = DecisionLog(whole + whole.prefix(20) + [0x0A] + whole)
    #expect(log.entries.count == 2)
    #expect(log.badLines == [2])
  }

  @Test func aChangedFigureMakesADecisionStale() throws {
    let log = try log([
      decision("a|sum|whole=3元|item=1元", .known), decision("a|share|part=3元|whole=9元", .known),
      decision("b|sum|whole=3元|item=1元", .known), decision("a|figure|at=0:3", .notAFigure),
    ])
    let left = log.leftovers(
      fingerprints: ["a|sum|whole=4元|item=1元", "a|growth|new=4元|old=1元"], documents: ["a"])
    #expect(left.stale.map(\.fingerprint) == ["a|sum|whole=3元|item=1元"])
    #expect(left.unused.map(\.fingerprint) == ["a|share|part=3元|whole=9元"])
  }
}
