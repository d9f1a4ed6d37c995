import Extraction
import Facts
import Rules
import Testing

@Suite struct PeriodTests {
  func facts(_ text: String, published: CivilDate? = nil) throws -> [Fact] {
    try facts([text], published: published)
  }

  func facts(_ paragraphs: [String], published: CivilDate? = nil) throws -> [Fact] {
    try extract(paragraphs, published: published).facts
  }

  /// The years that figures are of, from the first to the last.
  func years(_ facts: [Fact]) -> [String] {
    facts.map { fact in
      let (start, end) = (fact.period?.start?.year, fact.period?.end?.year)
      return "\(start ?? 0)" + (start == end ? "" : "-\(end ?? 0)")
    }
  }

  let day = CivilDate(year: 2021, month: 10, day: 27)
  let january = CivilDate(year: 2026, month: 1, day: 20)

  /// The facts of a five-year plan.
  private func planned(_ paragraphs: [String]) throws -> [Fact] {
    try facts(["# 云山市国民经济第六个五年计划"] + paragraphs)
  }

  @Test func aMonthThatOpensASentenceGoesOn() throws {
    let text = "9月份，猪肉涨价1.4%。受去年同期高基数影响，同比回落2.6%。"
    let facts = try facts(text, published: day)
    #expect(facts.map { $0.period?.start?.month } == [9, 9])
    #expect(facts.map { $0.period?.basis } == [.stated, .carried])
  }

  @Test func aTimeThatIsComparedWithTellsNoPeriod() throws {
    let roc = try facts("112年死亡20萬人。與111年相較，肺炎由第四位升至第三位。癌症死亡5萬人。", published: january)
    #expect(years(roc) == ["2023", "2023"])
    let census = try facts("与2010年第六次全国人口普查相比，儿童比重上升1.9个百分点。", published: day)
    #expect(years(census) == ["2021"])
    let month = try facts("与2019年9月比较，2020年9月出口下跌15.8%。进口下跌4.7%。", published: day)
    #expect(month.map { $0.period?.start?.year } == [2020, 2020])
    let prices = try facts("2020年，按上年不变价计算的业务总量增长10%。", published: day)
    #expect(years(prices) == ["2020"])
    let fiscal = try facts("二○二三/二四年度共收回3500个单位。", published: day)
    #expect(years(fiscal) == ["2023-2024"])
  }

  @Test func theSamePartOfTheYearBeforeIsNotAllOfIt() throws {
    let facts = try facts("一季度利润3.2亿元，去年同期为2.8亿元。", published: day)
    #expect(years(facts) == ["2021", "2020"])
    #expect(facts.map { $0.period?.end?.month } == [3, 3])
  }

  @Test func whatADayBeganOpensATime() throws {
    let facts = try facts("自7月1日暑运启动以来，发送旅客178万人次。", published: day)
    #expect(facts.map { $0.period?.start?.month } == [7])
  }

  @Test func thatYearIsTheWholeOfTheYearToldOf() throws {
    let facts = try facts("截至2019年末，债务余额48亿元，当年发行债券6亿元。", published: day)
    #expect(facts.map { $0.period?.start?.month } == [12, 1])
    #expect(years(facts) == ["2019", "2019"])
  }

  @Test func aSchoolYearInATitleFramesTheArticle() throws {
    let texts = ["# 2019—2020学年度学生体质健康监测结果", "优良率为58.7%。", "共抽测学生4860名。"]
    #expect(try years(facts(texts, published: day)) == ["2019-2020", "2019-2020"])
  }

  @Test func aDayAmongOthersIsOfItsClauseOnly() throws {
    let text = "一季度发送旅客4126万人次，其中3月31日发送62.9万人次；货物发送量5683万吨。"
    #expect(try facts(text, published: day).map { $0.period?.start?.day } == [1, 31, 1])
  }

  @Test func whatTheNextYearsBringIsToCome() throws {
    let february = CivilDate(year: 2024, month: 2, day: 28)
    let facts = try facts("未来五年公营房屋供应单位达10.5万个。", published: february)
    #expect(facts.map(\.status) == [.target])
    #expect(years(facts) == ["2024-2028"])
  }

  @Test func aTermOfSchoolIsOfItsYear() throws {
    let facts = try facts("2020年秋季全市共受理申请2.1万人。", published: day)
    #expect(years(facts) == ["2020"])
    #expect(facts.map(\.indicator) == ["受理申请"])
  }

