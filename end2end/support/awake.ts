// A page works before its WebAssembly runs; a test that is about the part after that has to wait for it.
import type { BrowserContext, Page } from "@playwright/test";

const scripted = new WeakSet<BrowserContext>();

/** Notes in every page of `context` when the router begins to listen: then the page is awake. */
export async function expectScripts(context: BrowserContext): Promise<void> {
  scripted.add(context);
  await context.addInitScript(() => {
    const listen = window.addEventListener.bind(window);
    window.addEventListener = (type: string, ...rest: unknown[]) => {
      if (type === "popstate") Object.assign(window, { isAwake: true });
      // @ts-expect-error: passed on as it came
      return listen(type, ...rest);
    };
  });
}

/** Waits until the page is awake; not at all where JavaScript is off or the page has none. */
export async function awake(page: Page): Promise<void> {
  if (!scripted.has(page.context())) return;
  await page.waitForFunction(() => "isAwake" in window || !document.querySelector("script[type=module]"));
}

/** Opens a page and waits until it is awake. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await awake(page);
}
