"use strict";
// The page in a real browser: opened, walked through by keyboard, filtered, on a phone, on paper, in
// both themes. tools/test --html writes the pages first.
const { test, before, after } = require("node:test");
const assert = require("node:assert/strict");
const { launch, open, looks, faintTexts } = require("./browser.js");

const all = ["shop", "hostile", "lint", "well", "program", "program_lint"];
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const shown = (page, selector) => page.locator(selector).evaluateAll(
  (list) => list.filter((one) => one.checkVisibility()).length);

for (const name of all) {
  test(`${name}: asks for nothing but itself, and nothing goes wrong`, async () => {
    const { page, seen, url, close } = await open(browser, name);
    await page.waitForLoadState("networkidle");
    assert.deepEqual(seen, { requests: [url], troubles: [] });
    assert.equal(await page.locator("script").count(), 1);
    assert.match(await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content"),
      /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; script-src 'sha256-[\w+/]{43}=';/);
    await close();
  });

  test(`${name}: has landmarks, one heading of all, and links that lead somewhere`, async () => {
    const { page, close } = await open(browser, name);
    const facts = await page.evaluate(() => ({
      landmarks: ["header", "nav", "main", "footer"].map((tag) => document.querySelectorAll(tag).length),
      titles: document.querySelectorAll("h1").length,
      unnamed: [...document.querySelectorAll("section")]
        .filter((one) => !document.getElementById(one.getAttribute("aria-labelledby"))).length,
      dead: [...document.querySelectorAll("a")].map((one) => one.getAttribute("href"))
        .filter((href) => !document.getElementById(href.slice(1))),
      twice: [...document.querySelectorAll("[id]")].map((one) => one.id)
        .filter((id, at, ids) => ids.indexOf(id) !== at),
      empty: [...document.querySelectorAll("section")].filter((one) => one.textContent.trim().length < 30).length,
    }));
    assert.deepEqual(facts, { landmarks: [1, 1, 1, 1], titles: 1, unnamed: 0, dead: [], twice: [], empty: 0 });
    await close();
  });

  test(`${name}: fits a phone, everything open`, async () => {
    const { page, close } = await open(browser, name, { viewport: { width: 360, height: 740 } });
    await page.evaluate(() => { for (const one of document.querySelectorAll("details")) one.open = true; });
    const facts = await page.evaluate(() => ({
      over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      // What is wide scrolls inside itself; all else has to end where the screen does.
      wide: [...document.querySelectorAll("main *")]
        .filter((one) => !one.closest(".picture") && one.getBoundingClientRect().right > 361)
        .map((one) => one.outerHTML.slice(0, 80)),
    }));
    assert.deepEqual(facts, { over: 0, wide: [] });
    await close();
  });

  for (const colorScheme of ["light", "dark"]) {
    test(`${name}: is readable in ${colorScheme}`, async () => {
      const { page, close } = await open(browser, name, { colorScheme });
      await page.evaluate(() => { for (const one of document.querySelectorAll("details")) one.open = true; });
      const { count, faint } = await faintTexts(page, 4.5);
      assert.deepEqual(faint, []);
      assert.ok(count > 20, `only ${count} texts`);
      const { colours, brightness } = await looks(browser, await page.screenshot());
      assert.ok(colours > 50, `only ${colours} colours`);
      assert.ok(colorScheme === "dark" ? brightness < 60 : brightness > 220, `brightness ${brightness}`);
      await close();
    });
  }

  test(`${name}: is readable without its script`, async () => {
    const { page, close } = await open(browser, name, { javaScriptEnabled: false });
    assert.equal(await page.locator("h1").isVisible(), true);
    for (const selector of [".filter", "button.copy", "button.fit", ".nothing"]) {
      for (const one of await page.locator(selector).all()) assert.equal(await one.isVisible(), false, selector);
    }
    for (const one of await page.locator(".finding").all()) assert.equal(await one.isVisible(), true);
    await close();
  });
}

for (const name of [...all, "many"]) {
  test(`${name}: is whole on paper`, async () => {
    const { page, close } = await open(browser, name, { viewport: { width: 720, height: 900 }, colorScheme: "dark" });
    await page.emulateMedia({ media: "print" });
    const facts = await page.evaluate(() => ({
      hidden: [...document.querySelectorAll("details *, .finding")]
        .filter((one) => !one.matches("button") && !one.checkVisibility({ contentVisibilityAuto: true, opacityProperty: true })).length,
      controls: [...document.querySelectorAll("button, input, nav, .skip, .filter")]
        .filter((one) => one.checkVisibility()).length,
      background: getComputedStyle(document.documentElement).backgroundColor,
      over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    }));
    assert.deepEqual(facts, { hidden: 0, controls: 0, background: "rgb(255, 255, 255)", over: 0 });
    assert.ok((await page.pdf()).length > 10_000);
    await close();
  });
}

