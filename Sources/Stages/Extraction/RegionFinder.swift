internal import Facts
internal import Rules

/// Finds the place that an article is about, by the endings of place names.
final class RegionFinder: Sendable {
  private let endings: WordSet
  let national: WordSet
  /// Other countries and their places, and the words of this one.
  private let foreign: WordSet
  private let home: WordSet
  /// Words before and behind 全国 by which a part of the country is measured.
  let standards: WordSet
  /// Words behind 全国 in the names of honours and bodies: 全国|文明村.
  let honours: WordSet
  private let notPlaces: WordSet
  /// Names of districts that hold one of these: 新市区.
  private let oddDistricts: WordSet
  /// Characters behind which a name begins, and which stand in none: 年, 在, 从 …
  private let borders: WordSet
  /// Words that begin as a place ends: 香港市民.
  private let continued: WordSet
  /// The provinces and the names that they go by without their endings: 山西, 香港.
  let provinces: [String]
  let provinceNames: WordSet
  /// The names of cities without their endings: 深圳.
  private let cities: WordSet
  /// For each the name of its province without its ending.
  private let cityProvinces: [String]
  /// The last characters of all names of places, three bytes each.
  private let lastScalars: Set<UInt32>
  /// Words by which a province is known, such as 港府, with the place of each province.
  let provinceWords: WordSet
  /// All words that tell of a place, or of the whole country.
  let placeWords: WordSet
  let wordProvinces: [Int]
  /// 我县: the writer's own place, which the text then does not name.
  let own: WordSet
  let ownLevels: [String]
  /// Words for the place of the article, whichever it is: 我市, 全市, 本港.
  private let local: WordSet
  /// 我省, 全省: words of a writer for the province, or the region of its rank.
  let ownProvince: WordSet
  /// What stands in a publisher's name behind its place: 日报, 人民政府.
  let publisherWords: WordSet

  /// How far into a paragraph the place stands that it opens with, in bytes.
  private static let opening = 72
  private static let joins: [StaticString] = ["及", "和", "、"]
  /// The region of what is so in the whole country.
  static let country = "全国"

  init(lexicon: Lexicon) {
    let endings = ["省", "市", "县", "区", "自治区", "自治州", "自治县", "旗", "州", "盟", "镇", "乡"]
    let national = lexicon.list("national")
    self.endings = WordSet(endings)
    self.national = WordSet(national)
    foreign = WordSet(lexicon.list("foreign"))
    home = WordSet(lexicon.list("home"))
    standards = WordSet(lexicon.list("standards"))
    honours = WordSet(lexicon.list("honours"))
    borders = WordSet(lexicon.list("place-borders"))
    notPlaces = WordSet(lexicon.list("not-places"))
    oddDistricts = WordSet(lexicon.list("odd-districts"))
    continued = WordSet(lexicon.list("no-place-endings"))
    provinces = lexicon.list("provinces")
    let short = RegionFinder.short(provinces)
    provinceNames = WordSet(short)
    let entries = RegionFinder.cities(lexicon)
    let known = entries.map(\.city)
    cities = WordSet(known)
    cityProvinces = entries.map { String($0.province) }
    let names =
      known + provinces + short + ["市", "县", "区", "旗", "州", "盟", "镇", "乡"]
    lastScalars = Set(names.map { $0.utf8.suffix(3).reduce(0) { $0 << 8 | UInt32($1) } })
    let words = lexicon.list("province-words").map { $0.split(separator: "=", maxSplits: 1) }
    provinceWords = WordSet(words.map { String($0[0]) })
    placeWords = WordSet(endings + national + words.map { String($0[0]) })
    wordProvinces = words.map { word in
      lexicon.list("provinces").firstIndex { $0.hasPrefix(word[word.count - 1]) } ?? 0
    }
    ownLevels = lexicon.list("own-places").map { String($0.suffix(1)) }
    own = WordSet(lexicon.list("own-places"))
    local = WordSet(lexicon.list("own-places") + lexicon.list("local"))
    ownProvince = WordSet(lexicon.list("own-province"))
    publisherWords = WordSet(lexicon.list("publisher-words"))
  }

