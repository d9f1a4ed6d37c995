internal import Facts
internal import Rules

/// Tells which region each figure is of, and carries the places that clauses have for their subjects.
struct RegionContext {
  private let regions: RegionFinder
  private let finder: SubjectFinder
  /// The region of the article.
  private let region: String?
  /// The region of the paragraph, which may have none; not known before its first figure.
  private var ofParagraph: String??
  /// That of the paragraph before, of which one may say more: 此外，….
  private var ofLast: String??
  /// The places that clauses of the sentence have for their subjects.
  private var subjects: [SubjectFinder.Subject] = []
  /// Where the sentence names what is counted up to: |截至周五.
  private var cutOffs: [Int] = []
  /// The last of them in the paragraph that lies outside the region of the article.
  private var lastSubject: String?

  init(grammar: Grammar, region: String?) {
    regions = grammar.regions
    finder = grammar.subjects
    self.region = region
  }

  mutating func beginParagraph() {
    (ofLast, ofParagraph, lastSubject) = (ofParagraph ?? ofLast, nil, nil)
  }

  mutating func beginSentence(
    _ text: SlottedText, _ found: MentionFinder.Found, _ plain: PlainText, isRow: Bool
  ) {
    if ofParagraph == nil, let first = text.figures.first {
      let own = paragraph(before: found.figures[first.index], plain, isRow: isRow)
      let saysMore = ["此外", "另外", "与此同时"].contains { plain.bytes.begins(with: $0) }
      ofParagraph = .some(saysMore && own == region ? ofLast ?? own : own)
    }
    subjects =
      isRow ? [] : text.bytes.withUnsafeBufferPointer { finder.subjects(of: $0, within: region) }
    cutOffs =
      subjects.isEmpty
      ? []
      : text.times.lazy
        .filter { plain.bytes[found.times[$0.index].span.start...].begins(with: "截") }.map(\.at)
  }

  /// The region of a figure: that of its clause, else that of its paragraph.
  mutating func region(
    of clause: ClauseReader.Clause, _ figure: Int, in text: SlottedText
  ) -> String? {
    subject(of: clause, figure, in: text) ?? ofParagraph ?? nil
  }

  /// The region of a paragraph with a first figure, where its clauses say nothing of theirs: in articles
  /// about a place that or the whole country, in others any that the paragraph begins with.
  private func paragraph(before figure: Figure, _ plain: PlainText, isRow: Bool) -> String? {
    let isNational = region == RegionFinder.country
    if let region, !isNational {
      // 全国|新增259宗。累计死亡25人: all of it, where the paragraph says nothing of the article's own place; so is
      // that of another place which it begins with, 广西|新增8宗。已追踪密切接触者113人.
      guard !isRow,
        let other = finder.opening(before: plain.bytes[..<figure.span.start], within: region),
        other != region, !regions.isNamed(region, in: plain.bytes)
      else { return region }
      return other
    }
    if plain.bytes.withUnsafeBufferPointer(regions.speaksOfHome) { return region }
    let found = isNational ? regions.region(ofParagraph: plain.bytes) : nil
    guard !isRow, found == nil || found == RegionFinder.country else { return found }
    return finder.opening(before: plain.bytes[..<figure.span.start]) ?? found
  }

  /// Whether a place is that of a part that was told before a figure, 其中|西城区3宗，外地来京人员7宗.
  private static func isPart(
    _ subject: SubjectFinder.Subject, in text: SlottedText, before figure: Int
  ) -> Bool {
    ["其中", "当中", "包括"].contains { text.bytes[..<subject.at].ends(in: $0) }
      && text.figures[text.firstFigure(atOrBehind: subject.at)].at < figure
  }

  /// The place that is the subject of a figure's clause, or where the article is about another place, of
  /// a clause before it that nothing parts from it.
  private mutating func subject(
    of clause: ClauseReader.Clause, _ figure: Int, in text: SlottedText
  ) -> String? {
    guard
      let subject = subjects.last(where: {
        $0.at < figure && ($0.at >= clause.start || !Self.isPart($0, in: text, before: figure))
      })
    else {
      // 天津新增1宗确诊。|当地累计确诊5宗
      return finder.isThere(clause.left) ? lastSubject : nil
    }
    let isPart = clause.before.begins(with: "其中")
    if !subject.isWithin, !isPart { lastSubject = subject.region ?? lastSubject }
    if subject.at >= clause.start { return subject.region }
    let between = text.bytes[subject.at..<clause.start]
    // 黑龙江公布首宗个案，截至周五，已有|26人死亡
    let isParted = cutOffs.contains { subject.at < $0 && $0 < figure } || finder.parts(between)
    return subject.isWithin || isParted ? nil : subject.region
  }
}
