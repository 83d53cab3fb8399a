// Runs an SQL file in one transaction: apply.js SOCKET_FOLDER ROLE DATABASE FILE
// For machines without psql; the npm server comes without a client.
import { readFileSync } from "node:fs";
import pg from "pg";

const [host, user, database, file] = process.argv.slice(2);
const client = new pg.Client({ host, port: 5432, user, database });
await client.connect();
try {
  await client.query("begin");
  await client.query(readFileSync(file, "utf8"));
  await client.query("commit");
} catch (error) {
  console.error(`${file}: ${error.message}`);
  process.exitCode = 1;
} finally {
  await client.end();
}
