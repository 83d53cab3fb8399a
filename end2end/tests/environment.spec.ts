// Around the patient: places, the card with its sources up and down, own rules, notices, older attacks.
import AxeBuilder from "@axe-core/playwright";
import { createServer, type Server } from "node:http";
import { open } from "../support/awake";
import { newPatient } from "../support/patients";
import { expect, test, type Page } from "../support/test";

const HOUR = 3_600;

/** Weather in the shape of Open-Meteo's: pressure falls by 1 hPa in each three hours. */
function weather(): string {
  const present = Math.floor(Date.now() / 1_000 / HOUR) * HOUR;
  const time = Array.from({ length: 360 }, (_, place) => present + (place - 168) * HOUR);
  const column = (value: (hour: number) => number) => time.map((at) => value((at - present) / HOUR));
  return JSON.stringify({
    timezone: "GMT",
    utc_offset_seconds: 0,
    hourly_units: { time: "unixtime", temperature_2m: "°C", relative_humidity_2m: "%", pressure_msl: "hPa" },
    hourly: {
      time,
      temperature_2m: column(() => 0),
      relative_humidity_2m: column(() => 55),
      pressure_msl: column((hour) => 1_007 - hour / 3),
    },
  });
}

/** The providers, as the stack expects them; the test that needs them starts them. */
async function startProviders(): Promise<Server> {
  const server = createServer((request, answer) => {
    const known = request.url?.startsWith("/v1/forecast");
    answer.writeHead(known ? 200 : 503, { "content-type": "application/json" });
    answer.end(known ? weather() : "");
  });
  await new Promise<void>((ready) => server.listen(Number(process.env.FEEDS_PORT), "127.0.0.1", ready));
  return server;
}

async function useTown(page: Page, town: string, country: string): Promise<void> {
  await page.goto("/around/places");
  await page.getByRole("textbox", { name: "Town" }).fill(town);
  await page.getByRole("button", { name: "Search" }).click();
  expect(new URL(page.url()).search, "no place in an address").toBe("");
  const found = page.getByRole("listitem").filter({ hasText: `${town} (${country})` }).first();
  await found.getByRole("button", { name: "Save place" }).click();
  await expect(page.getByText("You are here today.")).toBeVisible();
}

async function findsNothing(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((violation) => `${violation.id}: ${violation.help}`)).toEqual([]);
}

const pressureCard = (page: Page) =>
  page.getByRole("region", { name: "Air pressure" }).or(page.locator(".card").filter({ hasText: "Air pressure" }));

test.describe.serial("sources", () => {
  test("while no source can be reached, made-up numbers say so", async ({ page }) => {
    test.slow();
    await newPatient(page);
    await useTown(page, "Vilnius", "LT");
    await expect(async () => {
      await page.goto("/around");
      await expect(page.getByText("Demo data:").first()).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 90_000 });
    await expect(page.getByText("Open-Meteo forecast cannot be reached just now").first()).toBeVisible();
    await findsNothing(page);
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "Around you" })).toBeVisible();
    await expect(page.getByText("Demo data:").first()).toBeVisible();
  });

  test("elsewhere nothing is made up", async ({ page }) => {
    await newPatient(page);
    await useTown(page, "Berlin", "DE");
    await page.goto("/around");
    await expect(page.getByText("Nothing is known yet.").first()).toBeVisible();
    await expect(page.getByRole("heading", { level: 1, name: "Around you" })).toBeVisible();
  });

  test("sources that answer fill the card, with age, source and a curve in words", async ({ page }) => {
    test.slow();
    const providers = await startProviders();
    try {
      await newPatient(page);
      await useTown(page, "Kaunas", "LT");
      await expect(async () => {
        await page.goto("/around");
        await expect(page.getByText("1007 hPa").first()).toBeVisible({ timeout: 500 });
      }).toPass({ timeout: 90_000 });
      const card = pressureCard(page).first();
      await expect(card).toContainText("down 8 hPa in 24 hours");
      await expect(card).toContainText("Open-Meteo forecast");
      await expect(page.getByText("0 °C").first(), "a true zero is shown").toBeVisible();
      await findsNothing(page);
      await page.goto("/");
      await expect(page.getByText("1007 hPa").first()).toBeVisible();
      await page.goto("/around/about/pressure");
      await expect(page.getByText("Weather is a weak trigger").first()).toBeVisible();
      await findsNothing(page);
    } finally {
      providers.close();
    }
  });
});

for (const scripts of [true, false]) {
  test.describe(scripts ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled: scripts });

    test("a typed place keeps what was typed until it is right", async ({ page }) => {
      await newPatient(page);
      await open(page, "/around/places");
      const form = page.locator("#typed-place");
      await form.getByLabel("Name").fill("My mill");
      await form.getByLabel("Degrees north").fill("north");
      await form.getByLabel("Degrees east").fill("13.4");
      await form.getByRole("button", { name: "Save place" }).click();
      await expect(page.getByText("This is not a number.")).toBeVisible();
      await expect(form.getByLabel("Name")).toHaveValue("My mill");
      await form.getByLabel("Degrees north").fill("52,5");
      await form.getByRole("button", { name: "Save place" }).click();
      await expect(page.getByRole("heading", { name: "My mill" })).toBeVisible();
      await expect(page.getByText("Europe/Berlin").first()).toBeVisible();
      await page.getByRole("button", { name: "Remove My mill" }).click();
      await expect(page.getByRole("heading", { name: "My mill" })).toHaveCount(0);
    });

    test("without a place the pressure is typed", async ({ page }) => {
      await newPatient(page);
      await open(page, "/around/places");
      await page.getByLabel("Pressure at sea level in hPa").fill("12");
      await page.getByRole("button", { name: "Save pressure" }).click();
      await expect(page.getByText("This number is out of range.")).toBeVisible();
      await page.getByLabel("Pressure at sea level in hPa").fill("998");
      await page.getByRole("button", { name: "Save pressure" }).click();
      await open(page, "/around");
      await expect(page.getByText("998 hPa").first()).toBeVisible();
    });

    test("a rule is written, refused with its reason, switched off and removed", async ({ page }) => {
      await newPatient(page);
      await open(page, "/around/rules");
      await page.getByLabel("Name").fill("Storm");
      const first = page.getByRole("group", { name: "Condition 1" });
      await first.getByLabel("Number").selectOption("Geomagnetic activity (Kp)");
      await first.getByLabel("Source").selectOption("Open-Meteo air quality");
      await first.getByLabel("Threshold").fill("5");
      await page.getByRole("button", { name: "Save rule" }).click();
      await expect(page.getByText("This source does not have this number.")).toBeVisible();
      await expect(page.getByLabel("Name")).toHaveValue("Storm");
      await first.getByLabel("Source").selectOption("Any source");
      await page.getByRole("button", { name: "Save rule" }).click();
      const card = page.locator(".card").filter({ has: page.getByRole("heading", { name: "Storm" }) });
      await expect(card).toContainText(/Does not hold now|Not evaluated|Holds now/);
      await card.getByRole("button", { name: "Switch off" }).click();
      await expect(card).toContainText("Switched off.");
      await card.getByRole("button", { name: "Remove Storm" }).click();
      await expect(page.getByText("No rules yet.")).toBeVisible();
    });

    test("older attacks need a place first, and notices begin empty", async ({ page }) => {
      await newPatient(page);
      await open(page, "/around/notices");
      await expect(page.getByText("Nothing was told yet.")).toBeVisible();
      await open(page, "/around/backfill");
      await expect(page.getByText(/There are no attacks yet|Tell a place first/).first()).toBeVisible();
    });
  });
}
