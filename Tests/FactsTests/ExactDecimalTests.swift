import Facts
import Testing

@Suite struct ExactDecimalTests {
  @Test(arguments: [
    ("0", "0"), ("3034", "3034"), ("101.130", "101.13"), ("-3.20", "-3.2"), ("0.05", "0.05"),
    ("126000000000000", "126000000000000"), ("85526841291", "85526841291"),
  ])
  func readsAndWritesPlainNotation(_ text: String, _ written: String) throws {
    #expect(try #require(ExactDecimal(text)).description == written)
  }

  @Test(arguments: [
    "", "-", "1.2.3", "1e5", "１２", "1,048", ".5", String(repeating: "9", count: 40),
  ])
  func refusesWhatIsNoPlainDecimal(_ text: String) {
    #expect(ExactDecimal(text) == nil)
  }

  @Test func equalNumbersAreEqualValues() throws {
    #expect(ExactDecimal("2.50") == ExactDecimal("2.5"))
    #expect(ExactDecimal(coefficient: 169, exponent: 4) == ExactDecimal("1690000"))
    #expect(ExactDecimal("9.99")! < ExactDecimal("10")!)
  }

  @Test func scalingIsExact() throws {
    #expect(try #require(ExactDecimal("12035.7")).scaled(by: 4).description == "120357000")
  }
}

@Suite struct RationalTests {
  @Test func dividesWithoutRounding() throws {
    let third = try #require(Rational(1, 3))
    #expect(third.times(Rational(3)) == Rational(1))
    #expect(third.decimal(places: 4)?.description == "0.3333")
    #expect(third.decimal(places: 4, roundingUp: true)?.description == "0.3334")
    #expect(Rational(-1, 3)?.decimal(places: 2)?.description == "-0.34")
  }

  @Test func refusesDivisionByNothing() {
    #expect(Rational(1, 0) == nil)
    #expect(Rational(1).divided(by: Rational(0)) == nil)
  }

  @Test func saysWhenAResultDoesNotFit() throws {
    let great = try #require(Rational(Int128.max, 1))
    #expect(great.plus(Rational(1)) == nil)
    #expect(great.times(Rational(2)) == nil)
  }
}

@Suite struct IntervalTests {
  private func interval(_ low: Int, _ high: Int, closed: Bool = true) -> Interval {
    Interval(
      low: .init(Rational(low), isClosed: closed), high: .init(Rational(high), isClosed: closed))
  }

  @Test func closedEndsMeetAndOpenOnesDoNot() {
    #expect(interval(1, 2).isApart(from: interval(2, 3)) == false)
    #expect(interval(1, 2, closed: false).isApart(from: interval(2, 3)) == true)
    #expect(Interval(low: nil, high: nil).isApart(from: interval(5, 6)) == false)
  }

  @Test func arithmeticAddsTheEnds() {
    #expect(interval(1, 2).plus(interval(10, 20)) == interval(11, 22))
    #expect(interval(10, 20).minus(interval(1, 2)) == interval(8, 19))
    #expect(interval(2, 3).times(interval(4, 5)) == interval(8, 15))
  }

  @Test func aDivisorThatCanBeZeroHasNoQuotient() {
    #expect(interval(1, 2).divided(by: interval(0, 1)) == nil)
    #expect(interval(4, 8).divided(by: interval(2, 4)) == interval(1, 4))
  }
}

@Suite struct CivilDateTests {
  @Test(arguments: [(2024, 2, 29), (2000, 2, 29), (2023, 12, 31)])
  func takesDaysThatExist(_ year: Int, _ month: Int, _ day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) != nil)
  }

  @Test(arguments: [(2023, 2, 29), (1900, 2, 29), (2023, 13, 1), (2023, 4, 31), (2023, 1, 0)])
  func refusesDaysThatDoNot(_ year: Int, _ month: Int, _ day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }

  @Test(arguments: [
    (2020, 1, 25, 6), (2024, 2, 29, 4), (2000, 3, 1, 3), (1999, 12, 31, 5), (2026, 11, 22, 7),
  ])
  func knowsTheDayOfTheWeek(_ year: Int, _ month: Int, _ day: Int, _ weekday: Int) throws {
    #expect(try #require(CivilDate(year: year, month: month, day: day)).weekday == weekday)
  }

  @Test func findsTheLastDayOfAWeek() throws {
    let saturday = try #require(CivilDate(year: 2024, month: 3, day: 2))
    #expect(saturday.before(weekday: 6) == saturday)
    #expect(saturday.before(weekday: 4) == CivilDate(year: 2024, month: 2, day: 29))
    #expect(saturday.before(weekday: 7) == CivilDate(year: 2024, month: 2, day: 25))
    #expect(
      saturday.before(weekday: 4, ofLastWeek: true) == CivilDate(year: 2024, month: 2, day: 22))
    #expect(
      saturday.before(weekday: 7, ofLastWeek: true) == CivilDate(year: 2024, month: 2, day: 25))
  }

  @Test func periodsReachFromTheFirstToTheLastDay() throws {
    let month = try #require(CivilDate(year: 2024, month: 2))
    let period = Period(start: month, end: month, text: "2月", basis: .stated)
    #expect(period.start?.description == "2024-02-01")
    #expect(period.end?.description == "2024-02-29")
  }
}

@Suite struct WordSetTests {
  private let words = WordSet(["万", "万元", "人", "人次", "元"])

  @Test func findsTheLongestWordThatBeginsOrEnds() {
    Array("3万元人次".utf8).withUnsafeBufferPointer { text in
      #expect(
        words.longest(in: text, at: 1).map { String(decoding: words.word($0), as: UTF8.self) }
          == "万元")
      #expect(words.longest(in: text, endingAt: text.count).map { words.length($0) } == 6)
      #expect(words.longest(in: text, endingAt: text.count, notBefore: text.count - 3) == nil)
      #expect(words.longest(in: text, at: 0) == nil)
    }
  }

  @Test func knowsItsWords() {
    #expect(words.contains(Array("人次".utf8)))
    #expect(!words.contains(Array("人次数".utf8)))
  }
}
