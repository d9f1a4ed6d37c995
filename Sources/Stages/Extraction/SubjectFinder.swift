internal import Facts
internal import Rules

/// Finds the places that clauses have for their subjects: 北京|新增4宗, 全国|新增259宗.
final class SubjectFinder: Sendable {
  /// A clause with a place for its subject.
  struct Subject {
    /// Where the place stands in the sentence, in bytes.
    let at: Int
    /// The region; `nil` where the clause has several places, 北京、上海.
    let region: String?
    /// Whether the place lies in the region of the article.
    let isWithin: Bool
  }

  private let provinces: [String]
  private let provinceNames: WordSet
  /// The cities, and for each the index of its province.
  private let cities: WordSet
  private let cityProvinces: [Int]
  /// Other countries and their places.
  private let foreign: WordSet
  /// What stands in a clause before its subject.
  private let openings: WordSet
  /// What stands behind 全国 where it is the place that figures are of.
  private let ofCountry: WordSet
  /// What makes a place before it a word for something else: 北京|时间.
  private let notBehind: WordSet
  /// Words that places are called by: 日照.
  private let words: WordSet
  /// What parts a place from the clauses behind it: 北京公布…，|截至周五，….
  private let parting: WordSet
  /// Words for the place that was the subject before, 当地, and words that go on with it: 另有.
  private let there: WordSet
  private let regions: RegionFinder
  private static let joins: [StaticString] = ["及", "和", "、"]

  init(lexicon: Lexicon, regions: RegionFinder) {
    self.regions = regions
    provinces = lexicon.list("provinces")
    provinceNames = WordSet(RegionFinder.short(provinces))
    let known = RegionFinder.cities(lexicon)
    cities = WordSet(known.map(\.city))
    cityProvinces = known.map { entry in
      lexicon.list("provinces").firstIndex { $0.hasPrefix(entry.province) } ?? 0
    }
    foreign = WordSet(lexicon.list("foreign"))
    openings = WordSet(lexicon.list("subject-openings"))
    ofCountry = WordSet(lexicon.list("of-country"))
    notBehind = WordSet(lexicon.list("not-behind-place"))
    words = WordSet(lexicon.list("words-that-are-places"))
    parting = WordSet(lexicon.list("subject-ends"))
    there = WordSet(lexicon.list("there"))
  }

  /// The clauses of a sentence that have a place for their subject, in an article about a region.
  func subjects(of sentence: UnsafeBufferPointer<UInt8>, within region: String?) -> [Subject] {
    var subjects: [Subject] = []
    var at = 0
    while at < sentence.count {
      let start = behindOpening(sentence, at)
      if start + 6 <= sentence.count, let subject = subject(sentence, at: start, within: region) {
        subjects.append(subject)
      }
      // Items of a list have the subject of the first.
      while at < sentence.count, !Clauses.isMark(sentence, at) || sentence[at] == 0xE3 {
        // 强降雨已|在韩国|造成40人死亡
        if at > start, sentence[at...].begins(with: "在"),
          let country = foreign.longest(in: sentence, at: at + 3),
          let subject = subject(sentence, at: at + 3, ofCountry: country)
        {
          subjects.append(subject)
        }
        at += WordSet.width(sentence[at])
      }
      if at < sentence.count { at += WordSet.width(sentence[at]) }
    }
    return subjects
  }

  /// The place that a paragraph begins with, in an article about a region or about the whole country or no place,
  /// told from what stands before its first figure: 今天，|广州海珠湾隧道贯通。工程全长4公里.
  func opening(before figure: ArraySlice<UInt8>, within region: String? = nil) -> String? {
    let subject = figure.prefix(SubjectFinder.opening).withUnsafeBufferPointer {
      subjects(of: $0, within: region).first
    }
    guard let subject else { return nil }
    // 黑龙江公布首宗个案，截至周五，已有|26人死亡
    let between = figure.dropFirst(subject.at)
    return UTF8Search.first("。", in: between) == nil && parts(between) ? nil : subject.region
  }

  /// How far into a paragraph that place stands, in bytes.
  private static let opening = 180

  /// Whether words begin with one for the place that was the subject before: 当地.
  func isThere(_ words: ArraySlice<UInt8>) -> Bool {
    words.withUnsafeBufferPointer { there.longest(in: $0, at: 0) != nil }
  }

