import Facts
import Reading
import Testing

@Suite struct DecodingTests {
  init() { ArticleReader.prepare() }

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let encoding: String
    var testDescription: String { name }
  }

  /// 公开 3034人。任务数的完成率 in GB18030 and in Big5, with the pages that carry them.
  static let gb: [UInt8] = [
    0xB9, 0xAB, 0xBF, 0xAA, 0x33, 0x30, 0x33, 0x34, 0xC8, 0xCB, 0xA1, 0xA3, 0xC8, 0xCE, 0xCE, 0xF1,
    0xCA, 0xFD,
    0xB5, 0xC4, 0xCD, 0xEA, 0xB3, 0xC9, 0xC2, 0xCA,
  ]
  static let big5: [UInt8] = [
    0xA4, 0xBD, 0xB6, 0x7D, 0x33, 0x30, 0x33, 0x34, 0xA4, 0x48, 0xA1, 0x43, 0xA5, 0xF4, 0xB0, 0xC8,
    0xBC, 0xC6,
    0xAA, 0xBA, 0xA7, 0xB9, 0xA6, 0xA8, 0xB2, 0x76,
  ]

  static func wrap(_ body: [UInt8], charset: String?) -> [UInt8] {
    let meta = charset.map { "<meta charset=\($0)>" } ?? ""
    return Array("<html><head>\(meta)</head><body><p>".utf8) + body + body + body
      + Array("</p></body></html>".utf8)
  }

  static let cases = [
    Case(name: "GB18030 declared gb2312", bytes: wrap(gb, charset: "gb2312"), encoding: "gb18030"),
    Case(name: "GB18030 not declared", bytes: wrap(gb, charset: nil), encoding: "gb18030"),
    Case(name: "GB18030 declared UTF-8", bytes: wrap(gb, charset: "utf-8"), encoding: "gb18030"),
    Case(
      name: "UTF-8 declared gb2312", bytes: wrap(Array("公开3034人。任务数的完成率".utf8), charset: "gb2312"),
      encoding: "utf-8"),
    Case(
      name: "UTF-8 with a byte order mark",
      bytes: [0xEF, 0xBB, 0xBF] + wrap(Array("公开3034人。任务数的完成率".utf8), charset: "big5"),
      encoding: "utf-8"),
    Case(name: "Big5 declared", bytes: wrap(big5, charset: "big5"), encoding: "big5"),
    Case(name: "Big5 not declared", bytes: wrap(big5, charset: nil), encoding: "big5"),
    Case(
      name: "a gb2312 page with a GBK character is not cut there",
      bytes: wrap(gb + [0xE9, 0x46] + gb, charset: "gb2312"), encoding: "gb18030"),
  ]

  @Test(arguments: cases)
  func theEncodingIsFoundWhateverIsDeclared(_ page: Case) throws {
    var reader = ArticleReader()
    let article = try page.bytes.withUnsafeBufferPointer { (bytes) throws(ReadingError) in
      try reader.read(bytes, document: "a.html", format: .html)
    }
    #expect(article.encoding == page.encoding)
    let text = article.paragraphs.map { String(decoding: $0.text, as: UTF8.self) }.joined()
    #expect(text.contains("3034人。") && (text.contains("完成率") || text.contains("完成率")))
    #expect(!text.contains("\u{FFFD}"))
  }

  @Test func damagedUTF8StaysUTF8() throws {
    var bytes = DecodingTests.wrap(Array("公开3034人。任务数的完成率，各项工作有序推进".utf8), charset: "gb2312")
    bytes[60] = 0xFF
    bytes.removeLast(8)
    var reader = ArticleReader()
    let article = try bytes.withUnsafeBufferPointer { (bytes) throws(ReadingError) in
      try reader.read(bytes, document: "a.html", format: .html)
    }
    #expect(article.encoding == "utf-8")
    #expect(
      article.paragraphs.contains { String(decoding: $0.text, as: UTF8.self).contains("完成率") })
  }

  @Test func whatIsNoTextIsRefused() {
    let image: [UInt8] =
      [0xFF, 0xD8, 0xFF, 0xE0] + (0..<4000).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ $0 >> 3) }
    var reader = ArticleReader()
    #expect(throws: ReadingError.self) {
      try image.withUnsafeBufferPointer { (bytes) throws(ReadingError) in
        _ = try reader.read(bytes, document: "a.html", format: .html)
      }
    }
  }

  @Test func anyBytesAreReadOrRefusedNeverFatal() {
    var state: UInt64 = 1
    for round in 0..<200 {
      let bytes = (0..<(round * 7)).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 33)
      }
      var reader = ArticleReader()
      for format in [ArticleReader.Format.html, .text] {
        _ = bytes.withUnsafeBufferPointer { try? reader.read($0, document: "x", format: format) }
      }
    }
  }
}

@Suite struct LayoutTests {
  init() { ArticleReader.prepare() }

  private func article(_ html: String, _ format: ArticleReader.Format = .html) throws -> Article {
    var reader = ArticleReader()
    return try Array(html.utf8).withUnsafeBufferPointer { (bytes) throws(ReadingError) in
      try reader.read(bytes, document: "a.html", format: format)
    }
  }

