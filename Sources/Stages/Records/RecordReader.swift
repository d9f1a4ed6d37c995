internal import Foundation

/// Reads records back, as far as people are shown them.
public enum RecordReader {
  /// A fact as its line has it.
  public struct FactLine: Decodable, Sendable {
    public struct Source: Decodable, Sendable {
      public let document: String
      public let paragraph: Int
      public let start: Int
      public let end: Int
      public let quote: Quote
    }

    public struct Quote: Decodable, Sendable {
      public let prefix: String
      public let exact: String
      public let suffix: String
    }

    public struct Period: Decodable, Sendable {
      public let start: String?
      public let end: String?
      public let basis: String
    }

    public struct Value: Decodable, Sendable {
      public let text: String
    }

    public struct Check: Decodable, Sendable, Hashable {
      public let check: String
      public let verdict: String
      public let expression: String
      public let facts: [String]
    }

    public let id: String
    public let indicator: String
    public let population: String?
    public let period: Period?
    public let status: String
    public let value: Value
    public let direction: String?
    public let rule: String
    public let source: Source
    public let checks: [Check]?
  }

  /// A finding as its line has it.
  public struct FindingLine: Decodable, Sendable {
    public struct Message: Decodable, Sendable {
      public let zh: String
      public let en: String
    }

    public let check: String
    public let level: String
    public let verdict: String
    public let message: Message
    public struct Suggestion: Decodable, Sendable {
      public let fact: String
      public let kind: String
      public let text: String
    }

    public let id: String
    public let fingerprint: String
    public let expression: String
    public let suggestions: [Suggestion]
    public let facts: [String]
    public let document: String
  }

  /// An article as its line has it, without its text.
  public struct DocumentLine: Decodable, Sendable {
    public let document: String
  }

  /// An article with its text.
  public struct ArticleLine: Decodable, Sendable {
    public struct Coverage: Decodable, Sendable {
      public let numbers: Int
      public let captured: Int
      public let ignored: Int
      public let unclaimed: Int
    }

    public let document: String
    public let title: String?
    public let published: String?
    public let publisher: String?
    public let url: String?
    public let region: String?
    public let paragraphs: [String]
    public let coverage: Coverage
  }

  /// Why a line could not be read: its number, from 1.
  public struct LineError: Error, Sendable {
    public let line: Int
  }

  public static func facts(_ bytes: [UInt8]) throws(LineError) -> [FactLine] { try lines(bytes) }

  public static func findings(_ bytes: [UInt8]) throws(LineError) -> [FindingLine] {
    try lines(bytes)
  }

  public static func documents(_ bytes: [UInt8]) throws(LineError) -> [DocumentLine] {
    try lines(bytes)
  }

  public static func articles(_ bytes: [UInt8]) throws(LineError) -> [ArticleLine] {
    try lines(bytes)
  }

  private static func lines<Line: Decodable>(_ bytes: [UInt8]) throws(LineError) -> [Line] {
    var lines: [Line] = []
    let decoder = JSONDecoder()
    for (number, line) in bytes.split(separator: 0x0A).enumerated() {
      guard let value = try? decoder.decode(Line.self, from: Data(line)) else {
        throw LineError(line: number + 1)
      }
      lines.append(value)
    }
    return lines
  }
}
