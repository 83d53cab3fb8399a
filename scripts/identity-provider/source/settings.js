// The provider's settings come from the environment alone, and are checked before anything starts.
//
//   IDENTITY_PORT                loopback port (3001)
//   IDENTITY_CLIENT_ID           the application's client id (migraine-pulse)
//   IDENTITY_CLIENT_SECRET_FILE  file with the client secret; or IDENTITY_CLIENT_SECRET itself
//   IDENTITY_REDIRECT_URIS       callback addresses, parted by blanks; on loopback any port fits
//   IDENTITY_LOGOUT_URIS         where the browser may go after signing out, parted by blanks
//   IDENTITY_KEY_FILE            where the signing and cookie keys are kept (made when missing)
import { readFileSync } from "node:fs";

const MOUNT = "/auth/v1";
const refuse = (problem) => ({ problem });
const words = (text) => (text ?? "").split(/\s+/).filter(Boolean);

function readSecret(environment) {
  const file = environment.IDENTITY_CLIENT_SECRET_FILE;
  return file ? readFileSync(file, "utf8").trim() : environment.IDENTITY_CLIENT_SECRET;
}

function isWebAddress(text) {
  return URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol);
}

/** Answers `{ settings }`, or `{ problem }` with one sentence for the developer. */
export function readSettings(environment) {
  if (environment.MIGRAINE_PULSE__SERVER__MODE === "production") {
    return refuse(
      "it signs anybody in as anybody, so it does not start when MIGRAINE_PULSE__SERVER__MODE is production.",
    );
  }
  const port = Number(environment.IDENTITY_PORT ?? 3001);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    return refuse("IDENTITY_PORT must be a port number between 1 and 65535.");
  }
  let clientSecret;
  try {
    clientSecret = readSecret(environment);
  } catch (error) {
    return refuse(`IDENTITY_CLIENT_SECRET_FILE cannot be read: ${error.code}.`);
  }
  if (!clientSecret) {
    return refuse("IDENTITY_CLIENT_SECRET_FILE (or IDENTITY_CLIENT_SECRET) must be set.");
  }
  const keyFile = environment.IDENTITY_KEY_FILE;
  if (!keyFile) return refuse("IDENTITY_KEY_FILE must name a file for the signing key.");
  const redirectUris = words(environment.IDENTITY_REDIRECT_URIS);
  const logoutUris = words(environment.IDENTITY_LOGOUT_URIS);
  if (redirectUris.length === 0) {
    return refuse("IDENTITY_REDIRECT_URIS must name at least one callback address.");
  }
  const wrong = [...redirectUris, ...logoutUris].find((address) => !isWebAddress(address));
  if (wrong) return refuse(`${wrong} is not a web address.`);
  return {
    settings: {
      port,
      mount: MOUNT,
      issuer: `http://127.0.0.1:${port}${MOUNT}`,
      clientId: environment.IDENTITY_CLIENT_ID || "migraine-pulse",
      clientSecret,
      redirectUris,
      logoutUris,
      keyFile,
    },
  };
}
