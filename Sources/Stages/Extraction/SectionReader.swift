internal import Facts
internal import Rules

/// Reads what headings and titles say of the text below them.
final class SectionReader: Sendable {
  private let planTitles: WordSet
  private let planSections: WordSet
  private let workSections: WordSet
  private let pastSections: WordSet

  init(lexicon: Lexicon) {
    planTitles = WordSet(lexicon.list("plan-titles"))
    planSections = WordSet(lexicon.list("plan-sections"))
    workSections = WordSet(lexicon.list("work-sections"))
    pastSections = WordSet(lexicon.list("past-sections"))
  }

  /// How a paragraph is the heading of a section, if it is: by its number, 二、…, or by its markup; (一)
  /// opens a part of one.
  func heading(_ text: [UInt8], _ role: Article.Role) -> PeriodContext.Heading? {
    if text.count <= 120, isNumbered(text), UTF8Search.first("。", in: text) == nil {
      return .numbered
    }
    return role == .heading && text.first != UInt8(ascii: "(") ? .plain : nil
  }

  /// Whether a paragraph is an item by its number: 3.上半年国民经济…, (1)….
  func isItem(_ text: [UInt8]) -> Bool {
    guard let first = text.first else { return false }
    let isBracketed = first == UInt8(ascii: "(")
    let number = text.dropFirst(isBracketed ? 1 : 0).prefix { Ascii.isDigit($0) }
    let mark = isBracketed ? UInt8(ascii: ")") : UInt8(ascii: ".")
    return (1...2).contains(number.count) && text[number.endIndex...].first == mark
  }

  /// Whether a heading or a title opens what is to be done (三、2026年重点工作) or tells of what was
  /// (一、2025年工作回顾); `nil` if it says neither or is none. 三、重点工作 opens it behind a heading that
  /// looked back, 一、工作回顾.
  func plans(_ text: [UInt8], _ role: Article.Role, behindPast: Bool) -> Bool? {
    guard text.count <= 120 else { return nil }
    let isNumbered = isNumbered(text)
    return text.withUnsafeBufferPointer { buffer in
      if role == .title { return planTitles.find(in: buffer, from: 0, to: buffer.count) != nil }
      guard isNumbered || role == .heading && UTF8Search.first("。", in: buffer) == nil else {
        return nil
      }
      let plans = planSections.find(in: buffer, from: 0, to: buffer.count) != nil
      let looksBack = pastSections.find(in: buffer, from: 0, to: buffer.count) != nil
      if looksBack { return false }
      let isWork = workSections.find(in: buffer, from: 0, to: buffer.count) != nil
      return plans || isWork && (behindPast || namesTime(buffer)) ? true : nil
    }
  }

  /// Whether a paragraph leads to a list of what is to be done: …概述主要目标和重大任务。
  func opensPlans(_ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { buffer in
      [planSections, workSections].contains {
        $0.find(in: buffer, from: 0, to: buffer.count) != nil
      }
        && pastSections.find(in: buffer, from: 0, to: buffer.count) == nil
        && UTF8Search.first("完成", in: buffer) == nil
    }
  }

  /// Whether a heading names a year or one of 今年, 明年, 下半年, 今后.
  private func namesTime(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.contains(where: Ascii.isDigit)
      || ["今年", "明年", "下半年", "今后", "全年", "五年"].contains { UTF8Search.first($0, in: text) != nil }
  }

  private func isNumbered(_ text: [UInt8]) -> Bool {
    text.withUnsafeBufferPointer { buffer in
      let mark = UTF8Search.first("、", in: buffer) ?? buffer.count
      return mark > 0 && mark <= 9
        && stride(from: 0, to: mark, by: 3).allSatisfy {
          NumberScanner.numeral(buffer, $0) != nil
        }
    }
  }
}
