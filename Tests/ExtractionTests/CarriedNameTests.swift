import Extraction
import Facts
import Testing

/// What figures that say little themselves are named, by those before them.
@Suite struct CarriedNameTests {
  private static let day = CivilDate(year: 2024, month: 7, day: 25)

  private func names(_ text: String) throws -> [String] {
    try extract([text], published: Self.day).facts.map(inShort)
  }

  @Test(arguments: [
    (
      "共有病床3万张，使用率81%，上年同期为77%。",
      ["病床 3万张", "病床使用率 81%", "病床使用率 77%"]
    ),
    (
      "全县有果园25家，销售额18亿元，环比增长6%，同比下降2%。",
      ["果园 25家", "果园销售额 18亿元", "果园销售额 6% up", "果园销售额 2% down"]
    ),
    (
      "小麦播种面积32万亩，平均亩产401公斤，增产2.3公斤。",
      ["小麦播种面积 32万亩", "小麦平均亩产 401公斤", "小麦平均亩产 2.3公斤 up"]
    ),
    (
      "龙井产量1630吨，均价每公斤218元，上涨4.1%。",
      ["龙井产量 1630吨", "龙井均价 218元", "龙井均价 4.1% up"]
    ),
    (
      "接获873宗新登记投诉，较前一年的851宗微升2.6%。",
      ["接获新登记投诉 873宗", "接获新登记投诉 851宗", "接获新登记投诉 2.6% up"]
    ),
    (
      "检获香烟3.2亿支，市值9亿元，较前年的4.1亿支减少22%。",
      ["检获香烟 3.2亿支", "市值 9亿元", "检获香烟 4.1亿支", "检获香烟 22% down"]
    ),
  ])
  func levelsAndChangesAreOfTheLastName(_ text: String, _ expected: [String]) throws {
    #expect(try names(text) == expected)
  }

  @Test(arguments: [
    ("渡轮总客量912万人次，日均客量2.5万人次。", ["渡轮总客量 912万人次", "渡轮日均客量 2.5万人次"]),
    ("港口累计运送旅客730万人次，日均运送2万人次。", ["港口累计运送旅客 730万人次", "日均港口运送旅客 2万人次"]),
    ("冬季平均气温3.1℃，夏季29.4℃。", ["冬季平均气温 3.1℃", "夏季平均气温 29.4℃"]),
    (
      "交通运输支出年初预算1320万元，支出决算1415万元，完成年初预算的107.2%。",
      ["交通运输支出年初预算 1320万元 target", "交通运输支出决算 1415万元", "交通运输支出决算完成预算比例 107.2%"]
    ),
    (
      "财政收入7.2亿元，加上级补助收入31亿元，收入总计38.2亿元；支出36亿元。",
      ["财政收入 7.2亿元", "上级补助收入 31亿元", "收入总计 38.2亿元", "财政支出 36亿元"]
    ),
    ("检察院受理各类案件863件，审结815件。", ["检察院受理各类案件 863件", "检察院审结各类案件 815件"]),
    (
      "护士流失率为7.9%，其中养老机构达10.4%。", ["护士/流失率 7.9%", "护士/养老机构流失率 10.4%"]
    ),
    ("采购预算3.4亿元，实际采购金额3亿元，节约资金0.4亿元。", ["采购预算 3.4亿元 target", "实际采购金额 3亿元", "采购节约资金 0.4亿元"]),
  ])
  func measuresTakeThePlaceOfMeasures(_ text: String, _ expected: [String]) throws {
    #expect(try names(text) == expected)
  }

  @Test(arguments: [
    ("暴雨造成全县5个乡镇、61个村、3.2万人受灾。", ["暴雨乡镇受灾 5个", "村受灾 61个", "受灾 3.2万人"]),
    ("17个集体和42名个人受到表彰。", ["集体受到表彰 17个", "个人受到表彰 42名"]),
    ("来自9个国家的260家企业、730名客商参展。", ["国家 9个", "企业参展 260家", "客商参展 730名"]),
  ])
  func whatBefallsARowIsSaidOfEach(_ text: String, _ expected: [String]) throws {
    #expect(try names(text) == expected)
  }

  @Test(arguments: [
    ("就业帮扶：城镇登记失业率2.9%。", ["城镇登记失业率 2.9%"]),
    ("财税收入：一般公共预算收入21亿元，其中税收17亿元。", ["一般公共预算收入 21亿元", "税收 17亿元"]),
    ("90平方米以下成交312套，90至120平方米成交876套。", ["90平方米以下成交 312套", "90至120平方米成交 876套"]),
    ("最大日雨量207.4毫米出现在青石乡。", ["最大日雨量 207.4毫米"]),
    ("寄宿生补助提高到小学1200元、初中1400元。", ["寄宿生补助小学 1200元", "寄宿生补助初中 1400元"]),
  ])
  func labelsSizesAndPlacesAreNoPartOfNames(_ text: String, _ expected: [String]) throws {
    #expect(try names(text) == expected)
  }
}
