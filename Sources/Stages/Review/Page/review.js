"use strict";
// The review page. All text of articles reaches the page as text nodes, never as markup.

const data = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);

// ---------------------------------------------------------------- words

const words = {
  zh: {
    skip: "跳到正文", tabQueue: "核对", tabBoard: "概览", tabDiff: "年度变化", save: "下载 decisions.jsonl", help: "键盘 ?",
    queue: "待核对", search: "搜索", kind: "类别", done: "进度", check: "检查", document: "文章", region: "地区", year: "年份",
    inspector: "核对栏", keysTitle: "键盘", close: "关闭", all: "全部", findings: "数字不符", errors: "不符", reviews: "需复核",
    unclaimed: "未识别的数字", open: "未处理", settled: "已处理", count: (n, m) => `${n} 项，共 ${m} 项`, empty: "没有符合条件的项目。",
    confirmed: "原文有误", "false-alarm": "误报", corrected: "更正数值", "not-a-figure": "不是数字", later: "以后再看", known: "已知", undone: "撤销",
    inconsistent: "不符", review: "需复核", consistent: "相符", operands: "涉及的数字", expression: "算式", stated: "原文区间",
    computed: "计算区间", suggestion: "若改则相符", rule: "规则", checkRule: "检查规则", lastYear: "上一年", decision: "判断",
    note: "备注", undo: "撤销上一个判断", value: "更正为", saveValue: "保存更正", history: "判断记录", stale: "此前对旧数字的判断已失效：",
    fact: "数字", indicator: "指标", population: "对象", period: "时间", status: "性质", amount: "数值", unit: "单位",
    direction: "方向", basis: "比较对象", checks: "参与的检查", pick: "在左侧选择一项。", actual: "实际", target: "目标",
    carried: "承前", published: "按发布日期", legend: ["相符", "需复核", "不符", "已识别", "未识别", "不计"],
    ignoredBecause: "不作数字：", unclaimedNumber: "没有规则识别这个数字。", shortened: (n) => `……此处省略 ${n} 字……`,
    notSaved: "没有保存：服务没有响应。请重新启动 heshu review，再判断一次。", saved: "已保存", progress: (n, m) => `${n} / ${m}`,
    byCheck: "按检查", byArticle: "按文章", coverage: "数字覆盖", worst: "未识别最多的文章", review_progress: "进度",
    captured: "已识别", ignored: "不计", total: "合计", noDiff: "没有对照。用 heshu review RUN --against OLD-RUN 打开。",
    change: "变化", old: "旧", new: "新", size: "幅度", more: (n) => `再显示 ${n} 项`, loading: "读取中……", nothingLeft: "这一列已处理完。",
    classes: { same: "相同", "rounding-only": "只差取舍", changed: "变化", "unit-changed": "单位变化", restated: "重述", "target-vs-actual": "目标与实际", "status-changed": "性质变化", added: "新增", removed: "消失" },
    keys: [["j / ↓", "下一项"], ["k / ↑", "上一项"], ["c", "原文有误"], ["f", "误报"], ["v", "更正数值"], ["x", "不是数字"], ["l", "以后再看"], ["u", "撤销上一个判断"], ["n", "写备注"], ["[ / ]", "上一个、下一个数字"], ["/", "搜索"], ["1 2 3", "核对、概览、年度变化"], ["?", "键盘"]],
    roles: { done: "完成", task: "任务", rate: "比率", part: "部分", whole: "总体", share: "占比", item: "分项", new: "新值", old: "旧值", change: "变化", number: "数量", each: "单价", total: "合计", base: "基数", ratio: "密度", count: "数量", earlier: "较早", later: "较晚" },
  },
  en: {
    skip: "Skip to the article", tabQueue: "Review", tabBoard: "Dashboard", tabDiff: "Year diff", save: "Download decisions.jsonl", help: "Keys ?",
    queue: "Queue", search: "Search", kind: "Kind", done: "Progress", check: "Check", document: "Article", region: "Region", year: "Year",
    inspector: "Inspector", keysTitle: "Keyboard", close: "Close", all: "all", findings: "findings", errors: "inconsistent", reviews: "to review",
    unclaimed: "unclaimed numbers", open: "open", settled: "judged", count: (n, m) => `${n} of ${m}`, empty: "Nothing fits these filters.",
    confirmed: "Article is wrong", "false-alarm": "False alarm", corrected: "Correct the value", "not-a-figure": "Not a figure", later: "Later", known: "Known", undone: "Undone",
    inconsistent: "inconsistent", review: "review", consistent: "consistent", operands: "Figures", expression: "Expression", stated: "Stated interval",
    computed: "Computed interval", suggestion: "Would fit", rule: "Rule", checkRule: "Check", lastYear: "Last year", decision: "Decision",
    note: "Note", undo: "Undo the last decision", value: "Correct value", saveValue: "Save the value", history: "Decisions so far", stale: "A decision on older figures is stale: ",
    fact: "Figure", indicator: "Indicator", population: "Population", period: "Period", status: "Status", amount: "Value", unit: "Unit",
    direction: "Direction", basis: "Compared with", checks: "Checks", pick: "Choose something on the left.", actual: "actual", target: "target",
    carried: "carried", published: "date of publication", legend: ["consistent", "to review", "inconsistent", "captured", "unclaimed", "ignored"],
    ignoredBecause: "No figure: ", unclaimedNumber: "No rule claims this number.", shortened: (n) => `… ${n} characters left out …`,
    notSaved: "Not saved: the server does not answer. Start heshu review again and decide once more.", saved: "Saved", progress: (n, m) => `${n} / ${m}`,
    byCheck: "By check", byArticle: "By article", coverage: "Coverage of numbers", worst: "Articles with most unclaimed numbers", review_progress: "Progress",
    captured: "captured", ignored: "ignored", total: "total", noDiff: "Nothing to compare with. Open with heshu review RUN --against OLD-RUN.",
    change: "Change", old: "Old", new: "New", size: "Size", more: (n) => `Show ${n} more`, loading: "Loading …", nothingLeft: "This list is done.",
    classes: {},
    keys: [["j / ↓", "next"], ["k / ↑", "previous"], ["c", "article is wrong"], ["f", "false alarm"], ["v", "correct the value"], ["x", "not a figure"], ["l", "later"], ["u", "undo the last decision"], ["n", "write a note"], ["[ / ]", "previous, next figure"], ["/", "search"], ["1 2 3", "review, dashboard, year diff"], ["?", "this help"]],
    roles: {},
  },
};
let lang = data.lang;
const t = (key) => words[lang][key];