  @Test func whatIsToBeDoneBeforeAMonthIsStillToCome() throws {
    let march = CivilDate(year: 2022, month: 3, day: 5)
    #expect(try years(facts("税额于6月底前退还5亿元。", published: march)) == ["2022"])
  }

  @Test func theOneYearOfATitleFramesTheArticle() throws {
    let title = "# 教育局关于2025年经费执行情况的报告"
    #expect(try years(facts([title, "毛入园率98.6%。"], published: january)) == ["2025"])
  }

  @Test func theOneMonthOfATitleFramesItThoughWhatWasCumulatedIsToldToo() throws {
    let texts = ["# 10月份用电情况", "10月份，用电8亿千瓦时。1—10月，用电76亿千瓦时。", "第一产业用电6亿千瓦时。"]
    let months = try facts(texts, published: day).map { $0.period?.start?.month }
    #expect(months == [10, 1, 10])
  }

  @Test func theMonthBeforeIsThatBeforeTheOneToldOf() throws {
    let text = "8月份，价格由上月下降3.2%转为上涨2.5%。营收由上年下降4.1%转为增长6.7%。"
    let facts = try facts(text, published: day)
    #expect(facts.map { $0.period?.start?.month } == [7, 8, 1, 8])
    #expect(years(facts) == ["2021", "2021", "2020", "2021"])
    let share = try self.facts("2020年，占全部案件的比重从去年的30.6%降至18.9%。", published: day)
    #expect(years(share) == ["2019", "2020"])
  }

