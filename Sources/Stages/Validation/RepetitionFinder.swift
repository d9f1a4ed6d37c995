internal import Facts

/// Ties figures that say the same in two places of an article.
struct RepetitionFinder: NamedFacts {
  let facts: [Fact]
  let names: [NamePairs]
  let text: TextBetween

  /// Figures named alike in two paragraphs, in pairs that are each other's likest.
  func ties() -> [Tie] {
    var groups: [Kind: [Int]] = [:]
    for fact in facts.indices
    where isPlain(fact) && facts[fact].indicator.utf8.count >= 12 && !isColumn(fact) {
      groups[Kind(facts[fact]), default: []].append(fact)
    }
    var next: [(first: Int, second: Int)] = []
    for group in groups.values where group.count > 1 {
      var counts: [Mention: Int]?
      var isTaken = [Bool](repeating: false, count: group.count)
      for place in group.indices {
        if let best = repetition(of: place, in: group, isTaken, &counts) {
          isTaken[best] = true
          next.append((group[place], group[best]))
        }
      }
    }
    return next.sorted { $0 < $1 }.map { repetition($0.first, $0.second) } + slips() + headlines()
  }

  // MARK: headlines

  /// A figure of the title against what is named so below: the one figure that is, once in nearly the
  /// same words or more often; else the one that is restated there and from which it is one digit apart.
  private func headlines() -> [Tie] {
    facts.indices.compactMap { title in
      guard text.role(of: title) == .title, facts[title].value.relation != .range,
        !facts[title].unit.text.isEmpty, facts[title].indicator.utf8.count >= 6
      else { return nil }
      let isLong = facts[title].indicator.utf8.count >= 9
      let alike = facts.indices.filter {
        !isTogether(title, $0) && isPlain($0) && facts[$0].type == facts[title].type
          && facts[$0].direction == facts[title].direction
          && areUnitsAlike(title, $0)
          && (isLong
            ? names[title].similarity(to: names[$0]) >= 60
            : facts[$0].indicator.contains(facts[title].indicator))
          && areAveragesOrNot(title, $0) && !isOfEarlierYear($0, than: title)
      }
      return body(of: title, among: alike).map {
        Tie(.repeat, [.init("item", title), .init("item", $0)])
      }
    }
  }

  /// Whether a figure says itself that it is of an earlier year than the title's: 去年检获8.9吨，比2022年的|8.2吨….
  private func isOfEarlierYear(_ fact: Int, than title: Int) -> Bool {
    guard let own = facts[fact].period, own.basis == .stated, let end = own.end?.year,
      let start = facts[title].period?.start?.year
    else { return false }
    return end < start
  }

  private func body(of title: Int, among alike: [Int]) -> Int? {
    let number = facts[title].value.number
    guard let first = alike.first else { return nil }
    if Set(alike.map { facts[$0].value.number }).count == 1 {
      if names[title].similarity(to: names[first]) >= 80 { return first }
      // What is named somewhat alike is another figure, unless the numbers say that it is the same.
      let isSame =
        facts[title].value.interval.isApart(from: facts[first].value.interval) == false
        || areOneDigitApart(title, first)
      return alike.count > 1 && isSame ? first : nil
    }
    if let same = alike.first(where: { facts[$0].value.number == number }) { return same }
    let slips = alike.filter { place in
      alike.contains {
        !isTogether($0, place) && facts[$0].value.number == facts[place].value.number
      }
        && areOneDigitApart(title, place)
    }
    return Set(slips.map { facts[$0].value.number }).count == 1 ? slips.first : nil
  }

  // MARK: slips

  /// Two long figures of one unit, time and name in different passages, of which one digit differs: no
  /// chance, but one figure that is printed wrongly in one of them.
  private func slips() -> [Tie] {
    var kinds: [Int: [Int]] = [:]
    for fact in facts.indices where hasDigits(fact) {
      kinds[Self.slipKind(facts[fact]), default: []].append(fact)
    }
    let pairs = kinds.values.flatMap { alike in
      alike.indices.compactMap { slip(at: $0, of: alike) }
    }
    return pairs.sorted { $0 < $1 }.map {
      Tie(
        .repeat, [.init("item", min($0.first, $0.other)), .init("item", max($0.first, $0.other))])
    }
  }

