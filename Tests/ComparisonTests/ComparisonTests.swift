import Comparison
import Facts
import Testing

/// What a comparison makes of two figures, each written as the fields of its record that matter.
@Suite struct ComparisonTests {
  /// A line of facts.jsonl; `bounds` are the low and the high end of its interval.
  private func line(
    _ indicator: String, _ number: String, _ unit: String = "人", year: Int? = 2023,
    bounds: (String?, String?)? = nil, decimals: Int = 0, relation: String = "=",
    type: String = "count", status: String = "actual", region: String? = nil,
    direction: String? = nil, comparedWith: String? = nil, document: String = "a.txt"
  ) -> String {
    func field(_ name: String, _ value: String?) -> String {
      value.map { "\"\(name)\":\"\($0)\"," } ?? ""
    }
    let (low, high) = bounds ?? (number, number)
    let period = year.map {
      "\"period\":{\"start\":\"\($0)-01-01\",\"end\":\"\($0)-12-31\",\"basis\":\"stated\"},"
    }
    return "{\"record\":\"fact\",\"type\":\"\(type)\",\"indicator\":\"\(indicator)\","
      + field("region", region) + (period ?? "") + "\"status\":\"\(status)\",\"value\":{"
      + field("number", number) + field("low", low) + field("high", high)
      + "\"decimals\":\(decimals),\"relation\":\"\(relation)\",\"text\":\"\(number)\(unit)\"},"
      + "\"unit\":{\"text\":\"\(unit)\"}," + field("direction", direction)
      + field("comparedWith", comparedWith)
      + "\"source\":{\"document\":\"\(document)\",\"paragraph\":1}}"
  }

  private func compare(_ old: [String], _ new: [String]) throws -> [Change] {
    func read(_ lines: [String]) throws -> [ComparedFact] {
      try ComparedFact.read(Array((lines.joined(separator: "\n") + "\n").utf8))
    }
    return Comparison(
      old: try read(old), new: try read(new), pairing: FactPairing(synonyms: ["土增税=土地增值税"])
    ).changes
  }

  private func kinds(_ old: [String], _ new: [String]) throws -> [Change.Class] {
    try compare(old, new).map(\.kind)
  }

  @Test func tellsChangedFromSameAndRounded() throws {
    #expect(try kinds([line("筛查人数", "100")], [line("筛查人数", "120", year: 2024)]) == [.changed])
    #expect(try kinds([line("筛查人数", "100")], [line("筛查人数", "100", year: 2024)]) == [.same])
    let rounded = line(
      "筛查人数", "120000", year: 2024, bounds: ("115000", "125000"), decimals: -4)
    #expect(try kinds([line("筛查人数", "118003")], [rounded]) == [.roundingOnly])
    // With as many digits, two numbers are two, though their intervals touch.
    let first = line("用水量", "0.7", "亿吨", bounds: ("0.65", "0.75"), decimals: 1, type: "measure")
    let second = line(
      "用水量", "0.8", "亿吨", year: 2024, bounds: ("0.75", "0.85"), decimals: 1, type: "measure")
    #expect(try kinds([first], [second]) == [.changed])
  }

  @Test func pairsNoRateWithALevelAndNoOtherPlace() throws {
    let rate = line("筛查人数", "5", "%", year: 2024, type: "change", direction: "up")
    #expect(try kinds([line("筛查人数", "100")], [rate]) == [.removed, .added])
    let here = line("筛查人数", "100", region: "甲县")
    let there = line("筛查人数", "120", year: 2024, region: "乙县")
    #expect(try kinds([here], [there]) == [.removed, .added])
    let up = line("税收", "5", "%", type: "change", direction: "up")
    let down = line("税收", "5", "%", year: 2024, type: "change", direction: "down")
    #expect(try kinds([up], [down]) == [.removed, .added])
  }

