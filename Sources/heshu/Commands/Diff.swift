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
      --years, one of these is compared with itself. Facts pair by what they measure, of whom, where, \
      in which kind of unit and for which kind of time, never by their numbers. Exits with 0 if nothing \
      changed, 1 if something did, 2 on errors.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, jsonl, csv, html }

  @Argument(help: "The old facts and the new ones; with --years, one of them.")
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
    let (old, new) = try await sources()
    let synonyms = try RuleFolder.load(options.rules).lexicon.list("synonyms")
    let comparison = Comparison(
      old: old.facts, new: new.facts, pairing: FactPairing(synonyms: synonyms))
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

  private func sources() async throws -> (FactSource, FactSource) {
    if let years {
      let numbers = years.split(separator: ",").map { Int($0) }
      guard paths.count == 1, numbers.count == 2, let old = numbers[0], let new = numbers[1] else {
        throw Failure.usage("--years wants two years, such as 2023,2024, and one path")
      }
      let source = try await FactSource.load(paths[0], options)
      return (source.of(year: old), source.of(year: new))
    }
    guard paths.count == 2 else {
      throw Failure.usage("name the old facts and the new ones, or one path and --years")
    }
    let rest = (paths[0], paths[1], options)
    async let old = FactSource.load(rest.0, rest.2)
    async let new = FactSource.load(rest.1, rest.2)
    return try await (old, new)
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
    do throws(SystemError) {
      for (number, change) in changes.enumerated() {
        records.write(change, of: comparison, old: old.bytes, new: new.bytes)
        if number % 1_000 == 999 {
          try FileBytes.write(records.take(), to: STDOUT_FILENO, path: "stdout")
        }
      }
      try FileBytes.write(records.take(), to: STDOUT_FILENO, path: "stdout")
    } catch {
      throw Failure.usage(error.message)
    }
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
