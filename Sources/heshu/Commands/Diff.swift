import ArgumentParser
import Assembly
import Comparison
import Facts
import Glibc
import Records
import Rules

/// `heshu diff`: what changed between two years.
struct Diff: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare the facts of two runs, folders of articles, or years.",
    discussion: """
      OLD and NEW are folders of articles, output folders of heshu extract, or files of facts; with \
      --years, one of these is compared with itself; more than two give series, in which falls of \
      totals and jumps by powers of ten are marked. Facts pair by what they measure, of whom, where, \
      in which kind of unit and for which kind of time, never by their numbers. Exits with 0 if nothing \
      changed, 1 if something did, 2 on errors.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, jsonl, csv, html }

  @Argument(help: "The old facts and the new ones; more for series; with --years, one.")
  var paths: [String]

  @Option(help: "How to write the changes.")
  var format: Format = .text

  @Option(help: "Two years of the facts' periods, such as 2023,2024, to compare in one run.")
  var years: String?

  @Option(
    help:
      "Only changes of this class (\(Change.Class.allCases.map(\.rawValue).joined(separator: ", "))); may be repeated.",
    transform: Diff.kind)
  var only: [Change.Class] = []

  @Option(help: "Only changes of at least so many per cent, or points for rates; others stay out.")
  var minChange: String?

  @Flag(help: "Take figures that rounding may explain for the same.")
  var ignoreRounding = false

  @OptionGroup var options: RunOptions

  func run() async throws {
    let least = try minChange.map { text in
      guard let least = ExactDecimal(text)?.rational, !least.isNegative else {
        throw Failure.usage("--min-change \(text): write a number such as 5 or 0.5")
      }
      return least
    }
    let sources = try await sources()
    let synonyms = try RuleFolder.load(options.rules).lexicon.list("synonyms")
    let pairing = FactPairing(synonyms: synonyms)
    guard sources.count == 2 else {
      if !only.isEmpty || minChange != nil || ignoreRounding {
        throw Failure.usage(
          "--only, --min-change and --ignore-rounding are for two, not for series")
      }
      try write(Series.all(of: sources.map(\.facts), pairing: pairing), of: sources)
      return
    }
    let (old, new) = (sources[0], sources[1])
    let comparison = Comparison(old: old.facts, new: new.facts, pairing: pairing)
    let shown = comparison.changes.filter { isWanted($0, least, in: comparison) }
    switch format {
    case .jsonl: try write(shown, of: comparison, old, new)
    case .text: ChangeText(comparison).write(shown)
    case .csv: ChangeTable(comparison).write(shown)
    case .html: print(ChangePage(comparison, old: old, new: new).html(shown))
    }
    Terminal.say(Diff.summary(comparison.changes))
    let isSame = comparison.changes.allSatisfy {
      $0.kind == .same || ignoreRounding && $0.kind == .roundingOnly
    }
    if !isSame { throw ExitCode(1) }
  }

  private static func kind(_ text: String) throws -> Change.Class {
    guard let kind = Change.Class(rawValue: text) else {
      throw ValidationError("'\(text)' is no class of change")
    }
    return kind
  }

  private func sources() async throws -> [FactSource] {
    if let years {
      let numbers = years.split(separator: ",").compactMap { Int($0) }
      guard paths.count == 1, numbers.count >= 2 else {
        throw Failure.usage("--years wants years such as 2023,2024, and one path")
      }
      let source = try await FactSource.load(paths[0], options)
      return numbers.map { source.of(year: $0) }
    }
    guard paths.count >= 2 else {
      throw Failure.usage("name the old facts and the new ones, or one path and --years")
    }
    let options = options
    return try await withThrowingTaskGroup(of: (Int, FactSource).self) { group in
      for (place, path) in paths.enumerated() {
        group.addTask { (place, try await FactSource.load(path, options)) }
      }
      var sources: [Int: FactSource] = [:]
      for try await (place, source) in group { sources[place] = source }
      return paths.indices.compactMap { sources[$0] }
    }
  }

  /// Writes the series of more than two runs; exits with 1 if there are any, since they show changes.
  private func write(_ series: [Series], of sources: [FactSource]) throws {
    let text = SeriesText(sources: sources)
    switch format {
    case .text: text.write(series)
    case .csv: text.writeTable(series)
    case .html: print(SeriesPage(sources: sources).html(series))
    case .jsonl:
      var records = ChangeRecords()
      for line in series {
        records.write(
          line, facts: line.points.map { (sources[$0.run].facts[$0.fact], sources[$0.run].bytes) })
      }
      try put(records.take())
    }
    let odd = series.count { !$0.oddities.isEmpty }
    Terminal.say("\(series.count) series, \(odd) with a figure that looks wrong")
    if !series.isEmpty { throw ExitCode(1) }
  }

  private func put(_ bytes: [UInt8]) throws {
    do throws(SystemError) {
      try FileBytes.write(bytes, to: STDOUT_FILENO, path: "stdout")
    } catch {
      throw Failure.usage(error.message)
    }
  }

  private func isWanted(
    _ change: Change, _ least: Rational?, in comparison: Comparison
  ) -> Bool {
    if !only.isEmpty, !only.contains(change.kind) { return false }
    if only.isEmpty, format != .jsonl, change.kind == .same { return false }
    if ignoreRounding, change.kind == .roundingOnly { return false }
    guard let least else { return true }
    let size = change.relative ?? change.difference
    // Both bounds of what may have changed must reach the least.
    guard let low = size?.low?.value, let high = size?.high?.value else { return size != nil }
    return low.isLess(than: least) == false || high.isLess(than: least.negated) == true
      || high == least.negated
  }

  private func write(
    _ changes: [Change], of comparison: Comparison, _ old: FactSource, _ new: FactSource
  ) throws {
    var records = ChangeRecords()
    for (number, change) in changes.enumerated() {
      records.write(change, of: comparison, old: old.bytes, new: new.bytes)
      if number % 1_000 == 999 { try put(records.take()) }
    }
    try put(records.take())
  }

  private static func summary(_ changes: [Change]) -> String {
    var counts: [Change.Class: Int] = [:]
    for change in changes { counts[change.kind, default: 0] += 1 }
    let parts = Change.Class.allCases.compactMap { kind in
      counts[kind].map { "\($0) \(kind.rawValue)" }
    }
    let contradicted = changes.count { $0.contradicted != nil }
    let extra = contradicted > 0 ? "; \(contradicted) stated growth rates cannot be right" : ""
    return (parts.isEmpty ? "no facts" : parts.joined(separator: ", ")) + extra
  }
}
