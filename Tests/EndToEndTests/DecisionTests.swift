import Foundation
import TestSupport
import Testing

/// What a person has judged is passed over, in every format, until its figures change.
@Suite struct DecisionTests {
  private func article(_ rate: String) -> [UInt8] {
    Array("<p>2023年，农村妇女筛查任务数3000人，共筛查3034人，完成率\(rate)。各项工作有序推进。</p>".utf8)
  }

  /// A folder with one article that has a broken figure, and a run over it.
  private func scratchRun() throws -> Scratch {
    let scratch = try Scratch()
    try scratch.write("in/a.html", article("110.13%"))
    #expect(
      try Program.run(["extract", scratch.path + "/in", "-o", scratch.path + "/run"]).code == 0)
    return scratch
  }

  @Test func aBaselineSilencesWhatIsThereAndNothingElse() throws {
    let scratch = try scratchRun()
    let run = scratch.path + "/run"
    #expect(try Program.run(["check", run]).code == 1)
    let written = try Program.run(["baseline", "write", run, "--reason", "旧稿"])
    #expect(written.code == 0)
    #expect(written.err.contains("1 findings taken as known"))
    let checked = try Program.run(["check", run])
    #expect(checked.code == 0)
    #expect(checked.out.isEmpty)
    #expect(checked.err.contains("0 errors, 0 warnings, 1 judged"))
    for format in ["jsonl", "github"] {
      #expect(try Program.run(["check", run, "--format", format]).out.isEmpty)
    }
    let sarif = try Program.run(["check", run, "--format", "sarif"]).out
    #expect(sarif.contains(#""suppressions":[{"kind":"external","justification":"known: 旧稿"}]"#))
    // Again there is nothing to add.
    #expect(
      try Program.run(["baseline", "write", run]).err.contains("0 findings taken as known"))
  }

  @Test func aDecisionOnChangedFiguresIsStale() throws {
    let scratch = try scratchRun()
    let run = scratch.path + "/run"
    _ = try Program.run(["baseline", "write", run])
    try scratch.write("in/a.html", article("120.13%"))
    _ = try Program.run(["extract", scratch.path + "/in", "-o", run])
    let checked = try Program.run(["check", run])
    #expect(checked.code == 1)
    #expect(checked.err.contains("stale decision (its figures have changed): a.html|completion|"))
    try scratch.write("in/a.html", article("101.13%"))
    _ = try Program.run(["extract", scratch.path + "/in", "-o", run])
    let mended = try Program.run(["check", run])
    #expect(mended.code == 0)
    #expect(mended.err.contains("unused decision (no such finding any more): a.html|completion|"))
  }

  @Test func articlesNeedANamedLog() throws {
    let scratch = try scratchRun()
    #expect(try Program.run(["baseline", "write", scratch.path + "/in"]).code == 2)
    let log = scratch.path + "/known.jsonl"
    #expect(try Program.run(["check", scratch.path + "/in", "--decisions", log]).code == 2)
    #expect(
      try Program.run(["baseline", "write", scratch.path + "/in", "--decisions", log]).code == 0)
    #expect(try Program.run(["check", scratch.path + "/in", "--decisions", log]).code == 0)
  }

  @Test func aLineThatIsNoDecisionIsNamedAndPassedOver() throws {
    let scratch = try scratchRun()
    try scratch.write("run/decisions.jsonl", Array(#"{"fingerprint":"a"#.utf8))
    let checked = try Program.run(["check", scratch.path + "/run"])
    #expect(checked.code == 1)
    #expect(checked.err.contains("decisions.jsonl:1: no decision, passed over"))
    // A new line does not grow on the broken one.
    _ = try Program.run(["baseline", "write", scratch.path + "/run"])
    #expect(try Program.run(["check", scratch.path + "/run"]).code == 0)
  }

  @Test func columnsOfSARIFSliceTheTextThatGoesAlong() throws {
    let result = try Program.run(["check", Repository.root + "/output", "--format", "sarif"])
    let log = try #require(
      try JSONSerialization.jsonObject(with: Data(result.out.utf8)) as? [String: Any])
    #expect(log["version"] as? String == "2.1.0")
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let texts = try #require(run["artifacts"] as? [[String: Any]]).map {
      ($0["contents"] as? [String: String])?["text"]?.split(
        separator: "\n", omittingEmptySubsequences: false) ?? []
    }
    var places = 0
    for result in try #require(run["results"] as? [[String: Any]]) {
      for key in ["locations", "relatedLocations"] {
        for location in try #require(result[key] as? [[String: Any]]) {
          let place = try #require(location["physicalLocation"] as? [String: Any])
          let region = try #require(place["region"] as? [String: Any])
          let index = (place["artifactLocation"] as? [String: Any])?["index"] as? Int ?? 0
          let line = Array(texts[index][(region["startLine"] as? Int ?? 0) - 1].unicodeScalars)
          let (start, end) = (region["startColumn"] as? Int ?? 0, region["endColumn"] as? Int ?? 0)
          let text = String(String.UnicodeScalarView(line[(start - 1)..<(end - 1)]))
          #expect(text == (region["snippet"] as? [String: String])?["text"])
          places += 1
        }
      }
    }
    #expect(places >= 15)
  }

  @Test func consistentChecksAreShownOnDemand() throws {
    let result = try Program.run(["check", Repository.root + "/output", "--show", "consistent"])
    #expect(result.out.contains("相符: [completion] "))
    #expect(
      try Program.run(["check", "output", "--show", "consistent", "--format", "csv"]).code == 2)
  }
}
