import Facts
import Rules
import TestSupport
import Testing
import Validation

/// The checks of the project; loaded once.
let validator = Validator(
  checks: (try? RuleSet(Repository.ruleTexts().map { RuleSource(file: $0.file, text: $0.text) }))?
    .checks ?? [])

/// Facts written by hand: a figure as it is printed, with its decimals.
func figure(
  _ number: String, _ unit: String, _ type: FactType = .count, decimals: Int = 0,
  exact: Bool = true,
  relation: Facts.Relation = .equal, direction: Direction? = nil, indicator: String = "甲",
  period: Period? = nil, status: Status = .actual
) -> Fact {
  let value = ExactDecimal(number)!
  let half = ExactDecimal(coefficient: 5, exponent: -decimals - 1).rational!
  let middle = value.rational!
  let interval =
    exact
    ? Interval(middle)
    : Interval(low: .init(middle.minus(half)!), high: .init(middle.plus(half)!))
  return Fact(
    id: "f-\(indicator)-\(number)\(unit)", type: type, indicator: indicator, population: nil,
    region: nil, period: period,
    status: status,
    value: Value(
      number: value, interval: interval, decimals: decimals, relation: relation, text: number + unit
    ),
    unit: Unit(text: unit, code: nil), direction: direction, comparedWith: nil,
    source: .init(document: "a", paragraph: 0, span: TextSpan(0, 1)), rule: "r")
}

func rate(
  _ number: String, _ decimals: Int, _ type: FactType = .proportion, direction: Direction? = nil
) -> Fact {
  figure(number, "%", type, decimals: decimals, exact: false, direction: direction)
}

@Suite struct ValidatorTests {
  /// The verdict on one stated tie.
  private func verdict(_ check: CheckName, _ roles: [(String, Fact)]) -> Verdict? {
    var facts = roles.map(\.1)
    let tie = Tie(check, roles.enumerated().map { Tie.Role($1.0, $0) })
    _ = validator.findings(in: &facts, ties: [tie])
    return facts[0].checks.first { $0.check == check && $0.facts.count == roles.count }?.verdict
  }

