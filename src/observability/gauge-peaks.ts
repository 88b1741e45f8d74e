/** What the server holds at one moment. Undefined is what cannot be measured here. */
export interface Gauges {
  readonly serverMemoryBytes: number;
  readonly childrenMemoryBytes: number | undefined;
  readonly busyProcesses: number;
  readonly queuedRequests: number;
}

/** The most of each; null where nothing was measured. */
export interface GaugePeaks {
  readonly serverMemoryBytes: number | null;
  readonly childrenMemoryBytes: number | null;
  readonly busyProcesses: number | null;
  readonly queuedRequests: number | null;
}

export const NO_PEAKS: GaugePeaks = {
  serverMemoryBytes: null,
  childrenMemoryBytes: null,
  busyProcesses: null,
  queuedRequests: null,
};

export function peaksOf(a: GaugePeaks, b: GaugePeaks | Gauges): GaugePeaks {
  return {
    serverMemoryBytes: peakOf(a.serverMemoryBytes, b.serverMemoryBytes),
    childrenMemoryBytes: peakOf(a.childrenMemoryBytes, b.childrenMemoryBytes),
    busyProcesses: peakOf(a.busyProcesses, b.busyProcesses),
    queuedRequests: peakOf(a.queuedRequests, b.queuedRequests),
  };
}

function peakOf(a: number | null, b: number | null | undefined): number | null {
  if (b === null || b === undefined || !Number.isFinite(b)) return a;
  return a === null ? b : Math.max(a, b);
}
