internal import Facts
internal import Rules

/// Makes names of running words: what stands around a figure, without the words that only lead in.
final class Phrase: Sendable {
  let trimmer: NameTrimmer
  let people: WordSet
  let noPeople: WordSet
  let noRests: WordSet
  private let predicates: WordSet
  private let deeds: WordSet
  private let deedEnds: WordSet
  /// Words with 比 that compare nothing.
  private let noComparison: WordSet
  private let averages: WordSet
  private let told: WordSet
  /// The same, with what is told of things: 隧道|日前贯通.
  private let toldOfThings: WordSet
  private let notTold: WordSet
  let acts: WordSet
  /// What is done to people at the start of a name: 实施|困难老年人家庭改造.
  let deedsTo: WordSet
  private let asides: WordSet
  /// Words of time, and what a clause begins with that only tells something of what was spoken of before.
  private let whens: WordSet
  private let tellings: WordSet
  private let doneTo: WordSet
  /// What ends a name that stands behind its figure: 33项制度|已向全国推广; and words that only look so.
  let ends: WordSet
  let notEnds: WordSet
  private let movers: WordSet
  /// What those do who are counted before it: 六成企业|表示.
  private let opinions: WordSet
  /// Words that begin with 在 and say where nothing is: 在校.
  private let notWithin: WordSet
  /// What ends the words behind 在 that say where or when: 在医院中.
  private let whereEnds: WordSet
  private let goingsOn: WordSet
  /// What leads from who acts to the things of the next figure, and words that only end so.
  private let toward: WordSet
  private let notToward: WordSet
  /// Words that a name is not cut within.
  let wholeWords: WordSet
  private let foreseen: WordSet
  /// What befalls or is done by all of a row of things: 12个国家、350家企业|参展.
  let fates: WordSet
  /// What befalls some of the things counted before: 5个|受到表彰.
  private let befalls: WordSet
  private let ranks: WordSet
  private let descriptions: WordSet
  private let peopleEnds: WordSet
  private let andMore: WordSet
  let offices: WordSet
  var singling: SinglingOut { trimmer.singling }
  var verbs: WordSet { trimmer.verbs }

  init(lexicon: Lexicon) {
    trimmer = NameTrimmer(lexicon: lexicon)
    people = WordSet(lexicon.list("people"))
    noPeople = WordSet(lexicon.list("no-people"))
    noRests = WordSet(lexicon.list("no-rests"))
    acts = WordSet(lexicon.list("acts"))
    deedsTo = WordSet(lexicon.list("deeds-to"))
    whens = WordSet(lexicon.list("whens"))
    tellings = WordSet(lexicon.list("tellings"))
    asides = WordSet(lexicon.list("asides"))
    doneTo = WordSet(lexicon.list("done-to"))
    ends = WordSet(lexicon.list("name-ends"))
    notEnds = WordSet(lexicon.list("not-name-ends"))
    movers = WordSet(lexicon.list("movers"))
    opinions = WordSet(lexicon.list("opinions"))
    whereEnds = WordSet(lexicon.list("where-ends"))
    notWithin = WordSet(lexicon.list("not-within"))
    goingsOn = WordSet(lexicon.list("goings-on"))
    toward = WordSet(lexicon.list("toward"))
    notToward = WordSet(lexicon.list("not-toward"))
    wholeWords = WordSet(lexicon.list("whole-words"))
    foreseen = WordSet(lexicon.list("foreseen"))
    befalls = WordSet(lexicon.list("befalls"))
    fates = WordSet(lexicon.list("fates"))
    ranks = WordSet(lexicon.list("ranked-next"))
    descriptions = WordSet(lexicon.list("descriptions"))
    peopleEnds = WordSet(lexicon.list("people-ends"))
    andMore = WordSet(lexicon.list("and-more"))
    offices = WordSet(lexicon.list("offices"))
    predicates = WordSet(lexicon.list("predicates"))
    deeds = WordSet(lexicon.list("deeds"))
    deedEnds = WordSet(lexicon.list("deed-ends"))
    noComparison = WordSet(lexicon.list("no-comparison"))
    averages = WordSet(lexicon.list("averages"))
    told = WordSet(lexicon.list("told-of-topics"))
    toldOfThings = WordSet(
      (lexicon.list("told-of-topics") + lexicon.list("told-of-things")).filter {
        $0.count > 1 || $0 == "是"
      })
    notTold = WordSet(lexicon.list("not-told-of-topics"))
  }

