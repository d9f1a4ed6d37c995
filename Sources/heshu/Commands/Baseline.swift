import ArgumentParser
import Glibc
import Records
import Review

/// `heshu baseline`: takes the present findings as known.
struct Baseline: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take the present findings as known, so that check tells only of new ones.",
    subcommands: [Write.self])

  struct Write: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a decision 'known' for each finding that nobody has judged.",
      discussion:
        "Appends to the decisions of a run, or to the file of --decisions. heshu check honours them."
    )

    @Argument(help: "Folders and files of articles, or the output folder of a run.")
    var paths: [String]

    @Option(help: "The log of decisions; of a run decisions.jsonl beside its records.")
    var decisions: String?

    @Option(help: "Why these findings are left as they are.")
    var reason: String?

    @OptionGroup var options: RunOptions

    func run() async throws {
      let source = FindingSource(paths: paths, options: options)
      guard let path = decisions ?? source.decisions else {
        throw Failure.usage(
          "articles have no decisions of their own; name the log with --decisions")
      }
      let file = DecisionFile(path: path)
      let log = try file.read()
      var known: [Decision] = []
      let now = Decision.stamp(secondsSince1970: time(nil))
      _ = try await source.read { part in
        for finding in part.findings where log.decision(on: finding.fingerprint) == nil {
          known.append(
            Decision(
              fingerprint: finding.fingerprint, decision: .known, reason: reason,
              who: DecisionFile.user, when: now))
        }
      }
      if !known.isEmpty { try file.append(known) }
      Terminal.say("\(known.count) findings taken as known in \(path)")
    }
  }
}
