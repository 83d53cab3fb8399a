// What stays behind in a browser, and what is sent to it.
import { open } from "../support/awake";
import { beginAttack, choose, field, takeMedicine, taken } from "../support/attacks";
import { pick } from "../support/forms";
import { addOwnMedicine, openTake } from "../support/medicines";
import { bring, confirm, csvFile, smallDiary } from "../support/diaries";
import { furnishedPatient, OUTSIDE, PLAIN } from "../support/everypage";
import { newPatient } from "../support/patients";
import { expect, test } from "../support/test";
import { daysAgo } from "../support/time";
import { ZONE } from "../support/zone";

test("after a whole visit the browser has stored nothing but cookies", async ({ page, context }) => {
  await newPatient(page);
  await beginAttack(page);
  await choose(page, "How bad is it?", "7");
  await takeMedicine(page, "Secretazole");
  await expect(taken(page, "Secretazole")).toBeVisible();
  await open(page, `/day/${daysAgo(1)}`);
  await page.getByRole("button", { name: "It was a clear day" }).click();
  await bring(page, csvFile(smallDiary));
  await confirm(page);
  for (const { path } of [{ path: "/" }, ...PLAIN]) await open(page, path);

  const stored = await page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: "caches" in window ? (await caches.keys()).length : 0,
    workers: (await navigator.serviceWorker?.getRegistrations?.())?.length ?? 0,
  }));
  expect(stored).toEqual({ local: 0, session: 0, databases: 0, caches: 0, workers: 0 });

  const ours = await context.cookies(process.env.BASE_URL);
  const cookies = ours.filter((cookie) => !cookie.name.startsWith("idp_"));
  const about = (name: string) => cookies.find((cookie) => cookie.name === name);
  expect(cookies.map((cookie) => cookie.name).sort()).toEqual(["migraine-pulse", "zone"]);
  expect(about("migraine-pulse")).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  expect(about("migraine-pulse")!.value).toMatch(/^[\w-]{20,}$/);
  expect(about("zone")).toMatchObject({ value: ZONE, sameSite: "Lax", path: "/" });
});

test("no page is stored, styled inline, framed, or without a policy", async ({ page }) => {
  test.slow();
  const places = [...OUTSIDE, ...(await furnishedPatient(page))];
  for (const place of places) {
    const response = await page.request.get(place.path);
    const [html, headers] = [await response.text(), response.headers()];
    expect(html.match(/<[^>]*\sstyle=[^>]*>/g), `inline style on ${place.name}`).toBeNull();
    expect(html.match(/\son[a-z]+="/g), `inline handler on ${place.name}`).toBeNull();
    expect(headers["cache-control"], place.name).toBe("no-store");
    expect(headers["x-frame-options"], place.name).toBe("DENY");
    const policy = headers["content-security-policy"];
    expect(policy, place.name).toContain("default-src 'none'");
    expect(policy, place.name).not.toContain("unsafe-inline");
    const nonce = policy.match(/'nonce-([^']+)'/)![1];
    const scripts = html.match(/<script\b[^>]*>/g) ?? [];
    for (const script of scripts) expect(script, place.name).toContain(`nonce="${nonce}"`);
  }
});

test("addresses carry nothing that was entered", async ({ page }) => {
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  await newPatient(page);
  await beginAttack(page);
  await takeMedicine(page, "Secretazole", "77 mg");
  await expect(taken(page, "Secretazole 77 mg")).toBeVisible();
  await open(page, "/history");
  const words = /secretazole|77 ?mg|example\.org/i;
  const queries = addresses.map((address) => decodeURIComponent(new URL(address).search));
  expect(queries.filter((query) => words.test(query))).toEqual([]);
});

test("no form of a plain page puts an answer into an address", async ({ page }) => {
  await newPatient(page);
  // The sign-in's random values may spell anything.
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  await addOwnMedicine(page, "Secretazole", "Triptan");
  await openTake(page, "Secretazole");
  await page.getByRole("button", { name: "Taken now" }).click();
  await expect(page.getByRole("heading", { name: "Taken today" })).toBeVisible();
  await open(page, "/medicines/add");
  await field(page, "Name or brand").fill("Imigran");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByRole("button", { name: /^Sumatriptan/ }).first()).toBeVisible();
  await open(page, "/check-in");
  await pick(page, "Mood", "Low");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.", { exact: true })).toBeVisible();
  await open(page, "/health/weight");
  await field(page, "Weight in kg").fill("77.7");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator("a.record")).toHaveCount(1);
  await open(page, "/help/check");
  await page.getByLabel("Worst pain within five minutes of its start").check();
  await page.getByRole("button", { name: "See what it means" }).click();
  await expect(page.getByText("Call for help now").first()).toBeVisible();
  const words = /secretazole|triptan|imigran|mood|low|77|sudden|thunderclap|emergency/i;
  const told = addresses.map((address) => decodeURIComponent(new URL(address).pathname + new URL(address).search));
  expect(told.filter((address) => words.test(address.replace(/[0-9a-f-]{36}/g, "")) && !/\.(css|js|wasm|svg|woff2?)$/.test(address))).toEqual([]);
});
