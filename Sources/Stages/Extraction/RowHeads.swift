internal import Facts
internal import Rules

/// What a row or a list of names is about.
struct RowHead {
  let words: [UInt8]
  /// Whether it is what each of them is measured by, and stands behind its name: 主要产品产量：粮食… → 粮食产量.
  let isOfEach: Bool

  init(words: [UInt8], isOfEach: Bool = false) {
    self.words = words
    self.isOfEach = isOfEach
  }

  /// The head that stands before a colon, whose words make a name.
  init(of head: ArraySlice<UInt8>, named name: [UInt8], _ carrier: NameCarrier) {
    isOfEach = head.begins(with: "主要") || head.begins(with: "各")
    words = isOfEach ? carrier.commonHead(name) : name
  }

  /// The name of one of them with what it is about.
  func joined(to name: [UInt8]) -> [UInt8] {
    isOfEach ? NameText.joined(name, words) : NameText.joined(words, name)
  }
}

/// Tells what rows of names before their figures are about.
extension DraftNames {
  /// What a row of names before their figures is about: the words before the colon or 方面 that opens
  /// it, or nothing where 分别是 opens it and the topic says it; `nil` outside such rows.
  func rowHead(_ draft: Draft, isMeasure: Bool) -> RowHead? {
    let at = text.figures[draft.slot].at
    return text.bytes.withUnsafeBufferPointer { buffer in
      var start = Clauses.start(of: buffer, before: at)
      while start >= 3, at - start < Clauses.reach, buffer[start - 3] == 0xE3 {
        start = Clauses.start(of: buffer, before: start - 3)
      }
      let words = text.bytes[start..<at]
      if UTF8Search.first("分别是", in: words) != nil || UTF8Search.first("分别为", in: words) != nil {
        if isMeasure { return nil }
        // 前三大景点，分别是甲（100万人次）: the clause before says what they are.
        // 接待量居前三位的景区分别是甲（68万人次）: so do the words before.
        let isBare = words.begins(with: "分别") || words.begins(with: "则分别")
        if !isBare, draft.item == nil, let at = UTF8Search.first("分别", in: words),
          text.figures(in: start..<at).isEmpty
        {
          return RowHead(words: phrase.clean(words[..<at]))
        }
        // 学前教育、高等教育经费分别为|54亿元、176亿元: the names are of the list itself.
        if !isBare, draft.item != nil { return nil }
        // 前三位是甲、乙和丙，分别为|562件、431件和387件: or of the clause before, where the rule has read it.
        let isReadBefore = draft.captures.indices.contains {
          draft.rule.captures[$0].isList
            && draft.captures[$0].map { $0.upperBound < start } ?? false
        }
        if isReadBefore { return nil }
        guard isBare, let head = clause(before: start, 0, buffer),
          text.figures(in: head).isEmpty
        else { return RowHead(words: []) }
        return RowHead(words: phrase.clean(text.bytes[head]))
      }
      if !isMeasure { start = firstListed(of: draft.slot, from: start, buffer) ?? start }
      guard let clause = clause(before: start, 0, buffer), text.figures(in: clause).isEmpty else {
        return nil
      }
      let head = text.bytes[clause]
      // 确诊个案当中，南山|50宗、福田45宗
      let isInRow = text.bytes[(at + 3)...].begins(with: "、") || words.contains(0xEE)
      if !isMeasure, isInRow, ["当中", "之中"].contains(where: { head.ends(in: $0) }) {
        return RowHead(words: phrase.clean(head.dropLast(6)))
      }
      let opening = text.bytes[..<start]
      if !opening.ends(in: ":"), !opening.ends(in: "：") {
        guard !isMeasure, head.ends(in: "方面") else { return nil }
        // 另在住宿率方面: 在 belongs to 方面.
        let aspect = Array(phrase.withoutWithin(phrase.clean(head.dropLast(6))[...]))
        // 交通运输方面 says only where.
        return carrier.isMeasure(aspect) ? RowHead(words: aspect) : nil
      }
      // 收支平衡情况：收入总计66亿元, 重点支出安排：…: such words lead in, and measure nothing.
      let isLeading = ["情况", "情形", "安排"].contains { head.ends(in: $0) }
      let name = phrase.clean(isLeading ? head.dropLast(6) : head)
      // One of the two is what is counted, the other whose it is: 使用率：甲停车场40%, 甲：使用率40%.
      // 主要目标是：生产总值 and other introductions are neither.
      if isMeasure, name.count > 24 || !name.elementsEqual(head) { return nil }
      // 教育扶贫：义务教育巩固率98%: nor is a label.
      let isLabel = name.withUnsafeBufferPointer {
        carrier.labels.longest(in: $0, endingAt: $0.count) != nil
      }
      if isMeasure, isLabel { return nil }
      guard carrier.isMeasure(name) != isMeasure, !phrase.isSpeaker(name) else { return nil }
      return isMeasure ? RowHead(words: name) : RowHead(of: head, named: name, carrier)
    }
  }

  /// Where the first item stands of a list of names, each with its figure of one kind, that a colon opens:
  /// 主要产品产量：|粮食5亿吨，棉花500万吨.
  private func firstListed(
    of slot: Int, from start: Int, _ buffer: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    var (first, other) = (start, slot)
    while buffer[..<first].ends(in: "，"), other > 0 {
      other -= 1
      let end = first - 3
      first = Clauses.start(of: buffer, before: end)
      let figure = text.figures[other]
      guard figure.end == end, figure.at - first <= DraftNames.longestListed, figure.at > first
      else { return nil }
    }
    let isOpen = buffer[..<first].ends(in: "：") || buffer[..<first].ends(in: ":")
    return isOpen && text.kind(ofSlot: other) == text.kind(ofSlot: slot) ? first : nil
  }

  /// Most bytes of the name of an item of such a list.
  private static let longestListed = 30
}
