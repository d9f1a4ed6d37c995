import Extraction
import Facts
import Testing

/// What time the figures of a report are of that names several.
@Suite struct ReportTimeTests {
  private static let day = CivilDate(year: 2023, month: 9, day: 22)

  /// The first and the last month of each figure's time, 2023-08, or 2023-01..2023-07.
  private func months(_ paragraphs: [String], _ day: CivilDate? = Self.day) throws -> [String] {
    func month(_ date: CivilDate?) -> String {
      let month = date?.month ?? 0
      return "\(date?.year ?? 0)-\(month < 10 ? "0" : "")\(month)"
    }
    return try extract(paragraphs, published: day).facts.map { fact in
      let (start, end) = (month(fact.period?.start), month(fact.period?.end))
      return start == end || fact.period?.end == nil ? start : "\(start)..\(end)"
    }
  }

  @Test func theMonthOfReleasedDataFramesTheReport() throws {
    let told = ["统计处今日公布8月人力调查结果，8月失业率为3.1%。", "就业人数812万人，较上月增加4千人。"]
    #expect(try months(told) == ["2023-08", "2023-08", "2023-08"])
  }

  @Test func daysWithHoursAreARange() throws {
    let facts = try extract(["8月1日0时至8月7日24时，收费站流量912万辆次，日均130万辆次。"], published: Self.day).facts
    #expect(facts.map { $0.period?.start?.day } == [1, 1])
    #expect(facts.map { $0.period?.end?.day } == [7, 7])
    #expect(try months(["7、8两月完成发送量320万吨。"]) == ["2023-07..2023-08"])
  }

  @Test func whatIsExpectedOfTheYearIsToldInPassing() throws {
    let told = ["今年上半年减税12亿元，全年预计可减税30亿元。", "工业减税7亿元。"]
    #expect(try months(told) == ["2023-01..2023-06", "2023-01..2023-12", "2023-01..2023-06"])
  }

  @Test func whatAParagraphTellsBesidesItsOwnTimeFramesNothing() throws {
    let told = [
      "# 上半年全市经济运行情况", "上半年，工业增加值增长5.1%。1—5月，企业利润7.2亿元。", "固定资产投资增长8.3%。",
    ]
    #expect(try months(told) == ["2023-01..2023-06", "2023-01..2023-05", "2023-01..2023-06"])
  }

  @Test func allTheYearIsTheOneToldOfBehindAFiscalYear() throws {
    let told = ["2023至24年度开支为71亿元。", "去年接获投诉812宗。全年接获举报312宗。"]
    #expect(try months(told) == ["2023-01..2024-12", "2022-01..2022-12", "2022-01..2022-12"])
  }

  @Test func theMiddleOfAYearIsItsJune() throws {
    #expect(try months(["2023年年中的人口为753万人，较2022年年中的751万人增加2万人。"])[0] == "2023-06")
    #expect(try months(["今年首半年婚姻登记2210宗。"]) == ["2023-01..2023-06"])
  }

  @Test func aYearBeforeTheOneToldOfFramesNothing() throws {
    let told = ["今年新建学校32所。", "经费方面，全市2022年投入71亿元。", "配餐学校312所。"]
    #expect(try months(told) == ["2023-01..2023-12", "2022-01..2022-12", "2023-09"])
    let sum = ["三年来累计节约费用8亿元。", "定点药店由7家增加到15家。"]
    #expect(try months(sum).suffix(2) == ["2023-09", "2023-09"])
  }

  @Test func aLevelHeldAgainstIsOfItsOwnYear() throws {
    let facts = try extract(["去年案件有103宗，比前年的76宗多27宗。"], published: Self.day).facts
    #expect(facts.map { $0.period?.start?.year } == [2022, 2021, 2022])
    #expect(facts.map(\.direction) == [nil, nil, .up])
    let rate = try extract(["覆盖率81%，较上年底的62%提升19个百分点。"], published: Self.day).facts
    #expect(rate.map { $0.period?.start?.year } == [2023, 2022, 2023])
  }

  @Test func aMonthWithoutAYearIsNotToCome() throws {
    let january = CivilDate(year: 2024, month: 1, day: 9)
    #expect(try months(["月票自7月上路以来已售出31万张。"], january) == ["2023-07"])
  }

  @Test func holidaysAndCensusesAreComparedWith() throws {
    let texts = [
      "旅客81万人次，较2019年春节增加7.4%。", "家庭户均人口2.3人，比2010年第六次人口普查减少0.4人。",
      "整体拨款271亿元，较本年度修订预算增加9亿元（3.4%）。",
    ]
    let names = try extract(texts, published: Self.day).facts.map(inShort)
    #expect(
      names == [
        "旅客 81万人次", "旅客 7.4% up", "家庭户均人口 2.3人", "家庭户均人口 0.4人 down",
        "整体拨款 271亿元", "整体拨款 9亿元 up", "整体拨款 3.4% up",
      ])
  }
}
