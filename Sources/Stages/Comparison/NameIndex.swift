internal import Facts

/// The names and groups of both sides, each by a number.
struct NameBook {
  private(set) var names: [ComparedName] = []
  private let synonyms: [(word: String, plain: String)]
  private var written: [String: Int] = [:]
  private var plain: [String: Int] = [:]
  private var groups: [FactPairing.Group: Int] = [:]

  init(synonyms: [(word: String, plain: String)]) { self.synonyms = synonyms }

  /// The number of a name as written; names that say the same have the same.
  mutating func number(of name: String) -> Int {
    if let known = written[name] { return known }
    let compared = ComparedName(name, synonyms: synonyms)
    let number = plain[compared.text] ?? names.count
    if number == names.count {
      plain[compared.text] = number
      names.append(compared)
    }
    written[name] = number
    return number
  }

  mutating func number(of group: FactPairing.Group) -> Int {
    if let known = groups[group] { return known }
    groups[group] = groups.count
    return groups.count - 1
  }
}

/// Finds facts by their names: the same name at once, names like it by the rarest pairs of characters
/// that both have.
struct NameIndex {
  private struct Key: Hashable {
    let group: Int
    let part: UInt64
  }

  private let names: [ComparedName]
  /// The facts of a group and a name, in their order.
  private var facts: [Key: [Int]] = [:]
  /// The names in a group that hold a pair of characters.
  private var byPair: [Key: [Int]] = [:]

  /// What `alike` has answered.
  private var likenesses: [Key: [(name: Int, likeness: Int)]] = [:]

  /// Least likeness of two names, in per cent.
  static let least = 55
  /// How many of the rarest pairs of a name are looked up, and how many names of each.
  private static let rarest = 6
  private static let mostNames = 48
  /// Most facts of one name that are looked at.
  private static let mostFacts = 12

  init(_ side: FactPairing.Side, names: [ComparedName]) {
    self.names = names
    for place in side.facts.indices {
      let (group, name) = (side.groups[place], side.names[place])
      let key = Key(group: group, part: UInt64(name))
      facts[key, default: []].append(place)
      guard facts[key]?.count == 1 else { continue }
      for pair in names[name].pairs.pairs {
        byPair[Key(group: group, part: pair), default: []].append(name)
      }
    }
  }

  /// The facts of a name, those nearest to a place if there are many.
  func facts(named name: Int, in group: Int, near place: Int) -> ArraySlice<Int> {
    let places = facts[Key(group: group, part: UInt64(name))] ?? []
    guard places.count > NameIndex.mostFacts else { return places[...] }
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if places[middle] < place { low = middle + 1 } else { high = middle }
    }
    let start = min(max(0, low - NameIndex.mostFacts / 2), places.count - NameIndex.mostFacts)
    return places[start..<start + NameIndex.mostFacts]
  }

  /// Other names of a group that share rare pairs of characters with one, with how alike they are.
  mutating func alike(_ name: Int, in group: Int) -> [(name: Int, likeness: Int)] {
    let key = Key(group: group, part: UInt64(name))
    if let known = likenesses[key] { return known }
    let lists = names[name].pairs.pairs.compactMap { byPair[Key(group: group, part: $0)] }
      .sorted { $0.count < $1.count }
    var seen: [Int] = [name]
    var found: [(name: Int, likeness: Int)] = []
    for list in lists.prefix(NameIndex.rarest) {
      for other in list.prefix(NameIndex.mostNames) where !seen.contains(other) {
        seen.append(other)
        let likeness = names[name].likeness(to: names[other])
        if likeness >= NameIndex.least { found.append((other, likeness)) }
      }
    }
    likenesses[key] = found
    return found
  }
}