  private func texts(_ article: Article) -> [String] {
    article.paragraphs.filter { $0.role != .title }.map { String(decoding: $0.text, as: UTF8.self) }
  }

  private let prose = "全县共筛查3034人，完成率101.13%，各项工作都在有序推进，群众的满意度不断提高。"

  @Test func navigationRelatedLinksAndFootersAreLeftOut() throws {
    let page = """
      <body><div class="nav"><ul><li><a href="/">首页</a></li><li><a>政务公开栏目</a></li></ul></div>
      <div class="content"><h1>免费筛查工作稳步推进受到群众欢迎</h1><p>\(prose)</p></div>
      <div class="related"><h3>相关链接</h3><li><a>某地投入3亿元修路造福一方百姓</a></li></div>
      <div class="footer">版权所有：某某县人民政府办公室，网站标识码0000000001，邮编000000</div></body>
      """
    #expect(try texts(article(page)) == [prose])
    #expect(try article(page).title == "免费筛查工作稳步推进受到群众欢迎")
  }

  @Test func aNameThatMisleadsDoesNotLoseTheArticle() throws {
    let page = """
      <body><nav><a href="/">首页</a></nav><h1>免费筛查工作稳步推进受到群众欢迎</h1>
      <div class="breadcrumb"><p>\(prose)</p></div><footer><p>版权所有，不得转载</p></footer></body>
      """
    #expect(try texts(article(page)) == [prose])
  }

  @Test func aBodyPrintedTwiceIsReadOnce() throws {
    #expect(try texts(article("<p>\(prose)</p><div class=print><p>\(prose)</p></div>")) == [prose])
  }

  @Test func paragraphsBrokenInMidSentenceAreJoined() throws {
    let first = "今年一季度，全市三十多个水利项目全年完成投资53.31亿元，其中环城路工程完成投资19.29亿元，轨道交通工程完成投资20.21亿"
    let text = "\(first)\n\n元，河道治理工程完成投资1.47亿元。\n\n\(prose)"
    #expect(try texts(article(text, .text)) == ["\(first)元，河道治理工程完成投资1.47亿元。", prose])
  }

  @Test func tableRowsAreCellsJoinedByTabs() throws {
    let page =
      "<p>\(prose)</p><table><tr><th>指标</th><th>2022年</th></tr><tr><td>学校数</td><td>405</td></tr></table>"
    #expect(try texts(article(page)) == [prose, "指标\t2022年", "学校数\t405"])
  }

