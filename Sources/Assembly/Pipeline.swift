public import Extraction
public import Facts
internal import Reading
internal import Rules
internal import Validation

/// The stages in their order, for one article after another; one owner at a time.
public struct Pipeline: ~Copyable {
  private var reader = ArticleReader()
  private var extractor: FactExtractor
  private let validator: Validator

  public init(grammar: Grammar) {
    extractor = FactExtractor(grammar: grammar)
    validator = Validator(checks: grammar.rules.checks)
  }

  /// Sets up the C libraries; once, before any pipeline runs on another thread.
  public static func prepare() { ArticleReader.prepare() }

  /// Reads, extracts and checks one document.
  public mutating func run(_ page: Page) -> Outcome {
    var outcome = Outcome(document: page.document)
    do throws(ReadingError) {
      var article = try page.bytes.withReading { (bytes) throws(ReadingError) in
        try reader.read(
          bytes, document: page.document, format: page.isHTML ? .html : .text, url: page.url)
      }
      let result = extractor.extract(from: article)
      article.region = result.region
      outcome.article = article
      outcome.coverage = result.coverage
      outcome.unclaimed = result.unclaimed
      outcome.facts = result.facts
      outcome.refusals = result.refusals
      outcome.findings = validator.findings(
        in: &outcome.facts, ties: result.ties, paragraphs: article.paragraphs)
    } catch {
      outcome.refusals = [
        Refusal(document: page.document, reason: error.reason.rawValue, message: error.message)
      ]
    }
    return outcome
  }
}

/// A document as it came: its bytes and how to read them.
public struct Page: Sendable {
  public let document: String
  public let bytes: [UInt8]
  public let isHTML: Bool
  public let url: String?

  public init(document: String, bytes: [UInt8], isHTML: Bool, url: String? = nil) {
    self.document = document
    self.bytes = bytes
    self.isHTML = isHTML
    self.url = url
  }
}

/// All that came of one document.
public struct Outcome: Sendable {
  public let document: String
  /// Absent where the document could not be read.
  public var article: Article?
  public var facts: [Fact] = []
  public var findings: [Finding] = []
  public var refusals: [Refusal] = []
  public var coverage = FactExtractor.Coverage()
  public var unclaimed: [Unclaimed] = []

  public init(document: String) { self.document = document }

  /// The outcome of a document that nothing can be read of.
  public init(refused refusal: Refusal) {
    document = refusal.document
    refusals = [refusal]
  }
}

extension [UInt8] {
  /// `withUnsafeBufferPointer` for a body that throws a typed error and mutates its surroundings.
  fileprivate func withReading<Result, Failure>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try withUnsafeBufferPointer(body)
  }
}
