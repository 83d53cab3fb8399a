// Questionnaires: scored by their tables, never guessed, and with help where an answer asks for it.
import { open } from "../support/awake";
import { expectRefused, field } from "../support/attacks";
import { pick } from "../support/forms";
import { newPatient } from "../support/patients";
import { expect, test, type Page } from "../support/test";

const PHQ = [
  /^1\. Little interest/, /^2\. Feeling down/, /^3\. Trouble falling/, /^4\. Feeling tired/, /^5\. Poor appetite/,
  /^6\. Feeling bad/, /^7\. Trouble concentrating/, /^8\. Moving or speaking/, /^9\. Thoughts that/,
];
const GAD = [
  /^1\. Feeling nervous/, /^2\. Not being able/, /^3\. Worrying/, /^4\. Trouble relaxing/, /^5\. Being so restless/,
  /^6\. Becoming easily/, /^7\. Feeling afraid/,
];
const MIDAS = [/^1\. Days you missed work/, /^2\. Further days/, /^3\. Days you could not/, /^4\. Further days/, /^5\. Days you missed family/];

async function answerAll(page: Page, questions: RegExp[], words: string): Promise<void> {
  for (const question of questions) await pick(page, question, words);
}

const save = (page: Page) => page.getByRole("button", { name: "Save" }).click();

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("PHQ-9 is scored when all nine are answered", async ({ page }) => {
      await newPatient(page);
      await open(page, "/scales/phq9");
      await answerAll(page, PHQ.slice(0, 8), "More than half the days");
      await pick(page, PHQ[8], "Not at all");
      await save(page);
      await expect(page.getByRole("heading", { name: "Score 16 of 27: moderately severe" })).toBeVisible();
      await expect(page.getByText("A score is no diagnosis.")).toBeVisible();
      await open(page, "/scales");
      await expect(page.getByText("Score 16 of 27: moderately severe")).toBeVisible();
    });

    test("thoughts of death open the page with help, and the answers are saved all the same", async ({ page }) => {
      await newPatient(page);
      await open(page, "/scales/phq9");
      await answerAll(page, PHQ.slice(0, 8), "Not at all");
      await pick(page, PHQ[8], "Several days");
      await save(page);
      await expect(page).toHaveURL(/\/crisis/);
      await expect(page.locator("a[href^='tel:']").first()).toBeVisible();
      await expect(page.locator("main")).not.toContainText(/all fine|nothing to worry/i);
      await open(page, "/scales");
      await page.getByRole("link", { name: /\d{4}$/ }).first().click();
      await expect(page.getByText("You do not have to carry this alone.")).toBeVisible();
      await expect(page.getByRole("link", { name: "Who can help now" })).toBeVisible();
    });

    test("a questionnaire answered in part has no score, and can be gone on with", async ({ page }) => {
      await newPatient(page);
      await open(page, "/scales/gad7");
      await answerAll(page, GAD.slice(0, 3), "Several days");
      await save(page);
      await expect(page.getByRole("heading", { name: "Not enough answers for a score" })).toBeVisible();
      await expect(page.getByText("You answered 3 of the 7 questions")).toBeVisible();
      await page.getByRole("link", { name: "Change the answers" }).click();
      await answerAll(page, GAD.slice(3), "Nearly every day");
      await save(page);
      await expect(page.getByRole("heading", { name: "Score 15 of 21: severe" })).toBeVisible();
      await open(page, "/scales/gad7");
      await expect(page.locator(".record")).toHaveCount(1);
    });

    test("MIDAS adds days; a number that cannot be is refused, and the others stay typed", async ({ page }) => {
      await newPatient(page);
      await open(page, "/scales/midas");
      const typed = ["3", "4", "2", "500", "1"];
      for (const [place, question] of MIDAS.entries()) await page.getByLabel(question).nth(0).fill(typed[place]);
      await save(page);
      await expectRefused(page.getByLabel(MIDAS[3]).last(), "500", "The number lies between 0 and");
      for (const place of [0, 1, 2, 4]) await expect(page.getByLabel(MIDAS[place])).toHaveValue(typed[place]);
      await page.getByLabel(MIDAS[3]).fill("1");
      await save(page);
      await expect(page.getByRole("heading", { name: /^11 days: grade III|^Score 11 .*grade III/ })).toBeVisible();
    });

    test("HIT-6 shows none of its questions and takes a score", async ({ page }) => {
      await newPatient(page);
      await open(page, "/scales/hit6");
      await expect(page.getByText("The questions belong to their owners")).toBeVisible();
      await expect(page.locator("main input[type=radio]")).toHaveCount(0);
      await field(page, "Score").fill("80");
      await save(page);
      await expectRefused(field(page, "Score"), "80", "The number lies between 36 and 78.");
      await field(page, "Score").fill("61");
      await save(page);
      await expect(page.getByRole("heading", { name: "Score 61 of 78: severe impact" })).toBeVisible();
    });

    test("deleted answers come back by undo", async ({ page }) => {
      await newPatient(page);
      await open(page, "/scales/hit6");
      await field(page, "Score").fill("52");
      await save(page);
      await page.getByRole("button", { name: "Delete" }).click();
      await expect(page.getByText("Answers deleted")).toBeVisible();
      await expect(page.locator(".record")).toHaveCount(0);
      await page.getByRole("button", { name: "Undo" }).click();
      await expect(page.getByRole("heading", { name: "Score 52 of 78: some impact" })).toBeVisible();
    });
  });
}

test("scores so far are a curve, a table and a sentence", async ({ page }) => {
  await newPatient(page);
  for (const score of ["64", "55"]) {
    await open(page, "/scales/hit6");
    await field(page, "Score").fill(score);
    await save(page);
    await expect(page.getByRole("heading", { name: new RegExp(`^Score ${score}`) })).toBeVisible();
  }
  await open(page, "/scales/hit6");
  await expect(page.getByText(/^Answered 2 times/).first()).toBeVisible();
  await page.getByText("Scores as a list").click();
  await expect(page.getByRole("table", { name: "Scores so far" }).locator("tbody tr")).toHaveCount(2);
});
