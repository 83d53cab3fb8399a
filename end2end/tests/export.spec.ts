// Taking a diary away, and that nothing is lost on the way.
import { answer, beginAttack, choose, expectChosen, field, judge, takeMedicine, writeNotes } from "../support/attacks";
import { open } from "../support/awake";
import { bring, confirm, csvFile, smallDiary, takeAway } from "../support/diaries";
import { newPatient } from "../support/patients";
import { expect, test, type Page } from "../support/test";
import { daysAgo } from "../support/time";

/** Of everything something. */
async function fillDiary(page: Page): Promise<void> {
  await newPatient(page);
  await beginAttack(page);
  await choose(page, "How bad is it?", "7");
  await choose(page, "What comes with it?", "Nausea");
  await choose(page, "Which side?", "Left");
  await choose(page, "Was there an aura?", "Seeing");
  await takeMedicine(page, '=HYPERLINK("http://x")', "50, mg", "240 min ago");
  await judge(page, '=HYPERLINK("http://x") 50, mg', "Better");
  await writeNotes(page, '+1 "quoted", and\na second line');
  await page.reload();
  await expect(field(page, "Notes")).toHaveValue(/second line/);
  await open(page, `/day/${daysAgo(2)}`);
  await page.getByRole("button", { name: "It was a clear day" }).click();
  await expect(page.getByText("Confirmed as a clear day.").first()).toBeVisible();
  await bring(page, csvFile(smallDiary));
  await confirm(page);
}

const withoutMoment = (document: string) => document.replace(/"exported":\s*"[^"]*"/, "");

test("an export brought into an empty diary is the same diary", async ({ page, secondBrowser }) => {
  test.slow();
  await fillDiary(page);
  const [table, document] = [await takeAway(page, "CSV"), await takeAway(page, "JSON")];
  expect(JSON.parse(document)).toMatchObject({
    format: "migraine-pulse",
    attacks: [{ side: "left" }],
  });
  const { others } = JSON.parse(document);
  expect(others.filter((other: { kind: string }) => other.kind === "intake")).toMatchObject([
    { data: { dose: "50, mg", relief: "better" } },
  ]);

  await newPatient(secondBrowser);
  await bring(secondBrowser, { name: "diary.json", mimeType: "application/json", buffer: Buffer.from(document) });
  expect(await confirm(secondBrowser)).toBe("Saved. New entries: 6. Already there: 0.");
  expect(withoutMoment(await takeAway(secondBrowser, "JSON"))).toBe(withoutMoment(document));
  expect(await takeAway(secondBrowser, "CSV")).toBe(table);
});

test("the table alone brings everything back, too", async ({ page, secondBrowser }) => {
  test.slow();
  await fillDiary(page);
  const [table, document] = [await takeAway(page, "CSV"), await takeAway(page, "JSON")];
  // A quoted cell keeps its mark against formulas.
  expect(table).toContain(`"'+1 ""quoted"", and`);

  await newPatient(secondBrowser);
  await bring(secondBrowser, csvFile(table));
  expect(await confirm(secondBrowser)).toBe("Saved. New entries: 6. Already there: 0.");
  expect(withoutMoment(await takeAway(secondBrowser, "JSON"))).toBe(withoutMoment(document));
  await open(secondBrowser, "/history");
  await secondBrowser.locator("a.record").first().click();
  await expectChosen(secondBrowser, "How bad is it?", "7");
  await expect(answer(secondBrowser, "Which side?", "Left")).toHaveAttribute("aria-pressed", "true");
});

test("strangers get no export", async ({ page }) => {
  for (const name of ["diary.csv", "diary.json"]) {
    const response = await page.request.get(`/export/${name}`, { maxRedirects: 0 });
    expect(response.headers()["location"]).toBe(`/auth/login?return_to=/export/${name}`);
  }
});

test("an export is a download that nobody stores", async ({ page }) => {
  await newPatient(page);
  const response = await page.request.get("/export/diary.json");
  expect(response.headers()).toMatchObject({
    "cache-control": "no-store",
    "content-disposition": 'attachment; filename="migraine-pulse-diary.json"',
    "x-content-type-options": "nosniff",
  });
});
