// The medicine cabinet: adding, stock, codes of packs, intakes with their runway, plans and reminders.
import { field, expectRefused } from "../support/attacks";
import { open } from "../support/awake";
import { checkNothing, download } from "../support/forms";
import { addOwnMedicine, addSumatriptan, openTake } from "../support/medicines";
import { newPatient, signIn } from "../support/patients";
import { expect, test, type Page } from "../support/test";
import { daysAgo, minutesAgo } from "../support/time";

const GTIN = "04006381333931";
const WRONG_GTIN = "04006381333932";

async function takeNow(page: Page, medicine: string): Promise<void> {
  await openTake(page, medicine);
  await page.getByRole("button", { name: "Taken now" }).click();
  await expect(page.getByRole("heading", { name: "Taken today" })).toBeVisible();
}

/** Saves an intake so many minutes ago. */
async function takeAt(page: Page, medicine: string, minutes: number): Promise<void> {
  await openTake(page, medicine);
  for (const summary of await page.locator("main details:not([open]) > summary").all()) await summary.click();
  await field(page, "Another time").fill(minutesAgo(minutes));
  await page.getByRole("button", { name: "Save with this time" }).click();
  await page.waitForURL((address) => !address.pathname.endsWith("/take"));
}

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("a medicine is found by class, substance, form and strength", async ({ page }) => {
      await newPatient(page);
      await addSumatriptan(page);
      await page.getByRole("link", { name: "Details Sumatriptan 50 mg" }).click();
      await expect(page.getByText("ATC code N02CC01")).toBeVisible();
    });

    test("a brand finds its substance, and what is in no list becomes one's own", async ({ page }) => {
      await newPatient(page);
      await open(page, "/medicines/add");
      await field(page, "Name or brand").fill("Imigran");
      await page.getByRole("button", { name: "Search" }).click();
      await expect(page.getByRole("button", { name: /^Sumatriptan/ }).first()).toBeVisible();
      await addOwnMedicine(page, 'Grandma\'s <b>"tea"</b>', "Not known");
      await openTake(page, 'Grandma\'s <b>"tea"</b>');
      await expect(page.getByText("Its class is not known, so it counts in no limit.")).toBeVisible();
    });

    test("a medicine without a name is refused, and the rest stays typed", async ({ page }) => {
      await newPatient(page);
      await open(page, "/medicines/add");
      await page.getByRole("button", { name: "Not in the list" }).click();
      await field(page, "Strength").fill("400 mg");
      await field(page, "How many are left?").fill("20000");
      await checkNothing(page);
      await page.getByRole("button", { name: "Save medicine" }).click();
      await expectRefused(field(page, "Name"), "", "The medicine needs a name.");
      await expectRefused(field(page, "How many are left?"), "20000", "A number from 0 to 10,000.");
      await expect(field(page, "Strength")).toHaveValue("400 mg");
    });

    test("a wrong code is refused with its reason, a right one finds the medicine again", async ({ page }) => {
      await newPatient(page);
      await addSumatriptan(page);
      await open(page, "/medicines/scan");
      const code = field(page, "Code on the pack");
      for (const [typed, reason] of [
        ["12a4", "A pack code has digits only."],
        ["12345", "A pack code has 8, 12, 13 or 14 digits."],
        [WRONG_GTIN, "One digit is wrong: the check digit does not fit."],
      ]) {
        await code.fill(typed);
        await page.getByRole("button", { name: "Look it up" }).click();
        await expectRefused(code, typed, reason);
      }
      await code.fill(GTIN);
      await page.getByRole("button", { name: "Look it up" }).click();
      await page.getByRole("button", { name: "It is Sumatriptan 50 mg" }).click();
      await open(page, "/medicines/scan");
      await code.fill(GTIN.slice(1));
      await page.getByRole("button", { name: "Look it up" }).click();
      await expect(page.getByText("This is Sumatriptan 50 mg.")).toBeVisible();
    });

    test("before it is saved, a medicine says what it would add up to", async ({ page }) => {
      await newPatient(page);
      await addSumatriptan(page);
      await openTake(page, "Sumatriptan 50 mg");
      await expect(page.getByText("This would be triptan day 1 of 10 in the last 30 days.")).toBeVisible();
      await page.getByRole("button", { name: "Taken now" }).click();
      await expect(page.getByRole("heading", { name: "Taken today" })).toBeVisible();
      await openTake(page, "Sumatriptan 50 mg");
      await expect(page.getByText("Today counts already: triptan day 1 of 10 in the last 30 days.")).toBeVisible();
    });

    test("an intake is judged after two hours, and can be taken back", async ({ page }) => {
      await newPatient(page);
      await addSumatriptan(page);
      await takeNow(page, "Sumatriptan 50 mg");
      await page.locator("a.record").first().click();
      await expect(page.getByText("This question opens 90 minutes after the intake.")).toBeVisible();
      await takeAt(page, "Sumatriptan 50 mg", 130);
      await open(page, "/medicines");
      await page.getByRole("region", { name: "Taken today" }).locator("a.record").last().click();
      await page.getByRole("group", { name: "What did it do?" }).getByRole("button", { name: "Pain gone" }).click();
      await expect(
        page.getByRole("group", { name: "What did it do?" }).getByRole("button", { name: "Pain gone" }),
      ).toHaveAttribute("aria-pressed", "true");
      await page.getByRole("button", { name: "Delete this intake" }).click();
      await expect(page.getByText("Entry deleted")).toBeVisible();
      await page.getByRole("button", { name: "Undo" }).click();
      await expect(page.getByText("Entry deleted")).toHaveCount(0);
    });

    test("stock goes down with each intake and up with a pack", async ({ page }) => {
      await newPatient(page);
      await addSumatriptan(page);
      await page.getByRole("link", { name: "Details Sumatriptan 50 mg" }).click();
      for (const summary of await page.locator("main details:not([open]) > summary").all()) await summary.click();
      await field(page, "How many are left?").fill("3");
      await field(page, "Units in a full pack").fill("6");
      await page.getByRole("button", { name: "Save medicine" }).click();
      await takeNow(page, "Sumatriptan 50 mg");
      const card = page.locator("li.card").filter({ hasText: "Sumatriptan 50 mg" });
      await expect(card).toContainText("Left: 2");
      await expect(card).toContainText("Few are left.");
      await page.getByRole("link", { name: "Details Sumatriptan 50 mg" }).click();
      await page.getByRole("button", { name: "New pack: add 6" }).click();
      await open(page, "/medicines");
      await expect(card).toContainText("Left: 8");
      await expect(card).not.toContainText("Few are left.");
    });

    test("a plan asks for its doses, and counts those that were taken", async ({ page }) => {
      await newPatient(page);
      await open(page, "/medicines/plans/new");
      await field(page, "Name").fill("Metoprolol");
      await field(page, "Time 1").fill("00:05");
      await field(page, "First day").fill(daysAgo(1));
      await page.getByRole("button", { name: "Save plan" }).click();
      await expect(page.getByText("Every day at 00:05")).toBeVisible();
      await expect(page.getByText("Taken on 0 of 1 planned days in 28 days. Left out: 0. Not answered: 1.")).toBeVisible();
      await open(page, "/medicines");
      await page.getByRole("button", { name: /^Taken Metoprolol/ }).click();
      await expect(page.getByRole("button", { name: /^Taken Metoprolol/ })).toHaveAttribute("aria-pressed", "true");
      await open(page, `/day/${daysAgo(0)}`);
      await expect(page.getByRole("region", { name: "Medicines taken" })).toContainText("Metoprolol");
    });
  });
}

