import Foundation
import FoundationNetworking
import TestSupport
import Testing

/// The review page in a real browser, from the first look to the last decision.
@Suite(.serialized, .enabled(if: Browser.isThere)) struct ReviewTests {
  /// Runs over the fixtures of both years, in `2023` and `2024`.
  private func runs() throws -> Scratch {
    let scratch = try Scratch()
    for year in ["2023", "2024"] {
      let fixtures = Repository.root + "/fixtures/articles/" + year
      #expect(try Program.run(["extract", fixtures, "-o", scratch.path + "/" + year]).code == 0)
    }
    return scratch
  }

  private let isReady =
    "document.querySelector('#inspector .acts') && document.querySelector('mark.here')"
  private let open = "shown.filter((item) => !settled(item.key)).length"

  private func decisions(_ scratch: Scratch, _ run: String = "2024") throws -> [[String: String]] {
    try scratch.read(run + "/decisions.jsonl").split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: String])
    }
  }

  @Test func aReviewIsDoneByKeysAndSurvivesAPowerCut() async throws {
    let scratch = try runs()
    let run = scratch.path + "/2024"
    var server = try ReviewServer([run, "--against", scratch.path + "/2023"])
    let browser = try await Browser(profile: scratch.path + "/profile")
    try await browser.open(server.address)
    try await browser.wait(for: isReady)
    #expect(try await browser.number(open) == 6)
    try await browser.picture("queue")

    try await filterAndSearch(browser)

    try await decideAndUndo(browser, scratch)

    // Loaded again, and after a kill, with another port.
    try await browser.reload()
    try await browser.wait(for: isReady)
    #expect(try await browser.number(open) == 4)
    server.kill()
    try await browser.press("l")
    try await browser.wait(for: "$('alert').textContent")
    server = try ReviewServer([run, "--against", scratch.path + "/2023"])
    try await browser.open(server.address)
    try await browser.wait(for: isReady)
    #expect(try await browser.number(open) == 4)
    #expect(try await browser.text("$('progress-text').textContent") == "2 / 6")

    // Another program decides while the page is open.
    _ = try Program.run(["baseline", "write", run])
    try await browser.run("return follow()")
    try await browser.wait(for: "\(open) === 0")
    #expect(try decisions(scratch).count == 8)
    // All are judged now, so that check has nothing to say.
    #expect(try Program.run(["check", run]).code == 0)
    await browser.close()
    server.kill()
  }

  /// Confirms a finding, takes back a false alarm, and corrects a value, by keys alone.
  private func decideAndUndo(_ browser: Browser, _ scratch: Scratch) async throws {
    // Down two, up one, then the article is wrong; the next is a false alarm, with a note.
    try await browser.press("jjk")
    #expect(try await browser.number("selected") == 1)
    try await browser.wait(for: isReady)
    let first = try await browser.text("shown[1].key")
    try await browser.press("c")
    try await browser.wait(for: "\(open) === 5")
    try await browser.wait(for: isReady)
    let second = try await browser.text("shown[selected].key")
    try await browser.press("n")
    try await browser.press("口径不同")
    try await browser.press("\u{E00C}f")
    try await browser.wait(for: "\(open) === 4")
    // What was decided last is undone, and is there again.
    try await browser.press("u")
    try await browser.wait(for: "\(open) === 5 && shown[selected].key === \(quoted(second))")
    let kept = try decisions(scratch)
    #expect(kept.map { $0["decision"] } == ["confirmed", "false-alarm", "undone"])
    #expect(kept[0]["fingerprint"] == first && kept[1]["fingerprint"] == second)
    #expect(kept[1]["reason"] == "口径不同")
    #expect(kept.allSatisfy { $0["when"]?.hasSuffix("Z") == true })

    // A corrected value, from a suggestion.
    try await browser.wait(for: isReady)
    try await browser.press("v")
    try await browser.press("1084人\u{E007}")
    try await browser.wait(for: "\(open) === 4")
    #expect(try decisions(scratch).last?["value"]?.hasSuffix("→ 1084人") == true)
  }

  /// Narrows the queue by a filter and by words, and widens it again.
  private func filterAndSearch(_ browser: Browser) async throws {
    try await browser.choose("completion", in: "check")
    #expect(try await browser.number("shown.length") == 1)
    try await browser.choose("", in: "check")
    try await browser.press("\u{E00C}/")
    try await browser.press("采购")
    try await browser.wait(for: "shown.length === 2")
    try await browser.run("$('search').value = ''; $('search').dispatchEvent(new Event('input'))")
    try await browser.press("\u{E00C}")
  }

  @Test func unclaimedNumbersAndStaleDecisionsAreShown() async throws {
    let scratch = try Scratch()
    let article = { (rate: String) in
      Array(
        """
        <p>2023年，农村妇女筛查任务数3000人，共筛查3034人，完成率\(rate)。代码(115.395, 2.79)已登记。</p>
        """.utf8)
    }
    let run = scratch.path + "/run"
    try scratch.write("in/a.html", article("110.13%"))
    #expect(try Program.run(["extract", scratch.path + "/in", "-o", run]).code == 0)
    #expect(try Program.run(["baseline", "write", run, "--reason", "旧稿"]).code == 0)
    try scratch.write("in/a.html", article("120.13%"))
    #expect(try Program.run(["extract", scratch.path + "/in", "-o", run]).code == 0)
    let server = try ReviewServer([run])
    let browser = try await Browser(profile: scratch.path + "/profile")
    try await browser.open(server.address)
    try await browser.wait(for: isReady)
    #expect(try await browser.text("$('inspector').textContent.includes('已失效：已知: 旧稿')") == "true")
    try await browser.choose("unclaimed", in: "kind")
    try await browser.wait(for: "shown.length > 0 && shown[0].kind === 'unclaimed'")
    let before = try await browser.number("shown.length")
    #expect(
      before == (try await browser.number("document.querySelectorAll('mark.unclaimed').length")) - 1
    )
    try await browser.press("\u{E00C}x")
    try await browser.wait(for: "shown.length === \(before - 1)")
    let kept = try decisions(scratch, "run")
    #expect(kept.last?["decision"] == "not-a-figure")
    #expect(kept.last?["fingerprint"]?.hasPrefix("a.html|figure|before=") == true)
    // A number that somebody judged is no finding: check has nothing to say of it.
    #expect(!(try Program.run(["check", run]).err.contains("figure|before")))
    await browser.close()
  }

  @Test func everyViewFitsItsWindow() async throws {
    let scratch = try runs()
    let server = try ReviewServer([scratch.path + "/2024", "--against", scratch.path + "/2023"])
    let browser = try await Browser(profile: scratch.path + "/profile")
    try await browser.open(server.address)
    try await browser.wait(for: isReady)
    let isTooWide = "document.documentElement.scrollWidth > window.innerWidth"
    for scheme in ["light", "dark"] {
      try await browser.prefer(scheme)
      for (key, view) in [("1", "queue"), ("2", "dashboard"), ("3", "diff")] {
        try await browser.press(key)
        try await Task.sleep(for: .milliseconds(150))
        try await browser.picture("\(view)-\(scheme)")
        #expect(try await browser.text(isTooWide) == "false", "\(view) in \(scheme)")
      }
    }
    #expect(
      try await browser.number("document.querySelectorAll('#view-diff tbody tr').length") > 20)
    // Twice as large: half as many points of width.
    try await browser.resize(width: 720, height: 900)
    for (key, view) in [("1", "queue"), ("2", "dashboard"), ("3", "diff")] {
      try await browser.press(key)
      try await Task.sleep(for: .milliseconds(150))
      try await browser.picture("\(view)-zoomed")
      #expect(try await browser.text(isTooWide) == "false", "\(view) zoomed")
    }
    try await browser.prefer("light")
    try await browser.press("1")
    try await browser.resize(width: 1180, height: 860)
    try await browser.picture("review")
    try await browser.resize(width: 1440, height: 900)
    try await browser.click("#lang")
    try await browser.wait(for: "$('tab-board').textContent === 'Dashboard'")
    try await browser.wait(for: isReady)
    try await browser.picture("queue-english")
    try await browser.press("?")
    try await browser.wait(for: "$('keys').open")
    try await browser.picture("keys")
    try await browser.press("\u{E00C}")
    // A figure that is clicked says what it is.
    try await browser.click("#article .p mark.good")
    try await browser.wait(for: "!$('value') && document.querySelector('#inspector dl.pairs')")
    try await browser.picture("fact")
    // What assistive technology is told.
    let unnamed = """
      [...document.querySelectorAll('button, select, input, textarea')].filter((node) => node.offsetParent
        && !node.textContent.trim() && !node.getAttribute('aria-label') && !node.closest('label')).length
      """
    #expect(try await browser.number(unnamed) == 0)
    #expect(
      try await browser.text("!!$($('list').getAttribute('aria-activedescendant'))") == "true")
    await browser.close()
  }

  @Test func theExportedPageWorksFromAFile() async throws {
    let scratch = try runs()
    let page = scratch.path + "/review.html"
    let written = try Program.run([
      "review", scratch.path + "/2024", "--against", scratch.path + "/2023", "--export", page,
    ])
    #expect(written.code == 0)
    var browser = try await Browser(profile: scratch.path + "/profile")
    try await browser.open("file://" + page)
    try await browser.wait(for: isReady)
    #expect(try await browser.number(open) == 6)
    try await browser.choose("completion", in: "check")
    #expect(try await browser.number("shown.length") == 1)
    try await browser.choose("", in: "check")
    try await browser.press("\u{E00C}jc")
    try await browser.wait(for: "\(open) === 5")
    try await browser.press("f")
    try await browser.wait(for: "\(open) === 4")
    try await browser.press("u")
    try await browser.wait(for: "\(open) === 5")
    try await browser.picture("exported")
    try await browser.reload()
    try await browser.wait(for: isReady)
    #expect(try await browser.number(open) == 5)
    await browser.close()
    browser = try await Browser(profile: scratch.path + "/profile")
    try await browser.open("file://" + page)
    try await browser.wait(for: isReady)
    #expect(try await browser.number(open) == 5)
    #expect(try await browser.number("decisions.length") == 3)
    await browser.close()
  }

  @Test func aHostileArticleRunsNothingAndStaysUsable() async throws {
    let scratch = try Scratch()
    let script = "<script>window.hacked = 1</script>"
    let escaped =
      "&lt;script&gt;window.hacked = 1&lt;/script&gt;&lt;img src=x onerror='window.hacked = 1'&gt;"
    let long = String(repeating: "各项工作有序推进，", count: 5_000)
    try scratch.write(
      "in/a.html",
      Array(
        """
        <title>\(escaped)"' onload="window.hacked = 1</title>\(script)
        <p>\(escaped)2023年，农村妇女筛查任务数3000人，共筛查3034人，完成率110.13%。</script></p>
        <p>\(long)全县新建学校12所。这里很长</p>
        """.utf8))
    let run = scratch.path + "/run"
    #expect(try Program.run(["extract", scratch.path + "/in", "-o", run]).code == 0)
    // What no reader lets through, a run that somebody made by hand may hold: 10 MB and signs that turn text.
    let whole = try scratch.read("run/articles.jsonl")
      .replacingOccurrences(of: "这里很长", with: String(repeating: "很长", count: 1_700_000))
      .replacingOccurrences(of: #""title":""#, with: "\"title\":\"\u{202E}反转\u{2066}")
    try scratch.write("run/articles.jsonl", Array(whole.utf8))
    try scratch.write(
      "run/decisions.jsonl",
      Array(
        #"{"decision":"known","fingerprint":"</script><script>window.hacked=1</script>","when":"x"}"#
          .utf8) + [0x0A])
    let page = scratch.path + "/review.html"
    #expect(try Program.run(["review", run, "--export", page]).code == 0)
    let server = try ReviewServer([run])
    let browser = try await Browser(profile: scratch.path + "/profile")
    for address in [server.address, "file://" + page] {
      try await browser.open(address)
      try await browser.wait(for: isReady)
      #expect(try await browser.text("typeof window.hacked") == "undefined")
      #expect(
        try await browser.text("$('article').textContent.includes('<script>window.hacked')")
          == "true")
      #expect(
        try await browser.text("$('article').textContent.includes('⟨U+202E⟩反转⟨U+2066⟩')") == "true")
      #expect(
        try await browser.text("/[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.body.innerText)")
          == "false")
      // The long paragraph is cut to what is around its figure.
      #expect(try await browser.number("$('article').textContent.length") < 20_000)
      #expect(try await browser.text("$('article').textContent.includes('新建学校12所')") == "true")
      try await browser.press("c")
      try await browser.wait(for: "\(open) === 0")
      // Neither the page's own policy nor its code lets a script of the article in.
      try await browser.run(
        "const node = document.createElement('script'); node.textContent = 'window.hacked = 2'; document.body.append(node)"
      )
      #expect(try await browser.text("typeof window.hacked") == "undefined")
    }
    await browser.close()
  }

  @Test func onlyThePageItselfMayDecide() async throws {
    let scratch = try runs()
    let server = try ReviewServer([scratch.path + "/2024"])
    func ask(_ path: String, _ headers: [String: String], _ body: String? = nil) async throws -> Int
    {
      var request = URLRequest(url: URL(string: server.address + path)!)
      for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
      if let body {
        request.httpMethod = "POST"
        request.httpBody = Data(body.utf8)
      }
      let (_, response) = try await URLSession.shared.data(for: request)
      return (response as? HTTPURLResponse)?.statusCode ?? 0
    }
    let (data, _) = try await URLSession.shared.data(from: URL(string: server.address)!)
    let page = String(decoding: data, as: UTF8.self)
    let token = try #require(page.firstMatch(of: /"token":"([0-9a-z]+)"/)?.1).description
    let origin = String(server.address.dropLast())
    let decision = #"{"fingerprint":"a|sum|x=1","decision":"known","after":0}"#
    #expect(try await ask("", ["Host": "evil.example:80"]) == 421)
    #expect(try await ask("articles/0", [:]) == 403)
    #expect(try await ask("articles/0", ["X-Heshu-Token": token]) == 200)
    #expect(try await ask("articles/99999", ["X-Heshu-Token": token]) == 404)
    #expect(try await ask("decisions", ["X-Heshu-Token": token], decision) == 403)
    #expect(
      try await ask(
        "decisions", ["X-Heshu-Token": token, "Origin": "http://evil.example"], decision) == 403)
    #expect(try await ask("decisions", ["Origin": origin], decision) == 403)
    #expect(try await ask("decisions", ["X-Heshu-Token": token, "Origin": origin], "{}") == 400)
    #expect(
      try await ask(
        "decisions", ["X-Heshu-Token": token, "Origin": origin],
        String(repeating: "x", count: 70_000))
        == 413)
    #expect(FileManager.default.fileExists(atPath: scratch.path + "/2024/decisions.jsonl") == false)
    #expect(
      try await ask("decisions", ["X-Heshu-Token": token, "Origin": origin], decision) == 200)
    #expect(try decisions(scratch).count == 1)
  }

  /// How long a fixed loop takes in the browser now, in hundredths of 250 ms; on the two cores that this was written on it
  /// took 262 and 268 ms, with no other test beside it.
  private static let pace = """
    (() => { const start = performance.now(); let sum = 0;
      for (let n = 0; n < 3e7; n++) sum = (sum * 31 + n) | 0;
      return Math.round((performance.now() - start) * 100 / 250) + (sum & 0) })()
    """

  // The last of the longest suite, so that no other test runs beside it.
  @Test func tenThousandFindingsLoadInTwoSeconds() async throws {
    let scratch = try Scratch()
    try scratch.write(
      "in/a.html",
      Array(
        """
        <p>2023年，农村妇女筛查任务数3000人，共筛查3034人，完成率110.13%。全县首剂接种率112.6%。</p>
        <p>\(String(repeating: "各项工作有序推进。", count: 60))全县新建学校12所，改造学校15所，新增学位3200个。</p>
        """.utf8))
    let run = scratch.path + "/run"
    #expect(try Program.run(["extract", scratch.path + "/in", "-o", run]).code == 0)
    for name in ["articles", "facts", "findings"] {
      let line = try scratch.read("run/\(name).jsonl")
      let many = (0..<5_000).map {
        line.replacingOccurrences(of: "a.html", with: "page-\($0).html")
      }
      try scratch.write("run/\(name).jsonl", Array(many.joined().utf8))
    }
    let server = try ReviewServer([run])
    let browser = try await Browser(profile: scratch.path + "/profile")
    try await browser.open(server.address)
    try await browser.wait(for: isReady)
    #expect(try await browser.number("shown.length") == 10_000)
    let loadTime = "Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)"
    var loaded = try await browser.number(loadTime)
    var pace = try await browser.number(Self.pace)
    // What else the machine does may slow some loads, hardly ten: the best is that of the page.
    for _ in 0..<9 where loaded * 100 >= 2_000 * max(100, pace) {
      try await browser.open(server.address)
      try await browser.wait(for: isReady)
      let next = (try await browser.number(loadTime), try await browser.number(Self.pace))
      if next.0 * pace < loaded * next.1 { (loaded, pace) = next }
    }
    #expect(loaded * 100 < 2_000 * max(100, pace), "\(loaded) ms at \(pace) % of the usual time")
    #expect(try await browser.number("document.querySelectorAll('[role=option]').length") < 60)
    // Scrolling draws a screenful at a time: a hundred jumps through the whole list.
    let scrolled = try await browser.number(
      """
      (() => { const start = performance.now();
        for (let n = 0; n < 100; n++) { $('list').scrollTop = n * 6000; drawRows(); $('rows').getBoundingClientRect(); }
        return Math.round((performance.now() - start) / 100); })()
      """)
    #expect(scrolled < 16, "\(scrolled) ms a frame")
    try await browser.press("jjjc")
    try await browser.wait(for: "shown.length === 9999")
    await browser.close()
    server.kill()
  }

  private func quoted(_ text: String) -> String {
    let data = try? JSONEncoder().encode(text)
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "''"
  }
}
