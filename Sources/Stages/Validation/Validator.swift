public import Facts

/// Recomputes what figures say of each other (CHECKS.md).
public struct Validator: Sendable {
  private let checks: [CheckName: CheckRule]
  /// The checks that find their figures themselves.
  private let checksOfOne: [CheckRule]
  private let bounds: Set<CheckName>

  public init(checks: [CheckRule]) {
    self.checks = Dictionary(checks.map { ($0.name, $0) }) { first, _ in first }
    checksOfOne = checks.filter(\.isOfOneFigure)
    bounds = Set(
      checks.filter { $0.cases.contains { $0.equations.contains { $0.relation == .atMost } } }
        .map(\.name))
  }

  /// Writes the results into the facts of one article, and returns its findings in text order.
  ///
  /// `ties` are those that the rules stated; the ones that follow from structure are added here.
  /// `paragraphs` is the text that the facts were taken from, in UTF-8; without it checks do not look
  /// for words that forbid them.
  public func findings(
    in facts: inout [Fact], ties: [Tie], paragraphs: [Article.Paragraph] = []
  ) -> [Finding] {
    let found = ties + TieFinder(facts: facts, paragraphs: paragraphs).ties() + tiesOfOne(facts)
    var evaluated = outcomes(of: found, facts)
    evaluated += outcomes(of: Validator.wholesOfShares(evaluated, facts), facts)
    let confirmed = families(evaluated)
    let explained = explainedShares(evaluated, facts)
    /// Whether a tie that does not hold is worth reporting.
    func counts(_ tie: Tie) -> Bool {
      switch tie.basis {
      case .stated: return true
      case .inferred: return false
      case .parallel(let families):
        let isExplained = tie.fact("share").map { explained.contains($0) } ?? false
        return !isExplained && families.contains(where: confirmed.contains)
      }
    }
    var findings: [Finding] = []
    var notices = Notices(paragraphs: paragraphs)
    var mender: Mender?
    for (tie, outcome) in evaluated
    where outcome.agrees == true || counts(tie) && !isForbidden(tie, facts, paragraphs) {
      let (result, isTruncated) = result(of: tie, outcome, facts, &notices)
      for role in tie.roles where !facts[role.fact].checks.contains(result) {
        facts[role.fact].checks.append(result)
      }
      if result.verdict != .consistent {
        let known =
          mender
          ?? Mender(facts: facts, ties: evaluated.map(\.tie).filter(counts), bounds: bounds) {
            evaluate($0, $1, .rounded)?.agrees == true
          }
        mender = known
        if let check = checks[tie.check] {
          findings.append(
            finding(
              of: tie, check, result, facts, isTruncated: isTruncated,
              suggestions: known.suggestions(for: tie)))
        }
      }
    }
    return findings
  }

  /// What recomputing says of one tie; `nil` where its check does not apply. Words of the text that
  /// forbid the check are not looked for.
  public func result(of tie: Tie, in facts: [Fact]) -> CheckResult? {
    guard let outcome = evaluate(tie, facts, .rounded), outcome.agrees != nil else { return nil }
    var notices = Notices(paragraphs: [])
    return result(of: tie, outcome, facts, &notices).0
  }

  /// What the checks of ties say, those that do not apply left out; each tie once, a stated one before
  /// the same one inferred.
  private func outcomes(
    of ties: [Tie], _ facts: [Fact]
  ) -> [(tie: Tie, outcome: Outcome)] {
    var places: [Tie.Identity: Int] = [:]
    var unique: [Tie] = []
    for tie in ties {
      guard let place = places[tie.identity] else {
        places[tie.identity] = unique.count
        unique.append(tie)
        continue
      }
      if tie.basis.rank > unique[place].basis.rank { unique[place] = tie }
    }
    return unique.compactMap { tie in
      guard let outcome = evaluate(tie, facts, .rounded), outcome.agrees != nil else { return nil }
      return (tie, outcome)
    }
  }

  /// The parts of a paragraph whose printed shares fit one whole: where they add up to it, as they
  /// must if no part is left out, their shares make all of it.
  private static func wholesOfShares(
    _ evaluated: [(tie: Tie, outcome: Outcome)], _ facts: [Fact]
  ) -> [Tie] {
    var wholes: [Int] = []
    var shares: [Int: [(part: Int, share: Int)]] = [:]
    for (tie, outcome) in evaluated where tie.check == .share && outcome.agrees == true {
      guard let whole = tie.fact("whole"), let part = tie.fact("part"),
        let share = tie.fact("share"), facts[share].unit.text == "%"
      else { continue }
      let paragraph = shares[whole]?.last.map { facts[$0.share].source.paragraph }
      if paragraph == nil { wholes.append(whole) }
      if paragraph == nil || paragraph == facts[share].source.paragraph {
        shares[whole, default: []].append((part, share))
      }
    }
    return wholes.flatMap { whole -> [Tie] in
      let all = shares[whole] ?? []
      // One whole may be parted twice, by kind and then by supplier: the first parts that make it count.
      let rows = all.indices.dropFirst(2).map { all[...$0] }
      let row = rows.first { row in
        let total = Interval.sum(row.map { facts[$0.part].value.interval })
        return total?.isApart(from: facts[whole].value.interval) == false
      }
      guard let row else { return [] }
      let sum = Tie(
        .sum, [Tie.Role("whole", whole)] + row.map { Tie.Role("item", $0.part) }, basis: .inferred)
      return [sum, Tie(.sum, row.map { Tie.Role("item", $0.share) })]
    }
  }

