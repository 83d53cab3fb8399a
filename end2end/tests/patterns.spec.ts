// Insights, forecast, experiments: what a new patient and a patient with a year of entries see.
import { open } from "../support/awake";
import { field } from "../support/attacks";
import { pick } from "../support/forms";
import { newPatient, signIn } from "../support/patients";
import { expect, test, type Page } from "../support/test";
import { daysAgo } from "../support/time";

/** Words that none of these pages may use. */
const NEVER = /\bcauses (your|an|the) attack|\bavoid (this|it|alcohol|caffeine)|stop taking|you should stop/i;

async function checkIn(page: Page, day: string): Promise<void> {
  await open(page, `/check-in/${day}`);
  await pick(page, "Mood", "Even");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
}

/** Opens a page until its first result is there; a run begins by itself. */
async function openRead(page: Page, path: string): Promise<void> {
  await expect(async () => {
    await open(page, path);
    await expect(page.getByText(/^As of /).first()).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
}

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("a new patient is told what comes when, and nothing is claimed", async ({ page }) => {
      await newPatient(page);
      await open(page, "/insights");
      await expect(page.getByRole("heading", { name: "What you will see here, and when" })).toBeVisible();
      await expect(page.getByRole("link", { name: "Check in for today" })).toBeVisible();
      await expect(page.locator(".finding")).toHaveCount(0);
      await open(page, "/forecast");
      await expect(page.getByText("There is no forecast yet.")).toBeVisible();
      await expect(page.locator("main")).not.toContainText(/\d+ of 100/);
      await open(page, "/experiments");
      await expect(page.getByText("Nothing is proposed now.")).toBeVisible();
    });

    test("after the first entry there is a first answer and no claim", async ({ page }) => {
      await newPatient(page);
      await checkIn(page, daysAgo(0));
      await openRead(page, "/insights");
      await expect(page.getByRole("heading", { name: "How complete" })).toBeVisible();
      await expect(page.getByRole("heading", { name: "Your usual rate" })).toBeVisible();
      await expect(page.locator(".finding-tier")).toHaveCount(0);
      await openRead(page, "/forecast");
      await expect(page.getByText("Your diary is young")).toBeVisible();
      await expect(page.getByText(/An attack begins on about .* of 100 such days. Your usual: .* of 100/).first()).toBeVisible();
    });

    test("what a patient suspects is answered by name", async ({ page }) => {
      await newPatient(page);
      await open(page, "/factors");
      await field(page, "Name").fill("Choir-Example");
      await page.getByRole("button", { name: "Add", exact: true }).click();
      await expect(page.getByRole("heading", { name: "Choir-Example" })).toBeVisible();
      await checkIn(page, daysAgo(0));
      await open(page, "/insights/suspicions");
      await page.getByRole("checkbox", { name: "Choir-Example" }).check();
      await page.getByRole("checkbox", { name: "Red wine" }).check();
      await page.getByRole("button", { name: "Save" }).click();
      await expect(page).toHaveURL(/\/insights/);
      const answers = page.getByRole("region", { name: "What you suspect" });
      await expect(async () => {
        await open(page, "/insights");
        await expect(answers).toContainText("Choir-Example: ", { timeout: 1_000 });
      }).toPass({ timeout: 30_000 });
      await expect(answers).toContainText("Red wine: ");
      await open(page, "/insights/suspicions");
      await expect(page.getByRole("checkbox", { name: "Red wine" })).toBeChecked();
      await expect(page.getByRole("checkbox", { name: "Beer" })).not.toBeChecked();
    });

    test("alert settings keep what was typed, refuse what makes no sense, and stay", async ({ page }) => {
      await newPatient(page);
      await open(page, "/forecast");
      // The browser's own checks would stop these; a form without them is answered by the server.
      await page.locator("form", { has: page.locator("#budget") }).evaluate((form: HTMLFormElement) => (form.noValidate = true));
      await field(page, "At most, within 30 days").fill("40");
      await field(page, "Quiet from").fill("23");
      await page.locator("form", { has: page.locator("#budget") }).getByRole("button", { name: "Save" }).click();
      await expect(page.getByText("A whole number from 1 to 15.")).toBeVisible();
      await expect(field(page, "Quiet from")).toHaveValue("23");
      await field(page, "At most, within 30 days").fill("2");
      await page.getByRole("radio", { name: "Off" }).check();
      await page.locator("form", { has: page.locator("#budget") }).getByRole("button", { name: "Save" }).click();
      await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
      await open(page, "/forecast");
      await expect(field(page, "At most, within 30 days")).toHaveValue("2");
      await expect(page.getByText("Alerts are off.")).toBeVisible();
    });
  });
}

