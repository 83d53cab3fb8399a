// Who can sign in: two ready patients, and anybody with an e-mail address. A new patient's subject is
// computed from the address, so that the same address is the same patient at every start.
import { createHash } from "node:crypto";

export const READY = [
  { subject: "demo-patient", email: "demo@migrainepulse.example", label: "Demo patient" },
  { subject: "empty-patient", email: "empty@migrainepulse.example", label: "Empty diary" },
];

const ADDRESS = /^[^\s@<>"]{1,64}@[^\s@<>"]{1,190}$/u;

/** The address as it is kept, or null when it is none. */
export function normalizeEmail(text) {
  const email = String(text ?? "").trim().toLowerCase();
  return ADDRESS.test(email) ? email : null;
}

export function subjectOf(email) {
  const ready = READY.find((patient) => patient.email === email);
  if (ready) return ready.subject;
  return `patient-${createHash("sha256").update(email).digest("hex").slice(0, 24)}`;
}

const emails = new Map(READY.map((patient) => [patient.subject, patient.email]));

/** Remembers the address until the next start and answers the subject. */
export function enrol(email) {
  const subject = subjectOf(email);
  emails.set(subject, email);
  return subject;
}

/** An account in the form that oidc-provider asks for; undefined when nobody has this subject. */
export function findAccount(_context, subject) {
  const email = emails.get(subject);
  if (email === undefined) return undefined;
  return {
    accountId: subject,
    claims: () => ({ sub: subject, email, email_verified: true, name: email.split("@")[0] }),
  };
}