  @Test func holdsTargetsAgainstOutcomes() throws {
    let target = line("新建学校", "20", "所", year: 2024, status: "target")
    let kept = try compare([target], [line("新建学校", "21", "所", year: 2024)])
    #expect(kept.map(\.kind) == [.promised])
    #expect(kept.first?.isMet == true)
    #expect(
      try compare([target], [line("新建学校", "18", "所", year: 2024)]).first?.isMet == false)
    let ceiling = line(
      "死亡率", "9", "/10万", year: 2024, bounds: (nil, "9"), relation: "<=", type: "density",
      status: "target")
    let below = line("死亡率", "8", "/10万", year: 2024, type: "density")
    #expect(try compare([ceiling], [below]).first?.isMet == true)
  }

  @Test func convertsUnitsAndSeesRestatements() throws {
    let mu = line("播种面积", "210000", "亩", type: "measure")
    let hectares = line("播种面积", "14000", "公顷", year: 2024, type: "measure")
    let change = try #require(try compare([mu], [hectares]).first)
    #expect(change.kind == .unitChanged)
    #expect(change.difference == Interval(Rational(0)))
    #expect(try kinds([line("蓄水池", "46", "座")], [line("蓄水池", "48", "座")]) == [.restated])
  }

  @Test func knowsOtherWordsForTheSame() throws {
    let old = line("土增税", "5", "元", type: "money")
    let new = line("土地增值税", "7", "元", year: 2024, type: "money")
    #expect(try kinds([old], [new]) == [.changed])
  }

  @Test func reportsGrowthThatTheLevelsExclude() throws {
    let old = line("改造渠道", "100", "公里", type: "measure")
    let new = line("改造渠道", "110", "公里", year: 2024, type: "measure")
    func stated(_ rate: String) -> String {
      line(
        "改造渠道", rate, "%", year: 2024, type: "change", direction: "up", comparedWith: "比上年")
    }
    let wrong = try compare([old], [new, stated("15")])
    #expect(wrong.contains { $0.contradicted != nil })
    let right = try compare([old], [new, stated("10")])
    #expect(!right.contains { $0.contradicted != nil })
  }

  @Test func takesARoughRepetitionForNoOther() throws {
    let full = line("结余资金", "3951", "元", type: "money")
    let rough = line(
      "结余资金", "3900", "元", bounds: ("3900", "4000"), decimals: -2, relation: ">", type: "money")
    let changes = try compare([full, rough], [line("结余资金", "101", "元", year: 2024, type: "money")])
    #expect(changes.map(\.kind) == [.changed])
    #expect(changes.first?.oldEchoes == [1])
  }

  @Test func drawsSeriesAndMarksJumps() throws {
    func read(_ lines: [String]) throws -> [ComparedFact] {
      try ComparedFact.read(Array(lines.joined(separator: "\n").utf8))
    }
    let runs = try [
      read([line("参保人数", "31000", year: 2021)]), read([line("参保人数", "32000", year: 2022)]),
      read([line("参保人数", "330000", year: 2023)]),
    ]
    let series = Series.all(of: runs, pairing: FactPairing())
    #expect(series.map { $0.points.map(\.run) } == [[0, 1, 2]])
    #expect(series.first?.oddities.map(\.kind) == [.jump])
    #expect(series.first?.oddities.map(\.after) == [1])
  }

  @Test func marksATotalThatFalls() throws {
    func run(_ number: String, _ year: Int, words: String) throws -> [ComparedFact] {
      let record = line("签约居民", number, year: year).replacing(
        "\"paragraph\":1}",
        with: "\"paragraph\":1,\"quote\":{\"prefix\":\"\(words)\",\"exact\":\"\"}}")
      return try ComparedFact.read(Array(record.utf8))
    }
    func oddities(_ words: String) throws -> [Series.Oddity.Kind] {
      let runs = [
        try run("3000", 2022, words: words), try run("2900", 2023, words: words),
      ]
      return Series.all(of: runs, pairing: FactPairing()).flatMap(\.oddities).map(\.kind)
    }
    #expect(try oddities("全县累计签约居民") == [.fall])
    #expect(try oddities("全县签约居民") == [])
  }

  @Test func namesTheLineThatIsNoFact() {
    #expect {
      try ComparedFact.read(Array("{}\n".utf8))
    } throws: {
      ($0 as? ComparedFact.LineError)?.line == 1
    }
  }
}