test("the demo diary has findings of every rank, each with its evidence", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, "demo");
  await openRead(page, "/insights");
  for (const name of ["Linked with more attacks", "Linked with fewer attacks", "No link found", "Early signs"]) {
    await expect(page.getByRole("heading", { name, exact: true })).toBeVisible();
  }
  const linked = page.getByRole("region", { name: "Linked with more attacks" });
  await expect(linked.locator(".finding")).not.toHaveCount(0);
  await expect(page.getByRole("region", { name: "No link found" }).locator(".finding")).not.toHaveCount(0);
  await expect(page.getByRole("region", { name: "Early signs" }).locator(".finding")).not.toHaveCount(0);
  await expect(page.locator("main")).not.toContainText(NEVER);
  await linked.getByRole("link", { name: /^See the evidence/ }).first().click();
  await expect(page.getByRole("heading", { name: /^Evidence: / })).toBeVisible();
  await expect(page.getByText(/An attack began on \d+ of \d+ days with it/)).toBeVisible();
  await expect(page.getByRole("img", { name: /^Odds of an attack by the time/ })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Other explanations" })).toBeVisible();
  await expect(page.locator("main")).not.toContainText(NEVER);
  await page.getByText("Numbers as a table").first().click();
  await expect(page.getByRole("table", { name: /^Odds of an attack/ })).toBeVisible();
  await page.locator("a.record[href^='/day/']").first().click();
  await expect(page).toHaveURL(/\/day\/\d{4}-\d\d-\d\d/);
});

test("the forecast says a word, the usual rate beside it, and how often it was right", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, "demo");
  await openRead(page, "/forecast");
  const tomorrow = page.getByRole("region", { name: "Tonight and tomorrow" });
  await expect(tomorrow).toContainText(/usual|higher than usual|high/);
  await expect(tomorrow).toContainText(/Your usual: \S+ of 100/);
  expect(await tomorrow.locator("li").count()).toBeLessThanOrEqual(3);
  await expect(page.getByRole("table", { name: "The days after tomorrow" })).toBeVisible();
  const record = page.getByRole("region", { name: "How often it was right" });
  await expect(record).toContainText("Replayed over your diary");
  await expect(record.getByRole("img", { name: "Forecast against what happened" })).toBeVisible();
  await expect(record).toContainText(/Alerted and an attack began: \d+/);
});

test("an attack leads to attacks that began alike", async ({ page }) => {
  await signIn(page, "demo");
  await page.goto("/history");
  const attack = await page.locator("a.record[href^='/attacks/']").first().getAttribute("href");
  await page.goto(`${attack}/details`);
  await page.getByRole("link", { name: "Attacks that began alike" }).click();
  await expect(page.getByRole("heading", { name: "Attack twins" })).toBeVisible();
  await expect(page.locator("main")).toContainText(/earlier attacks that began most like it/);
});

test("how it works: the self-check is there and quiet", async ({ page }) => {
  await signIn(page, "demo");
  await openRead(page, "/insights/how");
  await expect(page.getByRole("heading", { name: "Self-check" })).toBeVisible();
  await expect(page.locator("main")).not.toContainText("please report this");
});

test("everything is found from the page More", async ({ page }) => {
  await newPatient(page);
  await page.goto("/more");
  for (const name of ["Insights", "Forecast", "Experiments", "How insights work"]) {
    await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
  }
});
