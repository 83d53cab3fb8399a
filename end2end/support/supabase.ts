// People of a Supabase project, and the application whose provider it is. The project is the stand-in of
// supabase-double; what is asked here exists at Supabase only as a letter or an app on a telephone.
import { randomUUID } from "node:crypto";
import { expect, type Page } from "./test";

const PROJECT = process.env.SUPABASE_PROJECT_URL;

/** The application beside the project. */
export const SUPABASE_APP = process.env.SUPABASE_BASE_URL;

export interface Person {
  email: string;
  password: string;
}

async function ask(path: string, email: string): Promise<{ code: string; exists: boolean }> {
  const response = await fetch(`${PROJECT}/double/${path}?email=${encodeURIComponent(email)}`);
  return response.json();
}

/** Somebody whom the project knows, and no other test. */
export async function known(more: { totp?: boolean } = {}): Promise<Person> {
  const person = { email: `person-${randomUUID()}@example.org`, password: "correct horse battery" };
  const response = await fetch(`${PROJECT}/double/users`, { method: "POST", body: JSON.stringify({ ...person, ...more }) });
  expect(response.ok).toBe(true);
  return person;
}

/** The code in the letter that was sent last. */
export const mailedCode = async ({ email }: { email: string }): Promise<string> => (await ask("mailbox", email)).code;

/** What the authenticator app shows. */
export const appCode = async ({ email }: Person): Promise<string> => (await ask("totp", email)).code;

export const isKnown = async ({ email }: Person): Promise<boolean> => (await ask("user", email)).exists;

/** An authorization that another application asks for; the address to which a browser is sent. */
export async function otherApplicationAsks(): Promise<string> {
  const card = await (await fetch(`${PROJECT}/double/card`)).json();
  const query = new URLSearchParams({
    client_id: card.other_client_id,
    redirect_uri: `${PROJECT}/double/elsewhere`,
    scope: "openid email",
    state: "theirs",
    code_challenge: "c".repeat(43),
    code_challenge_method: "S256",
  });
  return `${PROJECT}/auth/v1/oauth/authorize?${query}`;
}

/** Goes to the sign-in page. */
export async function atTheDesk(page: Page, path = "/auth/login"): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
}

export async function typePassword(page: Page, { email, password }: Person): Promise<void> {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** The start page of somebody who is signed in. */
export const expectSignedIn = (page: Page): Promise<void> =>
  expect(page.getByRole("button", { name: "I have an attack" })).toBeVisible();
