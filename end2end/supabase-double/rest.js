// The REST endpoints that a sign-in page uses: password, e-mail code, second factor, social login.
import { createHash, randomInt, randomUUID } from "node:crypto";
import { json, nothing, page, redirect, refuse, withQuery } from "./answers.js";
import { seconds } from "./project.js";
import { totp } from "./tokens.js";

const PROVIDERS = ["google", "github"];

function session(project, user, method, options) {
  const started = project.startSession(user, method, options);
  return json({
    access_token: project.accessToken(started),
    token_type: "bearer",
    expires_in: 3600,
    expires_at: seconds() + 3600,
    refresh_token: project.refreshToken(started),
    user: project.userShape(user),
  });
}

export function password(project, { body }) {
  const user = project.userByEmail(body.email);
  if (!user || user.password === null || user.password !== body.password) {
    throw refuse(400, "invalid_credentials", "Invalid login credentials");
  }
  if (!user.confirmedAt) throw refuse(400, "email_not_confirmed", "Email not confirmed");
  return session(project, user, "password");
}

/** Says the same whether or not somebody has the address. */
export function sendCode(project, { body }) {
  const user = project.userByEmail(body.email) ?? (body.create_user ? project.addUser({ email: body.email, confirmed: false }) : null);
  if (user) user.code = String(randomInt(1_000_000)).padStart(6, "0");
  return json({});
}

export function verifyCode(project, { body }) {
  if (body.type !== "email") throw refuse(400, "validation_failed", "Verify requires a verification type");
  const user = project.userByEmail(body.email);
  if (!user?.code || user.code !== body.token) throw refuse(403, "otp_expired", "Token has expired or is invalid");
  user.code = null;
  user.confirmedAt ??= new Date().toISOString();
  return session(project, user, "otp");
}

export function person(project, { user }) {
  if (project.faults.userMissing) throw refuse(500, "unexpected_failure", "Unexpected failure");
  return json(project.userShape(user));
}

export function logout(project, { session: current, query, user }) {
  const scope = query.get("scope") ?? "global";
  if (scope !== "local") project.violations.push(`a logout with scope ${scope}`);
  for (const other of project.sessions.values()) {
    if (other.userId === user.id && (scope === "global" || other.id === current.id)) project.sessions.delete(other.id);
  }
  return nothing();
}

const factorOf = (user, id) => {
  const factor = user.factors.find((factor) => factor.id === id);
  if (!factor) throw refuse(404, "mfa_factor_not_found", "Factor not found");
  return factor;
};

export function challenge(project, { user, params }) {
  const factor = factorOf(user, params.id);
  const id = randomUUID();
  project.challenges.set(id, factor.id);
  return json({ id, type: factor.factor_type, expires_at: seconds() + 300 });
}

export function verifyFactor(project, { user, session: current, params, body }) {
  const factor = factorOf(user, params.id);
  if (project.challenges.get(body.challenge_id) !== factor.id) throw refuse(422, "mfa_challenge_expired", "MFA challenge expired");
  const now = Date.now();
  if (![now - 30_000, now, now + 30_000].some((at) => totp(factor.secret, at) === body.code)) {
    throw refuse(422, "mfa_verification_failed", "Invalid TOTP code entered");
  }
  project.challenges.delete(body.challenge_id);
  project.verifiedFactor(user);
  project.sessions.delete(current.id);
  return session(project, user, "totp", { aal: "aal2" });
}

/** The way to a social provider. There is no state of the client's: only its redirect address. */
export function social(project, { query }) {
  const asked = Object.fromEntries(query);
  if (!PROVIDERS.includes(asked.provider)) throw refuse(400, "validation_failed", "Unsupported provider: provider is not enabled");
  if (asked.code_challenge_method !== "s256") throw refuse(400, "validation_failed", "code challenge method must be s256");
  if (!/^[\w~.-]{43,128}$/.test(asked.code_challenge ?? "")) throw refuse(400, "validation_failed", "Invalid code challenge");
  // A foreign address is replaced, not refused.
  const target = new URL(asked.redirect_to ?? project.siteUrl).origin === new URL(project.siteUrl).origin ? asked.redirect_to : project.siteUrl;
  const id = randomUUID();
  project.flows.set(id, { challenge: asked.code_challenge, target });
  return redirect(`${project.origin}/double/people?flow=${id}`);
}

/** The page of the social provider. */
export const people = (_, { query }) =>
  page(`<!doctype html><html lang="en"><title>Social provider</title><link rel="icon" href="data:,"><main><h1>Social provider</h1>
    <form action="/auth/v1/callback"><input type="hidden" name="flow" value="${query.get("flow")}">
    <p><label>E-mail address <input name="email" type="email"></label></p>
    <p><button>Continue</button> <button name="cancel" value="yes">Cancel</button></p></form></main></html>`);

export function callback(project, { query }) {
  const flow = project.flows.get(query.get("flow"));
  if (!flow) throw refuse(400, "flow_state_not_found", "Flow state not found");
  if (query.get("cancel")) {
    const fields = { error: "access_denied", error_code: "access_denied", error_description: "The user denied the request" };
    return redirect(withQuery(flow.target, fields));
  }
  const user = project.userByEmail(query.get("email")) ?? project.addUser({ email: query.get("email") });
  const code = randomUUID();
  project.flowCodes.set(code, { ...flow, userId: user.id });
  return redirect(withQuery(flow.target, { code }));
}

export function exchange(project, { body }) {
  const flow = project.flowCodes.get(body.auth_code);
  if (!flow) throw refuse(404, "flow_state_not_found", "invalid flow state, no valid flow state found");
  project.flowCodes.delete(body.auth_code);
  if (createHash("sha256").update(body.code_verifier).digest("base64url") !== flow.challenge) {
    throw refuse(400, "bad_code_verifier", "code challenge does not match previously saved code verifier");
  }
  return session(project, project.users.get(flow.userId), "oauth");
}

export const settings = () => json({ external: { email: true, phone: false, google: true, github: true }, disable_signup: false, mailer_autoconfirm: false });

export function deleteUser(project, { params }) {
  const user = project.users.get(params.id);
  if (!user) throw refuse(404, "user_not_found", "User not found");
  project.users.delete(user.id);
  for (const other of project.sessions.values()) if (other.userId === user.id) project.sessions.delete(other.id);
  return json({});
}
