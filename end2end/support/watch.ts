// What must never happen, whatever a test does: an error in the console, an exception in a page, a
// request to a stranger. Every context that a test opens is watched.
import type { BrowserContext } from "@playwright/test";

/** Of further applications that a test has started itself. */
const ownOrigins = new Set<string>();

/** Says that a test has started an application at `origin`. */
export function trustOrigin(origin: string): void {
  ownOrigins.add(origin);
}

/** Origins that a page of ours may talk to. */
export function trustedOrigins(): string[] {
  const issuer = process.env.MIGRAINE_PULSE__IDENTITY__ISSUER;
  const { BASE_URL, SUPABASE_BASE_URL, SUPABASE_PROJECT_URL } = process.env;
  const addresses = [BASE_URL, issuer, SUPABASE_BASE_URL, SUPABASE_PROJECT_URL].filter((address) => address !== undefined);
  return addresses.map((address) => new URL(address).origin);
}

const LOCAL_SCHEMES = ["data:", "blob:", "about:"];

/** Collects complaints about everything that happens in `context`. `expected` are patterns of console
 * lines that the test provokes. */
export function watch(context: BrowserContext, complaints: string[], expected: RegExp[]): void {
  const trusted = trustedOrigins();
  context.on("console", (message) => {
    const text = message.text();
    const bad = message.type() === "error" || message.type() === "warning";
    if (bad && !expected.some((pattern) => pattern.test(text))) {
      complaints.push(`console ${message.type()} on ${message.page()?.url()}: ${text}`);
    }
  });
  context.on("weberror", (error) => {
    complaints.push(`exception on ${error.page()?.url()}: ${error.error().stack}`);
  });
  context.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (!LOCAL_SCHEMES.includes(protocol) && !trusted.includes(origin) && !ownOrigins.has(origin)) {
      complaints.push(`request to a stranger: ${request.url()}`);
    }
  });
}
