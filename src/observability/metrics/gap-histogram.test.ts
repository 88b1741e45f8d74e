import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { createGapHistogram } from './gap-histogram.ts';

it('reads as a histogram of Prometheus', async () => {
  const registry = new Registry();
  const histogram = createGapHistogram(registry, 'gap_seconds', 'Gaps.', [0.1, 1]);
  for (const seconds of [0.05, 0.1, 0.5, 7]) histogram.of('a').observe(seconds);
  expect(histogram.of('a')).toBe(histogram.of('a'));
  expect(await registry.metrics()).toBe(
    [
      '# HELP gap_seconds Gaps.',
      '# TYPE gap_seconds histogram',
      'gap_seconds_bucket{model="a",le="0.1"} 2',
      'gap_seconds_bucket{model="a",le="1"} 3',
      'gap_seconds_bucket{model="a",le="+Inf"} 4',
      'gap_seconds_sum{model="a"} 7.65',
      'gap_seconds_count{model="a"} 4',
      '',
    ].join('\n'),
  );
});
