import Extraction
import Facts
import Testing

/// What is extracted of paragraphs: those that begin with "# " are titles, with "## " headings, and
/// those with a tab, or between strokes, rows of a table.
func extract(
  _ paragraphs: [String], published: CivilDate? = nil, publisher: String? = nil
) throws -> FactExtractor.Result {
  let article = Article(
    document: "a", title: nil, published: published, publisher: publisher, url: nil, region: nil,
    encoding: "utf-8", sha256: "", paragraphs: paragraphs.map(paragraph))
  var extractor = FactExtractor(grammar: try #require(grammar))
  return extractor.extract(from: article)
}

private func paragraph(_ text: String) -> Article.Paragraph {
  for (mark, role) in [("# ", Article.Role.title), ("## ", .heading)] where text.hasPrefix(mark) {
    return Article.Paragraph(text: Array(text.utf8.dropFirst(mark.utf8.count)), role: role)
  }
  let isRow = text.contains("\t") || text.hasPrefix("|")
  return Article.Paragraph(text: Array(text.utf8), role: isRow ? .tableRow : .text)
}

/// The day that sentences are taken to be published on where they are not about days.
let reportDay = CivilDate(year: 2024, month: 7, day: 25)

/// A fact in short: 居民/收入 5% down target.
func inShort(_ fact: Fact) -> String {
  var text = fact.population.map { $0 + "/" } ?? ""
  text += fact.indicator + " " + fact.value.text
  if let direction = fact.direction { text += " \(direction)" }
  return fact.status == .target ? text + " target" : text
}
