internal import CPCRE2

/// Why a pattern was refused, or why matching it stopped.
public struct PatternError: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// The pattern does not compile; `offset` is a UTF-8 offset into it.
    case badPattern(String, offset: Int)
    /// Matching ran into the match, depth, heap or JIT stack limit.
    case limit(String)
    /// PCRE2 could not do its work for another reason.
    case failed(String)
  }

  public let reason: Reason

  /// The text that PCRE2 has for one of its error codes (pcre2_get_error_message(3)).
  static func message(_ code: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = pcre2_get_error_message_8(code, &buffer, buffer.count)
    return length < 0 ? "error \(code)" : String(decoding: buffer[..<Int(length)], as: UTF8.self)
  }

  /// The error for a negative code of `pcre2_match` other than no match (pcre2api(3)).
  static func matching(_ code: Int32) -> PatternError {
    let limits = [
      PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT,
      PCRE2_ERROR_JIT_STACKLIMIT, PCRE2_ERROR_RECURSELOOP,
    ]
    let text = message(code)
    return PatternError(reason: limits.contains(code) ? .limit(text) : .failed(text))
  }
}

extension PatternError: CustomStringConvertible {
  public var description: String {
    switch reason {
    case .badPattern(let text, let offset): "\(text) at offset \(offset)"
    case .limit(let text), .failed(let text): text
    }
  }
}
