// The vocabulary of the medicine cabinet.
import { open } from "./awake";
import { field } from "./attacks";
import { expect, type Locator, type Page } from "./test";

const step = (page: Page, question: string, words: string): Locator =>
  page.getByRole("group", { name: question }).getByRole("button", { name: new RegExp(`^${words}`) });

/** Adds sumatriptan by the dependent choices; ends on the cabinet. */
export async function addSumatriptan(page: Page): Promise<void> {
  await open(page, "/medicines/add");
  await step(page, "What kind is it?", "Triptan").click();
  await step(page, "Which one?", "Sumatriptan").first().click();
  await step(page, "In what form?", "Tablet").click();
  await step(page, "How strong?", "50 mg").click();
  await page.getByRole("button", { name: "Save medicine" }).click();
  await expect(page.getByRole("heading", { name: "Sumatriptan 50 mg" })).toBeVisible();
}

/** Adds a medicine that is in no list; ends on the cabinet. */
export async function addOwnMedicine(page: Page, name: string, kind: string): Promise<void> {
  await open(page, "/medicines/add");
  await page.getByRole("button", { name: "Not in the list" }).click();
  await field(page, "Name").fill(name);
  await field(page, "Kind").selectOption(kind);
  await page.getByRole("button", { name: "Save medicine" }).click();
  await expect(page.getByRole("heading", { name, exact: true })).toBeVisible();
}

/** Opens the page on which an intake of a medicine is saved. */
export async function openTake(page: Page, medicine: string): Promise<void> {
  await open(page, "/medicines");
  await page.getByRole("link", { name: `Take ${medicine}` }).click();
  await expect(page.getByRole("heading", { name: `Take ${medicine}`, level: 1 })).toBeVisible();
}
