// The provider's pages: plain HTML, dark, nothing loaded from elsewhere, usable without a mouse.
import { READY } from "./patients.js";

const STYLE = `
:root { color-scheme: dark; }
* { box-sizing: border-box; }
body { margin: 0; background: #12161a; color: #c9d1d3; font: 1.125rem/1.5 system-ui, sans-serif; }
.banner { margin: 0; padding: .75rem 1rem; background: #3a2f12; color: #f0dfae; text-align: center; }
main { max-width: 28rem; margin: 0 auto; padding: 1.5rem 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.125rem; margin: 2rem 0 .75rem; }
form { margin: 0 0 .75rem; }
.choice { display: block; width: 100%; min-height: 4rem; padding: .5rem 1rem; border: 1px solid #4d6a66;
  border-radius: .75rem; background: #1d2a2a; color: inherit; font: inherit; text-align: left; cursor: pointer; }
.choice span { display: block; color: #a9b5b7; font-size: 1rem; }
label { display: block; margin-bottom: .25rem; }
input { width: 100%; min-height: 3rem; padding: .5rem .75rem; border: 1px solid #66757a; border-radius: .5rem;
  background: #0c1012; color: inherit; font: inherit; margin-bottom: .75rem; }
.problem { color: #ffc4b0; margin: 0 0 .5rem; }
a { color: #9fd0c8; }
:focus-visible { outline: 3px solid #9fd0c8; outline-offset: 2px; }`;

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escape = (text) => String(text ?? "").replace(/[&<>"']/g, (letter) => ENTITIES[letter]);

export function page(title, content) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escape(title)} - development sign-in</title>
<style>${STYLE}</style>
</head>
<body>
<header class="banner">Development sign-in: not for real patients</header>
<main>
${content}
</main>
</body>
</html>
`;
}

const choice = (action, patient) => `<form method="post" action="${escape(action)}">
<input type="hidden" name="email" value="${escape(patient.email)}">
<button class="choice" data-subject="${escape(patient.subject)}">${escape(patient.label)}
<span>${escape(patient.email)}</span></button>
</form>`;

/** `problem` is a sentence shown at the field; `entered` is what stood in it. */
export function signInPage(action, { problem, entered } = {}) {
  const described = problem ? ' aria-invalid="true" aria-describedby="problem"' : "";
  return page(
    "Sign in",
    `<h1>Who is signing in?</h1>
${READY.map((patient) => choice(action, patient)).join("\n")}
<h2>New patient</h2>
<form method="post" action="${escape(action)}" novalidate>
<label for="email">E-mail address</label>
${problem ? `<p class="problem" id="problem" role="alert">${escape(problem)}</p>` : ""}
<input id="email" name="email" type="email" autocomplete="off" value="${escape(entered)}"${described}>
<button class="choice">Sign in as this patient</button>
</form>
<form method="post" action="${escape(action)}/cancel">
<button class="choice">Cancel</button>
</form>`,
  );
}

export function refusal(code, description) {
  return page(
    "Request refused",
    `<h1>The sign-in request was refused</h1>
<p>${escape(description ?? "No reason was given.")}</p>
<p><code>${escape(code)}</code></p>`,
  );
}
