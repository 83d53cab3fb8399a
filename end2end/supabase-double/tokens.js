// Signatures and time-based codes, with what Node brings along.
import { createHmac, generateKeyPairSync, randomBytes, randomUUID, sign as signWith, verify, createPublicKey } from "node:crypto";

const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

export class SigningKey {
  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.kid = randomUUID();
    this.privateKey = privateKey;
    this.published = { ...publicKey.export({ format: "jwk" }), kid: this.kid, alg: "ES256", use: "sig", key_ops: ["verify"], ext: true };
    this.shared = randomBytes(32);
  }

  /** ES256, under whatever name. */
  sign(claims, kid = this.kid) {
    const message = `${part({ alg: "ES256", kid, typ: "JWT" })}.${part(claims)}`;
    const signature = signWith("sha256", Buffer.from(message), { key: this.privateKey, dsaEncoding: "ieee-p1363" });
    return `${message}.${signature.toString("base64url")}`;
  }

  /** HS256 with the project's shared secret, as old projects do. */
  signShared(claims) {
    const message = `${part({ alg: "HS256", kid: this.kid, typ: "JWT" })}.${part(claims)}`;
    return `${message}.${createHmac("sha256", this.shared).update(message).digest("base64url")}`;
  }

  /** The claims of a token that this key signed and that has not expired. */
  open(token) {
    const [header, payload, signature, ...rest] = (token ?? "").split(".");
    if (signature === undefined || rest.length > 0) return null;
    const message = Buffer.from(`${header}.${payload}`);
    const { alg } = JSON.parse(Buffer.from(header, "base64url"));
    const bytes = Buffer.from(signature, "base64url");
    const genuine =
      alg === "HS256"
        ? createHmac("sha256", this.shared).update(message).digest().equals(bytes)
        : verify("sha256", message, { key: createPublicKey(this.privateKey), dsaEncoding: "ieee-p1363" }, bytes);
    if (!genuine) return null;
    return JSON.parse(Buffer.from(payload, "base64url"));
  }
}

/** RFC 6238 with SHA-1, six digits, 30 seconds. */
export function totp(secret, at = Date.now()) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const offset = mac.at(-1) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}
