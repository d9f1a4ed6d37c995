import ArgumentParser
import Assembly
import Extraction
import Glibc

/// `heshu extract`: articles in, checked facts out.
struct Extract: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read articles and write their figures as checked facts.",
    discussion: """
      Writes articles.jsonl, facts.jsonl, findings.jsonl, errors.jsonl and run.json into the output \
      folder; they appear when the run is complete. With - as the only path, reads one JSON object a \
      line from stdin, {"id": …, "url": …, "html" or "text": …}, and writes the records to stdout.
      """)

  @Argument(help: "Folders and files of articles (.html, .htm, .txt), or - for a stream.")
  var paths: [String]

  @Option(name: .shortAndLong, help: "The folder to write to.", completion: .directory)
  var output = "output"

  @Flag(
    help: "Print the share of numbers unclaimed, by article, and the commonest unclaimed shapes.")
  var coverage = false

  @OptionGroup var options: RunOptions

  func validate() throws {
    guard output != "-" else {
      throw ValidationError("-o takes a folder; for records on stdout give - as the only path")
    }
  }

  func run() async throws {
    if paths == ["-"] {
      try Stream(rules: options.rules).run()
      return
    }
    let start = ContinuousClock.now
    let folder = try RunFolder(output)
    let grammar = try options.grammar()
    var report = CoverageReport()
    let counts = try await options.run(paths, with: grammar) { records in
      try folder.write(records)
      if coverage { report.add(records) }
    }
    let seconds = Summary.seconds(ContinuousClock.now - start)
    try folder.finish(summary: Summary.json(counts, rules: grammar.rules, seconds: seconds))
    if coverage { report.print() }
    Terminal.say(Summary.line(counts, seconds: seconds))
    if options.strict, counts.errors > 0 { throw ExitCode(3) }
  }
}
