public import Facts

/// Recomputes what figures say of each other (CHECKS.md).
public struct Validator: Sendable {
  public init() {}

  /// Writes the results into the facts of one article, and returns its findings in text order.
  ///
  /// `ties` are those that the rules stated; the ones that follow from structure are added here.
  public func findings(in facts: inout [Fact], ties: [Tie]) -> [Finding] {
    var findings: [Finding] = []
    var seen: Set<Tie> = []
    for tie in ties + TieFinder(facts: facts).ties() where seen.insert(tie).inserted {
      guard let (result, isTruncated) = result(of: tie, facts) else { continue }
      for role in tie.roles where !facts[role.fact].checks.contains(result) {
        facts[role.fact].checks.append(result)
      }
      if result.verdict != .consistent {
        findings.append(finding(of: tie, result, facts, isTruncated: isTruncated))
      }
    }
    return findings
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

  /// The verdict on a tie; `nil` where its check does not apply.
  private func result(of tie: Tie, _ facts: [Fact]) -> (CheckResult, isTruncated: Bool)? {
    let check = check(tie.check)
    guard let outcome = check.outcome(of: Operands(tie: tie, facts: facts, reading: .rounded)),
      let agrees = outcome.agrees
    else { return nil }
    if !agrees, tie.basis == .inferred { return nil }
    var verdict: Verdict = agrees ? .consistent : .inconsistent
    var isTruncated = false
    if !agrees {
      let cut = check.outcome(of: Operands(tie: tie, facts: facts, reading: .truncated))
      isTruncated = cut?.agrees == true
      let isApproximate = tie.roles.contains { facts[$0.fact].value.relation == .about }
      if isTruncated || isApproximate { verdict = .review }
    }
    let ids = tie.roles.map { facts[$0.fact].id }
    let result = CheckResult(
      check: tie.check, verdict: verdict, expression: outcome.expression(), stated: outcome.stated,
      computed: outcome.computed, facts: ids)
    return (result, isTruncated)
  }

  private func finding(
    of tie: Tie, _ result: CheckResult, _ facts: [Fact], isTruncated: Bool
  ) -> Finding {
    let first = facts[tie.roles[0].fact]
    let operands = tie.roles.map {
      "\($0.name)=\(Operands.text(facts[$0.fact]))\(facts[$0.fact].unit.text)"
    }
    return Finding(
      document: first.source.document, level: result.verdict == .inconsistent ? .error : .warning,
      result: result, message: Messages.message(tie, result, facts, isTruncated: isTruncated),
      fingerprint: ([first.source.document, tie.check.rawValue] + operands).joined(separator: "|"))
  }
}
