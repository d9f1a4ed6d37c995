/// The records of a run, found by their lines without decoding them: the page reads them itself.
public struct RunIndex: Sendable {
  /// One article: its lines, and where its facts are.
  public struct Entry: Sendable {
    public let document: String
    /// Its line in articles.jsonl.
    public let article: ArraySlice<UInt8>
    /// The line without its text.
    public let head: [UInt8]
    /// Its lines in facts.jsonl.
    public internal(set) var facts: [ArraySlice<UInt8>] = []
  }

  public let entries: [Entry]
  /// The lines of findings.jsonl.
  public let findings: [ArraySlice<UInt8>]

  /// What is wrong with a file, and its line, from 1.
  public struct Problem: Error, Sendable {
    public let file: String
    public let line: Int
  }

  /// Reads the files of a run; lines that this version did not write are refused.
  public init(articles: [UInt8], facts: [UInt8], findings: [UInt8]) throws(Problem) {
    var entries: [Entry] = []
    var places: [ArraySlice<UInt8>: Int] = [:]
    for (number, line) in articles.split(separator: 0x0A).enumerated() {
      guard let name = RunIndex.value(of: RunIndex.document, in: line),
        let start = RunIndex.first(RunIndex.paragraphs, in: line),
        let end = RunIndex.last(RunIndex.coverage, in: line), start < end
      else { throw Problem(file: "articles.jsonl", line: number + 1) }
      places[name] = entries.count
      entries.append(
        Entry(
          document: RunIndex.unescaped(name), article: line,
          head: Array(line[..<start]) + Array(line[end...])))
    }
    for (number, line) in facts.split(separator: 0x0A).enumerated() {
      guard let name = RunIndex.value(of: RunIndex.source, in: line), let place = places[name]
      else { throw Problem(file: "facts.jsonl", line: number + 1) }
      entries[place].facts.append(line)
    }
    self.entries = entries
    self.findings = findings.split(separator: 0x0A)
  }

  // Inside a string a quotation mark is escaped, so that these stand for keys alone.
  private static let document = Array(#""document":""#.utf8)
  private static let source = Array(#""source":{"document":""#.utf8)
  private static let paragraphs = Array(#","paragraphs":["#.utf8)
  private static let coverage = Array(#","coverage":{"#.utf8)

  /// The string behind a key, as it is written.
  private static func value(of key: [UInt8], in line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let start = first(key, in: line).map({ $0 + key.count }) else { return nil }
    var end = start
    while end < line.endIndex, line[end] != UInt8(ascii: "\"") {
      end += line[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    return end < line.endIndex ? line[start..<end] : nil
  }

  private static func first(_ key: [UInt8], in line: ArraySlice<UInt8>) -> Int? {
    line.withUnsafeBufferPointer { bytes in
      guard bytes.count >= key.count else { return nil }
      for at in 0...(bytes.count - key.count)
      where bytes[at] == key[0] && bytes[at + 1] == key[1] && matches(key, bytes, at) {
        return line.startIndex + at
      }
      return nil
    }
  }

  private static func last(_ key: [UInt8], in line: ArraySlice<UInt8>) -> Int? {
    line.withUnsafeBufferPointer { bytes in
      guard bytes.count >= key.count else { return nil }
      for at in (0...(bytes.count - key.count)).reversed()
      where bytes[at] == key[0] && matches(key, bytes, at) {
        return line.startIndex + at
      }
      return nil
    }
  }

  private static func matches(
    _ key: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int
  ) -> Bool {
    for place in key.indices where bytes[at + place] != key[place] { return false }
    return true
  }

  /// A name of a file holds nothing that JSON escapes but quotation marks and backslashes.
  private static func unescaped(_ name: ArraySlice<UInt8>) -> String {
    var plain: [UInt8] = []
    var isEscaped = false
    for byte in name {
      if byte == UInt8(ascii: "\\"), !isEscaped {
        isEscaped = true
        continue
      }
      isEscaped = false
      plain.append(byte)
    }
    return String(decoding: plain, as: UTF8.self)
  }
}
