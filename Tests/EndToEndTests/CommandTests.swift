import Foundation
import TestSupport
import Testing

@Suite struct CommandTests {
  private let fixtures = Repository.root + "/fixtures/articles"
  private let good = "<p>2023年，农村妇女筛查任务数3000人，共筛查3034人，完成率101.13%。各项工作有序推进。</p>"
  private let bad = "<p>2023年，农村妇女筛查任务数3000人，共筛查3034人，完成率110.13%。各项工作有序推进。</p>"

  /// The committed output is what the fixtures give; `UPDATE_GOLDENS=1` rewrites it and still fails.
  @Test func theFixturesGiveTheCommittedOutput() throws {
    let scratch = try Scratch()
    let result = try Program.run(["extract", fixtures, "-o", scratch.path + "/out"])
    #expect(result.code == 0)
    for name in ["articles.jsonl", "facts.jsonl", "findings.jsonl", "errors.jsonl"] {
      let committed = Repository.root + "/output/" + name
      let made = try scratch.read("out/" + name)
      let same = made == (try? String(contentsOfFile: committed, encoding: .utf8))
      if !same, ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
        try made.write(toFile: committed, atomically: true, encoding: .utf8)
      }
      #expect(same, "output/\(name) differs; look at the change, then UPDATE_GOLDENS=1 swift test")
    }
  }

  @Test func theNumberOfThreadsChangesNoByte() throws {
    let scratch = try Scratch()
    for jobs in ["1", "3"] {
      #expect(
        try Program.run(["extract", fixtures, "-o", scratch.path + "/" + jobs, "--jobs", jobs]).code
          == 0)
    }
    for name in ["articles.jsonl", "facts.jsonl", "findings.jsonl", "errors.jsonl"] {
      #expect(try scratch.read("1/" + name) == scratch.read("3/" + name))
    }
  }

  @Test func twoArticlesOneDigitApartAreForReview() throws {
    func findings(_ numbers: [String]) throws -> String {
      let scratch = try Scratch()
      for (place, number) in numbers.enumerated() {
        let text = "临河县2023年工作总结\n\n临河县2023年完成农村改厕任务\(number)户，各乡镇均已完成验收，群众反映良好。\n"
        try scratch.write("in/\(place).txt", Array(text.utf8))
      }
      let result = try Program.run(["extract", scratch.path + "/in", "-o", scratch.path + "/out"])
      #expect(result.code == 0)
      return try scratch.read("out/findings.jsonl")
    }
    #expect(try findings(["3034", "3034"]).isEmpty)
    let found = try findings(["3034", "3064"])
    #expect(found.contains(#""check":"repeat","level":"warning","verdict":"review""#))
    #expect(found.contains(#""document":"1.txt""#) && found.contains("0.txt中为3034户"))
    // Two digits are another figure, and three numbers those of a series.
    #expect(try findings(["3034", "3061"]).isEmpty)
    #expect(try findings(["3034", "3064", "2711"]).isEmpty)
  }

  @Test func aRateOfABudgetIsNotOfAPlanOfOtherThings() throws {
    func findings(_ plan: String, _ rate: String) throws -> Int {
      let scratch = try Scratch()
      let text = "2024年计划\(plan)312亿元，各项工作按序推进，成效明显。\n\n一般公共预算收入28.3亿元，完成年初预算的\(rate)%，各项工作进展顺利。\n"
      try scratch.write("in/a.txt", Array(text.utf8))
      _ = try Program.run(["extract", scratch.path + "/in", "-o", scratch.path + "/out"])
      return try scratch.read("out/findings.jsonl").split(separator: "\n").count
    }
    #expect(try findings("总投资", "56.2") == 0)
    #expect(try findings("公共预算收入", "9.07") == 0)
    #expect(try findings("公共预算收入", "56.2") == 1)
  }

  @Test func everyQuoteSlicesItsParagraph() throws {
    let lines = { (name: String) in
      try String(contentsOfFile: Repository.root + "/output/" + name, encoding: .utf8).split(
        separator: "\n"
      ).map {
        try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
      }
    }
    var paragraphs: [String: [String]] = [:]
    for article in try lines("articles.jsonl") {
      paragraphs[try #require(article["document"] as? String)] = article["paragraphs"] as? [String]
    }
    let facts = try lines("facts.jsonl")
    #expect(facts.count > 150)
    for fact in facts {
      let source = try #require(fact["source"] as? [String: Any])
      let quote = try #require(source["quote"] as? [String: String])
      let document = try #require(source["document"] as? String)
      let text = Array(
        try #require(paragraphs[document])[source["paragraph"] as? Int ?? -1].unicodeScalars)
      let (start, end) = (source["start"] as? Int ?? 0, source["end"] as? Int ?? 0)
      #expect(String(String.UnicodeScalarView(text[start..<end])) == quote["exact"])
    }
  }

  @Test func checkExitsWithOneWhereFiguresAreBroken() throws {
    let scratch = try Scratch()
    try scratch.write("good/a.html", Array(good.utf8))
    try scratch.write("bad/a.html", Array(bad.utf8))
    #expect(try Program.run(["check", scratch.path + "/good"]).code == 0)
    let result = try Program.run(["check", scratch.path + "/bad"])
    #expect(result.code == 1)
    #expect(result.out.hasPrefix("a.html: error: [completion] 完成率与任务数、完成数不符："))
    #expect(result.out.contains("^^^^^^^\n"))
    #expect(try Program.run(["check", scratch.path + "/bad", "--fail-on", "never"]).code == 0)
    let english = try Program.run([
      "check", scratch.path + "/bad", "--lang", "en", "--format", "jsonl",
    ])
    #expect(english.out.hasPrefix(#"{"record":"finding","schema":"heshu/1","id":"c-"#))
  }

  @Test func anUnreadableDocumentIsOneErrorAndTheRunGoesOn() throws {
    let scratch = try Scratch()
    try scratch.write("in/a.html", Array(good.utf8))
    try scratch.write(
      "in/b.html",
      [0xFF, 0xD8, 0xFF, 0xE0] + (0..<3000).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ $0 >> 3) })
    try scratch.write("in/c.pdf", [1, 2, 3])
    let result = try Program.run(["extract", scratch.path + "/in", "-o", scratch.path + "/out"])
    #expect(result.code == 0)
    #expect(result.err.contains("passed over 1 files"))
    #expect(
      try scratch.read("out/errors.jsonl").hasPrefix(
        #"{"record":"error","schema":"heshu/1","document":"b.html","reason":"undecodable""#))
    #expect(try scratch.read("out/facts.jsonl").split(separator: "\n").count == 3)
    #expect(
      try Program.run(["extract", scratch.path + "/in", "-o", scratch.path + "/out", "--strict"])
        .code == 3)
  }

  @Test func aLoopOfLinksIsWalkedOnce() throws {
    let scratch = try Scratch()
    try scratch.write("in/a.html", Array(good.utf8))
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/in/loop", withDestinationPath: scratch.path + "/in")
    #expect(
      try Program.run(["extract", scratch.path + "/in", "-o", scratch.path + "/out"]).code == 0)
    #expect(try scratch.read("out/articles.jsonl").split(separator: "\n").count == 1)
  }

  @Test func aStreamGivesAtLeastALineForEveryLine() throws {
    let input = """
      {"id":"one","html":"<p>新建学校12所，招收教师118名，各项工作有序推进，受到群众欢迎。</p>"}
      not json
      {"id":"two"}
      {"id":"three","url":"http://a.b","text":"新建学校12所，招收教师118名，各项工作有序推进，受到群众欢迎。"}

      """
    let result = try Program.run(["extract", "-"], input: input)
    #expect(result.code == 0)
    let documents = result.out.split(separator: "\n").filter {
      $0.hasPrefix(#"{"record":"article""#) || $0.hasPrefix(#"{"record":"error""#)
    }
    #expect(documents.count == 4)
    #expect(result.out.contains(#""document":"line 2","reason":"bad-line""#))
    #expect(result.out.contains(#""url":"http://a.b""#))
  }

  @Test func mentionsAreAJSONArrayALine() throws {
    let result = try Program.run(["mentions"], input: "共筛查3034人\n没有数字\n")
    #expect(
      result.out
        == #"[{"text":"3034人","start":3,"end":8,"kind":"count","number":"3034","low":"3034","high":"3034","relation":"=","unit":"人"}]"#
        + "\n[]\n")
  }

  @Test(arguments: [
    (["extract"], "Missing expected argument"),
    (
      ["extract", "/nowhere"],
      "/nowhere: No such file or directory; name a file or a folder of articles"
    ),
    (["extract", ".", "--jobs", "0"], "--jobs must be 1 or more"),
    (["extract", ".", "-o", "-"], "-o takes a folder"),
    (["nonsense"], "Unexpected argument"),
    (["extract", ".", "--rules", "/tmp"], "/tmp: no rules here"),
  ])
  func mistakesOfUsageExitWithTwo(_ arguments: [String], _ message: String) throws {
    let result = try Program.run(arguments, in: NSTemporaryDirectory())
    #expect(result.code == 2)
    #expect(result.err.contains(message))
    #expect(result.out.isEmpty)
  }

  @Test func aBrokenRuleIsReportedWithFileAndLineAndNeverExitsZero() throws {
    let scratch = try Scratch()
    try FileManager.default.copyItem(
      atPath: Repository.root + "/rules", toPath: scratch.path + "/rules")
    try scratch.write(
      "rules/test/bad.yaml",
      Array("id: test/bad\ndescription: x\npattern: '{q:nosuch}'\nexamples: {ignore: [x]}\n".utf8))
    let result = try Program.run(["rules", "test", "--rules", scratch.path + "/rules"])
    #expect(result.code == 2)
    #expect(result.err.contains("rules/test/bad.yaml:3: unknown name '{nosuch}'"))
  }

  /// What stands in the way of the new files is found before any of the old ones is replaced.
  @Test func aRunThatCannotFinishLeavesTheLastOutput() throws {
    let scratch = try Scratch()
    try scratch.write("in/a.html", Array(good.utf8))
    let arguments = ["extract", scratch.path + "/in", "-o", scratch.path + "/out"]
    #expect(try Program.run(arguments).code == 0)
    let before = try scratch.read("out/facts.jsonl")
    try scratch.write("in/a.html", Array(bad.utf8))
    try FileManager.default.removeItem(atPath: scratch.path + "/out/run.json")
    try scratch.write("out/run.json/in-the-way", [])
    let result = try Program.run(arguments)
    #expect(result.code == 2)
    #expect(result.err.contains("the output in \(scratch.path)/out is as it was before"))
    #expect(try scratch.read("out/facts.jsonl") == before)
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/out")
    #expect(!names.contains { $0.hasPrefix(".") })
  }

  /// An interrupt while the run goes on removes what was begun and nothing else.
  @Test func anInterruptLeavesTheLastOutput() throws {
    let scratch = try Scratch()
    try scratch.write("in/a.html", Array(good.utf8))
    #expect(
      try Program.run(["extract", scratch.path + "/in", "-o", scratch.path + "/out"]).code == 0)
    let before = try scratch.read("out/facts.jsonl")
    // Minutes of work: however busy the machine, the run still goes on when it is interrupted.
    try scratch.write("in/0.html", Array(String(repeating: good, count: 400).utf8))
    for number in 1..<6000 {
      try FileManager.default.linkItem(
        atPath: scratch.path + "/in/0.html", toPath: scratch.path + "/in/\(number).html")
    }
    let process = Process()
    process.executableURL = URL(filePath: Program.path)
    process.arguments = [
      "extract", scratch.path + "/in", "-o", scratch.path + "/out", "--jobs", "1", "--rules",
      Repository.root + "/rules",
    ]
    process.standardError = FileHandle.nullDevice
    // A shell that runs tests in the background has interrupts ignored, and what is ignored is inherited.
    signal(SIGINT, SIG_DFL)
    try process.run()
    // The temporary files show that the run has begun.
    let folder = scratch.path + "/out"
    var waits = 0
    while waits < 6000, try FileManager.default.contentsOfDirectory(atPath: folder).count < 6 {
      usleep(10_000)
      waits += 1
    }
    process.interrupt()
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    #expect(try scratch.read("out/facts.jsonl") == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 5)
  }

  @Test func helpNamesEveryCommand() throws {
    let help = try Program.run(["--help"])
    #expect(help.code == 0)
    for command in ["extract", "check", "mentions", "rules"] { #expect(help.out.contains(command)) }
    #expect(try Program.run(["--version"]).out == "0.1.0\n")
    #expect(try Program.run(["rules", "test"]).code == 0)
    #expect(
      try Program.run(["rules", "explain", "粮食总产量达到1.2万吨。"]).out.contains(
        "grammar/name-attains: won"))
  }

  @Test func findingsAreWrittenForOtherToolsToo() throws {
    let scratch = try Scratch()
    try scratch.write("bad.html", Array(bad.utf8))
    let csv = try Program.run(["check", scratch.path, "--format", "csv"])
    #expect(csv.code == 1)
    let lines = csv.out.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("document,level,check"))
    #expect(lines[1].hasPrefix("bad.html,error,completion,inconsistent,"))
    let github = try Program.run(["check", scratch.path, "--format", "github"]).out
    #expect(github.hasPrefix("::error file=bad.html,line="))
    #expect(github.contains("%25"))
  }

  @Test func aSlipOfThePenIsSuggested() throws {
    let scratch = try Scratch()
    try scratch.write("bad.html", Array(bad.utf8))
    let text = try Program.run(["check", scratch.path]).out
    #expect(text.contains("110.13% → 101.13%  (transposition)"))
  }
}
