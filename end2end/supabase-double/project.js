// Everything that one project remembers: people, sessions, authorizations, and what tests switch.
import { randomBytes, randomUUID } from "node:crypto";
import { SigningKey, totp } from "./tokens.js";

export const OWN_CLIENT = "5f0c2a4e-6f2b-4d0e-9c39-0f6a1f7f2b11";
export const OTHER_CLIENT = "c3a1d9a2-1b7c-4f4e-8a55-2d9c7e0b9a22";

const base64url = (bytes) => randomBytes(bytes).toString("base64url");

/** What is wrong today; every switch is off in an honest project. */
const HONEST = {
  hs256: false, // signs with a shared secret: no public keys, and no ID token
  issuer: null, // what discovery and tokens call themselves
  emptyIssuer: false, // self-hosted without GOTRUE_JWT_ISSUER
  closedGateway: false, // self-hosted: wants an API key where none can be sent
  oauthServerOff: false,
  authorizationPath: "/oauth/consent",
  clientMethod: "client_secret_basic",
  withoutIdToken: false,
  userMissing: false, // GET /user fails
  failing: null, // path part that answers 500
  accessToken: {}, // claims to overwrite in access tokens
  idToken: {}, // claims to overwrite in ID tokens
  foreignKey: false, // signs with a key that is not published
};

export class Project {
  constructor({ origin, siteUrl, redirectUri, rateLimit }) {
    this.origin = origin;
    this.base = `${origin}/auth/v1`;
    this.siteUrl = siteUrl;
    this.rateLimit = rateLimit;
    this.publishableKey = `sb_publishable_${base64url(16)}`;
    this.secretKey = `sb_secret_${base64url(24)}`;
    this.key = new SigningKey();
    this.unpublishedKey = new SigningKey();
    this.faults = structuredClone(HONEST);
    this.clients = new Map([
      [OWN_CLIENT, { id: OWN_CLIENT, name: "MigrainePulse", uri: siteUrl, secret: base64url(32), redirectUris: [redirectUri] }],
      [
        OTHER_CLIENT,
        { id: OTHER_CLIENT, name: "Weather Journal", uri: "https://weather.example", secret: base64url(32), redirectUris: [`${origin}/double/elsewhere`] },
      ],
    ]);
    for (const store of ["users", "sessions", "authorizations", "consents", "codes", "challenges", "flows", "flowCodes", "refreshTokens", "buckets"]) {
      this[store] = new Map();
    }
    this.log = [];
    this.violations = [];
  }

  /** What a test or a script has to know. */
  card() {
    return {
      address: this.origin,
      publishable_key: this.publishableKey,
      secret_key: this.secretKey,
      client_id: OWN_CLIENT,
      client_secret: this.clients.get(OWN_CLIENT).secret,
      other_client_id: OTHER_CLIENT,
    };
  }

  get issuer() {
    return this.faults.emptyIssuer ? "" : (this.faults.issuer ?? this.base);
  }

  set(faults) {
    for (const name of Object.keys(faults)) if (!(name in HONEST)) throw new Error(`no such switch: ${name}`);
    Object.assign(this.faults, faults);
  }

  addUser({ email, password = null, totp: hasTotp = false, webauthn = false, confirmed = true, anonymous = false }) {
    const now = new Date().toISOString();
    const factor = (type, name) => ({
      id: randomUUID(),
      created_at: now,
      updated_at: now,
      status: "verified",
      friendly_name: name,
      factor_type: type,
      secret: randomBytes(20),
    });
    const user = {
      id: randomUUID(),
      email: email.toLowerCase(),
      password,
      confirmedAt: confirmed ? now : null,
      createdAt: now,
      anonymous,
      factors: [],
    };
    // A factor that was begun and never verified demands nothing.
    if (hasTotp) user.factors.push({ ...factor("totp", "Old telephone"), status: "unverified" }, factor("totp", "Telephone"));
    if (webauthn) user.factors.push(factor("webauthn", "Key"));
    this.users.set(user.id, user);
    return user;
  }

  userByEmail(email) {
    return [...this.users.values()].find((user) => user.email === email?.toLowerCase());
  }

  userShape(user) {
    return {
      id: user.id,
      aud: "authenticated",
      role: "authenticated",
      email: user.email,
      ...(user.confirmedAt ? { email_confirmed_at: user.confirmedAt, confirmed_at: user.confirmedAt } : {}),
      phone: "",
      app_metadata: { provider: "email", providers: ["email"] },
      // Anybody may write into it: nothing here proves anything.
      user_metadata: { email_verified: true },
      identities: [],
      ...(user.factors.length ? { factors: user.factors.map(({ secret: _, ...shown }) => shown) } : {}),
      created_at: user.createdAt,
      updated_at: user.createdAt,
      is_anonymous: user.anonymous,
    };
  }

  /** A new session with its pair of tokens. */
  startSession(user, method, { aal = "aal1", clientId = null } = {}) {
    const session = { id: randomUUID(), userId: user.id, aal, clientId, amr: [{ method, timestamp: seconds() }] };
    this.sessions.set(session.id, session);
    user.lastSignInAt = seconds();
    return session;
  }

  accessToken(session) {
    const user = this.users.get(session.userId);
    const now = seconds();
    const claims = {
      iss: this.issuer,
      sub: user.id,
      aud: "authenticated",
      exp: now + 3600,
      iat: now,
      email: user.email,
      phone: "",
      app_metadata: { provider: "email", providers: ["email"] },
      user_metadata: { email_verified: true },
      role: "authenticated",
      aal: session.aal,
      amr: session.amr,
      session_id: session.id,
      is_anonymous: user.anonymous,
      ...(session.clientId ? { client_id: session.clientId } : {}),
      ...this.faults.accessToken,
    };
    return this.sign(claims);
  }

  sign(claims) {
    const present = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== null));
    if (this.faults.hs256) return this.key.signShared(present);
    return (this.faults.foreignKey ? this.unpublishedKey : this.key).sign(present, this.key.kid);
  }

  refreshToken(session) {
    const token = base64url(9);
    this.refreshTokens.set(token, session.id);
    return token;
  }

  /** Every verification of a factor ends all aal1 sessions of the person, on every device. */
  verifiedFactor(user) {
    for (const session of this.sessions.values()) {
      if (session.userId === user.id && session.aal === "aal1") this.sessions.delete(session.id);
    }
  }

  totpOf(user) {
    return totp(user.factors.find((factor) => factor.factor_type === "totp" && factor.status === "verified").secret);
  }

  /** Takes one from the bucket of an address; false when it is empty. It refills in 5 minutes. */
  allow(address, kind) {
    const name = `${kind} ${address}`;
    const now = Date.now();
    const bucket = this.buckets.get(name) ?? { left: this.rateLimit, at: now };
    bucket.left = Math.min(this.rateLimit, bucket.left + ((now - bucket.at) * this.rateLimit) / 300_000);
    bucket.at = now;
    this.buckets.set(name, bucket);
    if (bucket.left < 1) return false;
    bucket.left -= 1;
    return true;
  }
}

export const seconds = () => Math.floor(Date.now() / 1000);
