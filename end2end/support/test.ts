// The test of this project: Playwright's, with every page watched.
import { expect, test as base, type BrowserContext, type Page } from "@playwright/test";
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

/** Without JavaScript, what the page loads in advance is not used. */
const UNUSED = /was preloaded using link preload but not used/;

/** As the page before the sign-in would have told it; without JavaScript it is chosen in the settings. */
export async function chooseZone(context: BrowserContext, zone: string): Promise<void> {
  await context.addCookies([{ name: "zone", value: zone, url: process.env.BASE_URL }]);
}

export const test = base.extend<Options & Fixtures>({
  expectedComplaints: [[], { option: true }],

  watched: [
    async ({ context, javaScriptEnabled, expectedComplaints, timezoneId }, use) => {
      const complaints: string[] = [];
      watch(context, complaints, javaScriptEnabled ? expectedComplaints : [...expectedComplaints, UNUSED]);
      if (javaScriptEnabled) await expectScripts(context);
      await chooseZone(context, timezoneId!);
      await use();
      expect(complaints, "nothing to complain about in the browser").toEqual([]);
    },
    { auto: true },
  ],

  secondBrowser: async ({ browser, expectedComplaints, timezoneId }, use) => {
    const context = await browser.newContext();
    const complaints: string[] = [];
    watch(context, complaints, expectedComplaints);
    await expectScripts(context);
    await chooseZone(context, timezoneId!);
    await use(await context.newPage());
    await context.close();
    expect(complaints, "nothing to complain about in the second browser").toEqual([]);
  },
});

export { expect };
export type { Locator, Page } from "@playwright/test";
