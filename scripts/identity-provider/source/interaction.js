// The sign-in page of a started sign-in: GET shows it, POST chooses a patient, POST cancel gives up.
import { refusal, signInPage } from "./pages.js";
import { enrol, normalizeEmail } from "./patients.js";

const MOST_BYTES = 4_096;

async function readForm(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MOST_BYTES) return new URLSearchParams();
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}

function send(response, status, html) {
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  response.end(html);
}

// Without the cookie of the browser that began it there is no interaction.
async function detailsOf(provider, request, response) {
  try {
    return await provider.interactionDetails(request, response);
  } catch {
    return null;
  }
}

// The library would ask first, by a page that needs JavaScript, whether somebody else may sign in.
async function forgetPrevious(provider, details, accountId) {
  if (!details.session?.accountId || details.session.accountId === accountId) return;
  const previous = await provider.Session.findByUid(details.session.uid);
  if (!previous) return;
  delete previous.accountId;
  delete previous.authorizations;
  await previous.persist();
  delete details.session.accountId;
  await details.save(details.exp - Math.floor(Date.now() / 1000));
}

/** `path` is what follows `/interaction/`, such as `UID` or `UID/cancel`. */
export async function handleInteraction(provider, mount, path, request, response) {
  const [uid, verb] = path.split("/");
  const details = await detailsOf(provider, request, response);
  if (details?.uid !== uid) {
    const reason = "This sign-in is no longer open. Go back to the application and start again.";
    return send(response, 400, refusal("interaction_unknown", reason));
  }
  const action = `${mount}/interaction/${uid}`;
  if (request.method === "GET" && verb === undefined) {
    return send(response, 200, signInPage(action, { entered: details.params.login_hint }));
  }
  if (request.method !== "POST") {
    return send(response, 405, refusal("method_not_allowed", "Nothing can be done this way."));
  }
  const finish = (result) =>
    provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  if (verb === "cancel") {
    return finish({ error: "access_denied", error_description: "Signing in was cancelled." });
  }
  const entered = (await readForm(request)).get("email");
  const email = normalizeEmail(entered);
  if (email === null) {
    const problem = "Enter an e-mail address such as name@example.org.";
    return send(response, 422, signInPage(action, { problem, entered }));
  }
  const accountId = enrol(email);
  await forgetPrevious(provider, details, accountId);
  return finish({ login: { accountId, remember: true } });
}
