/** A time to wait as OpenAI's headers have it: `20ms`, `1s`, `6m0s`, `23h59m1s`. Never shorter than it is. */
export function durationText(milliseconds: number): string {
  if (milliseconds <= 0) return '0s';
  if (milliseconds <= 999) return `${Math.ceil(milliseconds)}ms`;
  const total = Math.ceil(milliseconds / 1_000);
  const [hours, minutes, seconds] = [Math.floor(total / 3_600), Math.floor(total / 60) % 60, total % 60];
  if (hours > 0) return `${hours}h${minutes}m${seconds}s`;
  return minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`;
}
