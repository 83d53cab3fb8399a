// The OAuth 2.1 server: authorize, the decision on the consent page, token, user information.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { json, oauthRefuse, redirect, refuse, withQuery } from "./answers.js";
import { seconds } from "./project.js";

const LIFE = 600;
const SCOPES = ["openid", "profile", "email", "phone", "offline_access"];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const challengeOf = (verifier) => createHash("sha256").update(verifier).digest("base64url");

/** Addresses are built from the issuer, whatever host was asked. */
export function discovery(project) {
  const issuer = project.issuer;
  const at = (path) => `${issuer.replace(/\/+$/, "")}${path}`;
  return json({
    issuer,
    authorization_endpoint: at("/oauth/authorize"),
    token_endpoint: at("/oauth/token"),
    jwks_uri: at("/.well-known/jwks.json"),
    userinfo_endpoint: at("/oauth/userinfo"),
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    subject_types_supported: ["public"],
    // A fixed list, not the truth.
    id_token_signing_alg_values_supported: ["RS256", "HS256", "ES256"],
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "none"],
    code_challenge_methods_supported: ["S256", "plain"],
    scopes_supported: SCOPES,
    claims_supported: [
      "sub", "aud", "iss", "exp", "iat", "auth_time", "nonce", "email", "email_verified", "phone_number",
      "phone_number_verified", "name", "picture", "preferred_username", "updated_at",
    ],
  });
}

/** Symmetric keys are never listed. */
export const keys = (project) => json({ keys: project.faults.hs256 ? [] : [project.key.published] });

export function authorize(project, { query }) {
  if (project.faults.oauthServerOff) throw refuse(404, "feature_disabled", "OAuth server is disabled");
  const asked = Object.fromEntries(query);
  const client = UUID.test(asked.client_id ?? "") ? project.clients.get(asked.client_id) : null;
  if (!client) throw refuse(400, "oauth_client_not_found", "invalid client_id");
  if (!client.redirectUris.includes(asked.redirect_uri)) throw refuse(400, "validation_failed", "invalid redirect_uri");
  const back = (description) =>
    redirect(withQuery(asked.redirect_uri, { error: "invalid_request", error_description: description, state: asked.state }));
  if ((asked.response_type ?? "code") !== "code") return back("Only response_type=code is supported");
  const scopes = (asked.scope ?? "email").split(" ");
  if (scopes.some((scope) => !SCOPES.includes(scope))) return back("unknown scope");
  const challenge = asked.code_challenge ?? "";
  if (!["s256", "plain"].includes((asked.code_challenge_method ?? "").toLowerCase())) return back("PKCE is required");
  if (challenge.length < 43 || challenge.length > 128) return back("code_challenge must be between 43 and 128 characters");
  const id = randomBytes(32).toString("base64").replace(/[^a-zA-Z0-9]/g, "").slice(0, 32).padEnd(32, "x");
  project.authorizations.set(id, {
    id,
    client,
    redirectUri: asked.redirect_uri,
    scopes,
    state: asked.state,
    nonce: asked.nonce,
    challenge,
    method: asked.code_challenge_method.toLowerCase(),
    status: "pending",
    userId: null,
    expiresAt: seconds() + LIFE,
  });
  return redirect(withQuery(project.siteUrl + project.faults.authorizationPath, { authorization_id: id }));
}

function pending(project, id) {
  const found = project.authorizations.get(id);
  if (!found || found.expiresAt < seconds()) throw refuse(404, "oauth_authorization_not_found", "authorization not found");
  if (found.status !== "pending") throw refuse(400, "validation_failed", "authorization request cannot be processed");
  return found;
}

const owned = (authorization, user) => {
  if (authorization.userId !== user.id) throw refuse(404, "oauth_authorization_not_found", "authorization not found");
};

function approve(project, authorization) {
  authorization.status = "approved";
  authorization.code = randomUUID();
  project.codes.set(authorization.code, authorization);
  const { redirectUri, code, state } = authorization;
  return json({ redirect_url: withQuery(redirectUri, { code, state }) });
}

/** The first look binds the authorization to whoever looks. */
export function details(project, { user, params }) {
  const authorization = pending(project, params.id);
  const consent = project.consents.get(`${user.id} ${authorization.client.id}`);
  if (authorization.userId === null) {
    authorization.userId = user.id;
    if (consent && authorization.scopes.every((scope) => consent.includes(scope))) return approve(project, authorization);
  }
  owned(authorization, user);
  const { client } = authorization;
  return json({
    authorization_id: authorization.id,
    redirect_uri: authorization.redirectUri,
    client: { id: client.id, name: client.name, uri: client.uri, logo_uri: "" },
    user: { id: user.id, email: user.email },
    scope: authorization.scopes.join(" "),
  });
}

