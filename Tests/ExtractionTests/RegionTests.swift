import Extraction
import Facts
import Rules
import Testing

@Suite struct RegionTests {
  private func region(_ text: String, _ publisher: String? = nil) throws -> String? {
    try extract([text], publisher: publisher).region
  }

  @Test(arguments: [
    ("全县筛查3034人，临河县卫生局局长介绍，临河县将继续推进。", nil, "临河县"),
    ("我县筛查3034人。", "临河新闻网", "临河县"), ("我省筛查3034人。", "山西日报", "山西省"),
    ("我省筛查3034人。", "临河日报", nil), ("筛查量居全省前列，共3034人。", "临河日报", nil),
    ("香港電台觀眾增加3000人，香港市民歡迎。", nil, "香港特别行政区"),
    ("网群：定襄县五台县代县繁峙县。共筛查3034人。", nil, nil as String?),
    ("青山区教育局筛查3034人，青山区居民欢迎，贫困山区居民也欢迎。", nil, "青山区"),
    ("省内六安市裕安区筛查3034人，六安市裕安区居民欢迎。", nil, "裕安区"), ("筛查3034人，其中山西籍2人。", nil, nil),
  ])
  func regionIsRead(_ text: String, _ publisher: String?, _ region: String?) throws {
    #expect(try self.region(text, publisher) == region)
  }

  @Test func aPlaceNamedInPassingIsNotTheRegion() throws {
    let city = ["# 我市8个县区受灾", "我市普降暴雨，最大雨量出现在青石县，达212毫米。", "全市转移3200人。"]
    #expect(try extract(city).region == nil)
    let province = ["全省平均气温17.1℃。", "全省日照1730小时，极端气温出现在青石县。", "我省受灾3200人。"]
    #expect(try extract(province).region == nil)
    #expect(try extract(["本报讯市房产局发布数据，成交3200套，本报讯市住建局表示满意。"]).region == nil)
    #expect(try extract(["112年我國農產品外銷52億美元，我國農業發展良好，總量與總值均增。"]).region == "台湾省")
  }

  @Test func aProvinceThatTheTitleNamesIsTheRegion() throws {
    let told = [
      "# 台风致福建32万人受灾", "全省32个县受灾，福州市区最大雨量412毫米。", "损失9亿元，其中福州市5亿元、莆田市2亿元。",
    ]
    let facts = try extract(told)
    #expect(facts.region == "福建省")
    #expect(facts.facts.last?.region == "福建省莆田市")
    #expect(facts.facts.map(inShort).contains("福州市区最大雨量 412毫米"))
  }

  @Test func countyBesideCityTellsOfTheWhole() throws {
    let told = ["112年我國交通事故统计。", "死亡人數計812人。", "死亡人數以高雄市93人最多，臺南市71人次之，嘉義縣、彰化縣、臺中市亦多。"]
    let read = try extract(told)
    #expect(read.region == "台湾省")
    #expect(read.facts.map(\.region) == ["台湾省", "台湾省高雄市", "台湾省台南市"])
  }

  @Test func aPlaceOfAProvinceIsThatOfItsArticle() throws {
    let facts = try extract(["榕江县举办球赛，榕江县体育局公布。", "贵州省榕江县共举办比赛87场。"]).facts
    #expect(facts.map(\.region) == ["榕江县"])
    #expect(facts.map(inShort) == ["举办比赛 87场"])
  }

  @Test func aProvinceNamedMoreOftenThanTheCountryIsTheRegion() throws {
    #expect(try region("国务院支持贵州，贵州推进改革，贵州加快发展，筛查3034人。") == "贵州省")
    #expect(try region("国务院、我国有关部门表示，贵州筛查3034人。") == "全国")
  }

  @Test func districtAfterDistrictAreOfTheirCity() throws {
    let text = "请台南市民配合，安平区3例，安南区4例，永康区5例，安平区、安南区、永康区防疫，台南市所有医院加强通报，在台南市开会。"
    #expect(try region(text) == "台南市")
  }

  @Test func theRegionOfAPartEndsWithIt() throws {
    let text = "北京累计确诊26宗，其中朝阳区3宗、大兴区2宗，外地来京人员7宗。"
    let facts = try extract([text]).facts
    #expect(facts.map(\.region) == ["北京市", "朝阳区", "大兴区", "北京市"])
  }

  @Test func aParagraphOfAnotherPlaceIsOfThatPlace() throws {
    let facts = try extract([
      "香港电台观众增加3000人，香港市民欢迎。", "台湾新增2宗确诊。流行疫情指挥中心公布个案共3宗。",
    ]).facts
    #expect(facts.map(\.region) == ["香港特别行政区", "台湾省", "台湾省"])
  }

  @Test func paragraphsOfANationalArticleMayBeOfOtherPlaces() throws {
    let facts = try extract([
      "国务院公布，我国新建学校5所。", "美国洛杉矶大火造成5人死亡。", "我国对美国出口5亿元。", "江西南昌市收割机增加到3000台。",
      "江西、湖南新建学校5所。",
    ]).facts
    #expect(facts.map(\.region) == ["全国", "美国", "全国", "江西省南昌市", "全国"])
  }

