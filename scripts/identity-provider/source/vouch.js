// Vouches for somebody without a browser, for the commands of a development machine: a key custodian
// opens a diary only for a verified sign-in, and nobody sits before `seed-demo` or `import`. Only who
// knows the application's client secret is answered. A real provider has nothing like it.
import { createPrivateKey, sign, timingSafeEqual } from "node:crypto";
import { normalizeEmail, subjectOf } from "./patients.js";

export const VOUCH_PATH = "/development/identity";
const LONGEST_BODY = 4096;
const LIFE_SECONDS = 300;

const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

function isClient(settings, header) {
  const expected = Buffer.from(
    `Basic ${Buffer.from(`${settings.clientId}:${settings.clientSecret}`).toString("base64")}`,
  );
  const given = Buffer.from(header ?? "");
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function readBody(request) {
  let body = "";
  for await (const chunk of request) {
    body += chunk;
    if (body.length > LONGEST_BODY) return null;
  }
  return new URLSearchParams(body);
}

function identityOf(settings, key, email, nonce) {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: settings.issuer,
    aud: settings.clientId,
    sub: subjectOf(email),
    email,
    email_verified: true,
    nonce,
    iat: now,
    exp: now + LIFE_SECONDS,
  };
  const signed = `${part({ alg: "ES256", kid: key.kid, typ: "JWT" })}.${part(claims)}`;
  const signature = sign("sha256", Buffer.from(signed), {
    key: createPrivateKey({ key, format: "jwk" }),
    dsaEncoding: "ieee-p1363",
  });
  return `${signed}.${signature.toString("base64url")}`;
}

/** Answers `POST /development/identity` with the fields `email` and `nonce`. */
export async function vouch(settings, key, request, response) {
  const answer = (status, body) => {
    response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
    response.end(JSON.stringify(body));
  };
  if (request.method !== "POST") return answer(405, { error: "post" });
  // A page of another site must not get one, whoever is signed in there.
  if (request.headers.origin || !isClient(settings, request.headers.authorization)) {
    return answer(401, { error: "client" });
  }
  const fields = await readBody(request);
  const email = normalizeEmail(fields?.get("email"));
  const nonce = fields?.get("nonce");
  if (!email || !nonce) return answer(400, { error: "fields" });
  return answer(200, {
    id_token: identityOf(settings, key, email, nonce),
    subject: subjectOf(email),
  });
}
