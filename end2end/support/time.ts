// Days and times as the browser's zone has them, wherever the machine is.
import { ZONE } from "./zone";

/** "2026-11-20T14:30", so many minutes ago. */
export function minutesAgo(minutes: number): string {
  const instant = new Date(Date.now() - minutes * 60_000);
  return instant.toLocaleString("sv-SE", { timeZone: ZONE }).replace(" ", "T").slice(0, 16);
}

/** "2026-11-20", so many days ago. */
export const daysAgo = (days: number) => minutesAgo(days * 24 * 60).slice(0, 10);

/** "2026-10", so many months before the present one. */
export function monthsAgo(months: number): string {
  const [year, month] = daysAgo(0).split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 7);
}

/** How many days "2026-10" has. */
export function daysIn(month: string): number {
  const [year, number] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
}

/** "October 2026". */
export function monthName(month: string): string {
  return new Date(`${month}-01T00:00:00Z`).toLocaleString("en-GB", {
    timeZone: "UTC",
    month: "long",
    year: "numeric",
  });
}
