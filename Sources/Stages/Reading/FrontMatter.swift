internal import Facts

/// What a text says of itself between two lines of `---` at its start, as files in Markdown do: one
/// `key: value` a line. Lists and nested values are passed over.
struct FrontMatter {
  private var values: [String: String] = [:]
  /// The lines behind it.
  let rest: ArraySlice<ArraySlice<UInt8>>

  /// Most lines that it may have, so that a rule at the start of a text is not taken for one.
  private static let mostLines = 64

  init(lines: [ArraySlice<UInt8>]) {
    guard lines.first.map(FrontMatter.isRule) ?? false,
      let end = lines.dropFirst().prefix(FrontMatter.mostLines).firstIndex(
        where: FrontMatter.isRule)
    else {
      rest = lines[...]
      return
    }
    for line in lines[1..<end] {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
        line[..<colon].allSatisfy({ (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "_") })
      else { continue }
      let value = line[(colon + 1)...].drop { $0 <= 0x20 || $0 == UInt8(ascii: "\"") }
      let last = value.lastIndex { $0 > 0x20 && $0 != UInt8(ascii: "\"") } ?? value.startIndex
      guard value.startIndex < last else { continue }
      values[String(decoding: line[..<colon], as: UTF8.self)] = String(
        decoding: value[...last], as: UTF8.self)
    }
    rest = lines[(end + 1)...]
  }

  var title: String? { values["title"] }
  var date: String? { values["date"] ?? values["published"] }
  var publisher: String? { values["source"] ?? values["publisher"] }
  var url: String? { values["original_url"] ?? values["url"] ?? values["link"] }

  private static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
    line.elementsEqual("---".utf8)
  }
}
