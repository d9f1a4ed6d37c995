internal import CLibXML2

/// Why a page could not be parsed at all.
public struct HTMLTreeError: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String
}

/// Parses pages with libxml2's SAX interface; one owner at a time, reused from page to page.
public struct PageParser: ~Copyable {
  private let context: htmlParserCtxtPtr
  private let collector: UnsafeMutablePointer<BlockCollector>
  private var stripper = PageStripper()

  /// Makes a parser. `prepare()` must have been called once before, on one thread.
  public init() {
    guard let context = htmlNewParserCtxt() else { fatalError("out of memory for a parser") }
    self.context = context
    collector = .allocate(capacity: 1)
    collector.initialize(to: BlockCollector())
  }

  deinit {
    collector.deinitialize(count: 1)
    collector.deallocate()
    htmlFreeParserCtxt(context)
  }

  /// Sets libxml2 up; to be called once before any thread parses (xmlInitParser in its manual).
  public static func prepare() { xmlInitParser() }

  /// Parses valid UTF-8, whatever the page declares; broken markup is mended as browsers do.
  public mutating func parse(_ page: UnsafeBufferPointer<UInt8>) throws(HTMLTreeError) -> HTMLPage {
    guard page.count < Int(Int32.max) else {
      throw HTMLTreeError(description: "a page of over 2 GiB")
    }
    stripper.strip(page)
    collector.pointee.reset(page, runs: stripper.runs)
    var parsed = try stripper.stripped.withUnsafeBufferPointer { (bytes) throws(HTMLTreeError) in
      try parse(stripped: bytes)
    }
    parsed.linkedData = stripper.linkedData
    return parsed
  }

  private func parse(stripped bytes: UnsafeBufferPointer<UInt8>) throws(HTMLTreeError) -> HTMLPage {
    guard let base = bytes.baseAddress, bytes.count > 0 else {
      return collector.pointee.finish(isCut: false)
    }
    context.pointee.sax.pointee = PageParser.handler()
    context.pointee.userData = UnsafeMutableRawPointer(collector)
    let document = base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
      htmlCtxtReadMemory(context, $0, Int32(bytes.count), nil, "UTF-8", heshu_parse_options())
    }
    if let document { xmlFreeDoc(document) }
    let isCut = context.pointee.disableSAX != 0
    return collector.pointee.finish(isCut: isCut)
  }

  private static func handler() -> htmlSAXHandler {
    var handler = htmlSAXHandler()
    heshu_silence(&handler)
    handler.initialized = 1
    handler.startElement = { user, name, attributes in
      guard let user, let name else { return }
      user.assumingMemoryBound(to: BlockCollector.self).pointee.open(name, attributes)
    }
    handler.endElement = { user, name in
      guard let user, let name else { return }
      user.assumingMemoryBound(to: BlockCollector.self).pointee.close(name)
    }
    handler.characters = { user, text, count in
      guard let user, let text else { return }
      let bytes = UnsafeBufferPointer(start: text, count: Int(count))
      user.assumingMemoryBound(to: BlockCollector.self).pointee.add(bytes)
    }
    handler.ignorableWhitespace = handler.characters
    handler.cdataBlock = handler.characters
    return handler
  }
}