  /// The names of provinces without their endings: 山西, 内蒙古.
  static func short(_ provinces: [String]) -> [String] {
    provinces.map { String($0.prefix($0.hasPrefix("内") || $0.hasPrefix("黑") ? 3 : 2)) }
  }

  /// The cities of the lexicon, each with the name of its province without its ending.
  static func cities(_ lexicon: Lexicon) -> [(city: String, province: Substring)] {
    lexicon.list("cities").flatMap { entry in
      let parts = entry.split(separator: "=", maxSplits: 1)
      return parts[1].split(separator: "/").map { (String($0), parts[0]) }
    }
  }

  /// The region of a paragraph of an article about the whole country that says nothing of it: none where it
  /// names another country, the province that it opens with, if it names no second one.
  func region(ofParagraph text: [UInt8]) -> String? {
    text.withUnsafeBufferPointer { buffer in
      if foreign.find(in: buffer, from: 0, to: buffer.count) != nil { return nil }
      let opening = min(buffer.count, RegionFinder.opening)
      guard let first = provinceNames.find(in: buffer, from: 0, to: opening) else {
        return RegionFinder.country
      }
      // 华南及贵州: one of a list.
      let scanner = NumberScanner(text: buffer)
      if RegionFinder.joins.contains(where: { scanner.starts(first.at - 3, $0) }) {
        return RegionFinder.country
      }
      var at = first.at + provinceNames.length(first.word)
      while let next = provinceNames.find(in: buffer, from: at, to: buffer.count) {
        if next.word != first.word { return RegionFinder.country }
        at = next.at + provinceNames.length(next.word)
      }
      return provinces[first.word]
    }
  }

  /// Whether a paragraph speaks of the country, other than as what a part of it is measured by: 居全国前列.
  func speaksOfHome(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var at = 0
    while let found = home.find(in: text, from: at, to: text.count) {
      let end = found.at + home.length(found.word)
      let isStandard =
        standards.longest(in: text, endingAt: found.at) != nil
        || standards.longest(in: text, at: end) != nil
      if !isStandard { return true }
      at = end
    }
    return false
  }

  /// Whether a text names a region, by its name without its province and ending, or as the writer's own: 我市.
  func isNamed(_ region: String, in text: [UInt8]) -> Bool {
    let province = provinces.first { region.hasPrefix($0) && region != $0 } ?? ""
    let name = region.dropFirst(province.count)
    let short = provinces.firstIndex(of: String(name)).map { provinceNames.word($0) }
    return text.withUnsafeBufferPointer { buffer in
      let isSpoken = local.find(in: buffer, from: 0, to: buffer.count) != nil
      let word = short.map { Array($0) } ?? Array(name.dropLast(name.count > 2 ? 1 : 0).utf8)
      return isSpoken || text.holds(word)
    }
  }

  /// The place that a publisher's name begins with: 衡东 of 衡东新闻网.
  func place(ofPublisher name: [UInt8]) -> String? {
    name.withUnsafeBufferPointer { buffer in
      guard let word = publisherWords.find(in: buffer, from: 0, to: buffer.count) else {
        return nil
      }
      let place = String(decoding: buffer[..<word.at], as: UTF8.self)
      return (2...3).contains(place.count) ? place : nil
    }
  }

  /// Whether a place stands in a list, as menus have them: behind a county stands no other place
  /// of its like unless in a list (定襄县五台县代县), while 六安市裕安区 is one place.
  private func isListed(_ text: UnsafeBufferPointer<UInt8>, _ name: Range<Int>) -> Bool {
    func isCounty(_ at: Int) -> Bool {
      at >= 0 && at + 3 <= text.count
        && ["县", "区"].contains { text[at..<at + 3].equals($0) }
    }
    return isCounty(name.lowerBound - 3)
      || isCounty(name.upperBound - 3) && isCounty(name.upperBound + 6)
  }

