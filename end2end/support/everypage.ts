// Every page that there is, with something on it, for the walks: accessibility, reflow, languages.
import { beginAttack, choose, field, taken, takeMedicine, typeTimes } from "./attacks";
import { bring, csvFile } from "./diaries";
import { pick } from "./forms";
import { addSumatriptan } from "./medicines";
import { newPatient } from "./patients";
import { expect, type Page } from "./test";
import { daysAgo, minutesAgo } from "./time";

export interface Place {
  name: string;
  path: string;
}

/** What a stranger can see. */
export const OUTSIDE: Place[] = [
  { name: "landing", path: "/" },
  { name: "privacy", path: "/privacy" },
  { name: "help", path: "/help" },
  { name: "dark thoughts", path: "/crisis" },
  { name: "what may help", path: "/advice" },
  { name: "food", path: "/advice/food" },
  { name: "account deleted", path: "/account-deleted?provider=left" },
  { name: "sign-in failed", path: "/sign-in-failed?reason=declined" },
  { name: "keys away", path: "/sign-in-failed?reason=keys-away" },
];

/** Plain pages that every patient can go to. */
export const PLAIN: Place[] = [
  { name: "history", path: "/history" },
  { name: "calendar", path: "/calendar" },
  { name: "year", path: `/calendar/year/${daysAgo(0).slice(0, 4)}` },
  { name: "counts", path: "/counts" },
  { name: "count", path: "/counts/headache_days_leiden" },
  { name: "statistics", path: "/statistics" },
  { name: "timeline", path: "/timeline" },
  { name: "check-in", path: "/check-in" },
  { name: "gaps", path: "/gaps" },
  { name: "factors", path: "/factors" },
  { name: "health", path: "/health" },
  { name: "weight", path: "/health/weight" },
  { name: "blood pressure", path: "/health/blood-pressure" },
  { name: "sleep", path: "/health/sleep" },
  { name: "medicines", path: "/medicines" },
  { name: "add a medicine", path: "/medicines/add" },
  { name: "scan a pack", path: "/medicines/scan" },
  { name: "what helped", path: "/medicines/response" },
  { name: "plans", path: "/medicines/plans" },
  { name: "new plan", path: "/medicines/plans/new" },
  { name: "another intake", path: "/intakes/new" },
  { name: "scales", path: "/scales" },
  { name: "midas", path: "/scales/midas" },
  { name: "phq-9", path: "/scales/phq9" },
  { name: "gad-7", path: "/scales/gad7" },
  { name: "hit-6", path: "/scales/hit6" },
  { name: "msq", path: "/scales/msq" },
  { name: "insights", path: "/insights" },
  { name: "how insights work", path: "/insights/how" },
  { name: "suspicions", path: "/insights/suspicions" },
  { name: "forecast", path: "/forecast" },
  { name: "experiments", path: "/experiments" },
  { name: "around", path: "/around" },
  { name: "places", path: "/around/places" },
  { name: "own rules", path: "/around/rules" },
  { name: "notices", path: "/around/notices" },
  { name: "older attacks", path: "/around/backfill" },
  { name: "risk points", path: "/around/risk" },
  { name: "air pressure", path: "/around/about/pressure" },
  { name: "space weather", path: "/around/about/geomagnetic" },
  { name: "report", path: "/report" },
  { name: "help check", path: "/help/check" },
  { name: "more", path: "/more" },
  { name: "import", path: "/import" },
  { name: "export", path: "/export" },
  { name: "settings", path: "/settings" },
  { name: "uses of your keys", path: "/settings/keys" },
  { name: "replace your keys", path: "/settings/keys/replace" },
  { name: "person", path: "/settings/profile" },
  { name: "counting", path: "/settings/counting" },
  { name: "pain words", path: "/settings/pain-words" },
  { name: "questions", path: "/settings/questions" },
  { name: "a forecast while you sleep", path: "/settings/keys/nights" },
  { name: "delete the account", path: "/settings/delete" },
];

const FAULTY = [
  "date,headache,severity,medicine",
  "2024-02-01,0,0,0",
  "2024-02-02,7,2,1",
  "2024-02-31,1,2,0",
  "2024-02-04,perhaps,1,0",
  "",
].join("\n");