  /// Whether a figure has digits enough to be known again; a round number has few of its own.
  private func hasDigits(_ fact: Int) -> Bool {
    (facts[fact].value.number?.coefficient.magnitude ?? 0) >= 10 && isPlain(fact)
      && (!facts[fact].unit.text.isEmpty || facts[fact].value.decimals < 0)
  }

  /// The figure that one of its kind is a slip of.
  private func slip(at place: Int, of alike: [Int]) -> (first: Int, other: Int)? {
    let first = alike[place]
    let reach = RepetitionFinder.reach
    let around = alike[max(0, place - reach)..<min(alike.count, place + reach)]
    guard let number = facts[first].value.number else { return nil }
    let others = around.filter {
      $0 != first && facts[$0].value.number.map { mayBeOneDigitApart(number, $0) } ?? false
        && areOneDigitApart(first, $0) && isSameButNumber(first, $0) && !isColumn($0)
    }
    /// Whether a figure is printed once: one that is printed twice alike is no slip.
    func isSingle(_ fact: Int) -> Bool {
      !around.contains { $0 != fact && facts[$0].value.number == facts[fact].value.number }
    }
    // A name that stands in three places is that of a series: of counties, of months; unless two of
    // them agree.
    guard let other = others.first, !isColumn(first), isSingle(first),
      others.allSatisfy({ facts[$0].value.number == facts[other].value.number }),
      others.count > 1 || other > first || !isSingle(other),
      !near(first).contains(where: {
        $0 != first && hasDigits($0) && facts[$0].value.number != facts[other].value.number
          && areUnitsAlike(first, $0) && (isShort(first) || !isShort($0))
          && isSameButNumber(first, $0)
      })
    else { return nil }
    return (first, other)
  }

  /// Whether two names are both of averages or both not: 生产总值, 生产总值年均增幅.
  private func areAveragesOrNot(_ a: Int, _ b: Int) -> Bool {
    let words: [StaticString] = ["年均", "平均", "人均", "月均", "日均", "每"]
    return words.allSatisfy {
      UTF8Search.hasAny(facts[a].indicator, [$0]) == UTF8Search.hasAny(facts[b].indicator, [$0])
    }
  }

  /// What two statements of one figure have in common, when they begin the same time.
  private static func slipKind(_ fact: Fact) -> Int {
    let start = fact.period?.start
    let date = ((start?.year ?? 0) * 13 + (start?.month ?? 0)) * 32 + (start?.day ?? 0)
    return ((date * 64 + (fact.value.decimals & 63)) * Fact.kinds + fact.kind) * 2
      + (fact.status == .target ? 1 : 0)
  }

  /// Whether two figures in different sentences are of one place, kind and name.
  private func isSameButNumber(_ a: Int, _ b: Int) -> Bool {
    areAlike(a, b) && isElsewhere(b, than: a) && !areOfTables(a, b)
      && facts[a].region == facts[b].region
      && names[a].similarity(to: names[b]) >= (isShort(a) || isShort(b) ? 60 : 40)
      && areAveragesOrNot(a, b) && isPartOf(a, b) && !areRivals(a, b)
      && (!isShort(a) && !isShort(b) || areNamedAtLength(a, b))
  }

  /// Whether two figures are of one kind and time; a time that is carried may end elsewhere.
  private func areAlike(_ a: Int, _ b: Int) -> Bool {
    facts[a].type == facts[b].type && facts[a].status == facts[b].status
      && facts[a].direction == facts[b].direction
      && facts[a].period?.start == facts[b].period?.start
      && (facts[a].period?.end == facts[b].period?.end
        || facts[a].period?.basis == .carried && facts[b].period?.basis == .carried)
  }

  /// Whether the difference of two numbers has one digit, as it has where they differ in one only.
  private func mayBeOneDigitApart(_ a: ExactDecimal, _ b: ExactDecimal) -> Bool {
    guard a.exponent == b.exponent else { return true }
    var gap = (a.coefficient - b.coefficient).magnitude
    guard gap > 0 else { return false }
    while gap > 9, gap % 10 == 0 { gap /= 10 }
    return gap <= 9
  }