  /// Whether words part the place before them from what stands behind.
  func parts(_ words: ArraySlice<UInt8>) -> Bool {
    words.withUnsafeBufferPointer { parting.find(in: $0, from: 0, to: $0.count) != nil }
  }

  /// The place behind what stands before the subject of a clause: blanks, times, 其中, 在.
  private func behindOpening(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var at = start
    while at < text.count {
      if text[at] == 0xEE {
        at += 3
      } else if text[at] == 0x20 || text[at] == UInt8(ascii: "#") {
        at += 1
      } else if let word = openings.longest(in: text, at: at) {
        at += openings.length(word)
      } else {
        break
      }
    }
    return at
  }

  /// The subject that another country is, unless its name only begins one of something else.
  private func subject(
    _ text: UnsafeBufferPointer<UInt8>, at start: Int, ofCountry word: Int
  ) -> Subject? {
    guard notBehind.longest(in: text, at: start + foreign.length(word)) == nil else { return nil }
    let name = String(decoding: foreign.word(word), as: UTF8.self)
    return Subject(at: start, region: name, isWithin: false)
  }

  private func subject(
    _ text: UnsafeBufferPointer<UInt8>, at start: Int, within region: String?
  ) -> Subject? {
    if let country = foreign.longest(in: text, at: start) {
      return subject(text, at: start, ofCountry: country)
    }
    // 全国|新增259宗, 中国|确诊累计902宗
    if text[start...].begins(with: "全国") || text[start...].begins(with: "中国") {
      // 全国|832个贫困县
      let isCounted = start + 6 < text.count && text[start + 6] == 0xEE
      guard isCounted || ofCountry.longest(in: text, at: start + 6) != nil else { return nil }
      return Subject(at: start, region: RegionFinder.country, isWithin: false)
    }
    var province: Int?
    var hasProvince = false
    var end = start
    var isNamed = false
    if let word = provinceNames.longest(in: text, at: start) {
      (province, end) = (word, start + provinceNames.length(word))
      hasProvince = true
      if text[start...].starts(with: provinces[word].utf8) {
        end = start + provinces[word].utf8.count
        isNamed = true
      }
    }
    var city: String?
    if let word = cities.longest(in: text, at: end),
      province ?? cityProvinces[word] == cityProvinces[word]
    {
      let name = text[end..<(end + cities.length(word))]
      end = name.endIndex
      let ending = ["市", "州", "地区", "盟"].first { text[end...].begins(with: $0) }
      isNamed = isNamed || hasProvince || ending != nil
      province = cityProvinces[word]
      end += ending?.utf8CodeUnitCount ?? 0
      city = String(decoding: text[name.startIndex..<end], as: UTF8.self)
    }
    // 贵州省|榕江县, in an article about that.
    if let region, end > start, text[end...].starts(with: region.utf8) {
      return Subject(at: start, region: region, isWithin: true)
    }
    let isOfAnyPlace = region?.hasBytes(of: RegionFinder.country) ?? true
    if isOfAnyPlace, let county = regions.county(text, at: end, isInCity: city != nil) {
      let name = String(decoding: text[start..<county], as: UTF8.self)
      return Subject(at: start, region: name, isWithin: false)
    }
    guard let province, notBehind.longest(in: text, at: end) == nil else { return nil }
    let isBracketed = end < text.count && text[end] == UInt8(ascii: "(")
    // 台湾|新增2宗
    let isCounted = ofCountry.longest(in: text, at: end) != nil
    if !isNamed, !isBracketed, !isCounted, words.longest(in: text, at: start) != nil { return nil }
    if SubjectFinder.joins.contains(where: { text[end...].begins(with: $0) }) {
      return Subject(at: start, region: nil, isWithin: false)
    }
    let whole = provinces[province]
    let isWithin = region?.hasPrefix(whole) ?? false
    guard let city, !whole.hasPrefix(city) else {
      return Subject(at: start, region: whole, isWithin: isWithin)
    }
    if let region, region.hasPrefix(city) {
      return Subject(at: start, region: region, isWithin: true)
    }
    let isWhole = isWithin || hasProvince
    return Subject(at: start, region: isWhole ? whole + city : city, isWithin: isWithin)
  }
}
