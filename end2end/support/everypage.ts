// Every page that there is, with something on it, for the walks: accessibility, reflow, languages.
import { answer, beginAttack, choose, takeMedicine, typeTimes } from "./attacks";
import { bring, csvFile } from "./diaries";
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
  { name: "sign-in failed", path: "/sign-in-failed?reason=declined" },
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
  await expect(answer(page, "What did it do after 2 hours?", "Better")).toBeVisible();
  await typeTimes(page, minutesAgo(30), minutesAgo(90));
  await expect(page.getByText("The end lies before the start.")).toBeVisible();
  await page.goto(`/day/${daysAgo(2)}`);
  await page.getByRole("button", { name: "It was a clear day" }).click();
  await expect(page.getByText("Confirmed as a clear day.").first()).toBeVisible();
  const ended = await lateAttack(page, daysAgo(3));
  await bring(page, csvFile(FAULTY));
  const draft = new URL(page.url()).pathname;
  return [
    { name: "today", path: "/" },
    { name: "attack in progress", path: attack },
    { name: "attack that is over", path: ended },
    { name: "history", path: "/history" },
    { name: "calendar", path: "/calendar" },
    { name: "day", path: `/day/${daysAgo(0)}` },
    { name: "clear day", path: `/day/${daysAgo(2)}` },
    { name: "import", path: "/import" },
    { name: "import preview", path: draft },
    { name: "export", path: "/export" },
    { name: "settings", path: "/settings" },
    { name: "privacy", path: "/privacy" },
    { name: "no such page", path: "/no-such-page" },
    { name: "no such attack", path: "/attacks/00000000-0000-4000-8000-000000000000" },
  ];
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
