internal import Facts

/// Names the figures of a row of a table by the row and by the heads of their columns.
final class ColumnNamer: Sendable {
  /// Fewest characters of a head that the name of a row leaves.
  private static let leastHead = 8

  private let phrase: Phrase
  private let carrier: NameCarrier
  private let clauses: ClauseReader
  private let regions: RegionFinder

  init(phrase: Phrase, carrier: NameCarrier, clauses: ClauseReader, regions: RegionFinder) {
    self.phrase = phrase
    self.carrier = carrier
    self.clauses = clauses
    self.regions = regions
  }

  /// What a figure of a row that is named `name` is of, and where, under the head of its column.
  func name(
    _ name: [UInt8], _ place: String?, under column: TableHead.Column, of table: TableHead,
    within region: String?
  ) -> (indicator: [UInt8], place: String?) {
    // A row of a place, and one of totals, is of what the column measures, there.
    let rowPlace = regions.place(name, within: region)
    let head = rowPlace != nil || name.isEmpty ? measure(of: column, table.measure) : []
    if !head.isEmpty {
      let whole = table.isTotal ? head + "合计".utf8 : head
      let indicator = phrase.cut(whole, to: NameText.mostIndicator, keepingEnd: true)
      return (indicator, rowPlace ?? place)
    }
    if column.name.isEmpty || column.isChange { return (name, place) }
    // 发电量, under 产量: the row names the measure itself.
    let isWhole = name.suffix(3).elementsEqual(column.name.suffix(3))
    if isWhole { return (phrase.cut(name, to: NameText.mostIndicator, keepingEnd: true), place) }
    // A long head gives way to the name of the row.
    let room = max(NameText.mostIndicator - NameText.characters(name), ColumnNamer.leastHead)
    let whole = NameText.joined(name, phrase.cut(column.name, to: room, keepingEnd: true))
    return (phrase.cut(whole, to: NameText.mostIndicator, keepingEnd: true), place)
  }

  /// What a column measures: what its head says, or what the line before the table does.
  private func measure(of column: TableHead.Column, _ caption: [UInt8]) -> [UInt8] {
    if column.isChange { return caption.isEmpty ? column.changed : caption }
    let head = column.name
    // 为预算%, 占年度计划%
    for word in ["为", "占", "完成"] as [StaticString] where head.begins(with: word) {
      let plan = head.dropFirst(word.utf8CodeUnitCount)
      if clauses.isPlanHead(plan) { return caption + "完成".utf8 + plan + "比例".utf8 }
    }
    let isWhole = carrier.isMeasure(head) && !clauses.isPlanHead(head[...])
    return isWhole ? head : NameText.joined(caption, head)
  }
}
