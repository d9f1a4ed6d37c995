import Glibc

/// Finds the documents below the paths that a user names.
struct DocumentFinder {
  let include: [String]
  let exclude: [String]

  /// A document: where its file is, and the name it has in the records.
  struct Document: Sendable {
    let path: String
    let name: String
    let isHTML: Bool
  }

  /// What was found, in the order of the names, and how many other files were passed over.
  struct Found {
    var documents: [Document] = []
    var skipped = 0
  }

  /// Walks the paths; a folder's documents are named below it, a file is named by its last part.
  func find(_ paths: [String]) throws -> Found {
    var found = Found()
    for path in paths {
      var status = stat()
      guard stat(path, &status) == 0 else {
        throw Failure.usage(
          "\(SystemError.last(path).message); name a file or a folder of articles")
      }
      if status.st_mode & S_IFMT == S_IFDIR {
        walk(path, into: &found)
      } else {
        add(
          path, name: path.split(separator: "/").last.map(String.init) ?? path, isNamed: true,
          to: &found)
      }
    }
    found.documents.sort { ($0.name, $0.path) < ($1.name, $1.path) }
    return found
  }

  /// Walks a folder without recursion, each real folder once: links may form loops.
  private func walk(_ root: String, into found: inout Found) {
    let root = root.count > 1 && root.hasSuffix("/") ? String(root.dropLast()) : root
    var seen: Set<[UInt64]> = []
    var waiting = [""]
    while let below = waiting.popLast() {
      let path = below.isEmpty ? root : root + "/" + below
      var status = stat()
      guard stat(path, &status) == 0 else {
        found.skipped += 1
        continue
      }
      let name = below
      if status.st_mode & S_IFMT == S_IFDIR {
        guard seen.insert([UInt64(status.st_dev), UInt64(status.st_ino)]).inserted else { continue }
        for entry in entries(of: path).sorted(by: >) where !entry.hasPrefix(".") {
          waiting.append(below.isEmpty ? entry : below + "/" + entry)
        }
      } else {
        add(path, name: name, isNamed: false, to: &found)
      }
    }
  }

  private func entries(of path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var entries: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { entries.append(name) }
    }
    return entries
  }

  private func add(_ path: String, name: String, isNamed: Bool, to found: inout Found) {
    let lower = name.lowercased()
    let isHTML = lower.hasSuffix(".html") || lower.hasSuffix(".htm")
    let isWanted = isHTML || lower.hasSuffix(".txt")
    let isIncluded = include.isEmpty || include.contains { fnmatch($0, name, 0) == 0 }
    guard isWanted, isIncluded, !exclude.contains(where: { fnmatch($0, name, 0) == 0 }) else {
      found.skipped += 1
      return
    }
    found.documents.append(Document(path: path, name: name, isHTML: isHTML))
  }
}
