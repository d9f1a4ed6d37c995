import ArgumentParser
import Assembly
import Extraction
import Facts
import Glibc
import Validation

/// The options of every command that runs the pipeline.
struct RunOptions: ParsableArguments {
  @Option(help: "Threads to work with.")
  var jobs: Int = Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))

  @Option(
    help: "The folder of rules; without it the one beside the program.", completion: .directory)
  var rules: String?

  @Option(help: "Only documents whose name below the folder fits this pattern; may be repeated.")
  var include: [String] = []

  @Option(help: "No documents whose name below the folder fits this pattern; may be repeated.")
  var exclude: [String] = []

  @Flag(help: "Exit with 3 if a document cannot be read.")
  var strict = false

  func validate() throws {
    guard jobs > 0 else { throw ValidationError("--jobs must be 1 or more") }
  }

  /// The rules that the options name, ready to run.
  func grammar() throws -> Grammar { Grammar(rules: try RuleFolder.load(rules)) }

  /// Runs the pipeline over the documents below `paths`, and hands over the records in order; those of
  /// what the articles state differently come last, of no document.
  func run(
    _ paths: [String], with grammar: Grammar, take: (RunRecords) async throws -> Void
  ) async throws -> RunCounts {
    let found = try DocumentFinder(include: include, exclude: exclude).find(paths)
    if found.skipped > 0 {
      Terminal.say(
        "heshu: passed over \(found.skipped) files that are no .html, .htm or .txt, or not wanted")
    }
    let documents = found.documents
    Pipeline.prepare()
    var counts = RunCounts()
    var done = 0
    var restatements = Restatements()
    try await Batch(grammar: grammar, jobs: jobs).run(count: documents.count) { index in
      RunOptions.load(documents[index])
    } take: { records in
      counts += records.counts
      restatements.add(records.statements, of: records.document)
      done += 1
      if done % 64 == 0 { Terminal.progress(done, of: documents.count) }
      try await take(records)
    }
    let last = RunRecords(restatements)
    counts += last.counts
    if !last.findings.isEmpty { try await take(last) }
    Terminal.clearProgress()
    return counts
  }

  private static func load(_ document: DocumentFinder.Document) -> Loaded {
    do throws(SystemError) {
      let bytes = try FileBytes.read(document.path)
      return .page(Page(document: document.name, bytes: bytes, isHTML: document.isHTML))
    } catch {
      return .refused(Refusal(document: document.name, reason: "unreadable", message: error.text))
    }
  }
}
