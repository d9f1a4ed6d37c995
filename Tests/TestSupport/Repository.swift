internal import Foundation

/// Where the files of the project lie while it is tested.
public enum Repository {
  /// The folder that holds Package.swift.
  public static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// The rule files by their path below rules/.
  public static func ruleTexts() throws -> [(file: String, text: String)] {
    let rules = root + "/rules"
    let files = FileManager.default.enumerator(atPath: rules)?.compactMap { $0 as? String } ?? []
    return try files.filter { $0.hasSuffix(".yaml") }.sorted().map {
      ($0, try String(contentsOfFile: rules + "/" + $0, encoding: .utf8))
    }
  }
}
