internal import Facts
internal import Rules

/// Tells a figure that is to be reached from one that is so, by the words around it.
final class StatusReader: Sendable {
  private let statusWords: WordSet
  private let statusSigns: [StatusSigns]
  private let done: WordSet
  private let noStatus: WordSet
  private let wills: WordSet
  private let willFrom: WordSet
  private let willAdverbs: WordSet
  private let notWills: WordSet
  private let heldAgainst: WordSet
  private let deeds: WordSet

  init(lexicon: Lexicon) {
    let signs: [(String, StatusSigns)] = [
      ("must", .must), ("done", .done), ("effect", .effect), ("target", .target),
      ("forecast", .forecast),
    ]
    statusWords = WordSet(signs.flatMap { lexicon.list($0.0) })
    done = WordSet(lexicon.list("done"))
    noStatus = WordSet(lexicon.list("no-status"))
    wills = WordSet(lexicon.list("wills"))
    willFrom = WordSet(lexicon.list("will-from"))
    willAdverbs = WordSet(lexicon.list("will-adverbs"))
    notWills = WordSet(lexicon.list("not-wills"))
    heldAgainst = WordSet(lexicon.list("held-against"))
    deeds = WordSet(["row-verbs", "built", "acts", "own-verbs"].flatMap { lexicon.list($0) })
    statusSigns = signs.flatMap { sign in lexicon.list(sign.0).map { _ in sign.1 } }
  }

  /// Whether a figure is one to be reached, by the words around it; `isDue` says that it is of a
  /// budget, of a time that is still to come, or required, `isPast` that its time is over.
  func status(
    in clause: ClauseReader.Clause, isPlanned: Bool, isPast: Bool, isDue: Bool
  ) -> Status {
    let before = signs(in: clause.before).resolved(isPast: isPast)
    let left =
      clause.leftStart == clause.start
      ? before : signs(in: clause.left).resolved(isPast: isPast)
    if left.contains(.must) { return .target }
    if left.contains(.done) { return .actual }
    if isWilled(clause) || isOutcome(clause) || isToBeDone(clause.left) { return .target }
    // 6100套|已搭建完成，力争….
    if left.isEmpty, signs(in: clause.right.prefix(12)).contains(.done) { return .actual }
    if isDue { return .target }
    // 经济增长预期为7%: what is said last of a name is what it is.
    if left.contains(.last) { return .target }
    if left.contains(.effect), !isPlanned { return .actual }
    // 5项指标居前列, 13项任务: what is counted says nothing of whether it is so.
    let behind = clause.isOfItems ? [] : signs(in: clause.right.prefix(12)).resolved(isPast: isPast)
    if left.contains(.target) || behind.contains(.target) {
      return .target
    }
    // 计划建成矿井10处，新增采煤能力|800万吨
    if before.contains(.must), !clause.hasTime, !before.contains(.done) { return .target }
    if !before.contains(.done), !before.contains(.effect), goesOnWithPlan(clause) { return .target }
    if before.contains(.done) || before.contains(.effect) && !isPlanned { return .actual }
    if before.contains(.target) { return .target }
    return isPlanned ? .target : .actual
  }

  /// Whether a figure is the second of two, of which the first is what it is now: 将由3亿千瓦提高到|3.7亿千瓦.
  private func isOutcome(_ clause: ClauseReader.Clause) -> Bool {
    func has(_ text: ArraySlice<UInt8>) -> Bool {
      text.withUnsafeBufferPointer { willFrom.find(in: $0, from: 0, to: $0.count) != nil }
    }
    return clause.leftStart > clause.start && has(clause.before) && !has(clause.left)
  }

  /// Whether a sentence opens with a word of what is so: 目前, 截至.
  func isDone(_ sentence: UnsafeBufferPointer<UInt8>) -> Bool {
    done.longest(in: sentence, at: 0) != nil
  }

  /// Whether a sentence opens with words of plans that plan nothing: 争取上级资金.
  func isNoPlan(_ sentence: UnsafeBufferPointer<UInt8>) -> Bool {
    noStatus.longest(in: sentence, at: 0) != nil
  }

  /// Whether 将 with a verb of at most two characters, or 要 behind a time, leads up to a figure:
  /// 补助将占到80%, 今年要拿775亿元; but not 将2.8万亿元纳入….
  private func isWilled(_ clause: ClauseReader.Clause) -> Bool {
    let text = clause.left
    return text.withUnsafeBufferPointer { buffer in
      for length in [0, 3, 6, 9, 12] where length < buffer.count {
        let end = buffer.count - length
        guard let word = wills.longest(in: buffer, endingAt: end) else { continue }
        // 将额外提供, unlike 将资金下拨
        if length > 6, willAdverbs.longest(in: buffer, at: end) == nil { continue }
        if notWills.longest(in: buffer, endingAt: end) != nil { return false }
        if wills.word(word).equals("要") { return clause.hasTime }
        // 将 before the figure itself: of a bound, 将超过1100亿元, or of what is done to it.
        if length == 0 { return clause.isBounded }
        return !["从", "由", "把"].contains { buffer[end...].begins(with: $0) }
      }
      return false
    }
  }

