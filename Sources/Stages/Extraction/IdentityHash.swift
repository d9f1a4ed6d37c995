internal import Facts

/// The hash over the parts that make a fact what it is.
struct IdentityHash {
  private var hash = FNV1a()

  var value: UInt64 { hash.value }
  var text: String { hash.text }

  func adding(_ text: String) -> IdentityHash {
    var next = self
    for byte in text.utf8 { next.hash.mix(byte) }
    next.hash.mix(0x1F)
    return next
  }

  func adding(_ number: UInt64) -> IdentityHash {
    var next = self
    for shift in stride(from: 0, to: 64, by: 8) {
      next.hash.mix(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
    }
    return next
  }

  func adding(_ date: CivilDate?) -> IdentityHash {
    guard let date else { return adding(0) }
    return adding(UInt64(date.year * 10_000 + (date.month ?? 0) * 100 + (date.day ?? 0)))
  }
}
