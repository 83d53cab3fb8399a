// The zone of the browsers: one where it is day. "Two hours ago" is today then, whenever the tests run.
// What happens near midnight has tests of its own, which choose their times.

function hourIn(zone: string): number {
  return Number(new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", hourCycle: "h23" }).format());
}

function zoneOfDay(): string {
  const hour = hourIn("Europe/Berlin");
  return hour >= 8 && hour < 20 ? "Europe/Berlin" : "Pacific/Auckland";
}

// Chosen once for a run: its workers start at other times than it.
process.env.TEST_ZONE ??= zoneOfDay();

export const ZONE = process.env.TEST_ZONE;
