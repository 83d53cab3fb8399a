// The provider's keys: made at the first start, then kept, so that a restart signs nobody out.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

function makeKeys() {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = privateKey.export({ format: "jwk" });
  return {
    signing: { ...key, use: "sig", alg: "ES256", kid: randomBytes(8).toString("hex") },
    cookies: [randomBytes(32).toString("hex")],
  };
}

export function loadKeys(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
  const keys = makeKeys();
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // Under another name first: half a key file would stop every later start.
  writeFileSync(`${file}.new`, JSON.stringify(keys), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return keys;
}
