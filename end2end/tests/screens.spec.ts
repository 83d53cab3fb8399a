// Pictures of every page, to be looked at. Only on demand: SCREENS=/some/folder scripts/with-stack ...
import { join } from "node:path";
import { furnishedPatient, keepCookie, MISSING_PAGE, OUTSIDE, PLAIN, THEMES, visit, type Place } from "../support/everypage";
import { signIn } from "../support/patients";
import { expect, test, type Page } from "../support/test";

const FOLDER = process.env.SCREENS;
test.skip(!FOLDER, "SCREENS names no folder");
test.use({ expectedComplaints: [MISSING_PAGE] });

async function picture(page: Page, who: string, places: Place[], themes: string[]): Promise<void> {
  const device = test.info().project.name;
  for (const theme of themes) {
    await keepCookie(page, "theme", theme);
    for (const place of places) {
      await visit(page, place);
      const name = `${who}-${place.name}-${device}-${theme}`.replaceAll(" ", "-");
      await page.screenshot({ path: join(FOLDER!, `${name}.png`) });
      await page.screenshot({ path: join(FOLDER!, "full", `${name}.png`), fullPage: true });
    }
  }
}

const START: Place = { name: "today", path: "/" };

test("pictures for strangers @wide", async ({ page }) => {
  test.setTimeout(120_000);
  await picture(page, "stranger", OUTSIDE, THEMES);
});

test("pictures of the demo diary @wide", async ({ page }) => {
  test.setTimeout(900_000);
  await signIn(page, "demo");
  await page.goto("/history");
  const attack = await page.locator("a.record[href^='/attacks/']").first().getAttribute("href");
  expect(attack).toBeTruthy();
  const places = [
    START,
    ...PLAIN,
    { name: "attack", path: attack! },
    { name: "attack details", path: `${attack}/details` },
  ];
  await picture(page, "demo", places, THEMES);
});

test("pictures of an empty diary @wide", async ({ page }) => {
  test.setTimeout(900_000);
  await signIn(page, "empty");
  await picture(page, "empty", [START, ...PLAIN], ["dim-green"]);
});

test("pictures of a diary in use @wide", async ({ page }) => {
  test.setTimeout(900_000);
  await picture(page, "in-use", await furnishedPatient(page), ["dim-green"]);
});
