// A tiny browser: follows redirects by hand and keeps cookies.
export class Browser {
  #cookies = new Map();

  async request(address, options = {}) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(address, {
      ...options,
      redirect: "manual",
      // A kept connection would not survive the provider's restart.
      headers: { ...options.headers, cookie, connection: "close" },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (value === "") this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }

  /** Follows redirects until a page or an address outside `origin`. */
  async go(address, origin, options = {}) {
    let response = await this.request(address, options);
    let here = address;
    while ([302, 303, 307].includes(response.status)) {
      here = new URL(response.headers.get("location"), here).href;
      if (!here.startsWith(origin)) return { outside: new URL(here) };
      response = await this.request(here);
    }
    return { address: here, status: response.status, html: await response.text() };
  }

  post(address, fields, origin) {
    return this.go(address, origin, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(fields).toString(),
    });
  }
}
