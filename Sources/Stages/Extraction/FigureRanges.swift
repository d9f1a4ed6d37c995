internal import Facts
internal import Rules

/// Tells ranges, which two numbers make, from two figures.
extension MentionFinder {
  /// The second number of "5%~20%", "1—2个" or "50至100公斤", and the end of the first one's unit.
  func rangeEnd(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, after number: ScannedNumber,
    _ scanner: NumberScanner
  ) -> (ScannedNumber, unit: Int?)? {
    var at = number.end
    var unit: Int?
    if let word = lexicon.units.longest(in: text, at: at) {
      unit = at + lexicon.units.length(word)
      at = unit ?? at
    } else if at < text.count, text[at] == UInt8(ascii: "%") {
      unit = at + 1
      at += 1
    }
    guard at < text.count else { return nil }
    let isMark = text[at] == UInt8(ascii: "-") || text[at] == UInt8(ascii: "~")
    let isDash = scanner.starts(at, "—")
    let isWord = scanner.starts(at, "至") || scanner.starts(at, "到")
    // 由…至… and 从…到… are two figures.
    // 6万至8万元 is a range; 第3至5名 is one of ranks.
    let hasScale = !number.isExact && number.decimals < 0
    if isWord, scanner.starts(number.end, "个") { return nil }
    guard isMark || isDash || isWord else { return nil }
    let next = at + (isMark ? 1 : 3)
    guard next < text.count, Ascii.isDigit(text[next]), let high = scanner.number(at: next),
      high.value > number.value || unit != nil && !isWord && high.value < number.value
    else { return nil }
    // 罚款由500元至40万元不等 is a range again.
    let isUneven = unit.map { scanner.starts(high.end + $0 - number.end, "不等") } ?? false
    if isWord, !isUneven, isFromTo(text, before: number.end) { return nil }
    if isWord, unit != nil, isChange(text, before: start), isFar(high.value, from: number.value) {
      return nil
    }
    // 80至120元 is a range too.
    if isWord, unit == nil, !hasScale, !isAmount(text, at: high.end, behind: start) { return nil }
    if let unit {
      // 44.7%至1.4亿元 are two figures.
      let first = text[number.end..<unit]
      guard high.end + first.count <= text.count,
        text[high.end..<high.end + first.count].elementsEqual(first)
      else { return nil }
    }
    return (high, unit)
  }

  /// Whether a word of change stands right before a number: 增加|5.6万人至361.8万人 is by how much, and to what.
  private func isChange(_ text: UnsafeBufferPointer<UInt8>, before start: Int) -> Bool {
    changes.ends(in: text, at: changes.link(in: text, before: start).start)
  }

  /// Whether a number is more than some times another, so that the two are no range.
  private func isFar(_ high: ExactDecimal, from low: ExactDecimal) -> Bool {
    guard let high = high.rational, let low = low.rational, let most = low.times(Rational(4)) else {
      return false
    }
    return most.isLess(than: high) ?? false
  }

  /// Whether something stands behind a number that it counts or measures, other than what is ranked: 列3至5名.
  private func isAmount(
    _ text: UnsafeBufferPointer<UInt8>, at end: Int, behind start: Int
  ) -> Bool {
    let isRank = ["第", "前", "列", "居", "获", "排", "排名"].contains { text[..<start].ends(in: $0) }
    guard let unit = UnitReader(lexicon: lexicon, text: text).unit(at: end) else { return false }
    return [.money, .measure, .proportion].contains(unit.kind) || unit.text.utf8.ends(in: "岁")
      || unit.kind == .count && !(isRank && ["名", "位"].contains(unit.text))
  }

  /// Whether 由 or 从 stands in the clause before a number.
  private func isFromTo(_ text: UnsafeBufferPointer<UInt8>, before end: Int) -> Bool {
    let clause = Clauses.start(of: text, before: end)
    let scanner = NumberScanner(text: text)
    var at = clause
    while at < end {
      if scanner.starts(at, "由") || scanner.starts(at, "从") || scanner.starts(at, "提高") {
        return true
      }
      at += WordSet.width(text[at])
    }
    return false
  }

  /// The low end of "5~8万": it shares the scale of the high end.
  func scaled(_ low: ExactDecimal, _ high: ScannedNumber?) -> ExactDecimal {
    guard let high, !high.isExact, high.decimals < 0, low < high.value else { return low }
    return Self.scaled(low, as: high.value)
  }

  /// A number with the scale, 万 or 亿, of another, unless it has one.
  private static func scaled(_ low: ExactDecimal, as high: ExactDecimal) -> ExactDecimal {
    let scale = high.exponent >= 8 ? 8 : high.exponent >= 4 ? 4 : 0
    return low.exponent < scale ? low.scaled(by: scale) : low
  }

  /// A figure in Chinese numerals with the one behind 至 or 到: 一至两成, 八成五至九成, 三到五倍.
  func range(
    from low: Figure, _ text: UnsafeBufferPointer<UInt8>, _ scanner: NumberScanner
  ) -> Figure? {
    let end = low.unitEnd
    guard low.span.end == end, scanner.starts(end, "至") || scanner.starts(end, "到"),
      NumberScanner.numeral(text, end + 3) != nil, let number = scanner.number(at: end + 3),
      !isFromTo(text, before: end)
    else { return nil }
    var figure = figure(text, end + 3, number, low: nil, lowUnit: nil)
    guard let first = low.number, let last = figure.number,
      [.proportion, .multiple, .money].contains(figure.kind),
      low.kind == .plain || low.unit == figure.unit
    else { return nil }
    // 三到五亿元: the scale is of both.
    let least = low.kind == .plain ? Self.scaled(first, as: last) : first
    guard least < last else { return nil }
    figure.exact = .range(low: least, high: last)
    figure.relation = .range
    figure.span = TextSpan(low.span.start, figure.span.end)
    figure.digits = low.digits
    return figure
  }
}
