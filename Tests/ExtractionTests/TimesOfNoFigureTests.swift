import Extraction
import Facts
import Rules
import Testing

/// Times that are told beside figures and are not their period.
extension PeriodTests {
  @Test func whatMonthsAChangeIsHeldAgainstAreNotItsOwn() throws {
    let facts = try facts("一季度产量增长7.6%，比1—2月加快0.9个百分点。26个行业中有19个增长。", published: day)
    #expect(facts.count == 4 && facts.allSatisfy { $0.period?.end?.month == 3 })
  }

  @Test func whenThingsWereBuiltIsNoPeriod() throws {
    let facts = try facts("小区建成于1992年，共有18栋楼。到2023年底改造2005年以前建成的小区。届时受益居民8万人。", published: day)
    #expect(years(facts) == ["2021", "2023"])
  }

  @Test func theMonthThatARateFellFromIsNotItsOwn() throws {
    let facts = try facts("4月消费价格同比上涨3.4%，涨幅比3月回落0.1个百分点，核心通胀率为3.6%。", published: day)
    #expect(facts.map { $0.period?.start?.month } == [4, 4, 4])
  }

  @Test func whoExpectsIsNoPartOfWhatIsExpected() throws {
    let facts = try facts("铁路部门预计9月14日至18日全国铁路发送旅客7400万人次。", published: day)
    #expect(facts.map(\.indicator) == ["铁路发送旅客"])
  }

  @Test func aGoalBeyondThePlanIsOfNothingElse() throws {
    let texts = [
      "“十四五”时期，粮食产量保持在6500亿公斤以上。", "落实2030年减排目标。加快转型，用水量和废水量分别下降4.5%、6%。",
    ]
    #expect(try years(facts(texts, published: day)) == ["2021-2025", "2021-2025", "2021-2025"])
  }

  @Test func aDayOfForceIsThatOfNoFigureBehindIt() throws {
    let facts = try facts("新规5月1日起生效，共办理案件320件。条例自6月1日起施行。全市登记犬只38万只。", published: day)
    #expect(facts.map { $0.period?.basis } == [.published, .published])
  }

  @Test func aTimeInABracketIsOfTheFigureBeforeIt() throws {
    let facts = try facts("检测支出1.8亿元（截至2020年9月17日），涉及49万人。", published: day)
    #expect(years(facts) == ["2020", "2021"])
    let holidays = try self.facts("暑运期间（2020年7月1日至8月31日，共62天），发送旅客8亿人次。", published: day)
    #expect(holidays.map { $0.period?.end?.month } == [8])
  }

