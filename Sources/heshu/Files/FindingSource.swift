import Assembly
import Glibc
import Records

/// The findings that a user names: those of a run, or of articles that are read now.
struct FindingSource {
  let paths: [String]
  let options: RunOptions

  /// Some findings with the records that they speak of.
  struct Part {
    /// The lines of findings.jsonl, as they are.
    let lines: [UInt8]
    let findings: [RecordReader.FindingLine]
    /// The lines of the other files, read only where they are wanted.
    fileprivate let factLines: [UInt8]
    fileprivate let articleLines: [UInt8]
    fileprivate let folder: String

    func facts() throws -> [RecordReader.FactLine] {
      try FindingSource.read(folder + "facts.jsonl") { () throws(RecordReader.LineError) in
        try RecordReader.facts(factLines)
      }
    }

    func articles() throws -> [RecordReader.ArticleLine] {
      try FindingSource.read(folder + "articles.jsonl") { () throws(RecordReader.LineError) in
        try RecordReader.articles(articleLines)
      }
    }

    /// The documents that were looked at, with findings or without.
    func documents() throws -> [String] {
      try FindingSource.read(folder + "articles.jsonl") { () throws(RecordReader.LineError) in
        try RecordReader.documents(articleLines)
      }.map(\.document)
    }
  }

  /// The folder of the run, where one is named.
  var run: String? {
    paths.count == 1 && access(paths[0] + "/findings.jsonl", R_OK) == 0 ? paths[0] : nil
  }

  /// Where the decisions on a run lie.
  var decisions: String? { run.map { $0 + "/decisions.jsonl" } }

  /// Hands over the findings in order of their articles, and says how many documents could not be read.
  func read(_ take: (Part) throws -> Void) async throws -> Int {
    if let run {
      try take(
        FindingSource.part(
          findings: FindingSource.file(run + "/findings.jsonl"),
          facts: FindingSource.file(run + "/facts.jsonl"),
          articles: FindingSource.file(run + "/articles.jsonl"), in: run + "/"))
      return 0
    }
    let counts = try await options.run(paths, with: try options.grammar()) {
      try take(
        FindingSource.part(
          findings: $0.findings, facts: $0.facts, articles: $0.articles, in: ""))
    }
    return counts.errors
  }

  private static func part(
    findings: [UInt8], facts: [UInt8], articles: [UInt8], in folder: String
  ) throws -> Part {
    let lines = try read(folder + "findings.jsonl") { () throws(RecordReader.LineError) in
      try RecordReader.findings(findings)
    }
    return Part(
      lines: findings, findings: lines, factLines: facts, articleLines: articles, folder: folder)
  }

  static func file(_ path: String) throws -> [UInt8] {
    do throws(SystemError) {
      return try FileBytes.read(path)
    } catch {
      throw Failure.usage(error.message)
    }
  }

  /// Records of a file; a line that is none is a mistake of usage.
  static func read<Line>(_ path: String, _ body: () throws(RecordReader.LineError) -> [Line]) throws
    -> [Line]
  {
    do throws(RecordReader.LineError) {
      return try body()
    } catch {
      throw Failure.usage(
        "\(path):\(error.line): no record of this version; run heshu extract again")
    }
  }
}