  @Test func theDayOfACensusFramesWhatItsReportTells() throws {
    let texts = ["根据普查结果，现将2020年11月1日零时我市人口情况公布如下：", "全市常住人口386万人。", "居住在城镇的268万人。"]
    #expect(
      try facts(texts, published: day).map { $0.period?.start?.description } == [
        "2020-11-01", "2020-11-01",
      ])
  }

  @Test func itemsOfAListOpenNoPassage() throws {
    let items = ["（1）“十四五”期间新建学校5所；", "（2）事故造成39人死亡；", "4.2025年生产总值超过140万亿元；"]
    #expect(try years(facts(items, published: january)) == ["2021-2025", "2026", "2025"])
  }

  @Test(arguments: [
    ("截至10月20日24时，全县累计免费体检18.5万人次。", "2021-10-20", "2021-10-20"),
    ("今年一季度完成投资53亿元。", "2021-01-01", "2021-03-31"), ("去年投入475亿元。", "2020-01-01", "2020-12-31"),
    ("前5月出口12亿元。", "2021-01-01", "2021-05-31"), ("1-9月，投资完成246亿元。", "2021-01-01", "2021-09-30"),
    ("2020-21年度撥款為36.5億元。", "2020-01-01", "2021-12-31"),
    ("109年度結餘2.37億元。", "2020-01-01", "2020-12-31"),
    ("到2025年，床位达到500张。", "2025-01-01", "2025-12-31"), ("上半年收入5亿元。", "2021-01-01", "2021-06-30"),
    ("截至11月底，完成投资2亿元。", "2020-11-01", "2020-11-30"), ("四季度完成投资3亿元。", "2021-10-01", "2021-12-31"),
    ("2016年至今聘任乡村教师420余名。", "2016-01-01", nil as String?),
    ("捷運綠線109年通車以來累計運量5,000萬人次。", "2020-01-01", nil), ("去年12月开通以来，发送旅客21万人次。", "2020-12-01", nil),
    ("今年前两个月，进出口6.6万亿元。", "2021-01-01", "2021-02-28"),
    ("与2010年普查的1.3亿人相比，2020年增加720万人。", "2010-01-01", "2010-12-31"),
    ("昨天，全县新增病例12例。", "2021-10-26", "2021-10-26"), ("上月新开工项目23个。", "2021-09-01", "2021-09-30"),
    ("截至今日15时，累计接种12万剂次。", "2021-10-27", "2021-10-27"),
    ("昨日（10月25日）接种12万剂次。", "2021-10-25", "2021-10-25"),
  ])
  func periodsAreRead(_ text: String, _ start: String, _ end: String?) throws {
    let fact = try #require(try facts(text, published: day).first)
    #expect(fact.period?.start?.description == start)
    #expect(fact.period?.end?.description == end)
    #expect(fact.period?.basis == .stated)
  }

  @Test(arguments: [
    ("二〇二〇年十二月三十一日，存款3亿元。", "2020-12-31", "2020-12-31"),
    ("二○二○年第三季度，产值3亿元。", "2020-07-01", "2020-09-30"),
    ("一九八一年至一九八五年，产值3亿元。", "1981-01-01", "1985-12-31"), ("十月份，失业率为3%。", "2021-10-01", "2021-10-31"),
    ("七至九月，失业率为3%。", "2021-07-01", "2021-09-30"), ("失业率上升至八月至十月的3.1%。", "2021-08-01", "2021-10-31"),
  ])
  func datesInNumeralsAreRead(_ text: String, _ start: String, _ end: String) throws {
    let period = try #require(try facts(text, published: day).first?.period)
    #expect(period.start?.description == start && period.end?.description == end)
    let basis = try facts("十月革命以来，五月天演出30场，近一月增长3%。", published: day).map { $0.period?.basis }
    #expect(basis == [.published, .published])
  }

  @Test func aPeriodIsCarriedAndSaysSo() throws {
    let facts = try facts("上半年，出口12亿元，进口8亿元。投资完成3亿元。", published: day)
    #expect(facts.map { $0.period?.basis } == [.stated, .stated, .carried])
    #expect(facts.allSatisfy { $0.period?.end?.description == "2021-06-30" })
  }

  @Test func aCutOffDateHoldsForItsParagraph() throws {
    let facts = try facts("截至10月20日，全市接种疫苗30万人。60岁以上老年人接种8万人。", published: day)
    #expect(facts.map { $0.period?.end?.description } == ["2021-10-20", "2021-10-20"])
    #expect(facts.last?.period?.basis == .carried)
  }

  @Test func whatIsToComeHoldsForWhatIsPlanned() throws {
    let plan = try facts("到2025年，建成医院5家。新增床位200张。目前已有医院3家。", published: day)
    #expect(years(plan) == ["2025", "2025", "2021"])
    // Told in passing, it is of its figure only.
    let passing = try facts(["电动化比例达39%，预计2030年达100%。设置充电桩1268座。", "改建道路12公里。"], published: day)
    #expect(years(passing) == ["2021", "2030", "2021", "2021"])
    let reach = try facts(["运营里程418公里，到2027年里程将超过600公里。新开线路12条。"], published: day)
    #expect(years(reach) == ["2021", "2027", "2021"])
  }

  @Test func theDayOfPublicationIsThatOfWhatIsSoNow() throws {
    let facts = try facts("2020年，产值达12亿元。目前，园区有企业86家。", published: day)
    #expect(years(facts) == ["2020", "2021"])
    #expect(facts.last?.period?.basis == .published)
  }

  @Test func aDateThatThingsAreCountedUpToHoldsWhereASentenceOpensWithIt() throws {
    let facts = try facts("12月末，存款余额284亿元。贷款余额242亿元。", published: january)
    #expect(facts.map { $0.period?.end?.description } == ["2025-12-31", "2025-12-31"])
  }

  @Test func aQuarterWithoutAYearIsThePastOne() throws {
    let january = CivilDate(year: 2026, month: 1, day: 20)
    let fact = try facts("三季度投产项目48个。", published: january).first
    #expect(fact?.period?.start?.description == "2025-07-01")
  }

  @Test func withoutAnyPeriodOnlyThePublicationIsKnown() throws {
    #expect(try facts("新建村卫生室100所。", published: day).first?.period?.basis == .published)
    #expect(try facts("新建村卫生室100所。").first?.period == nil)
  }

  @Test func aYearOfTheRepublicIsOneInTraditionalTextsOnly() throws {
    let taiwan = try facts("臺南市失業率110年為3.7%，較109年下降0.2個百分點；111年上半年為3.6%。", published: day)
    #expect(
      taiwan.map { $0.period?.start?.description } == ["2021-01-01", "2021-01-01", "2022-01-01"])
    #expect(taiwan.first?.indicator == "失业率")
    #expect(try facts("建校110年培养学生3万人。", published: day).first?.period?.basis == .published)
  }

  @Test func theYearBeforeIsBeforeTheYearThatIsNamed() throws {
    let facts = try facts("2016年收入5亿元，上年收入4亿元。", published: day)
    #expect(facts.map { $0.period?.start?.year } == [2016, 2015])
  }

  @Test(arguments: [
    ("截至周四午夜12时，累计病例830宗。", "2021-10-21"), ("上周三，新增病例5例。", "2021-10-20"),
    ("本周二（26日），通过议案12项。", "2021-10-26"), ("星期日到馆300人。", "2021-10-24"),
    ("每周一开放场馆3处。", nil), ("周一至周五，开放名额200个。", nil), ("两周一次的检查，有20人参加。", nil),
    ("周日均客流300人次。", nil),
  ])
  func aDayOfTheWeekIsTheLastOne(_ text: String, _ date: String?) throws {
    let published = CivilDate(year: 2021, month: 10, day: 27)
    let period = try facts(text, published: published).first?.period
    #expect(period?.end?.description == date ?? "2021-10-27")
    #expect(period?.basis == (date == nil ? .published : .stated))
  }

  @Test(arguments: [
    ("截至18日16时，累计转移群众38人。", "2021-10-18"), ("截至30日，累计转移群众38人。", "2021-09-30"),
    ("10月15日以来，遭遇今年以来最强降雨，平均降雨量138毫米。", nil),
  ])
  func aDayWithoutAMonthIsTheLastOne(_ text: String, _ date: String?) throws {
    let published = CivilDate(year: 2021, month: 10, day: 27)
    let period = try facts(text, published: published).first?.period
    #expect(period?.end?.description == date)
    #expect(period?.start?.description == date ?? "2021-10-15")
  }

  @Test func theYearsOfAnAverageEndWithTheYearToldOf() throws {
    let text = "2025年产值达到900亿元，5年平均增长6%。"
    #expect(years(try facts(text, published: day)) == ["2025", "2021-2025"])
  }

  @Test func levelsBesideOneWithItsYearBeganThen() throws {
    let text = "2025年，职工由2020年的240人增加到350人，比重由23%上升到27%。"
    #expect(years(try facts(text)) == ["2020", "2025", "2020", "2025"])
  }

  @Test func whatABracketNamesHoldsUpToItsEnd() throws {
    let text = "2021至2025年，粮食产量达到460万吨（其中2025年为475万吨），棉花产量为12万吨。"
    #expect(years(try facts(text)) == ["2021-2025", "2025", "2021-2025"])
  }

  @Test func aTimeInABracketHoldsAndThoseBehindItAreKept() throws {
    let text = "假期客流情况（5月1日周六至5月5日周三），车站进站旅客8620人次，去年进站旅客500人次。"
    let periods = try facts(text, published: day).map { $0.period?.end?.description }
    #expect(periods == ["2021-05-05", "2020-12-31"])
  }

  @Test(arguments: [
    ("“十四五”时期，新建学校5所。", "2021-2025"), ("一五期间新建学校5所。", "1953-1957"),
    ("“六五”期间新建学校5所。", "1981-1985"), ("到“十五五”末，床位达到5张。", "2030"),
    ("五年来，新建学校5所。", "2021-2025"), ("过去一年，新建学校5所。", "2025"),
    ("刚刚过去的2025年，新建学校5所。", "2025"), ("近三年新建学校5所。", "2023-2025"),
    ("今后五年，新建学校5所。", "2026-2030"), ("全年新建学校5所。", "2025"),
    ("按2020年不变价格计算，产值增长5%。", "2026"), ("第5年增加学校5所。", "2026"),
  ])
  func yearsInReportsAreRead(_ text: String, _ expected: String) throws {
    #expect(years(try facts(text, published: january)) == [expected])
  }

  @Test func aPassageIsOfTheYearsThatItOpensWithUpToTheNextSection() throws {
    let facts = try facts(
      [
        "一、2025年工作回顾", "新建学校5所。", "五年来，经济持续发展。", "新建水库6座。", "二、2026年重点工作",
        "新建医院7所。", "一年来，改革取得进展。", "新建公园8个。",
      ], published: january)
    #expect(years(facts) == ["2025", "2021-2025", "2026", "2026"])
  }

  @Test func aHeadingOfANewsItemSpeaksForItsItem() throws {
    let facts = try facts(
      [
        "## 新闻摘要", "1.上半年产量稳定；", "今天播出。", "## 上半年经济稳中有进", "出口12亿元。", "## 早稻丰收在望",
        "新建粮库5座。",
      ], published: day)
    #expect(facts.map { $0.period?.end?.description } == ["2021-06-30", "2021-10-27"])
  }

  @Test func aLineThatEndsInAColonLeadsItsTimeIn() throws {
    let facts = try facts(
      ["甲", "乙", "丙", "丁", "戊", "2020年主要产品的产量是：", "棉花360万吨。", "油料150万吨。", "## 工业", "钢铁80万吨。"],
      published: january)
    #expect(years(facts) == ["2020", "2020", "2026"])
  }

  @Test func whatAChangeBeganWithIsOfTheTimeBefore() throws {
    #expect(
      years(try facts("2025年，床位由1.9万张增加到2.3万张。", published: january)) == ["2024", "2025"])
    #expect(
      years(try facts("五年来，床位由1.9万张增加到2.3万张。", published: january)) == ["2020", "2025"])
    #expect(
      years(try facts("2025年，比重由2020年的31%提高到36%。", published: january)) == ["2020", "2025"])
    #expect(
      years(try facts("从2020年到2025年，比重从31%提高到36%。", published: january))
        == ["2020", "2025"])
  }

  @Test func yearsAreDealtOut() throws {
    let text = "2016年至2018年，学校的经费分别为12.5亿元、14.9亿元和16.3亿元。"
    #expect(years(try facts(text)) == ["2016", "2017", "2018"])
  }

  @Test(arguments: [
    ("2020年产值120亿元，比2015年增加40亿元，年均增加8亿元。", ["2020", "2020", "2016-2020"]),
    ("产值从2015年的80亿元增加到2020年的120亿元，年均增长8.4%。", ["2015", "2020", "2016-2020"]),
    ("2020年产值120亿元，年均增长8.4%。", ["2020", "2020"]),
  ])
  func anAverageIsOfTheYearsSinceWhatItIsHeldAgainst(_ text: String, _ expected: [String]) throws {
    #expect(years(try facts(text)) == expected)
  }

  @Test func whatAPlanTellsOfEarlierYearsIsSo() throws {
    let facts = try planned(["“六五”期间新建学校5所。1980年有学校3所。"])
    #expect(facts.map(\.status) == [.target, .actual])
  }

  @Test func whatAPlanDoesNotDateIsOfItsYears() throws {
    let facts = try planned([
      "按2000年价格计算的总产值平均每年增长4%。", "为第七个五年计划期间的发展奠定基础。", "新建学校5所。",
    ])
    #expect(years(facts) == ["1981-1985", "1981-1985"])
    let stated = try planned(["“六五”期间新建学校5所。", "1985年产量达到90万吨。五年内新增能力20万吨。"])
    #expect(years(stated) == ["1981-1985", "1985", "1981-1985"])
  }

  @Test func oneOfSeveralYearsIsToldOfInPassing() throws {
    let text = "五年来，生产总值跨过3个台阶，2023年人均产值8万元。工业增加值增长9%。"
    #expect(years(try facts(text, published: january)) == ["2021-2025", "2023", "2021-2025"])
  }

  @Test(arguments: [
    ("2025年旅游收入比2020年增长90%。新增景区7个。", ["2025", "2021-2025"]),
    ("2020年到2025年，工业投资占比从18%提升到36%。新增企业16家。", ["2020", "2025", "2021-2025"]),
    ("物流发展壮大，2025年开通航线75条，业务量年均增长21%。", ["2025", "2021-2025"]),
    ("刚刚过去的2025年，新增企业16家。新建学校3所。", ["2025", "2025"]),
  ])
  func whatASentenceOpensWithIsToldOfInPassingToo(_ text: String, _ expected: [String]) throws {
    let facts = try facts(["五年来，全市新建公园42个。", text], published: january)
    #expect(years(facts) == ["2021-2025"] + expected)
  }

  @Test func aChangeToldBehindItsBaseIsOfTheLevelThatChanged() throws {
    let text = "2024年就业人口95万人，2023年为94万人，相较增加1万人。"
    #expect(years(try facts(text, published: january)) == ["2024", "2023", "2024"])
  }

  @Test func partsInTheNextParagraphAreOfTheSameTime() throws {
    let day = CivilDate(year: 2024, month: 7, day: 8)!
    let article = try facts(["2022年全市审结案件8万件。", "其中，审结刑事案件5320件。"], published: day)
    #expect(years(article) == ["2022", "2022"])
  }

  @Test func aWholeYearIsTheOneToldOfLast() throws {
    let day = CivilDate(year: 2024, month: 7, day: 8)!
    let article = try facts(["去年受理案件8万件。", "全年线上立案2万件。"], published: day)
    #expect(years(article) == ["2023", "2023"])
  }

  @Test func aPartOfTheYearInASentenceFramesNothing() throws {
    let day = CivilDate(year: 2023, month: 9, day: 8)!
    let texts = ["防疫工作通报。", "该局负责培训，上半年开办培训12场。", "该市有老人3000人。"]
    #expect(try facts(texts, published: day).map { $0.period?.basis } == [.stated, .published])
  }
}
