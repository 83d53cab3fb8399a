// The report for the visit: on the screen, on paper, and as files, all with the same numbers.
import { open } from "../support/awake";
import { field } from "../support/attacks";
import { download } from "../support/forms";
import { newPatient, signIn } from "../support/patients";
import { expect, test, type Page } from "../support/test";

const FILES = ["report.pdf", "report.csv", "report.json", "fhir.json"];

/** A name that may carry the mark of a footnote. */
const marked = (name: string): RegExp => new RegExp(`^${name}( [¹²³⁴⁵⁶⁷⁸⁹⁰]+)?( |$)`);

/** The row of a table of the report, as its text after the name. */
async function row(page: Page, heading: string): Promise<string> {
  const text = await page.getByRole("row", { name: marked(heading) }).first().innerText();
  return text.replace(/\s+/g, " ").replace(marked(heading), "").trim();
}

const pagesOf = (pdf: Buffer) => (pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the report shows days, medicines, responses, scales and its definitions", async ({ page }) => {
    await signIn(page, "demo");
    await open(page, "/report");
    for (const heading of [
      "Days", "Days with medicine", "Two hours after an acute medicine", "Time lost", "Questionnaires",
      "Preventive treatment", "My questions",
    ]) {
      await expect(page.getByRole("heading", { name: marked(heading), level: 3 }).first()).toBeVisible();
    }
    for (const line of ["Headache days", "Migraine days, definition A", "Migraine days, definition B", "Attacks"]) {
      expect(await row(page, line), line).toMatch(/\d/);
    }
    await expect(page.getByText("Sumatriptan").first()).toBeVisible();
    await expect(page.getByText(/Metoprolol.*since/).first()).toBeVisible();
    await expect(page.getByText("ICHD-3 8.2").first()).toBeVisible();
    await expect(page.getByText(/rules of version/).first()).toBeVisible();
    await expect(page.getByText("is one triptan fewer a week realistic?")).toBeVisible();
  });

  test("what it covers is chosen by a form and stands in the address, nothing else does", async ({ page }) => {
    await signIn(page, "demo");
    await open(page, "/report");
    await field(page, "Which days?").selectOption("Last 28 days");
    await page.getByLabel("No, leave them out").check();
    await page.getByLabel("Letter").check();
    await page.getByRole("button", { name: "Show the report" }).click();
    await expect(field(page, "Which days?").locator("option:checked")).toHaveText("Last 28 days");
    await expect(page.getByLabel("No, leave them out")).toBeChecked();
    await expect(page.getByText(/\(28 days\)/).first()).toBeVisible();
    expect(new URL(page.url()).search).toMatch(/^\?span=[\w]+&baseline=\w+&late=\w+&paper=\w+$/);
  });

  test("an empty diary gets an empty report, not a wrong one", async ({ page }) => {
    await newPatient(page);
    await open(page, "/report");
    await expect(page.getByText(/not enough answers for rates/i).first()).toBeVisible();
    await expect(page.getByText("No medicine was entered for these days.")).toBeVisible();
    await expect(page.locator("main")).not.toContainText(/NaN|Infinity|undefined/);
  });
});

test("the files are what they say, and hold what the page shows", async ({ page }) => {
  await signIn(page, "demo");
  await open(page, "/report");
  const headacheDays = await row(page, "Headache days");
  const take = (name: string) => download(page, () => page.getByRole("button", { name }).click());

  const pdf = await take("PDF");
  expect(pdf.name).toMatch(/\.pdf$/);
  expect(pdf.bytes.subarray(0, 5).toString("latin1")).toBe("%PDF-");
  expect(pagesOf(pdf.bytes)).toBeLessThanOrEqual(1);
  expect(pdf.bytes.includes("/MarkInfo") || pdf.bytes.includes("/StructTreeRoot") || pdf.bytes.includes("ObjStm")).toBe(true);

  const table = (await take("Table (CSV)")).bytes.toString("utf8");
  expect(table.trim().split("\n").length).toBeGreaterThan(5);
  expect(table).toContain("headache_days");

  const numbers = (await take("For programs (JSON)")).bytes.toString("utf8");
  expect(JSON.parse(numbers)).toBeTruthy();
  const shown = headacheDays.match(/\d+/g)!;
  expect(shown.some((count) => numbers.includes(count))).toBe(true);

  const { bytes } = await take("For clinics (FHIR)");
  const bundle = JSON.parse(bytes.toString("utf8"));
  expect(bundle).toMatchObject({ resourceType: "Bundle", type: "document" });
  const kinds = new Set(bundle.entry.map((entry: { resource: { resourceType: string } }) => entry.resource.resourceType));
  for (const kind of [
    "Composition", "Patient", "Condition", "Observation", "MedicationStatement", "QuestionnaireResponse",
  ]) {
    expect(kinds, kind).toContain(kind);
  }
  expect(bundle.entry[0].resource.resourceType).toBe("Composition");
});

test("the files are stored nowhere and are for nobody else", async ({ page, secondBrowser }) => {
  await newPatient(page);
  for (const name of FILES) {
    const response = await page.request.get(`/report/${name}`);
    expect(response.status(), name).toBe(200);
    expect(response.headers(), name).toMatchObject({
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
    expect(response.headers()["content-disposition"], name).toMatch(/^attachment; filename="[\w.-]+"$/);
    const stranger = await secondBrowser.request.get(`/report/${name}`, { maxRedirects: 0 });
    expect(stranger.headers()["location"], name).toMatch(/^\/auth\/login/);
  }
});

test("printed from the browser it is one page without forms and navigation", async ({ page }) => {
  await signIn(page, "demo");
  await open(page, "/report");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("heading", { name: "Headache diary report" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Show the report" })).toBeHidden();
  await expect(page.getByRole("navigation")).toBeHidden();
  for (const format of ["A4", "Letter"]) {
    expect(pagesOf(await page.pdf({ format, preferCSSPageSize: false })), format).toBe(1);
  }
});
