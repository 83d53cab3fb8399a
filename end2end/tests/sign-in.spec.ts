// Signing in by the real identity provider, signing out, and the list of signed-in browsers.
import { open } from "../support/awake";
import { PLAIN } from "../support/everypage";
import { choosePatient, freshAddress, newPatient, signIn } from "../support/patients";
import { expect, test, type Page } from "../support/test";

/** Where a request for the history ends up, without following redirects. */
async function redirectOf(page: Page): Promise<string | undefined> {
  const response = await page.request.get("/history", { maxRedirects: 0 });
  return response.headers()["location"];
}

test("whoever asks for a page comes back to it after signing in", async ({ page }) => {
  await page.goto("/calendar?month=2024-02");
  await choosePatient(page, freshAddress());
  await expect(page).toHaveURL(/\/calendar\?month=2024-02$/);
  await expect(page.getByRole("heading", { name: "February 2024" })).toBeVisible();
});

test("a stranger gets from the first page to their own start", async ({ page }) => {
  await open(page, "/");
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await page.getByRole("link", { name: "Sign in" }).click();
  await choosePatient(page, freshAddress());
  await expect(page.getByRole("button", { name: "I have an attack" })).toBeVisible();
  await expect(page.getByText("Your diary is empty. One tap begins it.")).toBeVisible();
});

test("a cancelled sign-in says why and can be tried again", async ({ page }) => {
  await page.goto("/auth/login?return_to=/history");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("heading", { name: "Sign-in did not work" })).toBeVisible();
  await expect(page.getByRole("status")).toHaveText("The sign-in was cancelled.");
  await page.getByRole("link", { name: "Try again" }).click();
  await choosePatient(page, freshAddress());
  await expect(page.getByRole("button", { name: "I have an attack" })).toBeVisible();
});

test("signing out closes the diary", async ({ page }) => {
  await newPatient(page);
  await open(page, "/settings");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
  expect(await redirectOf(page)).toBe("/auth/login?return_to=/history");
  await page.goBack();
  await expect(page.getByText("Signed-in browsers")).toHaveCount(0);
});

test("the first browser lists the second and signs it out", async ({ page, secondBrowser }) => {
  const address = await newPatient(page);
  await open(page, "/settings");
  const browsers = page.getByRole("region", { name: "Signed-in browsers" });
  await expect(browsers.getByRole("listitem")).toHaveCount(1);
  await expect(browsers.getByRole("listitem")).toContainText("This browser");

  await signIn(secondBrowser, address);
  await open(page, "/settings");
  await expect(browsers.getByRole("listitem")).toHaveCount(2);
  await browsers.getByRole("button", { name: "Sign it out" }).click();
  await expect(browsers.getByRole("listitem")).toHaveCount(1);

  expect(await redirectOf(secondBrowser)).toBe("/auth/login?return_to=/history");
  expect(await redirectOf(page)).toBeUndefined();
});

test("all other browsers can be signed out at once", async ({ page, secondBrowser }) => {
  await signIn(secondBrowser, await newPatient(page));
  await open(page, "/settings");
  await page.getByRole("button", { name: "Sign out all others" }).click();
  await expect(page.getByRole("button", { name: "Sign it out" })).toHaveCount(0);
  expect(await redirectOf(secondBrowser)).toBe("/auth/login?return_to=/history");
});

test("the demo patient is labelled on every page", async ({ page }) => {
  await signIn(page, "demo");
  test.slow();
  for (const { path } of [{ path: "/" }, ...PLAIN, { path: "/privacy" }]) {
    await page.goto(path);
    await expect(page.getByText("Demo diary: every entry here is made up.")).toBeVisible();
  }
});
