// What stays behind in a browser, and what is sent to it.
import { open } from "../support/awake";
import { beginAttack, choose, takeMedicine, taken } from "../support/attacks";
import { bring, confirm, csvFile, smallDiary } from "../support/diaries";
import { furnishedPatient, OUTSIDE } from "../support/everypage";
import { newPatient } from "../support/patients";
import { expect, test } from "../support/test";
import { daysAgo } from "../support/time";

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
  for (const path of ["/", "/history", "/calendar", "/export", "/settings"]) await open(page, path);

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
  expect(about("zone")).toMatchObject({ value: "Europe/Berlin", sameSite: "Lax", path: "/" });
});

test("no page is stored, styled inline, framed, or without a policy", async ({ page }) => {
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
