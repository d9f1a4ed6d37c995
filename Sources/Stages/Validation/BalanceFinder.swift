internal import Facts

/// Ties what two sides of an account leave of each other: balances, what made them, and how far the
/// plan of one side was carried out.
struct BalanceFinder: NamedFacts {
  let facts: [Fact]
  let names: [NamePairs]
  let text: TextBetween

  func ties() -> [Tie] { balances() + causes() + swings() + nets() + executions() }

  private static let sides: [(plus: StaticString, minus: StaticString)] = [
    ("岁入", "岁出"), ("收入", "支出"), ("出口", "进口"),
  ]
  private static let surplus: [StaticString] = ["賸余", "剩余", "结余", "盈余", "顺差"]
  private static let deficit: [StaticString] = ["差短", "短绌", "赤字", "逆差"]

  static func isBalance(_ fact: Fact) -> Bool {
    UTF8Search.hasAny(fact.indicator, surplus) || UTF8Search.hasAny(fact.indicator, deficit)
  }

  /// 岁入岁出差短, 进出口顺差: what one side leaves of the other, both in the paragraph or the article.
  private func balances() -> [Tie] {
    var ties: [Tie] = []
    for balance in facts.indices where facts[balance].type == .money && isPlain(balance) {
      let name = facts[balance].indicator
      let isDeficit = UTF8Search.hasAny(name, BalanceFinder.deficit)
      guard isDeficit || UTF8Search.hasAny(name, BalanceFinder.surplus) else { continue }
      for (plus, minus) in BalanceFinder.sides {
        let isOfBudget =
          !UTF8Search.hasAny(name, [plus, minus]) && UTF8Search.hasAny(name, ["预算数", "决算数"])
        let isNamed =
          UTF8Search.hasAny(name, [plus]) && UTF8Search.hasAny(name, [minus]) || isOfBudget
          || UTF8Search.hasAny(name, ["顺差", "逆差"]) && UTF8Search.hasAny("出口", [plus])
        guard isNamed, let more = side(plus, not: minus, of: balance),
          let less = side(minus, not: plus, of: balance)
        else { continue }
        let (new, old) = isDeficit ? (less, more) : (more, less)
        ties.append(difference(new, old, balance))
      }
    }
    return ties
  }

  /// The one amount that is named after a side alone; of several in different places none.
  private func side(
    _ word: StaticString, not other: StaticString, of balance: Int
  ) -> Int? {
    let found = near(balance).filter {
      let name = facts[$0].indicator
      return facts[$0].type == .money && isPlain($0) && facts[$0].status == facts[balance].status
        && facts[$0].unit.text == facts[balance].unit.text
        && facts[$0].period?.start == facts[balance].period?.start
        && facts[$0].period?.end == facts[balance].period?.end
        && UTF8Search.hasAny(name, [word]) && !UTF8Search.hasAny(name, [other])
        && !BalanceFinder.isBalance(facts[$0])
    }
    let near = found.filter { facts[$0].source.paragraph == facts[balance].source.paragraph }
    let candidates = near.isEmpty ? found : near
    return candidates.count == 1 ? candidates.first : nil
  }

  /// 增加62亿元，主要系岁入增加5亿元，岁出减少57亿元所致: what either side gave to a change of the balance.
  private func causes() -> [Tie] {
    facts.indices.dropFirst().dropLast().compactMap { plus in
      let (whole, minus) = (plus - 1, plus + 1)
      guard isChange(plus), isChange(minus), facts[plus].unit == facts[minus].unit,
        BalanceFinder.isBalance(facts[whole]), facts[whole].unit == facts[plus].unit,
        BalanceFinder.sides.contains(where: {
          UTF8Search.hasAny(facts[plus].indicator, [$0.plus])
            && UTF8Search.hasAny(facts[minus].indicator, [$0.minus])
        }),
        let lead = text.between(whole, plus), lead.has(["主要系", "主要係", "主要是", "主因", "系因", "係因"]),
        !lead.has(["。"]), text.between(plus, minus)?.has(["。"]) == false
      else { return nil }
      // A balance changes as its sides do, and is what changes only where it was planned to be none.
      let isSure =
        facts[whole].type == .change
        && !UTF8Search.hasAny(facts[whole].indicator, BalanceFinder.deficit)
      let basis: Tie.Basis = isSure ? .stated : .inferred
      return tie(whole, of: plus, and: minus, basis)
    }
  }

  /// What the rise or fall of both sides makes of their balance.
  private func tie(_ whole: Int, of plus: Int, and minus: Int, _ basis: Tie.Basis) -> Tie {
    let isRise = facts[plus].direction == .up
    let isSpentMore = facts[minus].direction == .up
    if isRise != isSpentMore {
      return Tie(
        .sum, [.init("whole", whole), .init("item", plus), .init("item", minus)], basis: basis)
    }
    let (new, old) = isRise ? (plus, minus) : (minus, plus)
    return Tie(
      .difference, [.init("new", new), .init("old", old), .init("change", whole)], basis: basis)
  }

