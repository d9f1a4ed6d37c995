internal import Facts
internal import Rules

/// Reads what stands behind a number: its unit, per cent in words, a fraction.
struct UnitReader {
  let lexicon: Lexicon
  let text: UnsafeBufferPointer<UInt8>

  struct Found {
    let text: String
    let kind: Kind
    let code: String?
    let end: Int
  }

  /// The unit at a place, with the second one of "元/公斤" or "12.8/10万".
  func unit(at start: Int) -> Found? {
    guard start < text.count else { return nil }
    if text[start] == UInt8(ascii: "/"), let per = per(at: start + 1) {
      return Found(text: "/" + per.text, kind: .density, code: nil, end: per.end)
    }
    guard var index = lexicon.units.longest(in: text, at: start),
      lexicon.unitWords.longest(in: text, at: start) == nil, !isTwo(at: start)
    else { return hours(at: start) }
    var end = start + lexicon.units.length(index)
    // 489件|次之
    if NumberScanner(text: text).starts(end - 3, "次之"), end - start > 3,
      let shorter = lexicon.units.longest(in: .init(rebasing: text[..<(end - 3)]), at: start)
    {
      index = shorter
      end = start + lexicon.units.length(shorter)
    }
    let entry = lexicon.unitEntries[index]
    if end < text.count, text[end] == UInt8(ascii: "/"), let per = per(at: end + 1) {
      let kind: Kind =
        entry.text == "公里"
          || entry.text.utf8.ends(in: "克")
            && ["米", "尺", "升"].contains { per.text.utf8.ends(in: $0) }
        ? .measure : .density
      return Found(text: entry.text + "/" + per.text, kind: kind, code: nil, end: per.end)
    }
    return Found(text: entry.text, kind: entry.kind, code: entry.code, end: end)
  }

  /// Whether 两 is a number rather than a unit: 7、8|两月.
  private func isTwo(at start: Int) -> Bool {
    let scanner = NumberScanner(text: text)
    return scanner.starts(start, "两")
      && ["月", "个", "年", "季", "周", "天", "日"].contains { scanner.starts(start + 3, $0) }
  }

  /// 发电2.37亿度: kilowatt hours, behind a scale and in a clause on electricity.
  private func hours(at start: Int) -> Found? {
    let scanner = NumberScanner(text: text)
    guard scanner.starts(start, "度"),
      scanner.starts(start - 3, "亿") || scanner.starts(start - 3, "万")
    else { return nil }
    let clause = text[max(0, start - UnitReader.clauseReach)..<start]
    guard UTF8Search.hasAny(UnsafeBufferPointer(rebasing: clause), UnitReader.powers) else {
      return nil
    }
    return Found(text: "度", kind: .measure, code: "kW.h", end: start + 3)
  }

  private static let powers: [StaticString] = [
    "发电", "用电", "供电", "送电", "电量", "水电", "火电", "电能", "绿电", "风电", "节电", "省电",
  ]

  /// How far before a unit the word stands that tells which it is, in bytes.
  private static let clauseReach = 60

  /// What stands behind the stroke: 公斤, 千人, 10万, 10万人.
  private func per(at start: Int) -> (text: String, end: Int)? {
    let scanner = NumberScanner(text: text)
    var at = start
    if at < text.count, Ascii.isDigit(text[at]), let number = scanner.number(at: at) {
      at = number.end
    }
    while let (_, width) = NumberScanner.scale(text, at) { at += width }
    if let index = lexicon.units.longest(in: text, at: at) { at += lexicon.units.length(index) }
    guard at > start else { return nil }
    // GB/户·月, 元/人·次
    let dot = text[at...].begins(with: "·") ? 2 : 0
    if dot > 0, ["年", "月", "日", "天", "次"].contains(where: { text[(at + dot)...].begins(with: $0) })
    {
      at += dot + 3
    }
    return (String(decoding: text[start..<at], as: UTF8.self), at)
  }

  /// The tenths behind 成, and where they end, unless they begin another word: 七成五, 9成1, 三成半, unlike
  /// 七成三甲医院.
  func tenths(at start: Int) -> (digit: Int, end: Int)? {
    guard start < text.count else { return nil }
    let scanner = NumberScanner(text: text)
    if Ascii.isDigit(text[start]) {
      let isOver = start + 1 == text.count || text[start + 1] >= 0x80
      let digit = Int(text[start] - UInt8(ascii: "0"))
      return isOver && digit > 0 && isLast(start + 1) ? (digit, start + 1) : nil
    }
    let isHalf = scanner.starts(start, "半")
    // 三成|半导体
    let isInWord = ["导体", "岛", "成品", "年", "数"].contains { scanner.starts(start + 3, $0) }
    guard let digit = isHalf ? 5 : NumberScanner.numeral(text, start)?.digit, digit > 0,
      isHalf ? !isInWord : isLast(start + 3)
    else { return nil }
    return (digit, start + 3)
  }

  /// Whether no word goes on at a place behind tenths.
  private func isLast(_ end: Int) -> Bool {
    end >= text.count || text[end] < 0xE4 || text[end] > 0xE9
      || UnitReader.behindTenths.contains { text[end...].begins(with: $0) }
  }

  private static let behindTenths: [StaticString] = [
    "的", "以", "左", "或", "是", "为", "用", "被", "至", "到", "受访", "市民", "企业", "居民", "家庭", "人", "农户",
    "消费者",
  ]

  /// 百分之三点五 and 千分之二: the number, where it ends, and the sign that it stands for.
  func perCent(at start: Int, _ scanner: NumberScanner) -> (ScannedNumber, end: Int, sign: String)?
  {
    let isHundredth = scanner.starts(start, "百分之")
    guard isHundredth || scanner.starts(start, "千分之") else { return nil }
    guard let whole = scanner.number(at: start + 9) else { return nil }
    let number = scanner.withPlaces(whole) ?? whole
    return (number, number.end, isHundredth ? "%" : "‰")
  }