  /// The words without those that lead in or lead on to the figure, and without slots and blanks.
  func clean(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let needsFilter = text.contains { $0 == 0x20 || $0 == 0x09 || $0 == 0xEE }
    return trimmer.trimmed(needsFilter ? Phrase.withoutSlots(text)[...] : text)
  }

  /// A text without blanks and without the slots of times and comparisons.
  static func withoutSlots(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var at = text.startIndex
    while at < text.endIndex {
      if text[at] == 0xEE, at + 1 < text.endIndex, text[at + 1] == 0x80 {
        at += 3
        continue
      }
      if text[at] != 0x20, text[at] != 0x09 { bytes.append(text[at]) }
      at += 1
    }
    return bytes
  }

  /// Where words behind a figure begin to tell what those say who are counted: 受访者|表示满意.
  func opinion(in words: ArraySlice<UInt8>) -> (start: Int, end: Int)? {
    words.withUnsafeBufferPointer { buffer in
      guard let found = opinions.find(in: buffer, from: 0, to: buffer.count) else { return nil }
      let start = words.startIndex + found.at
      return (start, start + opinions.length(found.word))
    }
  }

  /// Where a name begins to tell what befalls some of the things counted before: 82项|获国家认可.
  func befalling(_ name: [UInt8]) -> Int? {
    name.withUnsafeBufferPointer { befalls.find(in: $0, from: 0, to: $0.count)?.at }
  }

  /// Whether words end with that somebody expects what follows them: 铁路部门预计.
  func isForeseen(_ words: ArraySlice<UInt8>) -> Bool {
    words.withUnsafeBufferPointer { foreseen.longest(in: $0, endingAt: $0.count) != nil }
  }

  /// Whether words end with that a source tells what follows them: 主计总处今日公布.
  func isToldBySource(_ words: ArraySlice<UInt8>) -> Bool {
    words.withUnsafeBufferPointer { trimmer.sourceEnds.longest(in: $0, endingAt: $0.count) != nil }
  }

  /// What a clause without figures is about, without what it tells of it: 锂电池产业|延续增长态势.
  func subject(_ clause: [UInt8]) -> [UInt8] { subject(clause, before: told) }

  /// What a sentence without figures is about, by its first clause: 跨海大桥|近日顺利合龙; empty where that tells of
  /// nothing.
  func subject(ofSentence clause: [UInt8]) -> [UInt8] {
    let subject = subject(clause, before: toldOfThings)
    return subject.count < clause.count ? clean(subject[...]) : []
  }

  private func subject(_ clause: [UInt8], before told: WordSet) -> [UInt8] {
    clause.withUnsafeBufferPointer { buffer in
      var at = min(6, buffer.count)
      while let found = told.find(in: buffer, from: at, to: buffer.count) {
        at = found.at + told.length(found.word)
        if notTold.longest(in: buffer, endingAt: at) == nil { return Array(buffer[..<found.at]) }
      }
      return clause
    }
  }

  /// A name without the 中 that says of which things something is told: 32个项目中|，仅四成….
  func withoutAmong(_ name: [UInt8]) -> [UInt8] {
    let isOfOne =
      name.count == 6
      && ["县", "区", "省", "镇", "乡", "州", "人", "户", "企", "厂", "店"].contains {
        name.begins(with: $0)
      }
    guard name.count >= 9 || isOfOne, name.ends(in: "中"),
      !["高", "初", "集", "其", "手", "心", "眼", "之", "当", "途"].contains(where: {
        name.dropLast(3).ends(in: $0)
      })
    else { return name }
    return name.dropLast(3)
  }

  /// The word of an average that is all that words say, 日均, 人均达, or of one by time that ends them, 客流日均.
  func average(_ words: ArraySlice<UInt8>) -> [UInt8]? {
    words.withUnsafeBufferPointer { buffer in
      if let word = averages.longest(in: buffer, endingAt: buffer.count),
        ["日", "月"].contains(where: { averages.word(word).begins(with: $0) })
      {
        // 平日|平均
        let isOfDays = ["平", "假", "作", "休", "节"].contains {
          buffer[..<(buffer.count - averages.length(word))].ends(in: $0)
        }
        return isOfDays ? Array("平均".utf8) : Array(averages.word(word))
      }
      guard let word = averages.longest(in: buffer, at: 0),
        buffer.count - averages.length(word) <= Phrase.longestLink
      else { return nil }
      // 平均每个|县
      let each = clean(words.dropFirst(averages.length(word)))
      let isPlace =
        words.begins(with: "平均每") && (each.count == 3 || Phrase.units.contains { each.equals($0) })
      return averages.word(word) + (isPlace ? each : [])
    }
  }

