import Records

/// Writes findings for people: the message, then each figure in its sentence, a caret under it.
struct FindingText {
  private let facts: [String: RecordReader.FactLine]
  private let isChinese: Bool

  init(facts: [RecordReader.FactLine], isChinese: Bool) {
    self.facts = Dictionary(facts.map { ($0.source.document + "\n" + $0.id, $0) }) { first, _ in
      first
    }
    self.isChinese = isChinese
  }

  func write(_ findings: [RecordReader.FindingLine]) {
    for finding in findings {
      let level = Terminal.coloured(finding.level, as: finding.level)
      print(
        "\(finding.document): \(level): [\(finding.check)] \(isChinese ? finding.message.zh : finding.message.en)"
      )
      for id in finding.facts {
        if let fact = facts[finding.document + "\n" + id] { show(fact) }
      }
    }
  }

  private func show(_ fact: RecordReader.FactLine) {
    let quote = fact.source.quote
    let place = "  \(fact.source.paragraph):\(fact.source.start) "
    let prefix = quote.prefix.suffix(16).map { $0 == "\t" ? " " : $0 }
    let suffix = quote.suffix.prefix(12).map { $0 == "\t" ? " " : $0 }
    print(place + String(prefix) + quote.exact + String(suffix))
    let blank = Terminal.width(place) + Terminal.width(String(prefix))
    print(
      String(repeating: " ", count: blank)
        + String(repeating: "^", count: Terminal.width(quote.exact)))
  }
}
