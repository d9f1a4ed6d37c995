import ArgumentParser
import Assembly
import Extraction
import Records
import Rules

/// `heshu rules list`: the rules with what they are for, and how much they are used.
struct RulesList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the rules with their descriptions.")

  @OptionGroup var options: RunOptions

  @Option(
    help: "Count the facts that each rule makes of the articles here.", completion: .directory)
  var hits: String?

  func run() async throws {
    let grammar = try options.grammar()
    let rules = grammar.rules
    var counts: [String: Int] = [:]
    if let hits {
      _ = try await options.run([hits], with: grammar) { records in
        for fact in try RecordReader.facts(records.facts) { counts[fact.rule, default: 0] += 1 }
      }
    }
    let width = rules.rules.map(\.id.count).max() ?? 0
    for rule in rules.rules {
      let id = rule.id + String(repeating: " ", count: width - rule.id.count)
      let count = hits == nil ? "" : "  \(counts[rule.id, default: 0])\t"
      print("\(id)\(count)  \(rule.file.description)")
    }
  }
}
