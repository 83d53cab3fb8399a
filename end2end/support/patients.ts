// Patients sign in by the real identity provider. Each test has one of its own.
import { randomUUID } from "node:crypto";
import { awake } from "./awake";
import { expect, type Page } from "./test";

const READY = { demo: "Demo patient", empty: "Empty diary" };

/** An address that no other test has. */
export const freshAddress = () => `patient-${randomUUID()}@example.org`;

/** Fills in the provider's page, which must be open: "demo", "empty" or an e-mail address. */
export async function choosePatient(page: Page, who: string): Promise<void> {
  await expect(page.getByRole("heading", { name: "Who is signing in?" })).toBeVisible();
  if (who === "demo" || who === "empty") {
    await page.getByRole("button", { name: READY[who] }).click();
  } else {
    await page.getByLabel("E-mail address").fill(who);
    await page.getByRole("button", { name: "Sign in as this patient" }).click();
  }
}

/** Signs in and ends on the start page. */
export async function signIn(page: Page, who: string): Promise<void> {
  await page.goto("/auth/login");
  await choosePatient(page, who);
  await expect(page.getByRole("button", { name: "I have an attack" })).toBeVisible();
  await awake(page);
}

/** Signs in somebody who has never been here; answers their address. */
export async function newPatient(page: Page): Promise<string> {
  const address = freshAddress();
  await signIn(page, address);
  return address;
}
