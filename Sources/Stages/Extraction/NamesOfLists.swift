internal import Facts
internal import Rules

/// Names that stand in lists, and what is told of all of a list.
extension DraftNames {
  /// Words behind a figure that begin a list, with all of it: 37场|大、中、小型活动.
  func list(from range: Range<Int>) -> ArraySlice<UInt8> {
    guard text.bytes[range.upperBound...].begins(with: "、") else { return text.bytes[range] }
    let end = text.bytes.withUnsafeBufferPointer { buffer in
      (range.upperBound..<buffer.count).first {
        buffer[$0] == 0xEE || Clauses.isMark(buffer, $0) && !buffer[$0...].begins(with: "、")
      } ?? buffer.count
    }
    // 18栋|楼|、756户, 6处|煤矿|、产能1400万吨: what follows is of the next figure.
    let isOfNext = end < text.bytes.count && text.bytes[end] == 0xEE
    return isOfNext ? text.bytes[range] : text.bytes[range.lowerBound..<end]
  }

  /// The name of one figure of a row, of the list of all their names.
  func listed(
    _ words: ArraySlice<UInt8>, _ item: (index: Int, count: Int)
  ) -> [UInt8] {
    if let summed = Lists.summed(words, item.count),
      case let head = carrier.commonHead(phrase.clean(summed.rest)), !head.isEmpty
    {
      // 批发业、零售业、餐饮业|三大行业销售额: what is measured of them is of each.
      var names = summed.names
      names[names.count - 1] += head
      return carrier.dealt(names, item.index)
    }
    if let wholes = wholes(of: words, item) { return wholes }
    // 自来水、户厕普及率: 及 parts nothing where 、 has parted enough.
    // 衣着、食品及烟酒和交通: nor does 及 where 和 has.
    let names =
      Lists.parted(words, into: item.count) ?? Lists.items(words, at: Lists.marks[...])
    // A list of another length than its figures names them all alike, or in one word for two.
    guard names.count == item.count else {
      let name = phrase.clean(words)
      return (names.count == 1 ? carrier.paired(name, item) : nil) ?? name
    }
    let dealt = carrier.dealt(names, item.index)
    // 分别高于全国、全省|1.3和0.8个百分点: such a name is all that there is.
    let name = dealt.isEmpty ? names[item.index] : dealt
    // 甲占生产总值的|比重: shares are named alike in and out of rows.
    guard name.ends(in: "的比重"), UTF8Search.first("占", in: name) != nil else { return name }
    return name.dropLast(9) + name.suffix(6)
  }

  /// The share that one figure of a row is, where the list is of what it is held against: 占财政支出和生产总值的比重.
  func wholes(
    of words: ArraySlice<UInt8>, _ item: (index: Int, count: Int)
  ) -> [UInt8]? {
    let ends: [StaticString] = ["的比重", "的比例", "比重", "比例"]
    guard let share = UTF8Search.first("占", in: words),
      let end = ends.first(where: { words.ends(in: $0) })?.utf8CodeUnitCount,
      share + 3 < words.endIndex - end
    else { return nil }
    let list = words[(share + 3)..<(words.endIndex - end)]
    let wholes = Lists.parted(list, into: item.count) ?? Lists.items(list, at: Lists.marks[...])
    guard wholes.count == item.count else { return nil }
    // 占全国、全省的比重: such a whole is all that there is.
    let own = phrase.clean(wholes[item.index][...])
    let whole = own.isEmpty ? Array(wholes[item.index]) : own
    return phrase.clean(words[..<share]) + Array("占".utf8) + whole + Array("比重".utf8)
  }

  /// Whether words are the country or another place as a whole: 全国.
  func isWholePlace(_ words: ArraySlice<UInt8>) -> Bool {
    ["全国", "全省", "全市", "全县", "全区", "全球"].contains { words.equals($0) }
  }

  /// The words of a name with those of its list before them that they need: |市、|县两级部门, |向京津冀、|东北地区调运.
  func listOfBoth(
    _ words: ArraySlice<UInt8>, _ range: Range<Int>
  ) -> (ArraySlice<UInt8>, Range<Int>) {
    guard text.bytes[..<range.lowerBound].ends(in: "、"),
      case let start = listStart(before: range.lowerBound),
      text.figures(in: start..<range.lowerBound).isEmpty
    else { return (words, range) }
    let first = text.bytes[start..<range.lowerBound]
    let areLevels = ["两级", "三级", "四级"].contains {
      UTF8Search.first($0, in: words.prefix(12)) != nil
    }
    let isToward = UTF8Search.first("向", in: first.prefix(15)) != nil
    guard areLevels || isToward else { return (words, range) }
    return (text.bytes[start..<range.upperBound], start..<range.upperBound)
  }

  /// Where the list begins of which an item stands at a place.
  func listStart(before at: Int) -> Int {
    text.bytes.withUnsafeBufferPointer { buffer in
      var start = at
      while start >= 3, buffer[..<start].ends(in: "、") {
        start = Clauses.start(of: buffer, before: start - 3)
      }
      return start
    }
  }

  /// Whether words end a list of as many items as the figure behind them counts, which are the things
  /// themselves: 内蒙、陕西、甘肃、新疆|4个省区.
  func isApposition(_ range: Range<Int>, before figure: Int) -> Bool {
    guard let digit, text.bytes[..<range.lowerBound].ends(in: "、"),
      text.bytes[figure...].dropFirst(3).first.map({ $0 >= 0xE4 }) ?? false,
      text.bytes[range.upperBound..<figure].isEmpty
    else { return false }
    let start = listStart(before: range.lowerBound)
    guard text.figures(in: start..<figure).isEmpty else { return false }
    let list = text.bytes[start..<range.upperBound]
    // 呼和浩特、西安: 和 parts nothing where 、 has parted enough.
    return [1, 4].contains { Lists.items(list, at: Lists.marks.prefix($0)).count == digit }
  }
}