  /// Whether a figure has so few digits that two of them differ in one by chance as well.
  private func isShort(_ fact: Int) -> Bool {
    (facts[fact].value.number?.coefficient.magnitude ?? 0) < 1_000
  }

  /// Whether two names are long, and neither much longer than the other: they name one thing.
  private func areNamedAtLength(_ a: Int, _ b: Int) -> Bool {
    let lengths = [a, b].map { ((facts[$0].population ?? "") + facts[$0].indicator).count }
    return lengths.min()! >= 5 && lengths.min()! * 10 >= lengths.max()! * 6
  }

  /// Whether two figures stand in rows of tables: tables with the same heads are of different things, as
  /// their titles say.
  private func areOfTables(_ a: Int, _ b: Int) -> Bool {
    !isTogether(a, b) && text.role(of: a) == .tableRow && text.role(of: b) == .tableRow
  }

  /// Whether a figure stands in another sentence.
  private func isElsewhere(_ fact: Int, than other: Int) -> Bool {
    !isTogether(fact, other)
      || text.between(min(fact, other), max(fact, other)).map { $0.has(["。"]) } ?? false
  }

  /// Whether two figures of one type, unit and precision are the same but for one digit.
  private func areOneDigitApart(_ a: Int, _ b: Int) -> Bool {
    guard facts[a].value.decimals == facts[b].value.decimals, facts[a].type == facts[b].type,
      let x = facts[a].value.number, let y = facts[b].value.number,
      RepetitionFinder.areOneDigitApart(x, y)
    else { return false }
    return areUnitsAlike(a, b)
  }

  /// Whether one name has every character of the other, in whatever order: 发送旅客 and 旅客发送量, but not
  /// 肺癌筛查 and 宫颈癌筛查.
  private func isPartOf(_ a: Int, _ b: Int) -> Bool {
    let characters = [a, b].map {
      Set(((facts[$0].population ?? "") + facts[$0].indicator).unicodeScalars)
    }
    return characters[0].isSubset(of: characters[1]) || characters[1].isSubset(of: characters[0])
  }

  /// Whether two numbers of as many digits differ in one of them.
  static func areOneDigitApart(_ a: ExactDecimal, _ b: ExactDecimal) -> Bool {
    let exponent = min(a.exponent, b.exponent)
    guard var x = digits(a, exponent), var y = digits(b, exponent) else { return false }
    var different = 0
    while x > 0, y > 0 {
      if x % 10 != y % 10 { different += 1 }
      if different > 1 { return false }
      (x, y) = (x / 10, y / 10)
    }
    return x == y && different == 1
  }

  private static func digits(_ number: ExactDecimal, _ exponent: Int) -> UInt64? {
    guard var digits = UInt64(exactly: number.coefficient) else { return nil }
    for _ in exponent..<number.exponent {
      let (product, isTooLong) = digits.multipliedReportingOverflow(by: 10)
      if isTooLong { return nil }
      digits = product
    }
    return digits
  }

  /// The place in a group of the figure behind one that is named most like it.
  private func repetition(
    of place: Int, in group: [Int], _ isTaken: [Bool], _ counts: inout [Mention: Int]?
  ) -> Int? {
    let first = group[place]
    var best: (place: Int, similarity: Int)?
    for other in group.indices[(place + 1)...].prefix(RepetitionFinder.reach) {
      let second = group[other]
      guard areUnitsAlike(first, second) else { continue }
      let similarity = names[first].similarity(to: names[second])
      guard similarity >= 70, similarity > best?.similarity ?? 0,
        areAveragesOrNot(first, second), !areOfTables(first, second), !areRivals(first, second),
        !isOfPart(first, than: second), !isOfPart(second, than: first),
        // 消费品零售额 and 商品零售额 are two.
        similarity >= RepetitionFinder.sure || isPartOf(first, second)
      else { continue }
      if isTogether(first, second) {
        guard second - first > 1, facts[first].indicator == facts[second].indicator else {
          continue
        }
        // The columns of a table bear one name as often as there are columns: two are no repetition.
        let all = counts ?? group.reduce(into: [:]) { $0[mention($1), default: 0] += 1 }
        counts = all
        guard all[mention(first)] == 2 else { continue }
      }
      best = (other, similarity)
    }
    return best.flatMap { isTaken[$0.place] ? nil : $0.place }
  }