  @Test func paragraphsOfSuchAnArticleAreOfThePlaceThatTheyBeginWith() throws {
    let facts = try extract([
      "国务院公布，我国新建学校5所。", "今天，广州海珠湾隧道贯通。工程全长4公里。", "涿州市恢复线路12条。",
      "望谟县种植板栗12万亩。", "贵阳市乌当区设点3个。", "产棉区新增能力5万吨。", "贵州省9个县退出，至此全国832个县脱贫。",
      "安徽、湖北联合行动。整治河流5条。",
    ]).facts
    #expect(
      facts.map(\.region) == [
        "全国", "广州", "涿州市", "望谟县", "贵阳市乌当区", "全国", "贵州省", "全国", "全国",
      ])
  }

  @Test(arguments: [
    ("北京新增4宗确诊，累计确诊26宗。", ["北京市", "北京市"]), ("全国新增259宗，其中湖北24宗。", ["全国", "湖北省"]),
    ("香港（确诊2宗），泰国（确诊4宗）。", ["香港特别行政区", "泰国"]), ("河南郑州最高气温40℃，局地42℃。", ["河南省郑州", "河南省郑州"]),
    ("贵阳至荔波段全长206公里。", [nil]), ("西安、兰州两个局增长5%。", [nil]), ("日照时数增加3小时。", [nil]),
    ("日照市新建3所学校。", ["日照市"]), ("天津新增1宗确诊。当地累计5宗。", ["天津市", "天津市"]),
    ("黑龙江公布首宗个案，截至周五，已有26人死亡。", [nil]), ("全国文明村3个。", [nil]), ("今年全国铁路投产新线5公里。", ["全国"]),
    ("北京（5宗），中国确诊累计902宗。", ["北京市", "全国"]),
    ("暴雪已在日本造成5人受伤，2人失踪。", ["日本", "日本"]), ("公司在美国上市，市值达5亿元。", [nil]),
    ("约旦河西岸抓捕25人。", [nil]), ("黑龙江公布首宗个案，截至1月5日，已有26人死亡。", [nil]),
    ("北京时间今天受灾30人。", [nil]), ("截至2023年底，全国教育经费64亿元。", ["全国"]),
    ("按照2023年全国平均工资4万元计算。", [nil]),
  ])
  func aPlaceThatIsTheSubjectOfAClauseIsTheRegion(_ text: String, _ regions: [String?]) throws {
    #expect(try extract([text]).facts.map(\.region) == regions)
  }

  @Test func whatFollowsAPlaceOfTheArticleIsOfTheArticle() throws {
    let text = "山西省国内生产总值增长5%，太原工业增长3%，农业增长2%。山西省发展。"
    let regions = try extract([text]).facts.map(\.region)
    #expect(regions == ["山西省", "山西省太原", "山西省"])
  }

  @Test func whatBeginsWithTheCountryIsOfItWhereHomeIsNotSpokenOf() throws {
    let facts = try extract([
      "云山县卫生健康局通报，云山县筛查3034人。", "全国新增259例。新增死亡8人。", "全国新增259例。我县新增死亡8人。",
    ]).facts
    #expect(facts.map(\.region) == ["云山县", "全国", "全国", "全国", "云山县"])
  }

  @Test func noDistrictOfTheMainlandLiesInHongKong() throws {
    let facts = try extract(["本港公布，北京累计确诊26宗，其中朝阳区3宗。"]).facts
    #expect(facts.map(\.region) == ["北京市", "朝阳区"])
  }

  @Test func citiesOneAfterAnotherAreNotTheRegion() throws {
    let text = "孝感市202宗，随州市183宗，黄冈市102宗，孝感市、随州市、黄冈市防疫。"
    #expect(try region(text) == nil)
  }

  @Test func aDistrictNamedOnceIsNotWhatATitleCallsTheWholeCity() throws {
    let region = try extract(["# 2024年全市财政收支情况", "全市收入86亿元，增幅最高的是临河区，增长12%。"]).region
    #expect(region == nil)
  }

  @Test func aTitleThatBeginsWithTheCountryIsOfIt() throws {
    #expect(try extract(["# 全国教育事业发展情况", "新增学位5万个。"]).region == "全国")
  }

  @Test func whatElseThereIsLiesInThePlaceBefore() throws {
    let facts = try extract(["本港公布，上海新增6宗。另有25宗怀疑个案待查。"]).facts
    #expect(facts.map(\.region) == ["上海市", "上海市"])
  }

  @Test func whatIsDistributedIsOfThePlaces() throws {
    let facts = try extract(["# 臺南市防疫", "臺南市新增病例18例，病例分布於東區11例、北區4例。"]).facts
    #expect(facts.map(\.region) == ["台南市", "台南市东区", "台南市北区"])
    #expect(facts.dropFirst().allSatisfy { $0.indicator == "病例" })
  }

  @Test func anOfficeIsNoPlace() throws {
    #expect(try region("林志远市长表示，林志远市长重视，筛查3034人。") == nil)
  }
}
