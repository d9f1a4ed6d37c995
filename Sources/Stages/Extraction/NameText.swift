internal import Facts

/// The bytes of a name, whatever its words are.
enum NameText {
  /// Most characters of an indicator and of a population (RECORD.md).
  static let mostIndicator = 24
  static let mostPopulation = 20

  /// `first` and `second` in one name, what both say at the seam said once.
  static func joined(_ first: [UInt8], _ second: [UInt8]) -> [UInt8] {
    if first.isEmpty || second.isEmpty { return first + second }
    if second.starts(with: first) { return second }
    var length = min(first.count, second.count)
    while length >= 6 {
      if first.suffix(length).elementsEqual(second.prefix(length)) {
        return first + second.dropFirst(length)
      }
      length -= 3
    }
    // 经济增长预期 and 增长速度 say of one growth what it is.
    for end: StaticString in ["增长预期", "增长目标"] where first.ends(in: end) && second.begins(with: "增长")
    {
      return first.dropLast(end.utf8CodeUnitCount) + second
    }
    return first + second
  }

  static func characters(_ bytes: some Sequence<UInt8>) -> Int {
    bytes.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
  }

  /// How many characters of a text are not ASCII.
  static func wideCharacters(_ bytes: some Sequence<UInt8>) -> Int {
    bytes.reduce(0) { $1 >= 0xC0 ? $0 + 1 : $0 }
  }

  /// A name as it may stand in a record: no punctuation, 和 for 、.
  static func record(_ name: [UInt8]) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(name.count)
    var at = 0
    while at < name.count {
      let width = min(WordSet.width(name[at]), name.count - at)
      let scalar = name[at..<at + width]
      if width == 1 {
        // Ⅰ~Ⅲ类水质
        if name[at] == UInt8(ascii: "~"), at > 0 { bytes.append(UInt8(ascii: "-")) }
        if !isMark(name[at]) { bytes.append(name[at]) }
      } else if scalar.equals("、") {
        bytes.append(contentsOf: "和".utf8)
      } else if !isWideMark(scalar) {
        bytes.append(contentsOf: scalar)
      }
      at += width
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "+"),
      UInt8(ascii: "%"):
      false
    default: !Ascii.isDigit(byte) && !Ascii.isLetter(byte)
    }
  }

  /// ，。；：！？ and the brackets and marks of the same rows, … · •.
  private static func isWideMark(_ scalar: ArraySlice<UInt8>) -> Bool {
    let first = scalar.startIndex
    if scalar.count == 2 { return scalar[first] == 0xC2 && scalar[first + 1] == 0xB7 }
    guard scalar.count == 3 else { return false }
    let last = scalar[first + 2]
    return switch (scalar[first], scalar[first + 1]) {
    case (0xE3, 0x80): last <= 0xBF && last != 0x85 && last != 0x87
    case (0xEF, 0xBC): last <= 0x8F || (0x9A...0x9F).contains(last)
    case (0xE2, 0x80): true
    default: false
    }
  }
}
