import Facts
import Testing
import Validation

/// What an article says twice must agree, but for what only looks like it.
@Suite struct RestatementTests {
  /// Figures in paragraphs of their own, the first being the title.
  private func apart(_ facts: [Fact]) -> ([Fact], [Article.Paragraph]) {
    let placed = facts.enumerated().map { place, fact in
      Fact(
        id: fact.id + "-\(place)", type: fact.type, indicator: fact.indicator,
        population: fact.population, region: nil, period: nil, status: fact.status,
        value: fact.value, unit: fact.unit, direction: nil, comparedWith: nil,
        source: .init(document: "a", paragraph: place, span: TextSpan(0, 1)), rule: "r")
    }
    let paragraphs = facts.indices.map {
      Article.Paragraph(text: Array("数".utf8), role: $0 == 0 ? .title : .text)
    }
    return (placed, paragraphs)
  }

  private func foundApart(_ facts: [Fact]) -> [CheckName] {
    var (placed, paragraphs) = apart(facts)
    return validator.findings(in: &placed, ties: [], paragraphs: paragraphs).map(\.result.check)
  }

  @Test func oneDigitOfALongFigureIsASlip() {
    let title = figure("1", "个", indicator: "题")
    let sent = figure("282534", "人次", indicator: "铁路发送旅客")
    #expect(foundApart([title, sent, figure("282534", "人次", indicator: "铁路旅客发送量")]) == [])
    #expect(foundApart([title, sent, figure("282634", "人次", indicator: "铁路旅客发送量")]) == [.repeat])
    // Two digits are another figure, and so is what is named after something else.
    #expect(foundApart([title, sent, figure("282663", "人次", indicator: "铁路旅客发送量")]) == [])
    #expect(foundApart([title, sent, figure("282634", "人次", indicator: "公路旅客发送量")]) == [])
    #expect(
      foundApart([
        title, figure("101.13", "%", .proportion, decimals: 2, exact: false, indicator: "宫颈癌筛查完成率"),
        figure("102.13", "%", .proportion, decimals: 2, exact: false, indicator: "肺癌筛查完成率"),
      ]) == [])
    // A name that stands in three places is that of a series.
    #expect(
      foundApart([
        title, sent, figure("282634", "人次", indicator: "铁路旅客发送量"),
        figure("391706", "人次", indicator: "铁路旅客发送量"),
      ]) == [])
    // A round number has no digits of its own.
    #expect(
      foundApart([
        title, figure("6000", "公里", .measure, indicator: "新建管网"),
        figure("4000", "公里", .measure, indicator: "新建燃气管网"),
      ]) == [])
  }

  @Test func aShortFigureIsASlipOnlyUnderALongName() {
    let title = figure("1", "个", indicator: "题")
    func percent(_ number: String, _ name: String) -> Fact {
      figure(number, "%", .proportion, decimals: 1, exact: false, indicator: name)
    }
    #expect(foundApart([title, percent("2.5", "来年预期通胀率"), percent("2.5", "预期来年通胀率")]) == [])
    #expect(foundApart([title, percent("2.5", "来年预期通胀率"), percent("5.5", "预期来年通胀率")]) == [.repeat])
    #expect(foundApart([title, percent("2.5", "通胀率"), percent("5.5", "预期通胀率")]) == [])
    // A level and its average over years, and one name within a much longer one.
    #expect(foundApart([title, percent("5.4", "全市地区生产总值"), percent("5.2", "全市地区生产总值年均增幅")]) == [])
    #expect(
      foundApart([title, percent("5.4", "财政安排资金"), percent("5.2", "财政安排城镇就业专项补助资金比例")]) == [])
    // Of three statements, two that agree convict the third; three that differ are a series.
    let third = percent("2.5", "来年预期的通胀率")
    #expect(
      foundApart([title, percent("2.5", "来年预期通胀率"), percent("5.5", "预期来年通胀率"), third]) == [.repeat])
    #expect(
      foundApart([
        title, percent("2.5", "来年预期通胀率"), percent("5.5", "预期来年通胀率"), percent("3.7", "来年预期的通胀率"),
      ]) == [])
  }

  @Test func whatTheBodyRestatesConvictsTheTitle() {
    func title(_ number: String) -> Fact { figure(number, "万人次", indicator: "小年夜至初五观光人次") }
    let body = [
      figure("644", "万人次", indicator: "小年夜到年初五的观光人次"), figure("117", "万人次", indicator: "初一观光人次"),
      figure("644", "万人次", indicator: "年初五止观光人次小年夜起"),
    ]
    #expect(foundApart([title("644")] + body) == [])
    #expect(foundApart([title("244")] + body) == [.repeat])
    #expect(foundApart([title("259")] + body) == [])
  }

  @Test func theTitleMustAgreeWithTheBody() {
    let title = figure("3034", "个", indicator: "新增幼儿园学位")
    #expect(foundApart([title, figure("3034", "个", indicator: "新增幼儿园学位")]) == [])
    #expect(foundApart([title, figure("3554", "个", indicator: "新增幼儿园学位")]) == [.repeat])
    // Several figures of the name: nobody knows which is meant.
    #expect(
      foundApart([
        title, figure("3554", "个", indicator: "新增幼儿园学位"), figure("12", "个", indicator: "新增幼儿园学位"),
      ]) == [])
    #expect(foundApart([title, figure("26", "所", indicator: "新增幼儿园学位")]) == [])
  }
}
