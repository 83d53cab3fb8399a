import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { after, before, test } from "node:test";
import { startProvider } from "./fixture.js";

let provider;
before(async () => {
  provider = await startProvider();
});
after(() => provider.close());

function ask({ secret = provider.settings.clientSecret, fields, headers = {}, method = "POST" } = {}) {
  const credentials = Buffer.from(`${provider.settings.clientId}:${secret}`).toString("base64");
  return fetch(`${provider.settings.issuer}/development/identity`, {
    method,
    headers: { authorization: `Basic ${credentials}`, ...headers },
    body: method === "POST" ? new URLSearchParams(fields ?? { email: "a@b.example", nonce: "n1" }) : undefined,
  });
}

test("whoever knows the client secret gets an identity that the published key verifies", async () => {
  const { id_token: token, subject } = await (await ask()).json();
  const [header, claims, signature] = token.split(".");
  const read = (text) => JSON.parse(Buffer.from(text, "base64url").toString());
  const keys = await (await fetch(`${provider.settings.issuer}/.well-known/jwks.json`)).json();
  const jwk = keys.keys.find((key) => key.kid === read(header).kid);
  const key = { key: createPublicKey({ key: jwk, format: "jwk" }), dsaEncoding: "ieee-p1363" };
  const signed = Buffer.from(`${header}.${claims}`);
  assert.ok(verify("sha256", signed, key, Buffer.from(signature, "base64url")));
  const { iss, aud, sub, email, nonce, iat, exp } = read(claims);
  assert.deepEqual(
    { iss, aud, sub, email, nonce },
    {
      iss: provider.settings.issuer,
      aud: provider.settings.clientId,
      sub: subject,
      email: "a@b.example",
      nonce: "n1",
    },
  );
  assert.equal(exp - iat, 300);
});

test("nobody else gets one: another secret, a page of a browser, a plain link, half a form", async () => {
  assert.equal((await ask({ secret: "guessed" })).status, 401);
  assert.equal((await ask({ headers: { authorization: "" } })).status, 401);
  assert.equal((await ask({ headers: { origin: "https://evil.example" } })).status, 401);
  assert.equal((await ask({ method: "GET" })).status, 405);
  assert.equal((await ask({ fields: { email: "a@b.example" } })).status, 400);
  assert.equal((await ask({ fields: { email: "nobody", nonce: "n" } })).status, 400);
  assert.equal((await ask({ fields: { email: "a@b.example", nonce: "n".repeat(5000) } })).status, 400);
});
