// The vocabulary of attacks.
import { awake } from "./awake";
import { expect, type Locator, type Page } from "./test";
import { minutesAgo } from "./time";

/** The first tap; ends on the page of the attack. */
export async function beginAttack(page: Page): Promise<void> {
  await page.getByRole("button", { name: "I have an attack" }).click();
  await page.waitForURL(/\/attacks\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { name: "Attack", level: 1 })).toBeVisible();
  await awake(page);
}

/** One answer to a question: `answer(page, "How bad is it?", "7")`. */
export const answer = (page: Page, question: string, words: string): Locator =>
  page.getByRole("group", { name: question }).getByRole("button", { name: words, exact: true });

/** Taps an answer and waits until it is taken. */
export async function choose(page: Page, question: string, words: string): Promise<void> {
  await answer(page, question, words).click();
  await expectChosen(page, question, words);
}

export async function expectChosen(page: Page, question: string, words: string): Promise<void> {
  await expect(answer(page, question, words)).toHaveAttribute("aria-pressed", "true");
}

export async function expectNotChosen(page: Page, question: string, words: string): Promise<void> {
  await expect(answer(page, question, words)).toHaveAttribute("aria-pressed", "false");
}

/** The sentence under the heading: when it began and how long it has lasted. */
export const lead = (page: Page): Locator => page.locator("main").getByText(/^Began /);

/** The card of an attack in progress, on any page but its own. */
export const card = (page: Page): Locator =>
  page.getByRole("heading", { name: "Attack in progress" }).locator("..");

/** A field of a form by its label. (A section may have the same name, so the label alone is not enough.) */
export const field = (page: Page, label: string): Locator =>
  page.locator("input, select, textarea").and(page.getByLabel(label, { exact: true }));

/** The form around a field. */
export const formOf = (page: Page, label: string): Locator =>
  page.locator("form").filter({ has: field(page, label) });

/** Presses "Save" in the form of a field. */
export const save = (page: Page, label: string): Promise<void> =>
  formOf(page, label).getByRole("button", { name: "Save" }).click();

/** Types start and end and saves them. */
export async function typeTimes(page: Page, start: string, end: string): Promise<void> {
  await field(page, "Start").fill(start);
  await field(page, "End").fill(end);
  await save(page, "End");
}

/** Types a medicine on the page for it, which leads back to the attack. `when` is "Now" or "15 min ago". */
export async function takeMedicine(page: Page, name: string, dose = "", when = "Now"): Promise<void> {
  await nameMedicine(page, name, dose);
  const minutes = Number(when.match(/^(\d+) min ago$/)?.[1] ?? 0);
  if (minutes === 0) {
    await page.getByRole("button", { name: "Taken now" }).click();
  } else {
    await field(page, "Another time").fill(minutesAgo(minutes));
    await page.getByRole("button", { name: "Save with this time" }).click();
  }
  await page.waitForURL(/\/attacks\/[0-9a-f-]{36}$/);
  await awake(page);
}

/** The first half of that: which medicine it is. */
export async function nameMedicine(page: Page, name: string, dose: string): Promise<void> {
  await page.getByRole("link", { name: "Another medicine or time" }).click();
  await field(page, "Name").fill(name);
  await field(page, "Dose").fill(dose);
  await page.getByRole("button", { name: "Next" }).click();
}

/** The links to what was taken: one for each time it was. Their first words say what it did. */
export const taken = (page: Page, medicine: string): Locator =>
  page.getByRole("link", { name: new RegExp(`(change it|do\\?|Nothing|Better|Pain gone) ${escaped(medicine)}$`) });

/** Answers what a medicine did, on its own page, and comes back to the attack. */
export async function judge(page: Page, medicine: string, words: string): Promise<void> {
  await taken(page, medicine).click();
  await choose(page, "What did it do?", words);
  await page.getByRole("link", { name: "To the attack" }).click();
  await page.waitForURL(/\/attacks\/[0-9a-f-]{36}$/);
  await awake(page);
}

/** Writes notes and waits until they are saved. */
export async function writeNotes(page: Page, text: string): Promise<void> {
  const saved = page.waitForResponse((response) => response.url().includes("/api/attacks/notes"));
  await field(page, "Notes").fill(text);
  await save(page, "Notes");
  await saved;
}

/** The attacks and days of the history, as lines of text. */
export async function historyLines(page: Page): Promise<string[]> {
  await page.goto("/history");
  await expect(page.getByRole("heading", { name: "History", level: 1 })).toBeVisible();
  await awake(page);
  const lines = await page.locator(".record").allInnerTexts();
  return lines.map((line) => line.replace(/\s+/g, " ").trim());
}

/** Asserts that a field keeps what was typed and says what is wrong with it. */
export async function expectRefused(field: Locator, typed: string, sentence: string): Promise<void> {
  await expect(field).toHaveAccessibleDescription(new RegExp(escaped(sentence)));
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveValue(typed);
}

/** A text as a regular expression that finds it. */
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
