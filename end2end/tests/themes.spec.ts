// Colours are right from the first byte: no white flash in a dark room.
import { open } from "../support/awake";
import { keepCookie } from "../support/everypage";
import { newPatient } from "../support/patients";
import { expect, test, type Page } from "../support/test";

const SCHEMES = { "dim-green": "dark", "dim-neutral": "dark", paper: "light" };

/** How bright the screen is on average, from 0 (black) to 255 (white). */
async function brightness(page: Page, reader: Page): Promise<number> {
  const picture = (await page.screenshot()).toString("base64");
  return reader.evaluate(async (picture) => {
    const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d")!;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    let sum = 0;
    for (let index = 0; index < data.length; index += 4) sum += data[index] + data[index + 1] + data[index + 2];
    return sum / (data.length / 4) / 3;
  }, picture);
}

for (const [theme, scheme] of Object.entries(SCHEMES)) {
  test(`the first bytes say ${theme}`, async ({ page }) => {
    await keepCookie(page, "theme", theme);
    const html = await (await page.request.get("/")).text();
    const head = html.slice(0, html.indexOf("</head>"));
    expect(head).toMatch(new RegExp(`<html[^>]*data-theme="${theme}"`));
    expect(head).toMatch(new RegExp(`<meta name="color-scheme" content="${scheme}"`));
  });
}

test("without a cookie, or with nonsense in it, the theme is the dim one", async ({ page }) => {
  expect(await (await page.request.get("/")).text()).toContain('data-theme="dim-green"');
  await keepCookie(page, "theme", "bright%22%3E");
  expect(await (await page.request.get("/")).text()).toContain('data-theme="dim-green"');
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("dim themes are dark, and the dim one is dark before its style sheet is there @wide", async ({ page, secondBrowser }) => {
    await page.goto("/");
    expect(await brightness(page, secondBrowser)).toBeLessThan(60);
    await keepCookie(page, "theme", "paper");
    await page.goto("/");
    expect(await brightness(page, secondBrowser)).toBeGreaterThan(150);
    await keepCookie(page, "theme", "dim-neutral");
    await page.route("**/*.css", (route) => route.fulfill({ contentType: "text/css", body: "" }));
    await page.goto("/");
    expect(await brightness(page, secondBrowser)).toBeLessThan(60);
  });
});

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("a theme chosen in the settings stays", async ({ page }) => {
      await newPatient(page);
      await open(page, "/settings");
      await page.getByRole("button", { name: "Paper" }).click();
      await expect(page.locator("html")).toHaveAttribute("data-theme", "paper");
      await expect(page).toHaveURL(/\/settings/);
      await expect(page.getByRole("button", { name: "Paper" })).toHaveAttribute("aria-pressed", "true");
      await open(page, "/calendar");
      await expect(page.locator("html")).toHaveAttribute("data-theme", "paper");
    });
  });
}