// ---------------------------------------------------------------- small helpers

/** An element with attributes, event handlers (on…) and children; strings become text nodes. */
function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (key === "style") node.style.cssText = value;
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== undefined && child !== ""));
  return node;
}

/** Text with control characters spelled out, so that none reorders what is read. */
const visible = (text) =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (sign) => `⟨U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);

/** A paragraph that slices by Unicode scalars, as the records count. */
function scalars(text) {
  if (!/[\ud800-\udfff]/.test(text)) return { length: text.length, slice: (a, b) => text.slice(a, b) };
  const all = Array.from(text);
  return { length: all.length, slice: (a, b) => all.slice(a, b).join("") };
}

/** The last part of a path. */
const base = (path) => path.split("/").filter(Boolean).pop() || path;

const clean = (text) => text.replaceAll("|", "¦").replaceAll("=", "＝");
/** A decimal with four places at most; the records have all of them. */
const short = (decimal) => (/\.\d{5}/.test(decimal) ? Number(decimal).toFixed(4) : decimal);
const interval = (range) => {
  if (!range) return "";
  const [low, high] = [range.low, range.high].map((end) => end && short(end));
  if (low !== undefined && low === high) return low === range.low ? low : "≈ " + low;
  return `${low === undefined ? "(-∞" : "[" + low}, ${high === undefined ? "∞)" : high + "]"}`;
};

// ---------------------------------------------------------------- what there is to review

const articles = new Map(data.articles.map((article, place) => [article.document, { ...article, place }]));
const factKey = (fact) => `${fact.source.document}|figure|fact=${fact.id}:${clean(fact.value.text)}`;
const changeOf = new Map();
for (const change of data.changes) if (change.new) changeOf.set(change.new.source.document + "\n" + change.new.id, change);

function findingItem(finding) {
  const article = articles.get(finding.document) || {};
  return {
    kind: finding.verdict === "inconsistent" ? "errors" : "reviews", finding, document: finding.document, key: finding.fingerprint,
    check: finding.check, region: article.region || "", year: (article.published || "").slice(0, 4),
    text: `${finding.document} ${article.title || ""} ${finding.message.zh} ${finding.message.en}`.toLowerCase(),
  };
}

function unclaimedItem(number) {
  const article = articles.get(number.document) || {};
  return {
    kind: "unclaimed", number, document: number.document, check: "",
    key: `${number.document}|figure|before=${clean(number.before.slice(-8))}|text=${clean(number.text)}`,
    region: article.region || "", year: (article.published || "").slice(0, 4),
    text: `${number.document} ${article.title || ""} ${number.before}${number.text}${number.after}`.toLowerCase(),
  };
}

let items = data.findings.map(findingItem);
let shown = [];
let selected = -1;
let operand = 0;

// ---------------------------------------------------------------- decisions

const store = "heshu review " + data.id;
let decisions = data.decisions.slice();
if (!data.token) {
  // A page without a server keeps what is decided in the browser, until it is downloaded.
  try { decisions = decisions.concat(JSON.parse(localStorage.getItem(store) || "[]")); } catch { /* nothing kept */ }
}
let current = new Map();
const mine = [];

function count() {
  current = new Map();
  for (const decision of decisions) {
    if (decision.decision === "undone") current.delete(decision.fingerprint);
    else current.set(decision.fingerprint, decision);
  }
}
const settled = (key) => current.has(key) && current.get(key).decision !== "later";

async function request(path, options = {}) {
  const response = await fetch(path, { ...options, headers: { "X-Heshu-Token": data.token, "Content-Type": "application/json" } });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

async function keep(decision) {
  if (data.token) {
    const answer = await request("decisions", { method: "POST", body: JSON.stringify({ ...decision, after: decisions.length }) });
    decisions = decisions.slice(0, answer.after).concat(answer.decisions);
  } else {
    const whole = { ...decision, when: new Date().toISOString().slice(0, 19) + "Z" };
    decisions.push(whole);
    localStorage.setItem(store, JSON.stringify(decisions.slice(data.decisions.length)));
  }
}

async function decide(kind, value, key) {
  const item = shown[selected];
  if (!item) return;
  const fingerprint = key || item.key;
  const note = $("note") ? $("note").value.trim() : "";
  const decision = { fingerprint, decision: kind };
  if (value) decision.value = value;
  if (note) decision.reason = note;
  try {
    await keep(decision);
  } catch {
    $("alert").textContent = t("notSaved");
    return;
  }
  $("alert").textContent = "";
  if (kind !== "undone") mine.push(fingerprint);
  count();
  $("status").textContent = `${t("saved")}: ${t(kind)}`;
  if (kind === "undone" || fingerprint !== item.key) { refresh(item); return; }
  // On to the next that is open.
  const next = shown.slice(selected + 1).find((other) => !settled(other.key)) || shown.slice(0, selected).find((other) => !settled(other.key));
  refresh(next || item);
  if (!next) $("status").textContent = t("nothingLeft");
}

async function undo() {
  const item = shown[selected];
  const key = mine.pop() || (item && current.has(item.key) ? item.key : undefined);
  if (!key) return;
  try {
    await keep({ fingerprint: key, decision: "undone" });
  } catch {
    mine.push(key);
    $("alert").textContent = t("notSaved");
    return;
  }
  count();
  $("status").textContent = t("undone");
  const back = items.find((other) => other.key === key);
  refresh(back || item);
}

/** Takes in what another tab or program has decided. */
async function follow() {
  if (!data.token || document.hidden) return;
  try {
    const answer = await request("decisions?after=" + decisions.length);
    $("alert").textContent = "";
    if (!answer.decisions.length) return;
    decisions = decisions.slice(0, answer.after).concat(answer.decisions);
    count();
    refresh(shown[selected]);
  } catch { /* said when something is decided */ }
}

function download() {
  const lines = decisions.map((decision) => JSON.stringify(decision) + "\n").join("");
  const link = el("a", { href: URL.createObjectURL(new Blob([lines], { type: "application/x-ndjson" })), download: "decisions.jsonl" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// ---------------------------------------------------------------- the queue

const filters = { kind: "findings", done: "open", check: "", document: "", region: "", year: "", search: "" };
const rowHeight = 54;

function choices(id, values, name) {
  const select = $(id);
  select.replaceChildren(...values.map(([value, text]) => el("option", { value }, text)));
  select.value = filters[id];
  if (select.selectedIndex < 0) select.selectedIndex = 0;
  filters[id] = select.value;
  select.setAttribute("aria-label", name);
}

function fillFilters() {
  const numbers = (test) => items.filter(test).length;
  const kinds = [["findings", (i) => i.kind !== "unclaimed"], ["errors", (i) => i.kind === "errors"], ["reviews", (i) => i.kind === "reviews"], ["unclaimed", (i) => i.kind === "unclaimed"]];
  choices("kind", kinds.map(([kind, test]) => [kind, `${t(kind)} (${kind === "unclaimed" && !unclaimedLoaded ? unclaimedCount : numbers(test)})`]), t("kind"));
  choices("done", [["open", t("open")], ["settled", t("settled")], ["", t("all")]], t("done"));
  const tally = (field) => {
    const counts = new Map();
    for (const item of items) if (item[field]) counts.set(item[field], (counts.get(item[field]) || 0) + 1);
    const rows = [...counts].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([value, n]) => [value, `${checkName(field, value)} (${n})`]);
    return [["", `${t(field)}: ${t("all")}`], ...rows];
  };
  for (const field of ["check", "document", "region", "year"]) choices(field, tally(field), t(field));
}
const checkName = (field, value) => (field === "check" && data.checks[value] ? `${value} ${data.checks[value][lang]}` : value);

function filter() {
  const search = filters.search.toLowerCase();
  const kinds = filters.kind === "findings" ? ["errors", "reviews"] : [filters.kind];
  shown = items.filter((item) =>
    kinds.includes(item.kind) && (!filters.done || settled(item.key) === (filters.done === "settled"))
    && ["check", "document", "region", "year"].every((field) => !filters[field] || item[field] === filters[field])
    && (!search || item.text.includes(search)));
}

/** Filters anew, with an item selected if it is still shown, else the one that took its place. */
function refresh(item) {
  const place = selected;
  filter();
  const kept = shown.indexOf(item);
  selected = kept >= 0 ? kept : Math.min(Math.max(place, 0), shown.length - 1);
  const total = items.filter((other) => other.kind !== "unclaimed");
  const done = total.filter((other) => settled(other.key)).length;
  $("progress").max = Math.max(total.length, 1);
  $("progress").value = done;
  $("progress").setAttribute("aria-label", t("review_progress"));
  $("progress-text").textContent = t("progress")(done, total.length);
  $("count").textContent = shown.length ? t("count")(shown.length, items.length) : t("empty");
  $("rows").style.height = shown.length * rowHeight + "px";
  drawn = "";
  drawRows();
  select(selected);
}

let drawn = "";
function drawRows() {
  const list = $("list");
  const first = Math.max(0, Math.floor(list.scrollTop / rowHeight) - 5);
  const last = Math.min(shown.length, Math.ceil((list.scrollTop + list.clientHeight) / rowHeight) + 5);
  const range = new Set();
  for (let place = first; place < last; place++) range.add(place);
  // The selected row is always there: assistive technology is told of it by its id.
  if (selected >= 0 && selected < shown.length) range.add(selected);
  const now = [...range].join() + "/" + selected;
  if (now === drawn) return;
  drawn = now;
  $("rows").replaceChildren(...[...range].sort((a, b) => a - b).map(row));
}

function row(place) {
  const item = shown[place];
  const decision = current.get(item.key);
  const tone = { errors: "bad", reviews: "warn", unclaimed: "violet" }[item.kind];
  const sign = { errors: "✗", reviews: "?", unclaimed: "∅" }[item.kind];
  const what = item.finding ? item.finding.message[lang] : `…${item.number.before.slice(-12)}【${item.number.text}】${item.number.after.slice(0, 12)}…`;
  return el("div", {
    role: "option", id: "item-" + place, class: decision && decision.decision !== "later" ? "done" : undefined, "aria-selected": String(place === selected),
    "aria-setsize": shown.length, "aria-posinset": place + 1, style: `top:${place * rowHeight}px`, onclick: () => { select(place); $("list").focus(); },
  },
    el("span", { class: "line what" }, el("span", { class: tone }, sign + " "), item.check ? el("b", {}, item.check + " ") : "", visible(what)),
    el("span", { class: "line where" }, decision ? el("span", { class: "badge" }, "● " + t(decision.decision)) : "", " " + visible((articles.get(item.document) || {}).title || item.document)));
}

function select(place) {
  selected = place;
  operand = 0;
  const list = $("list");
  if (place < 0 || place >= shown.length) {
    list.removeAttribute("aria-activedescendant");
    drawRows();
    inspectNothing();
    return;
  }
  const top = place * rowHeight;
  if (top < list.scrollTop) list.scrollTop = top;
  if (top + rowHeight > list.scrollTop + list.clientHeight) list.scrollTop = top + rowHeight - list.clientHeight;
  drawRows();
  list.setAttribute("aria-activedescendant", "item-" + place);
  showItem(shown[place]);
}

// ---------------------------------------------------------------- articles

const loaded = new Map();
let unclaimedLoaded = !data.token;
const unclaimedCount = data.articles.reduce((sum, article) => sum + article.coverage.unclaimed, 0);
let onScreen = "";

async function load(name) {
  if (!loaded.has(name)) {
    const place = articles.get(name).place;
    const block = $("article-" + place);
    const promise = block ? Promise.resolve(JSON.parse(block.textContent)) : request("articles/" + place);
    loaded.set(name, promise);
    promise.catch(() => loaded.delete(name));
    // Long articles are not kept for ever.
    if (loaded.size > 60) loaded.delete(loaded.keys().next().value);
  }
  return loaded.get(name);
}

async function showItem(item) {
  let content;
  try {
    if (onScreen !== item.document) $("article").replaceChildren(el("p", { class: "soft" }, t("loading")));
    content = await load(item.document);
  } catch {
    $("alert").textContent = t("notSaved");
    return;
  }
  if (shown[selected] !== item) return;
  if (onScreen !== item.document || !$("article").querySelector(".p")) drawArticle(item.document, content);
  inspect(item, content);
  mark(item, content);
}

/** How a fact is marked: by the worst that its checks say. */
function state(fact) {
  const verdicts = fact.checks.map((check) => check.verdict);
  return verdicts.includes("inconsistent") ? "broken" : verdicts.includes("review") ? "review" : verdicts.length ? "good" : "captured";
}

function drawArticle(name, content) {
  onScreen = name;
  const { article, facts, mentions } = content;
  const spans = new Map();
  const add = (paragraph, span) => { if (!spans.has(paragraph)) spans.set(paragraph, []); spans.get(paragraph).push(span); };
  for (const fact of facts) add(fact.source.paragraph, { start: fact.source.start, end: fact.source.end, state: state(fact), fact });
  for (const mention of mentions) add(mention.paragraph, { ...mention, state: mention.reason ? "ignored" : "unclaimed" });
  const legend = el("div", { class: "legend" }, ...["good", "review", "broken", "captured", "unclaimed", "ignored"].map((kind, place) =>
    el("span", {}, el("mark", { class: kind }, "123"), " " + t("legend")[place])));
  const meta = [article.published, article.publisher, article.region, article.document].filter(Boolean).join(" · ");
  const link = article.url && /^https?:\/\//.test(article.url)
    ? el("a", { href: article.url, target: "_blank", rel: "noopener noreferrer" }, visible(article.url)) : "";
  $("article").replaceChildren(
    el("h2", { id: "article-title" }, visible(article.title || article.document)), el("p", { class: "meta" }, visible(meta) + " ", link), legend,
    ...article.paragraphs.map((text, place) => drawParagraph(text, place, spans.get(place) || [])));
}

/** The most characters of a paragraph that are shown whole; of longer ones the beginning and what is around figures. */
const wholeParagraph = 20000;
const beginning = 2000;
const around = 300;
const mostMarks = 2000;

/** The stretches of a paragraph that are shown, in order. */
function stretches(spans, length) {
  if (length <= wholeParagraph) return [[0, length]];
  const shown = [[0, beginning]];
  for (const span of spans) {
    const last = shown[shown.length - 1];
    const [from, to] = [Math.max(0, span.start - around), Math.min(length, span.end + around)];
    if (from <= last[1]) last[1] = Math.max(last[1], to);
    else shown.push([from, to]);
  }
  return shown;
}

function drawParagraph(source, place, spans) {
  const text = scalars(source);
  const node = el("div", { class: "p", "data-n": place });
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  const marks = spans.slice(0, mostMarks);
  const gap = (from, to) => { if (to > from) node.append(el("span", { class: "gap" }, t("shortened")(to - from))); };
  let at = 0;
  let next = 0;
  for (const [from, to] of stretches(marks, text.length)) {
    gap(at, from);
    at = from;
    for (; next < marks.length && marks[next].start < to; next++) {
      const span = marks[next];
      // "A、B均为100%": one figure, two facts.
      if (span.start < at) continue;
      node.append(visible(text.slice(at, span.start)));
      const title = span.fact ? `${span.fact.indicator} ${t(span.fact.status)}` : span.reason ? t("ignoredBecause") + span.reason : t("unclaimedNumber");
      node.append(el("mark", { class: span.state, title: visible(title), "data-at": `${place}:${span.start}`, onclick: () => inspectSpan(span) },
        visible(text.slice(span.start, span.end))));
      at = span.end;
    }
    if (to > at) node.append(visible(text.slice(at, to)));
    at = Math.max(at, to);
  }
  gap(at, text.length);
  return node;
}

/** Brings the figures of an item into view, the chosen one in the middle. */
function mark(item, content) {
  for (const node of document.querySelectorAll("mark.here")) node.classList.remove("here");
  let target;
  if (item.finding) {
    const facts = operandsOf(item, content);
    facts.forEach((fact, place) => {
      const node = document.querySelector(`mark[data-at="${fact.source.paragraph}:${fact.source.start}"]`);
      if (node) node.classList.add("here");
      if (place === operand) target = node;
    });
  } else {
    target = document.querySelector(`mark[data-at="${item.number.paragraph}:${item.number.start}"]`);
    if (target) target.classList.add("here");
  }
  if (target) target.scrollIntoView({ block: "center" });
}

const operandsOf = (item, content) => {
  const known = new Map(content.facts.map((fact) => [fact.id, fact]));
  return item.finding.facts.map((id) => known.get(id)).filter(Boolean);
};

// ---------------------------------------------------------------- the inspector

const section = (title, ...children) => el("section", {}, el("h3", {}, title), ...children);

function inspectNothing() {
  $("inspector").replaceChildren(el("p", { class: "soft" }, shown.length ? t("pick") : t("empty")));
}

function inspect(item, content) {
  const [head, ...parts] = item.finding ? findingParts(item, content) : numberParts(item);
  $("inspector").replaceChildren(head, decisionPart(item), ...parts);
}

function findingParts(item, content) {
  const finding = item.finding;
  const facts = operandsOf(item, content);
  const roles = finding.fingerprint.split("|").filter((part) => part.includes("=")).map((part) => part.slice(0, part.indexOf("=")));
  const tone = finding.verdict === "inconsistent" ? "bad" : "warn";
  const check = data.checks[finding.check] || {};
  const rows = facts.map((fact, place) => el("button", {
    class: "operand", "aria-pressed": String(place === operand), onclick: () => choose(item, content, place),
  },
    el("span", { class: "role" }, `${t("roles")[roles[place]] || roles[place] || ""} · ${fact.indicator}`), el("br"),
    visible(fact.source.quote.prefix.slice(-14)), el("b", {}, visible(fact.source.quote.exact)), visible(fact.source.quote.suffix.slice(0, 10))));
  const parts = [
    el("section", {}, el("h2", {}, el("span", { class: tone }, tone === "bad" ? "✗ " : "? "), check[lang] || finding.check, " ", el("span", { class: "badge " + tone }, t(finding.verdict))),
      el("p", {}, visible(withoutName(finding.message[lang], check[lang] || "")))),
    section(t("operands"), ...rows),
  ];
  if (finding.expression) {
    parts.push(section(t("expression"), el("code", {}, finding.expression), el("dl", { class: "pairs" },
      el("dt", {}, t("stated")), el("dd", {}, interval(finding.stated)), el("dt", {}, t("computed")), el("dd", {}, interval(finding.computed))), picture(finding)));
  }
  if (finding.suggestions.length) {
    const known = new Map(facts.map((fact) => [fact.id, fact]));
    parts.push(section(t("suggestion"), ...finding.suggestions.map((suggestion) => el("button", {
      class: "operand", onclick: () => {
        const place = facts.findIndex((fact) => fact.id === suggestion.fact);
        if (place >= 0) choose(item, content, place);
        $("value").value = suggestion.text;
        $("value").focus();
      },
    }, `${known.has(suggestion.fact) ? known.get(suggestion.fact).value.text : ""} → `, el("b", {}, suggestion.text), ` (${suggestion.kind})`))));
  }
  const before = facts.map((fact) => [fact, changeOf.get(fact.source.document + "\n" + fact.id)]).filter(([, change]) => change && change.old);
  if (before.length) {
    parts.push(section(t("lastYear"), ...before.map(([fact, change]) => el("p", {}, `${fact.indicator}: ${change.old.value.text} → ${fact.value.text}`))));
  }
  parts.push(section(t("checkRule"), el("p", {}, check.description || finding.check)));
  const chosen = facts[operand];
  if (chosen) parts.push(section(t("rule"), el("p", {}, el("code", {}, chosen.rule), " ", data.rules[chosen.rule] || "")));
  return parts;
}

/** A message without the name of its check, which stands above it. */
const withoutName = (message, name) => (name && message.startsWith(name) ? message.slice(name.length).replace(/^[：:]\s*/, "") : message);

function choose(item, content, place) {
  operand = place;
  const value = $("value") ? $("value").value : "";
  const note = $("note") ? $("note").value : "";
  inspect(item, content);
  $("value").value = value;
  $("note").value = note;
  mark(item, content);
}

function numberParts(item) {
  const number = item.number;
  return [el("section", {}, el("h2", {}, el("span", { class: "violet" }, "∅ "), visible(number.text)), el("p", {}, t("unclaimedNumber")),
    el("p", {}, "…" + visible(number.before), el("b", {}, visible(number.text)), visible(number.after) + "…"))];
}

/** A figure that was clicked in the article. */
function inspectSpan(span) {
  const parts = [];
  if (span.fact) {
    const fact = span.fact;
    const pairs = [
      [t("indicator"), fact.indicator], [t("population"), fact.population], [t("region"), fact.region],
      [t("amount"), `${fact.value.relation === "=" ? "" : fact.value.relation + " "}${fact.value.number || interval(fact.value)} ${fact.unit.text}`],
      [t("period"), fact.period && `${[fact.period.start, fact.period.end].filter(Boolean).join(" – ")} ${{ carried: t("carried"), published: t("published") }[fact.period.basis] || ""}`],
      [t("status"), t(fact.status)], [t("direction"), { up: "↑", down: "↓" }[fact.direction]], [t("basis"), fact.comparedWith],
    ].filter(([, value]) => value);
    parts.push(el("section", {}, el("h2", {}, `${t("fact")} `, visible(fact.source.quote.exact)),
      el("dl", { class: "pairs" }, ...pairs.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, visible(value))]))));
    if (fact.checks.length) {
      const signs = { consistent: "✓", review: "?", inconsistent: "✗" };
      parts.push(section(t("checks"), ...fact.checks.map((check) => el("p", {}, `${signs[check.verdict]} ${check.check} (${t(check.verdict)}) `, el("code", {}, check.expression)))));
    }
    parts.push(section(t("rule"), el("p", {}, el("code", {}, fact.rule), " ", data.rules[fact.rule] || "")));
    const change = changeOf.get(fact.source.document + "\n" + fact.id);
    if (change && change.old) parts.push(section(t("lastYear"), el("p", {}, `${change.old.value.text} → ${fact.value.text}`)));
    const key = factKey(fact);
    parts.push(section(t("decision"), el("div", { class: "acts" },
      el("button", { onclick: () => decide("not-a-figure", fact.value.text, key) }, t("not-a-figure")),
      el("button", { onclick: () => decide("false-alarm", undefined, key) }, t("false-alarm"))), history(key)));
  } else {
    parts.push(el("section", {}, el("p", {}, span.reason ? t("ignoredBecause") + span.reason : t("unclaimedNumber"))));
  }
  $("inspector").replaceChildren(...parts);
}

function decisionPart(item) {
  const act = (kind, key, run) => el("button", { id: "act-" + kind, "aria-keyshortcuts": key, onclick: run || (() => decide(kind)) }, t(kind) + " ", el("kbd", {}, key));
  const box = section(t("decision"), el("div", { class: "acts" }, act("confirmed", "c"), act("false-alarm", "f"), act("not-a-figure", "x"), act("later", "l"),
    el("button", { id: "act-undo", "aria-keyshortcuts": "u", onclick: undo }, t("undo") + " ", el("kbd", {}, "u"))));
  box.append(el("form", { class: "acts", onsubmit: (event) => { event.preventDefault(); if ($("value").value.trim()) correct(); } },
    el("label", {}, t("value") + " ", el("kbd", {}, "v"), " ", el("input", { id: "value", size: 12, autocomplete: "off" })), el("button", {}, t("saveValue"))));
  box.append(el("label", {}, t("note") + " ", el("kbd", {}, "n"), el("textarea", { id: "note" })));
  const stale = staleOf(item);
  if (stale) box.append(el("p", { class: "warn" }, t("stale") + t(stale.decision) + (stale.reason ? `: ${visible(stale.reason)}` : "")));
  box.append(history(item.key));
  return box;
}

/** The figure that is chosen in the inspector, as printed. */
function chosenFigure() {
  const field = document.querySelector(".operand[aria-pressed=true] b");
  return field ? field.textContent : undefined;
}

function correct() {
  const value = $("value").value.trim();
  const figure = chosenFigure();
  decide("corrected", figure ? `${figure} → ${value}` : value);
}

/** A decision on the same figures before one of them changed. */
function staleOf(item) {
  if (!item.finding || current.has(item.key)) return undefined;
  const parts = (key) => key.split("|").filter((part) => part.includes("="));
  const roles = (key) => parts(key).map((part) => part.split("=")[0]).join();
  const head = `${item.document}|${item.check}|`;
  return [...current.values()].find((decision) => decision.fingerprint.startsWith(head) && roles(decision.fingerprint) === roles(item.key)
    && (parts(item.key).length === 1 || parts(decision.fingerprint).some((part, place) => part === parts(item.key)[place]))
    && !items.some((other) => other.key === decision.fingerprint));
}

function history(key) {
  const past = decisions.filter((decision) => decision.fingerprint === key);
  if (!past.length) return "";
  return el("ol", { class: "history", "aria-label": t("history") }, ...past.map((decision) => el("li", {},
    [t(decision.decision), decision.value, decision.reason, decision.who, decision.when].filter(Boolean).map(visible).join(" · "))));
}

/** Both intervals to scale, one above the other, on one axis. */
function picture(finding) {
  const ends = [finding.stated, finding.computed].flatMap((range) => [range.low, range.high]).filter((end) => end !== undefined).map(Number);
  let [low, high] = [Math.min(...ends), Math.max(...ends)];
  const margin = (high - low || Math.abs(high) || 1) * 0.15;
  [low, high] = [low - margin, high + margin];
  const x = (value) => 10 + ((value - low) / (high - low)) * 300;
  const svg = (name, attributes, text) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (text) node.textContent = text;
    return node;
  };
  const box = svg("svg", { viewBox: "0 0 320 92", role: "img", "aria-label": `${t("stated")} ${interval(finding.stated)}; ${t("computed")} ${interval(finding.computed)}` });
  [[finding.stated, 22, "var(--bad)", t("stated")], [finding.computed, 60, "var(--blue)", t("computed")]].forEach(([range, y, colour, name]) => {
    const from = range.low === undefined ? 0 : x(Number(range.low));
    const to = range.high === undefined ? 320 : x(Number(range.high));
    box.append(svg("line", { x1: 0, x2: 320, y1: y, y2: y, stroke: "var(--line)" }));
    box.append(svg("rect", { x: from, y: y - 5, width: Math.max(to - from, 3), height: 10, fill: colour, rx: 2 }));
    box.append(svg("text", { x: 0, y: y - 9 }, name));
    const text = interval(range);
    const middle = Math.min(Math.max((from + to) / 2, text.length * 3.4), 320 - text.length * 3.4);
    box.append(svg("text", { x: middle, y: y + 18, "text-anchor": "middle" }, text));
  });
  return box;
}

// ---------------------------------------------------------------- the dashboard

function board() {
  const findings = items.filter((item) => item.finding);
  const group = (field) => {
    const groups = new Map();
    for (const item of findings) {
      if (!groups.has(item[field])) groups.set(item[field], { open: 0, done: 0 });
      groups.get(item[field])[settled(item.key) ? "done" : "open"] += 1;
    }
    return [...groups].sort((a, b) => b[1].open + b[1].done - a[1].open - a[1].done);
  };
  const bar = (parts) => {
    const whole = parts.reduce((sum, [, value]) => sum + value, 0) || 1;
    return el("span", { class: "bar", role: "img", "aria-label": parts.map(([, value, name]) => `${name} ${value}`).join(", ") },
      ...parts.map(([tone, value]) => el("i", { class: "b-" + tone, style: `width:${(100 * value) / whole}%` })));
  };
  const chart = (title, rows, name) => {
    const most = Math.max(...rows.map(([, n]) => n.open + n.done), 1);
    return el("section", { class: "card" }, el("h2", {}, title), el("table", {}, ...rows.slice(0, 15).map(([value, n]) => el("tr", {},
      el("td", {}, visible(name(value))), el("td", {}, el("div", { style: `width:${(100 * (n.open + n.done)) / most}%` }, bar([["bad", n.open, t("open")], ["good", n.done, t("settled")]]))),
      el("td", { class: "num" }, `${n.open} / ${n.open + n.done}`)))));
  };
  const done = findings.filter((item) => settled(item.key)).length;
  const sum = (field) => data.articles.reduce((total, article) => total + article.coverage[field], 0);
  const parts = (coverage) => [["blue", coverage.captured, t("captured")], ["soft", coverage.ignored, t("ignored")], ["violet", coverage.unclaimed, t("unclaimed")]];
  const all = { captured: sum("captured"), ignored: sum("ignored"), unclaimed: sum("unclaimed") };
  const worst = data.articles.filter((article) => article.coverage.unclaimed).sort((a, b) => b.coverage.unclaimed - a.coverage.unclaimed).slice(0, 15);
  const kinds = new Map();
  for (const item of findings) if (current.has(item.key)) kinds.set(current.get(item.key).decision, (kinds.get(current.get(item.key).decision) || 0) + 1);
  $("view-board").replaceChildren(el("div", { class: "cards" },
    el("section", { class: "card" }, el("h2", {}, t("review_progress")), bar([["good", done, t("settled")], ["bad", findings.length - done, t("open")]]),
      el("p", {}, `${t("settled")} ${done} · ${t("open")} ${findings.length - done} · ${t("total")} ${findings.length}`),
      el("p", { class: "soft" }, [...kinds].map(([kind, n]) => `${t(kind)} ${n}`).join(" · "))),
    el("section", { class: "card" }, el("h2", {}, t("coverage")), bar(parts(all)),
      el("p", {}, parts(all).map(([, value, name]) => `${name} ${value}`).join(" · "))),
    chart(t("byCheck"), group("check"), (check) => checkName("check", check)),
    chart(t("byArticle"), group("document"), (name) => (articles.get(name) || {}).title || name),
    el("section", { class: "card" }, el("h2", {}, t("worst")), worst.length ? "" : el("p", { class: "soft" }, "—"), el("table", {}, ...worst.map((article) => el("tr", {},
      el("td", {}, visible(article.title || article.document)), el("td", {}, bar(parts(article.coverage))), el("td", { class: "num" }, `${article.coverage.unclaimed} / ${article.coverage.numbers}`)))))));
}

// ---------------------------------------------------------------- the year diff

const diffFilters = { kind: "", search: "" };
let diffRows = 300;

function diff() {
  const view = $("view-diff");
  if (!data.against) { view.replaceChildren(el("p", { class: "soft" }, t("noDiff"))); return; }
  const name = (kind) => t("classes")[kind] || kind;
  const kinds = new Map();
  for (const change of data.changes) kinds.set(change.class, (kinds.get(change.class) || 0) + 1);
  const rows = data.changes.filter((change) => (diffFilters.kind ? change.class === diffFilters.kind : change.class !== "same")
    && (!diffFilters.search || JSON.stringify([change.key, change.old && change.old.source.document, change.new && change.new.source.document]).includes(diffFilters.search)));
  const cell = (fact) => fact ? el("td", {}, visible(fact.source.quote.prefix.slice(-14)), el("b", {}, visible(fact.value.text)), visible(fact.source.quote.suffix.slice(0, 8)),
    el("br"), el("span", { class: "soft" }, visible(fact.source.document))) : el("td", {}, "—");
  const size = (change) => {
    const range = change.relative || change.difference;
    if (!range) return "";
    const unit = change.relative ? "%" : "";
    const low = Number(range.low), high = Number(range.high);
    const text = (value) => (value > 0 ? "+" : "") + value.toLocaleString(lang, { maximumFractionDigits: 2 }) + unit;
    return text(low) === text(high) ? text(low) : `${text(low)} … ${text(high)}`;
  };
  const search = el("input", { type: "search", "aria-label": t("search"), placeholder: t("search"), value: diffFilters.search, oninput: (event) => { diffFilters.search = event.target.value; body(); } });
  const select = el("select", { "aria-label": t("change"), onchange: (event) => { diffFilters.kind = event.target.value; diff(); } },
    el("option", { value: "" }, t("all")), ...[...kinds].map(([kind, n]) => el("option", { value: kind, selected: kind === diffFilters.kind }, `${name(kind)} (${n})`)));
  const table = el("table", {}, el("thead", {}, el("tr", {}, ...[t("change"), t("indicator"), t("region"), t("old"), t("new"), t("size")].map((text) => el("th", { scope: "col" }, text)))),
    el("tbody", {}, ...rows.slice(0, diffRows).map((change) => el("tr", {}, el("td", {}, name(change.class)), el("td", {}, visible(change.key.indicator)), el("td", {}, visible(change.key.region || "")),
      cell(change.old), cell(change.new), el("td", { class: "num" }, size(change))))));
  const more = rows.length > diffRows ? el("button", { onclick: () => { diffRows += 1000; diff(); } }, t("more")(Math.min(1000, rows.length - diffRows))) : "";
  function body() {
    const at = search.selectionStart;
    diff();
    const field = $("view-diff").querySelector("input");
    field.focus();
    field.setSelectionRange(at, at);
  }
  view.replaceChildren(el("h2", {}, `${base(data.against)} → ${base(data.name)}`), el("div", { class: "filters" }, search, select, el("span", { class: "soft" }, t("count")(rows.length, data.changes.length))), table, more);
}

// ---------------------------------------------------------------- the page

const views = ["queue", "board", "diff"];
function show(view) {
  for (const name of views) {
    $("view-" + name).hidden = name !== view;
    $("tab-" + name).setAttribute("aria-selected", String(name === view));
    $("tab-" + name).tabIndex = name === view ? 0 : -1;
  }
  if (view === "board") board();
  if (view === "diff") diff();
}

function translate() {
  document.documentElement.lang = lang === "zh" ? "zh-Hans" : "en";
  for (const node of document.querySelectorAll("[data-text]")) node.textContent = t(node.dataset.text);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", t(node.dataset.label));
  $("search").placeholder = t("search") + "  /";
  $("lang").textContent = lang === "zh" ? "English" : "中文";
  $("run").textContent = base(data.name);
  $("run").title = data.name;
  document.title = `heshu · ${base(data.name)}`;
  $("keys-list").replaceChildren(...t("keys").flatMap(([key, text]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, text)]));
  onScreen = "";
  fillFilters();
  refresh(shown[selected]);
  show(views.find((view) => !$("view-" + view).hidden));
}

async function fetchUnclaimed() {
  if (unclaimedLoaded) return;
  unclaimedLoaded = true;
  try {
    items = items.concat((await request("unclaimed")).map(unclaimedItem));
  } catch {
    unclaimedLoaded = false;
    $("alert").textContent = t("notSaved");
  }
  fillFilters();
}

for (const id of ["kind", "done", "check", "document", "region", "year"]) {
  $(id).addEventListener("change", async (event) => {
    filters[id] = event.target.value;
    if (filters.kind === "unclaimed") await fetchUnclaimed();
    $("list").scrollTop = 0;
    selected = 0;
    refresh();
  });
}
$("search").addEventListener("input", (event) => { filters.search = event.target.value; $("list").scrollTop = 0; selected = 0; refresh(); });
$("list").addEventListener("scroll", drawRows, { passive: true });
$("help").addEventListener("click", () => $("keys").showModal());
$("save").addEventListener("click", download);
$("lang").addEventListener("click", () => { lang = lang === "zh" ? "en" : "zh"; translate(); });
for (const name of views) $("tab-" + name).addEventListener("click", () => show(name));
$("tabs").addEventListener("keydown", (event) => {
  const place = views.findIndex((name) => $("tab-" + name) === event.target) + { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (views[place]) { show(views[place]); $("tab-" + views[place]).focus(); }
});
window.addEventListener("resize", drawRows);
window.addEventListener("focus", follow);
setInterval(follow, 4000);

function step(by) {
  if (!shown.length) return;
  select(Math.min(Math.max(selected + by, 0), shown.length - 1));
}

async function turn(by) {
  const item = shown[selected];
  if (!item || !item.finding) return;
  const content = await load(item.document);
  const number = operandsOf(item, content).length;
  choose(item, content, (operand + by + number) % number);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (event.key === "Escape" && typing) { event.target.blur(); $("list").focus(); return; }
  if (typing) return;
  const inQueue = !$("view-queue").hidden;
  const acts = {
    "?": () => $("keys").showModal(), 1: () => show("queue"), 2: () => show("board"), 3: () => show("diff"),
  };
  if (inQueue) {
    Object.assign(acts, {
      j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1), Home: () => step(-1e9), End: () => step(1e9),
      PageDown: () => step(8), PageUp: () => step(-8),
      c: () => decide("confirmed"), f: () => decide("false-alarm"), x: () => decide("not-a-figure", chosenFigure()), l: () => decide("later"), u: undo,
      v: () => $("value") && $("value").focus(), n: () => $("note") && $("note").focus(), "/": () => $("search").focus(),
      "[": () => turn(-1), "]": () => turn(1),
    });
  }
  const act = acts[event.key];
  if (!act) return;
  // Arrows scroll the article when it has the focus.
  if (/^(Arrow|Page|Home|End)/.test(event.key) && event.target.closest("#article, #inspector, [role=tablist]")) return;
  event.preventDefault();
  act();
});

if (!data.token) {
  $("save").hidden = false;
  items = items.concat(data.unclaimed.map(unclaimedItem));
}
count();
show("queue");
translate();
select(shown.length ? 0 : -1);
$("list").focus();
