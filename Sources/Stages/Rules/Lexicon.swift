public import Facts
public import Patterns

/// A unit of the lexicon: what its figures measure, and its code.
public struct UnitEntry: Hashable, Sendable {
  public let text: String
  public let kind: Kind
  /// UCUM, ISO 4217 or `heshu:` code.
  public let code: String?
}

/// How a time expression names its period.
public enum PeriodForm: String, Sendable, CaseIterable {
  /// What a change is measured against: 同比, 比上年.
  case compare
  /// Groups y m d, and y2 m2 d2 for the end of a range, each as far as it is written.
  case date
  /// A year that runs from the one in y to the one in y2: 2020-21年度.
  case fiscal
  /// A quarter in q, those up to it where c is set, or a half in h.
  case part
  /// From the first month of the year to the month in m: 前5个月.
  case months
  /// The last day of the year in y, z or r.
  case end
  /// A year of the Republic of China in z that only a text in traditional characters means so: 110年.
  case republic
  /// Since the date in y m d: 2016年至今, 自4月中旬以来.
  case since
  /// The years before this one, as many as s says, or the one in y: 五年来, 刚刚过去的2025年.
  case years
  /// The years to come, as many as s says: 今后五年.
  case ahead
  /// The years of the plan that the article is of: 五年内.
  case plan
  /// The whole of the year that is spoken of: 全年.
  case whole
  /// The day of publication, the one before it, and the month before that of publication.
  case today
  case yesterday
  case lastMonth = "last-month"
  /// The last day before publication, or that day, which is the day of the week in w, and that of the week before.
  case weekday
  case lastWeekday = "last-weekday"
  /// An expression of time that names no period of a figure.
  case none
}

/// A pattern of the lexicon for expressions of time.
public struct PeriodPattern: Sendable {
  public let source: String
  public let form: PeriodForm
  /// The fields that it holds, each with its group, counted within the pattern.
  public let groups: [(field: PeriodField, group: Int)]
}

/// What a named group of a period pattern holds.
public enum PeriodField: String, Sendable, CaseIterable {
  case year = "y"
  case month = "m"
  case day = "d"
  case endYear = "y2"
  case endMonth = "m2"
  case endDay = "d2"
  case quarter = "q"
  case cumulative = "c"
  case half = "h"
  /// Years of the Republic of China.
  case republicYear = "z"
  case endRepublicYear = "z2"
  case relative = "r"
  /// Which five-year plan, in Chinese: 十四 of 十四五时期.
  case plan = "p"
  /// A number of years.
  case span = "s"
  /// A day of the week: 四 of 周四.
  case weekday = "w"
}

/// The words that rules and the engine work with, by list; all of them come from `rules/lexicon/`.
public final class Lexicon: Sendable {
  public let units: WordSet
  public let unitEntries: [UnitEntry]
  /// Words that begin like a unit and are none: 2900多万|家庭.
  public let unitWords: WordSet
  /// The word lists of `words.yaml` and `places.yaml` by name.
  public let lists: [String: [String]]
  /// Sub-patterns of `patterns.yaml` by name, as written.
  public let subpatterns: [String: String]
  /// The scalars behind which a clause begins, `{start}`.
  public let clauseEnds: [UInt32]
  public let periods: [PeriodPattern]
  /// The period patterns by what they begin with.
  public let periodTable: PeriodTable
  /// The words for relative years, and how many years from the year of publication each is.
  let relativeWords: WordSet
  let relativeOffsets: [Int]
  /// For each UTF-16 code unit of the first plane the simplified one, or itself.
  public let simplified: [UInt16]

  init(
    units: WordSet, unitEntries: [UnitEntry], lists: [String: [String]],
    subpatterns: [String: String], clauseEnds: [UInt32],
    periods: [PeriodPattern], periodTable: PeriodTable,
    relativeWords: WordSet,
    relativeOffsets: [Int], simplified: [UInt16]
  ) {
    self.units = units
    self.unitEntries = unitEntries
    unitWords = WordSet(lists["unit-words"] ?? [])
    self.lists = lists
    self.subpatterns = subpatterns
    self.clauseEnds = clauseEnds
    self.periods = periods
    self.periodTable = periodTable
    self.relativeWords = relativeWords
    self.relativeOffsets = relativeOffsets
    self.simplified = simplified
  }

  /// How many years from the year of publication a word such as 去年 is.
  public func relativeYear(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    relativeWords.longest(in: text, at: range.lowerBound).map { relativeOffsets[$0] }
  }

  /// Whether a text is such a word, 全年 behind it or not.
  public func isRelativeYear(_ text: String) -> Bool {
    relativeWords.contains(Array(text.utf8))
      || text.hasSuffix("全年") && relativeWords.contains(Array(text.dropLast(2).utf8))
  }

  /// A list that the engine itself needs; loading refuses a lexicon that lacks one.
  public func list(_ name: String) -> [String] { lists[name] ?? [] }

  /// The lists that the engine reads by name.
  public static let needed = [
    "before-more", "before-at-least", "before-less", "before-at-most", "before-about",
    "before-none", "after-more", "after-at-least", "after-at-most", "after-about", "up", "down",
    "target", "done", "effect", "must", "wills", "not-wills", "no-status", "plans", "plan-titles",
    "plan-sections", "work-sections", "past-sections", "reporting", "released", "labels",
    "no-changes", "founded", "aims",
    "deeds-done", "force", "foreseen", "wanted", "left-over", "branch-ends", "conducts",
    "befalls", "fates", "wants", "people-ends", "ratios", "descriptions", "and-more", "milestones",
    "crossings",
    "where-ends",
    "deeds-to",
    "not-branches", "singled-out", "not-singling", "change-tail", "change-nouns",
    "fall-nouns", "per", "lead", "not-lead", "tail", "not-tail", "heads", "dependent", "carrying",
    "shared-heads", "cuts", "asides", "acts", "done-to", "pairs", "synonyms", "people",
    "no-people", "no-shares", "willed", "numeral-words", "not-units", "spans-measured",
    "spans-changed", "national", "foreign", "home", "standards", "honours", "provinces",
    "province-words", "own-places", "own-province", "publisher-words", "not-places", "cities",
    "change-heads", "empty-heads", "name-ends", "not-name-ends", "movers", "size-links",
    "no-sized", "siblings", "averages", "row-heads", "no-comparison", "no-rests", "infixes",
    "not-infixes", "expectations", "now", "amounts", "not-amounts", "predicates", "forecast",
    "will-openings", "completions", "outcomes", "groups", "part-measures", "holders", "held",
    "sized", "told-of-topics", "captions", "plan-nouns", "everywhere", "speakers", "deeds",
    "deed-ends", "will-from", "will-adverbs", "up-ends", "down-ends", "whole-words", "unit-words",
    "no-names", "place-borders", "no-place-endings", "subject-openings", "of-country",
    "not-behind-place", "words-that-are-places", "there", "subject-ends", "makers", "not-makers",
    "whens", "tellings", "not-told-of-topics", "sources", "source-ends", "built", "contrasts",
    "addends", "givers", "gifts", "gift-adverbs", "sent", "progress-rates", "opinions",
    "not-within", "places-counted", "group-ends", "toward", "not-toward", "attaining", "accounted",
    "goings-on", "investments", "local", "row-verbs", "own-verbs",
  ]
}
