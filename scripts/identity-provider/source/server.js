// One loopback server: the sign-in pages, a health answer, and everything else from oidc-provider.
import { createServer } from "node:http";
import { handleInteraction } from "./interaction.js";
import { loadKeys } from "./keys.js";
import { makeProvider } from "./provider.js";
import { VOUCH_PATH, vouch } from "./vouch.js";

const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/** Answers the listening server; fails when the port is taken. */
export async function serve(settings) {
  const provider = makeProvider(settings);
  // A developer sees why a request was refused; no token is in these texts.
  for (const event of ["authorization.error", "grant.error", "server_error"]) {
    provider.on(event, (_context, error) => {
      console.error(`${event}: ${error.error_description ?? error.error ?? error.message}`);
    });
  }
  const oidc = provider.callback();
  const { signing } = loadKeys(settings.keyFile);

  const server = createServer((request, response) => {
    response.setHeader("content-security-policy", PAGE_POLICY);
    const { pathname } = new URL(request.url, settings.issuer);
    if (pathname === "/health") return response.end("ready\n");
    if (pathname === `${settings.mount}${VOUCH_PATH}`) {
      return vouch(settings, signing, request, response).catch((error) => {
        console.error(`identity: ${error.message}`);
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
    }
    const interaction = `${settings.mount}/interaction/`;
    if (pathname.startsWith(interaction)) {
      const path = pathname.slice(interaction.length);
      return handleInteraction(provider, settings.mount, path, request, response).catch((error) => {
        console.error(`interaction: ${error.error_description ?? error.message}`);
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
    }
    if (!pathname.startsWith(`${settings.mount}/`)) {
      response.writeHead(404);
      return response.end("not found\n");
    }
    // The library finds its own mount point by comparing the two.
    request.originalUrl = request.url;
    request.url = request.url.slice(settings.mount.length);
    return oidc(request, response);
  });

  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(settings.port, "127.0.0.1", resolve);
  });
  return server;
}
