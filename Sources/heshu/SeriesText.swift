import Comparison
import Facts

/// Writes the indicators of more than two runs, a line each.
struct SeriesText {
  let sources: [FactSource]

  func facts(of series: Series) -> [ComparedFact] {
    series.points.map { sources[$0.run].facts[$0.fact] }
  }

  func write(_ series: [Series]) {
    for line in series {
      let facts = facts(of: line)
      let figures = facts.map(SeriesText.figure).joined(separator: " → ")
      let isOdd = !line.oddities.isEmpty
      let mark = isOdd ? Terminal.coloured("!", as: "error") : " "
      print("\(mark) \(Terminal.fitted(facts[0].name, to: 40)) \(figures)")
      for oddity in line.oddities {
        let (before, after) = (facts[oddity.after], facts[oddity.after + 1])
        let word = oddity.kind == .fall ? "a total falls" : "a jump by a power of ten"
        print("    \(word): \(before.document) \(before.text) → \(after.document) \(after.text)")
      }
    }
  }

  /// A heading, then a line for each series: its indicator and a figure for each run.
  func writeTable(_ series: [Series]) {
    print(
      (["indicator", "region", "unit"] + sources.map(\.name)).map(ChangeTable.quoted).joined(
        separator: ","))
    for line in series {
      let facts = facts(of: line)
      var cells = [String](repeating: "", count: sources.count)
      for (point, fact) in zip(line.points, facts) {
        cells[point.run] = fact.number?.description ?? fact.text
      }
      print(
        ([facts[0].name, facts[0].region ?? "", facts[0].unit] + cells).map(ChangeTable.quoted)
          .joined(separator: ","))
    }
  }

  static func figure(_ fact: ComparedFact) -> String {
    let sign = fact.type == .change ? fact.direction == .down ? "↓" : "↑" : ""
    return sign + fact.text
  }
}
