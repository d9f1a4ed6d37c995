import ArgumentParser
import Assembly
import Facts
import Glibc
import Records
import Review
import Rules

/// `heshu check`: the figures that cannot be right, with the arithmetic.
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the findings of articles, or of an earlier run.",
    discussion: """
      A folder with a findings.jsonl is taken as a run, all else as articles. Exits with 1 if there are \
      errors that nobody has judged. What a person has judged is passed over: decisions come from \
      heshu review and heshu baseline, and lie beside the records of a run.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, jsonl, sarif, csv, github }
  enum Level: String, ExpressibleByArgument, CaseIterable { case error, warning, never }
  enum Language: String, ExpressibleByArgument, CaseIterable { case zh, en }
  enum Shown: String, ExpressibleByArgument, CaseIterable { case findings, consistent }

  @Argument(help: "Folders and files of articles, or the output folder of a run.")
  var paths: [String]

  @Option(help: "How to write the findings.")
  var format: Format = .text

  @Option(help: "The least level that makes the exit code 1.")
  var failOn: Level = .error

  @Option(help: "What to show as text: findings alone, or consistent checks too.")
  var show: Shown = .findings

  @Option(help: "The language of the messages.")
  var lang: Language = .zh

  @Option(
    help: "The log of decisions; without it that of the run, if it has one.",
    completion: .file(extensions: ["jsonl"]))
  var decisions: String?

  @OptionGroup var options: RunOptions

  func validate() throws {
    if show == .consistent, format != .text {
      throw ValidationError("--show consistent is for --format text; facts.jsonl has every check")
    }
  }

  func run() async throws {
    let source = FindingSource(paths: paths, options: options)
    let log = try (decisions ?? source.decisions).map { try DecisionFile(path: $0).read() }
    if let decisions, access(decisions, F_OK) != 0 {
      throw Failure.usage("\(decisions): no such file; heshu baseline write begins one")
    }
    var counts = Counts()
    var sarif = format == .sarif ? try sarifWriter() : nil
    if format == .csv { print(FindingText.heading) }
    let unreadable = try await source.read { part in
      let open = part.findings.filter { log?.settles($0.fingerprint) != true }
      counts.add(part, open: open)
      if log != nil { counts.documents.formUnion(try part.documents()) }
      // An article without findings has nothing to show, unless what holds is wanted too.
      if part.findings.isEmpty, show == .findings { return }
      func writer() throws -> FindingText {
        FindingText(facts: try part.facts(), isChinese: lang == .zh)
      }
      switch format {
      case .jsonl: try Check.write(Check.lines(part, of: open))
      case .csv: try writer().writeTable(open)
      case .github: try writer().writeAnnotations(open)
      case .text:
        let writer = try writer()
        writer.write(open)
        if show == .consistent { writer.writeConsistent() }
      case .sarif:
        sarif?.add(part.findings, facts: try part.facts(), articles: try part.articles()) {
          fingerprint in
          guard let log, log.settles(fingerprint) else { return nil }
          let decision = log.decision(on: fingerprint)
          return [decision?.decision.rawValue, decision?.reason].compactMap { $0 }
            .joined(separator: ": ")
        }
      }
    }
    if let sarif { try Check.write(sarif.log()) }
    report(counts, log)
    if failOn != .never, counts.errors > 0 || failOn == .warning && counts.warnings > 0 {
      throw ExitCode(1)
    }
    if options.strict, unreadable > 0 { throw ExitCode(3) }
  }

  /// What the last line counts.
  private struct Counts {
    var errors = 0
    var warnings = 0
    var settled = 0
    var fingerprints: Set<String> = []
    var documents: Set<String> = []

    mutating func add(_ part: FindingSource.Part, open: [RecordReader.FindingLine]) {
      errors += open.count { $0.level == "error" }
      warnings += open.count { $0.level == "warning" }
      settled += part.findings.count - open.count
      fingerprints.formUnion(part.findings.map(\.fingerprint))
    }
  }

  private func report(_ counts: Counts, _ log: DecisionLog?) {
    if let log {
      let left = log.leftovers(fingerprints: counts.fingerprints, documents: counts.documents)
      for decision in left.stale {
        Terminal.say("stale decision (its figures have changed): \(decision.fingerprint)")
      }
      for decision in left.unused {
        Terminal.say("unused decision (no such finding any more): \(decision.fingerprint)")
      }
    }
    let settled = counts.settled > 0 ? ", \(counts.settled) judged" : ""
    Terminal.say("\(counts.errors) errors, \(counts.warnings) warnings\(settled)")
  }

  private func sarifWriter() throws -> SARIFWriter {
    let checks = try RuleFolder.load(options.rules).checks.map {
      SARIFWriter.Check(
        name: $0.name.rawValue, description: $0.description,
        message: lang == .zh ? $0.message.zh : $0.message.en)
    }
    return SARIFWriter(version: Heshu.version, checks: checks, isChinese: lang == .zh)
  }

  /// The lines of some findings, byte for byte.
  private static func lines(
    _ part: FindingSource.Part, of open: [RecordReader.FindingLine]
  ) -> [UInt8] {
    let ids = Set(open.map { $0.document + "\n" + $0.fingerprint })
    let lines = part.lines.split(separator: 0x0A)
    return zip(lines, part.findings).flatMap { line, finding in
      ids.contains(finding.document + "\n" + finding.fingerprint) ? line + [0x0A] : []
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
