internal import Facts
internal import Rules

/// The words around an expression of time that tell it from the period of a figure.
struct TimeWords: Sendable {
  /// Words by which a date is that of a report.
  let reporting: WordSet
  /// What is released of a time: 公布8月|经济数据.
  let released: WordSet
  /// What stands before the time since when something is there: 建成于|1992年.
  let founded: WordSet
  /// What stands before a time that something is made for: 面向|2030年的项目.
  let aims: WordSet
  /// What leads in what a change is laid to.
  let causes: WordSet
  /// What was done to the things that a time tells from others: 2014年11月|上市的公司.
  let deeds: WordSet
  /// What stands behind the day from which a rule is in force: 7月1日|起施行.
  let force: WordSet
  /// What stands before the time of what is expected or wanted: 预计|2030年.
  let foreseen: WordSet
  /// What is left over from the time before it: 上年|结转2.1亿元.
  let leftOver: WordSet

  init(_ lexicon: Lexicon) {
    func words(_ key: String) -> WordSet { WordSet(lexicon.list(key)) }
    reporting = words("reporting")
    released = words("released")
    founded = words("founded")
    aims = words("aims")
    causes = words("causes")
    deeds = words("deeds-done")
    force = words("force")
    foreseen = WordSet(lexicon.list("foreseen") + lexicon.list("wanted"))
    leftOver = words("left-over")
  }
}
