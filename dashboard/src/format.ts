// Numbers, times and sizes as the dashboard words them. An absent value is a dash.

const ABSENT = '–';
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

type Maybe = number | null | undefined;

/** `1.2K`. */
export function count(value: Maybe): string {
  if (value == null) return ABSENT;
  return Math.abs(value) < 10_000 ? plain.format(value) : compact.format(value);
}

/** `62.5`: how many in a second, to be followed by what. */
export function rate(perSecond: number): string {
  return count(Math.round(perSecond * 10) / 10);
}

/** `850 ms`, `1.24 s`, `2 min 5 s`. */
export function duration(milliseconds: Maybe): string {
  if (milliseconds == null) return ABSENT;
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(milliseconds < 10_000 ? 2 : 1)} s`;
  const seconds = Math.round(milliseconds / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `128 MB`. */
export function bytes(value: Maybe): string {
  if (value == null) return ABSENT;
  if (value < 1_000_000) return `${Math.round(value / 1_000)} kB`;
  if (value < 1_000_000_000) return `${Math.round(value / 1_000_000)} MB`;
  return `${(value / 1_000_000_000).toFixed(2)} GB`;
}

/** `3 d 4 h`, `12 min`: how long something has been, in its two largest units. */
export function span(seconds: number): string {
  const units = [
    [86_400, 'd'],
    [3_600, 'h'],
    [60, 'min'],
    [1, 's'],
  ] as const;
  const largest = units.findIndex(([size]) => seconds >= size);
  if (largest === -1) return '0 s';
  let rest = Math.floor(seconds);
  const parts: string[] = [];
  for (const [size, name] of units.slice(largest, largest + 2)) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) parts.push(`${amount} ${name}`);
  }
  return parts.join(' ');
}

/** `14:03:07`, the operator's own time of day. */
export function timeOfDay(milliseconds: number): string {
  return new Date(milliseconds).toLocaleTimeString('en-GB');
}

/** `14:03:07.123`. */
export function preciseTime(milliseconds: number): string {
  return `${timeOfDay(milliseconds)}.${String(Math.floor(milliseconds) % 1_000).padStart(3, '0')}`;
}
