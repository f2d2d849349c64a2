// Sees the dashboard as a reader does: node dashboard.mjs BASE_URL SCREENSHOT_DIR
// Ends with 0 and a line of JSON when all holds; with 1 and the reason when not.
import assert from "node:assert/strict";
import AxeBuilder from "@axe-core/playwright";
import { chromium } from "playwright-core";

const [base, screenshots] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
const seen = {};
try {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 } });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));

  const total = async () => Number((await page.getByTestId("total").textContent()).replace(/\D/g, ""));
  const totalOf = async (query) => (await (await fetch(`${base}/articles?${query}`)).json()).total;
  const settled = (query) =>
    waitUntil(
      `the page to show as many articles as /articles?${query}`,
      async () => (await total()) === (await totalOf(query)),
    );

  // Cards, with what the API says.
  await page.goto(base);
  const cards = page.getByTestId("article-card");
  await cards.first().waitFor();
  await settled("limit=1");
  seen.articles = await total();
  assert.ok(seen.articles > 0);
  const [newest] = (await (await fetch(`${base}/articles?limit=1`)).json()).items;
  await page.getByRole("link", { name: newest.title }).first().waitFor();
  await page.screenshot({ path: `${screenshots}/articles.png` });

  // Filter by sentiment: in the URL, and only such cards.
  await page.getByRole("checkbox", { name: /positive/ }).check();
  await page.waitForURL(/sentiment=positive/);
  await settled("sentiment=positive");
  seen.positive = await total();
  assert.ok(seen.positive > 0 && seen.positive < seen.articles);
  const badges = await cards.evaluateAll((all) => all.map((card) => card.querySelector("span")?.textContent));
  assert.ok(
    badges.every((text) => text === "positive"),
    `sentiment badges: ${badges}`,
  );

  // The URL alone brings the same view back.
  await page.reload();
  await settled("sentiment=positive");
  assert.equal(await page.getByRole("checkbox", { name: /positive/ }).isChecked(), true);
  await page.getByRole("button", { name: /Clear/ }).click();
  await settled("limit=1");

  // Search for the longest word of a headline.
  const word = newest.title.match(/\p{L}+/gu).reduce((a, b) => (b.length > a.length ? b : a));
  await page.getByRole("searchbox").fill(word);
  await page.waitForURL(/q=/);
  await settled(`q=${encodeURIComponent(word)}`);
  seen.found = await total();
  assert.ok(seen.found > 0);

  // One article, its text and its facts.
  await page.getByRole("link", { name: newest.title }).first().click();
  await page.waitForURL(/\/article\//);
  const { body } = await (await fetch(`${base}/articles/${newest.id}`)).json();
  await page.getByText(body.split("\n")[0].slice(0, 60)).first().waitFor();
  await page.screenshot({ path: `${screenshots}/article.png` });

  // Nothing found, and the way back.
  await page.goto(`${base}/?q=zzzzqqqq`);
  await page.getByText("No article matches.").waitFor();

  // A link from a mail: what the API does not know is not asked for, what has no control can be taken off.
  await page.goto(`${base}/?utm_source=mail&published_from=1990-01-01&sentiment=positive`);
  await settled("sentiment=positive&published_from=1990-01-01");
  await page.getByRole("button", { name: "Remove filter: Published from 1990-01-01" }).click();
  await settled("sentiment=positive");
  assert.ok(!page.url().includes("published_from"));

  // An operator that is not understood: the API's own words, and the way back.
  await page.getByRole("searchbox").fill("NOT profit");
  await page.getByRole("alert").getByText("the operator NOT").waitFor();
  await page.getByRole("searchbox").fill("");
  await settled("sentiment=positive");

  // The pipeline's health.
  await page.goto(`${base}/pipeline`);
  await page.getByText("ready", { exact: true }).waitFor();
  await page.screenshot({ path: `${screenshots}/pipeline.png` });

  for (const path of ["/", "/pipeline", `/article/${newest.id}`]) {
    await page.goto(base + path);
    await page.locator("main").waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(
      violations.map((v) => `${path} ${v.id}: ${v.nodes[0]?.html}`),
      [],
    );
  }
  assert.deepEqual(errors, []);
  console.log(JSON.stringify(seen));
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await browser.close();
}

async function waitUntil(what, holds) {
  const deadline = Date.now() + 15_000;
  while (!(await holds().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