  /// 賸余1亿元，与预算数短绌61亿元相比，增加62亿元: from what was to be lacking to what is left over.
  private func swings() -> [Tie] {
    facts.indices.dropFirst(2).compactMap { change in
      let planned = change - 1
      guard isChange(change), facts[change].direction == .up, isOf(planned, BalanceFinder.deficit),
        facts[planned].unit == facts[change].unit,
        text.between(planned, change)?.has(["相比", "相较", "相較", "比较", "比較"]) == true,
        let left = near(planned).prefix(while: { $0 < planned }).last(where: {
          isTogether($0, planned) && isOf($0, BalanceFinder.surplus)
            && facts[$0].unit == facts[change].unit
        }), text.between(left, planned)?.has(["。"]) == false
      else { return nil }
      return Tie(
        .sum, [.init("whole", change), .init("item", left), .init("item", planned)])
    }
  }

  private func isOf(_ fact: Int, _ words: [StaticString]) -> Bool {
    facts[fact].type == .money && isPlain(fact) && UTF8Search.hasAny(facts[fact].indicator, words)
  }

  /// 税收增加28亿元，但补助款短收35亿元，岁入减少7亿元: what a rise and a fall leave of each other.
  private func nets() -> [Tie] {
    return facts.indices.dropFirst(2).compactMap { net in
      let (first, second) = (net - 2, net - 1)
      guard isChange(first), isChange(second), isChange(net),
        facts[first].direction != facts[second].direction,
        Set([first, second, net].map { facts[$0].unit }).count == 1,
        text.between(first, second)?.has(["但", "惟", "不过", "然而"]) == true,
        text.between(first, net)?.has(["。", "；"]) == false,
        text.between(second, net)?.has(["但", "惟", "其中"]) == false,
        isTotal(net, of: first, second)
      else { return nil }
      // What falls is taken from what rises, whichever is more.
      let isRise = facts[first].direction == .up
      return difference(isRise ? first : second, isRise ? second : first, net)
    }
  }

  /// Whether an amount is named after a whole side of the account, and neither of two after the other side.
  private func isTotal(_ net: Int, of first: Int, _ second: Int) -> Bool {
    let income: [StaticString] = ["岁入", "总收入"]
    let outlay: [StaticString] = ["岁出", "总支出"]
    func isNamed(_ fact: Int, _ words: [StaticString]) -> Bool {
      UTF8Search.hasAny(facts[fact].indicator, words)
    }
    let parts = [first, second]
    return isNamed(net, income) && !parts.contains { isNamed($0, ["支出", "岁出"]) }
      || isNamed(net, outlay) && !parts.contains { isNamed($0, ["收入", "岁入", "税"]) }
  }

  /// 岁入…整体执行率达99%: what came in by what was to come in, each printed once.
  private func executions() -> [Tie] {
    facts.indices.flatMap { rate -> [Tie] in
      guard facts[rate].type == .proportion, isPlain(rate), facts[rate].unit.text == "%",
        UTF8Search.hasAny(facts[rate].indicator, ["执行率"]),
        let sentence = text.sentence(of: rate).map({
          $0.replacing("岁入岁出", with: "").replacing("歲入歲出", with: "")
        })
      else { return [] }
      let sides: [(StaticString, [StaticString])] = [
        ("岁入", ["岁入", "歲入"]), ("岁出", ["岁出", "歲出"]),
      ]
      let named = sides.filter { UTF8Search.hasAny(sentence, $0.1) }
      guard named.count == 1, let done = amount(of: named[0].0, ["决算"], .actual, rate),
        let task = amount(of: named[0].0, ["预算"], .target, rate)
      else { return [] }
      let roles: [Tie.Role] = [.init("done", done), .init("task", task), .init("rate", rate)]
      let others = near(rate).filter {
        $0 != rate && facts[$0].type == .proportion && isPlain($0)
          && UTF8Search.hasAny(facts[$0].indicator, [named[0].0])
          && UTF8Search.hasAny(facts[$0].indicator, ["完成预算", "执行率"])
      }
      let repeats = others.map { Tie(.repeat, [.init("item", $0), .init("item", rate)]) }
      return [Tie(.completion, roles)] + repeats
    }
  }

  /// The one amount of a side in the accounts or in the budget of the year.
  private func amount(
    of side: StaticString, _ words: [StaticString], _ status: Status, _ rate: Int
  ) -> Int? {
    let found = near(rate).filter {
      facts[$0].type == .money && isPlain($0) && facts[$0].status == status
        && UTF8Search.hasAny(facts[$0].indicator, [side])
        && UTF8Search.hasAny(facts[$0].indicator, words)
        && !BalanceFinder.isBalance(facts[$0])
        && facts[$0].period?.start?.year == facts[rate].period?.start?.year
    }
    return Set(found.map { facts[$0].value.number }).count == 1 ? found.first : nil
  }

  private func isChange(_ fact: Int) -> Bool {
    facts[fact].type == .change && isPlain(fact) && facts[fact].unit.text == "元"
  }

  private func difference(_ new: Int, _ old: Int, _ change: Int) -> Tie {
    Tie(.difference, [.init("new", new), .init("old", old), .init("change", change)])
  }
}
