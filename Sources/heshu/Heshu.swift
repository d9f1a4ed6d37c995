import ArgumentParser
import Glibc

/// The tool: one subcommand for each thing that a user does.
@main
struct Heshu: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "heshu",
    abstract: "核数: reads the figures of Chinese policy articles as data, and recomputes them.",
    discussion: """
      Data goes to stdout or into the output folder, talk to stderr. Exit codes: 0 clean, 1 findings, \
      2 usage, rule or configuration errors, 3 unreadable input under --strict.
      """,
    version: version,
    subcommands: [
      Extract.self, Show.self, Check.self, ReviewCommand.self, Baseline.self, Diff.self,
      Mentions.self, RuleCommands.self,
    ])

  static func main() async {
    // A reader that has seen enough closes the pipe: that is no failure.
    signal(SIGPIPE, SIG_DFL)
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch let failure as Failure {
      Terminal.say("heshu: \(failure.message)")
      Glibc.exit(failure.code)
    } catch {
      let code = exitCode(for: error)
      // ArgumentParser's own code for usage errors is 64; ours is 2.
      let text = fullMessage(for: error)
      if code == .success {
        print(text)
      } else if !text.isEmpty {
        Terminal.say(text)
      }
      Glibc.exit(code == .validationFailure ? 2 : code.rawValue)
    }
  }
}

/// Why the tool stops, with the exit code that says so.
struct Failure: Error {
  let message: String
  let code: Int32

  /// A mistake of usage, of the rules or of the surroundings.
  static func usage(_ message: String) -> Failure { Failure(message: message, code: 2) }
}
