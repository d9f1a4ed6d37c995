internal import Facts

/// Tells the expressions of time that name the period of no figure.
extension PeriodReader {
  /// Whether a time is that of data which somebody releases, and which the article is about: 公布|8月|经济数据.
  func isReleased(_ time: Int) -> Bool {
    let (start, end) = (text.times[time].at, text.times[time].end)
    return text.bytes.withUnsafeBufferPointer { buffer in
      guard
        ["发布", "公布", "发布的", "公布的", "发布了", "公布了"].contains(where: { buffer[..<start].ends(in: $0) })
      else { return false }
      let rest = (end..<buffer.count).first { buffer[$0] == 0xEE || Clauses.isMark(buffer, $0) }
      return words.released.find(in: buffer, from: end, to: rest ?? buffer.count) != nil
    }
  }

  /// Whether a date is the day of a report, not of its figures: 4月13日公布; a year is that of a report
  /// only where 公布 or 发布 stands right behind it.
  func isReport(_ time: Int, _ fields: TimeFields) -> Bool {
    if leadsIn { return false }
    let start = text.times[time].end
    let isYear = fields.month == nil
    return text.bytes.withUnsafeBufferPointer { buffer in
      var at = start
      // 10月6日，记者从市文旅局获悉
      let mark = WordSet.width(start < buffer.count ? buffer[start] : 0)
      if start < buffer.count, Clauses.isMark(buffer, start),
        ["记者", "从", "据", "笔者"].contains(where: { buffer[(start + mark)...].begins(with: $0) })
      {
        at += mark
      }
      while at < min(start + (isYear ? 6 : 60), buffer.count) {
        if buffer[at] == 0xEE || Clauses.isMark(buffer, at) { return false }
        if let word = words.reporting.longest(in: buffer, at: at) {
          let end = at + words.reporting.length(word)
          // 4月13日电, unlike 电力.
          let isWord =
            end - at > 3 || end >= buffer.count || !(0xE4...0xE9).contains(buffer[end])
          let isPublished = buffer[(end - 3)..<end].equals("布")
          // 3月底通报|家数约为18家
          let isCounted = ["家数", "人数", "件数", "户数", "次数"].contains {
            buffer[end...].begins(with: $0)
          }
          if isWord, !isCounted, !isYear || isPublished { return true }
        }
        at += WordSet.width(buffer[at])
      }
      return false
    }
  }

  /// Whether a time says only where a change began: 由去年以工业为主转为….
  func isOrigin(_ time: Int, before figure: Int) -> Bool {
    let at = text.times[time].at
    return isBehindFrom(time)
      && text.bytes.withUnsafeBufferPointer { Clauses.start(of: $0, before: figure) > at }
  }

  /// Whether a time is only what something is made for: 面向|2030年的项目.
  func isAim(_ time: Int) -> Bool {
    text.bytes.withUnsafeBufferPointer {
      words.aims.longest(in: $0, endingAt: text.times[time].at) != nil
    }
  }

  /// Whether 由, 从 or 自 stands before a time that does not say up to when.
  func isBehindFrom(_ time: Int) -> Bool {
    let fields = found.times[text.times[time].index].fields
    if fields.endYear != nil || fields.endMonth != nil { return false }
    let word = text.bytes[..<text.times[time].at].suffix(3)
    return ["由", "从", "自"].contains { word.equals($0) }
  }

  /// Whether a time in a bracket only glosses what a change is measured against: 较去年同期(5月).
  func isGloss(_ time: Int, _ comparison: Comparison?) -> Bool {
    guard let comparison else { return false }
    let slot = text.times[time]
    return slot.at == slot.end && slot.at == comparison.at + 3
  }

  /// Whether a time says only what a multiple or a share is of: 是“十三五”时期的|1.6倍, 恢复到2019年的|112%.
  func isBase(_ time: Int, of slot: Int) -> Bool {
    let (start, end, at) = (text.times[time].at, text.times[time].end, text.figures[slot].at)
    let between = text.bytes[min(end, at)..<at]
    if text.kind(ofSlot: slot) == .proportion, between.count <= PeriodReader.baseReach,
      between.ends(in: "的"),
      isInClause(time, of: slot),
      ["为", "是", "相当于"].contains(where: { text.bytes[..<start].ends(in: $0) })
    {
      return true
    }
    guard ["的", "同期的", "同期水平的"].contains(where: { between.equals($0) }) else { return false }
    if text.kind(ofSlot: slot) == .multiple { return true }
    return text.kind(ofSlot: slot) == .proportion
      && ["恢复到", "恢复至", "恢复", "达到", "相当于", "回升到", "回升至", "回升"].contains {
        text.bytes[..<start].ends(in: $0)
      }
  }

