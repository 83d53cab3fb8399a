// Measurements: in the patient's own units, within ranges that only catch slips of the finger.
import { open } from "../support/awake";
import { expectRefused, field } from "../support/attacks";
import { expectPicked, pick } from "../support/forms";
import { newPatient } from "../support/patients";
import { expect, test, type Page } from "../support/test";
import { daysAgo, minutesAgo } from "../support/time";

const save = (page: Page) => page.getByRole("button", { name: "Save" }).click();

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("a weight is refused out of range, then kept, changed, deleted and brought back", async ({ page }) => {
      await newPatient(page);
      await open(page, "/health/weight");
      const weight = field(page, "Weight in kg");
      await weight.fill("700");
      await field(page, "Notes").fill("after breakfast");
      await save(page);
      await expectRefused(weight, "700", "Please give a number from 20 to 300.");
      await expect(field(page, "Notes")).toHaveValue("after breakfast");
      await weight.fill("68,4");
      await save(page);
      await expect(page.locator(".record")).toContainText("68.4 kg");
      await page.locator("a.record").click();
      await weight.fill("69");
      await save(page);
      await expect(page.locator(".record")).toContainText("69 kg");
      await page.locator("a.record").click();
      await page.getByRole("button", { name: "Delete" }).click();
      await expect(page.getByText("Deleted.")).toBeVisible();
      await expect(page.locator(".record")).toHaveCount(0);
      await page.getByRole("button", { name: "Undo" }).click();
      await expect(page.locator(".record")).toContainText("69 kg");
    });

    test("blood pressure needs both values, the upper above the lower", async ({ page }) => {
      await newPatient(page);
      await open(page, "/health/blood-pressure");
      const [upper, lower] = [field(page, "Upper value (systolic), mmHg"), field(page, "Lower value (diastolic), mmHg")];
      await upper.fill("80");
      await lower.fill("120");
      await save(page);
      await expect(page.getByText("The lower value has to be below the upper one.")).toBeVisible();
      await expect(upper).toHaveValue("80");
      await upper.fill("125");
      await lower.fill("80");
      await save(page);
      await expect(page.locator(".record")).toContainText("125 / 80 mmHg");
      await open(page, "/health");
      await expect(page.locator(".record").filter({ hasText: "Blood pressure" })).toContainText("125 / 80 mmHg");
    });

    test("a time still to come is refused", async ({ page }) => {
      await newPatient(page);
      await open(page, "/health/water");
      await field(page, "Water in ml").fill("250");
      const later = minutesAgo(-24 * 60);
      await field(page, "When").fill(later);
      await save(page);
      await expectRefused(field(page, "When"), later, "This time is still to come.");
      await expect(field(page, "Water in ml")).toHaveValue("250");
    });
  });
}

test("two weights are a line with a table and a sentence", async ({ page }) => {
  await newPatient(page);
  for (const weight of ["70", "68.5"]) {
    await open(page, "/health/weight");
    await field(page, "Weight in kg").fill(weight);
    await save(page);
    await expect(page.locator(".record").first()).toBeVisible();
  }
  await expect(page.getByText("The latest 2 entries: from 68.5 to 70.")).toBeVisible();
  await page.getByText("Show as a table").click();
  await expect(page.getByRole("table").locator("tbody tr")).toHaveCount(2);
});

test("whoever thinks in pounds and inches types and reads them", async ({ page }) => {
  await newPatient(page);
  await open(page, "/health/weight");
  await field(page, "Weight in kg").fill("68");
  await save(page);
  await expect(page.locator(".record")).toContainText("68 kg");
  await open(page, "/settings/counting");
  await pick(page, "Weight", "Pounds");
  await pick(page, "Height", "Inches");
  await save(page);
  await expectPicked(page, "Weight", "Pounds");
  await open(page, "/health/weight");
  await expect(page.locator(".record")).toContainText("149.9 lb");
  await field(page, "Weight in lb").fill("150");
  await save(page);
  await expect(page.locator(".record").filter({ hasText: "150 lb" })).toHaveCount(1);
  await open(page, "/health/height");
  await field(page, "Height in in").fill("67");
  await save(page);
  await expect(page.locator(".record")).toContainText("67 in");
  await open(page, `/day/${daysAgo(0)}`);
  await expect(page.getByRole("region", { name: "Measurements" })).toContainText("150 lb");
});
