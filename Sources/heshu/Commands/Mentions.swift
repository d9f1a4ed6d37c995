import ArgumentParser
import Extraction
import Facts
import Glibc
import Records

/// `heshu mentions`: every number of each line, as JSON.
struct Mentions: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find the numbers of lines of text.",
    discussion: """
      Reads lines from stdin and writes a JSON array for each: text, start and end in Unicode scalars, \
      kind, number, low and high in the base unit, relation, unit, and why a number is no quantity.
      """)

  @Option(
    help: "The folder of rules; without it the one beside the program.", completion: .directory)
  var rules: String?

  func run() throws {
    let grammar = Grammar(rules: try RuleFolder.load(rules))
    var extractor = FactExtractor(grammar: grammar)
    while let line = readLine(strippingNewline: true) {
      let bytes = Array(line.utf8)
      var writer = RecordWriter()
      do throws(Refusal) {
        writer.write(try extractor.mentions(in: bytes), text: bytes)
      } catch {
        writer.write(error)
      }
      do throws(SystemError) {
        try FileBytes.write(writer.take(), to: STDOUT_FILENO, path: "stdout")
      } catch {
        throw Failure.usage(error.message)
      }
    }
  }
}
