// Every page in every theme, judged by axe.
import AxeBuilder from "@axe-core/playwright";
import { furnishedPatient, keepCookie, MISSING_PAGE, OUTSIDE, THEMES, visit, type Place } from "../support/everypage";
import { expect, test, type Page } from "../support/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Names of violated rules with the elements that violate them. */
async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`));
}

async function judge(page: Page, places: Place[]): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const place of places) {
    await visit(page, place);
    const violated = await violations(page);
    if (violated.length > 0) found[place.name] = violated;
  }
  return found;
}

test.use({ expectedComplaints: [MISSING_PAGE] });

for (const theme of THEMES) {
  test(`axe finds nothing on any page in ${theme} @wide`, async ({ page }) => {
    test.setTimeout(900_000);
    await keepCookie(page, "theme", theme);
    // The navigation sticks to the edge of the screen; on a tall one it covers nothing that axe measures.
    await page.setViewportSize({ width: page.viewportSize()!.width, height: 6000 });
    expect(await judge(page, OUTSIDE)).toEqual({});
    expect(await judge(page, await furnishedPatient(page))).toEqual({});
  });
}
