public import Extraction
public import Facts

/// Runs the pipeline over many documents on several threads; results come in input order.
public struct Batch: Sendable {
  private let grammar: Grammar
  private let jobs: Int

  /// Documents that one task takes at a time: enough to make its scratch memory worth while, and
  /// few enough that what lies between two stages stays small.
  private static let chunk = 16

  /// `jobs` is the number of threads, at least one.
  public init(grammar: Grammar, jobs: Int) {
    self.grammar = grammar
    self.jobs = max(1, jobs)
  }

  /// Loads, runs and records documents 0..<count; `take` gets the records in order.
  ///
  /// At most a few chunks are in memory at a time, however many documents there are. `load` and the
  /// rest run on other threads; `take` doesn't, and what it throws ends the run.
  public func run(
    count: Int, load: @escaping @Sendable (Int) -> Loaded, take: (RunRecords) async throws -> Void
  ) async throws {
    let grammar = grammar
    let starts = Array(stride(from: 0, to: count, by: Batch.chunk))
    try await withThrowingTaskGroup(of: (Int, [RunRecords]).self) { group in
      var next = 0
      var waiting: [Int: [RunRecords]] = [:]
      var written = 0
      func start() {
        guard next < starts.count else { return }
        let place = next
        let range = starts[place]..<min(count, starts[place] + Batch.chunk)
        next += 1
        group.addTask { (place, Batch.records(of: range, grammar, load)) }
      }
      for _ in 0..<jobs { start() }
      while let (place, records) = try await group.next() {
        waiting[place] = records
        start()
        while let ready = waiting.removeValue(forKey: written) {
          for record in ready { try await take(record) }
          written += 1
        }
        try Task.checkCancellation()
      }
    }
  }

  private static func records(
    of range: Range<Int>, _ grammar: Grammar, _ load: @escaping (Int) -> Loaded
  ) -> [RunRecords] {
    var pipeline = Pipeline(grammar: grammar)
    return pipeline.run(range.lazy.map(load)).map { RunRecords($0) }
  }
}

/// A document that could be loaded, or why it could not.
public enum Loaded: Sendable {
  case page(Page)
  case refused(Refusal)
}
