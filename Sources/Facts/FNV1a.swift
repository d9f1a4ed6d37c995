/// The hash FNV-1a, 64 bits (Fowler, Noll, Vo): for names that must be the same in every run, not for secrets.
public struct FNV1a: Hashable, Sendable {
  @usableFromInline var state: UInt64 = 0xCBF2_9CE4_8422_2325

  public init() {}

  public var value: UInt64 { state }

  /// The hash of a text.
  public init(_ text: String) {
    for byte in text.utf8 { mix(byte) }
  }

  @inlinable
  public mutating func mix(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }

  /// 16 hexadecimal digits.
  public var text: String {
    String(unsafeUninitializedCapacity: 16) { buffer in
      for place in 0..<16 {
        let digit = UInt8(state >> UInt64(60 - 4 * place) & 15)
        buffer[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
      }
      return 16
    }
  }
}
