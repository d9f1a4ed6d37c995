import Glibc
import Rules

/// Finds and loads the folder of rules.
enum RuleFolder {
  /// The rules of a folder; without one, those of `HESHU_RULES`, of the working directory, or those
  /// that lie beside the program or in its share/.
  static func load(_ named: String?) throws -> RuleSet {
    let path = try folder(named)
    var sources: [RuleSource] = []
    try collect(path, below: "", into: &sources)
    do throws(RuleErrors) {
      return try RuleSet(sources)
    } catch {
      throw Failure.usage(
        "the rules in \(path) cannot be used:\n"
          + error.errors.map { "  \(path)/\($0.description)" }.joined(separator: "\n"))
    }
  }

  private static func folder(_ named: String?) throws -> String {
    if let named {
      guard isRules(named) else {
        throw Failure.usage("\(named): no rules here (no lexicon folder)")
      }
      return named
    }
    if let set = getenv("HESHU_RULES").map({ String(cString: $0) }), isRules(set) { return set }
    var places = ["rules"]
    if let program = realpath("/proc/self/exe", nil) {
      defer { free(program) }
      var at = String(cString: program)
      for _ in 0..<5 {
        guard let slash = at.lastIndex(of: "/"), slash > at.startIndex else { break }
        at = String(at[..<slash])
        places += [at + "/rules", at + "/share/heshu/rules"]
      }
    }
    guard let found = places.first(where: isRules) else {
      throw Failure.usage("no rules found; name their folder with --rules or in HESHU_RULES")
    }
    return found
  }

  private static func isRules(_ path: String) -> Bool { access(path + "/lexicon", R_OK) == 0 }

  private static func collect(_ root: String, below: String, into sources: inout [RuleSource])
    throws
  {
    let path = below.isEmpty ? root : root + "/" + below
    guard let folder = opendir(path) else { throw Failure.usage(SystemError.last(path).message) }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard !name.hasPrefix(".") else { continue }
      let file = below.isEmpty ? name : below + "/" + name
      if name.hasSuffix(".yaml") {
        do throws(SystemError) {
          let bytes = try FileBytes.read(root + "/" + file)
          sources.append(RuleSource(file: file, text: String(decoding: bytes, as: UTF8.self)))
        } catch {
          throw Failure.usage(error.message)
        }
      } else if !name.contains(".") {
        try collect(root, below: file, into: &sources)
      }
    }
  }
}