test("reminders are a calendar file that names no medicine unless asked", async ({ page }) => {
  await newPatient(page);
  await open(page, "/medicines/plans/new");
  await field(page, "Name").fill("Secretazole");
  await field(page, "Time 1").fill("07:30");
  await field(page, "First day").fill(daysAgo(0));
  await page.getByRole("button", { name: "Save plan" }).click();
  await expect(page.getByText("Every day at 07:30")).toBeVisible();
  const file = await download(page, () => page.getByRole("button", { name: "Download reminders" }).click());
  expect(file.name).toMatch(/\.ics$/);
  const lines = file.bytes.toString("utf8").split("\r\n");
  expect(lines[0]).toBe("BEGIN:VCALENDAR");
  expect(lines).toContain("END:VCALENDAR");
  expect(lines.filter((line) => line === "BEGIN:VEVENT")).toHaveLength(1);
  expect(lines.filter((line) => line.startsWith("RRULE:")).join()).toContain("FREQ=DAILY");
  const event = lines.slice(lines.indexOf("BEGIN:VEVENT"));
  expect(event.find((line) => line.startsWith("DTSTART"))).toMatch(/T073000$/);
  expect(lines.some((line) => line === "BEGIN:VALARM")).toBe(true);
  expect(file.bytes.toString("utf8")).not.toContain("Secretazole");
  expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
});

test("the demo cabinet shows where each class stands, never what to stop", async ({ page }) => {
  await signIn(page, "demo");
  await open(page, "/medicines");
  for (const medicine of ["Sumatriptan 50 mg", "Ibuprofen 400 mg", "Naproxen 500 mg", "Metoprolol 50 mg"]) {
    await expect(page.getByRole("heading", { name: medicine })).toBeVisible();
  }
  await expect(page.getByText(/^Triptan days: \d+ of 10/)).toBeVisible();
  await expect(page.locator("li.card").filter({ hasText: "Naproxen 500 mg" })).toContainText("Few are left.");
  await expect(page.locator("main")).not.toContainText(/you should|stop taking|must not/i);
  await open(page, "/medicines/response");
  await expect(page.getByText("Sumatriptan").first()).toBeVisible();
  await expect(page.getByText(/\d+ of \d+: \d+ % \(\d+ to \d+ %\)/).first()).toBeVisible();
});

test("an attack with level and medicine is logged in at most four taps @wide", async ({ page }) => {
  await newPatient(page);
  await addSumatriptan(page);
  await open(page, "/");
  let taps = 0;
  const tap = async (name: string | RegExp) => {
    await page.getByRole("button", { name, exact: typeof name === "string" }).first().click();
    taps += 1;
  };
  await tap(/^I have an attack/);
  await page.waitForURL(/\/attacks\//);
  await tap("7");
  await tap(/^Took Sumatriptan 50 mg now/);
  await expect(page.locator('a[href^="/intakes/"]').first()).toBeVisible();
  expect(taps).toBeLessThanOrEqual(4);
  await open(page, `/day/${daysAgo(0)}`);
  await expect(page.getByRole("region", { name: "Attacks and answers" })).toContainText("peak 7 of 10");
  await expect(page.getByRole("region", { name: "Medicines taken" })).toContainText("Sumatriptan");
});