  /// Most bytes between the time of a base and the share of it: 上年|务工规模的|108.3%.
  private static let baseReach = 30

  /// Whether a time is what something is held against: 高于2022年同期.
  func isBehindThan(_ time: Int) -> Bool {
    var at = text.times[time].at
    // 高于2021年和2022年
    if time > 0, at - text.times[time - 1].end <= 3 { at = text.times[time - 1].at }
    return ["高于", "低于", "多于", "少于", "快于", "慢于", "好于", "优于"].contains {
      text.bytes[..<at].ends(in: $0)
    }
  }

  /// Whether a time is that of a level which another one is held against, 较首季的|3.0%快, or of a fall that
  /// ended: 扭转首季跌|1.2%的局面.
  func isOfStandard(_ time: Int, before slot: Int) -> Bool {
    if text.bytes[..<text.times[time].at].ends(in: "扭转") { return isInClause(time, of: slot) }
    return text.bytes[text.times[time].end..<max(text.times[time].end, text.figures[slot].at)]
      .equals("的")
      && ["较", "比"].contains { text.bytes[..<text.times[time].at].ends(in: $0) }
  }

  /// Whether a year only says of which things something is told up to a day: 截至7月底，上年度发现的|226个问题.
  func isAttribute(_ time: Int, behind current: Period?) -> Bool {
    guard let current, current.basis == .stated, current.isUntil else { return false }
    let fields = found.times[text.times[time].index].fields
    return fields.year == nil && fields.month == nil && fields.relativeYear.map { $0 < 0 } ?? false
  }

  /// Whether a time only tells which things are meant: 2014年11月|上市的公司, 小区建成于|1992年.
  func isOfDeed(_ time: Int) -> Bool {
    text.bytes.withUnsafeBufferPointer { buffer in
      let slot = text.times[time]
      if words.founded.longest(in: buffer, endingAt: slot.at) != nil { return true }
      // 地价税因|111年公告地价调涨3.55%，较去年成长…: what something is laid to.
      if words.causes.longest(in: buffer, endingAt: slot.at) != nil {
        return !buffer[..<slot.at].ends(in: "原因")
      }
      guard let deed = words.deeds.longest(in: buffer, at: slot.end) else { return false }
      return buffer[(slot.end + words.deeds.length(deed))...].begins(with: "的")
    }
  }

  /// Whether a time is the day from which a rule is in force: 条例自7月1日起施行.
  func isOfForce(_ time: Int) -> Bool {
    text.bytes.withUnsafeBufferPointer {
      words.force.longest(in: $0, at: text.times[time].end) != nil
    }
  }

  /// Whether a time and a figure behind it stand in one clause.
  func isInClause(_ time: Int, of slot: Int) -> Bool {
    text.bytes.withUnsafeBufferPointer {
      Clauses.start(of: $0, before: text.figures[slot].at) <= text.times[time].at
    }
  }

  /// Whether a year is that of what was left over from it: 上年|结转2.1亿元.
  func isLeftOver(_ time: Int) -> Bool {
    text.bytes.withUnsafeBufferPointer {
      words.leftOver.longest(in: $0, at: text.times[time].end) != nil
    }
  }

  /// The figure that a time alone in a bracket right behind it is of: 支出|1.83亿元（截至9月17日）.
  func glossedFigure(_ time: Int) -> Int? {
    let slot = text.times[time]
    guard slot.at == slot.end, found.times[slot.index].sort == .period else { return nil }
    let end = slot.at > 0 && text.bytes[slot.at - 1] == 0x20 ? slot.at - 1 : slot.at
    let figure = text.firstFigure(atOrBehind: slot.at) - 1
    return figure >= 0 && text.figures[figure].end == end ? figure : nil
  }

  /// Where the bracket closes that a time stands in, behind a figure before it.
  func bracketEnd(_ time: Int) -> Int? {
    let at = text.times[time].at
    guard let open = text.bytes[..<at].lastIndex(of: UInt8(ascii: "(")),
      !text.bytes[open..<at].contains(UInt8(ascii: ")")), text.firstFigure(atOrBehind: open) > 0
    else { return nil }
    return text.bytes[at...].firstIndex(of: UInt8(ascii: ")"))
  }

  /// Whether a figure stands at the start of a bracket.
  func isInBracket(_ slot: Int) -> Bool {
    text.bytes[..<text.figures[slot].at].last == UInt8(ascii: "(")
  }
}
