// Times as a clock on a wall of the company shows them, whatever zone the reader's own machine is in. Pure.

/** What the wall shows at an instant: `2026-05-04T14:30`, as a date field holds it. */
export function wall(at: string, zone: string): string {
  const shown = new Date(new Date(at).getTime() + offset(new Date(at), zone));
  return shown.toISOString().slice(0, 16);
}

/** The instant at which the wall shows this; of an hour that a change of clocks repeats, the first. */
export function instant(written: string, zone: string): string {
  const there = Date.parse(`${written}Z`);
  const early = there - offset(new Date(there - 86_400_000), zone);
  const late = there - offset(new Date(there + 86_400_000), zone);
  const right = [early, late].find((at) => at + offset(new Date(at), zone) === there);
  return new Date(right ?? early).toISOString();
}

/** The hour the zone is ahead of UTC at an instant, in milliseconds. */
function offset(at: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(at);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d{2}):?(\d{2})?/.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
