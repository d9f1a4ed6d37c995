internal import Facts
internal import Rules

/// What heads the columns of a table: the periods, what is measured and in which unit, as the rows
/// above the figures and the words before the table say (单位：万元).
struct TableHead {
  /// A unit with the power of ten before it: 万元 is 4, 元.
  struct Measure {
    let power: Int
    let unit: Unit
    let kind: Kind
  }

  struct Column {
    var period: Period?
    /// What is measured, without the period and the unit.
    var name: [UInt8] = []
    var measure: Measure?
    /// Whether its figures are changes: 同比, 增减额; and of what, by the column of levels before it.
    var isChange = false
    var changed: [UInt8] = []
    /// What its changes are measured against, where the head begins with it: 比年初增减额.
    var comparison: String? {
      let begins = ["比", "较", "同比", "环比"].contains { name.begins(with: $0) }
      return isChange && begins ? NameText.record(name) : nil
    }
    var isEmpty: Bool { period == nil && name.isEmpty && measure == nil }
  }

  /// What the line before the table says that all of it measures: 一般公共预算收入.
  private(set) var measure: [UInt8] = []
  private var columns: [Int: Column] = [:]
  /// The unit of the whole table, and that of the row, from the brackets of its first cell.
  private var table: Measure?
  private var row: Measure?
  /// The columns behind the first that are headed as it is, and name what stands behind them: 收入项目, 金额,
  /// 支出项目, 金额.
  private var nameColumns: [Int] = []
  /// The column that tells the unit of each row, if one does.
  private var unitColumn: Int?
  /// The year that is all of the row's first cell.
  private var year: Int?
  /// Whether the row is one of totals.
  private(set) var isTotal = false
  /// Whether a row of figures was read under these heads.
  private var hasRow = false

  /// Takes what a paragraph before a table says of its unit: 单位：万元.
  mutating func begin(_ text: [UInt8], _ lexicon: Lexicon, _ captions: CaptionReader) {
    if !columns.isEmpty { self = TableHead() }
    if !text.isEmpty { measure = captions.measure(text) }
    // 财政收支情况(亿元): a caption.
    let caption =
      text.count < CaptionReader.longest ? TableHead.bracketed(text[...], lexicon) : nil
    table =
      TableHead.stated(in: text, lexicon) ?? caption?.measure ?? (text.isEmpty ? table : nil)
  }

  /// The cells of a row, with the periods that they name in place of their words.
  static func cells(
    _ found: MentionFinder.Found, _ plain: PlainText, _ periods: PeriodContext
  ) -> [(text: [UInt8], period: Period?)] {
    var cells: [(text: [UInt8], period: Period?)] = [([], nil)]
    var time = 0
    var at = 0
    while at < plain.bytes.count {
      if time < found.times.count, found.times[time].span.start == at {
        let expression = found.times[time]
        time += 1
        // 比年初 is no period, but says what the column holds.
        if let period = periods.period(of: expression, text: plain.quote(expression.span)) {
          cells[cells.count - 1].period = period
          at = expression.span.end
          continue
        }
      }
      if plain.bytes[at] == 0x09 {
        cells.append(([], nil))
      } else if plain.bytes[at] != 0x20 {
        cells[cells.count - 1].text.append(plain.bytes[at])
      }
      at += 1
    }
    return cells
  }

