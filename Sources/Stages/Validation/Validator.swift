public import Facts

/// Recomputes what figures say of each other (CHECKS.md).
public struct Validator: Sendable {
  public init() {}

  /// Writes the results into the facts of one article, and returns its findings in text order.
  ///
  /// `ties` are those that the rules stated; the ones that follow from structure are added here.
  public func findings(in facts: inout [Fact], ties: [Tie]) -> [Finding] {
    let evaluated = outcomes(of: ties + TieFinder(facts: facts).ties(), facts)
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
    var mender: Mender?
    for (tie, outcome) in evaluated where outcome.agrees == true || counts(tie) {
      let (result, isTruncated) = result(of: tie, outcome, facts)
      for role in tie.roles where !facts[role.fact].checks.contains(result) {
        facts[role.fact].checks.append(result)
      }
      if result.verdict != .consistent {
        let known =
          mender
          ?? Mender(facts: facts, ties: evaluated.map(\.tie).filter(counts)) {
            check($0.check).outcome(of: Operands(tie: $0, facts: $1, reading: .rounded))?.agrees
              == true
          }
        mender = known
        findings.append(
          finding(
            of: tie, result, facts, isTruncated: isTruncated,
            suggestions: known.suggestions(for: tie)))
      }
    }
    return findings
  }

  /// What the checks of ties say, those that do not apply left out; each tie once, a stated one before
  /// the same one inferred.
  private func outcomes(of ties: [Tie], _ facts: [Fact]) -> [(tie: Tie, outcome: Outcome)] {
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
      let operands = Operands(tie: tie, facts: facts, reading: .rounded)
      guard let outcome = check(tie.check).outcome(of: operands), outcome.agrees != nil else {
        return nil
      }
      return (tie, outcome)
    }
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
    let operands = Operands(tie: tie, facts: facts, reading: .truncated)
    return check(tie.check).outcome(of: operands)?.agrees == true
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

  private static let completion = RatioCheck(above: "done", below: "task", ratio: "rate")
  private static let share = RatioCheck(above: "part", below: "whole", ratio: "share")

  private func check(_ name: CheckName) -> any Check {
    switch name {
    case .completion: Validator.completion
    case .share: Validator.share
    case .sum: SumCheck()
    case .part: PartCheck()
    case .difference: DifferenceCheck()
    case .growth: GrowthCheck()
    case .product: ProductCheck()
    case .base: BaseCheck()
    case .repeat: RepeatCheck()
    case .bound: BoundCheck()
    }
  }

  /// The verdict on a tie whose outcome is known.
  private func result(
    of tie: Tie, _ outcome: Outcome, _ facts: [Fact]
  ) -> (CheckResult, isTruncated: Bool) {
    let agrees = outcome.agrees == true
    var verdict: Verdict = agrees ? .consistent : .inconsistent
    var isTruncated = false
    if !agrees {
      isTruncated = fitsTruncated(tie, facts)
      let isApproximate = tie.roles.contains { facts[$0.fact].value.relation == .about }
      if isTruncated || isApproximate { verdict = .review }
    }
    let result = CheckResult(
      check: tie.check, verdict: verdict, expression: outcome.expression(), stated: outcome.stated,
      computed: outcome.computed, facts: tie.roles.map { facts[$0.fact].id })
    return (result, isTruncated)
  }

  private func finding(
    of tie: Tie, _ result: CheckResult, _ facts: [Fact], isTruncated: Bool,
    suggestions: [Suggestion]
  ) -> Finding {
    let first = facts[tie.roles[0].fact]
    let operands = tie.roles.map {
      "\($0.name)=\(Operands.text(facts[$0.fact]))\(facts[$0.fact].unit.text)"
    }
    return Finding(
      document: first.source.document, level: result.verdict == .inconsistent ? .error : .warning,
      result: result, message: Messages.message(tie, result, facts, isTruncated: isTruncated),
      fingerprint: ([first.source.document, tie.check.rawValue] + operands).joined(separator: "|"),
      suggestions: suggestions)
  }
}
