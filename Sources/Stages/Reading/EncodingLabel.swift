/// The encodings that Chinese pages come in; labels by the WHATWG Encoding Standard, section 4.2.
enum EncodingLabel: String {
  case utf8 = "utf-8"
  case gb18030
  case big5
  case utf16le = "utf-16le"
  case utf16be = "utf-16be"

  /// The encoding that a label stands for; GB2312 and GBK are read as their superset GB18030.
  init?(label: String) {
    switch label.lowercased().filter({ !$0.isWhitespace && $0 != "\"" && $0 != "'" }) {
    case "utf-8", "utf8", "unicode-1-1-utf-8", "x-unicode20utf8": self = .utf8
    case "gb2312", "gbk", "gb18030", "x-gbk", "chinese", "csgb2312", "gb_2312", "gb_2312-80",
      "iso-ir-58", "csiso58gb231280", "cp936", "hz-gb-2312":
      self = .gb18030
    case "big5", "big5-hkscs", "cn-big5", "csbig5", "x-x-big5", "cp950": self = .big5
    default: return nil
    }
  }

  /// The name that iconv(3) knows it by.
  var iconvName: String {
    switch self {
    case .utf8: "UTF-8"
    case .gb18030: "GB18030"
    case .big5: "BIG5-HKSCS"
    case .utf16le: "UTF-16LE"
    case .utf16be: "UTF-16BE"
    }
  }

  /// The encoding that a page declares in its first 2 KiB, in a meta element or an XML declaration.
  static func declared(in bytes: UnsafeBufferPointer<UInt8>) -> EncodingLabel? {
    let head = String(decoding: bytes.prefix(2048).map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self)
      .lowercased()
    for mark in ["charset=", "encoding="] {
      var rest = head[...]
      while let found = rest.firstRange(of: mark) {
        rest = rest[found.upperBound...]
        let value = rest.drop { $0 == "\"" || $0 == "'" || $0 == " " }
          .prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        if let label = EncodingLabel(label: String(value)) { return label }
      }
    }
    return nil
  }
}
