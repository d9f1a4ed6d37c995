import HTMLTree
import Testing

@Suite struct PageParserTests {
  private func page(_ html: String) throws -> HTMLPage {
    PageParser.prepare()
    var parser = PageParser()
    return try Array(html.utf8).withUnsafeBufferPointer { (bytes) throws(HTMLTreeError) in
      try parser.parse(bytes)
    }
  }

  private func texts(_ html: String) throws -> [String] {
    let page = try page(html)
    return page.blocks.map { String(decoding: page.text[$0.range], as: UTF8.self) }
  }

  @Test(arguments: [
    ("<p>任务数3000人</p><p>完成率101%</p>", ["任务数3000人", "完成率101%"]),
    ("<div>裸露的文字一共<br>两行</div>", ["裸露的文字一共", "两行"]),
    ("<p>累计派出专家<span style='x'>12</span>6人次，示教</p>", ["累计派出专家126人次，示教"]),
    ("<p>增长&lt;5%&nbsp;与&#20013;文</p>", ["增长<5% 与中文"]),
    ("<p>这里有第一段的文字\n折行之后继续的文字</p>", ["这里有第一段的文字折行之后继续的文字"]),
    ("<p>可见的一段文字内容<script>var 数 = 1</script><!-- 注释里的内容 -->之后</p>", ["可见的一段文字内容之后"]),
    ("<p>低于<5%且>3，之后的文字都还在</p>", ["低于<5%且>3，之后的文字都还在"]),
    ("<div style='display:none'>隐藏的文字隐藏的文字</div><p>可见的文字</p>", ["可见的文字"]),
    ("<p>前面的<!-- 没有结束的注释<p>后面的文字并没有丢", ["前面的 没有结束的注释", "后面的文字并没有丢"]),
  ])
  func textIsWhatAReaderSees(_ html: String, _ expected: [String]) throws {
    #expect(try texts("<html><body>\(html)</body></html>") == expected)
  }

  @Test func textThatLooksLikeAMarkIsNotTakenForOne() throws {
    let fake = "\u{F8FF}aaaaaa 之后的文字之后的文字"
    let found = try texts("<p>真实的第一段文字真实的文字</p><p>\(fake)</p>")
    #expect(found.first == "真实的第一段文字真实的文字")
    #expect(found.filter { $0.contains("真实") }.count == 1)
  }

  @Test func linksAndTablesAreTold() throws {
    let page = try page(
      "<ul><li><a href='/x'>某某新闻链接的文字</a></li></ul><table><tr><th>指标</th><td>412</td></tr></table>")
    #expect(page.blocks[0].linkBytes == page.blocks[0].range.count)
    #expect(page.blocks[1].row == page.blocks[2].row)
    #expect(page.blocks[1].cell != page.blocks[2].cell)
    #expect(page.blocks[1].kind == .headerCell)
  }

  @Test func linkedDataAndMetasAreKept() throws {
    let page = try page(
      "<head><meta name='PubDate' content='2024-03-01'><link rel=canonical href='http://a.b/c'>"
        + "<script type='application/ld+json'>{\"headline\":\"题\"}</script></head><p>文</p>")
    #expect(page.metas.first?.content == "2024-03-01")
    #expect(page.canonical == "http://a.b/c")
    #expect(page.linkedData.map { String(decoding: $0, as: UTF8.self) } == ["{\"headline\":\"题\"}"])
  }

  @Test func hostileNestingIsSurvived() throws {
    let deep =
      String(repeating: "<div>", count: 50_000) + "最里面的文字"
      + String(repeating: "</div>", count: 50_000)
    #expect(try texts(deep) == ["最里面的文字"])
  }
}
