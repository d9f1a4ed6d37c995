import Comparison
import Facts
import Records

/// Changes as one page of HTML that needs nothing else: a table with a search field, both quotes side
/// by side.
struct ChangePage {
  private let comparison: Comparison
  private let old: FactSource
  private let new: FactSource

  init(_ comparison: Comparison, old: FactSource, new: FactSource) {
    self.comparison = comparison
    self.old = old
    self.new = new
  }

  func html(_ changes: [Change]) -> String {
    var rows = ""
    for change in changes { rows += row(ChangeRow(change, in: comparison)) }
    let heads = [
      "类别 class", "指标 indicator", "地区 region", "旧 old", "新 new", "变化 change",
    ]
    return ChangePage.page(
      title: "\(old.name) → \(new.name)", heads: heads.map(ChangePage.escaped), rows: rows)
  }

  /// A page with one table: `heads` and `rows` are HTML, the title is text.
  static func page(title: String, heads: [String], rows: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="zh"><head><meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
    script-src 'unsafe-inline'">
    <title>heshu diff</title><style>
    \(style)
    </style></head><body>
    <h1>\(escaped(title))</h1>
    <label>搜索 Search <input id="search" type="search" autofocus></label> <output id="count"></output>
    <table><thead><tr>\(heads.map { "<th>\($0)</th>" }.joined())</tr></thead><tbody>
    \(rows)</tbody></table>
    <script>
    \(script)
    </script></body></html>
    """
  }

  private func row(_ row: ChangeRow) -> String {
    let words = [row.word, row.name, row.region].map(ChangePage.escaped)
    let sizes = [row.size, row.note].compactMap { $0 }.joined(separator: "; ")
    let cells =
      words + [quote(row.old, from: old), quote(row.new, from: new), ChangePage.escaped(sizes)]
    return "<tr class=\"\(row.level)\">" + cells.map { "<td>\($0)</td>" }.joined() + "</tr>\n"
  }

  /// A figure in its sentence, with the article that it stands in, as HTML.
  private func quote(_ fact: ComparedFact?, from source: FactSource) -> String {
    guard let fact else { return "" }
    let place = "<br><small>\(ChangePage.escaped(fact.document))</small>"
    guard let quote = source.quote(of: fact) else { return ChangePage.escaped(fact.text) + place }
    return ChangePage.escaped(quote.prefix) + "<mark>\(ChangePage.escaped(quote.exact))</mark>"
      + ChangePage.escaped(quote.suffix) + place
  }

  /// Text as HTML shows it, marks that turn the direction of writing left out.
  static func escaped(_ text: String) -> String {
    var html = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": html += "&amp;"
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "\"": html += "&quot;"
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": break
      default: html.unicodeScalars.append(scalar)
      }
    }
    return html
  }

  static let style = """
    body { font: 15px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; margin: 2em; color-scheme: light dark }
    table { border-collapse: collapse; width: 100%; margin-top: 1em }
    th, td { text-align: left; vertical-align: top; padding: .3em .6em; border-bottom: 1px solid #8884 }
    tr.error td:first-child { font-weight: bold; text-decoration: underline }
    tr.warning td:first-child { font-weight: bold }
    input { font: inherit; width: 20em }
    """

  static let script = """
    const rows = [...document.querySelectorAll('tbody tr')];
    const search = document.getElementById('search'), count = document.getElementById('count');
    function show() {
      const word = search.value.trim();
      let shown = 0;
      for (const row of rows) {
        row.hidden = word !== '' && !row.textContent.includes(word);
        if (!row.hidden) shown++;
      }
      count.textContent = shown + ' / ' + rows.length;
    }
    search.addEventListener('input', show);
    show();
    """
}
