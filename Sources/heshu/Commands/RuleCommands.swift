import ArgumentParser

/// `heshu rules`: what a rule author needs.
struct RuleCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Test, list and explain the rules.",
    subcommands: [RulesTest.self, RulesList.self, RulesExplain.self])
}

/// The option that every `rules` command has.
struct RulesOption: ParsableArguments {
  @Option(
    help: "The folder of rules; without it the one beside the program.", completion: .directory)
  var rules: String?
}