  /// Those for each of which an average may be.
  private static let units: [StaticString] = ["乡镇", "企业", "单位", "学校", "机构", "家庭", "社区", "项目"]

  /// Whether a name says that it is an average: 年均产量.
  func namesAverage(_ name: [UInt8]) -> Bool {
    name.withUnsafeBufferPointer { averages.find(in: $0, from: 0, to: $0.count) != nil }
  }

  /// Most bytes from the start of the word of an average to its figure.
  static let averageReach = 24

  /// Most bytes between the word of an average and its figure: 日均已达到.
  private static let longestLink = 9

  /// Whether words behind a figure tell something of what was spoken of before: 在中西部, 来自创业板.
  func isPredicate(_ name: [UInt8]) -> Bool {
    name.withUnsafeBufferPointer { predicates.longest(in: $0, at: 0) != nil }
  }

  /// The things of a name that goes on with what they do or have: 项目|完成投资, 产业链|营收.
  func things(_ name: [UInt8]) -> [UInt8] {
    name.withUnsafeBufferPointer { buffer in
      var end =
        deeds.find(in: buffer, from: min(6, buffer.count), to: buffer.count)?.at ?? buffer.count
      if end >= 9, leadsToward(name[..<end]) { end -= 3 }
      if let word = deedEnds.longest(in: buffer, endingAt: end), end - deedEnds.length(word) >= 6 {
        end -= deedEnds.length(word)
      }
      return Array(buffer[..<end])
    }
  }

  /// Whether words begin with a verb that a name may begin with as its own: 完成|投资.
  func beginsInVerb(_ words: ArraySlice<UInt8>) -> Bool {
    words.withUnsafeBufferPointer { verbs.longest(in: $0, at: 0) != nil }
  }

  /// Whether words tell more of what was just told: 突破40万亿元|并连续多年居世界首位.
  func tellsMore(_ words: ArraySlice<UInt8>) -> Bool {
    words.withUnsafeBufferPointer { andMore.longest(in: $0, at: 0) != nil }
  }

  /// Whether words end as the names of people do: 公务员.
  func endsInPeople(_ words: ArraySlice<UInt8>) -> Bool {
    words.withUnsafeBufferPointer { peopleEnds.longest(in: $0, endingAt: $0.count) != nil }
  }

  /// Whether words end in one that says what things are like: 带动面|广.
  func describes(_ words: ArraySlice<UInt8>) -> Bool {
    words.withUnsafeBufferPointer { descriptions.longest(in: $0, endingAt: $0.count) != nil }
  }

  /// Whether words end in one that leads to whom or what something is done: 对, 把.
  func leadsToward(_ words: ArraySlice<UInt8>) -> Bool {
    words.withUnsafeBufferPointer { buffer in
      toward.longest(in: buffer, endingAt: buffer.count) != nil
        && notToward.longest(in: buffer, endingAt: buffer.count) == nil
    }
  }

  /// A name without what leads from a list's head to its first item: 分布状况为|东区, 以|深圳.
  func bare(_ name: [UInt8]) -> [UInt8] {
    if name.begins(with: "以") { return Array(name.dropFirst(3)) }
    guard let at = UTF8Search.first("为", in: name) else { return name }
    return Array(name[(at + 3)...])
  }

  /// A name up to what it is compared with: 我国人口|比日本、法国的人口总和, 股价|较最高点.
  func compared(_ name: [UInt8]) -> (name: [UInt8], with: [UInt8])? {
    guard UTF8Search.first("比", in: name) != nil || UTF8Search.first("较", in: name) != nil else {
      return nil
    }
    return name.withUnsafeBufferPointer { buffer in
      var at = 0
      while at < buffer.count {
        if let word = noComparison.longest(in: buffer, at: at) {
          at += noComparison.length(word)
        } else if ["比", "较"].contains(where: { buffer[at...].begins(with: $0) }) {
          return buffer.count - at >= 9 && (at == 0 || at >= 6)
            ? (clean(name[..<at]), Array(buffer[(at + 3)...])) : nil
        } else {
          at += WordSet.width(buffer[at])
        }
      }
      return nil
    }
  }

