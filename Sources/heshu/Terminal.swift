import Glibc
import Synchronization

/// What the tool says to people: on stderr, with colour and progress only on a terminal.
enum Terminal {
  static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }

  private static func usesColour(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1 && getenv("NO_COLOR") == nil
  }

  static func say(_ line: String) {
    clearProgress()
    put(line + "\n")
  }

  private static func put(_ text: String) {
    var text = text
    text.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  private static let hasProgress = Atomic(false)

  /// Shows how far a long run is, in place.
  static func progress(_ done: Int, of count: Int) {
    guard isInteractive, count > 0 else { return }
    hasProgress.store(true, ordering: .relaxed)
    put("\r\(done) of \(count) documents, \(done * 100 / count) %")
  }

  static func clearProgress() {
    guard hasProgress.exchange(false, ordering: .relaxed) else { return }
    put("\r\u{1B}[K")
  }

  /// A word in the colour of its level, where stdout is a terminal.
  static func coloured(_ text: String, as level: String) -> String {
    guard usesColour(STDOUT_FILENO) else { return text }
    return "\u{1B}[\(level == "error" ? 31 : level == "warning" ? 33 : 36)m\(text)\u{1B}[0m"
  }

  /// A text in so many columns: filled up with blanks, or cut with a mark.
  static func fitted(_ text: String, to columns: Int) -> String {
    var text = text
    if width(text) > columns {
      while width(text) > columns - 2, !text.isEmpty { text.removeLast() }
      text += "…"
    }
    return text + String(repeating: " ", count: max(0, columns - width(text)))
  }

  /// How many columns a text takes: Chinese characters and full-width forms take two.
  static func width(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { sum, scalar in
      switch scalar.value {
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD, 0x2014, 0x2018...0x201D, 0x2026:
        sum + 2
      default: sum + 1
      }
    }
  }
}
