/** The value below which a share of the samples lies. */
export function percentile(samples, share) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

export const milliseconds = (value) => `${value.toFixed(1)} ms`;
export const perSecond = (value) => `${Math.round(value).toLocaleString('en')}/s`;

const NAME_WIDTH = 56;
const FIGURE_WIDTH = 14;

function line(name, ...cells) {
  console.log([name.padEnd(NAME_WIDTH), ...cells.map((cell) => cell.padStart(FIGURE_WIDTH))].join(' '));
}

/** Begins a table: what the gateway is compared with. */
export function heading(title, other) {
  console.log('');
  line(title, 'gateway', other, 'ratio');
}

/** One line: the gateway's figure, the other's, and the one as a multiple of the other. */
export function report(name, gateway, other, unit = milliseconds) {
  line(name, unit(gateway), unit(other), (gateway / other).toFixed(2));
}

/** One line without a comparison. */
export function note(name, figure) {
  line(name, figure);
}
