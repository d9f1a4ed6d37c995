import Extraction
import Facts
import Testing

/// What is so, and what is still to be reached.
@Suite struct StatusTests {
  private static let day = CivilDate(year: 2024, month: 7, day: 25)

  @Test func aHeadingOfWorkPlansOnlyBehindOneThatLooksBack() throws {
    let work = "## 三、重点工作"
    let text = "新建学校7所，新增学位6300个。"
    #expect(try extract(["## 一、基本情况", work, text]).facts.map(\.status) == [.actual, .actual])
    #expect(try extract(["## 一、工作回顾", work, text]).facts.map(\.status) == [.target, .target])
  }

  @Test(arguments: [
    (
      "2024年，全省计划完成投资245亿元，建成公路500公里；新改建桥梁320座。已到位资金3亿元。",
      [Status.target, .target, .target, .actual]
    ),
    ("2024年公共预算支出预期增长5%。", [.target]),
    ("今年计划新建农田5万亩，总投资1亿元，目前已开工4万亩，完成投资6200万元。", [.target, .target, .actual, .actual]),
    ("确保参保率不低于97%，实际报销比例达到65%左右。", [.target, .target]), ("两口之间的距离不能小于1.5米。", [.target]),
    ("优才计划去年收到7.2万宗申请。", [.actual]),
    ("每亩补助不得超过200元。", [.target]), ("管理率71.3%，高于省定目标6.3个百分点。", [.actual, .actual]),
    ("力争研发投入占比从2.1%提高到3%。", [.actual, .target]),
    ("输电能力将由目前的3亿千瓦提高到3.7亿千瓦。", [.actual, .target]),
    ("落成后将额外提供600张病床。", [.target]), ("海关将增购14台检查系统，并招聘30名关员。", [.target, .target]),
    ("完成造林任务312万亩。", [.actual]),
    ("“雨露计划”补助820人。", [.actual]), ("骨料销量912万吨。", [.actual]),
    ("预计全年完成投资82亿元；争取资金3亿元。", [.target, .target]), ("项目投产后年发电68亿千瓦时。", [.target]),
    ("为提振预期提出举措26条。", [.actual]),
    ("到2026年，建成医院5家。新增床位不少于200张。目前已有医院3家。", [.target, .target, .actual]),
    ("今年工作的主要目标：生产总值增长6%，新增就业5万人。", [.target, .target]),
    ("新争取到位上级资金5亿元，争取资金2亿元。", [.actual, .actual]),
    ("项目已投产，达产后可实现产值12亿元，带动就业3000人。", [.target, .target]),
    ("气象部门预计，未来三天局地雨量可达150毫米以上。", [.target]),
    ("全县确保全年产值突破95亿元，新增企业30家；已引进项目22个。", [.target, .target, .actual]),
  ])
  func whatIsToComeIsATarget(_ text: String, _ expected: [Status]) throws {
    #expect(try extract([text], published: Self.day).facts.map(\.status) == expected)
  }
}