  /// Takes a row without figures: its cells head the columns, below those of a row of heads before it.
  mutating func read(
    _ cells: [(text: [UInt8], period: Period?)], lexicon: Lexicon, phrase: Phrase,
    clauses: ClauseReader
  ) {
    if let text = cells.first(where: { UTF8Search.first("单位", in: $0.text) != nil })?.text,
      let measure = TableHead.stated(in: text, lexicon)
    {
      table = measure
      return
    }
    // A line of dashes, and the name of a group of rows.
    guard cells.count(where: { !$0.text.isEmpty || $0.period != nil }) > 1,
      cells.contains(where: { $0.text.contains { $0 >= 0x80 } || $0.period != nil })
    else { return }
    let above = columns
    columns = [:]
    let names = cells.indices.filter { TableHead.namesRows(cells[$0].text) }
    if names.count > 1 { nameColumns = Array(names.dropFirst()) }
    unitColumn = cells.firstIndex { $0.text.equals("单位") || $0.text.equals("计量单位") }
    for (index, cell) in cells.enumerated() {
      var column = TableHead.column(cell.text, lexicon, phrase, clauses)
      column.period = cell.period
      if !column.isEmpty || column.isChange { columns[index] = column }
    }
    defer {
      hasRow = false
      tellChanges()
    }
    if hasRow { return }
    // Two rows of heads: what stands above holds for the columns below it, as far as the next one.
    var last: Column?
    for index in 0...(max(columns.keys.max() ?? 0, above.keys.max() ?? 0)) {
      last = above[index] ?? last
      guard let head = last else { continue }
      var column = columns[index] ?? Column()
      column.period = column.period ?? head.period
      column.measure = column.measure ?? head.measure
      if column.name.isEmpty { column.name = head.name }
      column.isChange = column.isChange || above[index]?.isChange ?? false
      columns[index] = column
    }
  }

  /// Tells the columns of changes what changed: 地区生产总值, 增速.
  private mutating func tellChanges() {
    var level: [UInt8] = []
    for index in columns.keys.sorted() {
      if columns[index]?.isChange == true {
        columns[index]?.changed = level
      } else if let column = columns[index], column.measure?.kind != .proportion {
        level = column.name
      }
    }
  }

