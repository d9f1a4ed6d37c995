import ArgumentParser

struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Test, list and explain the rules.")
  func run() throws {}
}
