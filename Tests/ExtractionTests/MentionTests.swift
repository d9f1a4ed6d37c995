import Extraction
import Facts
import Rules
import TestSupport
import Testing

/// The project's rules, loaded once for all tests of this target.
let grammar: Grammar? =
  (try? RuleSet(Repository.ruleTexts().map { RuleSource(file: $0.file, text: $0.text) }))
  .map { Grammar(rules: $0) }

@Suite struct MentionTests {
  private func mentions(_ text: String) throws -> [Mention] {
    var extractor = FactExtractor(grammar: try #require(grammar))
    return try extractor.mentions(in: Array(text.utf8))
  }

  /// Text with the mention drawn, its kind, number, relation and unit.
  @Test(arguments: [
    ("共筛查⟦3034人⟧，", "count", "3034", "=", "人"),
    ("完成率⟦101.13%⟧。", "proportion", "101.13", "=", "%"),
    ("接种⟦169.0万剂次⟧", "count", "1690000", "=", "剂次"),
    ("均為⟦862億5,874萬4,000元⟧，", "money", "86258744000", "=", "元"),
    ("达到⟦12亿9562.6万人⟧", "count", "1295626000", "=", "人"),
    ("接种⟦34億655.7萬劑次⟧", "count", "3406557000", "=", "剂次"),
    ("达到⟦3 · 5％⟧，", "proportion", "3.5", "=", "%"),
    ("新增变电容量⟦215万千伏安⟧，", "measure", "2150000", "=", "千伏安"),
    ("住宅⟦489件⟧次之", "count", "489", "=", "件"),
    ("裝機⟦1，290万千瓦⟧，", "measure", "12900000", "=", "千瓦"),
    ("发放⟦965万余元⟧", "money", "9650000", ">", "元"),
    ("检测⟦2000余万人次⟧", "count", "20000000", ">", "人次"),
    ("上升⟦近30%⟧，", "proportion", "30", "<", "%"),
    ("投资⟦逾53亿元⟧", "money", "5300000000", ">", "元"),
    ("节约资金⟦1.58亿元⟧", "money", "158000000", "=", "元"),
    ("签约⟦58.7万户⟧", "count", "587000", "=", "户"),
    ("确定⟦100所以上⟧医院", "count", "100", ">=", "所"),
    ("控制在⟦5.40‰以内⟧", "proportion", "5.4", "<=", "‰"),
    ("为⟦12.8/10万⟧、", "density", "12.8", "=", "/10万"),
    ("每亩⟦65千克/亩⟧", "density", "65", "=", "千克/亩"),
    ("提高⟦0.5个百分点⟧", "points", "0.5", "=", "个百分点"),
    ("超支⟦逾 500 萬元⟧。", "money", "5000000", ">", "元"),
    ("共⟦３０３４人⟧", "count", "3034", "=", "人"),
    ("减少⟦百分之三点五⟧", "proportion", "3.5", "=", "%"),
    ("大跌⟦三成⟧，", "proportion", "3", "=", "成"),
    ("降至⟦零下26.7℃⟧。", "measure", "-26.7", "=", "℃"),
    ("最低在⟦零下50多摄氏度⟧。", "measure", "-50", "<", "摄氏度"),
    ("精简⟦1／4⟧，", "proportion", "0.25", "=", ""),
    ("12/31前完成⟦3/4⟧。", "proportion", "0.75", "=", ""),
    ("惠及⟦2900万⟧家族成员", "count", "29000000", "=", ""),
    ("总产值⟦跨过3万亿元⟧大关", "money", "3000000000000", ">", "元"),
    ("占⟦三分之一⟧", "proportion", "0.333333", "=", ""),
    ("共⟦7万零48宗⟧", "count", "70048", "=", "宗"), ("为⟦百万分之0.7⟧", "proportion", "0.0000007", "=", ""),
    ("蓄水⟦3.1亿m³⟧", "measure", "310000000", "=", "m³"),
    ("约占⟦三成⟧", "proportion", "3", "~", "成"), ("⟦约四成半⟧在公立医院", "proportion", "4.5", "~", "成"),
    ("取水⟦约540万立方米⟧", "measure", "5400000", "~", "立方米"),
    ("收入$⟦2.1億⟧", "money", "210000000", "=", ""),
    ("增加到⟦1亿3千多万⟧。", "count", "130000000", ">", ""), ("生产棉纺锭⟦30万锭⟧，", "count", "300000", "=", "锭"),
    ("个案占⟦七成五⟧。", "proportion", "7.5", "=", "成"), ("占⟦三成半⟧的", "proportion", "3.5", "=", "成"),
    ("占⟦七成⟧三甲医院", "proportion", "7", "=", "成"),
    ("减轻负担⟦3万多亿元⟧。", "money", "3000000000000", ">", "元"),
    ("扶持⟦700多万⟧个体工商户", "count", "7000000", ">", ""),
    ("发电量达到⟦17.8亿度⟧，", "measure", "1780000000", "=", "度"),
    ("收益率⟦跌破1%⟧，", "proportion", "1", "<", "%"),
    ("歲出編列⟦2兆8,818億元⟧，", "money", "2881800000000", "=", "元"), ("下載⟦5兆⟧", "measure", "5", "=", "兆"),
    ("自然增长率⟦-2.1‰⟧。", "proportion", "2.1", "=", "‰"), ("满意度达⟦96分⟧。", "measure", "96", "=", "分"),
    ("用煤⟦1,800萬公噸⟧", "measure", "18000000", "=", "公吨"),
    ("投资⟦三点二亿元⟧，", "money", "320000000", "=", "元"), ("增长⟦一点五倍⟧。", "multiple", "1.5", "=", "倍"),
    ("惠及⟦一百二十三人⟧", "count", "123", "=", "人"), ("共⟦二点三万余元⟧", "money", "23000", ">", "元"),
  ])
  func readsFigures(
    _ marked: String, _ kind: String, _ number: String, _ relation: String, _ unit: String
  ) throws {
    let text = MarkedText(marked.replacing("$⟦", with: "⟦$"))
    let found = try mentions(text.text).filter { $0.ignored == nil }
    let mention = try #require(found.first)
    #expect(found.count == 1)
    #expect(mention.span.start..<mention.span.end == text.spans[0])
    #expect(mention.kind.rawValue == kind)
    #expect(mention.value.number?.description == number)
    #expect(mention.value.relation.rawValue == relation)
    #expect(mention.unit.text == unit)
  }

  @Test func twoNumbersWithUnitsMayBeNoRange() throws {
    #expect(try mentions("就业人数增加5.6万人至361.8万人").map(\.value.relation) == [.equal, .equal])
    #expect(try mentions("欠缺4至5名护理员").map(\.value.relation) == [.range])
    #expect(try mentions("列3至5名").allSatisfy { $0.value.relation == .equal })
    #expect(try mentions("获第3至5名").allSatisfy { $0.value.relation == .equal })
  }

  @Test func numbersInARowShareTheUnitOfTheLast() throws {
    let found = try mentions("分别提高2.1个、3.5个百分点")
    #expect(found.map(\.unit.text) == ["个百分点", "个百分点"])
  }

  @Test(arguments: [
    ("遴选⟦1—2个⟧卫生院", "1", "2"), ("减少⟦50~100公斤⟧，", "50", "100"), ("约⟦5%~20%⟧的", "5", "20"),
    ("可达⟦6万至8万元⟧。", "60000", "80000"), ("日工资⟦80至120元⟧，", "80", "120"),
    ("培育⟦2至3个⟧产业", "2", "3"), ("下跌⟦一至两成⟧，", "1", "2"), ("⟦八成五至九成⟧，", "8.5", "9"),
    ("亏损⟦三到五亿元⟧。", "300000000", "500000000"), ("约有⟦两三百种⟧，", "200", "300"), ("⟦三四十人⟧", "30", "40"),
    ("种植⟦二十七八亩⟧，", "27", "28"), ("亏损⟦三五百万元⟧。", "3000000", "5000000"),
    ("跌了⟦七八成⟧。", "7", "8"), ("提高⟦百分之五六⟧。", "5", "6"), ("收益⟦七八百余万元⟧。", "7000000", "8000000"),
  ])
  func rangesHaveTwoEndsAndNoNumber(_ marked: String, _ low: String, _ high: String) throws {
    let mention = try #require(try mentions(MarkedText(marked).text).first)
    #expect(mention.value.relation == .range)
    #expect(mention.value.number == nil)
    #expect(mention.value.interval.low?.value.decimal(places: 2)?.description == low)
    #expect(mention.value.interval.high?.value.decimal(places: 2)?.description == high)
  }

  @Test func aUnitBehindARowIsOfAllItsNumbers() throws {
    let units = try mentions("耕地分别增加4.1万、2.7万、1.9万公顷，比重分别提高3、8个百分点，分别为5.6、7.8万吨。").map(
      \.unit.text)
    #expect(units == ["公顷", "公顷", "公顷", "个百分点", "个百分点", "", "吨"])
  }

  /// Intervals by CHECKS.md, 1 to 3.
  @Test(arguments: [
    ("3034人", "3034", "3034"), ("101.13%", "101.125", "101.135"),
    ("169.0万剂次", "1689500", "1690500"),
    ("2900余名", "2900", "3000"), ("近30%", "20", "30"), ("约1500元", "1450", "1550"),
    ("102%", "101.5", "102.5"),
  ])
  func aFigureStandsForAnInterval(_ text: String, _ low: String, _ high: String) throws {
    let interval = try #require(try mentions("共" + text).first).value.interval
    #expect(interval.low?.value.decimal(places: 4)?.description == low)
    #expect(interval.high?.value.decimal(places: 4)?.description == high)
  }

  @Test(arguments: [
    ("截至2021年10月20日", "date"), ("第434次会议", "ordinal"), ("“136”兴医工程", "name"), ("PM2.5浓度", "name"),
    ("打造15分钟医疗圈", "duration"), ("65岁及以上老年人", "age"), ("电话06-3901212", "code"), ("调整为2：1", "ratio"),
    ("11.国内要闻", "list-mark"), ("要点：2.改造管网；", "list-mark"), ("［3］名词解释", "list-mark"),
    ("· 308 ·", "page"),
    ("见https://example.org/a/2024.html", "code"), ("建成5G网络", "name"), ("历时3个多小时", "duration"),
    ("进入排名前1%的学科", "ordinal"), ("进入前千分之一", "ordinal"), ("推进“3个100万”行动", "name"),
    ("录取1074/309", "ratio"), ("每10万人中", "base"), ("进入全国前10位", "ordinal"), ("公交站点500米覆盖率", "size"),
    ("以2分25秒198夺冠", "duration"), ("良好率（AQI≦100）", "name"), ("连续7年增加", "duration"),
    ("18至35岁人群", "age"), ("去了两三个地方", "vague"), ("三四线城市", "vague"), ("学校家庭两点一线", "small-numeral"),
  ])
  func whatIsNoQuantityIsIgnoredForAReason(_ text: String, _ reason: String) throws {
    #expect(try mentions(text).contains { $0.ignored == reason })
    #expect(try mentions(text).allSatisfy { $0.ignored != nil })
  }

  @Test func rowsOfNumeralsAreReadWhateverTheyComeTo() throws {
    for unit in ["亿", "万", "千", "九", "三四", "一点九", "百分之", "至", "兆"] {
      for row in [2, 6, 12, 40] {
        let text = String(repeating: unit, count: row)
        #expect(try mentions("共" + text + "亿元。").allSatisfy { $0.value.interval.low != nil })
      }
    }
  }

  @Test func pinyinNoiseIsSteppedOverWithoutMovingPositions() throws {
    let text = MarkedText("接種總人數(shù)達到⟦12億9562.6萬人⟧。")
    let mention = try #require(try mentions(text.text).first)
    #expect(mention.span.start..<mention.span.end == text.spans[0])
  }
}