test("the switch goes over what the system says, with the script or without", async () => {
  for (const javaScriptEnabled of [true, false]) {
    const { page, close } = await open(browser, "shop", { colorScheme: "light", javaScriptEnabled });
    const brightness = async () => (await looks(browser, await page.screenshot())).brightness;
    assert.ok(await brightness() > 220);
    await page.getByLabel("Dark").check({ force: true });
    assert.ok(await brightness() < 60);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.getByLabel("Light").check({ force: true });
    assert.ok(await brightness() > 220);
    await page.getByLabel("Auto").check({ force: true });
    assert.ok(await brightness() < 60);
    await close();
  }
});

test("findings are filtered by severity and by text", async () => {
  const { page, close } = await open(browser, "shop");
  const findings = () => shown(page, "#findings .finding");
  assert.equal(await findings(), 4);
  await page.getByRole("button", { name: "2 errors" }).click();
  assert.equal(await findings(), 2);
  assert.equal(await page.getByRole("button", { name: "2 errors" }).getAttribute("aria-pressed"), "false");
  assert.equal(await page.getByRole("status").innerText(), "2 of 4 shown");
  await page.getByRole("button", { name: "2 errors" }).click();
  await page.getByLabel("Filter by text").fill("NULL customers");
  assert.equal(await findings(), 1);
  await page.getByLabel("Filter by text").fill("no such words");
  assert.equal(await findings(), 0);
  assert.equal(await page.getByText("Nothing matches.").isVisible(), true);
  await page.getByRole("button", { name: "Show all findings" }).click();
  assert.equal(await findings(), 4);
  assert.equal(await page.getByText("Nothing matches.").isVisible(), false);
  await page.getByLabel("Filter by text").fill("no such words");
  await page.emulateMedia({ media: "print" });
  assert.equal(await findings(), 4);
  await close();
});

test("thousands of findings are filtered while one types", async () => {
  const { page, close } = await open(browser, "many");
  const [time, words] = await page.evaluate(() => {
    const [input, start] = [document.querySelector("#filter-text"), performance.now()];
    input.value = "f.sql:299";
    input.dispatchEvent(new Event("input"));
    document.body.offsetHeight; // the new layout is part of it
    return [performance.now() - start, document.querySelector(".shown").textContent];
  });
  assert.equal(words, "11 of 3004 shown"); // 299 and 2990 … 2999
  assert.ok(time < 2000, `${time} ms`);
  await close();
});

test("all of it is reached by keyboard, in the order of the page, and the focus is seen", async () => {
  const { page, close } = await open(browser, "shop");
  await page.keyboard.press("Tab");
  assert.equal(await page.locator(".skip").evaluate((one) => one === document.activeElement &&
    one.getBoundingClientRect().left >= 0), true);
  await page.keyboard.press("Enter");
  assert.equal(new URL(page.url()).hash, "#verdict");
  await page.evaluate(() => { document.querySelector(".skip").focus(); });
  const expected = await page.evaluate(() => {
    window.passed = [document.activeElement];
    return [...document.querySelectorAll("a, button, input, summary, [tabindex='0']")].filter((one) =>
      one.checkVisibility() && (one.type !== "radio" || one.checked)).length;
  });
  for (let i = 1; i < expected; ++i) {
    await page.keyboard.press("Tab");
    const fault = await page.evaluate(() => {
      const [last, now] = [window.passed.at(-1), document.activeElement];
      window.passed.push(now);
      const drawn = now.type === "radio" ? now.nextElementSibling : now;
      if (now === document.body) return "the focus is lost";
      if (!(last.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING)) return "out of order";
      return getComputedStyle(drawn).outlineStyle === "solid" ? "" : "not seen: " + now.outerHTML;
    });
    assert.equal(fault, "", `stop ${i + 1} of ${expected}`);
  }
  await close();
});

test("switches, parts and the picture obey the keyboard", async () => {
  const { page, close } = await open(browser, "shop");
  await page.getByRole("button", { name: "1 note" }).focus();
  await page.keyboard.press("Space");
  assert.equal(await shown(page, "#findings .finding"), 3);
  const check = page.locator(".check details").first();
  assert.equal(await check.evaluate((one) => one.open), false);
  await check.locator("summary").focus();
  await page.keyboard.press("Enter");
  assert.equal(await check.evaluate((one) => one.open), true);
  assert.match(await check.innerText(), /SELECT rowid, \* FROM "customers" WHERE "email" IS NULL/);
  const picture = page.getByRole("region", { name: "Picture of the schema" });
  await picture.focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(() => document.querySelector(".picture").scrollLeft > 0);
  await page.getByRole("button", { name: "Fit to width" }).focus();
  await page.keyboard.press("Enter");
  assert.equal(await picture.evaluate((one) => one.scrollWidth <= one.clientWidth), true);
  await close();
});

