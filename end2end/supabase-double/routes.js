// Which address does what, and what each request must look like to get there.
import { Refusal, json, refuse } from "./answers.js";
import * as control from "./control.js";
import * as oauth from "./oauth.js";
import * as rest from "./rest.js";

/** Nothing is asked for: a browser or a library comes here without an API key. */
const OPEN = "open";
/** The project's API key in the header `apikey`. */
const KEY = "key";
/** API key and the person's access token. */
const PERSON = "person";
/** The secret key, as API key and as bearer. */
const SECRET = "secret";

/** `body`: the fields that the JSON body has, all of them and no others. */
const ROUTES = [
  ["GET", "/auth/v1/.well-known/openid-configuration", oauth.discovery, { asks: OPEN, gated: true }],
  ["GET", "/auth/v1/.well-known/jwks.json", oauth.keys, { asks: OPEN }],
  ["GET", "/auth/v1/oauth/authorize", oauth.authorize, { asks: OPEN, gated: true }],
  ["POST", "/auth/v1/oauth/token", oauth.token, { asks: OPEN, gated: true, form: true }],
  ["GET", "/auth/v1/oauth/userinfo", oauth.userInformation, { asks: OPEN, gated: true, bearer: true }],
  ["GET", "/auth/v1/oauth/authorizations/:id", oauth.details, { asks: PERSON }],
  ["POST", "/auth/v1/oauth/authorizations/:id/consent", oauth.decide, { asks: PERSON, body: { action: "string" } }],
  ["POST", "/auth/v1/token?grant_type=password", rest.password, { asks: KEY, limit: "token", body: { email: "string", password: "string" } }],
  ["POST", "/auth/v1/token?grant_type=pkce", rest.exchange, { asks: KEY, limit: "token", body: { auth_code: "string", code_verifier: "string" } }],
  ["POST", "/auth/v1/otp", rest.sendCode, { asks: KEY, limit: "otp", body: { email: "string", create_user: "boolean" } }],
  ["POST", "/auth/v1/verify", rest.verifyCode, { asks: KEY, limit: "verify", body: { type: "string", email: "string", token: "string" } }],
  ["GET", "/auth/v1/user", rest.person, { asks: PERSON }],
  ["POST", "/auth/v1/logout", rest.logout, { asks: PERSON, query: ["scope"] }],
  ["POST", "/auth/v1/factors/:id/challenge", rest.challenge, { asks: PERSON, body: {} }],
  ["POST", "/auth/v1/factors/:id/verify", rest.verifyFactor, { asks: PERSON, limit: "factor", body: { challenge_id: "string", code: "string" } }],
  ["GET", "/auth/v1/authorize", rest.social, { asks: OPEN, query: ["provider", "redirect_to", "code_challenge", "code_challenge_method"] }],
  ["GET", "/auth/v1/callback", rest.callback, { asks: OPEN }],
  ["GET", "/auth/v1/settings", rest.settings, { asks: KEY }],
  ["DELETE", "/auth/v1/admin/users/:id", rest.deleteUser, { asks: SECRET, body: { should_soft_delete: "boolean" } }],
  ["GET", "/double/people", rest.people, { asks: OPEN }],
  ["GET", "/double/elsewhere", control.elsewhere, { asks: OPEN }],
  ["GET", "/double/card", control.card, { asks: OPEN }],
  ["GET", "/double/log", control.log, { asks: OPEN }],
  ["GET", "/double/mailbox", control.mailbox, { asks: OPEN }],
  ["GET", "/double/totp", control.totpNow, { asks: OPEN }],
  ["GET", "/double/sessions", control.sessions, { asks: OPEN }],
  ["GET", "/double/user", control.userExists, { asks: OPEN }],
  ["POST", "/double/factor-elsewhere", control.factorElsewhere, { asks: OPEN }],
  ["POST", "/double/users", control.addUser, { asks: OPEN, loose: true }],
  ["POST", "/double/faults", control.setFaults, { asks: OPEN, loose: true }],
];

function match(method, url) {
  for (const [verb, pattern, handler, rules] of ROUTES) {
    const [path, wanted] = pattern.split("?");
    if (verb !== method) continue;
    const names = [];
    const shape = path.replace(/[.]/g, "\\.").replace(/:(\w+)/g, (_, name) => (names.push(name), "([^/]+)"));
    const found = new RegExp(`^${shape}$`).exec(url.pathname);
    if (!found) continue;
    if (wanted && url.search !== `?${wanted}`) continue;
    return { handler, rules, params: Object.fromEntries(names.map((name, place) => [name, found[place + 1]])) };
  }
  return null;
}

