import ArgumentParser

struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Show the findings of articles or of a run.")
  func run() async throws {}
}
