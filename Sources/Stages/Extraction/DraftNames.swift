internal import Facts
internal import Rules

/// Writes out the templates of a match.
struct DraftNames {
  let phrase: Phrase
  let carrier: NameCarrier
  let text: SlottedText
  /// The figure's unit, and its number, if it is a whole one of two to nine.
  let unit: String
  let digit: Int?

  /// What one template says for one figure; `carried` is the name carried from earlier figures.
  func name(_ template: Rule.Template, of draft: Draft, carried: [UInt8]) -> [UInt8] {
    var name: [UInt8] = []
    for part in template.parts {
      switch part {
      case .text(let text): name = NameText.joined(name, text)
      case .carried: name = NameText.joined(name, carried)
      case .capture(let index):
        let words = words(index, of: draft)
        // 采购预算12亿元，实际|采购|金额10亿元: what stands in the second is said once.
        let isSaid =
          name.count >= 6 && words.holds(name)
          && draft.captures[index].map { $0.upperBound <= text.figures[draft.slot].at } ?? false
        name = isSaid ? words : NameText.joined(name, words)
      }
    }
    // 湖北、江西、江苏等|5省|共有3483万人受灾: the places themselves are what is counted.
    if name.isEmpty, DraftNames.placesCounted.contains(where: { unit.utf8.equals($0) }) {
      return Array(unit.utf8)
    }
    return name
  }

  private func words(_ index: Int, of draft: Draft) -> [UInt8] {
    guard let range = draft.captures[index] else { return [] }
    var words = text.bytes[range]
    if draft.rule.captures[index].isWord { return Array(words) }
    // 价格下降的|有|25个
    if words.ends(in: "的"), text.bytes[range.upperBound...].begins(with: "有") {
      words = text.bytes[range.lowerBound..<(range.upperBound + 3)]
    }
    let at = text.figures[draft.slot].at
    let isBehind = range.lowerBound > at
    if isBehindFigure(range.lowerBound) {
      if let whole = withUnit(words, isOwn: text.figures[draft.slot].end == range.lowerBound) {
        return whole
      }
      // 造成18个|县|42万人受灾: those are of the figure before.
      let isPlaces = carrier.areHolders(words)
      if isPlaces, range.lowerBound < at { return [] }
      // 12个|省(区、市)的|额度1000亿元
      if range.lowerBound < at, let of = UTF8Search.first("的", in: words),
        DraftNames.placesCounted.contains(where: { words.begins(with: $0) }),
        of == words.startIndex + 3 || text.bytes[..<of].last == UInt8(ascii: ")")
      {
        words = words[(of + 3)...]
      }
      if isBehind, words.count <= 6 {
        // 投入3亿元|新建、改扩建学校26所: what is done, of the next figure.
        let isDeed = carrier.built.contains(Array(words))
        if isDeed, text.bytes[range.upperBound...].begins(with: "、") { return [] }
        words = list(from: range)
      }
      // 40个|吸引力强|、带动面广的场景
      if isBehind, text.bytes[range.upperBound...].begins(with: "、"), phrase.describes(words) {
        let whole = list(from: range)
        // 行业级、场景级模型
        let isAlike = whole.dropFirst(words.count).holds(words.suffix(3))
        if isAlike || UTF8Search.first("的", in: whole) != nil { words = whole }
      }
      // 15座|中有|4座负荷率低于50%
      if words.begins(with: "中有") || words.equals("中") {
        return phrase.clean(words.dropFirst(words.equals("中") ? 3 : 6))
      }
    }
    if range.lowerBound < at, isBetweenFigures(range) { return [] }
    // 诊疗5.8人次|和住院|2.3床日: the words are of the next figure.
    if isBehind, leadsToFigure(range), ["和", "及", "与"].contains(where: { words.begins(with: $0) }) {
      return []
    }
    if isBehind, let said = opinion(words, range) { return said }
    guard draft.rule.captures[index].isList, let item = draft.item else {
      return isBehind ? told(words, range, of: draft) : named(words, range, of: draft)
    }
    return listed(words, item)
  }

  private static let placesCounted: [StaticString] = [
    "省", "市", "县", "区", "州", "乡", "镇", "村",
  ]