/** A patient with something of everything; answers all places that they can go to. */
export async function furnishedPatient(page: Page): Promise<Place[]> {
  await newPatient(page);
  await beginAttack(page);
  const attack = new URL(page.url()).pathname;
  await choose(page, "How bad is it?", "7");
  await choose(page, "What comes with it?", "Nausea");
  await choose(page, "What comes with it?", "Light hurts");
  await choose(page, "Was there an aura?", "Seeing");
  await takeMedicine(page, "Triptan-Example", "50 mg", "120 min ago");
  await expect(taken(page, "Triptan-Example 50 mg")).toContainText("What did it do?");
  const intake = await taken(page, "Triptan-Example 50 mg").getAttribute("href");
  await typeTimes(page, minutesAgo(30), minutesAgo(90));
  await expect(page.getByText("The end lies before the start.")).toBeVisible();
  await page.goto(`/day/${daysAgo(2)}`);
  await page.getByRole("button", { name: "It was a clear day" }).click();
  await expect(page.getByText("Confirmed as a clear day.").first()).toBeVisible();
  const ended = await lateAttack(page, daysAgo(3));
  await bring(page, csvFile(FAULTY));
  const draft = new URL(page.url()).pathname;
  const medicine = await cabinet(page);
  await checkedIn(page);
  const scale = await answeredScale(page);
  return [
    { name: "today", path: "/" },
    { name: "attack in progress", path: attack },
    { name: "attack that is over", path: ended },
    { name: "attack details", path: `${attack}/details` },
    { name: "attack safety", path: `${attack}/safety` },
    { name: "attack twins", path: `${attack}/twins` },
    ...PLAIN,
    { name: "day", path: `/day/${daysAgo(0)}` },
    { name: "clear day", path: `/day/${daysAgo(2)}` },
    { name: "import preview", path: draft },
    { name: "intake", path: intake! },
    { name: "medicine", path: medicine },
    { name: "take", path: `${medicine}/take` },
    { name: "scale result", path: scale },
    { name: "no such page", path: "/no-such-page" },
    { name: "no such attack", path: "/attacks/00000000-0000-4000-8000-000000000000" },
  ];
}

/** A cabinet with one medicine, few of it left, and a plan; answers the address of the medicine. */
async function cabinet(page: Page): Promise<string> {
  await addSumatriptan(page);
  await page.getByRole("link", { name: "Details Sumatriptan 50 mg" }).click();
  await expect(page.getByText("ATC code N02CC01")).toBeVisible();
  const medicine = new URL(page.url()).pathname;
  await page.goto("/medicines/plans/new");
  await field(page, "Name").fill("Plan-Example");
  await field(page, "Time 1").fill("00:05");
  await page.getByRole("button", { name: "Save plan" }).click();
  await expect(page.getByText("Every day at 00:05")).toBeVisible();
  return medicine;
}

/** A check-in of today and of yesterday, with an own question, and two weights. */
async function checkedIn(page: Page): Promise<void> {
  await page.goto("/factors");
  await field(page, "Name").fill("Own-Example");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Own-Example" })).toBeVisible();
  for (const day of [daysAgo(1), daysAgo(0)]) {
    await page.goto(`/check-in/${day}`);
    await pick(page, "Mood", "Even");
    await pick(page, "Own-Example", "Yes");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
  }
  for (const [place, weight] of ["70", "69"].entries()) {
    await page.goto("/health/weight");
    await field(page, "Weight in kg").fill(weight);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.locator("a.record")).toHaveCount(place + 1);
  }
}

/** Two HIT-6 scores; answers the address of the second. */
async function answeredScale(page: Page): Promise<string> {
  for (const score of ["60", "52"]) {
    await page.goto("/scales/hit6");
    await field(page, "Score").fill(score);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("heading", { name: new RegExp(`^Score ${score}`) })).toBeVisible();
  }
  return new URL(page.url()).pathname;
}

async function lateAttack(page: Page, day: string): Promise<string> {
  await page.goto(`/day/${day}`);
  await page.getByRole("button", { name: "Add an attack on this day" }).click();
  await page.waitForURL(/\/attacks\//);
  await expect(page.getByText(/^Late entry/)).toBeVisible();
  return new URL(page.url()).pathname;
}

/** Whoever asks for a page that is not there sees this line in their console. */
export const MISSING_PAGE = /Failed to load resource: .*404/;

export const THEMES = ["dim-green", "dim-neutral", "paper"];

/** What a browser keeps: a theme or a language. */
export async function keepCookie(page: Page, name: string, value: string): Promise<void> {
  const url = process.env.BASE_URL;
  await page.context().addCookies([{ name, value, url, sameSite: "Lax" }]);
}

/** Opens a place and waits until it is drawn. */
export async function visit(page: Page, place: Place): Promise<void> {
  await page.goto(place.path);
  await expect(page.locator("h1")).toBeAttached();
}
