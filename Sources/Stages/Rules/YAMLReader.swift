internal import Yams

/// One mapping of a YAML file, whose keys are checked as they are read.
struct YAMLReader {
  let node: Node
  let file: String

  var line: Int { node.mark?.line ?? 1 }

  /// The text that it is, if it is one.
  var string: String? { node.string }

  /// Parses a file; the root must be a mapping.
  static func parse(_ text: String, file: String) throws(RuleError) -> YAMLReader {
    do {
      // All values are read as texts: no scalar needs to be told from a number or a truth value.
      guard let node = try Yams.compose(yaml: text, .basic), node.mapping != nil else {
        throw RuleError(
          reason: .wrongValue(key: "the file", expected: "a mapping"),
          location: FileLocation(file: file, line: 1))
      }
      return YAMLReader(node: node, file: file)
    } catch let error as RuleError {
      throw error
    } catch {
      var line = 1
      if case .parser(_, _, let mark, _)? = error as? YamlError { line = mark.line }
      throw RuleError(
        reason: .notYAML("\(error)".split(separator: "\n").joined(separator: " ")),
        location: FileLocation(file: file, line: line))
    }
  }

  func error(_ reason: RuleError.Reason, at line: Int? = nil) -> RuleError {
    RuleError(reason: reason, location: FileLocation(file: file, line: line ?? self.line))
  }

  /// Refuses keys that are not among the known ones.
  func check(known: [String]) throws(RuleError) {
    for (key, _) in node.mapping ?? [:] {
      guard let name = key.string, known.contains(name) else {
        throw error(.unknownKey(key.string ?? "?", known: known), at: key.mark?.line)
      }
    }
  }

  /// The keys and values, in the order of the file.
  var entries: [(key: String, value: YAMLReader)] {
    (node.mapping ?? [:]).map { ($0.key.string ?? "", YAMLReader(node: $0.value, file: file)) }
  }

  func value(_ key: String) -> YAMLReader? {
    node[key].map { YAMLReader(node: $0, file: file) }
  }

  func text(_ key: String) throws(RuleError) -> String {
    guard let text = try optionalText(key) else { throw error(.missingKey(key)) }
    return text
  }

  func optionalText(_ key: String) throws(RuleError) -> String? {
    guard let node = node[key] else { return nil }
    guard let text = node.string else {
      throw error(.wrongValue(key: key, expected: "text"), at: node.mark?.line)
    }
    return text
  }

  /// A list of texts; absent is empty.
  func texts(_ key: String) throws(RuleError) -> [String] {
    var texts: [String] = []
    for item in try items(key) {
      guard let text = item.node.string else {
        throw item.error(.wrongValue(key: key, expected: "a list of texts"))
      }
      texts.append(text)
    }
    return texts
  }

  /// The items of a list; absent is empty.
  func items(_ key: String) throws(RuleError) -> [YAMLReader] {
    guard let node = node[key] else { return [] }
    guard let sequence = node.sequence else {
      throw error(.wrongValue(key: key, expected: "a list"), at: node.mark?.line)
    }
    return sequence.map { YAMLReader(node: $0, file: file) }
  }

  /// A text that names a case of an enumeration.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Choice.Type
  ) throws(RuleError) -> Choice? where Choice.RawValue == String {
    guard let text = try optionalText(key) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw error(.wrongValue(key: key, expected: "one of \(known)"), at: node[key]?.mark?.line)
    }
    return choice
  }

  /// `true` or `false`; absent is false.
  func flag(_ key: String) throws(RuleError) -> Bool {
    guard let text = try optionalText(key) else { return false }
    guard let flag = Bool(text) else {
      throw error(.wrongValue(key: key, expected: "true or false"), at: node[key]?.mark?.line)
    }
    return flag
  }

  /// A list of cases of an enumeration; absent is empty.
  func choices<Choice: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Choice.Type
  ) throws(RuleError) -> [Choice] where Choice.RawValue == String {
    var choices: [Choice] = []
    for text in try texts(key) {
      guard let choice = Choice(rawValue: text) else {
        let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        throw error(.wrongValue(key: key, expected: "of \(known)"), at: node[key]?.mark?.line)
      }
      choices.append(choice)
    }
    return choices
  }
}
