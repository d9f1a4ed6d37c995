import ArgumentParser
import Assembly
import Glibc
import Records

/// `heshu check`: the figures that cannot be right, with the arithmetic.
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the findings of articles, or of an earlier run.",
    discussion:
      "A folder with a findings.jsonl is taken as a run, all else as articles. Exits with 1 if there are errors."
  )

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, jsonl, csv, github }
  enum Level: String, ExpressibleByArgument, CaseIterable { case error, warning, never }
  enum Language: String, ExpressibleByArgument, CaseIterable { case zh, en }

  @Argument(help: "Folders and files of articles, or the output folder of a run.")
  var paths: [String]

  @Option(help: "How to write the findings.")
  var format: Format = .text

  @Option(help: "The least level that makes the exit code 1.")
  var failOn: Level = .error

  @Option(help: "The language of the messages.")
  var lang: Language = .zh

  @OptionGroup var options: RunOptions

  func run() async throws {
    if format == .csv { print(FindingText.heading) }
    var errors = 0
    var warnings = 0
    var unreadable = 0
    func take(_ findings: [UInt8], _ facts: [UInt8]) throws {
      if findings.isEmpty { return }
      let lines = try Check.read { () throws(RecordReader.LineError) in
        try RecordReader.findings(findings)
      }
      errors += lines.count { $0.level == "error" }
      warnings += lines.count { $0.level == "warning" }
      switch format {
      case .jsonl: try Check.write(findings)
      case .text, .csv, .github:
        let facts = try Check.read { () throws(RecordReader.LineError) in
          try RecordReader.facts(facts)
        }
        let writer = FindingText(facts: facts, isChinese: lang == .zh)
        switch format {
        case .csv: writer.writeTable(lines)
        case .github: writer.writeAnnotations(lines)
        case .text, .jsonl: writer.write(lines)
        }
      }
    }
    if paths.count == 1, access(paths[0] + "/findings.jsonl", R_OK) == 0 {
      try take(
        try Check.file(paths[0] + "/findings.jsonl"), try Check.file(paths[0] + "/facts.jsonl"))
    } else {
      let counts = try await options.run(paths, with: try options.grammar()) {
        try take($0.findings, $0.facts)
      }
      unreadable = counts.errors
    }
    Terminal.say("\(errors) errors, \(warnings) warnings")
    if failOn != .never, errors > 0 || failOn == .warning && warnings > 0 { throw ExitCode(1) }
    if options.strict, unreadable > 0 { throw ExitCode(3) }
  }

  private static func file(_ path: String) throws -> [UInt8] {
    do throws(SystemError) {
      return try FileBytes.read(path)
    } catch {
      throw Failure.usage(error.message)
    }
  }

  static func read<Line>(_ body: () throws(RecordReader.LineError) -> [Line]) throws
    -> [Line]
  {
    do throws(RecordReader.LineError) {
      return try body()
    } catch {
      throw Failure.usage(
        "line \(error.line) is no record of this version; run heshu extract again")
    }
  }

  private static func write(_ bytes: [UInt8]) throws {
    do throws(SystemError) {
      try FileBytes.write(bytes, to: STDOUT_FILENO, path: "stdout")
    } catch {
      throw Failure.usage(error.message)
    }
  }
}