  /// What the check of a tie says under one reading of its figures; `nil` where it does not apply.
  private func evaluate(_ tie: Tie, _ facts: [Fact], _ reading: Operands.Reading) -> Outcome? {
    checks[tie.check]?.outcome(of: Operands(tie: tie, facts: facts, reading: reading))
  }

  /// Figures that break a check of one figure; that they keep it goes without saying.
  private func tiesOfOne(_ facts: [Fact]) -> [Tie] {
    let odd = facts.indices.filter { facts[$0].oddity != nil }
    var ties: [Tie] = []
    for check in checksOfOne {
      // Most facts are of another type: that is asked before a fact is copied to ask the rest.
      let (role, condition) = check.roles[0]
      for fact in condition.oddities.isEmpty ? Array(facts.indices) : odd
      where condition.types.isEmpty || condition.types.contains(facts[fact].type) {
        guard condition.accepts(facts[fact]) else { continue }
        let tie = Tie(check.name, [Tie.Role(role, fact)])
        if evaluate(tie, facts, .rounded)?.agrees == false { ties.append(tie) }
      }
    }
    return ties
  }

  /// Whether words with which the check does not apply stand in a sentence of its figures.
  private func isForbidden(_ tie: Tie, _ facts: [Fact], _ paragraphs: [Article.Paragraph]) -> Bool {
    let text = TextBetween(facts: facts, paragraphs: paragraphs)
    for case .notInText(let words) in checks[tie.check]?.guards ?? [] {
      for role in tie.roles {
        if let sentence = text.sentence(of: role.fact), words.contains(where: sentence.contains) {
          return true
        }
      }
    }
    return false
  }

  /// The shares that fit one whole, cut if not rounded: that they do not fit another says nothing.
  private func explainedShares(
    _ evaluated: [(tie: Tie, outcome: Outcome)], _ facts: [Fact]
  ) -> Set<Int> {
    Set(
      evaluated.compactMap { tie, outcome in
        guard let share = tie.fact("share") else { return nil }
        let agrees = outcome.agrees == true || fitsTruncated(tie, facts)
        return agrees ? share : nil
      })
  }

  private func fitsTruncated(_ tie: Tie, _ facts: [Fact]) -> Bool {
    evaluate(tie, facts, .truncated)?.agrees == true
  }

  /// The families whose ties fit often enough that one which does not is worth reporting.
  private func families(_ evaluated: [(tie: Tie, outcome: Outcome)]) -> Set<Tie.Family> {
    var counts: [Tie.Family: (fit: Int, unfit: Int)] = [:]
    for (tie, outcome) in evaluated {
      guard case .parallel(let families) = tie.basis else { continue }
      for family in families {
        var count = counts[family] ?? (0, 0)
        if outcome.agrees == true { count.fit += 1 } else { count.unfit += 1 }
        counts[family] = count
      }
    }
    return Set(
      counts.filter { family, count in
        count.fit >= family.least && count.fit >= count.unfit * family.ratio
      }.keys)
  }

  /// The verdict on a tie whose outcome is known.
  private func result(
    of tie: Tie, _ outcome: Outcome, _ facts: [Fact], _ notices: inout Notices
  ) -> (CheckResult, isTruncated: Bool) {
    let agrees = outcome.agrees == true
    var verdict: Verdict = agrees ? .consistent : checks[tie.check]?.brokenVerdict ?? .inconsistent
    var isTruncated = false
    if !agrees {
      isTruncated = fitsTruncated(tie, facts)
      let isApproximate = tie.roles.contains { facts[$0.fact].value.relation == .about }
      if isTruncated || isApproximate || isNoticed(tie, &notices) { verdict = .review }
    }
    let result = CheckResult(
      check: tie.check.reported, verdict: verdict, expression: outcome.expression(),
      stated: outcome.stated,
      computed: outcome.computed, facts: tie.roles.map { facts[$0.fact].id })
    return (result, isTruncated)
  }

  /// Whether the article says that its figures need not agree so: 部分数据因四舍五入….
  private func isNoticed(_ tie: Tie, _ notices: inout Notices) -> Bool {
    guard let check = checks[tie.check], !check.notices.isEmpty else { return false }
    return notices.stand(check)
  }

  /// Which notices stand in an article; each is looked for once.
  private struct Notices {
    let paragraphs: [Article.Paragraph]
    private var found: [CheckName: Bool] = [:]

    init(paragraphs: [Article.Paragraph]) { self.paragraphs = paragraphs }

    mutating func stand(_ check: CheckRule) -> Bool {
      if let known = found[check.name] { return known }
      let words = WordSet(check.notices)
      let stands = paragraphs.contains { paragraph in
        paragraph.text.withUnsafeBufferPointer {
          words.find(in: $0, from: 0, to: $0.count) != nil
        }
      }
      found[check.name] = stands
      return stands
    }
  }

  private func finding(
    of tie: Tie, _ check: CheckRule, _ result: CheckResult, _ facts: [Fact], isTruncated: Bool,
    suggestions: [Suggestion]
  ) -> Finding {
    let first = facts[tie.roles[0].fact]
    let operands = tie.roles.map {
      let value = facts[$0.fact].value
      return "\($0.name)=\(value.number?.description ?? value.text)\(facts[$0.fact].unit.text)"
    }
    return Finding(
      document: first.source.document, level: result.verdict == .inconsistent ? .error : .warning,
      result: result,
      message: Messages.message(tie, check, result, facts, isTruncated: isTruncated),
      fingerprint: ([first.source.document, tie.check.reported.rawValue] + operands).joined(
        separator: "|"),
      suggestions: suggestions)
  }
}
