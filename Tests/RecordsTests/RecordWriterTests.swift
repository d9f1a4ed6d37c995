import Facts
import Foundation
import Records
import Testing

@Suite struct RecordWriterTests {
  private let text = "\u{1F600}县\"共\"筛查2451人\t次"

  private func fact() -> Fact {
    let start = text.utf8.count - "2451人\t次".utf8.count
    return Fact(
      id: "f-1", type: .count, indicator: "筛查人数", population: nil, region: nil, period: nil,
      status: .actual,
      value: Value(
        number: ExactDecimal(2451), interval: Interval(Rational(2451)), decimals: 0,
        relation: .equal,
        text: "2451人"),
      unit: Unit(text: "人", code: nil), direction: nil, comparedWith: nil,
      source: .init(
        document: "a.txt", paragraph: 0, span: TextSpan(start, start + "2451人".utf8.count)),
      rule: "r")
  }

  @Test func offsetsAreScalarsAndSliceToTheQuote() throws {
    var writer = RecordWriter()
    writer.write(fact(), text: Array(text.utf8))
    let line = String(decoding: writer.take(), as: UTF8.self)
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    let source = try #require(object["source"] as? [String: Any])
    let quote = try #require(source["quote"] as? [String: String])
    let scalars = Array(text.unicodeScalars)
    let start = try #require(source["start"] as? Int)
    let end = try #require(source["end"] as? Int)
    #expect(String(String.UnicodeScalarView(scalars[start..<end])) == quote["exact"])
    #expect(quote["prefix"] == "\u{1F600}县\"共\"筛查")
    #expect(quote["suffix"] == "\t次")
  }

  @Test func keysStandInOneOrderAndAbsentOnesAreLeftOut() {
    var writer = RecordWriter()
    writer.write(fact(), text: Array(text.utf8))
    let line = String(decoding: writer.take(), as: UTF8.self)
    #expect(
      line.hasPrefix(
        #"{"record":"fact","schema":"heshu/1","id":"f-1","type":"count","indicator":"筛查人数","status":"actual","value":{"number":"2451","low":"2451","high":"2451","decimals":0,"relation":"=","text":"2451人"},"unit":{"text":"人"},"source":"#
      ))
    #expect(!line.contains("null"))
    #expect(line.hasSuffix(#""rule":"r","checks":[]}"# + "\n"))
  }

  @Test func whateverStandsAroundAControlCharacterItIsEscaped() throws {
    for special in ["\t", "\n", "\u{1F}", "\"", "\\"] {
      for (before, behind) in [("发", "发"), ("a", "b"), ("b", "a"), ("病", "0")] {
        for place in 0..<17 {
          let text =
            String(repeating: before, count: place) + special + String(repeating: behind, count: 9)
          var writer = RecordWriter()
          writer.write(Refusal(document: text, reason: "unreadable", message: "no"))
          let line = try JSONSerialization.jsonObject(with: Data(writer.take())) as? [String: Any]
          #expect(line?["document"] as? String == text)
        }
      }
    }
  }

  @Test func controlCharactersAreEscaped() {
    var writer = RecordWriter()
    writer.write(Refusal(document: "a\u{1}\n\"\\", reason: "unreadable", message: "no"))
    #expect(
      String(decoding: writer.take(), as: UTF8.self)
        == #"{"record":"error","schema":"heshu/1","document":"a\u0001\n\"\\","reason":"unreadable","message":"no"}"#
        + "\n")
  }
}
