// Everything else that can be told about an attack. Saved at each tap; nothing is required.
import {
  answer, beginAttack, choose, expectChosen, expectNotChosen, expectRefused, formOf, takeMedicine,
} from "../support/attacks";
import { newPatient } from "../support/patients";
import { expect, test } from "../support/test";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("a medicine is typed, and judged after two hours", async ({ page }) => {
      await newPatient(page);
      await beginAttack(page);
      await takeMedicine(page, `Triptan <b>"A"</b>`, "50 mg", "120 min ago");
      await expect(page.getByText(`Triptan <b>"A"</b> 50 mg`, { exact: true })).toBeVisible();
      await choose(page, "What did it do after 2 hours?", "Pain gone");
      await page.reload();
      await expectChosen(page, "What did it do after 2 hours?", "Pain gone");
    });

    test("aura minutes out of range stay typed, with the sentence at the field", async ({ page }) => {
      await newPatient(page);
      await beginAttack(page);
      await choose(page, "Was there an aura?", "Seeing");
      const field = page.getByLabel("Seeing: minutes");
      await field.fill("9999");
      await formOf(page, "Seeing: minutes").getByRole("button", { name: "Save" }).click();
      await expectRefused(field, "9999", "Minutes are a whole number from 1 to 4,320.");
      await field.fill("25");
      await formOf(page, "Seeing: minutes").getByRole("button", { name: "Save" }).click();
      await expect(field).not.toHaveAttribute("aria-invalid", "true");
      await page.reload();
      await expect(field).toHaveValue("25");
    });

    test("a medicine without a name is refused, and its dose stays typed", async ({ page }) => {
      await newPatient(page);
      await beginAttack(page);
      await takeMedicine(page, "", "400 mg");
      await expectRefused(page.getByLabel("Medicine", { exact: true }), "", "The medicine needs a name.");
      await expect(page.getByLabel("Dose", { exact: true })).toHaveValue("400 mg");
    });

    test("notes are kept as they were written", async ({ page }) => {
      await newPatient(page);
      await beginAttack(page);
      const notes = page.getByLabel("Notes");
      await notes.fill("First line\n</textarea><b>second</b> & third: Kopfweh ÄÖÜ 頭痛");
      await formOf(page, "Notes").getByRole("button", { name: "Save" }).click();
      await expect(page.getByText("Saved", { exact: true })).toBeVisible();
      await page.reload();
      await expect(notes).toHaveValue("First line\n</textarea><b>second</b> & third: Kopfweh ÄÖÜ 頭痛");
    });
  });
}

test("the most bothersome symptom is one of those that were chosen", async ({ page }) => {
  await newPatient(page);
  await beginAttack(page);
  await expect(page.getByRole("group", { name: "Which bothers you most?" })).toHaveCount(0);
  await choose(page, "What comes with it?", "Nausea");
  await choose(page, "What comes with it?", "Light hurts");
  await choose(page, "Which bothers you most?", "Light hurts");
  await answer(page, "What comes with it?", "Light hurts").click();
  await expectNotChosen(page, "What comes with it?", "Light hurts");
  await expect(page.getByRole("group", { name: "Which bothers you most?" })).toHaveCount(0);
});

test("one side, several regions", async ({ page }) => {
  await newPatient(page);
  await beginAttack(page);
  await choose(page, "Which side?", "Left");
  await choose(page, "Which side?", "Right");
  await expectNotChosen(page, "Which side?", "Left");
  await choose(page, "Where?", "Temple");
  await choose(page, "Where?", "Eye");
  await page.reload();
  await expectChosen(page, "Which side?", "Right");
  await expectChosen(page, "Where?", "Temple");
  await expectChosen(page, "Where?", "Eye");
});

test("a medicine taken just now is not judged yet", async ({ page }) => {
  await newPatient(page);
  await beginAttack(page);
  await takeMedicine(page, "Ibuprofen", "400 mg");
  await expect(page.getByText("Ibuprofen 400 mg", { exact: true })).toBeVisible();
  await expect(page.getByRole("group", { name: "What did it do after 2 hours?" })).toHaveCount(0);
});

test("after a medicine was added, the form is empty again", async ({ page }) => {
  await newPatient(page);
  await beginAttack(page);
  await takeMedicine(page, "Ibuprofen", "400 mg");
  await expect(page.getByText("Ibuprofen 400 mg", { exact: true })).toBeVisible();
  await expect(page.getByLabel("Medicine", { exact: true })).toHaveValue("");
  await expect(page.getByLabel("Dose", { exact: true })).toHaveValue("");
});

test("a medicine that is known is one tap", async ({ page }) => {
  await newPatient(page);
  await beginAttack(page);
  await takeMedicine(page, "Ibuprofen", "400 mg");
  await page.getByRole("button", { name: "Took Ibuprofen 400 mg now" }).click();
  await expect(page.getByText("Ibuprofen 400 mg", { exact: true })).toHaveCount(2);
  await page.getByRole("button", { name: "Remove Ibuprofen 400 mg" }).first().click();
  await expect(page.getByText("Ibuprofen 400 mg", { exact: true })).toHaveCount(1);
});
