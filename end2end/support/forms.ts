// Forms on plain pages: everything is answered first and saved by one button.
import { expect, type Locator, type Page } from "./test";

/** A question with its answers. */
export const asked = (page: Page, question: string | RegExp): Locator =>
  page.getByRole("group", { name: question }).or(page.getByRole("radiogroup", { name: question }));

/** One answer of a question, as what a finger touches: the label around the box. */
export const choice = (page: Page, question: string | RegExp, words: string): Locator =>
  asked(page, question)
    .locator("label")
    .filter({ has: page.getByText(words, { exact: true }) });

/** Taps an answer of a question; it is chosen then. */
export async function pick(page: Page, question: string | RegExp, words: string): Promise<void> {
  await choice(page, question, words).click();
  await expectPicked(page, question, words);
}

export const expectPicked = (page: Page, question: string | RegExp, words: string): Promise<void> =>
  expect(choice(page, question, words).locator("input")).toBeChecked();

export const expectNotPicked = (page: Page, question: string | RegExp, words: string): Promise<void> =>
  expect(choice(page, question, words).locator("input")).not.toBeChecked();

/** Opens `details` elements, so that everything on the page can be seen. */
export async function unfold(page: Page): Promise<void> {
  for (const summary of await page.locator("main details:not([open]) > summary").all()) await summary.click();
}

/** From now on the browser sends forms without checking them first, as some do. */
export const checkNothing = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const form of document.forms) form.noValidate = true;
  });

/** Counts what a finger does. */
export class Taps {
  count = 0;

  async tap(target: Locator): Promise<void> {
    await target.click();
    this.count += 1;
  }
}

/** The bytes of a download that `start` begins, with the name that it is offered under. */
export async function download(page: Page, start: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const { readFileSync } = await import("node:fs");
  const coming = page.waitForEvent("download");
  await start();
  const file = await coming;
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}
