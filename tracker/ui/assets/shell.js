// What the page frame needs before Streamlit's own scripts start: language, address of the server, links, words.
(() => {
  // Calendars and number fields take their words from the browser's language; this product is Chinese everywhere.
  Object.defineProperty(navigator, "language", { get: () => "zh-CN" });
  Object.defineProperty(navigator, "languages", { get: () => ["zh-CN", "zh"] });

  // Else the frame first looks for a server below the page's own address (/ledger/_stcore/...).
  window.__streamlit = { BACKEND_BASE_URL: location.origin };

  // The bundle needs Chromium 110; an older browser would stay blank without a word.
  if (!Array.prototype.toSorted) {
    document.addEventListener("DOMContentLoaded", () => {
      document.body.textContent = "浏览器版本过低：请使用 Chromium 110 及以上内核的浏览器（如近年的 360、奇安信、Edge、Chrome）。";
    });
  }

  // A plain click on a link to another page stays inside the running app: the address changes as if the reader had used
  // Back or Forward, which Streamlit answers with one rerun. With Ctrl or the middle button it is an ordinary link.
  const pages = new Set(document.documentElement.dataset.pages.split(" "));
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const to = new URL(link.href);
    if (to.origin !== location.origin || to.hash || !pages.has(to.pathname)) return;
    event.preventDefault();
    const samePage = to.pathname === location.pathname;
    history.pushState(null, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
    if (!samePage) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  });

  // Leaving changes something, so it is sent like a form, not followed like a link.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href='/logout']");
    if (!link) return;
    event.preventDefault();
    const form = document.body.appendChild(document.createElement("form"));
    form.method = "post";
    form.action = "/logout";
    form.submit();
  });

  // On paper everything is unfolded; on the screen it is then as it was.
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element && event.target.closest("a[href='#print']"))) return;
    event.preventDefault();
    print();
  });
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    folded.forEach((part) => { part.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((part) => { part.open = false; }));

  // When the stream breaks because the session is over, the page gives way to the login instead of waiting for ever.
  let asking = false;
  const ask = async () => {
    if (asking) return;
    asking = true;
    try {
      const answer = await fetch("/session", { cache: "no-store" });
      if (answer.status === 401) location.reload();
    } catch {
      // The server is away; Streamlit tries again by itself.
    }
    asking = false;
  };
  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener("close", ask);
    }
  };

  // A form is sent once: a second click would ask for the page that the first one is just leaving.
  let sent = false;
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element && event.target.closest(".stFormSubmitButton button, .stButton button"))) return;
    sent = sent && document.querySelector(".stApp[data-test-script-state=running]") !== null;
    if (event.detail > 1 || sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    sent = true;
  }, true);

  // Words built into Streamlit's widgets, wherever they turn up as a text or a label of their own.
  const words = [
    ["Upload", "选择文件"],
    ["Add files", "添加文件"],
    ["Drag and drop a file here", "把文件拖到这里"],
    ["Drag and drop files here", "把文件拖到这里"],
    [/^(\d+) ?MB per file(.*)$/, "每个文件不超过 $1 MB$2"],
    [/^(?:Error: )?(\S+) files are not allowed\.$/, "不接受 $1 类型的文件。"],
    [/^(?:Error: )?File must be (.*) or smaller\.$/, "文件不能超过 $1。"],
    [/^(\d+)\.0B$/, "$1 字节"],
    [/^(.+), (\d+)\.0B$/, "$1，$2 字节"],
    [/^(.+), (\d+\.\d)([KMG]B)$/, "$1，$2 $3"],
    [/^Remove (.+)$/, "移除 $1"],
    [/^(\d+\.\d)([KMG]B)$/, "$1 $2"],
    ["No results", "没有符合的选项"],
    ["Empty", "未填"],
    ["Select all", "全选"],
    ["Clear all", "全部清除"],
    ["Clear value", "清除"],
    [/^(\d+) options? available\.?$/, "$1 个选项"],
    ["Skip to main content", "跳到正文"],
    ["Error", "错误"],
    ["Open", "展开"],
    ["Close", "关闭"],
    [/^Choose date/, "选择日期"],
    ["Previous month", "上个月"],
    ["Next month", "下个月"],
    ["Clear date", "清除日期"],
    [/^Use arrow keys to navigate dates\..*$/, "用方向键选日期，回车选定，Esc 关闭。"],
    [/^year, /, "年，"],
    [/^month, /, "月，"],
    [/^day, /, "日，"],
    ["Choose an option", "请选择"],
    ["Selected values", "已选"],
    ["file upload", "选择文件"],
    ["Increment", "增加"],
    ["Decrement", "减少"],
    [/^Number is outside the allowed range\. Please enter a value between (.*) and (.*)\.$/, "应填 $1 到 $2 之间的数。"],
    [/^Number is below the allowed range\. .* equal to (.*)\.$/, "不能小于 $1。"],
    [/^Number is above the allowed range\. .* equal to (.*)\.$/, "不能大于 $1。"],
    [/^(?:Error: |: )?Date set outside .* before (.*)\.$/, "日期不能晚于 $1。"],
    [/^(?:Error: |: )?Date set outside .* after (.*)\.$/, "日期不能早于 $1。"],
    ["Connecting", "正在连接"],
    ["Connection error", "连接中断"],
    [/^Connection lost\..*$/, "连接中断，恢复后请再试一次。"],
    ["Reconnected to server.", "已恢复连接。"],
    [/^(Connection timed out|Connection failed|Unable to connect|Streamlit server is not responding).*$/, "连不上服务器：请检查网络，或联系系统管理员。恢复后本页会自动继续。"],
    ["Page not found", "没有这个页面"],
  ];
  const inChinese = (text) => {
    for (const [english, chinese] of words) {
      if (english instanceof RegExp ? english.test(text) : english === text) return text.replace(english, chinese);
    }
    return null;
  };
  const LABELS = ["aria-label", "aria-valuetext", "title", "placeholder"];
  const translate = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const chinese = /[A-Za-z]{4}|^\d+\.\d[KMG]?B$/.test(node.nodeValue) && inChinese(node.nodeValue.trim());
      if (chinese) node.nodeValue = chinese;
    } else if (node.nodeType === Node.ELEMENT_NODE && !node.closest(".stHtml, svg")) {
      LABELS.forEach((name) => translateLabel(node, name));
      node.childNodes.forEach(translate);
    }
  };
  const translateLabel = (element, name) => {
    const chinese = element.hasAttribute(name) && inChinese(element.getAttribute(name));
    if (chinese) element.setAttribute(name, chinese);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") translateLabel(change.target, change.attributeName);
      else if (change.type === "characterData") translate(change.target);
      else change.addedNodes.forEach(translate);
    }
  }).observe(document, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: LABELS,
  });
})();
