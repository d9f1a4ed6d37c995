internal import Facts
internal import Patterns

/// Reads the files of `rules/lexicon/`.
struct LexiconReader {
  private(set) var lists: [String: [String]] = [:]
  private(set) var subpatterns: [String: String] = [:]
  private(set) var units: [UnitEntry] = []
  private(set) var periods: [PeriodPattern] = []
  private var periodStarts: [String] = []
  private var periodFollowers: [String] = []
  private var relativeYears: [(word: String, years: Int)] = []
  private(set) var simplified = (0..<65_536).map { UInt16($0) }

  /// Takes one file, by its name.
  mutating func read(_ text: String, file: String) throws(RuleError) {
    let yaml = try YAMLReader.parse(text, file: file)
    switch file {
    case "lexicon/units.yaml": try readUnits(yaml)
    case "lexicon/patterns.yaml":
      for (key, value) in yaml.entries { subpatterns[key] = try content(value, key) }
    case "lexicon/periods.yaml": try readPeriods(yaml)
    case "lexicon/traditional.yaml": try readTraditional(yaml)
    default:
      for (key, _) in yaml.entries {
        if lists[key] != nil { throw yaml.error(.duplicateWord(key)) }
        // Words are separated by white space or stand in a list of their own.
        if let line = try? yaml.optionalText(key) {
          lists[key] = line.split(whereSeparator: \.isWhitespace).map(String.init)
        } else {
          lists[key] = try yaml.texts(key)
        }
      }
    }
  }

  func lexicon(file: String) throws(RuleError) -> Lexicon {
    for name in Lexicon.needed where lists[name] == nil {
      throw RuleError(
        reason: .missingKey(name), location: FileLocation(file: "lexicon/words.yaml", line: 1))
    }
    let periodTable: PeriodTable
    do throws(PatternError) {
      periodTable = try PeriodTable(
        sources: periods.map { unnamed($0.source) }, starts: periodStarts,
        followers: periodFollowers)
    } catch {
      throw RuleError(
        reason: .badPattern(error.description),
        location: FileLocation(file: "lexicon/periods.yaml", line: 1))
    }
    return Lexicon(
      units: WordSet(units.map(\.text)), unitEntries: units, lists: lists, subpatterns: subpatterns,
      clauseEnds: try clauseEnds(),
      periods: periods, periodTable: periodTable,
      relativeWords: WordSet(relativeYears.map(\.word)),
      relativeOffsets: relativeYears.map(\.years),
      simplified: simplified)
  }

  /// The characters that end a clause, from the sub-pattern of the places behind them: (?<![^…]).
  private func clauseEnds() throws(RuleError) -> [UInt32] {
    guard let start = subpatterns["start"] else { return [] }
    if case .behind(.character(let set), isNegative: true) = PatternSyntax(start), set.isNegated,
      let ends = CharacterRanges(set.ranges).scalars(most: 256)
    {
      return ends
    }
    throw RuleError(
      reason: .wrongValue(key: "start", expected: "(?<![^…]), a class of what ends a clause"),
      location: FileLocation(file: "lexicon/patterns.yaml", line: 1))
  }

  /// A pattern with its groups numbered only, in an own group if it has alternatives.
  private func unnamed(_ source: String) -> String {
    var text = ""
    var rest = source[...]
    while let open = rest.firstRange(of: "(?<") {
      text += rest[..<open.lowerBound]
      rest = rest[open.upperBound...]
      if rest.first == "=" || rest.first == "!" {
        text += "(?<"
      } else {
        text += "("
        rest = rest.drop { $0 != ">" }.dropFirst()
      }
    }
    return "(?:" + text + rest + ")"
  }

  private func content(_ yaml: YAMLReader, _ key: String) throws(RuleError) -> String {
    guard let text = yaml.string else {
      throw yaml.error(.wrongValue(key: key, expected: "text"))
    }
    return text
  }

  /// Kinds, each with its units: "元=CNY" carries a code behind the sign.
  private mutating func readUnits(_ yaml: YAMLReader) throws(RuleError) {
    var seen: Set<String> = []
    for (key, value) in yaml.entries {
      guard let kind = Kind(rawValue: key) else {
        throw value.error(.unknownKey(key, known: Kind.allCases.map(\.rawValue)))
      }
      for word in try content(value, key).split(whereSeparator: \.isWhitespace) {
        let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
        if !seen.insert(parts[0]).inserted { throw value.error(.duplicateWord(parts[0])) }
        units.append(UnitEntry(text: parts[0], kind: kind, code: parts.count > 1 ? parts[1] : nil))
      }
    }
  }

  private mutating func readPeriods(_ yaml: YAMLReader) throws(RuleError) {
    periodStarts = try yaml.text("starts").map(String.init)
    periodFollowers = try yaml.text("behind-digits").map(String.init)
    for (word, value) in yaml.value("relative")?.entries ?? [] {
      guard let text = value.string, let years = Int(text) else {
        throw value.error(.wrongValue(key: word, expected: "a whole number of years"))
      }
      relativeYears.append((word, years))
    }
    for item in try yaml.items("periods") {
      try item.check(known: ["pattern", "form"])
      guard let form = try item.choice("form", PeriodForm.self) else {
        throw item.error(.missingKey("form"))
      }
      let source = try item.text("pattern")
      let groups: [String: Int]
      do throws(PatternError) {
        groups = try Pattern(source).groups
      } catch {
        throw item.error(.badPattern(error.description))
      }
      var fields: [(field: PeriodField, group: Int)] = []
      for (name, group) in groups {
        guard let field = PeriodField(rawValue: name) else {
          throw item.error(.unknownKey(name, known: PeriodField.allCases.map(\.rawValue)))
        }
        fields.append((field, group))
      }
      periods.append(PeriodPattern(source: source, form: form, groups: fields))
    }
  }

  /// Pairs of a traditional and a simplified character.
  private mutating func readTraditional(_ yaml: YAMLReader) throws(RuleError) {
    for (key, value) in yaml.entries {
      for pair in try content(value, key).split(whereSeparator: \.isWhitespace) {
        let units = Array(pair.utf16)
        guard units.count == 2 else {
          throw value.error(.wrongValue(key: String(pair), expected: "two characters"))
        }
        simplified[Int(units[0])] = units[1]
      }
    }
  }
}
