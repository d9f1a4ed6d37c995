internal import Extraction
internal import Facts
internal import Records
public import Validation

/// The records of one outcome as bytes, by the file they go to, with what the summary counts.
public struct RunRecords: Sendable {
  public let document: String
  public var articles: [UInt8] = []
  public var facts: [UInt8] = []
  public var findings: [UInt8] = []
  public var errors: [UInt8] = []
  public var counts = RunCounts()
  /// What its figures state, for the articles behind it.
  public var statements: [Statement] = []
  /// The shapes of the numbers that nothing claimed, each with the text around one.
  public var unclaimed: [(shape: String, excerpt: String)] = []

  public init(_ outcome: Outcome) {
    document = outcome.document
    var writer = RecordWriter()
    if let article = outcome.article {
      let coverage = outcome.coverage
      writer.write(
        article,
        coverage: CoverageRecord(
          numbers: coverage.numbers, captured: coverage.captured, ignored: coverage.ignored,
          unclaimed: coverage.unclaimed))
      articles = writer.take()
      for fact in outcome.facts {
        writer.write(fact, text: article.paragraphs[fact.source.paragraph].text)
        if let statement = Statement(fact) { statements.append(statement) }
      }
      facts = writer.take()
      unclaimed = outcome.unclaimed.map {
        ($0.shape, RunRecords.excerpt(article.paragraphs[$0.paragraph].text, $0.span))
      }
    }
    findings = RunRecords.lines(of: outcome.findings)
    for refusal in outcome.refusals { writer.write(refusal) }
    errors = writer.take()
    counts = RunCounts(outcome)
  }

  /// The records of what the articles of a batch state differently.
  public init(_ restatements: Restatements) {
    document = ""
    let found = restatements.findings()
    findings = RunRecords.lines(of: found)
    counts.checks = found.count
    counts.review = found.count
  }

  private static func lines(of findings: [Finding]) -> [UInt8] {
    var writer = RecordWriter()
    for finding in findings {
      writer.write(finding, id: "c-" + FNV1a(finding.fingerprint).text)
    }
    return writer.take()
  }

  /// A number with some fifteen characters on either side, cut at scalars.
  private static func excerpt(_ text: [UInt8], _ span: TextSpan) -> String {
    var (start, end) = (max(0, span.start - 45), min(text.count, span.end + 30))
    while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
    while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    return String(decoding: text[start..<end], as: UTF8.self)
  }
}

/// What the last line of a run counts.
public struct RunCounts: Sendable, Hashable {
  public var articles = 0
  public var figures = 0
  public var captured = 0
  public var ignored = 0
  public var checks = 0
  public var consistent = 0
  public var review = 0
  public var inconsistent = 0
  public var errors = 0

  public init() {}

  /// Numbers that are neither captured nor ignored.
  public var unclaimed: Int { figures - captured - ignored }

  init(_ outcome: Outcome) {
    articles = outcome.article == nil ? 0 : 1
    figures = outcome.coverage.numbers
    captured = outcome.coverage.captured
    ignored = outcome.coverage.ignored
    errors = outcome.refusals.count
    // A check stands in every fact that took part; it is counted in the first one.
    for place in outcome.facts.indices where !outcome.facts[place].checks.isEmpty {
      let id = outcome.facts[place].id
      for result in outcome.facts[place].checks where result.facts.first == id {
        checks += 1
        switch result.verdict {
        case .consistent: consistent += 1
        case .review: review += 1
        case .inconsistent: inconsistent += 1
        }
      }
    }
  }

  public static func += (left: inout RunCounts, right: RunCounts) {
    left.articles += right.articles
    left.figures += right.figures
    left.captured += right.captured
    left.ignored += right.ignored
    left.checks += right.checks
    left.consistent += right.consistent
    left.review += right.review
    left.inconsistent += right.inconsistent
    left.errors += right.errors
  }
}