  /// Whether 将 stands before a verb whose object the figure counts: 海关将增购|32台; but not before what is changed,
  /// 将保障标准提高到|600元.
  private func isToBeDone(_ text: ArraySlice<UInt8>) -> Bool {
    text.withUnsafeBufferPointer { buffer in
      guard let at = buffer.indices.last(where: { buffer[$0...].begins(with: "将") }),
        notWills.longest(in: buffer, endingAt: at + 3) == nil
      else { return false }
      var verb = at + 3
      while let word = willAdverbs.longest(in: buffer, at: verb) {
        verb += willAdverbs.length(word)
      }
      // 今年|将筹集: what is told behind a time is to come, whatever it is.
      let isTimed = at >= 3 && buffer[at - 3] == 0xEE
      guard
        let length = deeds.longest(in: buffer, at: verb).map({ deeds.length($0) })
          ?? (isTimed ? 0 : nil)
      else { return false }
      let rest = buffer[(verb + length)...]
      return !["到", "至", "为", "由", "从", "纳入", "列入", "用于"].contains {
        UTF8Search.first($0, in: UnsafeBufferPointer(rebasing: rest)) != nil
      }
    }
  }

  /// Whether a figure counts what is done next to what the clause before says is to be: 今年将筹集岗位8万个，|举办招聘会|260场.
  private func goesOnWithPlan(_ clause: ClauseReader.Clause) -> Bool {
    guard !clause.hasTime, clause.leftStart == clause.start,
      clause.left.withUnsafeBufferPointer({ deeds.longest(in: $0, at: 0) }) != nil
    else { return false }
    let opening = clause.opening
    let last = opening.dropLast(3).lastIndex(of: 0xEF).map { opening[($0 + 3)...] } ?? opening
    guard opening.ends(in: "，"), !last.ends(in: "；") else { return false }
    return isToBeDone(last) || signs(in: last).contains(.must)
  }

  /// Most bytes between 高于 and the goal that a level is held against: 高于|省定考核目标.
  private static let heldReach = 15

  /// What the words of a text say of whether its figures are so, or are to be reached.
  private func signs(in text: ArraySlice<UInt8>) -> StatusSigns {
    text.withUnsafeBufferPointer { buffer in
      var found: StatusSigns = []
      var at = 0
      // 高于|省定目标: what a level is held against says nothing of it.
      var held = 0
      while at < buffer.count {
        if let word = heldAgainst.longest(in: buffer, at: at) {
          held = at + heldAgainst.length(word) + StatusReader.heldReach
        }
        if let word = noStatus.longest(in: buffer, at: at) {
          at += noStatus.length(word)
          continue
        }
        statusWords.each(in: buffer, at: at) {
          if at < held, statusSigns[$0] == .target { return }
          // 完成营造林任务|508万亩: what was done of it.
          let isTask = found.contains(.effect) && statusWords.word($0).begins(with: "任务")
          if isTask, UTF8Search.first("完成", in: buffer[..<at]) != nil { return }
          found.formUnion(statusSigns[$0])
          if statusSigns[$0].contains(.target) || statusSigns[$0].contains(.forecast) {
            found.insert(.last)
          } else {
            found.remove(.last)
          }
        }
        at += WordSet.width(buffer[at])
      }
      return found
    }
  }
}

/// Words that tell a target from an outcome, by what they say.
private struct StatusSigns: OptionSet {
  let rawValue: UInt8

  static let must = StatusSigns(rawValue: 1)
  static let done = StatusSigns(rawValue: 2)
  static let effect = StatusSigns(rawValue: 4)
  static let target = StatusSigns(rawValue: 8)
  /// Whether the last word of all was one of a target.
  static let last = StatusSigns(rawValue: 16)
  /// A word of what is expected, which is a target unless its time is over.
  static let forecast = StatusSigns(rawValue: 32)

  /// With what is expected taken for what it is, of a time that is over or not.
  func resolved(isPast: Bool) -> StatusSigns {
    guard contains(.forecast) else { return self }
    if !isPast { return union(.target) }
    return contains(.target) ? self : subtracting(.last)
  }
}
