// The lists of counts: under a month of the calendar, and above an import.
import { awake } from "./awake";
import { expect, type Page } from "./test";
import { monthName } from "./time";

/** The counts on the page, by their labels. */
export async function counts(page: Page): Promise<Record<string, number>> {
  await expect(page.locator("dl.counts")).toBeVisible();
  const terms = await page.locator("dl.counts dt").allInnerTexts();
  const values = await page.locator("dl.counts dd").allInnerTexts();
  return Object.fromEntries(terms.map((term, index) => [term.trim(), Number(values[index])]));
}

/** Opens a month ("2026-10") and answers its counts. */
export async function countsOfMonth(page: Page, month: string): Promise<Record<string, number>> {
  await page.goto(`/calendar?month=${month}`);
  await expect(page.getByRole("heading", { name: monthName(month), level: 1 })).toBeVisible();
  await awake(page);
  return counts(page);
}
