internal import Facts
internal import Rules

/// Reads what the line before a table says that its figures measure.
final class CaptionReader: Sendable {
  private let phrase: Phrase
  /// What such a line begins with: 各县区.
  private let openings: WordSet
  /// What the measure in it ends in.
  private let measures: WordSet

  init(lexicon: Lexicon, phrase: Phrase) {
    self.phrase = phrase
    openings = WordSet(lexicon.list("captions"))
    measures = WordSet(lexicon.list("part-measures") + lexicon.list("row-heads"))
  }

  /// The measure of 各县一般公共预算收入完成情况(单位：万元), 一般公共预算收入; empty if the line names none.
  func measure(_ text: [UInt8]) -> [UInt8] {
    guard text.count <= CaptionReader.longest else { return [] }
    var line = text[...]
    if let unit = UTF8Search.first("单位", in: text) { line = line[..<unit] }
    while let last = line.last, last < 0x80, last != UInt8(ascii: ")") { line = line.dropLast() }
    while let mark = CaptionReader.endings.first(where: { line.ends(in: $0) }) {
      line = line.dropLast(mark.utf8CodeUnitCount)
    }
    let name = line.withUnsafeBufferPointer { buffer in
      openings.longest(in: buffer, at: 0).map { line.dropFirst(openings.length($0)) } ?? line
    }
    let isMeasure = name.withUnsafeBufferPointer {
      measures.longest(in: $0, endingAt: $0.count) != nil
    }
    return isMeasure ? phrase.clean(name) : []
  }

  /// What stands behind the measure.
  private static let endings: [StaticString] = [
    "情况表", "统计表", "一览表", "明细表", "情况", "表", "完成", "执行", "（",
  ]

  /// Most bytes of such a line.
  static let longest = 120
}
