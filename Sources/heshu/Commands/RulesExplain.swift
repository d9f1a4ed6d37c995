import ArgumentParser
import Assembly
import Extraction
import Facts

/// `heshu rules explain`: why a sentence gives the facts that it gives, or none.
struct RulesExplain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show what each rule makes of a sentence, and why.")

  @Argument(help: "The text, in one argument.")
  var text: String

  @OptionGroup var option: RulesOption

  @Flag(help: "Also list the rules whose words do not stand in the text.")
  var all = false

  func run() throws {
    let grammar = Grammar(rules: try RuleFolder.load(option.rules))
    var extractor = FactExtractor(grammar: grammar)
    let explanation: Explanation
    do throws(Refusal) {
      explanation = try extractor.explain(text)
    } catch {
      throw Failure.usage(error.message)
    }
    print("mentions")
    for mention in explanation.mentions {
      let what = mention.ignored.map { "ignored: \($0)" } ?? mention.kind.rawValue
      print("  \(mention.value.text)  \(what)")
    }
    for sentence in explanation.sentences { show(sentence) }
    print("facts")
    if explanation.facts.isEmpty { print("  none") }
    for fact in explanation.facts { print("  \(RuleTester.description(of: fact))  [\(fact.rule)]") }
  }

  private func show(_ sentence: Explanation.Sentence) {
    print("slotted text\n  \(sentence.slotted)\nrules")
    for (id, fate) in sentence.rules {
      switch fate {
      case .won: print("  \(id): won")
      case .lost(let winner): print("  \(id): matched, but \(winner) claims its figure")
      case .stopped(let after, let wanted):
        print("  \(id): no match; read as far as \"\(after)\", then wanted \(wanted)")
      case .gated(let words):
        if all {
          print(
            "  \(id): not tried; none of its words stands here: \(words.prefix(6).joined(separator: " "))"
          )
        }
      }
    }
  }
}