  @Test func cellsKeepTheirColumns() throws {
    let page = """
      <p>\(prose)</p><table><tr><th rowspan="2">指标</th><th colspan="2">2022年</th><th>2023年</th></tr>
      <tr><th>总量</th><th>增速</th><th>总量</th></tr>
      <tr><td>学校</td><td></td><td>2%</td><td>405</td></tr></table>
      """
    #expect(
      try texts(article(page)) == [prose, "指标\t2022年\t\t2023年", "\t总量\t增速\t总量", "学校\t\t2%\t405"])
  }

  @Test func tablesWithTheSameHeadsKeepThem() throws {
    let table = "\(prose)%d\n\n| 政府部门和机构的名称 | 巡查的次数合计 |\n| 卫生署 | %d |\n\n"
    let text = [18, 25].map { table.replacing("%d", with: "\($0)") }.joined()
    let rows = try article(text, .text).paragraphs.filter { $0.role == .tableRow }
    #expect(rows.count == 4)
  }

  @Test func endlessColumnsAreCut() throws {
    let cells = String(repeating: "<td colspan='999'>7</td>", count: 40)
    let page = "<p>\(prose)</p><table><tr><td>学校</td>\(cells)<td>5</td></tr></table>"
    #expect(try texts(article(page)).allSatisfy { $0.utf8.count < 2_000 })
  }

  @Test func rowsOfTextAreThoseWithRowsLikeThemBesideThem() throws {
    let text = "\(prose)\n\n指标\t2022年\t2023年\n学校数\t405\t398\n\n\(prose)"
    let roles = try article(text, .text).paragraphs.map(\.role)
    #expect(roles.contains(.tableRow))
  }

  @Test func siteChromeAroundPlainTextIsLeftOut() throws {
    let text =
      "打开APP\n小贴士\n2步打开 某某APP\n\n筛查工作稳步推进\n\n2024-04-19 16:20\n\n\(prose)\n\n来源:某某日报\n\n相关阅读\n某市完成投资88亿元，比上年增加了不少，受到各方面的关注。\n0 条评论\n"
    let article = try article(text, .text)
    #expect(texts(article) == [prose])
    #expect(article.title == "筛查工作稳步推进")
    #expect(article.publisher == "某某日报")
  }

  @Test func piecesOfPagesInTextAreReadAsPages() throws {
    let text =
      "# 新闻\n\n<p><strong>某报消息</strong>：\(prose)<br></p><p>截至&nbsp;5月底，\(prose)</p>\n\n其中a<b的有3个，\(prose)"
    #expect(
      try texts(article(text, .text)).suffix(3) == [
        "某报消息：\(prose)", "截至 5月底，\(prose)", "其中a<b的有3个，\(prose)",
      ])
  }

  @Test(arguments: [
    (
      "<script type='application/ld+json'>{\"datePublished\":\"2023-03-28T09:00\"}</script>",
      "2023-03-28"
    ),
    ("<meta name='PubDate' content='2024-03-30 08:30'>", "2024-03-30"),
    ("<div>来源：某报 发布时间：2023年4月8日 浏览：3</div>", "2023-04-08"),
    ("<div>發布日期：112年04月18日</div>", "2023-04-18"),
    ("<div>發布日期：112-04-18</div>", "2023-04-18"),
  ])
  func theDateOfPublicationIsFound(_ head: String, _ date: String) throws {
    #expect(try article("\(head)<p>\(prose)</p>").published?.description == date)
  }

  @Test func shortLinesThatTellFiguresAreOfTheArticle() throws {
    let lines = ["数说青山县这一年的发展", "常住人口：42.6万人", prose, "接待游客破500万人次"]
    let article = try article(lines.joined(separator: "\n\n"), .text)
    #expect(article.paragraphs.map { String(decoding: $0.text, as: UTF8.self) } == lines)
    #expect(article.title == lines[0])
  }

  @Test func frontMatterTellsOfTheArticleAndIsNoTextOfIt() throws {
    let text = """
      ---
      title: "筛查3034人　完成率101.13%"
      date: "2024-03-01"
      tags:
        - "9999人"
      original_url: https://example.org/1
      ---
      # 筛查3034人　完成率101.13%

      全县共筛查宫颈癌3034人，完成率101.13%，比上年有所提高。
      """
    let article = try article(text, .text)
    #expect(article.title == "筛查3034人 完成率101.13%")
    #expect(article.published == CivilDate(year: 2024, month: 3, day: 1))
    #expect(article.url == "https://example.org/1")
    #expect(article.paragraphs.map(\.role) == [.title, .text])
    #expect(!texts(article).contains { $0.contains("9999") })
  }

  @Test func aRowInMarkdownThatIsBrokenOverLinesIsOne() throws {
    let text = """
      | 年龄 | 死亡个案 | 死亡率 |
      | --- | --- | --- |
      | 90岁
       或以上 | 416 | 24.1% |
      | 80-89岁 | 1806 | 23.3% |
      """
    let rows = try article(text, .text).paragraphs.filter { $0.role == .tableRow }
    #expect(
      rows.map { String(decoding: $0.text, as: UTF8.self) }.contains("| 90岁 或以上 | 416 | 24.1% |"))
  }

  @Test func itemsOfAListWithoutStopsAreNoHeadings() throws {
    let text = """
      台南市总预算案重点项目编列如下，经费共计三十五亿元整，各项目如下：
      1. 办理少子女化对策计画经费46亿3,835万6千元，中央补助40亿元。
      2. 治安监视录影系统汰换、维修等相关经费及消防办公厅舍兴建、整修等相关经费1亿4,029万7千元
      3. 道路、桥梁及公园建设维护经费35亿5,808万6千元，较上年增加。
      """
    let paragraphs = try article(text, .text).paragraphs.suffix(3)
    #expect(paragraphs.count == 3 && paragraphs.allSatisfy { $0.role == .text })
  }

  @Test func theTitleStandsAboveWhoSpeaksAndTheFirstSection() throws {
    let text = """
      关于石桥市2025年环境状况和目标完成情况的报告
      ——2026年1月25日在石桥市第六届人民代表大会常务委员会会议上
      石桥市生态环境局局长　王建国
      一、2025年环境质量状况
      2025年，城区空气质量优良天数321天，优良天数比例为87.9%，同比上升2.4个百分点。
      """
    #expect(try article(text, .text).title == "关于石桥市2025年环境状况和目标完成情况的报告")
    let census = "陵江市人口普查公报（第二号）\n\n陵江市统计局 2021-05-20\n\n全市常住人口386万人。"
    #expect(try article(census, .text).title == "陵江市人口普查公报（第二号）")
  }

  @Test func shortSentencesWithNumeralsAreText() throws {
    #expect(try texts(article("\(prose)\n\n产量增长了一倍。", .text)) == [prose, "产量增长了一倍。"])
    #expect(try texts(article("全省有三成企业停产。", .text)) == ["全省有三成企业停产。"])
    #expect(try texts(article("\(prose)\n\n这是一个好消息。", .text)) == [prose])
  }

  @Test func monthsOfATitleAreNoDay() throws {
    let text = "2024年1-6月主要指标\n2024年7月22日\n\n\(prose)\n\n\(prose)"
    #expect(try article(text, .text).published?.description == "2024-07-22")
  }

  @Test func aDateInTheTitleOfAProgrammeGoesBeforeThoseOfItsText() throws {
    let text = "# 《某台新闻》 (20240715)\n\n2020年11月23日，\(prose)\n\n\(prose)"
    #expect(try article(text, .text).published?.description == "2024-07-15")
  }
}
