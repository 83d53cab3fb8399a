// The history: what was entered, the latest first, with a way back from deleting.
import { open } from "../support/awake";
import { beginAttack, choose, historyLines } from "../support/attacks";
import { bring, confirm, csvFile, smallDiary } from "../support/diaries";
import { newPatient } from "../support/patients";
import { expect, test } from "../support/test";
import { monthName, monthsAgo } from "../support/time";

test("an empty history offers to bring a diary", async ({ page }) => {
  await newPatient(page);
  await open(page, "/history");
  await expect(page.getByText("Nothing here yet. Entries appear as you make them.")).toBeVisible();
  await page.getByRole("link", { name: "Bring your old diary" }).click();
  await expect(page.getByRole("heading", { name: "Bring your diary" })).toBeVisible();
});

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("a deleted attack comes back by undo", async ({ page }) => {
      await newPatient(page);
      await beginAttack(page);
      await choose(page, "How bad is it?", "8");
      await page.getByRole("button", { name: "Delete this attack" }).click();
      await expect(page.getByText("Entry deleted")).toBeVisible();
      await expect(page).toHaveURL(/\/history$/);
      await expect(page.locator(".record")).toHaveCount(0);
      await page.getByRole("button", { name: "Undo" }).click();
      await expect(page.locator(".record")).toHaveCount(1);
      await expect(page.getByText("Entry deleted")).toHaveCount(0);
      expect((await historyLines(page))[0]).toContain("peak 8 of 10");
    });
  });
}

test("an answer about a day is deleted from its line, and comes back", async ({ page }) => {
  await newPatient(page);
  await bring(page, csvFile(smallDiary));
  await confirm(page);
  await open(page, "/history");
  await expect(page.locator(".record")).toHaveCount(3);
  await page.getByRole("button", { name: /^Delete/ }).first().click();
  await expect(page.locator(".record")).toHaveCount(2);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.locator(".record")).toHaveCount(3);
});

test("lines stand under the name of their month, the latest first", async ({ page }) => {
  await newPatient(page);
  await bring(page, csvFile(smallDiary));
  await confirm(page);
  await open(page, "/");
  await beginAttack(page);
  await open(page, "/history");
  const headings = page.locator("main section").getByRole("heading", { level: 2 });
  await expect(headings).toHaveText([monthName(monthsAgo(0)), "February 2024"]);
  const lines = await historyLines(page);
  expect(lines.slice(1).map((line) => line.match(/\d+ February/)?.[0])).toEqual([
    "3 February", "2 February", "1 February",
  ]);
});
