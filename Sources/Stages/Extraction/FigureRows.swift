internal import Facts
internal import Rules

/// What figures that stand side by side have of each other: units, and minutes of hours.
final class FigureRows: Sendable {
  private let changes: ChangeWords

  init(changes: ChangeWords) { self.changes = changes }

  /// Makes one span of hours and minutes: 2小时10分 is 130分钟.
  func joinTimes(_ figures: inout [Figure]) {
    for index in figures.indices.dropLast().reversed() {
      let (hours, minutes) = (figures[index], figures[index + 1])
      guard hours.span.end == minutes.span.start, ["小时", "个小时"].contains(hours.unit.text),
        ["分", "分钟"].contains(minutes.unit.text), hours.isExact, minutes.isExact,
        hours.relation == .equal || hours.span.start < hours.digits,
        let number = hours.number?.rational?.times(Rational(60)),
        let rest = minutes.number?.rational, let sum = number.plus(rest)?.decimal(places: 0)
      else { continue }
      figures[index].number = sum
      figures[index].unit = Unit(text: "分钟", code: "min")
      figures[index].span = TextSpan(hours.span.start, minutes.span.end)
      figures[index].unitEnd = minutes.unitEnd
      figures[index].place = minutes.place
      figures[index].ignored = minutes.ignored == nil ? nil : hours.ignored
      figures.remove(at: index + 1)
    }
  }

  /// Gives numbers in a row the unit that only the last of them bears: 分别增加4.1万、2.7万、1.9万公顷.
  func shareUnits(of figures: inout [Figure], _ text: UnsafeBufferPointer<UInt8>) {
    for index in figures.indices.dropLast().reversed() {
      let (figure, next) = (figures[index], figures[index + 1])
      // 分别提高2.1个、3.5个百分点
      let isPoints =
        next.kind == .points && figure.unit.text.hasBytes(of: "个")
        && ["个百分点", "个基点"].contains { next.unit.text.hasBytes(of: $0) }
      guard figure.unit.text.isEmpty || isPoints, figure.ignored == nil,
        figure.kind == .plain || figure.kind == .count,
        !next.unit.text.isEmpty, next.ignored == nil, figure.exact == nil,
        // In 5.6、7.8万吨 the scale may be shared too.
        (figure.decimals < 0) == (next.decimals < 0),
        FigureRows.isRow(text[figure.span.end..<next.span.start])
          || next.kind == .points && isRowOfChanges(text, figure.span.end..<next.span.start),
        figure.decimals != 0
          || UTF8Search.first("分别", in: text[max(0, figure.span.start - 45)..<figure.span.start])
            != nil
      else { continue }
      figures[index].unit = next.unit
      figures[index].kind = next.kind
    }
  }

  private static let joins: [StaticString] = ["、", "和", "及", "与"]

  private static func isRow(_ between: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    joins.contains { between.equals($0) }
  }

  /// Whether a number is followed by one that changes the other way: 上升0.2|、下降|0.1个百分点.
  private func isRowOfChanges(
    _ text: UnsafeBufferPointer<UInt8>, _ between: Range<Int>
  ) -> Bool {
    guard (6...12).contains(between.count),
      FigureRows.joins.contains(where: { text[between].begins(with: $0) })
    else { return false }
    // 高0.5个|和低|1.3个百分点
    if between.count == 6 {
      return ["高", "低", "升", "降", "增", "减", "快", "慢", "涨", "跌"].contains {
        text[between].ends(in: $0)
      }
    }
    return changes.ends(in: text, at: between.upperBound)
  }
}
