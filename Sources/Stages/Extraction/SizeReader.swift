internal import Facts
internal import Rules

/// Tells the sizes by which things are chosen from what is told of the things: 10亿元以上|项目12个.
final class SizeReader: Sendable {
  private let links: WordSet
  private let objects: WordSet
  private let sized: WordSet

  init(lexicon: Lexicon) {
    links = WordSet(lexicon.list("size-links"))
    objects = WordSet(lexicon.list("no-sized"))
    sized = WordSet(lexicon.list("sized"))
  }

  /// Ignores the figures that bound the size of what the figure behind them counts.
  func mark(_ figures: inout [Figure], in text: UnsafeBufferPointer<UInt8>) {
    for index in figures.indices where figures[index].ignored == nil {
      let next = index + 1 < figures.count ? figures[index + 1] : nil
      if isCondition(figures[index], in: text)
        || index > 0 && isRating(figures[index], behind: figures[index - 1], in: text)
        || next.map({ $0.ignored == nil && isSize(figures[index], of: $0, in: text) }) ?? false
      {
        figures[index].ignored = "size"
      }
    }
  }

  /// Most bytes of the name between a size and the count: 规模以上工业企业有.
  private static let longestName = 48

  /// Whether a measure between a count and what is counted says how large each is: 25台|4兆瓦|风机.
  private func isRating(
    _ size: Figure, behind count: Figure, in text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    count.kind == .count && count.ignored == nil && size.kind == .measure
      && count.span.end == size.span.start && size.span.end < text.count
      && (0xE4...0xE9).contains(text[size.span.end])
  }

  /// Whether a bound says to whom or to what something applies: 对年产1000吨以上的|企业….
  private func isCondition(_ size: Figure, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    let scanner = NumberScanner(text: text)
    // 人口在|300万至500万之间的|市
    if size.relation == .range, scanner.starts(size.span.start - 3, "在"),
      scanner.starts(size.span.end, "之间的")
    {
      return true
    }
    // 6000千瓦及以上|电厂设备
    if bound(size) == .behind, size.kind == .money || size.kind == .measure,
      sized.longest(in: text, at: size.span.end) != nil
    {
      return true
    }
    guard bound(size) != nil, scanner.starts(size.span.end, "的") else { return false }
    let start = Clauses.start(of: text, before: size.span.start)
    // 在占全国人口30%以上的|地区, unlike 占全省80%以上的份额
    if size.kind == .proportion, scanner.starts(start, "在"),
      UTF8Search.first("占", in: text[start..<size.span.start]) != nil
    {
      return true
    }
    // 全县对|超过50人的|企业
    if text[..<size.span.start].ends(in: "对") { return true }
    return ["对", "凡", "给"].contains { scanner.starts(start, $0) }
      && !scanner.starts(start, "对比")
  }

  /// Whether a figure is bounded before or behind it: 超过1000万元, 1000万元以上.
  private func bound(_ size: Figure) -> Bound? {
    if size.span.end > size.unitEnd, size.relation == .atLeast || size.relation == .atMost {
      return .behind
    }
    return size.digits > size.span.start && size.relation != .about ? .before : nil
  }

  private enum Bound { case before, behind }

  private func isSize(
    _ size: Figure, of count: Figure, in text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard [.money, .measure, .count, .proportion].contains(size.kind),
      count.kind == .count || count.kind == .proportion
    else { return false }
    // 1000万元以上企业, 超过1000万元的企业, 3000至5000元的占55%
    let isOf = NumberScanner(text: text).starts(size.span.end, "的")
    let isShare =
      count.kind == .proportion && NumberScanner(text: text).starts(size.span.end, "占")
    // 90至120平方米|成交|2876套
    let isRange =
      size.relation == .range
      && (isOf || isShare
        || size.kind == .measure
          && Clauses.start(of: text, before: size.span.start) == size.span.start)
    guard let bound = isRange ? .behind : bound(size) else { return false }
    // 600分以上|412人
    if size.span.end == count.span.start {
      return bound == .behind && count.kind == .count && size.kind != .proportion
    }
    guard size.span.end < count.span.start else { return false }
    // 超过亿元的县(市、区)有|7个
    var words = Array(text[size.span.end..<count.span.start])
    if let open = words.firstIndex(of: UInt8(ascii: "(")),
      let close = words.firstIndex(of: UInt8(ascii: ")")), open < close
    {
      words.removeSubrange(open...close)
    }
    return words.withUnsafeBufferPointer {
      tells($0, size, of: count, bound, isOf: isOf, isShare: isShare)
    }
  }

  /// Whether the words between a size and a figure make it the size of what the figure counts.
  private func tells(
    _ between: UnsafeBufferPointer<UInt8>, _ size: Figure, of count: Figure, _ bound: Bound,
    isOf: Bool, isShare: Bool
  ) -> Bool {
    guard between.count <= SizeReader.longestName,
      stride(from: 0, to: between.count, by: 3).allSatisfy({ (0xE4...0xE9).contains(between[$0]) })
    else { return false }
    // 100家以上企业和|100个平台 are two counts.
    let isRow = ["和", "及", "与"].contains {
      NumberScanner(text: between).starts(between.count - 3, $0)
    }
    // 三成以上村卫生室提供|6类药品: a share of those that do it.
    // 产值超10亿元|企业18户
    let isOfThings =
      (size.kind == .money || size.kind == .measure)
      && sized.longest(in: between, endingAt: between.count).map(sized.length) == between.count
    guard isOf || isOfThings || bound == .behind && size.kind != .proportion, !isRow else {
      return false
    }
    let link = links.longest(in: between, endingAt: between.count).map { links.length($0) } ?? 0
    let name = between[(isOf ? 3 : 0)..<max(isOf ? 3 : 0, between.count - link)]
    // 少于100万人的|有1个, 3000元以下的占|28%, 90平方米以下占|12%
    guard
      !name.isEmpty || isOf && (count.kind == .count || link > 0) || isShare && bound == .behind,
      objects.find(in: between, from: 0, to: between.count - link) == nil
    else { return false }
    // 50万元以上的村|达到|38.6%
    return count.kind == .count || isOf && bound == .behind && link > 0
      || UTF8Search.first("占", in: between[(between.count - link)...]) != nil
  }
}
