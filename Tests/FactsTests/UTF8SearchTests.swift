import Facts
import Testing

@Suite struct UTF8SearchTests {
  private let text = Array("占全省比重".utf8)

  @Test func wordsAreFoundAtBothEndsAndWithin() {
    #expect(text.begins(with: "占") && !text.begins(with: "全省"))
    #expect(text[3...].begins(with: "全省"))
    #expect(text.ends(in: "比重") && !text.ends(in: "比例"))
    #expect(text.equals("占全省比重") && !text.equals("占全省"))
    #expect(UTF8Search.first("省", in: text) == 6 && UTF8Search.first("市", in: text) == nil)
  }

  @Test func aTextShorterThanTheWordHoldsItNowhere() {
    let short = Array("占".utf8)
    #expect(!short.begins(with: "占比") && !short.ends(in: "占比") && !short.equals("占比"))
    #expect(short.prefix(0).begins(with: "") && !short.prefix(0).begins(with: "占"))
  }

  @Test func aPartIsHeldWhereverItStands() {
    #expect(text.holds("占".utf8) && text.holds(text[6...]) && text.holds("全省".utf8.suffix(3)))
    #expect(!text.holds("比例".utf8) && !text.prefix(3).holds(text[...]) && !text.holds("".utf8))
    // Bytes that lie in no array are held as well.
    #expect(text.reversed().holds(Array(text.reversed()[2...5])))
  }
}
