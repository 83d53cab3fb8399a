// A pseudo-language shows which words do not come from the locale files.
import { furnishedPatient, keepCookie, MISSING_PAGE, OUTSIDE, visit, type Place } from "../support/everypage";
import { expect, test, type Page } from "../support/test";

/** What is not ours to translate: names, zones, and what patients and their files say. */
const NOT_OURS = [
  /\bMigrainePulse\b/g,
  /\bTriptan-Example\b/g,
  /\b(Plan|Own)-Example\b/g,
  /\bSumatriptan\b/g,
  /\b50 mg\b/g,
  /\bChrome\b/g,
  /\b(Europe\/Berlin|Pacific\/Auckland)\b/g,
];
const NOT_OURS_IN = "#zone-choice option, label[for^=column-], #rows td, #rows th, #faults td:nth-child(3), #faults td:nth-child(2)";

/** The same on one page alone: names of help lines and their directory. */
const NOT_OURS_ON: Record<string, string> = { "/crisis": ", td:nth-child(2), a[href^='https:']" };

/** Texts of the page with letters outside of the brackets that the pseudo-language puts around them. */
async function plainTexts(page: Page, place: Place): Promise<string[]> {
  const texts = await page.evaluate((notOurs) => {
    const found: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement!;
      if (parent.closest("script, style, noscript, template")) continue;
      if (parent.closest(notOurs) || isFileCell(parent)) continue;
      found.push(walker.currentNode.textContent ?? "");
    }
    for (const name of ["aria-label", "alt", "title", "placeholder", "data-label"]) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        if (!isFileCell(element)) found.push(element.getAttribute(name)!);
      }
    }
    return found;

    /** Cells of the first rows and of the rows left out hold what the file says. */
    function isFileCell(element: Element): boolean {
      const cell = element.closest("td, th");
      const section = cell?.closest("section");
      return ["rows", "faults", "notices"].includes(section?.getAttribute("aria-labelledby") ?? "");
    }
  }, NOT_OURS_IN + (NOT_OURS_ON[place.path] ?? ""));
  return texts.map(stripDisguised).filter((text) => /\p{L}/u.test(text));
}

/** Removes ⟦...⟧, from the inside out, and what is not ours. */
function stripDisguised(text: string): string {
  let rest = text;
  for (let before = ""; before !== rest; ) {
    before = rest;
    rest = rest.replace(/⟦[^⟦⟧]*⟧/g, "");
  }
  return NOT_OURS.reduce((text, pattern) => text.replace(pattern, ""), rest).trim();
}

// Browsers do not download the pseudo-language, so the pages are read as they are served.
test.use({ expectedComplaints: [MISSING_PAGE], javaScriptEnabled: false });

async function expectDisguised(page: Page, places: Place[]): Promise<void> {
  const found: Record<string, string[]> = {};
  for (const place of places) {
    await visit(page, place);
    await expect(page.locator("main")).toContainText("⟦");
    const plain = await plainTexts(page, place);
    if (plain.length > 0) found[place.name] = plain;
  }
  expect(found).toEqual({});
}

test("no words stand outside of the locale files", async ({ page }) => {
  test.setTimeout(600_000);
  const places = await furnishedPatient(page);
  await keepCookie(page, "locale", "qps");
  await expectDisguised(page, places);
  await expect(page.locator("html")).toHaveAttribute("lang", "qps");
});

test("strangers read no word from outside of the locale files, either", async ({ page }) => {
  await keepCookie(page, "locale", "qps");
  await expectDisguised(page, OUTSIDE);
});

test("an unknown language is English", async ({ page }) => {
  await keepCookie(page, "locale", "xx-nonsense");
  await page.goto("/");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
});
