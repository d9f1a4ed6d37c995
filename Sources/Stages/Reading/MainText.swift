internal import Facts
internal import HTMLTree

/// Chooses the blocks of a page that are its article.
///
/// Prose is weighed by element; from the outermost element the search goes inwards as long as one
/// child holds nearly all of the prose, and stops at the element that holds the article, or all the
/// articles of a page with several.
struct MainText {
  /// A child with this share of the prose, in per cent, is entered.
  private static let share = 70

  /// The share of the page's prose, in per cent, below which what is left of it is not believed.
  private static let leastShare = 10

  /// Most blocks between the prose and a short line behind it that tells a figure.
  private static let mostBetween = 2

  /// The blocks of the article, in page order.
  func choose(_ blocks: [BlockText], in elements: [HTMLPage.Element], hints: [UInt8]) -> [BlockText]
  {
    var (weights, isAside) = weigh(blocks, elements, hints)
    let prose = blocks.reduce(0) { $1.isProse && $1.role != .title ? $0 + $1.letters : $0 }
    if weights[0] * 100 < prose * MainText.leastShare {
      // The names mislead, as where the article itself is in a "breadcrumb": go by the tags alone.
      (weights, isAside) = weigh(blocks, elements, nil)
    }
    let main = descend(weights, elements, isAside)
    let inside = blocks.filter {
      $0.role != .title && !isAside[$0.element] && isWithin($0.element, main, elements)
    }
    return trim(inside)
  }

  /// Drops what stands before the first and behind the last prose, and the furniture between.
  func trim(_ blocks: [BlockText]) -> [BlockText] {
    var kept: [BlockText] = []
    var proseEnd = 0
    var hasProse = false
    for (index, block) in blocks.enumerated() {
      if hasProse, block.isEnd { break }
      if block.isFurniture || block.isLink { continue }
      let isBody =
        hasProse
        ? block.isProse || kept.count - proseEnd <= MainText.mostBetween && block.tellsFigure
        : block.beginsBody(before: index + 1 < blocks.count ? blocks[index + 1] : nil)
      if isBody {
        if !hasProse {
          // A table may have its unit and the heads of its columns before its first figures.
          kept =
            block.role == .tableRow
            ? kept.suffix(3)
            : kept.last.map { $0.role == .heading || $0.letters > 6 ? [$0] : [] } ?? []
        }
        hasProse = true
        kept.append(block)
        proseEnd = kept.count
      } else {
        kept.append(block)
      }
    }
    if !hasProse {
      return blocks.filter { $0.hasDigit && $0.letters >= 8 && !$0.isFurniture && !$0.isLink }
    }
    return Array(kept[..<proseEnd])
  }

  /// The prose below each element, in characters, and which elements are no main text, by their
  /// tags and by their class and id names, where `hints` has them.
  private func weigh(
    _ blocks: [BlockText], _ elements: [HTMLPage.Element], _ hints: [UInt8]?
  ) -> (weights: [Int], isAside: [Bool]) {
    // Only the elements around prose are judged: their names are the costly part. Parents stand
    // before their children, so that one pass back and one forth do it, however deep the page.
    var weights = [Int](repeating: 0, count: elements.count)
    var isNeeded = [Bool](repeating: false, count: elements.count)
    for block in blocks { isNeeded[block.element] = true }
    for index in stride(from: elements.count - 1, to: 0, by: -1) where isNeeded[index] {
      isNeeded[elements[index].parent] = true
    }
    var isAside = [Bool](repeating: false, count: elements.count)
    for index in elements.indices.dropFirst() where isNeeded[index] {
      let element = elements[index]
      isAside[index] =
        isAside[element.parent] || element.isAside
        || hints.map { MainText.isAside($0[element.hints]) } ?? false
    }
    for block in blocks where !isAside[block.element] && block.isProse && block.role != .title {
      weights[block.element] += block.letters
    }
    for index in stride(from: elements.count - 1, to: 0, by: -1) {
      weights[elements[index].parent] += weights[index]
    }
    return (weights, isAside)
  }

  private static func isAside(_ hints: ArraySlice<UInt8>) -> Bool {
    guard !hints.isEmpty else { return false }
    let lower = ArraySlice(hints.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 })
    return lower.place(of: PageWords.asideHints) != nil
      && lower.place(of: PageWords.mainHints) == nil
  }

  private func descend(
    _ weights: [Int], _ elements: [HTMLPage.Element], _ isAside: [Bool]
  ) -> Int {
    var main = 0
    // Children stand behind their parents, so one pass finds the whole way down.
    for index in elements.indices.dropFirst() where elements[index].parent == main {
      if weights[index] * 100 >= weights[main] * MainText.share, weights[main] > 0 { main = index }
    }
    return main
  }

  private func isWithin(_ element: Int, _ main: Int, _ elements: [HTMLPage.Element]) -> Bool {
    var at = element
    while at > main { at = elements[at].parent }
    return at == main
  }
}