  @Test func completionHoldsWithinWhatWasPrinted() {
    let task = figure("3000", "人")
    #expect(
      verdict(
        .completion, [("done", figure("3034", "人")), ("task", task), ("rate", rate("101.13", 2))])
        == .consistent)
    #expect(
      verdict(
        .completion, [("done", figure("3034", "人")), ("task", task), ("rate", rate("101.43", 2))])
        == .inconsistent)
    // 3034/3000 = 101.1333: 101.1 holds, and 101.14 is neither rounded nor cut.
    #expect(
      verdict(
        .completion, [("done", figure("3034", "人")), ("task", task), ("rate", rate("101.1", 1))])
        == .consistent)
    #expect(
      verdict(
        .completion, [("done", figure("3034", "人")), ("task", task), ("rate", rate("101.14", 2))])
        == .inconsistent)
  }

  @Test func whatOnlyCuttingExplainsIsForReview() {
    // 2/3 = 66.66…, printed 66.6: cut, not rounded.
    #expect(
      verdict(
        .share,
        [("part", figure("2", "人")), ("whole", figure("3", "人")), ("share", rate("66.6", 1))])
        == .review)
  }

  @Test func aTaskOfNothingHasNoRate() {
    #expect(
      verdict(
        .completion,
        [("done", figure("3", "人")), ("task", figure("0", "人")), ("rate", rate("100", 0))]) == nil)
  }

  @Test func sumsAllowForEachRounding() {
    let whole = figure("12.25", "亿元", .money, decimals: 2, exact: false)
    let items = ["3.4", "7.96", "0.9"].map {
      figure($0, "亿元", .money, decimals: $0.count == 4 ? 2 : 1, exact: false, indicator: "项" + $0)
    }
    #expect(verdict(.sum, [("whole", whole)] + items.map { ("item", $0) }) == .consistent)
    let wrong = figure("13.25", "亿元", .money, decimals: 2, exact: false)
    #expect(verdict(.sum, [("whole", wrong)] + items.map { ("item", $0) }) == .inconsistent)
  }

  @Test func aPartIsNotMoreThanItsWhole() {
    #expect(
      verdict(.part, [("part", figure("76", "名")), ("whole", figure("118", "名"))]) == .consistent)
    #expect(
      verdict(.part, [("part", figure("151", "名")), ("whole", figure("134", "名"))]) == .inconsistent
    )
    #expect(verdict(.part, [("part", figure("151", "名")), ("whole", figure("134", "人"))]) == nil)
  }

  @Test func growthAndFallAreSizesWithADirection() {
    let (old, new) = (figure("25213", "宗"), figure("21965", "宗"))
    #expect(
      verdict(
        .growth,
        [("new", new), ("old", old), ("change", rate("12.9", 1, .change, direction: .down))])
        == .consistent)
    #expect(
      verdict(
        .growth, [("new", new), ("old", old), ("change", rate("12.9", 1, .change, direction: .up))])
        == .inconsistent)
    #expect(
      verdict(
        .difference,
        [("new", old), ("old", new), ("change", figure("3248", "宗", .change, direction: .up))])
        == .consistent)
    #expect(
      verdict(
        .difference,
        [("new", old), ("old", new), ("change", figure("3284", "宗", .change, direction: .up))])
        == .inconsistent)
  }

  @Test func aRepeatedFigureMustMeetItself() {
    let printed = figure("36.71", "亿元", .money, decimals: 2, exact: false)
    #expect(
      verdict(
        .repeat,
        [("item", figure("36.7", "亿元", .money, decimals: 1, exact: false)), ("item", printed)])
        == .consistent)
    #expect(
      verdict(
        .repeat,
        [("item", figure("37.7", "亿元", .money, decimals: 1, exact: false)), ("item", printed)])
        == .inconsistent)
  }

  @Test func aCoverageCannotExceedAll() {
    var facts = [figure("112.6", "%", .proportion, decimals: 1, exact: false, indicator: "首剂接种率")]
    let findings = validator.findings(in: &facts, ties: [])
    #expect(findings.map(\.result.check) == [CheckName(rawValue: "bound")])
    #expect(findings.first?.level == .error)
    var good = [figure("101.13", "%", .proportion, decimals: 2, exact: false, indicator: "筛查完成率")]
    #expect(validator.findings(in: &good, ties: []).isEmpty)
  }

  @Test func aFindingNamesAllItsFiguresAndBothIntervals() throws {
    var facts = [
      figure("1048", "人", indicator: "筛查人数"), figure("1000", "人", indicator: "任务数"),
      rate("108.4", 1),
    ]
    let tie = Tie(.completion, [Tie.Role("done", 0), Tie.Role("task", 1), Tie.Role("rate", 2)])
    let finding = try #require(validator.findings(in: &facts, ties: [tie]).first)
    #expect(
      finding.message.zh
        == "完成率与任务数、完成数不符：筛查人数1048人、任务数1000人、甲108.4%；原文为[108.35, 108.45]，按1048 / 1000应为104.8")
    #expect(finding.fingerprint == "a|completion|done=1048人|task=1000人|rate=108.4%")
    #expect(facts.allSatisfy { $0.checks.count == 1 })
  }

  @Test func aSuggestionMendsEveryCheckOfItsFigure() throws {
    var facts = [
      figure("168", "元", .money, indicator: "采购预算"), figure("151", "元", .money, indicator: "采购规模"),
      figure("19", "元", .money, indicator: "节约"), rate("10.12", 2),
    ]
    let ties = [
      Tie(.difference, [Tie.Role("new", 0), Tie.Role("old", 1), Tie.Role("change", 2)]),
      Tie(.share, [Tie.Role("part", 2), Tie.Role("whole", 0), Tie.Role("share", 3)]),
    ]
    let findings = validator.findings(in: &facts, ties: ties)
    #expect(findings.map(\.result.check) == [.difference, .share])
    let saved = findings.flatMap(\.suggestions).filter { $0.fact == facts[2].id }
    #expect(Set(saved.map(\.text)) == ["17元"])
  }

  /// The findings that structure alone gives, by check.
  private func found(_ facts: [Fact]) -> [CheckName] {
    var facts = facts
    return validator.findings(in: &facts, ties: []).map(\.result.check)
  }

  private func money(_ number: String, _ indicator: String) -> Fact {
    figure(number, "元", .money, indicator: indicator)
  }

  private func share(_ number: String, _ indicator: String) -> Fact {
    figure(number, "%", .proportion, decimals: 1, exact: false, indicator: indicator)
  }

  @Test func aShareOfANamedWholeMustFit() {
    let whole = money("1000", "总支出")
    let part = money("250", "货物支出")
    #expect(found([whole, part, share("25.0", "货物支出占总支出比重")]) == [])
    #expect(found([whole, part, share("35.0", "货物支出占总支出比重")]) == [.share])
    // Of two wholes of the name nobody knows which is meant.
    #expect(
      found([whole, money("800", "一般总支出"), part, share("35.0", "货物支出占支出比重")]) == [])
  }

  @Test func theWholeOfAShareIsOfItsTime() {
    func exports(_ number: String, _ name: String, from month: Int) -> Fact {
      figure(
        number, "元", .money, indicator: name,
        period: Period(
          start: CivilDate(year: 2025, month: month), end: CivilDate(year: 2025, month: 5),
          text: nil,
          basis: .stated))
    }
    func facts(_ last: String) -> [Fact] {
      [
        exports("517", "出口", from: 5), exports("2296", "出口", from: 1),
        exports("155", "对美国出口", from: 5), share(last, "对美国出口占总出口比重"),
      ]
    }
    #expect(found(facts("30.0")) == [])
    #expect(found(facts("36.0")) == [.share])
  }

  @Test func aPlanThatIsHeldAgainstWhatWasDoneIsNotThatOfItsParts() {
    let plan = figure("286", "元", .money, indicator: "经费支出预算", status: .target)
    func done(_ number: String, _ rate: String, _ name: String) -> [Fact] {
      [
        money(number, name),
        figure(
          rate, "%", .proportion, decimals: 2, exact: false, indicator: name + "完成预算比例"),
      ]
    }
    let all = [plan] + done("153", "53.50", "经费支出决算")
    #expect(found(all + done("25", "35.49", "接待费")) == [])
    #expect(found([plan] + done("153", "63.50", "经费支出决算")) == [.completion])
  }

  @Test func aPartThatIsNamedIsTheWholeOfItsParts() {
    func facts(_ last: String) -> [Fact] {
      [
        money("1000", "支出总计"), money("800", "基本支出"), share("80.0", "基本支出占比重"),
        money("200", "项目支出"), share("20.0", "项目支出占比重"), money("100", "涉及资金"),
        share(last, "涉及资金占项目支出总额比重"),
      ]
    }
    #expect(found(facts("50.0")) == [])
    #expect(found(facts("10.0")) == [.share])
  }

  @Test func oneOfManySharesThatDoesNotFitIsReported() {
    func row(_ last: String) -> [Fact] {
      [
        money("1000", "采购规模"), money("500", "甲类"), share("50.0", "甲类占采购额比重"),
        money("300", "乙类"), share("30.0", "乙类占采购额比重"), money("200", "丙类"),
        share(last, "丙类占采购额比重"),
      ]
    }
    #expect(found(row("20.0")) == [])
    #expect(found(row("22.0")) == [.share])
    // 占同类产品采购额的91.3%, 占88.7%: of what is of its kind.
    let ofKind = [
      money("120", "丁类"), share("91.3", "丁类占同类产品采购额比重"), money("98", "戊类"), share("88.7", "戊类占比重"),
    ]
    #expect(found(row("20.0") + ofKind) == [])
    #expect(found(row("20.0") + ofKind.suffix(2)) == [.share])
    // Where none fits, the whole is another.
    let none = [
      money("1000", "采购规模"), money("500", "甲类"), share("41.0", "甲类占采购额比重"), money("300", "乙类"),
      share("22.0", "乙类占采购额比重"),
    ]
    #expect(found(none) == [])
  }

  @Test func aBalanceIsWhatItsSidesLeave() {
    let sides = [money("900", "岁入决算数"), money("700", "岁出决算数")]
    #expect(found(sides + [money("200", "岁入岁出賸余")]) == [])
    #expect(found(sides + [money("250", "岁入岁出賸余")]) == [.difference])
    #expect(found(sides + [money("250", "学校结余")]) == [])
  }

  @Test func aClosedListMakesItsWhole() {
    let items = ["甲", "乙", "丙"].enumerated().map {
      figure("\(10 + $0.offset)", "人", indicator: "新增学生" + $0.element)
    }
    #expect(found([figure("33", "人", indicator: "新增学生")] + items) == [])
    #expect(found([figure("43", "人", indicator: "新增学生")] + items) == [.sum])
  }

  @Test func columnsOfOneNameAreNoRepetitions() {
    let cells = ["13", "13", "26"].flatMap {
      [figure("\($0)0", "人", indicator: "消防员人数"), share("\($0).0", "女消防员所占比重")]
    }
    #expect(found(cells) == [])
  }

  @Test func ratesAreNotAddedUp() {
    var facts = [
      figure("5", "%", .change, direction: .up, indicator: "甲增幅"),
      figure("2", "%", .change, direction: .up, indicator: "乙增幅"),
      figure("3", "%", .change, direction: .up, indicator: "丙增幅"),
    ]
    _ = validator.findings(in: &facts, ties: [])
    #expect(facts.allSatisfy { $0.checks.isEmpty })
  }

  @Test func sharesOfPartsThatMakeTheirWholeMakeAllOfIt() {
    func row(_ last: String) -> [Fact] {
      [
        money("1000", "采购规模"), money("500", "甲类"), share("50.0", "甲类占采购规模比重"),
        money("300", "乙类"), share("30.0", "乙类占采购规模比重"), money("200", "丙类"),
        share(last, "丙类占采购规模比重"),
      ]
    }
    var facts = row("20.0")
    #expect(validator.findings(in: &facts, ties: []).isEmpty)
    let sums = facts[2].checks.filter { $0.check == .sum }
    #expect(sums.map(\.expression) == ["100% = 50% + 30% + 20%"])
  }

  @Test func rowsOfPartsAndSharesImplyOneWhole() {
    func row(_ last: String) -> [Fact] {
      [
        figure("500", "人", indicator: "接种首剂人数"), figure("250", "人", indicator: "接种次剂人数"),
        share("50.0", "接种首剂人数占总人口比重"), share(last, "接种次剂人数占总人口比重"),
      ]
    }
    #expect(found(row("25.0")) == [])
    #expect(found(row("35.0")) == [.base])
  }

  @Test func wordsOfTheTextForbidACheck() {
    func findings(_ text: String) -> [CheckName] {
      var facts = [
        figure("1000", "元", .money, indicator: "产值"), figure("1250", "元", .money, indicator: "产值"),
        figure("15", "%", .change, exact: false, direction: .up, indicator: "产值"),
      ]
      let tie = Tie(.growth, [.init("old", 0), .init("new", 1), .init("change", 2)])
      let paragraph = Article.Paragraph(text: Array(text.utf8), role: .text)
      return validator.findings(in: &facts, ties: [tie], paragraphs: [paragraph])
        .map(\.result.check)
    }
    #expect(findings("产值由1000元增加到1250元，增长15%。") == [.growth])
    #expect(findings("产值由1000元增加到1250元，按可比价计算增长15%。") == [])
    #expect(findings("产值由1000元增加到1250元，增长15%。另按可比价计算。") == [.growth])
  }

  @Test func aNoticeOfRoundingMakesASumAMatterForReview() {
    func verdict(_ notice: String) -> Verdict? {
      var facts = [
        figure("33", "人", indicator: "学生"), figure("12", "人", indicator: "小学"),
        figure("22", "人", indicator: "初中"),
      ]
      let tie = Tie(.sum, [.init("whole", 0), .init("item", 1), .init("item", 2)])
      let paragraphs = ["学生33人，其中小学12人、初中22人。", notice].map {
        Article.Paragraph(text: Array($0.utf8), role: .text)
      }
      return validator.findings(in: &facts, ties: [tie], paragraphs: paragraphs).first?.result
        .verdict
    }
    #expect(verdict("以上均为实数。") == .inconsistent)
    #expect(verdict("注：部分数据因四舍五入，存在总计与分项合计不等的情况。") == .review)
  }

  @Test func aSecondDoseIsNoMoreThanTheFirst() {
    let first = share("93.1", "第一剂接种率")
    #expect(found([first, share("92.6", "第二剂接种率")]) == [])
    #expect(found([first, share("95.6", "第二剂接种率")]) == [.part])
  }
}