  /// A name without what moves the thing that rises or falls: 带动|固定资产投资.
  func moved(_ name: [UInt8]) -> [UInt8] {
    name.withUnsafeBufferPointer { buffer in
      guard let word = movers.longest(in: buffer, at: 0), movers.length(word) + 6 <= buffer.count
      else { return name }
      return Array(buffer[movers.length(word)...])
    }
  }

  /// Whether a name is that of something that goes on: 改革进程.
  func isGoingOn(_ name: [UInt8]) -> Bool {
    name.withUnsafeBufferPointer { goingsOn.longest(in: $0, endingAt: $0.count) != nil }
  }

  /// A name without the 在 before what it is told among: 在|检查的企业中, unlike 在校学生中.
  func withoutWithin(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let isWord = name.withUnsafeBufferPointer { notWithin.longest(in: $0, at: 0) != nil }
    return name.begins(with: "在") && !isWord ? name.dropFirst(3) : name
  }

  /// A name without the 在 that says among whom something is so, unless words behind it say where or when:
  /// 在|大专以上青年失业率, unlike 在建项目 and 在医院中.
  func withoutLeadingIn(_ name: [UInt8]) -> [UInt8] {
    guard name.begins(with: "在"), name.count >= 9 else { return name }
    return name.withUnsafeBufferPointer { buffer in
      // 大专以上
      var at = 6
      while let end = whereEnds.find(in: buffer, from: at, to: buffer.count) {
        if !buffer[..<end.at].ends(in: "以") { return name }
        at = end.at + 3
      }
      return Array(withoutWithin(name[...]))
    }
  }

  /// A name without the word of change that it ends in: 城市|增长, 省份|实现正增长.
  func withoutChange(_ name: [UInt8]) -> [UInt8] {
    name.withUnsafeBufferPointer { buffer in
      guard let word = trimmer.changes.longest(in: buffer, endingAt: buffer.count) else {
        return name
      }
      var end = buffer.count - trimmer.changes.length(word)
      for lead: StaticString in ["正", "负", "实现"] where buffer[..<end].ends(in: lead) {
        end -= lead.utf8CodeUnitCount
      }
      return Array(buffer[..<end])
    }
  }

  /// A name with the word of change that its words end in: 产业链产值|增长.
  func withChange(_ name: [UInt8], of words: ArraySlice<UInt8>) -> [UInt8] {
    words.withUnsafeBufferPointer { buffer in
      guard let word = trimmer.changes.longest(in: buffer, endingAt: buffer.count),
        case let change = trimmer.changes.word(word),
        !name.suffix(change.count).elementsEqual(change), name.count >= 6
      else { return name }
      return name + change
    }
  }

  /// Whether a name begins with what is done to people: 完成全程接种, 接种.
  func isDone(_ name: [UInt8]) -> Bool {
    name.count <= 30 && name.withUnsafeBufferPointer { doneTo.longest(in: $0, at: 0) != nil }
  }

  /// Whether a figure behind words says how many times what stands before them something is: |的1.5倍, |之84.7%.
  func isMeasuring(_ words: ArraySlice<UInt8>) -> Bool {
    (words.begins(with: "的") || words.begins(with: "之"))
      && words.dropFirst(3).first == 0xEE
  }

  /// Whether words behind a figure rank it behind the one told before: 次之.
  func ranksNext(_ words: ArraySlice<UInt8>) -> Bool {
    words.withUnsafeBufferPointer { ranks.longest(in: $0, at: 0) != nil }
  }

  /// Whether a name is that of someone who tells what stands behind it: 统计处.
  func isSpeaker(_ name: [UInt8]) -> Bool {
    name.withUnsafeBufferPointer { trimmer.speakers.longest(in: $0, endingAt: $0.count) != nil }
  }

  /// Whether a clause says when, where or against what rather than of what: …上任以来, 较往年大幅增长; or only
  /// tells something of what was spoken of before: 上周|已超越邻国.
  func isAside(_ clause: ArraySlice<UInt8>) -> Bool {
    if clause.starts(with: [0xEE, 0x80, 0x80 | SlottedText.compareScalar]) { return true }
    return clause.withUnsafeBufferPointer { buffer in
      if asides.longest(in: buffer, endingAt: buffer.count) != nil { return true }
      var at = 0
      while at < buffer.count, buffer[at] == 0xEE { at += 3 }
      if let word = whens.longest(in: buffer, at: at) { at += whens.length(word) }
      return tellings.longest(in: buffer, at: at) != nil
        || trimmer.noNames.longest(in: buffer, at: at) != nil
    }
  }
}
