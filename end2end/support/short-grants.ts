// A second application on the stack's database, beside a key custodian of its own whose grants live for two
// hours: a sign-in is renewed at the next page instead of after twenty hours.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { trustOrigin } from "./watch";

export interface ShortGrants {
  /** The application's address. */
  origin: string;
  stop(): void;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answers(address: string, status: number): Promise<void> {
  for (let tries = 0; tries < 150; tries += 1) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.status === status) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${address} does not answer`);
}

/** The stack's custodian with another port, another store and short grants; the same keys. */
function settings(folder: string, port: number): string {
  const signingKey = process.env.MIGRAINE_PULSE__CUSTODIAN__SIGNING_KEY_FILE!;
  const home = join(dirname(dirname(signingKey)), "custody");
  return readFileSync(join(home, "custodian.toml"), "utf8")
    .replace(/^listen = .*$/m, `listen = "127.0.0.1:${port}"`)
    .replace(/^folder = .*$/m, `folder = "${join(folder, "store")}"`)
    .replace(/^authorities = .*$/m, `authorities = ["127.0.0.1:${port}"]`)
    .concat("grant_seconds = 7200\n");
}

export async function startShortGrants(): Promise<ShortGrants> {
  const folder = mkdtempSync(join(tmpdir(), "short-grants-"));
  const [port, custodianPort] = [await freePort(), await freePort()];
  const file = join(folder, "custodian.toml");
  writeFileSync(file, settings(folder, custodianPort), { mode: 0o600 });
  const origin = `http://127.0.0.1:${port}`;
  const started: ChildProcess[] = [
    spawn(process.env.MIGRAINE_PULSE_TEST_CUSTODIAN!, ["serve", "--config", file], { stdio: "ignore" }),
  ];
  const stop = (): void => {
    for (const child of started) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const custodian = `http://127.0.0.1:${custodianPort}`;
    // Node says how it fetches as browsers do (Sec-Fetch-Mode), and browsers are refused.
    await answers(`${custodian}/v1/status`, 403);
    const env = {
      ...process.env,
      MIGRAINE_PULSE__SERVER__LISTEN: `127.0.0.1:${port}`,
      MIGRAINE_PULSE__SERVER__PUBLIC_ORIGIN: origin,
      MIGRAINE_PULSE__CUSTODIAN__ADDRESS: custodian,
      MIGRAINE_PULSE__ENVIRONMENT__ENABLED: "false",
      LEPTOS_SITE_ADDR: `127.0.0.1:${port}`,
    };
    // Where the configuration file lies.
    const cwd = join(process.cwd(), "..");
    started.push(spawn(process.env.MIGRAINE_PULSE_BINARY!, ["serve"], { env, cwd, stdio: "ignore" }));
    await answers(`${origin}/health/ready`, 200);
  } catch (error) {
    stop();
    throw error;
  }
  trustOrigin(origin);
  return { origin, stop };
}
