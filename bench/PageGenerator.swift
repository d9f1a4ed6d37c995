/// Makes county news pages, each a pure function of the seed and its number.
///
/// They have the proportions of real saved pages (53 pages of some twenty sites: 83 KiB, 4.9 KiB of
/// body and 43 figures, half of them facts, on average): 85 KiB of which the body is a twentieth,
/// with 52 figures, 31 of them facts.
struct PageGenerator {
  private var state: UInt64

  init(seed: UInt64, page: Int) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(page) &* 0xBF58_476D_1CE4_E5B9
    for _ in 0..<4 { _ = next() }
  }

  /// A page in UTF-8.
  static func page(_ number: Int, seed: UInt64 = 20_260_101) -> String {
    var generator = PageGenerator(seed: seed, page: number)
    return generator.page()
  }

  // MARK: chance (splitmix64)

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  private mutating func one(_ words: [String]) -> String {
    words[Int(next() % UInt64(words.count))]
  }

  // MARK: page

  private static let places = ["临河县", "青石县", "云山市", "长渡区", "安平县", "白沙市", "东岭县", "永溪区"]
  private static let subjects = [
    "农村妇女宫颈癌", "城镇职工肺癌", "适龄儿童", "高血压患者", "贫困家庭学生", "在校学生", "退役军人", "残疾人",
    "养老机构", "乡镇卫生院", "农村公路", "高标准农田", "保障性住房", "职业学校", "小型水库", "村级光伏电站",
  ]
  private static let works = ["筛查", "免费检查", "健康体检", "技能培训", "改造提升", "规范管理", "走访慰问", "资金补助"]
  private static let rates = ["完成率", "覆盖率", "规范管理率", "签约率", "合格率", "参保率", "满意率"]
  private static let units = ["人", "户", "所", "个", "家", "公里", "亩", "万人次", "万元", "亿元", "台", "万吨"]
  private static let filler = [
    "坚持以人民为中心的发展思想，统筹推进各项重点工作，持续加强基层服务能力建设",
    "会议强调，要进一步压实责任，细化措施，加强部门协同，确保各项任务落到实处",
    "该项工作得到群众的普遍好评，为下一步深化改革积累了经验",
    "各有关部门深入一线开展调研，认真听取群众意见，及时解决实际困难",
  ]

  private mutating func page() -> String {
    let place = one(Self.places)
    let year = number(2015...2025)
    let title = "\(place)\(one(Self.works))工作取得新进展"
    let links = (0..<number(110...160)).map { _ in link() }.joined(separator: "\n")
    let side = (0..<number(80...120)).map { _ in link() }.joined(separator: "\n")
    let body = (0..<number(9...12)).map { _ in paragraph(place, year) }.joined(separator: "\n")
    return """
      <!DOCTYPE html><html><head><meta charset="utf-8"><title>\(title)_\(place)人民政府</title>
      <meta name="PubDate" content="\(year)-\(number(10...12))-\(number(10...28)) 09:30"><style>\(css())</style>
      <script>\(script())</script></head><body><div class="header"><div class="nav"><ul>
      \(links)
      </ul></div></div><div class="content"><div class="article"><h1>\(title)</h1>
      <div class="info">来源：\(place)融媒体中心 发布时间：\(year)-11-0\(number(1...9))</div><div id="zoom">
      \(body)
      </div></div><div class="side"><h3>相关链接</h3><ul>
      \(side)
      </ul></div></div><script>\(script())</script><div class="footer">版权所有 \(place)人民政府</div></body></html>
      """
  }

  private mutating func link() -> String {
    let text = "\(one(Self.places))\(one(Self.works))\(one(Self.subjects))情况通报"
    return
      "<li class=\"item\"><a href=\"/art/\(number(2015...2025))/\(number(1...12))/art_\(number(1000...99_999)).html\" "
      + "target=\"_blank\" title=\"\(text)\">\(text)</a><span class=\"date\">[\(number(10...12))-\(number(10...28))]</span></li>"
  }

  private mutating func css() -> String {
    (0..<number(140...200)).map { _ in
      ".c\(number(1...400)) li a:hover { color: #\(number(100_000...999_999)); padding: \(number(1...20))px; }"
    }.joined(separator: "\n")
  }

  private mutating func script() -> String {
    (0..<number(120...170)).map { _ in
      "var v\(number(1...9999)) = document.getElementById('n\(number(1...999))'); if (v) { v.style.width = '\(number(1...900))px'; }"
    }.joined(separator: "\n")
  }

  private mutating func paragraph(_ place: String, _ year: Int) -> String {
    var sentences = [one(Self.filler)]
    for _ in 0..<number(1...2) { sentences.append(sentence(place, year)) }
    sentences.append(one(Self.filler))
    return "<p style=\"text-indent: 2em; line-height: 1.8\"><span>"
      + sentences.joined(separator: "。") + "。</span></p>"
  }

  private mutating func sentence(_ place: String, _ year: Int) -> String {
    let subject = one(Self.subjects)
    let work = one(Self.works)
    switch number(0...5) {
    case 0:
      let task = number(800...9000)
      let done = task * number(90...110) / 100
      // As its author prints it: rounded half up.
      let rate = (done * 20_000 + task) / (2 * task)
      return
        "\(year)年，\(subject)\(work)任务数\(task)人，共完成\(work)\(done)人，完成率\(rate / 100).\(rate % 100 + 100)%"
        .replacingFirst(".1", with: ".")
    case 1:
      return
        "新建\(subject)服务点\(number(3...90))个，总投资\(number(2...900)).\(number(1...9))\(one(["万元", "亿元"]))"
    case 2:
      return
        "\(subject)\(one(Self.rates))达\(number(60...99)).\(number(1...9))%，比上年提高\(number(1...9)).\(number(1...9))个百分点"
    case 3:
      return "截至\(number(3...11))月底，全县累计\(work)\(subject)\(number(100...99_999))\(one(Self.units))"
    case 4: return "\(subject)人均补助由\(number(100...400))元提高到\(number(401...900))元"
    default:
      return
        "近\(number(2...9))万\(one(["人", "户"]))受益，\(subject)\(work)同比增长\(number(1...40)).\(number(1...9))%"
    }
  }
}

extension String {
  fileprivate func replacingFirst(_ text: String, with other: String) -> String {
    guard let found = firstRange(of: text) else { return self }
    return String(self[..<found.lowerBound]) + other + self[found.upperBound...]
  }
}
