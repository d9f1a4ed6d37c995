internal import Facts
internal import Rules

/// What places have to do with names.
extension NameReader {
  /// A name that is a place told from what is so there: 其中东区3例 is of what the figure before is of.
  func placed(
    _ name: [UInt8], of figure: Figure, isBehind: Bool, isCarried: Bool
  ) -> (name: [UInt8], place: String?) {
    // 病例分布于|东区: the place that a name ends in.
    for link: StaticString in ["分布于", "分布在"] {
      if let at = UTF8Search.first(link, in: name), at > 0,
        let place = regions.place(Array(name[(at + link.utf8CodeUnitCount)...]), within: region)
      {
        return (phrase.clean(name[..<at]), place)
      }
    }
    // 死亡人数以|高雄市|160人|最多
    if carrier.isMeasure(name),
      phrase.singling.isSuperlative(
        figure.text.bytes[figure.text.figures[figure.draft.slot].end...])
    {
      for length in stride(from: min(18, name.count - 6), through: 6, by: -3) {
        let place = Array(name[..<length])
        guard regions.mayBePlace(place), let region = regions.place(place, within: region) else {
          continue
        }
        return (Array(name[length...]), region)
      }
    }
    if let standard = standard(of: figure) ?? rate(ofStandard: name, figure) { return standard }
    guard regions.mayBePlace(name),
      let place = regions.place(phrase.bare(name), within: region)
    else { return (name, nil) }
    // 老年人口占18.85%，老化指数158.5，以台北市|23.15%最高: of what the last figure in its unit is of.
    let last = figure.thought.last { $0.unit.text.hasBytes(of: figure.unit) }
    let isOther = figure.thought.last?.unit.text.hasBytes(of: figure.unit) == false
    if !isBehind {
      return (isOther ? last.map { Array($0.indicator.utf8) } ?? lastName : lastName, place)
    }
    // 242例分布状况为|东区44例: the place is that of the next figure.
    return (isCarried ? name : phrase.clean(name.dropLast(phrase.bare(name).count)), nil)
  }

  /// What the figure before is of, and the place of a standard that it is held against: 失业率3%，低于|浙江的|4%.
  private func standard(of figure: Figure) -> (name: [UInt8], place: String?)? {
    guard figure.type != .change, let last = figure.thought.last, last.type == figure.type,
      last.unit.text.hasBytes(of: figure.unit)
    else { return nil }
    var before = figure.text.bytes[..<figure.text.figures[figure.draft.slot].at]
    if before.ends(in: "的") { before = before.dropLast(3) }
    let links: [StaticString] = ["比", "较", "高于", "低于", "多于", "少于", "快于", "慢于", "超过"]
    for length in stride(from: 6, through: min(18, before.count), by: 3)
    where links.contains(where: { before.dropLast(length).ends(in: $0) }) {
      return regions.standard(Array(before.suffix(length))).map {
        (phrase.clean(regions.withoutCountry(Array(last.indicator.utf8))), $0)
      }
    }
    return nil
  }

  /// The rate of a place that another is held against by its own name: 失业率为3.6%，|低于全国失业率|3.7%.
  private func rate(
    ofStandard name: [UInt8], _ figure: Figure
  ) -> (name: [UInt8], place: String?)? {
    guard figure.type == .proportion, name.ends(in: "率"),
      name.begins(with: "低于") || name.begins(with: "高于")
    else { return nil }
    for length in stride(from: 6, through: min(18, name.count - 15), by: 3) {
      if let place = regions.standard(Array(name[6..<6 + length])) {
        return (phrase.clean(name[(6 + length)...]), place)
      }
    }
    return nil
  }

  /// A name without the place of the article before it: 监利县|抗旱资金.
  func local(_ name: [UInt8]) -> [UInt8] {
    guard let region, name.count > region.utf8.count + 3 else { return name }
    // 南市|确诊病例, in an article about 台南市
    if region.utf8.count == 9, region.utf8.ends(in: "市"), name.starts(with: region.utf8.suffix(6)) {
      return phrase.clean(name[6...])
    }
    var rest = name[...]
    if !name.starts(with: region.utf8) {
      // 贵州省|榕江县|游客
      guard
        let at = stride(from: 6, through: min(18, name.count - 3), by: 3).first(where: {
          name[$0...].starts(with: region.utf8)
            && regions.place(Array(name[..<$0]), within: nil) != nil
        })
      else { return name }
      rest = name[at...]
    }
    rest = rest.dropFirst(region.utf8.count)
    // 贵阳|市政工程, unlike 贵阳市|政府采购
    let isWord = ["政", "场", "民", "委", "值"].contains { rest.begins(with: $0) }
    if isWord, region.utf8.ends(in: "市"), !rest.begins(with: "政府") { return name }
    // 福州市|区|最大雨量
    let isCentre = region.utf8.ends(in: "市") && rest.begins(with: "区") && rest.count > 9
    return phrase.clean(isCentre ? rest.dropFirst(3) : rest)
  }
}
