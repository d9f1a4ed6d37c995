import Foundation
import TestSupport
import Testing

/// `heshu diff` as a user runs it, over the two years of the fixtures.
@Suite struct DiffTests {
  private let old = Repository.root + "/fixtures/articles/2023"
  private let new = Repository.root + "/fixtures/articles/2024"

  private func changes(_ arguments: [String]) throws -> [[String: Any]] {
    let result = try Program.run(["diff", old, new, "--format", "jsonl"] + arguments)
    return try result.out.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test func theFixturesHaveEveryClass() throws {
    let kinds = Set(try changes([]).compactMap { $0["class"] as? String })
    #expect(
      kinds == [
        "changed", "same", "rounding-only", "added", "removed", "unit-changed", "restated",
        "promised",
      ])
  }

  @Test func aChangeHoldsBothFactsWhole() throws {
    let changed = try changes(["--only", "changed", "--include", "*qingshi*"])
    let pipes = try #require(
      changed.first {
        ($0["key"] as? [String: Any])?["indicator"] as? String == "改造灌溉渠道"
      })
    for (side, text) in [("old", "118.4公里"), ("new", "131.6公里")] {
      let fact = try #require(pipes[side] as? [String: Any])
      #expect((fact["value"] as? [String: Any])?["text"] as? String == text)
      #expect((fact["source"] as? [String: Any])?["quote"] != nil)
    }
    let stated = try #require(pipes["contradicted"] as? [String: Any])
    #expect(stated["text"] as? String == "15%")
    let promises = try changes(["--only", "promised", "--include", "*qingshi*"])
    #expect(promises.compactMap { $0["promise"] as? String }.sorted() == ["met", "missed"])
  }

  @Test func theExitCodeSaysWhetherAnythingChanged() throws {
    #expect(try Program.run(["diff", old, new]).code == 1)
    #expect(try Program.run(["diff", old, old]).code == 0)
    #expect(try Program.run(["diff", old]).code == 2)
    #expect(try Program.run(["diff", old, Repository.root + "/nowhere"]).code == 2)
    #expect(try Program.run(["diff", old, new, "--only", "nothing"]).code == 2)
    #expect(try Program.run(["diff", old, new, new, "--only", "same"]).code == 2)
    let scratch = try Scratch()
    try scratch.write("a.html", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 1, 2, 0x80])
    #expect(try Program.run(["diff", scratch.path, new, "--strict"]).code == 3)
    let bad = try Program.run(["diff", old, new, "--min-change", "much"])
    #expect(bad.code == 2)
    #expect(bad.err.contains("write a number"))
  }

  @Test func theTableFitsAndTheFiltersHold() throws {
    let text = try Program.run(["diff", old, new, "--include", "*qingshi*"]).out
    #expect(text.hasPrefix("青石县  qingshi-farmland.txt\n"))
    #expect(text.contains("states 15%, the levels imply"))
    #expect(text.contains("46座 → 48座  (+4.35 %)"))
    let few = try Program.run(["diff", old, new, "--include", "*qingshi*", "--min-change", "10"])
    #expect(few.out.contains("改造灌溉渠道"))
    #expect(!few.out.contains("新建蓄水池"))
    let rough = try Program.run(["diff", old, new, "--include", "*qingshi*", "--ignore-rounding"])
    #expect(!rough.out.contains("rounding-only"))
  }

  @Test func otherFormatsAreWhole() throws {
    let csv = try Program.run(["diff", old, new, "--format", "csv"]).out.split(separator: "\n")
    #expect(csv[0].hasPrefix("class,indicator,region,old,new,unit"))
    #expect(csv.count > 50)
    let html = try Program.run(["diff", old, new, "--format", "html"]).out
    #expect(html.hasPrefix("<!DOCTYPE html>"))
    #expect(!html.contains("src=") && !html.contains("href="))
    #expect(html.contains("，新建蓄水池<mark>46座</mark>，"))
    #expect(html.contains("新建蓄水池<mark>48座</mark>。"))
  }

  @Test func moreThanTwoGiveSeries() throws {
    let result = try Program.run(["diff", old, new, new, "--format", "jsonl"])
    #expect(result.code == 1)
    #expect(result.out.contains("\"record\":\"series\""))
    let page = try Program.run(["diff", old, new, new, "--format", "html"]).out
    #expect(page.contains("<polyline"))
  }

  @Test func hostileNamesStayText() throws {
    let scratch = try Scratch()
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/b", withIntermediateDirectories: true)
    let text = "甲县建成&lt;script&gt;alert(1)&lt;/script&gt;学校20所。各项工作都在有序推进之中。"
    try scratch.write("a.html", Array("<p>2023年，\(text)</p>".utf8))
    try scratch.write("b.html", Array("<p>2024年，\(text)</p>".utf8))
    let page = try Program.run(
      ["diff", scratch.path + "/a.html", scratch.path + "/b.html", "--format", "html"]
    ).out
    #expect(!page.contains("<script>alert"))
  }

  @Test func coverageNamesWhatNothingClaimed() throws {
    let scratch = try Scratch()
    let result = try Program.run(["extract", old, "-o", scratch.path + "/out", "--coverage"])
    #expect(result.code == 0)
    #expect(result.out.hasPrefix("unclaimed  numbers  captured  ignored  article\n"))
    #expect(result.out.contains("all 9 articles"))
  }
}
