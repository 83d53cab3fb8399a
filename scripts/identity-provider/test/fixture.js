// A running provider and the application's side of a sign-in.
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "../source/server.js";
import { readSettings } from "../source/settings.js";
import { Browser } from "./browser.js";

export const CALLBACK = "http://127.0.0.1:3000/auth/callback";
const SECRET = "test-secret";

export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export function environment(folder, port) {
  return {
    IDENTITY_PORT: String(port),
    IDENTITY_CLIENT_SECRET: SECRET,
    IDENTITY_REDIRECT_URIS: CALLBACK,
    IDENTITY_LOGOUT_URIS: "http://127.0.0.1:3000/",
    IDENTITY_KEY_FILE: join(folder, "keys.json"),
  };
}

export async function startProvider() {
  const folder = mkdtempSync(join(tmpdir(), "identity-"));
  const port = await freePort();
  const { settings } = readSettings(environment(folder, port));
  let server = await serve(settings);
  const stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return {
    settings,
    origin: `http://127.0.0.1:${port}`,
    async restart() {
      await stop();
      server = await serve(settings);
    },
    async close() {
      await stop();
      rmSync(folder, { recursive: true });
    },
  };
}

export function newSignIn(settings, extra = {}) {
  const verifier = randomBytes(32).toString("base64url");
  const query = new URLSearchParams({
    client_id: settings.clientId,
    response_type: "code",
    redirect_uri: CALLBACK,
    scope: "openid email profile",
    state: randomBytes(8).toString("hex"),
    nonce: randomBytes(8).toString("hex"),
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    prompt: "login",
    ...extra,
  });
  for (const [name, value] of Object.entries(extra)) if (value === undefined) query.delete(name);
  return { verifier, query, address: `${settings.issuer}/oauth/authorize?${query}` };
}

export async function signIn(provider, email, browser = new Browser(), extra = {}) {
  const attempt = newSignIn(provider.settings, extra);
  const page = await browser.go(attempt.address, provider.origin);
  const { outside } = await browser.post(page.address, { email }, provider.origin);
  return { ...attempt, page, outside, code: outside?.searchParams.get("code") };
}

export function redeem(settings, code, verifier, { secret = SECRET, redirect = CALLBACK } = {}) {
  const credentials = Buffer.from(`${settings.clientId}:${secret}`).toString("base64");
  return fetch(`${settings.issuer}/oauth/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${credentials}`,
      "content-type": "application/x-www-form-urlencoded",
      connection: "close",
    },
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code,
      redirect_uri: redirect,
      code_verifier: verifier,
    }).toString(),
  });
}

export const decode = (part) => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
