// Bringing a diary: nothing is saved before the patient has looked at it.
import { historyLines } from "../support/attacks";
import { counts, countsOfMonth } from "../support/counts";
import { bring, confirm, countNaively, csvFile, realDiary, smallDiary } from "../support/diaries";
import { newPatient } from "../support/patients";
import { expect, test } from "../support/test";
import { monthName } from "../support/time";

test.describe("the real diary", () => {
  test.skip(!realDiary.exists, realDiary.whenMissing);

  test("is counted, confirmed and found again in the calendar", async ({ page }) => {
    test.slow();
    const months = countNaively();
    await newPatient(page);
    await bring(page, realDiary.path);
    expect(await counts(page)).toMatchObject({
      Days: 536,
      "Headache days": 130,
      "Days without headache": 406,
      "Rows left out": 0,
    });

    const rows = page.getByRole("table", { name: "By month" }).locator("tbody tr");
    await page.getByText("By month").first().click();
    const shown = await rows.evaluateAll((lines) =>
      lines.map((line) => [...line.querySelectorAll("td")].map((cell) => cell.textContent)),
    );
    const expected = [...months].map(([month, { days, headacheDays, medicineDays }]) =>
      [monthName(month), String(days), String(headacheDays), String(medicineDays)],
    );
    expect(shown).toEqual(expected);

    const preview = page.url();
    expect(await historyLines(page)).toEqual([]);

    await page.goto(preview);
    await expect(page.getByRole("table", { name: "The first rows" }).locator("tbody tr")).toHaveCount(10);
    expect(await confirm(page)).toBe("Saved. New entries: 536. Already there: 0.");

    for (const [month, { days, headacheDays, medicineDays }] of months) {
      expect(await countsOfMonth(page, month), month).toMatchObject({
        "Headache days": headacheDays,
        "Attacks begun": 0,
        "Days with acute medicine": medicineDays,
        "Clear days": days - headacheDays,
      });
    }

    await bring(page, realDiary.path);
    expect(await confirm(page)).toBe("Saved. New entries: 0. Already there: 536.");
  });
});

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("nothing is saved before confirming, and cancelling forgets the file", async ({ page }) => {
      await newPatient(page);
      await bring(page, csvFile(smallDiary));
      const preview = page.url();
      expect(await historyLines(page)).toEqual([]);
      await page.goto(preview);
      await page.getByRole("button", { name: "Cancel" }).click();
      await expect(page.getByRole("heading", { name: "Bring your diary" })).toBeVisible();
      expect(await historyLines(page)).toEqual([]);
      await page.goto(preview);
      await expect(page.getByText("This entry is not in your diary.")).toBeVisible();
    });

    test("bad rows are listed with their lines, the others are kept", async ({ page }) => {
      await newPatient(page);
      const rows = [
        "date,headache,severity",
        "2024-02-01,1,2",
        "2024-02-31,1,2",
        "2024-02-03,perhaps,1",
        "2024-02-01,0,0",
        "2999-01-01,1,1",
        "2024-02-05,0,0,9",
        "2024-02-06,0,0",
      ];
      await bring(page, csvFile(rows.join("\n")));
      const table = page.getByRole("table", { name: "Rows that would be left out" });
      const cells = await table.locator("tbody tr").evaluateAll((lines) =>
        lines.map((line) => [...line.querySelectorAll("td")].map((cell) => cell.textContent)),
      );
      expect(cells.map(([line, , , reason]) => [line, reason])).toEqual([
        ["3", "No calendar has this date"],
        ["4", "Neither yes nor no"],
        ["5", "A second row for the same day; the first one counts (line 2)"],
        ["6", "In the future"],
        ["7", "More or fewer cells than the heading"],
      ]);
      expect(await confirm(page)).toBe("Saved. New entries: 2. Already there: 0.");
      expect(await historyLines(page)).toHaveLength(2);
    });

    test("a file that is no text is refused in a sentence", async ({ page }) => {
      await newPatient(page);
      const picture = Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489", "hex");
      await bring(page, { name: "diary.csv", mimeType: "text/csv", buffer: picture });
      await expect(page.getByText("This is not a text file. Save the diary as CSV and try again.")).toBeVisible();
      await expect(page.getByRole("button", { name: /^Save entries/ })).toHaveCount(0);
      await page.getByRole("link", { name: "Choose another file" }).click();
      await expect(page.getByLabel("File")).toBeVisible();
    });
  });
}

test("a Central European diary: semicolons, decimal commas, day first, Latin letters", async ({ page }) => {
  await newPatient(page);
  const text = "Datum;Kopfschmerz;Stärke\n01.02.2024;ja;2,5\n13.02.2024;nein;0\n";
  await bring(page, { name: "diary.csv", mimeType: "text/csv", buffer: Buffer.from(text, "latin1") });
  await expect(page.getByLabel("Cells are separated by")).toHaveValue(/semicolon/);
  await expect(page.getByLabel("Encoding")).toHaveValue(/1252/);
  await expect(page.getByText("The dates allow only this order.")).toBeVisible();
  await expect(page.getByLabel("Stärke")).toHaveValue("severity");
  expect(await counts(page)).toMatchObject({ Days: 2, "Headache days": 1, "Rows left out": 0 });
});

test("the patient says what a severity means, and the month shows it", async ({ page }) => {
  await newPatient(page);
  await bring(page, csvFile(smallDiary));
  await page.getByLabel(/^2 \(rows: 1\)/).selectOption("Severe");
  await page.getByRole("button", { name: "Look again" }).click();
  await expect(page.getByLabel(/^2 \(rows: 1\)/)).toHaveValue("severe");
  await confirm(page);
  expect(await countsOfMonth(page, "2024-02")).toMatchObject({ "Headache days": 1, "Clear days": 2 });
  await expect(page.getByRole("link", { name: /^Friday 2 February 2024, headache, Severe/ })).toBeVisible();
});
