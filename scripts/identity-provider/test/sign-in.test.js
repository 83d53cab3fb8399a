import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { after, before, test } from "node:test";
import { Browser } from "./browser.js";
import { decode, newSignIn, redeem, signIn, startProvider } from "./fixture.js";

let provider;
before(async () => {
  provider = await startProvider();
});
after(() => provider.close());

const discover = async () =>
  (await fetch(`${provider.settings.issuer}/.well-known/openid-configuration`)).json();

async function claimsFor(email, options) {
  const { code, verifier, query } = await signIn(provider, email, ...(options ?? []));
  const answer = await redeem(provider.settings, code, verifier);
  assert.equal(answer.status, 200);
  const tokens = await answer.json();
  const [header, payload, signature] = tokens.id_token.split(".");
  return { tokens, header, payload, signature, claims: decode(payload), query };
}

test("discovery names the routes of the first-class provider", async () => {
  const metadata = await discover();
  const { issuer } = provider.settings;
  assert.equal(metadata.issuer, issuer);
  assert.equal(metadata.authorization_endpoint, `${issuer}/oauth/authorize`);
  assert.equal(metadata.token_endpoint, `${issuer}/oauth/token`);
  assert.equal(metadata.userinfo_endpoint, `${issuer}/oauth/userinfo`);
  assert.equal(metadata.jwks_uri, `${issuer}/.well-known/jwks.json`);
  assert.deepEqual(metadata.id_token_signing_alg_values_supported, ["ES256"]);
  assert.deepEqual(metadata.code_challenge_methods_supported, ["S256"]);
  assert.deepEqual(metadata.token_endpoint_auth_methods_supported, ["client_secret_basic"]);
});

test("the demo patient gets a signed ID token with a verified address", async () => {
  const { tokens, header, payload, signature, claims, query } = await claimsFor(
    "demo@migrainepulse.example",
  );
  assert.equal(claims.sub, "demo-patient");
  assert.equal(claims.email, "demo@migrainepulse.example");
  assert.equal(claims.email_verified, true);
  assert.equal(claims.aud, provider.settings.clientId);
  assert.equal(claims.nonce, query.get("nonce"));

  const { jwks_uri } = await discover();
  const { keys } = await (await fetch(jwks_uri)).json();
  const { kid, alg } = decode(header);
  assert.equal(alg, "ES256");
  const jwk = keys.find((key) => key.kid === kid);
  assert.equal(jwk.d, undefined, "the private part stays private");
  const key = createPublicKey({ key: jwk, format: "jwk" });
  const signed = Buffer.from(`${header}.${payload}`);
  const raw = Buffer.from(signature, "base64url");
  assert.ok(verify("sha256", signed, { key, dsaEncoding: "ieee-p1363" }, raw));

  const person = await fetch(`${provider.settings.issuer}/oauth/userinfo`, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  });
  assert.equal((await person.json()).email, "demo@migrainepulse.example");
});

test("a new patient has the same subject at every visit, whatever the letters' case", async () => {
  const first = await claimsFor("Ada@Example.org");
  await provider.restart();
  const second = await claimsFor(" ada@example.org ");
  assert.match(first.claims.sub, /^patient-[0-9a-f]{24}$/);
  assert.equal(second.claims.sub, first.claims.sub);
  assert.notEqual((await claimsFor("ben@example.org")).claims.sub, first.claims.sub);
});

test("prompt=login asks again, and another patient may then sign in", async () => {
  const browser = new Browser();
  const first = await claimsFor("demo@migrainepulse.example", [browser]);
  const second = await claimsFor("empty@migrainepulse.example", [browser]);
  assert.equal(first.claims.sub, "demo-patient");
  assert.equal(second.claims.sub, "empty-patient");
});

test("without prompt=login a signed-in browser goes straight back", async () => {
  const browser = new Browser();
  await signIn(provider, "demo@migrainepulse.example", browser);
  const attempt = newSignIn(provider.settings, { prompt: undefined });
  const { outside } = await browser.go(attempt.address, provider.origin);
  assert.ok(outside.searchParams.get("code"));
});

test("prompt=none vouches for who is signed in, with the time of the real sign-in", async () => {
  const browser = new Browser();
  const first = await claimsFor("demo@migrainepulse.example", [browser]);
  assert.ok(Math.abs(first.claims.auth_time - first.claims.iat) <= 2);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const attempt = newSignIn(provider.settings, { prompt: "none" });
  const { outside } = await browser.go(attempt.address, provider.origin);
  const code = outside.searchParams.get("code");
  const tokens = await (await redeem(provider.settings, code, attempt.verifier)).json();
  const claims = decode(tokens.id_token.split(".")[1]);
  assert.equal(claims.sub, "demo-patient");
  assert.equal(claims.nonce, attempt.query.get("nonce"));
  assert.equal(claims.auth_time, first.claims.auth_time);
  assert.ok(claims.iat > claims.auth_time);
});

test("prompt=none shows no page to a browser in which nobody is signed in", async () => {
  const attempt = newSignIn(provider.settings, { prompt: "none" });
  const { outside } = await new Browser().go(attempt.address, provider.origin);
  assert.equal(outside.searchParams.get("error"), "login_required");
  assert.equal(outside.searchParams.get("state"), attempt.query.get("state"));
  assert.equal(outside.searchParams.get("code"), null);
});

test("the page is complete without JavaScript and says what it is", async () => {
  const { html, status } = await new Browser().go(
    newSignIn(provider.settings).address,
    provider.origin,
  );
  assert.equal(status, 200);
  assert.match(html, /Development sign-in: not for real patients/);
  assert.match(html, /Demo patient/);
  assert.match(html, /Empty diary/);
  assert.match(html, /<label for="email">/);
  assert.doesNotMatch(html, /<script|src=|@import|url\(/);
});

test("the callback may have any port on loopback", async () => {
  const redirect = "http://127.0.0.1:45678/auth/callback";
  const attempt = await signIn(provider, "demo@migrainepulse.example", new Browser(), {
    redirect_uri: redirect,
  });
  assert.equal(attempt.outside.host, "127.0.0.1:45678");
  const answer = await redeem(provider.settings, attempt.code, attempt.verifier, { redirect });
  assert.equal(answer.status, 200);
});
