internal import ArgumentParser
internal import Assembly
internal import Extraction
internal import Facts
internal import Glibc
internal import Reading
internal import Rules
internal import Validation

/// Measures the pipeline against a bare libxml2 SAX parse of the same bytes, in one run.
///
/// All times are CPU time of runs that alternate, so that what else the machine does bears on both
/// alike; only the ratios mean anything.
@main
struct Bench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "heshu-bench",
    abstract: "Measure the pipeline against a bare libxml2 SAX parse of the same bytes.",
    discussion: "Compare the ratios of one run; the times of two runs tell nothing.")

  @Argument(help: "The folder of rules.")
  var rules = "rules"

  @Argument(help: "Pages of a whole run; several are measured one after another.")
  var counts = [200, 2_000, 20_000]

  @Option(help: "Measure the pages below this folder that are UTF-8, not generated ones.")
  var folder: String?

  func validate() throws {
    guard counts.allSatisfy({ $0 > 0 }) else { throw ValidationError("0 pages take no time") }
  }

  func run() async throws {
    let sources = Files.rules(rules)
    guard !sources.isEmpty else { throw ValidationError("\(rules): no rules here") }
    let grammar = Grammar(rules: try RuleSet(sources))
    Pipeline.prepare()
    let pages = try Pages(folder: folder)
    stages(grammar, pages)
    for count in counts { try await throughput(grammar, count: count, pages) }
  }

  // MARK: one thread, stage by stage

  private func stages(_ grammar: Grammar, _ source: Pages) {
    let pages = source.first(200)
    let bytes = pages.reduce(0) { $0 + $1.count }
    var yardstick = SAXYardstick()
    var reader = ArticleReader()
    var extractor = FactExtractor(grammar: grammar)
    let validator = Validator(checks: grammar.rules.checks)
    var (figures, facts) = (0, 0)
    var spent = [Double](repeating: 0, count: 5)
    for _ in 0..<5 {
      spent[0] += CPU.time { for page in pages { yardstick.parse(page) } }
      var articles: [Article] = []
      spent[1] += CPU.time {
        for (number, page) in pages.enumerated() {
          let article = page.withUnsafeBufferPointer { bytes in
            try? reader.read(bytes, document: "\(number).html", format: .html)
          }
          if let article { articles.append(article) }
        }
      }
      var results: [FactExtractor.Result] = []
      spent[2] += CPU.time {
        for article in articles { results.append(extractor.extract(from: article)) }
      }
      figures += results.reduce(0) { $0 + $1.coverage.numbers }
      facts += results.reduce(0) { $0 + $1.facts.count }
      var outcomes: [Outcome] = []
      spent[3] += CPU.time {
        for (article, result) in zip(articles, results) {
          var outcome = Outcome(document: article.document)
          outcome.article = article
          outcome.facts = result.facts
          outcome.findings = validator.findings(
            in: &outcome.facts, ties: result.ties, paragraphs: article.paragraphs)
          outcomes.append(outcome)
        }
      }
      spent[4] += CPU.time { for outcome in outcomes { _ = RunRecords(outcome).facts.count } }
    }
    let total = spent[1...].reduce(0, +)
    print(
      """
      stages, 200 pages of \(bytes / pages.count / 1024) KiB with \(figures / (5 * pages.count)) figures, \
      \(facts / (5 * pages.count)) of them facts; 5 alternating rounds, CPU time
      """)
    for (name, time) in zip(["bare libxml2 SAX", "read", "extract", "check", "write"], spent) {
      print(
        "  \(name): \(text(time * 1_000 / Double(5 * pages.count))) ms a page, \(text(time / spent[0])) of the SAX parse"
      )
    }
    print("  speed in memory: \(text(spent[0] / total)) of the bare libxml2 SAX parse\n")
  }

  // MARK: whole runs

  /// Short runs are repeated, so that a row of 200 pages is measured as long as one of 2,000.
  private func throughput(_ grammar: Grammar, count: Int, _ pages: Pages) async throws {
    let sample = pages.first(500)
    let rounds = max(1, 4_000 / count)
    var single: Double?
    for jobs in [1, 2] {
      var yardstick = SAXYardstick()
      let bytes = ByteCount()
      var elapsed = 0.0
      var work = 0.0
      var sax = CPU.time { for page in sample { yardstick.parse(page) } }
      for _ in 0..<rounds {
        let wall = CPU.wall()
        let cpu = CPU.process()
        try await Batch(grammar: grammar, jobs: jobs).run(count: count) { number in
          let page = pages.page(number)
          bytes.add(page.count)
          return .page(Page(document: "\(number).html", bytes: page, isHTML: true))
        } take: { _ in
        }
        elapsed += CPU.wall() - wall
        work += CPU.process() - cpu
        sax += CPU.time { for page in sample { yardstick.parse(page) } }
      }
      let saxPerPage = sax / Double((rounds + 1) * sample.count)
      let workPerPage = work / Double(rounds * count)
      single = single ?? elapsed
      print(
        """
        \(count) pages, \(jobs) thread\(jobs == 1 ? "" : "s"): \
        \(Int(Double(rounds * count) / elapsed)) pages/s, \
        \(text(Double(bytes.total) / elapsed / 1_048_576)) MB/s, peak memory \(CPU.peakMegabytes()) MB, \
        ratio to bare SAX \(text(saxPerPage / workPerPage)), speed-up \(text((single ?? elapsed) / elapsed))
        """)
    }
  }

  private func text(_ number: Double) -> String {
    let hundredths = Int((number * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}
