import { conforming } from './contract.ts';
import type { Gateway } from './gateway.ts';

export interface MetricType {
  readonly name: string;
  readonly type: string;
}

/** A scrape, read. */
export interface Scrape {
  readonly text: string;
  readonly types: readonly MetricType[];
  /** The samples, each with its labels as they stand there. */
  readonly series: readonly string[];
  /** The sum of the samples of this name whose labels contain all of these, e.g. `model="auto"`. */
  readonly sum: (name: string, ...labels: readonly string[]) => number;
}

export function readScrape(text: string): Scrape {
  const samples = text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const end = line.lastIndexOf(' ');
      return { series: line.slice(0, end), value: Number(line.slice(end + 1)) };
    });
  return {
    text,
    types: [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => ({ name, type })),
    series: samples.map(({ series }) => series),
    sum: (name, ...labels) =>
      samples
        .filter(({ series }) => series === name || series.startsWith(`${name}{`))
        .filter(({ series }) => labels.every((label) => series.includes(label)))
        .reduce((total, { value }) => total + value, 0),
  };
}

export async function scrape(gateway: Gateway): Promise<Scrape> {
  return readScrape(await conforming('getMetrics', gateway.fetch('/metrics')));
}
