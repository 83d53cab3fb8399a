import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { readSettings } from "../source/settings.js";
import { Browser } from "./browser.js";
import { environment, newSignIn, redeem, signIn, startProvider } from "./fixture.js";

const DEMO = "demo@migrainepulse.example";
let provider;
before(async () => {
  provider = await startProvider();
});
after(() => provider.close());

async function authorizeError(extra) {
  const attempt = newSignIn(provider.settings, extra);
  const answer = await new Browser().go(attempt.address, provider.origin);
  return answer.outside?.searchParams.get("error") ?? answer.status;
}

async function tokenError(code, verifier, options) {
  const answer = await redeem(provider.settings, code, verifier, options);
  return (await answer.json()).error;
}

test("a request without PKCE, or with the plain method, is refused", async () => {
  const without = { code_challenge: undefined, code_challenge_method: undefined };
  assert.equal(await authorizeError(without), "invalid_request");
  assert.equal(await authorizeError({ code_challenge_method: "plain" }), "invalid_request");
});

test("an unknown callback or client is refused without a redirect", async () => {
  assert.equal(await authorizeError({ redirect_uri: "http://127.0.0.1:3000/other" }), 400);
  assert.equal(await authorizeError({ redirect_uri: "https://evil.example/auth/callback" }), 400);
  assert.equal(await authorizeError({ client_id: "somebody-else" }), 400);
});

test("a code works once, with its verifier and the client's secret", async () => {
  const first = await signIn(provider, DEMO);
  assert.equal(await tokenError(first.code, "x".repeat(43)), "invalid_grant");
  const second = await signIn(provider, DEMO);
  const wrong = { secret: "wrong" };
  assert.equal(await tokenError(second.code, second.verifier, wrong), "invalid_client");
  const third = await signIn(provider, DEMO);
  assert.equal(await tokenError(third.code, third.verifier), undefined);
  assert.equal(await tokenError(third.code, third.verifier), "invalid_grant");
});

test("cancelling goes back with access_denied", async () => {
  const browser = new Browser();
  const attempt = newSignIn(provider.settings);
  const page = await browser.go(attempt.address, provider.origin);
  const { outside } = await browser.post(`${page.address}/cancel`, {}, provider.origin);
  assert.equal(outside.searchParams.get("error"), "access_denied");
  assert.equal(outside.searchParams.get("state"), attempt.query.get("state"));
});

test("a sign-in belongs to the browser that began it", async () => {
  const { address } = await new Browser().go(newSignIn(provider.settings).address, provider.origin);
  const { status } = await new Browser().post(address, { email: DEMO }, provider.origin);
  assert.equal(status, 400);
});

test("what is no address is said at the field and shown escaped", async () => {
  const browser = new Browser();
  const page = await browser.go(newSignIn(provider.settings).address, provider.origin);
  const entered = '"><script>alert(1)</script>';
  const { status, html } = await browser.post(page.address, { email: entered }, provider.origin);
  assert.equal(status, 422);
  assert.match(html, /aria-invalid="true"/);
  assert.doesNotMatch(html, /<script/);
});

test("a registered address is where signing out ends; others are refused", async () => {
  const leave = (uri) =>
    new Browser().go(
      `${provider.settings.issuer}/oauth/logout?${new URLSearchParams({
        client_id: provider.settings.clientId,
        post_logout_redirect_uri: uri,
      })}`,
      provider.origin,
    );
  assert.equal((await leave("http://127.0.0.1:3000/")).status, 200);
  assert.equal((await leave("https://evil.example/")).status, 400);
});

test("settings that cannot work are refused with a sentence", () => {
  const folder = mkdtempSync(join(tmpdir(), "identity-"));
  const good = environment(folder, 3001);
  const problem = (change) => readSettings({ ...good, ...change }).problem;
  assert.equal(problem({}), undefined);
  assert.match(problem({ MIGRAINE_PULSE__SERVER__MODE: "production" }), /production/);
  assert.match(problem({ IDENTITY_PORT: "0" }), /IDENTITY_PORT/);
  assert.match(problem({ IDENTITY_CLIENT_SECRET: "" }), /IDENTITY_CLIENT_SECRET_FILE/);
  assert.match(problem({ IDENTITY_REDIRECT_URIS: " " }), /IDENTITY_REDIRECT_URIS/);
  assert.match(problem({ IDENTITY_REDIRECT_URIS: "javascript:1" }), /not a web address/);
  assert.match(problem({ IDENTITY_KEY_FILE: "" }), /IDENTITY_KEY_FILE/);
  rmSync(folder, { recursive: true });
});

test("the keys are kept, for the owner's eyes only", async () => {
  const { keyFile } = provider.settings;
  const before = readFileSync(keyFile, "utf8");
  assert.equal(statSync(keyFile).mode & 0o777, 0o600);
  await provider.restart();
  assert.equal(readFileSync(keyFile, "utf8"), before);
});