  /// Where the name of a county or a city of its rank ends that begins at a place, or behind a city that of a
  /// district too: 望谟县|, 涿州市|, 乌当区|, unlike 产棉区.
  func county(
    _ text: UnsafeBufferPointer<UInt8>, at start: Int, isInCity: Bool
  ) -> Int? {
    for length in [6, 9] where start + length + 3 <= text.count {
      let at = start + length
      let ending = text[at..<at + 3]
      let isCounty =
        ending.equals("县") || ending.equals("市") || isInCity && ending.equals("区")
      if isCounty, place(text, endingAt: at)?.count == length + 3 { return at + 3 }
    }
    return nil
  }

  /// Whether a name ends as places do; asked of every name, so that only few are looked at closer.
  func mayBePlace(_ name: [UInt8]) -> Bool {
    guard name.count >= 6 else { return false }
    let last = name.suffix(3)
    return lastScalars.contains(last.reduce(0) { $0 << 8 | UInt32($1) })
  }

  /// The place that a name is, if it names nothing else: 湖北 → 湖北省; behind the article's own place
  /// where that is the larger one: 中西区 → 台南市中西区.
  func place(_ name: [UInt8], within region: String?) -> String? {
    guard mayBePlace(name), name.count <= 33 else { return nil }
    let isName = name.withUnsafeBufferPointer { buffer in
      if let word = provinceNames.longest(in: buffer, at: 0),
        provinceNames.length(word) == name.count
      {
        return true
      }
      if let city = cities.longest(in: buffer, at: 0) {
        let rest = buffer[cities.length(city)...]
        if rest.isEmpty || ["市", "州", "地区", "盟"].contains(where: { rest.equals($0) }) {
          return true
        }
      }
      if oddDistricts.longest(in: buffer, at: 0).map({ oddDistricts.length($0) }) == name.count {
        return true
      }
      let end = buffer.count - 3
      // 房山区, unlike 贫困山区.
      if buffer.count == 9, buffer[3...].equals("山区") {
        return borders.longest(in: buffer, at: 0) == nil
      }
      guard endings.longest(in: buffer, at: end) != nil,
        notPlaces.find(in: buffer, from: 0, to: buffer.count) == nil
      else { return false }
      if buffer.count == 6 {
        // 东区, 南县.
        return ["县", "区"].contains { buffer[3...].equals($0) }
          && borders.longest(in: buffer, at: 0) == nil
      }
      return place(buffer, endingAt: end) == name
    }
    guard isName else { return nil }
    let text = String(decoding: name, as: UTF8.self)
    if let region, region.hasPrefix(text) { return region }
    let full = provinces.first { $0.hasPrefix(text) } ?? text
    guard let region, region != RegionFinder.country, rank(Array(region.utf8)) < rank(name),
      !full.hasPrefix(region), mayLie(name, in: region)
    else { return full }
    return region + full
  }

  /// The place, or the country, whose level another is held against: 全国平均水平, 浙江, 日本.
  func standard(_ name: [UInt8]) -> String? {
    var place = name[...]
    for end: StaticString in ["水平", "平均", "同期"] where place.ends(in: end) {
      place = place.dropLast(end.utf8CodeUnitCount)
    }
    return place.withUnsafeBufferPointer { buffer in
      func isAll(of words: WordSet) -> Bool {
        words.longest(in: buffer, at: 0).map { words.length($0) == buffer.count } ?? false
      }
      if isAll(of: home) { return RegionFinder.country }
      return isAll(of: foreign) ? String(decoding: buffer, as: UTF8.self) : nil
    } ?? self.place(Array(place), within: nil)
  }

  /// A name without the country or province that it begins with: 意大利|死亡率.
  func withoutCountry(_ name: [UInt8]) -> ArraySlice<UInt8> {
    let length = name.withUnsafeBufferPointer { buffer in
      [foreign, home, provinceNames].compactMap { words in
        words.longest(in: buffer, at: 0).map { words.length($0) }
      }.max() ?? 0
    }
    return name.count >= length + 6 ? name[length...] : name[...]
  }

