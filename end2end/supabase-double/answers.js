// What goes back over the line: Supabase's own error shape, OAuth's, JSON and redirects.

export class Refusal extends Error {
  constructor(status, body) {
    super(JSON.stringify(body));
    this.status = status;
    this.body = body;
  }
}

/** Supabase's own shape; the OAuth library cannot read it. */
export const refuse = (status, errorCode, message) => new Refusal(status, { code: status, error_code: errorCode, msg: message });

/** The shape of the OAuth standard. */
export const oauthRefuse = (error, description) => new Refusal(400, { error, error_description: description });

export const json = (body, status = 200) => ({ status, body: JSON.stringify(body), type: "application/json" });
export const nothing = (status = 204) => ({ status, body: "" });
export const redirect = (location, status = 302) => ({ status, body: "", location });
export const page = (html) => ({ status: 200, body: html, type: "text/html; charset=utf-8" });

export function withQuery(address, fields) {
  const url = new URL(address);
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}