  /// 三分之一, 四分一 and 1/4: the fraction as a decimal and exactly.
  func fraction(
    _ number: ScannedNumber, at end: Int
  ) -> (decimal: ExactDecimal, value: Rational, end: Int)? {
    let scanner = NumberScanner(text: text)
    var isUpsideDown = true
    var at = end
    if scanner.starts(end, "分之") {
      at += 6
    } else if number.isChinese, scanner.starts(end, "分"),
      NumberScanner.numeral(text, end + 3)?.digit != nil
    {
      at += 3
    } else if !number.isChinese, number.isExact, at < text.count, text[at] == UInt8(ascii: "/"),
      at + 1 < text.count, Ascii.isDigit(text[at + 1])
    {
      at += 1
      isUpsideDown = false
    } else {
      return nil
    }
    guard let other = scanner.number(at: at), let a = number.value.rational,
      let b = other.value.rational,
      let value = isUpsideDown ? b.divided(by: a) : a.divided(by: b),
      isUpsideDown || !isDate(number, other),
      let decimal = UnitReader.decimal(of: value), !value.isNegative,
      value.isLess(than: Rational(1)) == true
    else { return nil }
    return (decimal, value, other.end)
  }
}

extension UnitReader {
  /// A fraction as a decimal: all of its places where they end, 百万分之0.6, else six of them.
  private static func decimal(of value: Rational) -> ExactDecimal? {
    let exact = [6, 9, 12].lazy.compactMap { value.decimal(places: $0) }
      .first { $0.rational == value }
    return exact ?? value.decimal(places: 6)
  }

  /// Whether two numbers with a stroke between them are a month and a day rather than a fraction: 12/31.
  private func isDate(_ month: ScannedNumber, _ day: ScannedNumber) -> Bool {
    let (one, ten) = (ExactDecimal(1), ExactDecimal(10))
    return month.value > one && month.value <= ExactDecimal(12) && day.value > ten
      && day.value <= ExactDecimal(31)
  }
}

/// Signs before a number.
enum Signs {
  /// "+" and "-" behind a bracket, a tab or at the start, and how wide they are.
  static func sign(_ text: UnsafeBufferPointer<UInt8>, before start: Int) -> (Direction, Int)? {
    guard start > 0 else { return nil }
    if text[start - 1] == UInt8(ascii: "+") { return (.up, 1) }
    // 自然增加数为负4万606人, unlike 减负3亿元
    if isNegative(text, before: start) { return (.down, 3) }
    let isDash =
      start > 2 && text[start - 3] == 0xE2 && text[start - 2] == 0x80 && text[start - 1] == 0x94
    guard text[start - 1] == UInt8(ascii: "-") || isDash else { return nil }
    let width = isDash ? 3 : 1
    let before = start - width
    let isSign =
      before == 0 || "(\t ".utf8.contains(text[before - 1])
      // 自然增长率-2.1‰, 为-0.3%; a long dash parts clauses, but not behind 增长 or in a row.
      || before > 2
        && (isDash ? dashed : signed).contains {
          NumberScanner(text: text).starts(before - 3, $0)
        }
    return isSign ? (.down, width) : nil
  }

  /// Whether 负 before a number is its sign.
  static func isNegative(_ text: UnsafeBufferPointer<UInt8>, before start: Int) -> Bool {
    let scanner = NumberScanner(text: text)
    return start >= 6 && scanner.starts(start - 3, "负")
      && signed.contains { scanner.starts(start - 6, $0) }
  }

  /// What a number with a sign may stand right behind.
  private static let signed: [StaticString] = dashed + ["为", "是", "达", "至", "到", "与", "及"]
  private static let dashed: [StaticString] = ["率", "幅", "速", "长", "、", "和"]

  /// A currency sign before a number, and how wide it is.
  static func currency(_ text: UnsafeBufferPointer<UInt8>, before start: Int) -> Int? {
    guard start > 0 else { return nil }
    if text[start - 1] == UInt8(ascii: "$") { return 1 }
    let isYen = start > 1 && text[start - 2] == 0xC2 && text[start - 1] == 0xA5
    return isYen ? 2 : nil
  }
}

/// Where clauses begin and end in plain text.
enum Clauses {
  /// Whether a mark that parts clauses begins at a place: ，。；：、！？ and their ASCII forms.
  @inline(__always)
  static func isMark(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    switch text[at] {
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"),
      UInt8(ascii: "?"), 0x09:
      true
    case 0xE3 where at + 2 < text.count:
      text[at + 1] == 0x80 && (text[at + 2] == 0x81 || text[at + 2] == 0x82)
    case 0xEF where at + 2 < text.count:
      text[at + 1] == 0xBC && [0x8C, 0x9A, 0x9B, 0x81, 0x9F].contains(text[at + 2])
    default: false
    }
  }

  /// Most bytes of a clause that are looked at: far more than any clause has, so that texts without
  /// marks take no more than their length in time.
  static let reach = 2_400

  /// The start of the clause that holds the place before `end`.
  static func start(of text: UnsafeBufferPointer<UInt8>, before end: Int) -> Int {
    var at = end
    let least = max(0, end - reach)
    while at > least {
      let previous = at - 1
      let byte = text[previous]
      if byte < 0x80 {
        if isMark(text, previous) { return at }
      } else if previous >= 2, isMark(text, previous - 2), text[previous - 2] >= 0xE0 {
        return at
      }
      at -= 1
    }
    while at < end, text[at] & 0xC0 == 0x80 { at += 1 }
    return at
  }
}
