import Extraction
import Facts
import Foundation
import Rules
import Testing

@Suite struct FactExtractorTests {
  private func facts(_ text: String, published: CivilDate? = nil) throws -> [Fact] {
    try extract([text], published: published).facts
  }

  private let day = CivilDate(year: 2021, month: 10, day: 27)

  @Test func whatIsOfATimeToComeIsATarget() throws {
    #expect(try facts("到2025年，床位达到500张。", published: day).first?.status == .target)
    #expect(try facts("2020年，床位达到500张。", published: day).first?.status == .actual)
  }

  @Test func sharesOfABudgetAreTargetsAsItsAmounts() throws {
    let text = "歲出編列教育支出375億元，占36.76%，另增聘教師12名。"
    let article = Article(
      text: Array(text.utf8), title: "111年度總預算案送議會", published: day)
    var extractor = FactExtractor(grammar: try #require(grammar))
    #expect(extractor.extract(from: article).facts.map(\.status) == [.target, .target, .actual])
  }

  @Test(arguments: [
    ("今年我镇免费体检任务数为2650人。", Status.target), ("应完成目标任务3167人，", .target), ("已完成筛查3232人。", .actual),
    ("力争新建学校5所。", .target), ("新建学校5所。", .actual), ("将死亡率控制在5‰以内。", .target),
    ("新建口袋公园不低于36个。", .target), ("已新建口袋公园不低于36个。", .actual),
    ("补助将占到80%。", .target), ("县里将2.8亿元资金纳入直达机制。", .actual), ("今年县财政要拿7500万元。", .target),
    ("主要措施取得成效，新建学校5所。", .actual), ("按业务需要减少支出14万元。", .actual),
    ("体育设施达标率等6项指标居全省前列。", .actual),
    ("云山区一般公共预算收入突破32亿元。", .actual), ("2026年收入预算为500亿元。", .target),
    ("限额以上单位零售额53亿元。", .actual), ("建成虚拟电厂10个。", .actual),
  ])
  func statusIsRead(_ text: String, _ status: Status) throws {
    #expect(try facts(text).first?.status == status)
  }

  @Test func aPlanIsToldFromItsWordOnUpToWhatIsSoNow() throws {
    let text = "全市出动警员400名，力争新建学校5所。新建桥梁6座。目前，每个县都形成了3个产业。"
    #expect(try facts(text).map(\.status) == [.actual, .target, .target, .actual])
    let willed = "今年将新建学校12所，新增学位1.5万个。已落实资金3亿元。"
    #expect(try facts(willed, published: day).map(\.status) == [.target, .target, .actual])
  }

  @Test func sectionsByTheirHeadingsTellWhatIsPlanned() throws {
    let facts = try extract([
      "一、2025年工作回顾", "新建学校5所。", "二、2026年重点工作", "新建学校6所，已落实资金3000万元。",
    ]).facts
    #expect(facts.map(\.status) == [.actual, .target, .actual])
  }

  @Test func aRowOfATableIsOfItsFirstCell() throws {
    let facts = try extract(["项目\t2022年\t2023年", "泵车、 云梯车\t1.2亿元\t1.5亿元 (+25%)"]).facts
    #expect(facts.map(\.indicator) == ["泵车和云梯车", "泵车和云梯车", "泵车和云梯车"])
    #expect(facts.map { $0.period?.start?.year } == [2022, 2023, 2023])
  }

  /// The facts of rows of a table, behind the paragraphs before it.
  private func tableFacts(before: [String] = [], _ rows: [String]) throws -> [Fact] {
    try extract(before + rows, published: day).facts
  }

  @Test func theWordsBeforeATableTellItsUnit() throws {
    let facts = try tableFacts(
      before: ["单位：万元"], ["指标\t2020年\t比上年增减额\t增长（%）", "税收\t120.5\t-3.5\t-2.8"])
    #expect(facts.map(\.value.number) == ["1205000", "35000", "2.8"].map { ExactDecimal($0) })
    #expect(facts.map(\.unit.text) == ["元", "元", "%"])
    #expect(facts.map(\.value.decimals) == [-3, -3, 1])
    #expect(facts.map(\.type) == [.money, .change, .change])
    #expect(facts.map(\.direction) == [nil, .down, .down])
    #expect(facts.map { $0.period?.start?.year } == [2020, 2020, 2020])
    #expect(facts[1].comparedWith == "比上年增减额")
  }

  @Test func aColumnOrTheCaptionTellsTheUnit() throws {
    let rows = try tableFacts(
      before: ["2023年产品产量见下表。"],
      ["产品\t单位\t产量\t比上年增长（%）", "水泥\t万吨\t468.2\t-5.6", "汽车\t辆\t126\t21.4"])
    #expect(rows.map(\.unit.text) == ["吨", "%", "辆", "%"])
    #expect(rows.map { $0.value.number?.description } == ["4682000", "5.6", "126", "21.4"])
    #expect(rows.allSatisfy { $0.period?.start?.year == 2023 })
    let captioned = try tableFacts(before: ["财政收支情况（亿元）"], ["项目\t绝对额\t增长%", "公共预算收入\t185.6\t5.2"])
    #expect(captioned.map(\.indicator) == ["公共预算收入", "公共预算收入"])
    #expect(captioned.first?.value.number?.description == "18560000000")
  }

  @Test func twoRowsOfHeadsNameThePeriodsAndWhatIsMeasured() throws {
    let facts = try tableFacts([
      "项目\t2019年\t\t2020年", "\t机构（个）\t床位\t机构（个）\t床位", "卫生院\t12\t340\t14\t365",
    ])
    #expect(facts.map(\.indicator) == ["卫生院机构", "卫生院床位", "卫生院机构", "卫生院床位"])
    #expect(facts.map(\.unit.text) == ["个", "", "个", ""])
    #expect(facts.map { $0.period?.start?.year } == [2019, 2019, 2020, 2020])
  }

  @Test func aColumnOfGrowthIsOfTheLatestYear() throws {
    let facts = try tableFacts(
      before: ["单位：亿元"],
      [
        "项目\t2023年决算数\t2022年决算数\t增长（%）", "一、一般公共预算收入\t186.4\t177.2\t5.2", "执业（助理）医师数\t12\t11\t9.1",
        "甲)学校数\t8\t7\t14.3",
      ])
    #expect(
      facts.prefix(6).map(\.indicator)
        == ["一般公共预算收入决算数", "一般公共预算收入决算数", "一般公共预算收入"]
        + ["执业医师数", "执业医师数", "执业医师数"])
    // A bracket that nothing opens takes nothing with it.
    #expect(facts.suffix(3).allSatisfy { $0.indicator.hasSuffix("学校数") })
    #expect(
      facts.map { $0.period?.start?.year } == [
        2023, 2022, 2023, 2023, 2022, 2023, 2023, 2022, 2023,
      ])
  }

  @Test func emphasisInMarkdownIsNoText() throws {
    let rows = [
      "| **部门** | **劝喻数字** | **罚款** |", "| 警方 | 10,538 | 15 |",
      "| **总数** | **316,282** | **1415** |",
    ]
    let facts = try tableFacts(rows)
    #expect(facts.map(\.indicator) == ["警方劝喻数字", "警方罚款", "总数劝喻数字", "总数罚款"])
    #expect(facts.map(\.value.text) == ["10,538", "15", "316,282", "1415"])
  }

  @Test func aLongHeadLeavesTheNameOfItsRow() throws {
    let rows = ["职系\t取录人数及当中具有大学学位的人数及其占全部取录人数的比例", "消防员\t13%"]
    let name = try #require(try tableFacts(rows).first?.indicator)
    #expect(name.hasPrefix("消防员") && name.hasSuffix("比例") && name.count == 24)
  }

  @Test func aTableMayHaveTwoSides() throws {
    let facts = try tableFacts(
      before: ["单位：万元"],
      ["项目\t预算数\t项目\t预算数", "一、事业收入\t456.3\t一、住房保障支出\t223.2"])
    #expect(facts.map(\.indicator) == ["事业收入预算数", "住房保障支出预算数"])
  }

  @Test func rowsMayBeOfYears() throws {
    let facts = try tableFacts([
      "年份\t人口（万人）\t增速（%）", "2019年\t340.2\t1.2", "2020\t341.5\t0.4",
    ])
    #expect(facts.map(\.indicator) == ["人口", "人口", "人口", "人口"])
    #expect(facts.map(\.type) == [.count, .change, .count, .change])
    #expect(facts.map { $0.period?.start?.year } == [2019, 2019, 2020, 2020])
  }

  @Test func aPartIsInTheUnitOfTheRowAbove() throws {
    let facts = try tableFacts(["指标\t2019年", "在校学生（万人）\t41.2", "#小学\t18.2"])
    #expect(facts.map { $0.value.number?.description } == ["412000", "182000"])
  }

  @Test func periodsMayStandBelowWhatIsMeasured() throws {
    let facts = try tableFacts([
      "地区\t人口（万人）\t\t发病率（1/10万）", "\t2019年\t2020年\t", "全市\t186.5\t185.9\t46.05",
      "临河县\t86.2\t86.5\t42.1",
    ])
    #expect(facts.map(\.indicator) == ["人口", "人口", "发病率", "人口", "人口", "发病率"])
    #expect(facts.map(\.region).suffix(3) == ["临河县", "临河县", "临河县"])
    #expect(facts.map(\.unit.text).suffix(3) == ["人", "人", "/10万"])
    #expect(facts.map { $0.period?.start?.year }.prefix(2) == [2019, 2020])
  }

  @Test func aRowOfAPlaceIsOfWhatItsColumnMeasuresThere() throws {
    let facts = try tableFacts(["地区\t接种人数（万人）", "临河县\t12.5", "东区\t3"])
    #expect(facts.map(\.indicator) == ["接种人数", "接种人数"])
    #expect(facts.map(\.region) == ["临河县", "东区"])
    #expect(facts.first?.value.number == ExactDecimal(125_000))
  }

  @Test func theLineBeforeATableTellsWhatItMeasures() throws {
    let facts = try tableFacts(
      before: ["各县（区）公共预算收入完成情况（单位：万元）"],
      [
        "县（区）\t预算\t1-6月完成\t为预算%\t同比%", "临河县\t126500\t65230\t51.6\t-5.2",
        "合计\t126500\t65230\t51.6\t-5.2",
      ])
    #expect(
      facts.map(\.indicator)
        == [
          "公共预算收入预算", "公共预算收入", "公共预算收入完成预算比例", "公共预算收入",
          "公共预算收入预算合计", "公共预算收入合计", "公共预算收入完成预算比例合计", "公共预算收入合计",
        ])
    #expect(facts.prefix(4).map(\.region) == Array(repeating: "临河县", count: 4))
    #expect(facts.prefix(4).map(\.status) == [.target, .actual, .actual, .actual])
    #expect(facts[1].value.number == ExactDecimal(652_300_000))
    #expect(facts[3].direction == .down)
  }

  @Test(arguments: [
    ("南平市通报疫情：南平市新增病例26例，其中东区3例、西区5例。", ["新增病例", "新增病例", "新增病例"], ["南平市", "南平市东区", "南平市西区"]),
    ("累计签约86户，湖北（50户，其中武汉31户），河南（6户）。", ["签约", "签约", "签约", "签约"], [nil, "湖北省", "武汉", "河南省"]),
    (
      "诱蚊阳性率下降13%，尤其是东区下降19%，卵粒数下降6%，北区下降9%。", ["诱蚊阳性率", "诱蚊阳性率", "卵粒数", "卵粒数"],
      [nil, "东区", nil, "北区"]
    ),
    ("东区44例，西区9例。", ["东区", "西区"], [nil, nil]),
    ("改造棚户区12处、老旧小区5处。", ["改造棚户区", "改造老旧小区"], [nil, nil]),
  ])
  func aPlaceInAListIsTheRegionOfItsFigure(
    _ text: String, _ indicators: [String], _ regions: [String?]
  ) throws {
    let facts = try facts(text)
    #expect(facts.map(\.indicator) == indicators)
    #expect(facts.map(\.region) == regions)
  }

  @Test func itemsOfAListAreAsTheWordsBeforeItSay() throws {
    let facts = try tableFacts(
      before: [
        "规划提出了五年的主要目标。", "——扩大绿地，森林覆盖率达到24%。", "——改善医疗，床位达到500张", "，医师达到80名。", "去年床位达到300张。",
      ], [])
    #expect(facts.map(\.status) == [.target, .target, .target, .actual])
  }

  @Test func oneWordForTwoIsDealtOut() throws {
    let facts = try facts("城乡居民人均可支配收入分别增长5.1%、6.2%，达到41250元、19860元。")
    #expect(facts.map(\.population) == ["城镇居民", "农村居民", "城镇居民", "农村居民"])
    #expect(Set(facts.map(\.indicator)) == ["人均可支配收入"])
  }

  @Test func aLevelIsNamedAfterTheRow() throws {
    let facts = try facts("建成3个国家级、12个省级重点学科。")
    #expect(facts.map(\.indicator) == ["建成国家级重点学科", "省级重点学科"])
  }

  @Test func aFloorHoldsForBothThatItStandsBefore() throws {
    let facts = try facts("组建不少于20个专家组和30支医疗队。")
    #expect(facts.map(\.value.relation) == [.atLeast, .atLeast])
    #expect(facts.map(\.indicator) == ["组建专家组", "组建医疗队"])
  }

  @Test func blanksWithinNumbersPartNothing() throws {
    let facts = try facts("到2 0 0 5年，全县造林4 000亩，绿化率达到3 8 %。")
    #expect(facts.map { $0.value.number?.description } == ["4000", "38"])
    #expect(facts.first?.period?.start?.year == 2005)
    #expect(try self.facts("就業人數3 701 300人。").first?.value.number?.description == "3701300")
  }

  @Test func whatNothingClaimsHasAShape() throws {
    var extractor = FactExtractor(grammar: try #require(grammar))
    let result = extractor.extract(from: Article(text: Array("（12，34）".utf8), published: nil))
    #expect(result.coverage.unclaimed == result.unclaimed.count)
    #expect(result.unclaimed.allSatisfy { $0.shape.contains("‹") })
  }

  @Test(arguments: [
    ("每千人配备1名服务人员。", FactType.density, "名/千人"), ("同比增长5.2%。", .change, "%"),
    ("新增学位300个。", .count, "个"),
    ("收入较去年增加534万元。", .change, "元"), ("全长29.2公里。", .measure, "公里"), ("接种率93.1%。", .proportion, "%"),
  ])
  func typeIsRead(_ text: String, _ type: FactType, _ unit: String) throws {
    let fact = try #require(try facts("疫苗接种工作中，" + text).first)
    #expect(fact.type == type)
    #expect(fact.unit.text == unit)
  }

  @Test func whatStandsBesideADensityIsOneToo() throws {
    let text = "每10万人中拥有大学文化程度的由8930人上升为15467人；拥有高中文化程度的由14032人上升为15088人。"
    #expect(try facts(text).map(\.unit.text) == Array(repeating: "人/10万人", count: 4))
    #expect(try facts("每10万人中有医师280人；拥有高中文化程度的14032人。").last?.unit.text == "人")
  }

  @Test func whatAClauseLeavesOutIsCarriedOn() throws {
    let facts = try facts("18岁以上人群首剂接种785769人次，接种率93.1%，第二剂接种率92.6%。")
    #expect(facts.map(\.population) == ["18岁以上人群", "18岁以上人群", "18岁以上人群"])
    #expect(facts[1].indicator.hasSuffix("接种率"))
  }

  @Test func wordsThatEndLikeAnApproximationStayWhole() throws {
    #expect(try facts("家庭医生已签约2100人。").first?.indicator.hasSuffix("签约") == true)
    #expect(try facts("全年节约2万元。").first?.value.relation == .equal)
  }

  @Test func aShortNameInARowIsReadAlongTheFirst() throws {
    let names = try facts("國際碼頭出港852人次、入港790人次。").map(\.indicator)
    #expect(names == ["国际码头出港", "国际码头入港"])
    #expect(try facts("農村男生5人、教師3人。").map(\.indicator).last == "教师")
  }

  @Test func aHeadBeforeAColonIsWhoseTheFigureIs() throws {
    #expect(try facts("城際客運：班次數有64班。").map(\.indicator) == ["城际客运班次数"])
    #expect(try facts("主要預期目標是：生產總值增長5%。").map(\.indicator) == ["生产总值"])
  }

  @Test func aRowOfFiguresIsOfOneKind() throws {
    let facts = try facts("粉尘、废水排放量分别下降6.2%和3%，12个监测断面水质好转。")
    #expect(facts.map(\.indicator) == ["粉尘排放量", "废水排放量", "监测断面水质好转"])
    #expect(facts.map(\.type) == [.change, .change, .count])
  }

  @Test(arguments: [
    ("居民消费价格上涨2%。", "居民消费价格"), ("今年拟安排抗旱经费120万元。", "抗旱经费"),
    ("参训人数连续三年稳定在2万人以上。", "参训人数"), ("把校舍空置率控制在2%以内。", "校舍空置率"),
    ("把握机会完成投资3亿元。", "把握机会完成投资"), ("空置率较三年前下降2.4个百分点。", "空置率"),
    ("存款余额2356亿元，比年初增加186亿元。", "存款余额"), ("亿元以上项目86个。", "亿元以上项目"),
    ("社福經費5億元，較上年度增列1億2,000萬元。", "社福经费"), ("占地面积320亩。", "占地面积"),
    ("生产总值增长5.3%，较全国平均水平高0.3个百分点。", "生产总值"),
    ("审批时间将从9天缩短到4天。", "审批时间"), ("两年新增4万亿元投资。", "新增投资"),
    ("工业总产值由12亿元增加到30亿元，按可比价格计算增长1.2倍。", "工业总产值"),
  ])
  func namesHoldNoMoreThanWhatIsMeasured(_ text: String, _ name: String) throws {
    let facts = try facts(text)
    #expect(!facts.isEmpty && facts.allSatisfy { $0.indicator == name })
    #expect(facts.allSatisfy { $0.population == nil })
  }

  @Test func wordsWithAWordOfListsInThemStayWhole() throws {
    let facts = try facts("天然气、宽带普及率分别提升至88.4%、95.1%。")
    #expect(facts.map(\.indicator) == ["天然气普及率", "宽带普及率"])
  }

  @Test func aBlankPartsThePhrasesOfAHeading() throws {
    let facts = try extract(["## 山区学校最多县份 校舍空置率达9%", "## 【一图读懂】教育开支达130亿元"]).facts
    #expect(facts.map(\.indicator) == ["校舍空置率", "教育开支"])
  }

  @Test func everyQuoteIsCutFromTheOriginal() throws {
    let text = "帳目核定，歲出決算數 312億4,560萬7,018 元，達預算數97.62％。"
    let bytes = Array(text.utf8)
    let facts = try facts(text)
    #expect(facts.count == 2)
    for fact in facts {
      #expect(
        String(decoding: bytes[fact.source.span.start..<fact.source.span.end], as: UTF8.self)
          == fact.value.text)
    }
  }

  @Test func indicatorsKeepToTheContract() throws {
    let long = String(repeating: "推动高质量发展的各项重点工作任务", count: 6)
    for text in ["\(long)完成1200项。", "1200项\(long)。", "甲、乙、丙“丁”（戊）达12项。", "：12项", "12项"] {
      for fact in try facts(text) {
        #expect(fact.indicator.count <= 24)
        #expect(!fact.indicator.contains { "，,。；;：:、！？“”()（）".contains($0) })
      }
    }
  }

  @Test func equalFactsGetDifferentIdsAndTheValueIsNoPartOfThem() throws {
    let first = try facts("新建学校5所。新建学校5所。").map(\.id)
    #expect(Set(first).count == 2)
    #expect(try facts("新建学校7所。新建学校9所。").map(\.id) == first)
  }

  @Test func hostileTextsEndInTime() throws {
    /// Seconds of this thread's own work, whatever else the machine does.
    func clock() -> Int {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return time.tv_sec
    }
    let texts = [
      String(repeating: "，", count: 20_000), String(repeating: "1", count: 20_000),
      String(repeating: "一", count: 20_000),
      String(repeating: "同比增长5%", count: 2_000),
      String(repeating: "、和与及", count: 5_000) + "分别1个、2个",
      String(repeating: "（", count: 10_000) + "5人",
    ]
    for text in texts {
      let before = clock()
      _ = try facts(text)
      #expect(clock() - before < 20)
    }
  }
}