export function decide(project, { user, params, body }) {
  const authorization = pending(project, params.id);
  owned(authorization, user);
  if (body.action === "approve") {
    project.consents.set(`${user.id} ${authorization.client.id}`, authorization.scopes);
    return approve(project, authorization);
  }
  if (body.action !== "deny") throw refuse(400, "validation_failed", "action must be 'approve' or 'deny'");
  authorization.status = "denied";
  const fields = { error: "access_denied", error_description: "User denied the request", state: authorization.state };
  return json({ redirect_url: withQuery(authorization.redirectUri, fields) });
}

/** Client authentication fails in Supabase's own shape, and the method must be the registered one. */
function authenticate(project, headers, form) {
  const failure = () => refuse(400, "invalid_credentials", "Invalid client credentials");
  const basic = /^Basic (.+)$/.exec(headers.authorization ?? "");
  const method = basic ? "client_secret_basic" : form.client_secret ? "client_secret_post" : "none";
  // Not URL-decoded, as the standard would have it.
  const [id, ...secret] = basic ? Buffer.from(basic[1], "base64").toString().split(":") : [form.client_id, form.client_secret];
  const client = project.clients.get(id);
  if (!client || method !== project.faults.clientMethod || client.secret !== secret.join(":")) throw failure();
  return client;
}

export function token(project, { headers, body }) {
  const client = authenticate(project, headers, body);
  if (body.grant_type === "refresh_token") {
    const session = project.sessions.get(project.refreshTokens.get(body.refresh_token));
    if (!session || session.clientId !== client.id) throw refuse(400, "refresh_token_not_found", "Invalid Refresh Token");
    project.refreshTokens.delete(body.refresh_token);
    return pair(project, session, {});
  }
  if (body.grant_type !== "authorization_code") throw oauthRefuse("unsupported_grant_type", "Unsupported grant type");
  const authorization = project.codes.get(body.code ?? "");
  if (!authorization || authorization.expiresAt < seconds()) throw oauthRefuse("invalid_grant", "Invalid authorization code");
  if (authorization.client.id !== client.id) throw oauthRefuse("invalid_grant", "Authorization code was not issued to this client");
  if (body.redirect_uri === undefined) project.violations.push("the token request names no redirect_uri");
  else if (body.redirect_uri !== authorization.redirectUri) throw oauthRefuse("invalid_grant", "redirect_uri mismatch");
  const proof = authorization.method === "plain" ? body.code_verifier : challengeOf(body.code_verifier ?? "");
  if (proof !== authorization.challenge) throw oauthRefuse("invalid_grant", "Invalid code verifier");
  if (project.faults.hs256 && authorization.scopes.includes("openid")) {
    throw refuse(500, "unexpected_failure", "Error generating ID token");
  }
  project.codes.delete(body.code);
  const user = project.users.get(authorization.userId);
  // Born with aal1 whatever the person did on the consent page.
  const session = project.startSession(user, "oauth_provider/authorization_code", { clientId: client.id });
  return pair(project, session, idToken(project, authorization, user));
}

/** No scope and no user stands in the answer. */
function pair(project, session, more) {
  return json({
    access_token: project.accessToken(session),
    token_type: "bearer",
    expires_in: 3600,
    refresh_token: project.refreshToken(session),
    ...more,
  });
}

function idToken(project, { scopes, nonce, client }, user) {
  if (!scopes.includes("openid") || project.faults.withoutIdToken) return {};
  const now = seconds();
  return {
    id_token: project.sign({
      iss: project.issuer,
      sub: user.id,
      aud: client.id,
      exp: now + 3600,
      iat: now,
      // Always now: issuing a token counts as signing in.
      auth_time: user.lastSignInAt,
      nonce: nonce ?? null,
      ...(scopes.includes("email") ? { email: user.email, email_verified: user.confirmedAt !== null } : {}),
      name: user.email,
      client_id: client.id,
      ...project.faults.idToken,
    }),
  };
}

export const userInformation = (project, { user }) =>
  json({ sub: user.id, email: user.email, email_verified: user.confirmedAt !== null });
