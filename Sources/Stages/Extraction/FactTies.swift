internal import Facts
internal import Rules

/// Ties facts that the text states in one breath.
extension FactBuilder {
  /// Ties the figures behind 其中 to the last figure of their unit before it.
  mutating func tieParts() {
    defer { partsBegin = nil }
    guard let first = partsBegin, first < facts.count else { return }
    let part = facts[first]
    let parts = facts.indices[first...].filter {
      facts[$0].unit.text == part.unit.text && facts[$0].type == part.type
    }
    let whole = facts.indices[paragraphStart..<first].last {
      facts[$0].unit.text == part.unit.text && facts[$0].type == part.type
    }
    guard let whole, part.type != .change, part.type != .proportion else { return }
    for part in parts {
      ties.append(
        Tie(.part, [Tie.Role("part", part), Tie.Role("whole", whole)], basis: .inferred))
    }
    if parts.count > 1 {
      let roles = parts.map { Tie.Role("part", $0) }
      ties.append(Tie(.part, roles + [Tie.Role("whole", whole)], basis: .inferred))
    }
  }

  mutating func tie(
    _ match: RuleEngine.Match, _ rule: Rule, _ text: SlottedText, _ factOfSlot: [Int?]
  ) {
    for plan in rule.ties {
      var roles: [Tie.Role] = []
      for role in plan.roles {
        guard let capture = role.capture else {
          if let first = match.claimed.first, first > 0, let fact = factOfSlot[first - 1] {
            roles.append(Tie.Role(role.name, fact))
          }
          continue
        }
        guard let range = match.captures[capture] else { continue }
        for slot in text.figures(in: range) {
          if let fact = factOfSlot[slot] { roles.append(Tie.Role(role.name, fact)) }
        }
      }
      if Set(roles.map(\.name)) == Set(plan.roles.map(\.name)) {
        ties.append(Tie(plan.check, roles))
      }
    }
  }

  /// The fact of the paragraph that a figure speaks of again to part it: 164人死亡…；|164人之中，….
  func repeated(_ figure: Figure, behind end: Int, in text: SlottedText) -> Fact? {
    let parts: [StaticString] = ["之中", "当中", "中，", "分布", "的分布"]
    guard parts.contains(where: { text.bytes[end...].begins(with: $0) }) else { return nil }
    return facts[paragraphStart...].last {
      $0.value.number == figure.number && $0.unit.text == figure.unit.text && $0.type != .change
    }
  }

  /// Whether the figures behind 其中 are parts of one that the sentence plans.
  func isPartOfPlan(since first: Int) -> Bool {
    guard let part = partsBegin, part > first else { return false }
    return facts[part - 1].status == .target
  }
}