  /// A name whose first character the unit has taken: 142万人|口的口粮, 近千万家|庭; `nil` where it has not.
  private func withUnit(_ words: ArraySlice<UInt8>, isOwn: Bool) -> [UInt8]? {
    for (unit, rest) in [("人", "口"), ("家", "庭"), ("省", "份"), ("省", "区市")]
      as [(String, StaticString)]
    where !isOwn || self.unit == unit {
      if words.begins(with: rest) { return Array(unit.utf8) + phrase.clean(words) }
    }
    return nil
  }

  /// The name that words before a figure make.
  private func named(
    _ words: ArraySlice<UInt8>, _ range: Range<Int>, of draft: Draft
  ) -> [UInt8] {
    let figure = text.figures[draft.slot].at
    if isApposition(range, before: figure) || handlesFigure(range, before: figure)
      || standsBehind(draft) && isBehindFigure(range.lowerBound) && followsHolders(draft)
      || standsBehind(draft) && isBehindFigure(range.lowerBound) && saysAmongWhat(range)
    {
      return []
    }
    if let part = singledOut(words, before: figure) { return part }
    // 占|全国|11%: such a whole is all that there is.
    if isWholePlace(words), text.bytes[..<range.lowerBound].ends(in: "占") { return Array(words) }
    let (words, range) = listOfBoth(words, range)
    // 推进2000个|省级重点项目、完成投资|9800亿元: of this figure is what its own clause says.
    // 推进承包地改革、|确权面积|超过80%: nor is it of what goes on before it.
    if let mark = UTF8Search.first("、", in: words), case let rest = words[(mark + 3)...],
      isBehindFigure(range.lowerBound)
        ? phrase.beginsInVerb(rest) && !carrier.built.contains(Array(words[..<mark]))
          || carrier.isDependent(phrase.clean(rest)) || rest.ends(in: "率")
        : phrase.beginsInVerb(phrase.clean(words[..<mark])[...])
          && phrase.isGoingOn(Array(words[..<mark]))
          && carrier.isMeasure(phrase.clean(rest)) && !phrase.isGoingOn(Array(rest))
    {
      return phrase.clean(rest)
    }
    var name = phrase.clean(isWithin(range, before: figure) ? phrase.withoutWithin(words) : words)
    // 维持不变的占49.6%，|减少的|仅占3.3%: those who do.
    if name.isEmpty, let of = UTF8Search.first("的", in: words), of == words.startIndex + 6,
      phrase.isChange(words[..<of])
    {
      name = Array(words[..<of])
    }
    // 连铸比|由22%上升到35%: a ratio, not what something is compared with.
    // 结收案比|102.1%
    let links: [StaticString] = ["由", "从", "为", "达", "是"]
    if words.ends(in: "比"), !name.isEmpty, !name.ends(in: "比"),
      range.upperBound == figure
        || links.contains(where: { text.bytes[range.upperBound...].begins(with: $0) })
    {
      name += Array("比".utf8)
    }
    name = NameCarrier.share(within: name)
    return NameText.joined(beforeTime(range.lowerBound), phrase.withoutLeadingIn(name))
  }

  /// The part that 以 singles out by a figure, 肇事原因以|未依规定让车|214件|最多, with what is measured:
  /// 住宿率以|初三|90%最高.
  private func singledOut(_ words: ArraySlice<UInt8>, before figure: Int) -> [UInt8]? {
    guard let at = phrase.singling.offset(in: words, behind: text.bytes[(figure + 3)...]),
      case let part = phrase.clean(words[(at + 3)...]), !part.isEmpty
    else { return nil }
    let whole = phrase.clean(words[..<at])
    return carrier.isMeasure(whole) ? NameText.joined(part, whole) : part
  }

