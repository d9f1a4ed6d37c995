internal import CLibXML2

/// The yardstick: libxml2's SAX parse of the bytes as they are, with handlers that do nothing.
struct SAXYardstick: ~Copyable {
  private let context: htmlParserCtxtPtr

  init() {
    guard let context = htmlNewParserCtxt() else { fatalError("out of memory for a parser") }
    self.context = context
  }

  deinit { htmlFreeParserCtxt(context) }

  mutating func parse(_ bytes: [UInt8]) {
    var handler = htmlSAXHandler()
    heshu_silence(&handler)
    handler.initialized = 1
    handler.startElement = { _, _, _ in }
    handler.endElement = { _, _ in }
    handler.characters = { _, _, _ in }
    context.pointee.sax.pointee = handler
    bytes.withUnsafeBytes { buffer in
      let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      if let document = htmlCtxtReadMemory(
        context, base, Int32(buffer.count), nil, "UTF-8", heshu_parse_options())
      {
        xmlFreeDoc(document)
      }
    }
  }
}
