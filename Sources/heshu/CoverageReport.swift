import Assembly

/// Which numbers of a run nothing claimed: by article, and by the shape of the text around them.
struct CoverageReport {
  private var articles: [(document: String, counts: RunCounts)] = []
  private var shapes: [String: (count: Int, example: String)] = [:]

  /// Most shapes that are shown.
  private static let most = 30

  mutating func add(_ records: RunRecords) {
    guard records.counts.articles > 0 else { return }
    articles.append((records.document, records.counts))
    for (shape, excerpt) in records.unclaimed {
      let example = shapes[shape]?.example ?? "\(records.document): …\(excerpt)…"
      shapes[shape] = ((shapes[shape]?.count ?? 0) + 1, example)
    }
  }

  /// Prints the articles, the worst last as in a terminal one reads from the end, then the shapes.
  func print() {
    Swift.print("unclaimed  numbers  captured  ignored  article")
    let rows = articles.sorted {
      ($0.counts.unclaimed, $0.document) < ($1.counts.unclaimed, $1.document)
    }
    for (document, counts) in rows where counts.figures > 0 {
      Swift.print(CoverageReport.row(counts) + "  " + document)
    }
    let all = articles.reduce(into: RunCounts()) { $0 += $1.counts }
    Swift.print(CoverageReport.row(all) + "  all \(articles.count) articles")
    guard !shapes.isEmpty else { return }
    Swift.print("\ncommonest shapes of unclaimed numbers")
    let common = shapes.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    for (shape, found) in common.prefix(CoverageReport.most) {
      let example = found.example.replacing("\t", with: " ")
      Swift.print(CoverageReport.padded(found.count, 6) + "  \(shape)    \(example)")
    }
  }

  private static func row(_ counts: RunCounts) -> String {
    let permille = counts.figures == 0 ? 0 : counts.unclaimed * 1000 / counts.figures
    let share = "\(permille / 10).\(permille % 10) %"
    return String(repeating: " ", count: max(0, 9 - share.count)) + share
      + padded(counts.figures, 9) + padded(counts.captured, 10) + padded(counts.ignored, 9)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: " ", count: max(0, width - digits.count)) + digits
  }
}