  /// Whether two names end alike and begin with other words: 农业|总产值 and 工业|总产值, unlike 旅客发送量 and
  /// 发送旅客.
  private func areRivals(_ a: Int, _ b: Int) -> Bool {
    let names = [a, b].map {
      Array(((facts[$0].population ?? "") + facts[$0].indicator).unicodeScalars)
    }
    let alike = zip(names[0].reversed(), names[1].reversed()).prefix { $0 == $1 }.count
    return alike >= 3 && names.allSatisfy { (1...3).contains($0.count - alike) }
  }

  /// Whether a name begins with a part of the country or of its people that the other does not speak of:
  /// 东部地区|接入流量.
  private func isOfPart(_ fact: Int, than other: Int) -> Bool {
    let name = (facts[fact].population ?? "") + facts[fact].indicator
    let otherName = (facts[other].population ?? "") + facts[other].indicator
    return RepetitionFinder.parts.contains { part in
      name.utf8.starts(with: part.description.utf8) && !UTF8Search.hasAny(otherName, [part])
    }
  }

  private static let parts: [StaticString] = [
    "东部", "中部", "西部", "东北", "沿海", "城镇", "城市", "农村", "乡村", "男性", "女性",
  ]

  /// A name in a paragraph.
  private struct Mention: Hashable {
    let paragraph: Int
    let name: String
  }

  private func mention(_ fact: Int) -> Mention {
    Mention(paragraph: facts[fact].source.paragraph, name: facts[fact].indicator)
  }

  private func repetition(_ first: Int, _ second: Int) -> Tie {
    let (here, there) = (facts[first].source.paragraph, facts[second].source.paragraph)
    // In one paragraph, figures a fixed number of places apart; else those of the two paragraphs.
    let passages = here << 24 | (here == there ? second - first : there) << 3 | 2
    let least = min(facts[first].indicator.utf8.count, facts[second].indicator.utf8.count)
    let isFar = here != there && least > 15
    return Tie(
      .repeat, [.init("item", first), .init("item", second)],
      basis: .parallel(
        [Tie.Family(here == there ? passages | 4 : passages, least: 1)]
          + (isFar ? [Tie.Family(RepetitionFinder.article, least: 3, ratio: 4)] : [])))
  }

  /// All but name, number and unit that two statements of one figure have in common.
  private struct Kind: Hashable {
    let type: FactType
    let status: Status
    let direction: Direction?
    let start: CivilDate?
    let end: CivilDate?

    init(_ fact: Fact) {
      type = fact.type
      status = fact.status
      direction = fact.direction
      start = fact.period?.start
      end = fact.period?.end
    }
  }

  /// Whether two units are the same; a count may leave its unit out, and money that has a sign.
  private func areUnitsAlike(_ a: Int, _ b: Int) -> Bool {
    facts[a].unit.text == facts[b].unit.text
      || (facts[a].type == .count || facts[a].type == .money && facts[b].type == .money)
        && (facts[a].unit.text.isEmpty || facts[b].unit.text.isEmpty)
  }

  /// The family of all repetitions of an article: where names are good, nearly all of them fit.
  private static let article = 2

  /// From what similarity on two names need not have all characters of one in the other, in percent.
  private static let sure = 85

  /// How many figures behind one are searched for its repetition.
  private static let reach = 400

  /// Whether a figure stands beside others of its name and time: what their columns say is not known.
  private func isColumn(_ index: Int) -> Bool {
    isColumn(index, beside: index - 1) || isColumn(index, beside: index + 1)
  }

  private func isColumn(_ index: Int, beside other: Int) -> Bool {
    facts.indices.contains(other) && isTogether(index, other)
      && facts[other].type == facts[index].type
      && facts[other].period?.start == facts[index].period?.start
      && facts[other].indicator == facts[index].indicator && !isElsewhere(index, than: other)
  }
}
