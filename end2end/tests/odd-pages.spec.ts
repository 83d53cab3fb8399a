// Addresses that lead nowhere.
import { newPatient } from "../support/patients";
import { MISSING_PAGE } from "../support/everypage";
import { expect, test } from "../support/test";

test.describe(() => {
  test.use({ expectedComplaints: [MISSING_PAGE] });

  test("a page that is not there says so and leads back", async ({ page }) => {
    await newPatient(page);
    const response = await page.goto("/no-such-page");
    expect(response!.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "No such page" })).toBeVisible();
    await page.getByRole("link", { name: "To the start page" }).click();
    await expect(page.getByRole("button", { name: "I have an attack" })).toBeVisible();
  });

  test("an attack that is not there says so", async ({ page }) => {
    await newPatient(page);
    for (const id of ["00000000-0000-4000-8000-000000000000", "nonsense"]) {
      await page.goto(`/attacks/${id}`);
      await expect(page.getByText("This entry is not in your diary.")).toBeVisible();
    }
  });
});

test("every link on the page of all pages leads to a page", async ({ page }) => {
  await newPatient(page);
  await page.goto("/more");
  const links = await page.locator("main a[href^='/']").evaluateAll((all) => all.map((a) => a.getAttribute("href")!));
  expect(links.length).toBeGreaterThan(15);
  const lost: string[] = [];
  for (const link of links) {
    if (!(await page.request.get(link)).ok()) lost.push(link);
  }
  expect(lost).toEqual([]);
});

test("another patient's attack is not there", async ({ page, secondBrowser }) => {
  await newPatient(page);
  await page.getByRole("button", { name: "I have an attack" }).click();
  await page.waitForURL(/\/attacks\//);
  const address = page.url();
  await newPatient(secondBrowser);
  await secondBrowser.goto(address);
  await expect(secondBrowser.getByText("This entry is not in your diary.")).toBeVisible();
});

test("a failed sign-in with an unknown reason still gets a sentence", async ({ page }) => {
  await page.goto("/sign-in-failed?reason=<script>alert(1)</script>");
  await expect(page.getByRole("heading", { name: "Sign-in did not work" })).toBeVisible();
  await expect(page.getByRole("status")).toHaveText("The sign-in service reported an error. Please try again.");
});

test.describe(() => {
  // Such pages answer with the status of a page that is not there.
  test.use({ expectedComplaints: [/status of 404/] });

  test("nonsense in an address has a page that says so", async ({ page }) => {
    await newPatient(page);
    await page.goto("/history?page=99999");
    await expect(page.getByRole("heading", { name: "History" })).toBeVisible();
    for (const path of ["/calendar?month=nonsense", "/day/nonsense", "/day/2024-02-31"]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.getByRole("status")).toBeVisible();
    }
  });
});
