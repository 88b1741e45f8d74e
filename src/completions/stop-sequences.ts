import type { StopConfiguration } from '../contract/operations.ts';

/** `stop` as a list. An empty sequence would end every answer before it begins, so it counts as none. */
export function stopSequencesOf(stop: StopConfiguration | undefined): readonly string[] {
  const sequences = typeof stop === 'string' ? [stop] : (stop ?? []);
  return sequences.filter((sequence) => sequence !== '');
}
