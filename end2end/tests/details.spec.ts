// Everything else that can be told about an attack. Saved at each tap; nothing is required.
import {
  answer, beginAttack, choose, expectChosen, expectNotChosen, expectRefused, field, judge, nameMedicine,
  save, takeMedicine, taken, writeNotes,
} from "../support/attacks";
import { newPatient } from "../support/patients";
import { expect, test } from "../support/test";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("a medicine is typed, and judged after two hours", async ({ page }) => {
      await newPatient(page);
      await beginAttack(page);
      const medicine = `Triptan <b>"A"</b> 50 mg`;
      await takeMedicine(page, `Triptan <b>"A"</b>`, "50 mg", "120 min ago");
      await expect(taken(page, medicine)).toContainText("What did it do?");
      await expect(page.getByText(medicine).first()).toBeVisible();
      await judge(page, medicine, "Pain gone");
      await page.reload();
      await expect(taken(page, medicine)).toContainText("Pain gone");
    });

    test("aura minutes out of range stay typed, with the sentence at the field", async ({ page }) => {
      await newPatient(page);
      await beginAttack(page);
      await choose(page, "Was there an aura?", "Seeing");
      const minutes = field(page, "Seeing: minutes");
      await minutes.fill("9999");
      await save(page, "Seeing: minutes");
      await expectRefused(minutes, "9999", "Minutes are a whole number from 1 to 4,320.");
      await minutes.fill("25");
      await save(page, "Seeing: minutes");
      await expect(minutes).not.toHaveAttribute("aria-invalid", "true");
      await page.reload();
      await expect(minutes).toHaveValue("25");
    });

    test("a medicine without a name is refused, and its dose stays typed", async ({ page }) => {
      await newPatient(page);
      await beginAttack(page);
      await nameMedicine(page, "", "400 mg");
      await expectRefused(field(page, "Name"), "", "The medicine needs a name.");
      await expect(field(page, "Dose")).toHaveValue("400 mg");
    });

    test("notes are kept as they were written", async ({ page }) => {
      await newPatient(page);
      await beginAttack(page);
      const text = "First line\n</textarea><b>second</b> & third: Kopfweh ÄÖÜ 頭痛";
      await writeNotes(page, text);
      await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
      await page.reload();
      await expect(field(page, "Notes")).toHaveValue(text);
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
  await expect(taken(page, "Ibuprofen 400 mg")).toHaveCount(1);
  await expect(taken(page, "Ibuprofen 400 mg")).not.toContainText("What did it do?");
  await taken(page, "Ibuprofen 400 mg").click();
  await expect(page.getByText("This question opens 90 minutes after the intake.")).toBeVisible();
  await expect(page.getByRole("group", { name: "What did it do?" })).toHaveCount(0);
});

test("going back to the form of a medicine that was saved does not save it twice", async ({ page }) => {
  await newPatient(page);
  await beginAttack(page);
  await nameMedicine(page, "Ibuprofen", "400 mg");
  await page.getByRole("button", { name: "Taken now" }).dblclick();
  await page.waitForURL(/\/attacks\/[0-9a-f-]{36}$/);
  await expect(taken(page, "Ibuprofen 400 mg")).toHaveCount(1);
});

test("a medicine that is known is one tap, and says before what it comes to", async ({ page }) => {
  await newPatient(page);
  await beginAttack(page);
  await takeMedicine(page, "Ibuprofen", "400 mg", "30 min ago");
  const known = page.getByRole("button", { name: /^Took Ibuprofen 400 mg now/ });
  await expect(known).toContainText("painkiller day 1 of 15");
  await known.click();
  await expect(taken(page, "Ibuprofen 400 mg")).toHaveCount(2);
  await taken(page, "Ibuprofen 400 mg").first().click();
  await page.getByRole("button", { name: "Delete this intake" }).click();
  await expect(page.getByText("Entry deleted")).toBeVisible();
  await page.goto("/");
  await page.getByRole("link", { name: "Take medicine" }).click();
  await expect(taken(page, "Ibuprofen 400 mg")).toHaveCount(1);
});
