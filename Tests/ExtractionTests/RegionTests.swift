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
    ("省内六安市裕安区筛查3034人，六安市裕安区居民欢迎。", nil, "裕安区"), ("筛查3034人，其中山西籍2人。", nil, nil),
  ])
  func regionIsRead(_ text: String, _ publisher: String?, _ region: String?) throws {
    #expect(try self.region(text, publisher) == region)
  }

  @Test func aProvinceNamedMoreOftenThanTheCountryIsTheRegion() throws {
    #expect(try region("国务院支持贵州，贵州推进改革，贵州加快发展，筛查3034人。") == "贵州省")
    #expect(try region("国务院、我国有关部门表示，贵州筛查3034人。") == "全国")
  }

  @Test func districtAfterDistrictAreOfTheirCity() throws {
    let text = "请台南市民配合，安平区3例，安南区4例，永康区5例，安平区、安南区、永康区防疫，台南市所有医院加强通报，在台南市开会。"
    #expect(try region(text) == "台南市")
  }

  @Test func paragraphsOfANationalArticleMayBeOfOtherPlaces() throws {
    let facts = try extract([
      "国务院公布，我国新建学校5所。", "美国洛杉矶大火造成5人死亡。", "我国对美国出口5亿元。", "江西南昌市收割机增加到3000台。",
      "江西、湖南新建学校5所。",
    ]).facts
    #expect(facts.map(\.region) == ["全国", nil, "全国", "江西省", "全国"])
  }

  @Test func anOfficeIsNoPlace() throws {
    #expect(try region("林志远市长表示，林志远市长重视，筛查3034人。") == nil)
  }
}
