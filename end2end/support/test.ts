// The test of this project: Playwright's, with every page watched.
import { expect, test as base, type Page } from "@playwright/test";
import { expectScripts } from "./awake";
import { watch } from "./watch";

interface Options {
  /** Console lines that a test provokes on purpose. */
  expectedComplaints: RegExp[];
}

interface Fixtures {
  watched: void;
  /** Another browser, with nothing in common with the first. */
  secondBrowser: Page;
}

export const test = base.extend<Options & Fixtures>({
  expectedComplaints: [[], { option: true }],

  watched: [
    async ({ context, javaScriptEnabled, expectedComplaints }, use) => {
      const complaints: string[] = [];
      watch(context, complaints, expectedComplaints);
      if (javaScriptEnabled !== false) await expectScripts(context);
      await use();
      expect(complaints, "nothing to complain about in the browser").toEqual([]);
    },
    { auto: true },
  ],

  secondBrowser: async ({ browser, expectedComplaints }, use) => {
    const context = await browser.newContext();
    const complaints: string[] = [];
    watch(context, complaints, expectedComplaints);
    await expectScripts(context);
    await use(await context.newPage());
    await context.close();
    expect(complaints, "nothing to complain about in the second browser").toEqual([]);
  },
});

export { expect };
export type { Locator, Page } from "@playwright/test";
