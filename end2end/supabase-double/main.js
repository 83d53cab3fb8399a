// A stand-in for a Supabase project's Auth service, for tests: strict about every field and header.
//
//   PORT                     port on loopback (0: any)
//   SUPABASE_SITE_URL        the application's public origin
//   SUPABASE_REDIRECT_URI    the callback address of the registered OAuth client
//   SUPABASE_RATE_LIMIT      size of each address's bucket (30)
//
// It holds everything in memory and answers to nobody but this machine. What is to be known about it
// stands on standard output as one line of JSON: its address, keys and clients.
import { createServer } from "node:http";
import { handle } from "./routes.js";
import { Project } from "./project.js";

const server = createServer();
server.listen(Number(process.env.PORT ?? 0), "127.0.0.1", () => {
  const { port } = server.address();
  const project = new Project({
    origin: `http://127.0.0.1:${port}`,
    siteUrl: process.env.SUPABASE_SITE_URL ?? "http://127.0.0.1:3000",
    redirectUri: process.env.SUPABASE_REDIRECT_URI ?? "http://127.0.0.1:3000/auth/callback",
    rateLimit: Number(process.env.SUPABASE_RATE_LIMIT ?? 30),
  });
  server.on("request", (request, response) => handle(project, request, response));
  console.log(JSON.stringify(project.card()));
});

for (const signal of ["SIGTERM", "SIGINT"]) {
  process.on(signal, () => {
    server.close();
    server.closeAllConnections();
    process.exit(0);
  });
}
// Whoever started it has died: nobody is left to stop it.
if (process.env.SUPABASE_DOUBLE_ATTENDED) process.stdin.resume().on("end", () => process.exit(0));
