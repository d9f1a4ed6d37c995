import Comparison
import Facts
import Glibc

/// Writes changes for people: a table that fits the terminal, by place and then by size.
struct ChangeText {
  private let comparison: Comparison
  private let width: Int

  init(_ comparison: Comparison) {
    self.comparison = comparison
    var size = winsize()
    let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    width = isKnown ? Int(size.ws_col) : 100
  }

  func write(_ changes: [Change]) {
    let rows = changes.map { ChangeRow($0, in: comparison) }
    let regions = Dictionary(grouping: rows) { $0.region }
    for region in regions.keys.sorted() {
      // An article is about one topic.
      let topics = Dictionary(grouping: regions[region] ?? []) { $0.topic }
      for topic in topics.keys.sorted() {
        print((region.isEmpty ? "" : region + "  ") + topic)
        for kind in Change.Class.allCases {
          let group = (topics[topic] ?? []).filter { $0.change.kind == kind }
          for row in group.sorted(by: ChangeRow.isGreater) { write(row) }
        }
      }
    }
  }

  private func write(_ row: ChangeRow) {
    // The class takes 14 columns; names half of the rest, and the figures what they need.
    let kind = row.word
    let mark = Terminal.coloured(kind, as: row.level)
    let name = Terminal.fitted(row.name, to: max(16, (width - 16) / 2))
    print(
      "  " + mark + String(repeating: " ", count: max(1, 14 - kind.count)) + name + " "
        + row.figures)
    if let note = row.note { print("  " + String(repeating: " ", count: 14) + note) }
  }
}

/// One change in words.
struct ChangeRow {
  let change: Change
  let old: ComparedFact?
  let new: ComparedFact?
  let note: String?

  init(_ change: Change, in comparison: Comparison) {
    self.change = change
    old = change.old.map { comparison.old[$0] }
    new = change.new.map { comparison.new[$0] }
    var notes: [String] = []
    if let contradicted = change.contradicted {
      notes.append(
        "states \(comparison.new[contradicted.fact].text), the levels imply "
          + ChangeRow.text(contradicted.implied) + " %")
    }
    if !change.others.isEmpty {
      notes.append(
        "also named so: " + change.others.map { comparison.new[$0].text }.joined(separator: ", "))
    }
    let again =
      change.oldEchoes.map { comparison.old[$0].text }
      + change.newEchoes.map { comparison.new[$0].text }
    if !again.isEmpty { notes.append("also said: " + again.joined(separator: ", ")) }
    note = notes.isEmpty ? nil : notes.joined(separator: "; ")
  }

  private var fact: ComparedFact? { new ?? old }
  var name: String { fact?.name ?? "" }
  var region: String { fact?.region ?? "" }
  /// The article that the newer of its figures stands in.
  var topic: String { fact?.document ?? "" }

  /// The class, and of a promise whether it was kept.
  var word: String {
    change.isMet.map { $0 ? "promise met" : "missed" } ?? change.kind.rawValue
  }

  /// How loudly a terminal shows it.
  var level: String {
    if change.kind == .restated || change.contradicted != nil || change.isMet == false {
      return "error"
    }
    return change.kind == .changed ? "warning" : "note"
  }

  /// The old figure and the new one, with what lies between.
  var figures: String {
    switch (old, new) {
    case (let old?, let new?):
      let size = self.size.map { "  (\($0))" } ?? ""
      return "\(sign(old))\(old.text) → \(sign(new))\(new.text)\(size)"
    case (let old?, nil): return sign(old) + old.text
    case (nil, let new?): return sign(new) + new.text
    case (nil, nil): return ""
    }
  }

  /// How much it changed: in per cent, or by how much.
  var size: String? {
    if let relative = change.relative { return ChangeRow.text(relative) + " %" }
    return change.difference.map { ChangeRow.text($0) + (new?.unit == "%" ? " 个百分点" : "") }
  }

  private func sign(_ fact: ComparedFact) -> String {
    guard fact.type == .change else { return "" }
    return fact.direction == .down ? "↓" : "↑"
  }

  /// An interval as a number where two places tell its ends apart no more, else as both ends.
  static func text(_ interval: Interval) -> String {
    func end(_ end: Interval.End?, up: Bool) -> String? {
      end?.value.decimal(places: 2, roundingUp: up)?.description
    }
    guard let low = interval.low, let high = interval.high else {
      return (end(interval.low, up: false) ?? "-∞") + "…" + (end(interval.high, up: true) ?? "∞")
    }
    if let sum = low.value.plus(high.value), let width = high.value.minus(low.value),
      width.isLess(than: Rational(1)) == true,
      // The middle, rounded half up to the places that mean something.
      let middle = sum.times(Rational(1, 2) ?? Rational(1))?
        .plus(Rational(1, width.isZero ? 200 : 20) ?? Rational(0))?
        .decimal(places: width.isZero ? 2 : 1)
    {
      return (middle.coefficient > 0 ? "+" : "") + middle.description
    }
    return (end(low, up: false) ?? "?") + "…" + (end(high, up: true) ?? "?")
  }

  /// The greater change first; what has no size after that, by name.
  static func isGreater(_ a: ChangeRow, _ b: ChangeRow) -> Bool {
    func magnitude(_ row: ChangeRow) -> Rational? {
      guard let size = row.change.relative ?? row.change.difference,
        let end = size.low?.value ?? size.high?.value
      else { return nil }
      return end.isNegative ? end.negated : end
    }
    switch (magnitude(a), magnitude(b)) {
    case (let first?, let second?) where first != second:
      return second.isLess(than: first) ?? false
    case (_?, nil): return true
    case (nil, _?): return false
    default: return (a.name, a.figures) < (b.name, b.figures)
    }
  }
}

/// Writes changes as comma-separated values (RFC 4180), a line each under a heading.
struct ChangeTable {
  private let comparison: Comparison

  init(_ comparison: Comparison) { self.comparison = comparison }

  func write(_ changes: [Change]) {
    print(
      "class,indicator,region,old,new,unit,difference_low,difference_high,relative_low,relative_high,"
        + "old_document,new_document")
    for change in changes {
      let row = ChangeRow(change, in: comparison)
      let fields = [
        change.kind.rawValue, row.name, row.region, ChangeTable.number(row.old),
        ChangeTable.number(row.new), (row.new ?? row.old)?.unit ?? "",
        ChangeTable.end(change.difference?.low, up: false),
        ChangeTable.end(change.difference?.high, up: true),
        ChangeTable.end(change.relative?.low, up: false),
        ChangeTable.end(change.relative?.high, up: true), row.old?.document ?? "",
        row.new?.document ?? "",
      ]
      print(fields.map(ChangeTable.quoted).joined(separator: ","))
    }
  }

  private static func number(_ fact: ComparedFact?) -> String {
    fact.map { $0.number?.description ?? $0.text } ?? ""
  }

  private static func end(_ end: Interval.End?, up: Bool) -> String {
    end?.value.decimal(places: 6, roundingUp: up)?.description ?? ""
  }

  static func quoted(_ field: String) -> String {
    guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