  /// Whether a place may lie in a region: a city in its own province, and only the districts of 香港 in 香港.
  private func mayLie(_ name: [UInt8], in region: String) -> Bool {
    let city = name.withUnsafeBufferPointer { cities.longest(in: $0, at: 0) }
    return city.map { region.hasPrefix(cityProvinces[$0]) } ?? !region.hasSuffix("行政区")
  }

  /// Whether a name is a row of places and nothing else: 安定区、新市区及学甲区.
  func arePlaces(_ name: [UInt8]) -> Bool {
    guard name.count >= 15, mayBePlace(name) else { return false }
    var start = 0
    var areNamed = true
    // 新市区 among 善化区 and 学甲区 is one of them.
    func isOneOfThem(_ item: ArraySlice<UInt8>) -> Bool { item.count == 9 && item.ends(in: "区") }
    for at in stride(from: 6, to: name.count - 6, by: 3) {
      guard ["、", "和", "及", "与"].contains(where: { name[at..<at + 3].equals($0) }) else { continue }
      let item = name[start..<at]
      if place(Array(item), within: nil) == nil {
        guard isOneOfThem(item) else { continue }
        areNamed = false
      }
      start = at + 3
    }
    return start > (areNamed ? 0 : 12) && place(Array(name[start...]), within: nil) != nil
  }

  /// The level of a place: 1 for provinces and prefectures, 2 for cities, 3 for counties and districts.
  func rank(_ name: [UInt8]) -> Int {
    let text = String(decoding: name, as: UTF8.self)
    if text.hasSuffix("自治区") || text.hasSuffix("行政区") { return 1 }
    return text.hasSuffix("县") || text.hasSuffix("区") ? 3 : text.hasSuffix("市") ? 2 : 1
  }

  /// Whether a name is that of a city known by it: 孝感市.
  func isCity(_ name: String) -> Bool {
    Array(name.utf8.dropLast(3)).withUnsafeBufferPointer { buffer in
      cities.longest(in: buffer, at: 0).map { cities.length($0) == buffer.count } ?? false
    }
  }

  /// The place name whose ending stands at `at`: two or three characters before 省, 市, 县 …
  func place(_ text: UnsafeBufferPointer<UInt8>, endingAt at: Int) -> [UInt8]? {
    guard let ending = endings.longest(in: text, at: at), continued.longest(in: text, at: at) == nil
    else { return nil }
    let isSmall = ["镇", "乡", "州", "盟", "旗"].contains { endings.word(ending).equals($0) }
    let end = at + endings.length(ending)
    for length in isSmall ? [] : [2, 3] {
      let start = at - 3 * length
      guard start >= 0, text[start] >= 0xE4,
        text[start..<at].enumerated().allSatisfy({
          $0.offset % 3 == 0 ? (0xE4...0xE9).contains($0.element) : $0.element & 0xC0 == 0x80
        })
      else { continue }
      // A name begins where a clause, a time or another place name ends, or behind a particle.
      let isStart =
        start == 0 || text[start - 1] < 0x80 || !(0xE4...0xE9).contains(text[start - 3])
        || endings.longest(in: text, endingAt: start) != nil
        || borders.longest(in: text, endingAt: start) != nil
        || cities.longest(in: text, at: start).map { cities.length($0) == at - start } ?? false
      let inner = UnsafeBufferPointer(rebasing: text[start..<at])
      if borders.find(in: inner, from: 0, to: inner.count) != nil { continue }
      let name = Array(text[start..<end])
      if isListed(text, start..<end) { continue }
      // 青山区, unlike 贫困山区.
      let isMountain = length == 2 && text[(start + 3)..<end].equals("山区")
      if isStart,
        isMountain
          || notPlaces.find(
            in: UnsafeBufferPointer(rebasing: text[start..<end]), from: 0, to: end - start) == nil
      {
        return name
      }
    }
    return nil
  }
}