  /// The name that words behind a figure make.
  private func told(
    _ words: ArraySlice<UInt8>, _ range: Range<Int>, of draft: Draft
  ) -> [UInt8] {
    // 突破40万亿元|并连续多年居世界首位; 最大日雨量312.4毫米|出现在白沙市
    // 毛毯8000条、应急包2000个|等救灾物资: what all of them are.
    if words.begins(with: "等"), followsInRow(draft) { return [] }
    let isMore =
      phrase.tellsMore(words)
      || text.kind(ofSlot: draft.slot) == .measure && phrase.isPredicate(Array(words))
    if isMore, text.figures[draft.slot].end == range.lowerBound { return [] }
    // 7个|行业销售指数|都是上升的, 4个|专项债|只是开始
    let said =
      text.kind(ofSlot: draft.slot) == .proportion ? nil : NameTrimmer.copula(in: words)
    let words = said.map { words[..<$0] } ?? words
    // 74%以上|用于民生: what leads in a name before its figure tells something behind it.
    var name = phrase.clean(words)
    if text.kind(ofSlot: draft.slot) == .measure { name = upToWhere(name) }
    // 其中25例|为甲型
    let isPart = [.count, .proportion].contains(text.kind(ofSlot: draft.slot))
    if isPart, name.count > 6, name.begins(with: "为"), said == nil { name.removeFirst(3) }
    // 9个|县区|、87.4万人受灾
    if let fate = sharedFate(behind: range) { return NameText.joined(phrase.things(name), fate) }
    // 较2022年的1439宗|微升|1.3%: what the next figure tells.
    let isChange =
      phrase.isChange(words) || ["多", "少", "高", "低"].contains { words.equals($0) }
    if leadsToFigure(range), isChange { return [] }
    let told = phrase.untilTold(
      words.begins(with: "用于") ? Array("用于".utf8) + name : name,
      isShare: text.kind(ofSlot: draft.slot) == .proportion)
    if leadsToFigure(range) {
      // 抽调骨干26名|组成|4支队伍: the verb is of the next figure.
      let at = text.figures[draft.slot].at
      let isNamed =
        text.bytes.withUnsafeBufferPointer { Clauses.start(of: $0, before: at) } + 6 <= at
      if isNamed, words.count == 6, phrase.beginsInVerb(words) { return [] }
      let things = phrase.withoutAmong(carrier.things(told, unit: unit))
      // 22条|排水沟|整治率达100%
      let isRate = things.ends(in: "率") && things.count >= 18
      return isRate ? things.dropLast(9) : things
    }
    // 52个|上涨、|6个|持平
    if name.isEmpty, phrase.isChange(words) { return Array(words) }
    // 8条|产业链产值两位数|增长: so does what they do, where no figure says by how much; 30个|行业产值|同比|增长.
    // 1.2万名|职工|的权益得到保障
    if ["人", "名"].contains(where: { unit.hasBytes(of: $0) }),
      let of = UTF8Search.first("的", in: told),
      phrase.endsInPeople(told[..<of]),
      !phrase.isOfPeople(Array(told[of...]))
    {
      return Array(told[..<of])
    }
    let rest = restOfClause(behind: range.upperBound)
    // 68%的企业用工|与上年|持平
    let isSame = text.kind(ofSlot: draft.slot) == .proportion && rest.ends(in: "持平")
    if isSame, rest.count <= 12 { return told + rest }
    return phrase.withoutAmong(phrase.withChange(told, of: phrase.isChange(rest) ? rest : words))
  }

  /// Whether words end in 对 or 把 right before a figure, so that they tell who does something to the
  /// things counted: 区卫健局对全区|14个|镇开展评价.
  private func handlesFigure(_ range: Range<Int>, before figure: Int) -> Bool {
    guard range.upperBound == figure else { return false }
    var words = text.bytes[range]
    if let scope = ["全国", "全省", "全市", "全县", "全区", "全州"].first(where: { words.ends(in: $0) }) {
      words = words.dropLast(scope.utf8CodeUnitCount)
    }
    return phrase.leadsToward(words)
  }

  /// The place that a size is of, without what is done on it: 2万亩的|海面|上铺设光伏板.
  private func upToWhere(_ name: [UInt8]) -> [UInt8] {
    guard let at = UTF8Search.first("上", in: name), (6...18).contains(at), name.count >= at + 9,
      !["以", "网", "线", "路", "陆", "海", "水", "早", "晚", "之"].contains(where: {
        name[..<at].ends(in: $0)
      }),
      !["海", "市", "级", "年", "升", "涨", "游", "门", "学", "网", "线", "下", "述", "半", "岗", "报"].contains(
        where: {
          name[(at + 3)...].begins(with: $0)
        })
    else { return name }
    return Array(name[..<at])
  }

