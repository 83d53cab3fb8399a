// When it began, how it goes on, and when it is over.
import { open } from "../support/awake";
import {
  answer, beginAttack, card, choose, expectChosen, expectNotChosen, expectRefused, field, historyLines,
  lead, typeTimes,
} from "../support/attacks";
import { countsOfMonth } from "../support/counts";
import { takeAway } from "../support/diaries";
import { newPatient } from "../support/patients";
import { expect, test } from "../support/test";
import { daysAgo, minutesAgo, monthsAgo } from "../support/time";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("it began 15 minutes ago, and the patient woke with it", async ({ page }) => {
      await newPatient(page);
      await beginAttack(page);
      await answer(page, "When did it begin?", "15 min ago").click();
      await expect(lead(page)).toContainText("for 15 min now");
      await choose(page, "When did it begin?", "Woke with it");
      await choose(page, "How bad is it?", "4");
      await expectChosen(page, "When did it begin?", "Woke with it");
    });

    test("from another page it goes on, gets better, and is gone", async ({ page }) => {
      await newPatient(page);
      await beginAttack(page);
      await choose(page, "How bad is it?", "6");
      await open(page, "/calendar");
      await expect(card(page)).toContainText("6 of 10");
      await answer(page, "How is it now?", "Still").click();
      await expect(card(page)).toBeVisible();
      await answer(page, "How is it now?", "Better").click();
      await expect(card(page)).toBeVisible();
      await answer(page, "How is it now?", "Gone").click();
      await expect(card(page)).toHaveCount(0);
      await expect(page).toHaveURL(/\/calendar/);
      expect((await historyLines(page))[0]).not.toContain("in progress");
    });

    test("an end before the start is refused at the field, and what was typed stays", async ({ page }) => {
      await newPatient(page);
      await beginAttack(page);
      const [start, end] = [minutesAgo(60), minutesAgo(120)];
      await typeTimes(page, start, end);
      const typed = field(page, "End");
      await expectRefused(typed, end, "The end lies before the start.");
      await expect(field(page, "Start")).toHaveValue(start);
      await expect(lead(page)).toContainText("for 0 min now");

      await typeTimes(page, start, minutesAgo(15));
      await expect(lead(page)).toContainText("lasted 45 min");
      await expect(page.getByText("The end lies before the start.")).toHaveCount(0);
    });

    test("an attack over midnight touches two days", async ({ page }) => {
      await newPatient(page);
      const month = monthsAgo(1);
      await open(page, `/day/${month}-10`);
      await page.getByRole("button", { name: "Add an attack on this day" }).click();
      await page.waitForURL(/\/attacks\//);
      await typeTimes(page, `${month}-10T22:00`, `${month}-11T03:30`);
      await expect(lead(page)).toContainText("lasted 5 h 30 min");
      expect(await countsOfMonth(page, month)).toMatchObject({ "Headache days": 2, "Attacks begun": 1 });
    });
  });
}

test("an attack that was over goes on after all", async ({ page }) => {
  await newPatient(page);
  await beginAttack(page);
  await answer(page, "How is it now?", "Gone").click();
  await expect(lead(page)).toContainText("lasted");
  await answer(page, "How is it now?", "It goes on").click();
  await expect(lead(page)).toContainText("now");
});

test("a headache that never stops has no end and needs no card", async ({ page }) => {
  await newPatient(page);
  await beginAttack(page);
  await choose(page, "How is it now?", "It never stops");
  await expect(lead(page)).toContainText("without an end");
  await open(page, "/calendar");
  await expect(card(page)).toHaveCount(0);
  expect((await historyLines(page))[0]).toContain("without an end");
  await page.locator(".record").first().click();
  await answer(page, "How is it now?", "It never stops").click();
  await expectNotChosen(page, "How is it now?", "It never stops");
  await expect(answer(page, "How is it now?", "Gone")).toBeVisible();
});

test("undo takes back the last tap and only that", async ({ page }) => {
  await newPatient(page);
  await beginAttack(page);
  await choose(page, "How bad is it?", "5");
  await choose(page, "Which side?", "Left");
  await page.getByRole("button", { name: "Undo" }).click();
  await expectNotChosen(page, "Which side?", "Left");
  await expectChosen(page, "How bad is it?", "5");
});

test("undo of typed times shows the old times again", async ({ page }) => {
  await newPatient(page);
  await beginAttack(page);
  const start = field(page, "Start");
  const before = await start.inputValue();
  await typeTimes(page, minutesAgo(90), minutesAgo(30));
  await expect(lead(page)).toContainText("lasted 1 h");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(lead(page)).toContainText("now");
  await expect(start).toHaveValue(before);
  await expect(field(page, "End")).toHaveValue("");
});

test("a chip that moves the start moves it in the form, too", async ({ page }) => {
  await newPatient(page);
  await beginAttack(page);
  const start = field(page, "Start");
  await typeTimes(page, minutesAgo(200), "");
  await expect(lead(page)).toContainText("3 h 20 min now");
  await answer(page, "When did it begin?", "60 min ago").click();
  await expect(lead(page)).toContainText("1 h now");
  expect([minutesAgo(60), minutesAgo(61)]).toContain(await start.inputValue());
});

test("a start in the future is refused at the field", async ({ page }) => {
  await newPatient(page);
  await beginAttack(page);
  const later = minutesAgo(-24 * 60);
  await typeTimes(page, later, "");
  await expectRefused(field(page, "Start"), later, "The start lies in the future.");
});

test("still and better are kept as they were answered", async ({ page }) => {
  await newPatient(page);
  await beginAttack(page);
  await open(page, "/history");
  const saved = page.waitForResponse((response) => response.url().includes("/api/attacks/change"));
  await answer(page, "How is it now?", "Better").click();
  // A plain page: saving leads back to it.
  expect((await saved).status()).toBeLessThan(400);
  await expect(card(page)).toBeVisible();
  const { attacks } = JSON.parse(await takeAway(page, "JSON"));
  expect(attacks[0].progress).toMatchObject([{ answer: "better" }]);
});

test("today's attack stands in today's line of the history", async ({ page }) => {
  await newPatient(page);
  await beginAttack(page);
  const day = String(Number(daysAgo(0).slice(8)));
  expect((await historyLines(page))[0]).toContain(` ${day} `);
});
