// Red flags: they say when to seek help, stop nobody from saving, and never say that all is well.
import { beginAttack, choose, expectChosen } from "../support/attacks";
import { open } from "../support/awake";
import { field } from "../support/attacks";
import { newPatient } from "../support/patients";
import { expect, test, type Page } from "../support/test";

const CALL = "Call for help now";
const COMFORT = /all (is )?(fine|well|good)|nothing to worry|no danger|harmless|safe to/i;

const see = (page: Page) => page.getByRole("button", { name: "See what it means" }).click();

/** The card with what the signs come to. */
const advice = (page: Page) => page.locator("main");

async function tick(page: Page, ...signs: string[]): Promise<void> {
  for (const sign of signs) await page.getByLabel(sign).check();
}

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("when to seek help is open to strangers, with a number to call", async ({ page }) => {
      await page.goto("/help");
      await expect(page.getByRole("heading", { name: "When to seek help", level: 1 })).toBeVisible();
      for (const level of [CALL, "See a doctor soon", "Talk about it at your next visit"]) {
        await expect(page.getByRole("heading", { name: level })).toBeVisible();
      }
      await expect(page.locator("a[href^='tel:']").first()).toBeVisible();
      await expect(page.getByText("The worst pain within minutes of its start.")).toBeVisible();
      await expect(page.getByText("SNNOOP10")).toBeVisible();
      await expect(page.locator("main")).not.toContainText(COMFORT);
      await page.getByText("Emergency numbers of other countries").click();
      const japan = page.getByRole("row").filter({ hasText: "Japan" });
      await expect(japan).toContainText("119");
    });

    test("the emergency number is that of the patient's country", async ({ page }) => {
      await newPatient(page);
      await open(page, "/settings/profile");
      await page.getByLabel("Country").selectOption("New Zealand");
      await page.getByRole("button", { name: "Save" }).click();
      await open(page, "/help");
      await expect(page.getByRole("link", { name: "Call 111" })).toHaveAttribute("href", "tel:111");
    });

    test("a thunderclap says call now, and the attack is saved as ever", async ({ page }) => {
      await newPatient(page);
      await beginAttack(page);
      const attack = page.url();
      await choose(page, "How bad is it?", "10");
      await open(page, `${new URL(attack).pathname}/safety`);
      await expect(page.getByText(CALL)).toHaveCount(0);
      await tick(page, "Worst pain within five minutes of its start");
      await see(page);
      await expect(page.getByText(CALL).first()).toBeVisible();
      await expect(page.getByText("The worst pain within minutes of its start.").first()).toBeVisible();
      await expect(page.locator("a[href^='tel:']").first()).toBeVisible();
      await expect(advice(page)).not.toContainText(COMFORT);

      await page.goto(attack);
      await expectChosen(page, "How bad is it?", "10");
      await choose(page, "Which side?", "Left");
      await page.getByRole("button", { name: "Delete this attack" }).scrollIntoViewIfNeeded();
      await expect(page.getByRole("button", { name: "Delete this attack" })).toBeEnabled();
    });

    test("a notice that was read is marked, and new signs are shown anew", async ({ page }) => {
      await newPatient(page);
      await open(page, "/help/check");
      await tick(page, "Brought on by coughing, straining or exercise");
      await see(page);
      await expect(page.getByText("See a doctor soon").first()).toBeVisible();
      await page.getByRole("button", { name: "I have read this" }).click();
      await expect(page.getByRole("button", { name: "I have read this" })).toHaveCount(0);
      await expect(page.getByText("(read)").first()).toBeVisible();
      await tick(page, "Fainting, a seizure, or new confusion");
      await see(page);
      await expect(page.getByText(CALL).first()).toBeVisible();
      await expect(page.getByRole("button", { name: "I have read this" })).toBeVisible();
    });

    test("without any sign nobody is told that all is well", async ({ page }) => {
      await newPatient(page);
      await open(page, "/help/check");
      await see(page);
      await expect(advice(page)).not.toContainText(COMFORT);
      await expect(page.getByText("If you are worried, get help.").first()).toBeVisible();
    });

    test("the page for dark thoughts needs no sign-in", async ({ page }) => {
      await page.goto("/crisis");
      await expect(page.getByRole("heading", { name: "You are not alone" })).toBeVisible();
      await expect(page.getByRole("link", { name: "findahelpline.com" })).toBeVisible();
    });
  });
}

test("every single sign is answered with a level, and none with comfort", async ({ page }) => {
  test.slow();
  await newPatient(page);
  await open(page, "/help/check");
  const signs = await page.getByRole("checkbox").count();
  expect(signs).toBeGreaterThanOrEqual(15);
  for (let place = 0; place < signs; place += 1) {
    await open(page, "/help/check");
    for (const box of await page.getByRole("checkbox").all()) await box.setChecked(false);
    await page.getByRole("checkbox").nth(place).check();
    await see(page);
    await expect(page.getByText(/Call for help now|See a doctor soon|Talk about it at your next visit/).first()).toBeVisible();
    await expect(advice(page)).not.toContainText(COMFORT);
  }
});

test("the patient's own words for pain stand where levels are chosen", async ({ page }) => {
  await newPatient(page);
  await open(page, "/settings/pain-words");
  await field(page, "7").fill("I have to <b>lie down</b>");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(field(page, "7")).toHaveValue("I have to <b>lie down</b>");
  await open(page, "/");
  await beginAttack(page);
  await choose(page, "How bad is it?", "7");
  await open(page, `${new URL(page.url()).pathname}/details`);
  await expect(page.getByText("Highest pain: 7 of 10 (I have to <b>lie down</b>).")).toBeVisible();
});
