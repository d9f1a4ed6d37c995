internal import Facts

/// Units that measure the same, and by how much each is to be multiplied.
enum UnitFamily {
  /// The name of the family of a unit, and what one of the unit is in the family's own.
  static func family(of unit: String) -> (name: String, factor: Rational) {
    guard let place = places[unit] else { return (unit, Rational(1)) }
    let (name, units) = families[place.family]
    return (name, units[place.unit].factor)
  }

  /// Factors by GB 3100-1993; 15亩 are 1公顷, 1斤 is half a 公斤 (国务院关于统一我国计量制度的命令, 1959).
  private static let families: [(name: String, units: [(unit: String, factor: Rational)])] = [
    ("人", [("人", one), ("名", one), ("位", one), ("个人", one)]),
    ("人次", [("人次", one), ("万人次", ratio(10_000, 1))]),
    ("家", [("家", one), ("户", one), ("所", one)]),
    (
      "平方米",
      [
        ("平方米", one), ("公顷", ratio(10_000, 1)), ("亩", ratio(20_000, 30)),
        ("平方公里", ratio(1_000_000, 1)), ("平方千米", ratio(1_000_000, 1)),
      ]
    ),
    ("米", [("米", one), ("公里", ratio(1_000, 1)), ("千米", ratio(1_000, 1)), ("里", ratio(500, 1))]),
    (
      "千克",
      [
        ("千克", one), ("公斤", one), ("斤", ratio(1, 2)), ("吨", ratio(1_000, 1)),
        ("克", ratio(1, 1_000)),
      ]
    ),
    ("千瓦时", [("千瓦时", one), ("度", one), ("千瓦小时", one)]),
    ("立方米", [("立方米", one), ("方", one)]),
    ("个百分点", [("个百分点", one), ("百分点", one)]),
  ]

  private static let one = Rational(1)

  private static func ratio(_ above: Int128, _ below: Int128) -> Rational {
    Rational(above, below) ?? Rational(1)
  }

  private static let places: [String: (family: Int, unit: Int)] = {
    var places: [String: (family: Int, unit: Int)] = [:]
    for (family, entry) in families.enumerated() {
      for (unit, item) in entry.units.enumerated() { places[item.unit] = (family, unit) }
    }
    return places
  }()
}
