internal import Facts

/// Names what is told of some of the things counted before, or what they say: 300名教师中有120名, 45%表示满意.
extension DraftNames {
  /// What those say who are counted, as a part of their name: 六成受访者|表示满意, 35%|认为不变; of what they say in
  /// figures, only that they do.
  func opinion(_ words: ArraySlice<UInt8>, _ range: Range<Int>) -> [UInt8]? {
    guard let found = phrase.opinion(in: words) else { return nil }
    let who = phrase.clean(words[..<found.start])
    if leadsToFigure(range) { return who + words[found.start..<found.end] }
    // 企业预计|下半年|订单增加: what stands behind a time is said too.
    let rest = restOfClause(behind: range.upperBound)
    // 将在|四季度|增加用工
    let said = words[found.start...].dropLast(!rest.isEmpty && words.ends(in: "在") ? 3 : 0)
    return who + said + rest
  }

  /// The words behind a time or a comparison at a place, up to the end of its clause, where no figure stands in it.
  func restOfClause(behind at: Int) -> ArraySlice<UInt8> {
    text.bytes.withUnsafeBufferPointer { buffer in
      let end = (at..<buffer.count).first { Clauses.isMark(buffer, $0) } ?? buffer.count
      guard at + 3 <= end, isTime(at), text.figures(in: at..<end).isEmpty else { return [] }
      return text.bytes[(at + 3)..<end]
    }
  }

  /// Whether only the places that the figure before counts stand before a figure: 惠及6个|乡镇|42个行政村.
  func followsHolders(_ draft: Draft) -> Bool {
    guard draft.slot > 0 else { return false }
    let end = text.figures[draft.slot - 1].end
    return carrier.areHolders(text.bytes[end..<text.figures[draft.slot].at])
  }

  /// Whether words say among what the things behind them are: 300名|教师中有|120名.
  func saysAmongWhat(_ range: Range<Int>) -> Bool {
    let words = Array(text.bytes[range.lowerBound..<withoutLink(range)])
    return phrase.withoutAmong(words).count < words.count
  }

  /// Whether words and the figure behind them say within what something is told: 在检查的|300家|企业中.
  func isWithin(_ range: Range<Int>, before figure: Int) -> Bool {
    guard text.bytes[range].begins(with: "在") else { return false }
    return text.bytes.withUnsafeBufferPointer { buffer in
      let end = (figure..<buffer.count).first { Clauses.isMark(buffer, $0) } ?? buffer.count
      return buffer[figure..<end].ends(in: "中")
    }
  }

  /// The things of some of which a figure tells, which its clause or the one before it names:
  /// 抽检的企业中，有|12家|存在隐患; 300名教师中有|120名|获得补助; 大中城市中，上涨的有|52个.
  func among(_ draft: Draft) -> [UInt8]? {
    let (limit, at) = (limit(draft), text.figures[draft.slot].at)
    guard UTF8Search.first("中", in: text.bytes[limit..<at]) != nil else { return nil }
    return text.bytes.withUnsafeBufferPointer { buffer in
      let start = max(limit, Clauses.start(of: buffer, before: at))
      let own = start..<max(start, withoutLink(start..<at))
      let isInClause = buffer[own].ends(in: "中")
      guard let clause = isInClause ? own : clause(before: start, limit, buffer) else { return nil }
      let words = text.bytes[clause]
      let things = phrase.withoutAmong(Array(words))
      guard things.count < words.count, !phrase.isGoingOn(things) else { return nil }
      return phrase.clean(phrase.withoutWithin(things[...]))
    }
  }

  /// Whether nothing names a figure before it in its clause, or only what those do that are counted: 上涨的有|52个.
  func isOfSome(_ draft: Draft) -> Bool {
    let at = text.figures[draft.slot].at
    let start = text.bytes.withUnsafeBufferPointer { buffer in
      max(limit(draft), Clauses.start(of: buffer, before: at))
    }
    let words = text.bytes[start..<withoutLink(start..<at)]
    return words.isEmpty ? standsBehind(draft) : words.ends(in: "中") || words.ends(in: "的")
  }

  /// What befalls all of the things that a row counts, where its last words say so: 9个|县区|、142个乡镇、87.4万人|受灾.
  func sharedFate(behind range: Range<Int>) -> [UInt8]? {
    guard range.count <= DraftNames.longestThing else { return nil }
    return text.bytes.withUnsafeBufferPointer { buffer in
      var slot = text.firstFigure(atOrBehind: range.lowerBound)
      var from = range.lowerBound
      while slot < text.figures.count, isJoined(buffer[from..<text.figures[slot].at]) {
        from = text.figures[slot].end
        slot += 1
      }
      guard from > range.lowerBound else { return nil }
      let end = (from..<buffer.count).first { Clauses.isMark(buffer, $0) } ?? buffer.count
      guard let at = phrase.fates.find(in: buffer, from: from, to: end)?.at,
        !(from..<end).contains(where: { buffer[$0] == 0xEE })
      else { return nil }
      return phrase.clean(text.bytes[at..<end])
    }
  }

  /// Whether words between two figures are those of a thing and a mark that joins it to the next.
  private func isJoined(_ words: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    words.count <= DraftNames.longestThing + 6
      && ["、", "和", "及", "以及"].contains { words.ends(in: $0) }
      && phrase.fates.find(in: words.base, from: words.startIndex, to: words.endIndex) == nil
  }

  /// Most bytes of the name of a thing that is counted in such a row.
  private static let longestThing = 18

  /// Where words end that lead on to a figure by 有 and the like: 300名教师中|只有.
  private func withoutLink(_ range: Range<Int>) -> Int {
    let links: [StaticString] = ["仅有", "只有", "就有", "已有", "共有", "约有", "还有", "有", "仅", "只"]
    let words = text.bytes[range]
    return range.upperBound - (links.first { words.ends(in: $0) }?.utf8CodeUnitCount ?? 0)
  }
}
