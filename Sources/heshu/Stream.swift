import Assembly
import Extraction
import Facts
import Foundation

/// `heshu extract -`: one JSON object a line in, its records out, flushed document by document.
struct Stream {
  let rules: String?

  /// A line of input.
  private struct Line: Decodable {
    let id: String
    let url: String?
    let html: String?
    let text: String?
  }

  func run() throws {
    let grammar = Grammar(rules: try RuleFolder.load(rules))
    Pipeline.prepare()
    var pipeline = Pipeline(grammar: grammar)
    var number = 0
    while let line = readLine(strippingNewline: true) {
      number += 1
      if line.allSatisfy(\.isWhitespace) { continue }
      let records = RunRecords(outcome(of: line, number: number, &pipeline))
      for part in [records.articles, records.facts, records.findings, records.errors] {
        do throws(SystemError) {
          try FileBytes.write(part, to: STDOUT_FILENO, path: "stdout")
        } catch {
          throw Failure.usage(error.message)
        }
      }
    }
  }

  private func outcome(of line: String, number: Int, _ pipeline: inout Pipeline) -> Outcome {
    func refused(_ id: String, _ message: String) -> Outcome {
      Outcome(
        refused: Refusal(document: id, reason: "bad-line", message: "line \(number): \(message)"))
    }
    guard let input = try? JSONDecoder().decode(Line.self, from: Data(line.utf8)) else {
      return refused("line \(number)", "not an object with \"id\" and \"html\" or \"text\"")
    }
    guard let body = input.html ?? input.text else {
      return refused(input.id, "neither \"html\" nor \"text\"")
    }
    return pipeline.run(
      Page(document: input.id, bytes: Array(body.utf8), isHTML: input.html != nil, url: input.url))
  }
}
