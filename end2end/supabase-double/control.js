// What tests may ask and switch; nothing of it exists at Supabase.
import { json, page } from "./answers.js";

const of = (project, query) => {
  const user = project.userByEmail(query.get("email"));
  if (!user) throw new Error(`nobody has the address ${query.get("email")}`);
  return user;
};

export const addUser = (project, { body }) => {
  const { id, email, factors } = project.addUser(body);
  return json({ id, email, factor: factors.find(({ status }) => status === "verified")?.id ?? null });
};

export function setFaults(project, { body }) {
  project.set(body);
  return json(project.faults);
}

export const mailbox = (project, { query }) => json({ code: of(project, query).code ?? null });
export const totpNow = (project, { query }) => json({ code: project.totpOf(of(project, query)) });

export const sessions = (project, { query }) => {
  const { id } = of(project, query);
  return json([...project.sessions.values()].filter(({ userId }) => userId === id));
};

/** The person proves a factor on another device. */
export function factorElsewhere(project, { query }) {
  project.verifiedFactor(of(project, query));
  return json({});
}

export const userExists = (project, { query }) => json({ exists: project.userByEmail(query.get("email")) !== undefined });
export const log = (project) => json({ requests: project.log, violations: project.violations });
export const card = (project) => json(project.card());
export const elsewhere = () => page("<!doctype html><html lang=en><title>Weather Journal</title><link rel=icon href=data:,><h1>Back at Weather Journal</h1></html>");
