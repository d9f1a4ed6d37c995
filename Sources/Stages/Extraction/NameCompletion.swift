internal import Facts
internal import Rules

/// Completes names by what was spoken of before.
extension NameReader {
  /// Whether a name leans on what was spoken of; 下降 of 下降的有25个 says what those do that are counted.
  func leans(_ naming: Naming, _ figure: Figure) -> Bool {
    !naming.isOfRow && carrier.isDependent(naming.name)
      && (figure.isInTable || !NameCarrier.isRest(naming.name))
      && !carrier.areLevels(naming.name, lastName)
      && !(figure.type == .count && phrase.endsInChange(naming.own))
  }

  /// Gives a name that leans on what was spoken of before all that it needs.
  func carry(_ naming: inout Naming, _ figure: Figure, _ words: DraftNames) {
    let own = naming.own
    // 居民收入: of those people, whatever was spoken of before; a rate or share of theirs may be of that.
    let isOfOwnPeople =
      !naming.people.isEmpty && figure.draft.plan.population == nil
      && (NameCarrier.isAmount(naming.name) || naming.name.ends(in: "流失率"))
    if NameCarrier.isInvested(naming.name),
      let thing = figure.facts.reversed().lazy.compactMap({ fact in
        carrier.invested(in: Array(fact.indicator.utf8))
      }).first
    {
      naming.name = NameText.joined(thing, naming.name)
    } else if NameCarrier.isInvested(naming.name), plansInvestment {
      // 今年计划投资19亿元，新建线路214公里。已完成投资|10亿元: of all that was planned.
      naming.isDependent = false
    } else if carrier.isProgress(naming.name),
      let things = figure.facts.last(where: { $0.type == .count })
    {
      // 实施项目86个，安排资金1.3亿元，开工率|100%: of what is counted, not of the money.
      naming.name = NameText.joined(carrier.stem(Array(things.indicator.utf8)), naming.name)
    } else if !isOfOwnPeople, !naming.isLeftOver, leans(naming, figure) {
      if naming.people.isEmpty { naming.people = population }
      // 总产量增长6%、产值增长4%: in a row, of what the figure before is of.
      let isOfLast =
        naming.isInRow && !lastName.isEmpty && !naming.name.isEmpty
        && !carrier.isCarrying(naming.name)
      naming.name =
        isOfLast
        ? carrier.carriedInRow(lastName, to: naming.name)
        : carrier.carried(leansOnLast(own, figure) ? lastName : topic, to: naming.name)
    }
    // 占移动电话用户的56.7%，占比提高|9.6个百分点
    if NameCarrier.isShareOnly(own), UTF8Search.first("占", in: lastName) != nil,
      lastName.ends(in: "比重")
    {
      naming.name = lastName
    }
    if naming.isDependent { carryOn(&naming, figure, words) }
  }

  /// Takes a name that leans on what was spoken of to the very figure that it goes on with.
  private func carryOn(_ naming: inout Naming, _ figure: Figure, _ words: DraftNames) {
    let own = naming.own
    // 惠及4.3万户|6.9万人: two counts of one thing.
    let isBeside =
      words.standsBesideLast(figure.draft) && figure.type == .count && !lastName.isEmpty
    if own.isEmpty, isBeside || followsShare(figure) || followsLevel(figure, words) {
      naming.name = lastName
    }
    // 车流量1286万辆次，其中小客车占93%，达到峰值|326万辆次
    if !own.isEmpty, !figure.isRate, topic.ends(in: "比重"), UTF8Search.first("占", in: topic) != nil,
      naming.name.starts(with: topic), let level = lastLevel(figure)
    {
      naming.name = carrier.carried(level, to: Array(naming.name[topic.count...]))
    }
    // 内地旅客占72%，达|639万人次: of the part itself.
    if own.isEmpty, !figure.isRate { naming.name = NameCarrier.part(naming.name) }
    // 优良天数310天，优良率84.9%，同比减少|6天
    if own.isEmpty, figure.type == .change, !figure.isRate, let level = level(before: figure) {
      naming.name = level
    }
    // 案件412件，开案率75%，平均每天|1.1件
    if own.isEmpty, naming.average != nil, !figure.isRate, let level = lastLevel(figure) {
      naming.name = level
    }
    // 检获香烟6.5亿支，应课税值21亿元，较上年的|7.3亿支减少11%: of what is counted so.
    if own.isEmpty, !figure.isRate, figure.type != .change, words.isHeldAgainst(figure.draft.slot),
      figure.facts.last?.unit.text != figure.unit, let level = lastLevel(figure)
    {
      naming.name = level
    }
    // 新增死亡8人，累计|25人
    // 管养里程新增900公里、|突破4300公里: so is a second level behind what is new.
    let isWhole =
      words.isTotal(figure.draft)
      || NameCarrier.endsInNew(lastName) && isInUnitOfLast(figure) && figure.type != .change
    if own.isEmpty ? isWhole : NameCarrier.isTotal(own) {
      naming.name = NameCarrier.total(naming.name)
    }
  }

