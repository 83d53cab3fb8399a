// Starts the development identity provider and stops it on SIGTERM or SIGINT.
import { serve } from "./server.js";
import { readSettings } from "./settings.js";

const result = readSettings(process.env);
if (result.problem) {
  console.error(`identity provider: ${result.problem}`);
  process.exit(1);
}

let server;
try {
  server = await serve(result.settings);
} catch (error) {
  const taken = error.code === "EADDRINUSE" && "its port is taken by another program";
  console.error(`identity provider: it could not start: ${taken || error.message}`);
  process.exit(1);
}
console.log(`identity provider: ready at ${result.settings.issuer}`);

for (const signal of ["SIGTERM", "SIGINT"]) {
  process.once(signal, () => {
    server.closeAllConnections();
    server.close(() => process.exit(0));
  });
}
