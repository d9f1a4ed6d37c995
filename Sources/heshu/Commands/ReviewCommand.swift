import ArgumentParser
import Foundation
import Glibc
import Review

/// `heshu review`: the figure, the article and the arithmetic on one screen.
struct ReviewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review", abstract: "Review the findings of a run in the browser.",
    discussion: """
      Serves a page on 127.0.0.1 and prints its address; Ctrl-C ends it. Decisions go to \
      decisions.jsonl beside the records, one line each and synced at once; heshu check honours them. \
      With --export, writes one file that works without a server; there decisions stay in the browser \
      until they are downloaded.
      """)

  @Argument(help: "The output folder of a run.", completion: .directory)
  var folder: String

  @Option(
    help: "An older run, folder or file of facts, for the year diff and last year's values.",
    completion: .directory)
  var against: String?

  @Option(help: "The port to listen on; without it one that is free.")
  var port: UInt16 = 0

  @Flag(help: "Open the page in the browser.")
  var open = false

  @Option(help: "Write the page into this file and serve nothing.", completion: .file())
  var export: String?

  @Option(help: "The language that the page begins in.")
  var lang: Check.Language = .zh

  @OptionGroup var options: RunOptions

  func run() async throws {
    let run = try await ReviewRun(folder, against: against, options: options)
    let file = DecisionFile(path: folder + "/decisions.jsonl")
    if let export {
      try write(run, file, to: export)
      return
    }
    let server = ReviewServer(run: run, file: file, language: lang.rawValue)
    let isOpened = open
    do {
      try await server.serve(port: port) { port in
        let address = "http://127.0.0.1:\(port)/"
        print(address)
        fflush(nil)
        Terminal.say("heshu: reviewing \(folder); Ctrl-C ends")
        if isOpened { ReviewCommand.open(address) }
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure.usage("port \(port): \(error.localizedDescription); choose another with --port")
    }
  }

  private func write(_ run: ReviewRun, _ file: DecisionFile, to path: String) throws {
    let contents = try run.contents(
      language: lang.rawValue, token: nil, decisions: try file.read(), isWhole: true)
    let page = try ReviewPage().html(contents)
    let temporary = "\(path).\(getpid())"
    do {
      try Data(page).write(to: URL(filePath: temporary))
    } catch {
      throw Failure.usage("\(path): \(error.localizedDescription)")
    }
    guard rename(temporary, path) == 0 else { throw Failure.usage(SystemError.last(path).message) }
    Terminal.say("\(path): \(page.count / 1024) KiB")
  }

  /// Hands an address to the desktop; where there is none, the address stands on the screen anyway.
  private static func open(_ address: String) {
    let opener = Process()
    opener.executableURL = URL(filePath: "/usr/bin/env")
    opener.arguments = ["xdg-open", address]
    opener.standardError = FileHandle.nullDevice
    do {
      try opener.run()
    } catch {
      Terminal.say("heshu: no browser could be started: \(error.localizedDescription)")
    }
  }
}