  /// Whether words lead up to a figure in their clause: 12个|项目完成投资|3亿元.
  func leadsToFigure(_ range: Range<Int>) -> Bool {
    let next = text.firstFigure(atOrBehind: range.upperBound)
    guard next < text.figures.count else { return false }
    let at = text.figures[next].at
    return at - range.upperBound <= DraftNames.longestLink
      && text.bytes.withUnsafeBufferPointer {
        Clauses.start(of: $0, before: at) <= range.lowerBound
      }
  }

  /// Most bytes between the words of a name and the figure of what it does.
  private static let longestLink = 12

  /// Whether words begin behind a figure and end in 和: they are of that figure, as in 100个专家组和|50支
  /// 医疗队.
  private func isBetweenFigures(_ range: Range<Int>) -> Bool {
    guard range.count > 6, isBehindFigure(range.lowerBound) else { return false }
    let end = text.bytes[range].suffix(3)
    return ["和", "及", "与"].contains { end.equals($0) }
  }

  /// Whether a figure ends at a place.
  private func isBehindFigure(_ at: Int) -> Bool {
    let next = text.firstFigure(atOrBehind: at)
    return next > 0 && text.figures[next - 1].end == at
  }

  /// Whether a figure's clause opens with a word of a total: 累计|25人, 达到|54条.
  func isTotal(_ draft: Draft) -> Bool {
    let at = text.figures[draft.slot].at
    return text.bytes.withUnsafeBufferPointer { buffer in
      let words = text.bytes[Clauses.start(of: buffer, before: at)..<at]
      return ["累计", "总计", "合计", "共", "达到", "增至"].contains { words.begins(with: $0) }
    }
  }

  /// The word of an average that is all that stands before a figure in its clause: 日均|294.5万辆次.
  func average(_ draft: Draft) -> [UInt8]? {
    let at = text.figures[draft.slot].at
    let previous = draft.slot > 0 ? text.figures[draft.slot - 1].end : 0
    // Most figures have no such word near them.
    let near = text.bytes[max(previous, at - Phrase.averageReach)..<at]
    if UTF8Search.first("均", in: near) == nil { return nil }
    return text.bytes.withUnsafeBufferPointer { buffer in
      phrase.average(text.bytes[max(previous, Clauses.start(of: buffer, before: at))..<at])
    }
  }

  /// Whether a figure's clause follows the figure before it behind 、.
  func followsInRow(_ draft: Draft) -> Bool {
    guard draft.slot > 0 else { return false }
    let end = text.figures[draft.slot - 1].end
    return text.bytes[end...].begins(with: "、")
      && text.bytes.withUnsafeBufferPointer {
        Clauses.start(of: $0, before: text.figures[draft.slot].at) == end + 3
      }
  }

  /// Whether a figure stands right behind the one before it: 4.3万户|6.9万人.
  func standsBesideLast(_ draft: Draft) -> Bool {
    draft.slot > 0 && text.figures[draft.slot - 1].end == text.figures[draft.slot].at
  }

  /// Whether a figure only says what the rest of its sentence builds on: 已完成投资|7.7亿元|的基础上，再投资0.6亿元.
  func isGround(_ draft: Draft) -> Bool {
    text.bytes[text.figures[draft.slot].end...].begins(with: "的基础上")
  }

  /// Whether 和 alone joins a figure and its name to the figure before it: 建成公园2个和|广场4处, 3个公园和|4处广场.
  func followsAnd(_ draft: Draft) -> Bool {
    guard draft.slot > 0 else { return false }
    let between = text.bytes[text.figures[draft.slot - 1].end..<text.figures[draft.slot].at]
    let joins: [StaticString] = ["和", "及", "以及", "与"]
    return joins.contains { between.begins(with: $0) || between.ends(in: $0) }
      && text.bytes.withUnsafeBufferPointer {
        Clauses.start(of: $0, before: text.figures[draft.slot].at) <= between.startIndex
      }
  }

  /// Whether a template's words stand behind its figure, so that a long name keeps its beginning.
  func standsBehind(_ draft: Draft) -> Bool {
    let slot = text.figures[draft.slot].at
    return draft.plan.indicator.parts.contains { part in
      switch part {
      case .text: false
      case .carried: true
      case .capture(let index): (draft.captures[index]?.lowerBound ?? 0) > slot
      }
    }
  }
}