  /// Begins a row, whose first cell may tell its unit, 学校数(所), or that of the column 单位.
  mutating func beginRow(_ text: [UInt8], _ lexicon: Lexicon) {
    let cell = text.drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: "*") }
      .prefix { $0 != 0x09 }
    let digits = cell.prefix(while: Ascii.isDigit)
    let number = digits.count == cell.count ? Int(String(decoding: digits, as: UTF8.self)) : nil
    year = number.flatMap { (1949...2100).contains($0) ? $0 : nil }
    isTotal = ["合计", "总计", "小计", "共计"].contains { cell.begins(with: $0) }
    // #小学: a part of the row above, in its unit.
    let isPart = cell.first == UInt8(ascii: "#") || cell.begins(with: "其中")
    row =
      TableHead.bracketed(cell, lexicon)?.measure ?? unit(of: text, lexicon) ?? (isPart ? row : nil)
  }

  /// The unit in the column of units of a row.
  private func unit(of row: [UInt8], _ lexicon: Lexicon) -> Measure? {
    guard let unitColumn else { return nil }
    let cells = row.split(separator: 0x09, omittingEmptySubsequences: false)
    guard cells.indices.contains(unitColumn) else { return nil }
    let unit = cells[unitColumn].filter { $0 != 0x20 }
    let found = TableHead.measure(unit[...], lexicon)
    return found.flatMap { $0.end == unit.count ? $0.measure : nil }
  }

  /// The head of a column; one that names no period is of the period of the nearest one before it, or of the
  /// latest of those that it tells the change of: 2023年, 2022年, 增长.
  func column(_ index: Int) -> Column? {
    guard !columns.isEmpty else { return nil }
    var column = columns[index] ?? Column()
    if column.period == nil, let year {
      let day = CivilDate(year: year)
      column.period = Period(start: day, end: day, text: String(year), basis: .stated)
    }
    if column.period == nil {
      let before = columns.filter { $0.key < index && $0.value.period != nil }
      let lastChange = columns.keys.filter { $0 < index && columns[$0]?.isChange == true }.max()
      let changed = before.filter { $0.key > lastChange ?? -1 }.compactMap(\.value.period)
      let latest =
        column.isChange ? changed.max { ($0.end?.year ?? 0) < ($1.end?.year ?? 0) } : nil
      column.period = latest ?? before.max { $0.key < $1.key }?.value.period
    }
    return column
  }

  /// The cell behind the first that names what stands in another cell of a row, if one does.
  func name(of cell: Int, in row: [UInt8]) -> ArraySlice<UInt8>? {
    guard let column = nameColumns.last(where: { $0 < cell }) else { return nil }
    let cells = row.split(separator: 0x09, omittingEmptySubsequences: false)
    return cells.indices.contains(column) ? cells[column] : nil
  }

  /// Whether the head of a column says that its cells name what the row is of: 项目, 收入项目.
  private static func namesRows(_ head: [UInt8]) -> Bool {
    ["项目", "科目", "指标", "名称"].contains { head.ends(in: $0) } && head.count <= 18
  }

  /// Notes that the row holds figures, so that the next row without any begins new heads.
  mutating func readFigures() { hasRow = true }

  /// A figure of a column with the unit that its table tells; one that has a unit keeps it.
  func applied(to figure: Figure, column: Int) -> Figure {
    var figure = figure
    let head = columns[column]
    if figure.unit.text.isEmpty, figure.kind == .plain || figure.kind == .count,
      let measure = head?.measure ?? row ?? (head?.isChange == true ? nil : table) ?? table
    {
      figure.kind = measure.kind
      figure.unit = measure.unit
      figure.number = figure.number?.scaled(by: measure.power)
      figure.decimals -= measure.power
      figure.place += measure.power
      figure.isExact = figure.isExact && measure.power == 0
    }
    if head?.isChange == true, figure.sign == nil { figure.sign = .up }
    return figure
  }

  // MARK: reading heads

  private static func column(
    _ text: [UInt8], _ lexicon: Lexicon, _ phrase: Phrase, _ clauses: ClauseReader
  ) -> Column {
    var column = Column()
    var name = text[...]
    if let found = bracketed(name, lexicon) {
      column.measure = found.measure
      name = text[..<found.start]
    } else if name.last == UInt8(ascii: ")"), let open = name.lastIndex(of: UInt8(ascii: "(")) {
      // 2021年度预算(变幅): what stands in brackets is said of the bracketed figures of the cells.
      name = name[..<open]
    }
    if name.last == UInt8(ascii: "%") {
      column.measure = Measure(power: 0, unit: Unit(text: "%", code: "%"), kind: .proportion)
      name = name.dropLast()
    }
    let bytes = phrase.clean(name)
    column.isChange = clauses.isChangeHead(name)
    if !clauses.isEmptyHead(bytes) { column.name = bytes }
    return column
  }

  /// The unit behind 单位：.
  private static func stated(in text: [UInt8], _ lexicon: Lexicon) -> Measure? {
    guard text.count < CaptionReader.longest, let word = UTF8Search.first("单位", in: text) else {
      return nil
    }
    var at = word + 6
    while at < text.count, [0x20, UInt8(ascii: ":")].contains(text[at]) { at += 1 }
    if text[at...].begins(with: "：") || text[at...].begins(with: "为") { at += 3 }
    while at < text.count, text[at] == 0x20 { at += 1 }
    return measure(text[at...], lexicon)?.measure
  }

  /// The unit in brackets at the end of a head, and where the bracket begins: 存款余额(亿元).
  private static func bracketed(
    _ text: ArraySlice<UInt8>, _ lexicon: Lexicon
  ) -> (measure: Measure, start: Int)? {
    guard text.last == UInt8(ascii: ")"),
      let open = text.lastIndex(of: UInt8(ascii: "("))
    else { return nil }
    // 发病率(1/10万)
    let isPerMany = text[(open + 1)...].starts(with: "1/".utf8)
    let unit = text[(open + (isPerMany ? 2 : 1))...]
    guard let found = measure(unit, lexicon), found.end == text.endIndex - 1 else { return nil }
    return (found.measure, open)
  }

  /// The scale and unit that a text begins with, and where they end.
  private static func measure(
    _ text: ArraySlice<UInt8>, _ lexicon: Lexicon
  ) -> (measure: Measure, end: Int)? {
    text.withUnsafeBufferPointer { buffer in
      var at = 0
      var power = 0
      while let (step, width) = NumberScanner.scale(buffer, at) {
        power += step
        at += width
      }
      guard let unit = UnitReader(lexicon: lexicon, text: buffer).unit(at: at) else { return nil }
      let measure = Measure(
        power: power, unit: Unit(text: unit.text, code: unit.code), kind: unit.kind)
      return (measure, text.startIndex + unit.end)
    }
  }
}
