// Small screens, large letters, clumsy fingers.
import { furnishedPatient, MISSING_PAGE, OUTSIDE, visit, type Place } from "../support/everypage";
import { expect, test, type Page } from "../support/test";

test.use({ expectedComplaints: [MISSING_PAGE] });

/** A phone of 320 px; and 1280x800 at 400 % zoom, which is the same width and 200 px high. */
const SMALL = [{ width: 320, height: 640 }, { width: 320, height: 200 }];

/** What sticks out at the side, if the page has to be scrolled sideways. */
async function overflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
      .map((element) => element.outerHTML.slice(0, 120));
  });
}

async function expectReflow(page: Page, places: Place[]): Promise<void> {
  const found: Record<string, string[]> = {};
  for (const size of SMALL) {
    await page.setViewportSize(size);
    for (const place of places) {
      await visit(page, place);
      const wide = await overflow(page);
      if (wide.length > 0) found[`${place.name} at ${size.width}x${size.height}`] = wide;
    }
  }
  expect(found).toEqual({});
}

/** Everything that can be pressed and is smaller than it should be, in CSS pixels. */
async function smallTargets(page: Page, least: number): Promise<string[]> {
  return page.evaluate((least) => {
    const pressable = "a[href], button, input:not([type=hidden]), select, textarea, summary";
    const inForce = (element: Element) => element.checkVisibility() && !element.matches(".skip-link");
    return [...document.querySelectorAll(pressable)].filter(inForce).flatMap((element) => {
      const { width, height } = element.getBoundingClientRect();
      const tooSmall = width < least - 0.5 || height < least - 0.5;
      const words = (element.textContent ?? "").trim().slice(0, 40);
      return tooSmall ? [`${element.className} "${words}" ${width.toFixed(1)}x${height.toFixed(1)}`] : [];
    });
  }, least);
}

const LARGE = ["today", "attack in progress", "attack that is over"];

test("no page scrolls sideways on a small screen or at 400 % zoom", async ({ page }) => {
  test.setTimeout(600_000);
  await expectReflow(page, OUTSIDE);
  await expectReflow(page, await furnishedPatient(page));
});

test("everything that can be pressed is large enough @wide", async ({ page }) => {
  test.setTimeout(600_000);
  const found: Record<string, string[]> = {};
  const measure = async (place: Place) => {
    await visit(page, place);
    const small = await smallTargets(page, LARGE.includes(place.name) ? 64 : 48);
    if (small.length > 0) found[place.name] = small;
  };
  for (const place of OUTSIDE) await measure(place);
  for (const place of await furnishedPatient(page)) await measure(place);
  expect(found).toEqual({});
});
