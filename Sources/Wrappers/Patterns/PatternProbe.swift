internal import CPCRE2

/// Says how far a pattern got in a text that it does not match: what a rule author asks first.
public enum PatternProbe {
  /// Where matching got furthest through the pattern.
  public struct Reach: Sendable {
    /// The UTF-8 offset into the text.
    public let text: Int
    /// The UTF-8 offset into the pattern's source of what was wanted there.
    public let pattern: Int
  }

  /// Runs `source` without the just-in-time compiler, asking PCRE2 at every item where it is
  /// (pcre2callout(3)); `nil` if it cannot be compiled.
  public static func reach(of source: String, in text: [UInt8]) -> Reach? {
    var code: Int32 = 0
    var offset = 0
    let bytes = Array(source.utf8)
    let options =
      UInt32(PCRE2_UTF) | UInt32(PCRE2_DUPNAMES) | UInt32(PCRE2_AUTO_CALLOUT)
      | UInt32(PCRE2_NO_START_OPTIMIZE)
    guard let compiled = pcre2_compile_8(bytes, bytes.count, options, &code, &offset, nil) else {
      return nil
    }
    defer { pcre2_code_free_8(compiled) }
    guard let data = pcre2_match_data_create_8(1, nil),
      let context = pcre2_match_context_create_8(nil)
    else { return nil }
    defer {
      pcre2_match_data_free_8(data)
      pcre2_match_context_free_8(context)
    }
    pcre2_set_match_limit_8(context, 200_000)
    var furthest = Furthest()
    withUnsafeMutablePointer(to: &furthest) { pointer in
      pcre2_set_callout_8(
        context,
        { block, user in
          guard let block, let user else { return 0 }
          let furthest = user.assumingMemoryBound(to: Furthest.self)
          if block.pointee.pattern_position > furthest.pointee.pattern {
            furthest.pointee.text = block.pointee.current_position
            furthest.pointee.pattern = block.pointee.pattern_position
          }
          return 0
        }, pointer)
      text.withUnsafeBufferPointer { buffer in
        _ = pcre2_match_8(compiled, buffer.baseAddress, buffer.count, 0, 0, data, context)
      }
    }
    return Reach(text: furthest.text, pattern: furthest.pattern)
  }

  private struct Furthest {
    var text = 0
    var pattern = 0
  }
}
