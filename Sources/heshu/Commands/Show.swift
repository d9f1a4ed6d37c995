import ArgumentParser
import Glibc
import Records

/// `heshu show`: the facts of a run, a line each.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show the facts of a run, a line each, by article.",
    discussion:
      "A mark before a fact says what its checks found: ✓ consistent, ? review, ✗ inconsistent.")

  @Argument(help: "The output folder of a run.", completion: .directory)
  var folder: String

  func run() throws {
    let path = folder + "/facts.jsonl"
    guard access(path, R_OK) == 0 else {
      throw Failure.usage(
        "\(SystemError.last(path).message); name the output folder of heshu extract")
    }
    let bytes = try FindingSource.file(path)
    let facts = try FindingSource.read(path) { () throws(RecordReader.LineError) in
      try RecordReader.facts(bytes)
    }
    var document = ""
    for fact in facts {
      if fact.source.document != document {
        document = fact.source.document
        print(document)
      }
      print(Show.line(fact))
    }
  }

  private static func line(_ fact: RecordReader.FactLine) -> String {
    let verdicts = (fact.checks ?? []).map(\.verdict)
    let isBroken = verdicts.contains("inconsistent")
    let mark = isBroken ? "✗" : verdicts.contains("review") ? "?" : verdicts.isEmpty ? " " : "✓"
    let period = [fact.period?.start, fact.period?.end].compactMap { $0 }
    let time = fact.period?.basis == "published" ? "" : Set(period).sorted().joined(separator: "..")
    let sign = fact.direction.map { $0 == "up" ? "↑" : "↓" } ?? ""
    return
      "  \(Terminal.coloured(mark, as: isBroken ? "error" : "note")) \(fact.population ?? "")\(fact.indicator)  "
      + "\(sign)\(fact.value.text)\(fact.status == "target" ? "  (target)" : "")  \(time)"
  }
}
