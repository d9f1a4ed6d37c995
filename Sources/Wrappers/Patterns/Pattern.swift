internal import CPCRE2

/// A compiled regular expression, safe to share between tasks; a `Matcher` owns the scratch memory
/// to run it.
public final class Pattern: @unchecked Sendable {
  // @unchecked: PCRE2 never writes to a code block once it is compiled (pcre2api(3), MULTITHREADING).
  let code: OpaquePointer
  /// Whether machine code was made for it.
  let isJIT: Bool
  /// How many capturing groups it has, the whole match not counted.
  public let groupCount: Int
  /// The number of each named group.
  public let groups: [String: Int]
  /// Whether it can match the empty string.
  public let matchesEmpty: Bool

  /// Compiles `source` (PCRE2 syntax, UTF mode) for the just-in-time compiler where there is one.
  public init(_ source: String) throws(PatternError) {
    var code: Int32 = 0
    var offset = 0
    let bytes = Array(source.utf8)
    let options = UInt32(PCRE2_UTF) | UInt32(PCRE2_NO_UTF_CHECK) | UInt32(PCRE2_DUPNAMES)
    guard let compiled = pcre2_compile_8(bytes, bytes.count, options, &code, &offset, nil) else {
      throw PatternError(reason: .badPattern(PatternError.message(code), offset: offset))
    }
    // Without a JIT (no memory, or an unsupported machine) matching falls back to the interpreter.
    isJIT = pcre2_jit_compile_8(compiled, UInt32(PCRE2_JIT_COMPLETE)) == 0
    self.code = compiled
    groupCount = Int(Pattern.number(compiled, UInt32(PCRE2_INFO_CAPTURECOUNT)))
    matchesEmpty = Pattern.number(compiled, UInt32(PCRE2_INFO_MATCHEMPTY)) == 1
    groups = Pattern.names(compiled)
  }

  deinit { pcre2_code_free_8(code) }

  private static func number(_ code: OpaquePointer, _ what: UInt32) -> UInt32 {
    var value: UInt32 = 0
    pcre2_pattern_info_8(code, what, &value)
    return value
  }

  /// Reads the name table (pcre2api(3), PCRE2_INFO_NAMETABLE): two bytes of number, then the name.
  private static func names(_ code: OpaquePointer) -> [String: Int] {
    let count = Int(number(code, UInt32(PCRE2_INFO_NAMECOUNT)))
    let size = Int(number(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE)))
    var table: UnsafePointer<UInt8>?
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
    guard let table else { return [:] }
    var names: [String: Int] = [:]
    for index in 0..<count {
      let entry = table + index * size
      names[String(cString: entry + 2)] = Int(entry[0]) << 8 | Int(entry[1])
    }
    return names
  }
}
