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
}
