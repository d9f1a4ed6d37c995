/// The hash over the parts that make something what it is, each parted from the next.
public struct IdentityHash: Sendable {
  private var hash = FNV1a()

  public init() {}

  public var value: UInt64 { hash.value }
  public var text: String { hash.text }

  public func adding(_ text: String) -> IdentityHash { adding(bytes: text.utf8) }

  public func adding(bytes: some Sequence<UInt8>) -> IdentityHash {
    var next = self
    // Byte after byte of a sequence of unknown kind takes hundreds of times as long.
    let isMixed: Void? = bytes.withContiguousStorageIfAvailable { buffer in
      for byte in buffer { next.hash.mix(byte) }
    }
    if isMixed == nil { for byte in bytes { next.hash.mix(byte) } }
    next.hash.mix(0x1F)
    return next
  }

  public func adding(_ number: UInt64) -> IdentityHash {
    var next = self
    for shift in stride(from: 0, to: 64, by: 8) {
      next.hash.mix(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
    }
    return next
  }

  public func adding(_ date: CivilDate?) -> IdentityHash {
    guard let date else { return adding(0) }
    return adding(UInt64(date.year * 10_000 + (date.month ?? 0) * 100 + (date.day ?? 0)))
  }
}
