// The daily check-in: one screen, few taps, nothing required, and nothing typed is ever lost.
import { open } from "../support/awake";
import { expectRefused, field } from "../support/attacks";
import { asked, choice, expectNotPicked, expectPicked, pick, Taps, unfold } from "../support/forms";
import { newPatient } from "../support/patients";
import { expect, test, type Page } from "../support/test";
import { daysAgo } from "../support/time";

/** Everything that is asked every day, with an everyday answer. */
const EVERYDAY: [string, string][] = [
  ["Any headache?", "No headache on this day"],
  ["How long did you sleep?", "7 h"],
  ["How was your sleep?", "Good"],
  ["Stress", "Some"],
  ["Mood", "Even"],
  ["Energy", "Some"],
  ["Tense neck", "None"],
  ["Water", "1500 ml"],
  ["Cups with caffeine", "2"],
  ["Any early signs?", "None of them"],
];

const save = (page: Page) => page.getByRole("button", { name: "Save" });

async function expectSaved(page: Page): Promise<void> {
  await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
}

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("a full everyday answer takes at most twelve taps @wide", async ({ page }) => {
      await newPatient(page);
      const taps = new Taps();
      await open(page, "/check-in");
      for (const [question, words] of EVERYDAY) await taps.tap(choice(page, question, words));
      await taps.tap(save(page));
      await expectSaved(page);
      expect(taps.count).toBeLessThanOrEqual(12);

      await open(page, `/check-in/${daysAgo(0)}`);
      for (const [question, words] of EVERYDAY) await expectPicked(page, question, words);
      await open(page, `/day/${daysAgo(0)}`);
      await expect(page.getByText("Confirmed as a clear day.").first()).toBeVisible();
      await expect(page.getByRole("region", { name: "Check-in" })).toContainText("7 h");
    });

    test("yesterday is remembered, and filled in only when the patient asks for it", async ({ page }) => {
      await newPatient(page);
      await open(page, `/check-in/${daysAgo(1)}`);
      await pick(page, "Cups with caffeine", "3");
      await pick(page, "Mood", "Good");
      await save(page).click();
      await expectSaved(page);

      await open(page, "/check-in");
      await expect(page.getByText("Yesterday: 3")).toBeVisible();
      await expectNotPicked(page, "Cups with caffeine", "3");
      await pick(page, "Mood", "Low");
      await page.getByRole("button", { name: "Same as yesterday" }).click();
      await expectPicked(page, "Cups with caffeine", "3");
      await expectPicked(page, "Mood", "Low");
      await open(page, "/check-in");
      await expectNotPicked(page, "Cups with caffeine", "3");
    });

    test("a refused value is told at its question, and all that was answered stays", async ({ page }) => {
      await newPatient(page);
      await open(page, "/check-in");
      await unfold(page);
      await pick(page, "Stress", "Much");
      const caffeine = asked(page, "Cups with caffeine").getByLabel("Other");
      await caffeine.fill("many");
      await page.getByLabel("Notes").fill("first line\n</textarea><b>second</b>");
      await save(page).click();
      await expect(page.getByText("Nothing was saved yet, and nothing typed is lost.")).toBeVisible();
      await expect(asked(page, "Cups with caffeine")).toContainText("Please give a number");
      await expect(caffeine).toHaveValue("many");
      await expect(caffeine).toHaveAttribute("aria-invalid", "true");
      await expect(page.getByLabel("Notes")).toHaveValue("first line\n</textarea><b>second</b>");
      await expectPicked(page, "Stress", "Much");
      await caffeine.fill("6");
      await save(page).click();
      await expectSaved(page);
      await open(page, "/check-in");
      await expectPicked(page, "Cups with caffeine", "6");
    });

    test("undo takes back what was saved, and can itself be taken back", async ({ page }) => {
      await newPatient(page);
      await open(page, "/check-in");
      await pick(page, "Energy", "Much");
      await save(page).click();
      await expectSaved(page);
      await pick(page, "Energy", "A little");
      await save(page).click();
      await expectSaved(page);
      await page.getByRole("button", { name: "Undo" }).click();
      await expect(page.getByText("Taken back.")).toBeVisible();
      await expectPicked(page, "Energy", "Much");
      await page.getByRole("button", { name: "Bring back" }).click();
      await expectPicked(page, "Energy", "A little");
    });

    test("a check-in alone says nothing about headache", async ({ page }) => {
      await newPatient(page);
      await open(page, "/check-in");
      await pick(page, "Mood", "Very good");
      await save(page).click();
      await expectSaved(page);
      await open(page, `/day/${daysAgo(0)}`);
      await expect(page.getByText("No word on headache for this day.")).toBeVisible();
      await expect(page.getByText("Confirmed as a clear day.")).toHaveCount(0);
    });

    test("an answer can be left out again", async ({ page }) => {
      await newPatient(page);
      await open(page, "/check-in");
      await pick(page, "Mood", "Low");
      await save(page).click();
      await expectSaved(page);
      await pick(page, "Mood", "No answer");
      await pick(page, "Stress", "None");
      await save(page).click();
      await expectSaved(page);
      await open(page, `/day/${daysAgo(0)}`);
      const answers = page.getByRole("region", { name: "Check-in" });
      await expect(answers).toContainText("Stress");
      await expect(answers).not.toContainText("Mood");
    });

    test("own questions are asked from then on, and kept when put away", async ({ page }) => {
      await newPatient(page);
      await open(page, "/factors");
      await field(page, "Name").fill("Bright <b>office</b>");
      await pick(page, "How to answer", "From none to very much");
      await page.getByRole("button", { name: "Add", exact: true }).click();
      await expect(page.getByRole("heading", { name: "Bright <b>office</b>" })).toBeVisible();
      await field(page, "Name").last().fill("bright <b>office</b>");
      await page.getByRole("button", { name: "Add", exact: true }).click();
      await expectRefused(field(page, "Name").last(), "bright <b>office</b>", "There is one of this name already.");

      await open(page, "/check-in");
      await pick(page, "Bright <b>office</b>", "Much");
      await save(page).click();
      await expectSaved(page);
      await open(page, "/factors");
      await page.getByText("Change Bright <b>office</b>").click();
      await page.getByRole("button", { name: "Put away" }).click();
      await expect(page.getByRole("button", { name: /^Ask again/ })).toBeVisible();
      await open(page, `/day/${daysAgo(0)}`);
      await expect(page.getByRole("region", { name: "Check-in" })).toContainText("Bright <b>office</b>");
      await open(page, `/check-in/${daysAgo(1)}`);
      await expect(asked(page, "Bright <b>office</b>")).toHaveCount(0);
    });

    test("several silent days are answered at once, and taken back at once", async ({ page }) => {
      await newPatient(page);
      // The diary begins with this answer; the three days after it are open.
      await open(page, `/check-in/${daysAgo(4)}`);
      await pick(page, "Any headache?", "No headache on this day");
      await save(page).click();
      await expectSaved(page);
      await open(page, "/gaps");
      const days = page.getByRole("checkbox");
      await expect(days).toHaveCount(3);
      await page.getByRole("button", { name: "No headache on the ticked days" }).click();
      await expect(page.getByText("No day was ticked.")).toBeVisible();
      await days.first().check();
      await page.getByRole("button", { name: "No headache on the ticked days" }).click();
      await expect(page.getByText("Marked as clear days: 1.")).toBeVisible();
      await page.getByRole("button", { name: "No headache on all of them" }).click();
      await expect(page.getByText("Marked as clear days: 2.")).toBeVisible();
      await expect(page.getByText("No open days in the last two weeks.")).toBeVisible();
      await page.getByRole("button", { name: "Undo" }).click();
      await expect(days).toHaveCount(2);
    });
  });
}

test("nobody counts days in a row or scolds for silent ones", async ({ page }) => {
  await newPatient(page);
  await open(page, `/check-in/${daysAgo(9)}`);
  await pick(page, "Mood", "Even");
  await save(page).click();
  for (const path of ["/check-in", "/gaps", `/day/${daysAgo(3)}`]) {
    await open(page, path);
    await expect(page.locator("main")).not.toContainText(/streak|in a row|missed|forgot|should have|overdue/i);
  }
});
