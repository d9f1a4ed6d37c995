public import Comparison
internal import Facts

/// The changes between two runs as JSON Lines; the facts stand in them as they stood in their runs.
public struct ChangeRecords: ~Copyable {
  private var json = JSONWriter()

  public init() {}

  /// The lines written since the last call.
  public mutating func take() -> [UInt8] { json.take() }

  /// Writes one change; `old` and `new` are the files that its facts were read from.
  public mutating func write(
    _ change: Change, of comparison: Comparison, old: [UInt8], new: [UInt8]
  ) {
    let before = change.old.map { comparison.old[$0] }
    let after = change.new.map { comparison.new[$0] }
    guard let fact = after ?? before else { return }
    json.object { json in
      json.pair("record", "change")
      json.pair("schema", recordSchema)
      json.pair("class", change.kind.rawValue)
      json.key("key")
      json.object { json in
        json.pair("indicator", fact.name)
        json.pair("type", fact.type.rawValue)
        json.pair("unit", fact.unit)
        json.pair("region", fact.region)
      }
      for (name, found, bytes) in [("old" as StaticString, before, old), ("new", after, new)] {
        guard let found else { continue }
        json.key(name)
        bytes.withUnsafeBufferPointer { json.raw(UnsafeBufferPointer(rebasing: $0[found.line])) }
      }
      ChangeRecords.write("difference", change.difference, to: &json)
      ChangeRecords.write("relative", change.relative, to: &json)
      if let isMet = change.isMet { json.pair("promise", isMet ? "met" : "missed") }
      if let contradicted = change.contradicted {
        json.key("contradicted")
        json.object { json in
          json.pair("text", comparison.new[contradicted.fact].text)
          ChangeRecords.write("stated", contradicted.stated, to: &json)
          ChangeRecords.write("implied", contradicted.implied, to: &json)
        }
      }
      ChangeRecords.write("others", change.others.map { comparison.new[$0] }, to: &json)
      ChangeRecords.write("oldRepeats", change.oldEchoes.map { comparison.old[$0] }, to: &json)
      ChangeRecords.write("newRepeats", change.newEchoes.map { comparison.new[$0] }, to: &json)
    }
    json.endLine()
  }

  /// Writes an indicator over several runs; `facts` are its points, each with the file that it was read
  /// from.
  public mutating func write(_ series: Series, facts: [(fact: ComparedFact, file: [UInt8])]) {
    json.object { json in
      json.pair("record", "series")
      json.pair("schema", recordSchema)
      json.pair("indicator", facts[0].fact.name)
      json.pair("region", facts[0].fact.region)
      json.key("points")
      json.array { json in
        for (fact, file) in facts {
          file.withUnsafeBufferPointer { json.raw(UnsafeBufferPointer(rebasing: $0[fact.line])) }
        }
      }
      json.key("oddities")
      json.array { json in
        for oddity in series.oddities {
          json.object { json in
            json.pair("kind", oddity.kind.rawValue)
            json.pair("after", oddity.after)
          }
        }
      }
    }
    json.endLine()
  }

  /// Where figures stand; nothing if there are none.
  private static func write(
    _ name: StaticString, _ facts: [ComparedFact], to json: inout JSONWriter
  ) {
    guard !facts.isEmpty else { return }
    json.key(name)
    json.array { json in
      for fact in facts {
        json.object { json in
          json.pair("document", fact.document)
          json.pair("paragraph", fact.paragraph)
          json.pair("text", fact.text)
        }
      }
    }
  }

  private static func write(
    _ name: StaticString, _ interval: Interval?, to json: inout JSONWriter
  ) {
    guard let interval else { return }
    json.key(name)
    json.object { json in
      json.pair("low", interval.low?.value.decimal(places: 6))
      json.pair("high", interval.high?.value.decimal(places: 6, roundingUp: true))
    }
  }
}
