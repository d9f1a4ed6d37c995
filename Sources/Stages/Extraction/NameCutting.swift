internal import Facts

/// Cuts names where what is told of them begins, and to what a record holds (RECORD.md).
extension Phrase {
  /// The beginning of a name that stands behind its figure, up to what is told of it, 创新制度|已向全国推广; of a
  /// share with what is told of those: 行政村|已|通客车.
  func untilTold(_ name: [UInt8], isShare: Bool = false) -> [UInt8] {
    name.withUnsafeBufferPointer { buffer in
      var at = 6
      while at < buffer.count, let found = ends.find(in: buffer, from: at, to: buffer.count) {
        let isOther = [found.at, found.at - 3].contains { start in
          notEnds.longest(in: buffer, at: start).map { start + notEnds.length($0) > found.at }
            ?? false
        }
        if !isOther {
          let things = clean(name[..<found.at])
          let word = ends.word(found.word)
          guard isShare, Phrase.adverbs.contains(where: { word.equals($0) }) else { return things }
          let deed = clean(name[(found.at + word.count)...])
          return deed.count < 6 ? things : things + deed
        }
        at = found.at + 3
      }
      return name
    }
  }

  /// Adverbs between those of whom a share is and what is told of them.
  private static let adverbs: [StaticString] = [
    "已", "已经", "均已", "都已", "将", "将会", "正在", "仍", "还", "也",
  ]

  /// At most `most` characters: the last ones, where the name ends in what is measured, or the first;
  /// words such as 规模以上 are not cut within.
  func cut(_ name: [UInt8], to most: Int, keepingEnd: Bool) -> [UInt8] {
    let count = NameText.characters(name)
    guard count > most else { return name }
    if keepingEnd, let deed = deed(ofOffice: name) {
      return cut(Array(name[deed...]), to: most, keepingEnd: true)
    }
    var at = 0
    var skipped = 0
    while at < name.count, skipped < (keepingEnd ? count - most : most) {
      at += WordSet.width(name[at])
      skipped += 1
    }
    guard keepingEnd else {
      // 代缴养老保险费|的优惠政策
      let of = name[..<at].suffix(9).indices.last { name[$0...].begins(with: "的") }
      return Array(name[..<(of ?? at)])
    }
    // A number or a word of Latin letters is not cut within: |1000Mbps及以上用户占总用户数比重.
    var start = at
    while start > 0, start < name.count, name[start] < 0x80, name[start - 1] < 0x80 { start -= 1 }
    if at - start <= Phrase.longestCode { at = start }
    return name.withUnsafeBufferPointer { buffer in
      for start in stride(from: at - 3, to: max(-1, at - 18), by: -3) {
        if let word = wholeWords.longest(in: buffer, at: start),
          start + wholeWords.length(word) > at
        {
          return Array(buffer[(start + wholeWords.length(word))...])
        }
      }
      // Of a list, whole items: …雨水下水道|、抽水站及水闸门工程.
      let isItem = buffer[..<at].ends(in: "、")
      if !isItem, let mark = UTF8Search.first("、", in: buffer[at...]), mark - at <= 30,
        buffer.count - mark > 12
      {
        return Array(buffer[(mark + 3)...])
      }
      // Of examples, what they are: 健康保险、生活津贴等|法定福利支出.
      if let etc = UTF8Search.first("等", in: buffer[at...]), buffer.count - etc >= 15,
        UTF8Search.first("、", in: buffer[..<etc]) != nil,
        !NameCarrier.isInWord(name, listEnd: etc)
      {
        return Array(buffer[(etc + 3)...])
      }
      // Of what is described, the thing: …上提及|的安装工程.
      if let mark = UTF8Search.first("的", in: buffer[at...]), mark - at <= 9,
        buffer.count - mark > 12
      {
        return Array(buffer[(mark + 3)...])
      }
      return Array(buffer[at...])
    }
  }

  /// Where a long name tells what an office has done: 劳动争议调解组织和仲裁机构|办理案件.
  private func deed(ofOffice name: [UInt8]) -> Int? {
    name.withUnsafeBufferPointer { buffer in
      var at = 0
      while let found = acts.find(in: buffer, from: at, to: buffer.count) {
        let end = found.at - (buffer[..<found.at].ends(in: "共") ? 3 : 0)
        let isOffice = offices.longest(in: buffer, endingAt: end) != nil
        if isOffice, buffer.count - found.at >= 12 { return found.at }
        at = found.at + 3
      }
      return nil
    }
  }

  /// Most bytes of a number or a word of Latin letters that a name is not cut within.
  private static let longestCode = 6
}
