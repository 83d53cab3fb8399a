// The details of an attack: phases, places, touch, what was possible, what was lost, and how it counts.
import { open } from "../support/awake";
import {
  answer, beginAttack, choose, expectChosen, expectNotChosen, expectRefused, field, formOf, save, typeTimes,
} from "../support/attacks";
import { takeAway } from "../support/diaries";
import { newPatient, signIn } from "../support/patients";
import { expect, test, type Page } from "../support/test";
import { minutesAgo } from "../support/time";

/** An attack from `from` to `until` minutes ago; ends on the page of its details, whose address it answers. */
async function detailsOfAttack(page: Page, from: number, until: number | undefined): Promise<string> {
  await open(page, "/");
  await beginAttack(page);
  await typeTimes(page, minutesAgo(from), until === undefined ? "" : minutesAgo(until));
  await expect(page.locator("main").getByText(/^Began .*(lasted|now)/)).not.toContainText("for 0 min");
  await page.getByRole("link", { name: "Details" }).click();
  await expect(page.getByRole("heading", { name: "Details of the attack", level: 1 })).toBeVisible();
  return new URL(page.url()).pathname;
}

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("phases with their times make a course, as a drawing, a sentence and a table", async ({ page }) => {
      await newPatient(page);
      await detailsOfAttack(page, 600, 60);
      await choose(page, "What came first?", "Yawning");
      await field(page, "Early signs began").fill(minutesAgo(780));
      await save(page, "Early signs began");
      await choose(page, "Was there an aura?", "Seeing");
      await field(page, "Seeing: began").fill(minutesAgo(620));
      await field(page, "Seeing: minutes").fill("25");
      await save(page, "Seeing: minutes");
      await choose(page, "Seeing: where?", "Left half of view");
      await choose(page, "Seeing: spread slowly, 5 minutes or more?", "Yes");
      await choose(page, "What stayed after the pain?", "Tired or drained");
      await field(page, "Felt until").fill(minutesAgo(10));
      await save(page, "Felt until");

      const course = page.getByRole("region", { name: "Course" });
      await expect(course).toContainText("Early signs began 2 h 40 min before.");
      await expect(course).toContainText("Aura: Seeing.");
      await course.getByText("Course as a table").click();
      const rows = course.getByRole("table").locator("tbody tr");
      await expect(rows).toHaveCount(4);
      await expect(rows.nth(0)).toContainText("Early signs");
      await expect(rows.nth(1)).toContainText("Aura: Seeing");
      await expect(rows.nth(3)).toContainText("Afterwards");
    });

    test("a symptom in own words is added, offered again, and refused with a reason when too long", async ({ page }) => {
      await newPatient(page);
      await detailsOfAttack(page, 120, undefined);
      const label = "Another symptom, in your own words";
      await field(page, label).fill("cold nose");
      await save(page, label);
      await expectChosen(page, "In your own words", "cold nose");
      await field(page, label).fill("x".repeat(61));
      await save(page, label);
      await expectRefused(field(page, label), "x".repeat(61), "At most 60 characters, please. Notes take more.");
      await detailsOfAttack(page, 3000, 2900);
      await choose(page, "In your own words", "cold nose");
      await expectChosen(page, "In your own words", "cold nose");
    });

    test("a place is the same place on the map and in words", async ({ page }) => {
      await newPatient(page);
      await detailsOfAttack(page, 120, undefined);
      await choose(page, "The same in words", "Left temple");
      await expectChosen(page, "Left side", "Left temple");
      await choose(page, "Front", "Right eye");
      await expectChosen(page, "The same in words", "Right eye");
      await choose(page, "Back", "Left neck");
      await answer(page, "Left side", "Left neck").click();
      await expectNotChosen(page, "Back", "Left neck");
      const { attacks } = JSON.parse(scripts ? await takeAway(page, "JSON") : await exported(page));
      expect(attacks).toHaveLength(1);
      expect(JSON.stringify(attacks[0])).toContain("temple_left");
      expect(JSON.stringify(attacks[0])).not.toContain("neck_left");
    });

    test("what was possible stands beside the number, what was lost in its place", async ({ page }) => {
      await newPatient(page);
      await detailsOfAttack(page, 300, 30);
      await field(page, "At what time?").last().fill(minutesAgo(200));
      await field(page, "How bad was it?").last().selectOption("7");
      await page.getByRole("button", { name: "Add level" }).click();
      await expect(page.getByText("Highest pain: 7 of 10.")).toBeVisible();
      await page.getByRole("button", { name: /^Nothing\s*3 of 3$/ }).click();
      await expect(page.getByRole("button", { name: /^Nothing\s*3 of 3$/ })).toHaveAttribute("aria-pressed", "true");
      await choose(page, "Work, school or study: how much was lost?", "All of it");
      await choose(page, "Household: how much was lost?", "Half or more");
      await choose(page, "What touch hurts?", "Combing hair");
      await choose(page, "What was it, for you?", "Migraine");
      await page.reload();
      await expectChosen(page, "Work, school or study: how much was lost?", "All of it");
      await expectChosen(page, "What touch hurts?", "Combing hair");
      await expectChosen(page, "What was it, for you?", "Migraine");
    });

    test("a time that cannot be is refused at its field, and stays typed", async ({ page }) => {
      await newPatient(page);
      await detailsOfAttack(page, 300, 60);
      const late = minutesAgo(100);
      await field(page, "Early signs began").fill(late);
      await save(page, "Early signs began");
      await expectRefused(field(page, "Early signs began"), late, "Early signs begin before the attack does.");
      const early = minutesAgo(120);
      await field(page, "Felt until").fill(early);
      await save(page, "Felt until");
      await expectRefused(field(page, "Felt until"), early, "This lies before the end of the attack.");
    });

    test("a new attack soon after counts as the same one, until the patient says otherwise", async ({ page }) => {
      await newPatient(page);
      await detailsOfAttack(page, 30 * 60, 24 * 60);
      await expect(page.getByRole("heading", { name: "With the attack before" })).toHaveCount(0);
      await detailsOfAttack(page, 12 * 60, 60);
      const linkage = page.getByRole("region", { name: "With the attack before" });
      await expect(linkage).toContainText("Counts as one attack with that of");
      await expect(linkage).toContainText("Free in between: 12 h.");
      await expectChosen(page, "How should it count?", "By the rule");
      await choose(page, "How should it count?", "Two attacks");
      await expect(linkage).toContainText("Counts as a new attack");
      await expect(linkage).toContainText("You decided this. The times stay as they are.");
      await page.getByRole("button", { name: "Undo" }).click();
      await expectChosen(page, "How should it count?", "By the rule");
      await expect(linkage).toContainText("Counts as one attack with that of");
    });

    test("a second tap on what holds changes nothing", async ({ page }) => {
      await newPatient(page);
      await detailsOfAttack(page, 300, 60);
      await expectChosen(page, "Is it over?", "Over");
      const lead = await page.locator("main").getByText(/^Began /).innerText();
      await answer(page, "Is it over?", "Over").click();
      await expectChosen(page, "Is it over?", "Over");
      await expect(page.locator("main").getByText(/^Began /)).toHaveText(lead);
    });
  });
}

