internal import CPCRE2

/// The scratch memory to run patterns with: match data, limits and JIT stack, one owner at a time.
public struct Matcher: ~Copyable {
  private let data: OpaquePointer
  private let context: OpaquePointer
  private let stack: OpaquePointer?
  private let offsets: UnsafeMutablePointer<Int>

  /// Most groups that a pattern run by a matcher may have.
  public static let mostGroups = 63

  /// Makes scratch memory; the limits are PCRE2's counts of calls, of backtracking depth and KiB.
  public init(matchLimit: UInt32 = 200_000, depthLimit: UInt32 = 5_000, heapKiB: UInt32 = 4_096) {
    guard
      let data = pcre2_match_data_create_8(UInt32(Matcher.mostGroups + 1), nil),
      let context = pcre2_match_context_create_8(nil),
      let offsets = pcre2_get_ovector_pointer_8(data)
    else { fatalError("out of memory for a PCRE2 matcher") }
    self.data = data
    self.context = context
    self.offsets = offsets
    stack = pcre2_jit_stack_create_8(32 * 1024, 1024 * 1024, nil)
    pcre2_set_match_limit_8(context, matchLimit)
    pcre2_set_depth_limit_8(context, depthLimit)
    pcre2_set_heap_limit_8(context, heapKiB)
    pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
  }

  deinit {
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
    pcre2_jit_stack_free_8(stack)
  }

  /// Looks for `pattern` in `text`, valid UTF-8, from the UTF-8 offset `start`, a scalar boundary.
  ///
  /// Returns whether it stands there; `range(of:)` and
  /// `mark` then say where and which alternative, until the next call.
  public mutating func find(
    _ pattern: Pattern, in text: UnsafeBufferPointer<UInt8>, from start: Int = 0
  ) throws(PatternError) -> Bool {
    guard let base = text.baseAddress else { return false }
    // The fast path skips checks that hold here: valid UTF-8, a start within the text (pcre2jit(3)).
    let result =
      pattern.isJIT
      ? pcre2_jit_match_8(pattern.code, base, text.count, start, 0, data, context)
      : pcre2_match_8(
        pattern.code, base, text.count, start, UInt32(PCRE2_NO_UTF_CHECK), data, context)
    if result == PCRE2_ERROR_NOMATCH { return false }
    guard result >= 0 else { throw PatternError.matching(result) }
    return true
  }

  /// The name of the last `(*MARK:n)` passed in the last match, a number.
  public var mark: Int? {
    guard let name = pcre2_get_mark_8(data) else { return nil }
    return Int(String(cString: name))
  }

  /// The UTF-8 offsets of a group in the last match, the whole match being group 0; `nil` if unset.
  public func range(of group: Int) -> Range<Int>? {
    let start = offsets[2 * group]
    let end = offsets[2 * group + 1]
    guard start >= 0, end >= start else { return nil }
    return start..<end
  }
}
