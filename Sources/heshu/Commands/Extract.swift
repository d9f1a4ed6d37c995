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

  @OptionGroup var options: RunOptions

  func run() async throws {
    if paths == ["-"] {
      try Stream(rules: options.rules).run()
      return
    }
    let start = ContinuousClock.now
    let folder = try RunFolder(output)
    let grammar = try options.grammar()
    let counts = try await options.run(paths, with: grammar) { try folder.write($0) }
    let seconds = Summary.seconds(ContinuousClock.now - start)
    try folder.finish(summary: Summary.json(counts, rules: grammar.rules, seconds: seconds))
    Terminal.say(Summary.line(counts, seconds: seconds))
    if options.strict, counts.errors > 0 { throw ExitCode(3) }
  }
}
