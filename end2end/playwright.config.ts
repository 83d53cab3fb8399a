// Browser tests against a running stack: scripts/with-stack starts one and says where it is.
//
// Every test signs in as a patient of its own, so they run beside each other. The phone runs all of
// them; a wide screen runs those whose result depends on the screen, marked @wide.
import { defineConfig } from "@playwright/test";
import { ZONE } from "./support/zone";

const baseURL = process.env.BASE_URL;
if (!baseURL) throw new Error("BASE_URL is not set. Run the browser tests by: scripts/test browser");

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  reporter: [["list"]],
  use: {
    baseURL,
    browserName: "chromium",
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    locale: "en-GB",
    timezoneId: ZONE,
    launchOptions: {
      executablePath: process.env.MIGRAINE_PULSE_CHROMIUM ?? "/usr/bin/chromium",
      // The first lets root run it; the others keep the browser from calling home.
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "phone", use: { viewport: { width: 360, height: 740 }, hasTouch: true } },
    { name: "desktop", grep: /@wide/, use: { viewport: { width: 1280, height: 800 } } },
  ],
});