async function read(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function checkKey(project, headers, asks) {
  const keys = asks === SECRET ? [project.secretKey] : [project.publishableKey, project.secretKey];
  if (!keys.includes(headers.apikey)) throw new Refusal(401, { message: "No API key found in request", hint: "No `apikey` request header or url param was found." });
  if (asks === SECRET && headers.authorization !== `Bearer ${project.secretKey}`) throw refuse(401, "no_authorization", "This endpoint requires a valid Bearer token");
}

/** The person behind the access token; their session must still be there. */
function bearer(project, headers) {
  const token = /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1];
  const claims = project.key.open(token);
  if (!claims) throw refuse(403, "bad_jwt", "invalid JWT");
  const session = project.sessions.get(claims.session_id);
  if (!session) throw refuse(403, "session_not_found", "Session from session_id claim in JWT does not exist");
  return { session, user: project.users.get(session.userId) };
}

function checkBody(project, where, text, headers, rules) {
  if (rules.form) {
    if (headers["content-type"] !== "application/x-www-form-urlencoded") project.violations.push(`${where}: not a form`);
    return Object.fromEntries(new URLSearchParams(text));
  }
  if (rules.loose) return JSON.parse(text);
  if (!rules.body) {
    if (text !== "") project.violations.push(`${where}: a body that nobody reads`);
    return {};
  }
  if (!headers["content-type"]?.startsWith("application/json")) throw refuse(400, "bad_json", "Could not read body");
  const body = JSON.parse(text);
  const [expected, found] = [Object.keys(rules.body).sort(), Object.keys(body).sort()];
  if (expected.join() !== found.join()) project.violations.push(`${where}: fields ${found} instead of ${expected}`);
  for (const [name, type] of Object.entries(rules.body)) {
    if (typeof body[name] !== type) throw refuse(400, "validation_failed", `${name} is required`);
  }
  return body;
}

/** The address that pays: the forwarded one only for whoever holds the secret key. */
function payer(project, request) {
  const forwarded = request.headers["sb-forwarded-for"];
  if (forwarded && request.headers.apikey !== project.secretKey) {
    project.violations.push("Sb-Forwarded-For without the secret key");
  }
  return forwarded && request.headers.apikey === project.secretKey ? forwarded : request.socket.remoteAddress;
}

async function answer(project, request) {
  const url = new URL(request.url, project.origin);
  const where = `${request.method} ${url.pathname}`;
  const found = match(request.method, url);
  const text = await read(request);
  const isControl = url.pathname.startsWith("/double/");
  if (!isControl) {
    const { apikey, authorization, origin, "sb-forwarded-for": forwarded } = request.headers;
    project.log.push({ method: request.method, path: url.pathname, query: url.search, apikey, authorization, origin, forwarded, body: text });
  }
  if (!found) throw refuse(404, "not_found", "no such route");
  const { handler, rules, params } = found;
  const { headers } = request;
  if (project.faults.failing && url.pathname.includes(project.faults.failing)) throw refuse(500, "unexpected_failure", "Unexpected failure");
  if (rules.asks !== OPEN || (rules.gated && project.faults.closedGateway)) checkKey(project, headers, rules.asks);
  // Checked when it is there; a server sends none.
  if (rules.asks !== OPEN && headers.origin) project.violations.push(`${where}: an Origin from a server`);
  if (rules.limit && !project.allow(payer(project, request), rules.limit)) {
    throw refuse(429, "over_request_rate_limit", "Request rate limit reached");
  }
  if (rules.query) {
    for (const name of url.searchParams.keys()) if (!rules.query.includes(name)) project.violations.push(`${where}: query field ${name}`);
  }
  const body = checkBody(project, where, text, headers, rules);
  const whose = rules.asks === PERSON || rules.bearer ? bearer(project, headers) : {};
  return handler(project, { query: url.searchParams, headers, body, params, ...whose });
}

export async function handle(project, request, response) {
  let result;
  try {
    result = await answer(project, request);
  } catch (error) {
    if (!(error instanceof Refusal)) console.error(error);
    result = error instanceof Refusal ? json(error.body, error.status) : json({ code: 500, error_code: "unexpected_failure", msg: String(error) }, 500);
  }
  const headers = { "cache-control": "no-store" };
  if (result.type) headers["content-type"] = result.type;
  if (result.location) headers.location = result.location;
  response.writeHead(result.status, headers).end(result.body);
}
