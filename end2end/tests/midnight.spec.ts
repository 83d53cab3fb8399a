// The patient's day, where the server's is another one.
import { newPatient } from "../support/patients";
import { expect, test } from "../support/test";

/** Half of the earth is a day before or after UTC at any time; these two islands share the hours. */
const zone = new Date().getUTCHours() >= 11 ? "Pacific/Kiritimati" : "Pacific/Pago_Pago";

test.use({ timezoneId: zone });

test("the first page of a browser comes to its day by itself, and a clear day is that day", async ({ page, context }) => {
  // Nobody has told the server yet: the sign-in is the first thing that this browser opens.
  await context.clearCookies();
  await newPatient(page);
  const told = async () => (await context.cookies()).find((cookie) => cookie.name === "zone")?.value;
  await expect.poll(told).toBe(zone);
  await page.waitForLoadState("networkidle");
  await page.getByRole("button", { name: "Clear day" }).click();
  await expect(page.getByText("Today is marked as a clear day.").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Clear day" })).toHaveCount(0);
});
