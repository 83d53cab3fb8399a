// Days: clear ones, late entries, and what a month counts.
import { open } from "../support/awake";
import { beginAttack, choose, field, save, takeMedicine, taken } from "../support/attacks";
import { countsOfMonth } from "../support/counts";
import { newPatient } from "../support/patients";
import { expect, test } from "../support/test";
import { daysAgo, daysIn, monthsAgo } from "../support/time";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("today is confirmed clear by one tap, and undo takes it back", async ({ page }) => {
      await newPatient(page);
      await page.getByRole("button", { name: "Clear day" }).click();
      await expect(page.getByText("Today is marked as a clear day.").first()).toBeVisible();
      await expect(page.getByRole("button", { name: "Clear day" })).toHaveCount(0);
      await page.getByRole("button", { name: "Undo" }).click();
      await expect(page.getByRole("button", { name: "Clear day" })).toBeVisible();
    });

    test("an attack of three days ago is entered late", async ({ page }) => {
      await newPatient(page);
      await open(page, `/day/${daysAgo(3)}`);
      await expect(page.getByText("Nothing is known about this day yet.")).toBeVisible();
      await page.getByRole("button", { name: "Add an attack on this day" }).click();
      await page.waitForURL(/\/attacks\//);
      await expect(page.getByText(/^Late entry/)).toBeVisible();
      await choose(page, "How bad is it?", "6");
      await open(page, `/day/${daysAgo(3)}`);
      await expect(page.getByText("A day with headache.")).toBeVisible();
      await expect(page.locator(".record")).toContainText("late entry");
      await expect(page.locator(".record")).toContainText("peak 6 of 10");
    });
  });
}

test("silence is unknown, never clear", async ({ page }) => {
  await newPatient(page);
  const month = monthsAgo(2);
  expect(await countsOfMonth(page, month)).toEqual({
    "Headache days": 0,
    "Attacks begun": 0,
    "Days with acute medicine": 0,
    "Clear days": 0,
    "Days unknown": daysIn(month),
  });
});

test("the present month counts what was entered, and no day to come @wide", async ({ page }) => {
  await newPatient(page);
  await beginAttack(page);
  await choose(page, "How bad is it?", "9");
  await takeMedicine(page, "Ibuprofen");
  await expect(taken(page, "Ibuprofen")).toBeVisible();
  const today = Number(daysAgo(0).slice(8));
  expect(await countsOfMonth(page, monthsAgo(0))).toEqual({
    "Headache days": 1,
    "Attacks begun": 1,
    "Days with acute medicine": 1,
    "Clear days": 0,
    "Days unknown": today - 1,
  });
  await expect(page.getByRole("link", { name: /, headache, Severe, acute medicine$/ })).toBeVisible();
  await expect(page.getByRole("link", { name: "Later" })).toHaveCount(0);
});

test("a past month counts a late attack and a clear day, the rest is unknown", async ({ page }) => {
  await newPatient(page);
  const month = monthsAgo(1);
  await open(page, `/day/${month}-15`);
  await page.getByRole("button", { name: "Add an attack on this day" }).click();
  await page.waitForURL(/\/attacks\//);
  await open(page, `/day/${month}-16`);
  await page.getByRole("button", { name: "It was a clear day" }).click();
  await expect(page.getByText("Confirmed as a clear day.").first()).toBeVisible();
  expect(await countsOfMonth(page, month)).toEqual({
    "Headache days": 1,
    "Attacks begun": 1,
    "Days with acute medicine": 0,
    "Clear days": 1,
    "Days unknown": daysIn(month) - 2,
  });
});

test("the calendar leads to its days, and a day to its neighbours", async ({ page }) => {
  await newPatient(page);
  await open(page, "/calendar?month=2024-02");
  await page.getByRole("link", { name: /^Thursday 29 February 2024/ }).click();
  await expect(page.getByRole("heading", { name: "Thursday 29 February 2024" })).toBeVisible();
  await page.getByRole("link", { name: "Day after" }).click();
  await expect(page.getByRole("heading", { name: "Friday 1 March 2024" })).toBeVisible();
  await page.getByRole("link", { name: "Month", exact: true }).click();
  await expect(page.getByRole("heading", { name: "March 2024" })).toBeVisible();
  await page.getByRole("link", { name: "Earlier" }).click();
  await expect(page.getByRole("heading", { name: "February 2024" })).toBeVisible();
});

test("a day to come takes no entry", async ({ page }) => {
  await newPatient(page);
  await open(page, `/day/${daysAgo(-5)}`);
  await expect(page.getByText("This day is still to come.")).toBeVisible();
  await expect(page.locator("main").getByRole("button")).toHaveCount(0);
});

test("the chosen time zone stays chosen", async ({ page }) => {
  await newPatient(page);
  await open(page, "/settings");
  await field(page, "Time zone").selectOption("Pacific/Auckland");
  await save(page, "Time zone");
  await open(page, "/settings");
  await expect(field(page, "Time zone")).toHaveValue("Pacific/Auckland");
  await open(page, "/");
  await open(page, "/settings");
  await expect(field(page, "Time zone")).toHaveValue("Pacific/Auckland");
});
