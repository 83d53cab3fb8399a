// The main job: two taps save an attack and how bad it is, with JavaScript and without.
import { open } from "../support/awake";
import { beginAttack, choose, expectChosen, historyLines, lead } from "../support/attacks";
import { newPatient } from "../support/patients";
import { expect, test } from "../support/test";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("two taps save an attack and its level @wide", async ({ page }) => {
      await newPatient(page);
      await beginAttack(page);
      await choose(page, "How bad is it?", "7");
      await expect(lead(page)).toContainText("for 0 min now");
      await page.reload();
      await expectChosen(page, "How bad is it?", "7");
      const lines = await historyLines(page);
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain("in progress · peak 7 of 10");
    });

    test("the second tap can be a word", async ({ page }) => {
      await newPatient(page);
      await beginAttack(page);
      await choose(page, "Or in words", "Severe");
      expect((await historyLines(page))[0]).toContain("peak Severe");
    });

    test("a double tap makes one attack", async ({ page }) => {
      await newPatient(page);
      await page.getByRole("button", { name: "I have an attack" }).dblclick();
      await page.waitForURL(/\/attacks\//);
      expect(await historyLines(page)).toHaveLength(1);
    });

    test("several attacks a day are several attacks", async ({ page }) => {
      await newPatient(page);
      await beginAttack(page);
      await choose(page, "How bad is it?", "3");
      await open(page, "/");
      await beginAttack(page);
      await choose(page, "How bad is it?", "9");
      expect(await historyLines(page)).toHaveLength(2);
    });
  });
}

test("a double tap is sent once, and the page stays alive", async ({ page }) => {
  await newPatient(page);
  let sent = 0;
  await page.route("**/api/attacks/begin", async (route) => {
    sent += 1;
    await new Promise((resolve) => setTimeout(resolve, 200));
    await route.continue();
  });
  await page.getByRole("button", { name: "I have an attack" }).dblclick();
  await page.waitForURL(/\/attacks\//);
  await choose(page, "How bad is it?", "7");
  expect(sent).toBe(1);
});

test("the attack button is the largest thing on the start page @wide", async ({ page }) => {
  await newPatient(page);
  const button = await page.getByRole("button", { name: "I have an attack" }).boundingBox();
  const others = await page.locator("a, button").evaluateAll((elements) =>
    elements.map((element) => {
      const { width, height } = element.getBoundingClientRect();
      return width * height;
    }),
  );
  expect(button!.width * button!.height).toBe(Math.max(...others));
});
