internal import Facts

/// The words of a figure that stand before a time, or in the clause before its own.
extension DraftNames {
  /// The words of the same clause before an expression of time: 基层医院|2023年|门诊人次.
  func beforeTime(_ start: Int) -> [UInt8] {
    var end = start
    while end >= 3, isTime(end - 3) { end -= 3 }
    guard end < start else { return [] }
    return text.bytes.withUnsafeBufferPointer { buffer in
      var from = Clauses.start(of: buffer, before: end)
      let next = text.firstFigure(atOrBehind: end)
      if next > 0 { from = max(from, text.figures[next - 1].end) }
      for slot in text.times where slot.at < end { from = max(from, slot.end) }
      let words = text.bytes[min(from, end)..<end]
      // 低于|去年|的3.8%
      if ["低于", "高于"].contains(where: { words.equals($0) }) { return [] }
      // 铁路部门预计|9月14日至18日|发送旅客7400万人次: who expects it is no part of what is.
      // 主计总处今日公布|10月|失业率: nor is who tells of it.
      return phrase.isForeseen(words) || phrase.isToldBySource(words) ? [] : phrase.clean(words)
    }
  }

  /// The words before the time that a figure's clause names right before it: 失业率|110年|为3.7%.
  func beforeTime(_ draft: Draft) -> [UInt8] {
    let at = text.figures[draft.slot].at
    guard let time = text.times.last(where: { $0.end <= at }), at - time.end <= 24,
      text.bytes.withUnsafeBufferPointer({ Clauses.start(of: $0, before: at) }) <= time.at
    else { return [] }
    return beforeTime(time.end)
  }

  /// Whether a time stands right before the words that name a figure: 上年|结余2.1亿元.
  func isBehindTime(_ draft: Draft) -> Bool {
    draft.captures.contains { range in
      guard let range, range.upperBound <= text.figures[draft.slot].at, range.lowerBound >= 3 else {
        return false
      }
      return isTime(range.lowerBound - 3) || isTime(range.lowerBound)
    }
  }

  func isTime(_ at: Int) -> Bool {
    text.bytes[at] == 0xEE && text.bytes[at + 1] == 0x80
      && (text.bytes[at + 2] == 0x80 | SlottedText.timeScalar
        || text.bytes[at + 2] == 0x80 | SlottedText.compareScalar)
  }

  /// Whether a figure is what another is held against: 较2022年的|7.3亿支减少11%.
  func isHeldAgainst(_ slot: Int) -> Bool {
    guard slot >= 0 else { return false }
    var before = text.bytes[..<text.figures[slot].at]
    if before.ends(in: "的") { before = before.dropLast(3) }
    return before.count >= 3 && isTime(before.count - 3)
      && before.last == 0x80 | SlottedText.compareScalar
  }

  /// The words of the clause before a figure's own, where it holds no figure: 破案总数，由…; one that
  /// only says when or how is passed over, and is what there is if `orAside`.
  func clauseBefore(_ draft: Draft, orAside: Bool) -> [UInt8] {
    let at = text.figures[draft.slot].at
    return text.bytes.withUnsafeBufferPointer { buffer in
      let limit = limit(draft)
      guard let clause = clause(before: Clauses.start(of: buffer, before: at), limit, buffer) else {
        return []
      }
      guard phrase.isAside(text.bytes[clause]) else {
        // 市政府：自有住宅率|86.5%: who says it is no part of what is.
        let behind = text.bytes[clause.upperBound...]
        let isTeller =
          (behind.begins(with: ":") || behind.begins(with: "："))
          && phrase.isSpeaker(Array(text.bytes[clause]))
        return isTeller ? [] : name(ofClause: clause)
      }
      // 油菜种植面积，就全县来说，保持在5万亩.
      let isInList = text.bytes[..<clause.lowerBound].ends(in: "、")
      if !isInList, let other = self.clause(before: clause.lowerBound, limit, buffer),
        !phrase.isAside(text.bytes[other])
      {
        return name(ofClause: other)
      }
      // 农业部表示，113年度编列|12.8亿元: who says it is none.
      let isSaid = ["表示", "指出", "透露", "介绍", "强调", "获悉"].contains {
        text.bytes[clause].ends(in: $0)
      }
      return orAside && !isSaid ? name(ofClause: clause) : []
    }
  }

