internal import Facts
internal import Rules

/// A fact on its way: which figure, which rule, and what the rule's captures hold.
struct Draft {
  /// The place of its slot in the sentence.
  let slot: Int
  /// The place of its match among those of the sentence.
  let match: Int
  let captures: [Range<Int>?]
  let rule: Rule
  let plan: Rule.FactPlan
  /// Its place in a row of figures dealt out to a row of names, with the length of the row.
  let item: (index: Int, count: Int)?

  /// What its rule says that it is measured against, as it stands in the slotted text: 高于全国.
  func standard(in text: SlottedText) -> String? {
    plan.against.flatMap { captures[$0] }.map { String(decoding: text.bytes[$0], as: UTF8.self) }
  }

  /// Whether nothing of its own names it.
  var isBare: Bool {
    plan.indicator.parts.allSatisfy { part in
      switch part {
      case .text: false
      case .carried: true
      case .capture(let index): captures[index]?.isEmpty ?? true
      }
    }
  }

  /// The drafts of the matches of a sentence, in the order of its figures.
  static func all(
    of matches: [RuleEngine.Match], in text: SlottedText, _ rules: RuleSet
  ) -> [Draft] {
    var drafts: [Draft] = []
    for (place, match) in matches.enumerated() {
      let rule = rules.rules[match.rule]
      for plan in rule.facts {
        guard let range = match.captures[plan.value] else { continue }
        let slots = text.figures(in: range)
        for (index, slot) in slots.enumerated() {
          let item = slots.count > 1 ? (index, slots.count) : nil
          drafts.append(
            Draft(
              slot: slot, match: place, captures: match.captures, rule: rule, plan: plan, item: item
            ))
        }
      }
    }
    return drafts.sorted { $0.slot < $1.slot }
  }
}
