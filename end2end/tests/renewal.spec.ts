// A sign-in goes on without a question while its session lives; and a forecast while you sleep.
import { choosePatient, freshAddress, newPatient } from "../support/patients";
import { startShortGrants, type ShortGrants } from "../support/short-grants";
import { expect, test } from "../support/test";

test.describe("a sign-in whose keys end soon", () => {
  let app: ShortGrants;
  test.beforeAll(async () => {
    app = await startShortGrants();
  });
  test.afterAll(() => app?.stop());

  test("is renewed on the way to a page, once, without a question", async ({ page }) => {
    // Back from the sign-in, the first page is the one that renews.
    const ways: string[] = [];
    page.on("request", (request) => {
      if (request.isNavigationRequest()) ways.push(new URL(request.url()).pathname);
    });
    await page.goto(`${app.origin}/auth/login?return_to=/calendar%3Fmonth%3D2024-02`);
    await choosePatient(page, freshAddress());
    await expect(page).toHaveURL(`${app.origin}/calendar?month=2024-02`);
    await expect(page.getByRole("heading", { name: "February 2024" })).toBeVisible();
    expect(ways).toContain("/auth/renew");
    expect(ways.filter((way) => way === "/auth/callback")).toHaveLength(2);
    // The next page is just a page, and so is one after a form.
    ways.length = 0;
    await page.goto(`${app.origin}/settings/profile`);
    await page.getByLabel("Year of birth").fill("1980");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Saved.")).toBeVisible();
    expect(ways).not.toContain("/auth/renew");
    await page.goto(`${app.origin}/settings/keys`);
    await expect(page.getByText("Your sign-in went on, without asking you")).toBeVisible();
  });
});

test("a forecast while you sleep is allowed, shown and taken back", async ({ page }) => {
  await newPatient(page);
  await page.goto("/settings/keys");
  const nights = page.getByRole("region", { name: "A forecast while you sleep" });
  await expect(nights).toContainText("Off: your diary is opened while you are signed in");
  await nights.getByRole("link").click();
  await expect(page.getByRole("heading", { name: "What you would not allow" })).toBeVisible();
  await page.getByRole("button", { name: "Allow it" }).click();
  await expect(nights).toContainText("On since");
  await expect(nights).toContainText("have not been lent for it yet");
  await expect(page.getByText("You allowed work at night")).toBeVisible();
  await nights.getByRole("button", { name: "Switch it off" }).click();
  await expect(nights).toContainText("Off: your diary");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a forecast while you sleep is allowed and taken back as well", async ({ page }) => {
    await page.goto("/auth/login?return_to=/settings/keys/nights");
    await choosePatient(page, freshAddress());
    await page.getByRole("button", { name: "Allow it" }).click();
    await page.getByRole("button", { name: "Switch it off" }).click();
    await expect(page.getByText("Off: your diary is opened")).toBeVisible();
  });
});