  /// The words of the clause before the one that stands before a figure's own.
  func clauseBeforeLast(_ draft: Draft) -> [UInt8] {
    let at = text.figures[draft.slot].at
    return text.bytes.withUnsafeBufferPointer { buffer in
      let limit = limit(draft)
      guard let last = clause(before: Clauses.start(of: buffer, before: at), limit, buffer),
        let earlier = clause(before: last.lowerBound, limit, buffer),
        !phrase.isAside(text.bytes[earlier])
      else { return [] }
      // 价格指数|较前期|上涨
      let end = earlier.first { text.bytes[$0] == 0xEE } ?? earlier.upperBound
      return name(ofClause: earlier.lowerBound..<end)
    }
  }

  /// Whether a figure's clause is an item of a list.
  func opensInList(_ draft: Draft) -> Bool {
    let start = text.bytes.withUnsafeBufferPointer {
      Clauses.start(of: $0, before: text.figures[draft.slot].at)
    }
    return text.bytes[..<start].ends(in: "、")
  }

  /// Whether the clause before a figure's own opens its sentence, or what stands behind a semicolon, or names the
  /// next of several: 其次.
  func opensThought(_ draft: Draft) -> Bool {
    let at = text.figures[draft.slot].at
    return text.bytes.withUnsafeBufferPointer { buffer in
      let start = Clauses.start(of: buffer, before: at)
      guard let clause = clause(before: start, limit(draft), buffer) else { return false }
      let before = text.bytes[..<clause.lowerBound]
      // 珠宝跌24%，其次是服装，跌|16%
      if text.bytes[clause].begins(with: "其次") { return true }
      return before.isEmpty || before.ends(in: "；") || before.ends(in: ";")
    }
  }

  /// The clause that ends where another starts, from `limit` on.
  func clause(
    before start: Int, _ limit: Int, _ buffer: UnsafeBufferPointer<UInt8>
  ) -> Range<Int>? {
    guard start >= 3 else { return nil }
    let end = buffer[start - 1] < 0x80 ? start - 1 : start - 3
    let from = max(limit, end > 0 ? Clauses.start(of: buffer, before: end) : 0)
    guard from < end else { return nil }
    // 零售额2900亿元（未包括自产自销的零售额），比上年增长|7%: what a bracket adds is passed over.
    guard buffer[end - 1] == UInt8(ascii: ")"),
      let open = buffer[from..<end].lastIndex(of: UInt8(ascii: "("))
    else { return from..<end }
    return from < open ? from..<open : nil
  }

  private func name(ofClause range: Range<Int>) -> [UInt8] {
    // 利得税|一直是最大收入来源，…: what something is says nothing of what is counted.
    if let at = NameTrimmer.copula(in: text.bytes[range]),
      case let name = phrase.clean(text.bytes[range.lowerBound..<at]), name.count >= 6
    {
      return name
    }
    // 32个项目中，仅四成按期完工: the items themselves.
    let clause = phrase.withoutAmong(phrase.clean(text.bytes[range]))
    // 在就业人口方面，… is of 就业人口.
    guard clause.count > 12, clause.ends(in: "方面") else { return clause }
    return clause.dropLast(6).dropFirst(clause.begins(with: "在") ? 3 : 0).map { $0 }
  }

  /// The part that the clause before a figure's own singles out: 以癌症最多，计|47万张.
  func singledBefore(_ draft: Draft) -> [UInt8]? {
    let at = text.figures[draft.slot].at
    return text.bytes.withUnsafeBufferPointer { buffer in
      guard let clause = clause(before: Clauses.start(of: buffer, before: at), limit(draft), buffer)
      else { return nil }
      let lead = text.bytes[clause].begins(with: "其中") ? 6 : 0
      let words = UnsafeBufferPointer(rebasing: buffer[clause.dropFirst(lead)])
      guard let singled = phrase.singling.ending(words), singled.at == 0 else { return nil }
      let part = phrase.clean(Array(words[3..<singled.superlative])[...])
      return part.count >= 6 ? part : nil
    }
  }

  /// Whether the words of a figure tell the next of several parts: 其次为慢性病|18万张.
  func tellsNext(_ draft: Draft) -> Bool {
    let at = text.figures[draft.slot].at
    let start = text.bytes.withUnsafeBufferPointer { Clauses.start(of: $0, before: at) }
    return ["其次", "再其次"].contains { text.bytes[start..<at].begins(with: $0) }
  }

  /// Where the words behind the figure before one begin.
  func limit(_ draft: Draft) -> Int {
    draft.slot > 0 ? text.figures[draft.slot - 1].at + 3 : 0
  }
}
