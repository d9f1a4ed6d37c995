import Records

/// Writes findings for people: the message, then each figure in its sentence, a caret under it.
struct FindingText {
  private let facts: [String: RecordReader.FactLine]
  private let ordered: [RecordReader.FactLine]
  private let isChinese: Bool

  init(facts: [RecordReader.FactLine], isChinese: Bool) {
    ordered = facts
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
      for suggestion in finding.suggestions {
        guard let fact = facts[finding.document + "\n" + suggestion.fact] else { continue }
        print(
          "  \(isChinese ? "若改则相符" : "would fit"): \(fact.value.text) → \(suggestion.text)"
            + "  (\(suggestion.kind))")
      }
    }
  }

  /// Writes the checks that hold: the arithmetic, then each figure in its sentence.
  func writeConsistent() {
    for fact in ordered {
      for check in fact.checks ?? [] where check.verdict == "consistent" {
        // A check stands in every fact that took part; it is shown with the first one.
        guard check.facts.first == fact.id else { continue }
        let mark = Terminal.coloured(isChinese ? "相符" : "consistent", as: "note")
        print("\(fact.source.document): \(mark): [\(check.check)] \(check.expression)")
        for id in check.facts {
          if let operand = facts[fact.source.document + "\n" + id] { show(operand) }
        }
      }
    }
  }

  /// The first line of a table of findings.
  static let heading = "document,level,check,verdict,message,expression,figures,fingerprint"

  /// Writes findings as comma-separated values (RFC 4180), a line each.
  func writeTable(_ findings: [RecordReader.FindingLine]) {
    for finding in findings {
      let figures = finding.facts.compactMap { facts[finding.document + "\n" + $0]?.value.text }
      let fields = [
        finding.document, finding.level, finding.check, finding.verdict, message(of: finding),
        finding.expression, figures.joined(separator: " "), finding.fingerprint,
      ]
      print(fields.map(ChangeTable.quoted).joined(separator: ","))
    }
  }

  /// Writes findings as commands that GitHub shows beside a change ("Workflow commands for GitHub
  /// Actions", Setting an error message); lines are paragraphs of the article.
  func writeAnnotations(_ findings: [RecordReader.FindingLine]) {
    for finding in findings {
      let place = finding.facts.first.flatMap { facts[finding.document + "\n" + $0]?.source }
      let line = place.map { ",line=\($0.paragraph + 1),col=\($0.start + 1)" } ?? ""
      let level = finding.level == "error" ? "error" : "warning"
      let file = FindingText.escaped(finding.document, also: [":", ","])
      print(
        "::\(level) file=\(file)\(line)::\(FindingText.escaped(message(of: finding), also: []))")
    }
  }

  private func message(of finding: RecordReader.FindingLine) -> String {
    isChinese ? finding.message.zh : finding.message.en
  }

  /// A text as a workflow command has it: per cent signs, line breaks and some more by their codes.
  private static func escaped(_ text: String, also others: [String]) -> String {
    var escaped = text
    for sign in ["%", "\r", "\n"] + others {
      let code = String(sign.utf8.first ?? 0, radix: 16, uppercase: true)
      escaped = escaped.replacing(sign, with: "%" + (code.count < 2 ? "0" : "") + code)
    }
    return escaped
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