  /// What the last level of the sentence in the figure's unit is of.
  private func lastLevel(_ figure: Figure) -> [UInt8]? {
    let level = figure.facts.last { $0.unit.text == figure.unit && $0.type != .change }
    return level.map { Array($0.indicator.utf8) }
  }

  /// Gives a name that tells only what things are or do, or what becomes of some of them, the things before it.
  func tellOfThings(_ naming: inout Naming, _ figure: Figure, _ words: DraftNames) {
    // 毕业生全部任教，90%以上|在中西部
    let isBehind = words.standsBehind(figure.draft)
    naming.isPredicate = phrase.isPredicate(naming.name) && isBehind && !topic.isEmpty
    let isOfSome = figure.type == .count && figure.unit == among.unit && !among.things.isEmpty
    if naming.isPredicate, isOfSome {
      naming.name = carrier.told(naming.name, of: among.things)
    } else if naming.isPredicate {
      // 业主对物业|表示满意，26%|表示一般: one opinion takes the place of the other.
      let whose = phrase.opinion(in: topic[...]).map { topic[..<$0.start] } ?? topic[...]
      naming.name = NameText.joined(Array(whose), naming.name)
    } else if isOfSome, words.isOfSome(figure.draft) {
      naming.name = carrier.told(naming.name, of: among.things)
    } else if isBehind, figure.type == .count, phrase.isChange(naming.name[...]),
      let whole = figure.thought.first(where: {
        $0.type == .count && $0.unit.text.hasBytes(of: figure.unit)
      })
    {
      // 70个城市，52个|上涨
      naming.name = NameText.joined(
        phrase.withoutChange(Array(whole.indicator.utf8)), naming.name)
    } else if isBehind, figure.type == .count, phrase.befalling(naming.name) == 0 {
      // 形成制度创新案例173项，82项获国家认可、37项|向全国推广
      let whole = figure.thought.last {
        $0.type == .count && $0.unit.text.hasBytes(of: figure.unit)
          && phrase.befalling(Array($0.indicator.utf8)) == nil
      }
      naming.name = NameText.joined(whole.map { Array($0.indicator.utf8) } ?? [], naming.name)
    }
  }

  /// Adds what the name is compared with, averaged over or an example of.
  func complete(_ naming: inout Naming, _ figure: Figure, _ words: DraftNames) {
    // 受访者中，男性占|60%: of them.
    if figure.type == .proportion, naming.name.ends(in: "占比重"),
      !naming.name.starts(with: among.things)
    {
      naming.name.insert(contentsOf: among.things, at: naming.name.count - 6)
    }
    // 与2010年人口普查的|401万人|相比: a count is of what it counts.
    if figure.type != .change, let compared = naming.compared, compared.name.isEmpty,
      naming.name.isEmpty
        || !["普查", "调查", "统计", "清查"].contains(where: { compared.with.ends(in: $0) })
    {
      naming.name = NameText.joined(naming.name, phrase.clean(compared.with[...]))
    }
    // 高速公路出口流量2356万辆次，日均|294.5万辆次
    if let average = naming.average, !naming.name.isEmpty,
      !phrase.namesAverage(naming.name)
    {
      // 累计发送旅客210万人次，日均|7万人次: an average is of no sum.
      let sum = UTF8Search.first("累计", in: naming.name)
      if let sum { naming.name.removeSubrange(sum..<(sum + 6)) }
      naming.name = NameText.joined(average, naming.name)
    }
    // 财税收入：…税收31亿元: what is an amount itself needs no head.
    if let exampleHead, !naming.name.isEmpty, !carrier.isMeasure(naming.name),
      !isAccount(naming.name),
      naming.place == nil, UTF8Search.first("为例", in: naming.name) == nil
    {
      naming.name = exampleHead.joined(to: naming.name)
    }
  }
}
