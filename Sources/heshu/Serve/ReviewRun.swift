import Comparison
import Extraction
import Facts
import Foundation
import Glibc
import Records
import Review
import Rules

/// A run as it is reviewed: its records, its numbers, and what changed against an older run.
struct ReviewRun: Sendable {
  let folder: String
  private let index: RunIndex
  private let grammar: Grammar
  private let changes: [ArraySlice<UInt8>]
  private let against: String?

  /// Reads a run, and an older one to compare it with.
  init(_ folder: String, against: String?, options: RunOptions) async throws {
    self.folder = folder
    guard access(folder + "/findings.jsonl", R_OK) == 0 else {
      throw Failure.usage(
        "\(folder): no run (no findings.jsonl); name the output folder of heshu extract")
    }
    let file = { (name: String) in try FindingSource.file(folder + "/" + name) }
    let (articles, facts) = (try file("articles.jsonl"), try file("facts.jsonl"))
    let findings = try file("findings.jsonl")
    do throws(RunIndex.Problem) {
      index = try RunIndex(articles: articles, facts: facts, findings: findings)
    } catch {
      throw Failure.usage(
        "\(folder)/\(error.file):\(error.line): no record of this version; run heshu extract again")
    }
    grammar = try options.grammar()
    self.against = against
    changes = try await ReviewRun.changes(from: against, to: folder, grammar, options)
  }

  private static func changes(
    from old: String?, to new: String, _ grammar: Grammar, _ options: RunOptions
  ) async throws -> [ArraySlice<UInt8>] {
    guard let old else { return [] }
    let (before, after) = (
      try await FactSource.load(old, options), try await FactSource.load(new, options)
    )
    let pairing = FactPairing(synonyms: grammar.rules.lexicon.list("synonyms"))
    let comparison = Comparison(old: before.facts, new: after.facts, pairing: pairing)
    var records = ChangeRecords()
    for change in comparison.changes {
      records.write(change, of: comparison, old: before.bytes, new: after.bytes)
    }
    return records.take().split(separator: 0x0A)
  }

  /// What the page shows at once; the texts of articles only where it must work without a server.
  func contents(
    language: String, token: String?, decisions: DecisionLog, isWhole: Bool
  ) throws -> ReviewPage.Contents {
    var contents = ReviewPage.Contents()
    contents.name = folder
    contents.id = realpath(folder)
    contents.language = language
    contents.token = token
    contents.against = against
    contents.articles = index.entries.map { $0.head[...] }
    contents.findings = index.findings
    contents.changes = changes
    contents.decisions = try decisions.entries.map { try $0.line().dropLast() }
    for check in grammar.rules.checks {
      contents.checks[check.name.rawValue] = [
        "zh": check.message.zh, "en": check.message.en, "description": check.description,
      ]
    }
    for rule in grammar.rules.rules { contents.rules[rule.id] = rule.file.description }
    if isWhole {
      for entry in index.entries {
        let found = try numbers(of: entry)
        contents.unclaimed += try unclaimed(found, of: entry)
        contents.texts.append(try article(entry, found.numbers))
      }
    }
    return contents
  }

  private func realpath(_ path: String) -> String {
    guard let real = Glibc.realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  // MARK: articles

  /// A number that no fact has: offsets in Unicode scalars of the paragraph.
  private struct Number: Encodable {
    let paragraph: Int
    let start: Int
    let end: Int
    /// Why it is no quantity; absent where no rule claims it.
    let reason: String?
  }

  private struct Unclaimed: Encodable {
    let document: String
    let paragraph: Int
    let start: Int
    let end: Int
    let text: String
    let before: String
    let after: String
  }

  /// An article with its facts and its other numbers, as JSON; `nil` if there is none in that place.
  func article(_ place: Int) throws -> [UInt8]? {
    guard index.entries.indices.contains(place) else { return nil }
    let entry = index.entries[place]
    return try article(entry, try numbers(of: entry).numbers)
  }

  private func article(_ entry: RunIndex.Entry, _ numbers: [Number]) throws -> [UInt8] {
    let numbers = Array(try JSONEncoder().encode(numbers))
    return Array(#"{"article":"#.utf8) + entry.article + Array(#","facts":"#.utf8)
      + ReviewPage.array(entry.facts) + Array(#","mentions":"#.utf8) + numbers
      + [UInt8(ascii: "}")]
  }

  /// The numbers that no rule claims, in the order of the articles, each as JSON.
  func unclaimed() throws -> [ArraySlice<UInt8>] {
    try index.entries.flatMap { try unclaimed(try numbers(of: $0), of: $0) }
  }

  private func unclaimed(
    _ found: (numbers: [Number], paragraphs: [String]), of entry: RunIndex.Entry
  ) throws -> [ArraySlice<UInt8>] {
    let encoder = JSONEncoder()
    return try found.numbers.filter { $0.reason == nil }.map { number in
      let text = Array(found.paragraphs[number.paragraph].unicodeScalars)
      func slice(_ range: Range<Int>) -> String {
        String(String.UnicodeScalarView(text[range.clamped(to: 0..<text.count)]))
      }
      let line = try encoder.encode(
        Unclaimed(
          document: entry.document, paragraph: number.paragraph, start: number.start,
          end: number.end, text: slice(number.start..<number.end),
          before: slice(max(0, number.start - 24)..<number.start),
          after: slice(number.end..<number.end + 16)))
      return Array(line)[...]
    }
  }

  private func numbers(
    of entry: RunIndex.Entry
  ) throws -> (numbers: [Number], paragraphs: [String]) {
    let (articles, facts) = (
      try FindingSource.read(folder + "/articles.jsonl") { () throws(RecordReader.LineError) in
        try RecordReader.articles(Array(entry.article))
      },
      try FindingSource.read(folder + "/facts.jsonl") { () throws(RecordReader.LineError) in
        try RecordReader.facts(entry.facts.flatMap { $0 + [0x0A] })
      }
    )
    var extractor = FactExtractor(grammar: grammar)
    var numbers: [Number] = []
    let paragraphs = articles.first?.paragraphs ?? []
    let claimed = Dictionary(grouping: facts, by: \.source.paragraph)
    for (place, paragraph) in paragraphs.enumerated() {
      let bytes = Array(paragraph.utf8)
      // A paragraph beyond the limits has no numbers to show; errors.jsonl says so.
      guard let mentions = try? extractor.mentions(in: bytes) else { continue }
      var (byte, scalar) = (0, 0)
      for mention in mentions where mention.span.start >= byte {
        scalar += ReviewRun.scalars(bytes[byte..<mention.span.start])
        byte = mention.span.start
        let end = scalar + ReviewRun.scalars(bytes[mention.span.start..<mention.span.end])
        let isFact = (claimed[place] ?? []).contains {
          $0.source.start < end && scalar < $0.source.end
        }
        if !isFact {
          numbers.append(
            Number(paragraph: place, start: scalar, end: end, reason: mention.ignored))
        }
      }
    }
    return (numbers, paragraphs)
  }

  private static func scalars(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.count { $0 & 0xC0 != 0x80 }
  }
}
