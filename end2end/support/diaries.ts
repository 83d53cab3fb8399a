// Files that patients bring, and what happens to them.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { open } from "./awake";
import { expect, type Page } from "./test";

const REAL_DIARY = new URL(
  "../../../shared/diaries/bartulem_daily_weather_headache_2020-2022.csv",
  import.meta.url,
);

/** A real diary, kept beside the project and not in it. */
export const realDiary = {
  path: fileURLToPath(REAL_DIARY),
  exists: existsSync(REAL_DIARY),
  whenMissing: "the real diary does not lie beside this checkout",
};

export interface MonthOfDiary {
  days: number;
  headacheDays: number;
  medicineDays: number;
}

/** Counts the months of the real diary by splitting it at commas, as a spreadsheet would. */
export function countNaively(): Map<string, MonthOfDiary> {
  const [heading, ...rows] = readFileSync(REAL_DIARY, "utf8").trim().split(/\r?\n/);
  const names = heading.split(",");
  const months = new Map<string, MonthOfDiary>();
  for (const row of rows) {
    const cells = row.split(",");
    const cell = (name: string) => Number(cells[names.indexOf(name)]);
    const key = `${cell("Year")}-${String(cell("Month")).padStart(2, "0")}`;
    const month = months.get(key) ?? { days: 0, headacheDays: 0, medicineDays: 0 };
    month.days += 1;
    month.headacheDays += cell("Headache") > 0 ? 1 : 0;
    month.medicineDays += cell("Medication") > 0 ? 1 : 0;
    months.set(key, month);
  }
  return months;
}

/** A small diary of our own, with commas. */
export const smallDiary = [
  "date,headache,severity,medicine",
  "2024-02-01,0,0,0",
  "2024-02-02,1,2,1",
  "2024-02-03,0,0,0",
  "",
].join("\n");

export interface UploadedFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export const csvFile = (text: string): UploadedFile => ({
  name: "diary.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(text, "utf8"),
});

/** Chooses a file and looks at it; ends on the preview, or where the file was refused. */
export async function bring(page: Page, file: UploadedFile | string): Promise<void> {
  await open(page, "/import");
  await page.getByLabel("File").setInputFiles(file);
  await page.getByRole("button", { name: "Look at it" }).click();
  await expect(page.getByRole("heading", { name: "Is this right?" })).toBeVisible();
}

/** Confirms the preview; answers the sentence that says what was saved. */
export async function confirm(page: Page): Promise<string> {
  await page.getByRole("button", { name: /^Save entries/ }).click();
  const sentence = page.getByText(/^Saved\. New entries/);
  await expect(sentence).toBeVisible();
  return sentence.innerText();
}

/** Downloads an export by its button; answers its bytes as text. */
export async function takeAway(page: Page, format: "CSV" | "JSON"): Promise<string> {
  await open(page, "/export");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: `Download ${format}` }).click();
  return readFileSync(await (await download).path(), "utf8");
}
