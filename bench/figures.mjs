/** The value below which a share of the samples lies. */
export function percentile(samples, share) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

const milliseconds = (value) => `${value.toFixed(1)} ms`;

/** One line: the gateway's figure, the bare script's, and how they relate. */
export function report(name, gateway, bare, unit = milliseconds) {
  const ratio = (gateway / bare).toFixed(2);
  console.log(
    `${name.padEnd(52)} ${unit(gateway).padStart(14)} ${unit(bare).padStart(14)} ${ratio.padStart(7)}`,
  );
}

export function heading() {
  console.log(
    `${''.padEnd(52)} ${'gateway'.padStart(14)} ${'bare script'.padStart(14)} ${'ratio'.padStart(7)}`,
  );
}