test("SQL and commands are copied as they are", async () => {
  const { page, close } = await open(browser, "shop", { permissions: ["clipboard-read", "clipboard-write"] });
  const block = page.locator("#next .code").first();
  await block.getByRole("button").click();
  await block.getByText("Copied").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()),
    "plumbline repair /srv/shop/app.db -d migrations");
  await page.evaluate(() => { Object.defineProperty(navigator, "clipboard", { value: undefined }); });
  await page.locator("#forecast .code button").click();
  await page.getByText("Selected: press Ctrl+C").waitFor();
  assert.equal(await page.evaluate(() => getSelection().toString()),
    "CREATE TABLE _emdash_api_tokens (\n  id TEXT PRIMARY KEY,\n  name TEXT NOT NULL\n)");
  await close();
});

test("the picture says in words, classes and colours what stands out", async () => {
  const { page, close } = await open(browser, "shop");
  assert.equal(await page.locator(".picture svg[role=img] > title").textContent(), "The schema as a picture");
  const box = (text) => page.locator(".picture g.node", { hasText: text });
  assert.match(await box("reviews").getAttribute("class"), /\btable missing drifted\b/);
  assert.match(await box("reviews").textContent(), /≠ drifted, not there/);
  assert.match(await box("placed_at").textContent(), /≠ drifted.*≠ \s*total/s);
  assert.match(await box("product_id").getAttribute("class"), /\btable found\b/);
  assert.match(await box("settings").getAttribute("class"), /\bnode table$/);
  const stroke = (text) => box(text).locator("polygon[fill=none]").first()
    .evaluate((one) => getComputedStyle(one).stroke);
  assert.notEqual(await stroke("placed_at"), await stroke("settings"));
  assert.equal(await page.locator(".picture g.edge.references").count(), 3);
  assert.equal(await page.locator(".picture g.edge:is(.reads, .fires, .writes)").count(), 4);
  const orders = page.locator(".links > li", { has: page.getByText("table orders", { exact: true }).first() }).nth(2);
  assert.match((await orders.innerText()).replace(/\s+/g, " "),
    /^table orders depends on table customers references needed by table order_lines references view open_orders reads trigger orders_total writes/);
  await close();
});

test("hostile names stay text, in the picture as well", async () => {
  const { page, seen, close } = await open(browser, "hostile");
  const facts = await page.evaluate(() => ({
    strange: [...document.querySelectorAll("*")].map((one) => one.localName).filter((tag) =>
      /^(script|style|img|iframe|object|embed|form|link|base|foreignObject|animate|use|image)$/.test(tag)).sort(),
    handlers: [...document.querySelectorAll("*")].flatMap((one) => [...one.attributes])
      .filter((one) => /^on/i.test(one.name) || /javascript:/i.test(one.value)).length,
    inTitle: document.title.includes("<script>alert(1)</script>"),
    inHeading: document.querySelector("h1").textContent.includes("<script>alert(1)</script>"),
    inFinding: document.querySelector(".finding .message").textContent,
    inCode: document.querySelector("#forecast pre").textContent,
    inPicture: [...document.querySelectorAll(".picture text")].some((one) => one.textContent.includes("a\"'`b\\\\n")),
    obeyed: [...document.querySelectorAll(".picture text")].filter((one) => one.textContent === "\\N\\G\\E&lt;" ||
      one.textContent === "</TD>").length,
    turned: /[\u202e\u0007\u001b\u009b]/.test(document.documentElement.textContent),
    notExact: document.querySelectorAll("#forecast .code button").length,
  }));
  const line = "a\"'`b\\\\n::error::c\\r\\n```\\n~~~\\n| d | <script>alert(1)</script></details> " +
    "\\x1b[31m\\x07\\u202e\ufffd\ufffd( [e](javascript:f) @everyone #1 %0A -->{0}\\t**g** $(h) \\u009b";
  assert.equal(facts.inFinding, line);
  assert.match(facts.inCode, /^a"'`b\\\n::error::c\n```\n~~~\n\| d \| <script>alert\(1\)<\/script><\/details> \\x1b/);
  delete facts.inFinding;
  delete facts.inCode;
  assert.deepEqual(facts, { strange: ["link", "script", "style"], handlers: 0, inTitle: true, inHeading: true,
    inPicture: true, obeyed: 2, turned: false, notExact: 0 });
  assert.deepEqual(seen.troubles, []);
  await close();
});

test("what an incomplete audit does not know stands at its top", async () => {
  const { page, close } = await open(browser, "shop");
  const [note, title] = await Promise.all([page.getByRole("note").boundingBox(), page.locator("h1").boundingBox()]);
  assert.ok(note.y < title.y);
  assert.match(await page.getByRole("note").innerText(), /^Incomplete\..*integrity_check\s+1 question to the rows$/s);
  await close();
});
