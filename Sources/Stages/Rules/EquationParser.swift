internal import Facts

/// Reads equations such as `change = new / old - 1`.
///
///     equation := "integer(" side ")" | side ("=" | "<=") side
///     side     := product (("+" | "-") product)*
///     product  := factor (("*" | "/") factor)*
///     factor   := number ["%"] | "sum(" role ")" | role ["[" place "]"] | "(" side ")"
struct EquationParser {
  /// What was expected, and where instead.
  struct Problem: Error {
    let message: String
  }

  private let tokens: [Substring]
  private var next = 0

  static func parse(_ text: String) throws(Problem) -> Equation {
    var parser = EquationParser(text)
    return try parser.equation()
  }

  private init(_ text: String) {
    var tokens: [Substring] = []
    var rest = text[...]
    while let first = rest.first {
      if first == " " {
        rest.removeFirst()
        continue
      }
      let isWord = first.isLetter || first.isNumber
      let word = rest.prefix {
        isWord && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-" && first.isLetter)
      }
      let token = word.isEmpty ? rest.hasPrefix("<=") ? rest.prefix(2) : rest.prefix(1) : word
      tokens.append(token)
      rest = rest[token.endIndex...]
    }
    self.tokens = tokens
  }

  private var token: Substring? { next < tokens.count ? tokens[next] : nil }

  private mutating func take(_ expected: Substring) -> Bool {
    guard token == expected else { return false }
    next += 1
    return true
  }

  private mutating func need(_ expected: Substring) throws(Problem) {
    guard take(expected) else { throw problem("'\(expected)'") }
  }

  private func problem(_ expected: String) -> Problem {
    Problem(message: "\(expected) expected, not \(token.map { "'\($0)'" } ?? "its end")")
  }

  private mutating func equation() throws(Problem) -> Equation {
    if take("integer") {
      try need("(")
      let side = try side()
      try need(")")
      try end()
      return Equation(side, .whole, nil)
    }
    let left = try side()
    let relation: Equation.Relation
    if take("=") {
      relation = .equal
    } else if take("<=") {
      relation = .atMost
    } else {
      throw problem("'=' or '<='")
    }
    let right = try side()
    try end()
    return Equation(left, relation, right)
  }

  private func end() throws(Problem) {
    guard token == nil else { throw problem("the end") }
  }

  private mutating func side() throws(Problem) -> Equation.Term {
    var term = try product()
    while let sign = token?.first, sign == "+" || sign == "-",
      let op = Equation.Operator(rawValue: sign)
    {
      next += 1
      term = .operation(term, op, try product())
    }
    return term
  }

  private mutating func product() throws(Problem) -> Equation.Term {
    var term = try factor()
    while let sign = token?.first, sign == "*" || sign == "/",
      let op = Equation.Operator(rawValue: sign)
    {
      next += 1
      term = .operation(term, op, try factor())
    }
    return term
  }

  private mutating func factor() throws(Problem) -> Equation.Term {
    if take("(") {
      let side = try side()
      try need(")")
      return side
    }
    guard let word = token, let first = word.first, first.isLetter || first.isNumber else {
      throw problem("a role, a number, 'sum(' or '('")
    }
    next += 1
    if first.isNumber {
      guard let number = ExactDecimal(String(word))?.rational else { throw problem("a number") }
      guard take("%") else { return .number(number, String(word)) }
      guard let part = number.divided(by: Rational(100)) else { throw problem("a number") }
      return .number(part, word + "%")
    }
    if word == "sum", take("(") {
      guard let role = token else { throw problem("a role") }
      next += 1
      try need(")")
      return .sum(role: String(role))
    }
    guard take("[") else { return .figure(role: String(word), place: 0) }
    guard let place = token.flatMap({ Int($0) }), place > 0 else { throw problem("a place from 1") }
    next += 1
    try need("]")
    return .figure(role: String(word), place: place - 1)
  }
}
