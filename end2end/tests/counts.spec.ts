// Numbers that a neurologist trusts: each opens the entries behind it, its rule and the rule's version.
import { beginAttack, choose, typeTimes } from "../support/attacks";
import { open } from "../support/awake";
import { bring, confirm, csvFile } from "../support/diaries";
import { pick } from "../support/forms";
import { newPatient, signIn } from "../support/patients";
import { expect, test, type Page } from "../support/test";
import { daysAgo, minutesAgo } from "../support/time";

/** The links of all numbers on the page of counts. */
const numbers = (page: Page) => page.getByRole("link", { name: /Show the days behind it\.$/ });

/** The number beside a name. */
const number = (page: Page, name: string) => page.getByRole("link", { name: new RegExp(`^${name}: .*Show the days`) });

/** A diary with an answer on each of the last `days` days, headache on every third. */
async function answeredDiary(page: Page, days: number): Promise<void> {
  const rows = Array.from({ length: days }, (_, place) => `${daysAgo(place + 1)},${place % 3 === 0 ? 1 : 0},${place % 3 === 0 ? 2 : 0}`);
  await bring(page, csvFile(["date,headache,severity", ...rows, ""].join("\n")));
  await confirm(page);
}

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("every number opens its days, its rule and the version of the rule", async ({ page }) => {
    test.setTimeout(120_000);
    await signIn(page, "demo");
    await open(page, "/counts?span=3_months");
    await expect(page.getByRole("heading", { name: "Counts", level: 1 })).toBeVisible();
    const links = await numbers(page).evaluateAll((found) =>
      found.map((link) => ({ href: link.getAttribute("href")!, value: link.textContent!.trim() })),
    );
    expect(links.length).toBeGreaterThanOrEqual(15);
    for (const { href, value } of links) {
      await page.goto(href);
      await expect(page.getByText(/^Rule of \d{4}-\d{2}/), href).toBeVisible();
      await expect(page.getByText(/^Source: ./), href).toBeVisible();
      // The list also says of how many; behind it stands the number alone.
      await expect(page.locator("main"), href).toContainText(value.split(" of ")[0]);
      await expect(page.getByRole("heading", { name: "Days and entries" }), href).toBeVisible();
    }
  });

  test("behind a count of days stand as many days, and a day leads to its entries", async ({ page }) => {
    await signIn(page, "demo");
    await open(page, "/counts?span=3_months");
    const days = Number(await number(page, "Headache days").innerText());
    expect(days).toBeGreaterThan(5);
    await number(page, "Headache days").click();
    const evidence = page.getByRole("region", { name: "Days and entries" });
    await expect(evidence.getByRole("heading", { level: 3 })).toHaveCount(days);
    await evidence.locator("a.record[href^='/attacks/']").first().click();
    await expect(page.getByRole("heading", { name: "Attack", level: 1 })).toBeVisible();
  });

  test("with few answers a rate says so instead of a number", async ({ page }) => {
    await newPatient(page);
    await answeredDiary(page, 10);
    await open(page, "/counts?span=28_days");
    await expect(number(page, "Headache days in 28 days")).toContainText("Not enough answers");
    await expect(page.getByText(/^10 of the \d+ answers that are needed\./).first()).toBeVisible();
    await expect(page.locator("main")).not.toContainText(/NaN|Infinity|undefined/);
  });

  test("with enough answers the rate is a number", async ({ page }) => {
    await newPatient(page);
    await answeredDiary(page, 28);
    await open(page, "/counts?span=28_days");
    await expect(number(page, "Headache days in 28 days")).toContainText(/^\d/);
  });

  test("other days are chosen by a form, and days that cannot be are refused with what was typed", async ({ page }) => {
    await newPatient(page);
    await open(page, "/counts");
    await page.getByText("Other days").click();
    await page.getByLabel("From").fill(daysAgo(3));
    await page.getByLabel("To", { exact: true }).fill(daysAgo(9));
    await page.getByRole("button", { name: "Show" }).click();
    await expect(page.getByText("The last day comes before the first.")).toBeVisible();
    await expect(page.getByLabel("From")).toHaveValue(daysAgo(3));
    await page.getByLabel("To", { exact: true }).fill(daysAgo(1));
    await page.getByRole("button", { name: "Show" }).click();
    await expect(page.getByText(/, 3 days\./)).toBeVisible();
  });

  test("half an hour of headache is a headache day only by the definition of trials", async ({ page }) => {
    await newPatient(page);
    await beginAttack(page);
    const noon = `${daysAgo(1)}T12:00`;
    await typeTimes(page, noon, `${daysAgo(1)}T12:40`);
    await open(page, "/counts?span=28_days");
    await expect(number(page, "Headache days")).toHaveText("0");
    await open(page, "/settings/counting");
    await pick(page, "A headache day begins at", "30 minutes (drug trials)");
    await page.getByRole("button", { name: "Save" }).click();
    await open(page, "/counts?span=28_days");
    await expect(number(page, "Headache days, from half an hour").or(number(page, "Headache days")).first()).toHaveText("1");
  });
});

test("months stand beside each other in a table", async ({ page }) => {
  await signIn(page, "demo");
  await open(page, "/counts");
  const table = page.getByRole("table", { name: /^Month by month/ });
  expect(await table.locator("tbody tr").count()).toBeGreaterThanOrEqual(2);
});

test("a year is one map with its sums as a table, and a month leads to its calendar", async ({ page }) => {
  await signIn(page, "demo");
  const year = daysAgo(0).slice(0, 4);
  await open(page, `/calendar/year/${year}`);
  await expect(page.getByRole("heading", { name: year, level: 1 })).toBeVisible();
  await expect(page.getByText(new RegExp(`^Headache days in ${year}: \\d+\\.`))).toBeVisible();
  await expect(page.getByRole("table", { name: `Months of ${year}` }).locator("tbody tr")).toHaveCount(12);
  await page.getByRole("link", { name: /January/ }).first().click();
  await expect(page.getByRole("heading", { name: `January ${year}` })).toBeVisible();
});

test("charts have a sentence and a table beside them", async ({ page }) => {
  await signIn(page, "demo");
  for (const path of ["/statistics", "/timeline"]) {
    await open(page, path);
    const drawings = await page.locator("main figure, main .chart").count();
    for (const summary of await page.getByText("As a table").all()) await summary.click();
    const tables = await page.locator("main").getByRole("table").count();
    if (path === "/statistics") expect(tables).toBeGreaterThanOrEqual(3);
    expect(drawings + tables, path).toBeGreaterThan(0);
    await expect(page.locator("main")).not.toContainText(/NaN|Infinity|undefined|causes/);
  }
});

test("a day shows everything of that day", async ({ page }) => {
  await newPatient(page);
  await beginAttack(page);
  await choose(page, "How bad is it?", "6");
  await typeTimes(page, minutesAgo(0), "");
  await open(page, "/check-in");
  await pick(page, "Mood", "Low");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
  await open(page, `/day/${daysAgo(0)}`);
  await expect(page.getByRole("region", { name: "Attacks and answers" })).toContainText("peak 6 of 10");
  await expect(page.getByRole("region", { name: "Check-in" })).toContainText("Low");
});
