import Comparison
import Facts

/// Series as one page of HTML: each indicator with its figures and a small line chart.
struct SeriesPage {
  let sources: [FactSource]

  func html(_ series: [Series]) -> String {
    let heads = ["指标 indicator", "地区 region"] + sources.map(\.name) + ["走势 chart"]
    return ChangePage.page(
      title: sources.map(\.name).joined(separator: " → "), heads: heads.map(ChangePage.escaped),
      rows: series.map(row).joined())
  }

  private func row(_ series: Series) -> String {
    let facts = SeriesText(sources: sources).facts(of: series)
    var cells = [String](repeating: "", count: sources.count)
    for (point, fact) in zip(series.points, facts) {
      cells[point.run] = SeriesText.figure(fact) + " — " + fact.document
    }
    let texts = [facts[0].name, facts[0].region ?? ""] + cells
    return "<tr class=\"\(series.oddities.isEmpty ? "note" : "error")\">"
      + texts.map { "<td>\(ChangePage.escaped($0))</td>" }.joined()
      + "<td>\(chart(series, facts))</td></tr>\n"
  }

  /// A line through the points, the least at the bottom and the greatest at the top.
  private func chart(_ series: Series, _ facts: [ComparedFact]) -> String {
    let numbers = facts.compactMap { $0.number?.rational }
    guard numbers.count == facts.count, let least = numbers.min(by: isLess),
      let most = numbers.max(by: isLess), let span = most.minus(least)
    else { return "" }
    let step = 100 / max(1, sources.count - 1)
    let places = zip(series.points, numbers).map { point, number in
      // 20 at the bottom, 4 at the top.
      let height =
        span.isZero
        ? 12 : Int(number.minus(least)?.times(Rational(16))?.divided(by: span)?.rounded ?? 8)
      return "\(4 + point.run * step),\(20 - height)"
    }
    return """
      <svg width="112" height="24" role="img" aria-label="\(facts.map(\.text).map(ChangePage.escaped).joined(separator: ", "))">\
      <polyline points="\(places.joined(separator: " "))" fill="none" stroke="currentColor" stroke-width="2"/></svg>
      """
  }

  private func isLess(_ a: Rational, _ b: Rational) -> Bool { a.isLess(than: b) ?? false }
}

extension Rational {
  /// The whole number at or below it.
  fileprivate var rounded: Int {
    Int(truncatingIfNeeded: numerator / denominator)
  }
}
