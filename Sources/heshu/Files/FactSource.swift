import Assembly
import Comparison
import Extraction
import Facts
import Glibc
import Records

/// The facts that a user names: a run, a file of facts, or articles that are read now.
struct FactSource: Sendable {
  /// What the user wrote.
  let name: String
  /// The facts as JSON Lines.
  let bytes: [UInt8]
  let facts: [ComparedFact]

  static func load(_ path: String, _ options: RunOptions) async throws -> FactSource {
    let bytes = try await lines(of: path, options)
    do throws(ComparedFact.LineError) {
      return FactSource(name: path, bytes: bytes, facts: try ComparedFact.read(bytes))
    } catch {
      throw Failure.usage(
        "\(path): line \(error.line) is no fact of this version; run heshu extract again")
    }
  }

  private static func lines(of path: String, _ options: RunOptions) async throws -> [UInt8] {
    let run = path + "/facts.jsonl"
    if access(run, R_OK) == 0 { return try read(run) }
    if path.hasSuffix(".jsonl") { return try read(path) }
    var bytes: [UInt8] = []
    let counts = try await options.run([path], with: try options.grammar()) { bytes += $0.facts }
    if options.strict, counts.errors > 0 {
      throw Failure(
        message: "\(path): \(counts.errors) documents could not be read; see heshu extract", code: 3
      )
    }
    return bytes
  }

  private static func read(_ path: String) throws -> [UInt8] {
    do throws(SystemError) {
      return try FileBytes.read(path)
    } catch {
      throw Failure.usage(error.message)
    }
  }

  /// The facts that are of one year.
  func of(year: Int) -> FactSource {
    FactSource(
      name: "\(name) \(year)", bytes: bytes,
      facts: facts.filter { $0.start?.year == year && $0.end?.year == year })
  }

  /// A fact's figure in its sentence, as its line has it.
  func quote(of fact: ComparedFact) -> RecordReader.FactLine.Quote? {
    try? RecordReader.facts(Array(bytes[fact.line])).first?.source.quote
  }
}
