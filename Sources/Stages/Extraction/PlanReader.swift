internal import Facts
internal import Rules

/// Tells from where on a sentence speaks of what is to be done.
final class PlanReader: Sendable {
  /// What speaks of it up to the end of the paragraph: 主要目标是.
  private let plans: WordSet
  /// What does behind a time, up to the end of the sentence: 2025年|将新建; and what does at its start: 预计.
  private let willed: WordSet
  private let willOpenings: WordSet
  /// What leads in what somebody expects: 气象部门预计，|累计雨量将达100毫米.
  private let expectations: WordSet
  private let everywhere: WordSet
  private let completions: WordSet
  private let outcomes: WordSet
  private let statuses: StatusReader
  /// What is done, right behind 计划: 计划|更新.
  private let deeds: WordSet

  init(lexicon: Lexicon, statuses: StatusReader) {
    self.statuses = statuses
    deeds = WordSet(["row-verbs", "own-verbs", "built"].flatMap { lexicon.list($0) })
    plans = WordSet(lexicon.list("plans"))
    willed = WordSet(lexicon.list("willed"))
    willOpenings = WordSet(lexicon.list("will-openings"))
    expectations = WordSet(lexicon.list("expectations"))
    completions = WordSet(lexicon.list("completions"))
    outcomes = WordSet(lexicon.list("outcomes"))
    everywhere = WordSet(lexicon.list("everywhere"))
  }

  /// From where on a stretch of text speaks of what is to be done.
  func find(in text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int? {
    plans.find(in: text, from: start, to: end)?.at
  }

  /// From where on a sentence speaks of what is to be done.
  func willsFrom(
    _ text: UnsafeBufferPointer<UInt8>, times: [SlottedText.Slot]
  ) -> Int? {
    if willOpenings.longest(in: text, at: 0) != nil && !statuses.isNoPlan(text) { return 0 }
    // 确保|全年工业总产值突破950亿元.
    let time = times.first {
      wills(text, behind: $0.end) || willOpenings.longest(in: text, endingAt: $0.at) != nil
    }
    return time?.end ?? expectations.find(in: text, from: 0, to: text.count)?.at ?? outcome(text)
  }

  /// Where a sentence begins to speak of what comes of something once it is built: 达产后，|可实现产值120亿元.
  private func outcome(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    var at = 0
    while let after = UTF8Search.first("后", in: UnsafeBufferPointer(rebasing: text[at...])) {
      let end = at + after
      at = end + 3
      let behind = text[at...].begins(with: "，") ? at + 3 : at
      if completions.longest(in: text, endingAt: end) != nil,
        outcomes.longest(in: text, at: behind) != nil
      {
        return behind
      }
    }
    return nil
  }

  /// Whether what is to be done follows a time: 今年|将新建…, 2024年|，全省计划完成….
  private func wills(_ text: UnsafeBufferPointer<UInt8>, behind time: Int) -> Bool {
    var at = time
    if at < text.count, Clauses.isMark(text, at) { at += WordSet.width(text[at]) }
    while let word = everywhere.longest(in: text, at: at) { at += everywhere.length(word) }
    if willed.longest(in: text, at: at) != nil { return true }
    // 今年，集团|计划更新公交车300辆，新开线路50条
    let end = min(text.count, at + PlanReader.subjectReach)
    guard at < end, let plan = UTF8Search.first("计划", in: text[at..<end]),
      !text[at..<plan].contains(where: { $0 == 0xEE || $0 == 0xEF || $0 == UInt8(ascii: ",") })
    else { return false }
    return deeds.longest(in: text, at: plan + 6) != nil
  }

  /// Most bytes of the subject between a time and what is planned.
  private static let subjectReach = 24
}
