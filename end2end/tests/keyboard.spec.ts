// Without a mouse: everything is reached by Tab, and the focus stays where it was.
import { open } from "../support/awake";
import { answer, choose } from "../support/attacks";
import { newPatient } from "../support/patients";
import { expect, test, type Locator, type Page } from "../support/test";

/** Presses Tab until `target` has the focus. */
async function tabTo(page: Page, target: Locator, most = 80): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab does not lead to ${target}`);
}

async function expectVisibleFocus(target: Locator): Promise<void> {
  const outline = await target.evaluate((element) => {
    const style = getComputedStyle(element);
    return { seen: element.matches(":focus-visible"), kind: style.outlineStyle, width: parseFloat(style.outlineWidth) };
  });
  expect(outline.seen).toBe(true);
  expect(outline.kind).not.toBe("none");
  expect(outline.width).toBeGreaterThanOrEqual(2);
}

test("an attack is logged by the keyboard alone, and the focus is never lost @wide", async ({ page }) => {
  await newPatient(page);
  const begin = page.getByRole("button", { name: "I have an attack" });
  await tabTo(page, begin);
  await expectVisibleFocus(begin);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/attacks\//);

  const seven = answer(page, "How bad is it?", "7");
  await tabTo(page, seven);
  await expectVisibleFocus(seven);
  await page.keyboard.press("Enter");
  await expect(seven).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  await expect(seven).toBeFocused();

  await tabTo(page, answer(page, "What comes with it?", "Nausea"));
  await page.keyboard.press("Space");
  await expect(answer(page, "What comes with it?", "Nausea")).toHaveAttribute("aria-pressed", "true");
  await expect(answer(page, "What comes with it?", "Nausea")).toBeFocused();
});

test("the skip link leads past the banner to the content", async ({ page }) => {
  await newPatient(page);
  await open(page, "/history");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();
});

test("a tap on the card keeps the place on the page", async ({ page }) => {
  await newPatient(page);
  await page.getByRole("button", { name: "I have an attack" }).click();
  await page.waitForURL(/\/attacks\//);
  await choose(page, "How bad is it?", "4");
  // Beside the page of another attack.
  await open(page, "/");
  await page.getByRole("button", { name: "I have an attack" }).click();
  await page.waitForURL((url) => url.pathname.startsWith("/attacks/"));
  await expect(page.getByRole("heading", { name: "Attack in progress" })).toBeVisible();
  // The card stands above what the page itself asks.
  const better = answer(page, "How is it now?", "Better").first();
  await tabTo(page, better);
  const saved = page.waitForResponse((response) => response.url().includes("/api/account/frame"));
  await page.keyboard.press("Enter");
  await saved;
  await expect(better).toBeFocused();
});

test("a tap on the card keeps the place on the start page @wide", async ({ page }) => {
  await newPatient(page);
  await page.getByRole("button", { name: "I have an attack" }).click();
  await page.waitForURL(/\/attacks\//);
  await open(page, "/");
  const better = answer(page, "How is it now?", "Better");
  await tabTo(page, better);
  const loaded = page.waitForResponse((response) => response.url().includes("/api/attacks/today"));
  await page.keyboard.press("Enter");
  await loaded;
  await expect(better).toHaveAttribute("aria-pressed", "true");
  await expect(better).toBeFocused();
});

test("nothing moves by itself", async ({ page }) => {
  await newPatient(page);
  const moving = await page.evaluate(() => document.getAnimations().length);
  expect(moving).toBe(0);
});
