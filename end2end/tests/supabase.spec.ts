// Signing in with a Supabase project: our own page, its forms, and nothing of theirs in the browser.
import AxeBuilder from "@axe-core/playwright";
import { freshAddress } from "../support/patients";
import {
  SUPABASE_APP, appCode, atTheDesk, expectSignedIn, isKnown, known, mailedCode, otherApplicationAsks, typePassword,
} from "../support/supabase";
import { expect, test, type Page } from "../support/test";

test.use({ baseURL: SUPABASE_APP });

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
}

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("by password, and back to the page that was asked for", async ({ page }) => {
      const person = await known();
      await atTheDesk(page, "/calendar?month=2024-02");
      await typePassword(page, person);
      await expect(page).toHaveURL(/\/calendar\?month=2024-02$/);
      await expect(page.getByRole("heading", { name: "February 2024" })).toBeVisible();
    });

    test("a wrong password keeps the address that was typed", async ({ page }) => {
      const person = await known();
      await atTheDesk(page);
      await typePassword(page, { ...person, password: "guess" });
      await expect(page.getByText("Address and password do not belong together.")).toBeVisible();
      await expect(page.getByLabel("E-mail address")).toHaveValue(person.email);
      await expect(page.getByLabel("Password")).toHaveValue("");
      await typePassword(page, person);
      await expectSignedIn(page);
    });

    test("a second factor cannot be left out", async ({ page }) => {
      const person = await known({ totp: true });
      await atTheDesk(page);
      await typePassword(page, person);
      const code = page.getByLabel("Code of your authenticator app");
      await expect(code).toBeVisible();
      await page.goto("/");
      await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
      await page.goBack();
      await code.fill("000000");
      await page.getByRole("button", { name: "Continue" }).click();
      await expect(page.getByText("The code is wrong or too old.")).toBeVisible();
      await code.fill(await appCode(person));
      await page.getByRole("button", { name: "Continue" }).click();
      await expectSignedIn(page);
    });

    test("somebody new signs in by a code from a letter", async ({ page }) => {
      const email = freshAddress();
      await atTheDesk(page);
      await page.getByLabel("E-mail address").fill(email);
      await page.getByRole("button", { name: "E-mail me a code" }).click();
      await expect(page.getByText(`A code is on its way to ${email}`)).toBeVisible();
      await page.getByLabel("Code from the e-mail").fill(await mailedCode({ email }));
      await page.getByRole("button", { name: "Sign in" }).click();
      await expectSignedIn(page);
      await expect(page.getByText("Your diary is empty. One tap begins it.")).toBeVisible();
    });

    test("over another service", async ({ page }) => {
      await atTheDesk(page);
      await page.getByRole("link", { name: "Continue with Google" }).click();
      await page.getByRole("button", { name: "Cancel" }).click();
      await expect(page.getByText("The sign-in at the other service was cancelled.")).toBeVisible();
      await page.getByRole("link", { name: "Continue with Google" }).click();
      await page.getByLabel("E-mail address").fill(freshAddress());
      await page.getByRole("button", { name: "Continue" }).click();
      await expectSignedIn(page);
    });

    test("another application learns nothing without a yes", async ({ page }) => {
      const person = await known();
      await page.goto(await otherApplicationAsks());
      await typePassword(page, person);
      await expect(page.getByRole("heading", { name: "May Weather Journal know who you are?" })).toBeVisible();
      await expect(page.getByText("It does not get to see your diary.")).toBeVisible();
      await page.getByRole("button", { name: "Allow", exact: true }).click();
      await expect(page.getByRole("heading", { name: "Back at Weather Journal" })).toBeVisible();
      expect(new URL(page.url()).searchParams.get("code")).toMatch(/^[0-9a-f-]{36}$/);
      await page.goto(`${SUPABASE_APP}/`);
      await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
    });
  });
}

test("nothing of the project reaches the browser", async ({ page, context }) => {
  const person = await known({ totp: true });
  const seen: string[] = [];
  page.on("response", async (response) => {
    const type = response.headers()["content-type"] ?? "";
    if (type.startsWith("text/html")) seen.push(await response.text().catch(() => ""));
  });
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  await atTheDesk(page);
  await typePassword(page, person);
  await page.getByLabel("Code of your authenticator app").fill(await appCode(person));
  await page.getByRole("button", { name: "Continue" }).click();
  await expectSignedIn(page);
  expect(seen.length).toBeGreaterThan(1);
  for (const secret of [/eyJ[\w-]+\./, /sb_(publishable|secret)_/]) {
    expect(seen.filter((html) => secret.test(html))).toEqual([]);
    expect(addresses.filter((address) => secret.test(address))).toEqual([]);
  }
  expect(addresses.filter((address) => decodeURIComponent(address).includes(person.email))).toEqual([]);
  const names = (await context.cookies()).map(({ name }) => name);
  expect(names).toContain("migraine-pulse");
  expect(names.filter((name) => !["migraine-pulse", "zone"].includes(name))).toEqual([]);
});

test("the pages of the sign-in pass axe", async ({ page }) => {
  const person = await known({ totp: true });
  await atTheDesk(page);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("An e-mail address, please")).toBeVisible();
  await expectAccessible(page);
  await typePassword(page, person);
  await expect(page.getByLabel("Code of your authenticator app")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Use another address" }).click();
  await page.getByLabel("E-mail address").fill(freshAddress());
  await page.getByRole("button", { name: "E-mail me a code" }).click();
  await expect(page.getByLabel("Code from the e-mail")).toBeVisible();
  await expectAccessible(page);
});

test("an account is deleted here and in the project", async ({ page }) => {
  const person = await known();
  await atTheDesk(page);
  await typePassword(page, person);
  await expectSignedIn(page);
  await page.goto("/settings");
  await page.getByRole("link", { name: "Delete your account" }).click();
  await expect(page.getByRole("link", { name: "Take everything away first" })).toBeVisible();
  await page.getByRole("button", { name: "Erase everything" }).click();
  await expect(page.getByText("Nothing was erased.")).toBeVisible();
  await page.getByLabel("Type DELETE to confirm").fill("delete");
  await page.getByRole("button", { name: "Erase everything" }).click();
  await expect(page.getByRole("heading", { name: "Your account is deleted" })).toBeVisible();
  expect(await isKnown(person)).toBe(false);
  await page.goto("/settings");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});