/** Without JavaScript a download is read by its address. */
async function exported(page: Page): Promise<string> {
  return (await page.request.get("/export/diary.json")).text();
}

test("the head map works by the keyboard alone", async ({ page }) => {
  await newPatient(page);
  await detailsOfAttack(page, 120, undefined);
  const place = answer(page, "Front", "Left forehead");
  await place.focus();
  await page.keyboard.press("Tab");
  await expect(answer(page, "Front", "Right forehead")).toBeFocused();
  await page.keyboard.press("Enter");
  await expectChosen(page, "Front", "Right forehead");
  await expectChosen(page, "The same in words", "Right forehead");
});

test("levels over time can be corrected and taken away", async ({ page }) => {
  await newPatient(page);
  await detailsOfAttack(page, 300, 30);
  await field(page, "How bad was it?").last().selectOption("5");
  await page.getByRole("button", { name: "Add level" }).click();
  const line = page.getByRole("region", { name: "Levels over time" }).locator("summary");
  await expect(line).toContainText("5 of 10");
  await line.click();
  const change = formOf(page, "At what time?").filter({ hasText: "Change this level" });
  await change.getByLabel("How bad was it?").selectOption("8");
  await change.getByRole("button", { name: "Change this level" }).click();
  await expect(line).toContainText("8 of 10");
  await line.click();
  await page.getByRole("button", { name: /^Remove/ }).first().click();
  await expect(line).toHaveCount(0);
});

test("the patient's own words stand beside the numbers", async ({ page }) => {
  await signIn(page, "demo");
  await open(page, "/history");
  const attacks = page.locator("a.record[href^='/attacks/']");
  await open(page, `${await attacks.first().getAttribute("href")}/details`);
  await expect(page.getByRole("heading", { name: "Your own words for the numbers" })).toBeVisible();
  await expect(page.locator("dd").filter({ hasText: "I have to lie down" })).toBeVisible();
  await expect(field(page, "How bad was it?").last().locator("option", { hasText: "7: I have to lie down" })).toBeAttached();
});
