internal import Facts

/// The facts of an article with their names: what finders of ties ask of them.
protocol NamedFacts {
  var facts: [Fact] { get }
  var names: [NamePairs] { get }
}

extension NamedFacts {
  /// The figures that may belong to one: those of an article, but in a very long one only the nearer.
  func near(_ index: Int) -> Range<Int> {
    max(0, index - 1_000)..<min(facts.count, index + 1_000)
  }

  /// Whether a figure is an amount, not a rate or a change.
  func isLevel(_ index: Int) -> Bool {
    facts[index].type != .change && facts[index].type != .proportion && isPlain(index)
  }

  /// Whether a figure is given as a number, without a bound.
  func isPlain(_ index: Int) -> Bool { facts[index].value.relation == .equal }

  func isTogether(_ first: Int, _ last: Int) -> Bool {
    facts[first].source.paragraph == facts[last].source.paragraph
  }
}
