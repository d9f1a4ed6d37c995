internal import Facts

/// The words by which pages are furnished: what is navigation, what ends an article, what stands
/// in the line under a title. Simplified and traditional forms, compared as UTF-8.
enum PageWords {
  /// Parts of class and id names of what is no main text.
  static let asideHints = words(
    "nav", "menu", "foot", "sidebar", "comment", "relat", "recommend", "share", "crumb",
    "copyright", "banner", "advert", "ad-", "ads", "hot", "rank", "login", "search", "toolbar",
    "breadcrumb", "pagination", "tags", "widget", "popup", "qrcode", "friend-link", "sitemap")

  /// Parts of class and id names that speak for main text, whatever else they hold.
  static let mainHints = words(
    "content", "article", "zoom", "text", "main", "body", "detail", "news", "trs_", "post", "entry")

  /// A block that begins with one of these ends the article: what follows is about others.
  static let ends = words(
    "相关阅读", "相关新闻", "相关链接", "相关文章", "相关报道", "相关稿件", "推荐阅读", "延伸阅读",
    "热门推荐", "猜你喜欢", "最新评论", "最热评论", "网友评论", "发表评论", "条评论", "来说两句",
    "图片推荐", "更多精彩", "精彩推荐", "新闻推荐", "热点新闻", "友情链接", "你可能", "為您推薦",
    "相關新聞", "相關閱讀", "延伸閱讀", "推薦閱讀", "推荐：", "为您推荐", "热门文章", "今日推荐",
    "跟贴", "参与评论", "相关附件")

  /// A short block with one of these is the furniture of an article, not its text.
  static let furniture = words(
    "发布时间", "发布日期", "發布日期", "发稿时间", "發稿日期", "發稿單位", "發稿人", "發稿時間", "发布人",
    "浏览次数", "浏览量", "阅读次数", "点击数", "点击率", "点击次数", "字号", "字体：", "分享到", "打印", "【打印", "關閉窗口",
    "责任编辑", "責任編輯", "责编", "編輯:", "编辑：", "编辑:", "責編", "上一篇", "下一篇", "来源：", "来源:", "來源:",
    "來源：", "作者：", "作者:", "信息来源", "当前位置", "您现在的位置", "原标题", "原標題", "查看原文", "扫一扫",
    "版权所有", "ICP备", "公网安备", "設為首頁", "加入收藏", "人参与", "下载", "打开APP", "Copyright", "访问量",
    "索引号", "文号：", "主办单位", "承办单位", "联系电话", "网站标识码", "新聞熱線", "邮编")

  /// The offices of those who speak, as the line below the title of a report names them.
  static let speakers = words(
    "局局长", "厅厅长", "委主任", "办主任", "代市长", "人民政府市长", "人民政府县长", "人民政府区长", "人民政府省长",
    "政府市长", "政府县长", "政府区长", "政府省长", "副市长", "副县长", "副区长", "副省长", "部部长", "院院长", "局長")

  /// What stands before the name of the publisher.
  static let sources = words(
    "信息来源：", "信息来源:", "文章来源：", "文章来源:", "新闻来源：", "来源：", "来源:", "來源：", "來源:",
    "稿源：", "稿源:", "發稿單位：", "发布部门：", "文章来源", "来源 ：")

  /// What stands before the date of publication.
  static let dates = words(
    "发布时间", "发布日期", "發布日期", "發佈日期", "发稿时间", "發稿日期", "发表时间", "更新时间", "日期：",
    "时间：", "時間：", "发文日期", "成文日期")

  /// What stands behind the number of a figure: scales and the commonest units, none of dates or of visits.
  static let units = words(
    "万", "亿", "萬", "億", "％", "‰", "元", "人", "名", "户", "戶", "家", "所", "个", "個", "吨", "噸", "米", "公里",
    "平方",
    "亩", "公顷", "千瓦", "辆", "張", "张", "件", "项", "例", "座", "处", "套", "棟", "栋", "床", "头", "公斤", "倍")

  private static func words(_ list: String...) -> WordSet { WordSet(list) }
}

extension ArraySlice<UInt8> {
  /// Where one of the words stands first, and the place behind it.
  func place(of words: WordSet) -> (start: Int, end: Int)? {
    withUnsafeBufferPointer { buffer in
      words.find(in: buffer, from: 0, to: buffer.count).map {
        (startIndex + $0.at, startIndex + $0.at + words.length($0.word))
      }
    }
  }

  /// Whether it begins with one of the words.
  func starts(withAnyOf words: WordSet) -> Bool {
    withUnsafeBufferPointer { words.longest(in: $0, at: 0) != nil }
  }

  /// Where `word` stands first; a plain search, since the texts are short.
  func firstIndex(of word: [UInt8]) -> Int? {
    guard let first = word.first, count >= word.count else { return nil }
    var at = startIndex
    while at <= endIndex - word.count {
      if self[at] == first, self[at..<at + word.count].elementsEqual(word) { return at }
      at += 1
    }
    return nil
  }
}