  @Test func aYearThatTheEndOfAMonthIsHeldAgainstIsAllOfIt() throws {
    let facts = try facts("截至2021年3月底，有病床3万张，较2014年的2.7万张增加10%。", published: day)
    #expect(
      facts.map { $0.period?.end?.description } == ["2021-03-31", "2014-12-31", "2021-03-31"])
  }

  @Test func whatAChangeIsLaidToIsNoPeriodOfIt() throws {
    let facts = try facts("2021年地价税因2019年公告地价调涨3.5%，较上年成长3亿元。面向2030年的项目新设6个。", published: day)
    #expect(years(facts) == ["2019", "2021", "2021"])
  }

  @Test func monthsThatAChangeLeadsToAreAll() throws {
    let facts = try facts("失业率由2020年7月至9月的3%微升至2020年8月至10月的3.1%。今年首三季旅客3万人次。", published: day)
    #expect(facts.map { $0.period?.start?.month } == [7, 8, 1])
    #expect(facts.map { $0.period?.end?.month } == [9, 10, 9])
    let compared = try self.facts("2020年8月至10月，与2020年5月至7月比较，失业率上升0.2个百分点。", published: day)
    #expect(compared.map { $0.period?.end?.month } == [10])
  }

  @Test func whatALevelIsHeldAgainstIsOfTheYearBefore() throws {
    #expect(
      try years(facts("今年有87人获救，较去年同期35人获救，多出52人。", published: day)) == ["2021", "2020", "2021"])
  }

  @Test(arguments: [("较2020年同期的10万人增长5%", "2020-03-01"), ("较2020年的10万人增长5%", "2020-01-01")])
  func theSameTimeOfAnotherYearIsTheSameMonth(_ rise: String, _ start: String) throws {
    let facts = try facts("截至2021年3月底，参保人数10.5万人，\(rise)。", published: day)
    #expect(facts.map { $0.period?.start?.description } == ["2021-03-01", start, "2021-03-01"])
  }

  @Test func whatThingsAreHeldAgainstIsNoPeriodOfTheirs() throws {
    let texts = [
      "2021年上半年，航班量恢复至2019年同期的91%。", "2021年上半年，占比为6.8%，高于2020年同期。起降航班1260架次。",
      "2021年上半年，务工2.5万人，为上年规模的108.3%。", "2021年上半年，客流比疫情前2019年同期下跌27%。",
    ]
    for text in texts {
      #expect(try Set(years(facts(text, published: day))) == ["2021"])
    }
    let bracket = try facts("本周占比为6.8%，高于2020年同期（5.9%）。", published: day)
    #expect(years(bracket) == ["2021", "2020"])
  }

  @Test func aDateOfAReportIsNoPeriod() throws {
    let fact = try #require(try facts("4月12日，市财政局公布的数据显示，一季度采购12亿元。", published: day).first)
    #expect(fact.period?.end?.description == "2021-03-31")
  }

  @Test func aLevelComparedWithIsOfItsOwnYear() throws {
    #expect(
      years(try facts("2025年产量达到90万吨，比2020年的60万吨增长50%。", published: january))
        == ["2025", "2020", "2025"])
    #expect(
      years(try facts("本校升學率111年為88.4%，相較110年86.2%，提升2.2%。", published: january))
        == ["2022", "2021", "2022"])
    #expect(
      years(try facts("2025年，客流是“十三五”时期的1.8倍。", published: january)) == ["2025"])
  }

  @Test func theYearThatMoneyIsLeftFromIsThatOfItOnly() throws {
    let found = try facts("2020年调入资金3亿元、上年结转2亿元，收入总计86亿元。")
    #expect(years(found) == ["2020", "2019", "2020"])
  }

  @Test func theTimeOfADeedTellsWhichThingsAreMeant() throws {
    let found = try facts("2020年新增项目5个。除2014年11月上市的公司外，其余20个项目已开工。")
    #expect(years(found) == ["2020", "2020"])
  }

  @Test func aSpanIsToldOfItsFigureOnly() throws {
    let text = "2025年，企业数3年翻一番，新增企业20户。"
    #expect(years(try facts(text, published: january)) == ["2023-2025", "2025"])
  }

  @Test func aYearIsNoDayOfAReport() throws {
    let text = "2018年集成电路销售收入为2519.3亿元。"
    #expect(years(try facts(text, published: january)) == ["2018"])
  }

  @Test func aNameThatEndsInHeadIsNoFirstMonths() throws {
    let text = "渔人码头7月游客数48万人次；3月底通报家数18家。"
    let day = CivilDate(year: 2024, month: 8, day: 12)!
    #expect(try facts(text, published: day).map { $0.period?.start?.month } == [7, 3])
  }

  @Test func whatAPartOfTheYearIsToBringNamesNoTime() throws {
    let text = "一年来，全市出台政策32项，实现一季度“开门红”。新增企业755户。"
    #expect(years(try facts(text, published: january)) == ["2025", "2025"])
  }

  @Test func whatALevelIsHeldAgainstIsOfItsOwnTime() throws {
    let text = "2023年第二季失业率3.5%，较首季的3.0%为高，扭转首季跌1.2%的局面；就业人数380万人。"
    let day = CivilDate(year: 2023, month: 8, day: 8)!
    let starts = try facts(text, published: day).map { $0.period?.start?.month }
    #expect(starts == [4, 1, 1, 4])
  }
}
