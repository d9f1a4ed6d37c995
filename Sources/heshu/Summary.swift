import Assembly
import Records
import Rules

/// The last line of a run, and its run.json.
enum Summary {
  static func line(_ counts: RunCounts, seconds: String) -> String {
    """
    \(counts.articles) articles, \(counts.figures) figures, \(counts.captured) captured, \
    \(counts.checks) checks: \(counts.consistent) consistent, \(counts.review) review, \
    \(counts.inconsistent) inconsistent; \(counts.errors) errors; \(seconds) s
    """
  }

  static func json(_ counts: RunCounts, rules: RuleSet, seconds: String) -> String {
    return """
      {"record":"run","schema":"\(recordSchema)","version":"\(Heshu.version)","rules":"\(rules.hash)",\
      "articles":\(counts.articles),"errors":\(counts.errors),\
      "coverage":{"numbers":\(counts.figures),"captured":\(counts.captured),"ignored":\(counts.ignored),\
      "unclaimed":\(counts.unclaimed)},\
      "checks":{"consistent":\(counts.consistent),"review":\(counts.review),\
      "inconsistent":\(counts.inconsistent)},"elapsed":"\(seconds)"}

      """
  }

  /// Seconds with two places.
  static func seconds(_ duration: Duration) -> String {
    let (seconds, fraction) = duration.components
    let hundredths = fraction / 10_000_000_000_000_000
    return "\(seconds).\(hundredths < 10 ? "0" : "")\(hundredths)"
  }
}
