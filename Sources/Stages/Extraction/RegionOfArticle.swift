internal import Facts

/// Tells which place a whole article is about.
extension RegionFinder {
  /// The place named most often, titles counting more and lower levels winning ties; 全国 where the
  /// article speaks of the whole country; `nil` where it names no place.
  func region(in texts: [(text: [UInt8], weight: Int)]) -> String? {
    var counts: [[UInt8]: Int] = [:]
    var national = 0
    for (text, weight) in texts {
      text.withUnsafeBufferPointer { buffer in
        var from = 0
        while let (_, at) = placeWords.find(in: buffer, from: from, to: buffer.count) {
          if self.national.longest(in: buffer, at: at) != nil { national += weight }
          if let word = provinceWords.longest(in: buffer, at: at) {
            counts[Array(provinces[wordProvinces[word]].utf8), default: 0] += weight
          }
          if let name = place(buffer, endingAt: at) { counts[name, default: 0] += weight }
          from = at + WordSet.width(buffer[at])
        }
        let isOfTitle = weight >= RegionFinder.leastWeight && buffer.begins(with: "全国")
        if isOfTitle, self.national.longest(in: buffer, at: 0) == nil { national += weight }
      }
    }
    let places = counts.map {
      (name: String(decoding: $0.key, as: UTF8.self), count: $0.value, rank: rank($0.key))
    }
    // The shorter of two names, and then the lesser, so that the answer never hangs on chance.
    func best(_ ranks: ClosedRange<Int>) -> (name: String, count: Int, rank: Int)? {
      places.filter { ranks.contains($0.rank) }.min { a, b in
        (b.count, b.rank, a.name.utf8.count, a.name) < (a.count, a.rank, b.name.utf8.count, b.name)
      }
    }
    var chosen = best(1...3)
    while let first = chosen, first.rank > 1,
      places.count(where: {
        $0.rank > 1 && 2 * $0.count >= first.count && (first.rank == 3 || isCity($0.name))
      }) > 2
    {
      // District after district: the article is about the city that they are of; so with cities.
      chosen = best(1...(first.rank - 1))
    }
    guard let chosen, chosen.count > national else {
      // 贵州 said more often than 国务院: the country is only where the province lies.
      guard national > 0, weight(of: RegionFinder.ours, in: texts) < national else { return nil }
      return province(in: texts, over: national) ?? RegionFinder.country
    }
    // 台风致|福建|67万人受灾: the title names the province alone.
    if chosen.rank > 1, chosen.count < 2 * RegionFinder.leastWeight,
      let province = province(ofTitles: texts, without: chosen.name)
    {
      return province
    }
    // A single mention far down is one in passing, as is one of a district where the article speaks of 全市.
    // So is one of a city or a county where it speaks of 全省.
    let levels: [StaticString] = isCity(chosen.name) ? [] : ["全市", "我市"]
    let isOfAll = weight(of: levels + ["全省", "我省"], in: texts) >= RegionFinder.leastWeight
    if isOfAll, chosen.rank > 1, chosen.count < RegionFinder.leastWeight { return nil }
    return chosen.count > 1 ? chosen.name : nil
  }

  /// The one province that titles name, where they do not name a place of it.
  private func province(
    ofTitles texts: [(text: [UInt8], weight: Int)], without place: String
  ) -> String? {
    let bare = place.utf8.dropLast(3)
    var named: Set<Int> = []
    for (text, weight) in texts where weight >= RegionFinder.leastWeight {
      if text.holds(bare) { return nil }
      text.withUnsafeBufferPointer { buffer in
        var at = 0
        while at < buffer.count {
          if let word = provinceNames.longest(in: buffer, at: at) { named.insert(word) }
          at += WordSet.width(buffer[at])
        }
      }
    }
    return named.count == 1 ? named.first.map { provinces[$0] } : nil
  }

  /// Whether a text names a year of the Republic of China of three digits, from 101 to 119: 112年.
  static func countsYearsOfRepublic(_ text: [UInt8]) -> Bool {
    var from = 0
    while let at = UTF8Search.first("年", in: text[from...]) {
      let digits = Array(text[..<at].suffix(4).drop { !Ascii.isDigit($0) })
      if let year = Int(String(decoding: digits, as: UTF8.self)), (101...119).contains(year) {
        return true
      }
      from = at + 3
    }
    return false
  }

  /// How a place speaks of itself, whatever its name is.
  private static let ours: [StaticString] = ["我市", "我县", "我区", "全市", "全县", "全区"]

  /// How much the texts weigh that hold one of some words.
  private func weight(of words: [StaticString], in texts: [(text: [UInt8], weight: Int)]) -> Int {
    texts.reduce(0) { $0 + (UTF8Search.hasAny($1.text[...], words) ? $1.weight : 0) }
  }

  /// 全国, where it is the subject of clauses of an article that names no place: 2023年，全国教育经费….
  func country(in texts: [(text: [UInt8], weight: Int)]) -> String? {
    var mentions = 0
    for (text, weight) in texts {
      text.withUnsafeBufferPointer { buffer in
        var from = 0
        while let at = UTF8Search.first("全国", in: buffer[from...]) {
          from = at + 6
          let before = buffer[Clauses.start(of: buffer, before: at)..<at]
          // 截至2023年底|全国…, unlike 按照2014年|全国平均工资
          let isTime =
            ["年", "月", "末", "底", "度", "日"].contains { before.ends(in: $0) }
            && (Ascii.isDigit(before[before.startIndex])
              || ["截", "去", "今", "上", "前"].contains { before.begins(with: $0) })
          let isOther = [standards, honours].contains { $0.longest(in: buffer, at: from) != nil }
          if before.isEmpty || isTime, !isOther { mentions += weight }
        }
      }
    }
    return mentions > max(1, weight(of: RegionFinder.ours, in: texts)) ? RegionFinder.country : nil
  }

  /// The province that most of the mentions of provinces are of, where they weigh enough and more than
  /// a given weight.
  private func province(in texts: [(text: [UInt8], weight: Int)], over least: Int = 0) -> String? {
    var counts = [Int](repeating: 0, count: provinces.count)
    var ours = 0
    for (text, weight) in texts {
      text.withUnsafeBufferPointer { buffer in
        var at = 0
        while at < buffer.count {
          if let word = provinceNames.longest(in: buffer, at: at) { counts[word] += weight }
          if let word = provinceWords.longest(in: buffer, at: at) {
            counts[wordProvinces[word]] += weight
          }
          if ownProvince.longest(in: buffer, at: at) != nil { ours += weight }
          at += WordSet.width(buffer[at])
        }
      }
    }
    // One mention in passing makes no article about a province.
    let total = counts.reduce(0, +)
    let best = counts.indices.first {
      counts[$0] + ours >= RegionFinder.leastWeight && counts[$0] * 2 > total
        && counts[$0] + ours > least
    }
    return best.map { provinces[$0] }
  }

  /// The weight of mentions, as much as one in a title, from which a province counts.
  private static let leastWeight = 4

  /// The place of a text that names none with its ending: the publisher's, where the text speaks of
  /// 我县, else the province that most of its mentions are of.
  func region(of publisher: [UInt8]?, in texts: [(text: [UInt8], weight: Int)]) -> String? {
    var level: String?
    for (text, _) in texts where level == nil {
      text.withUnsafeBufferPointer { buffer in
        level = own.find(in: buffer, from: 0, to: buffer.count).map { ownLevels[$0.word] }
      }
    }
    if let level, let place = publisher.flatMap(place(ofPublisher:)),
      level != "省" || provinces.contains(place + level)
    {
      return place + level
    }
    return province(in: texts)
  }
}
