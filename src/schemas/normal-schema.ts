/** A schema of 2020-12's own keywords alone, as `normalizeSchema` writes it. */
export type NormalSchema = boolean | Record<string, unknown>;

const DEFINITION = '#/$defs/';

/** A reference to one of the schemas that `normalizeSchema` returns. */
export function referenceTo(index: number): string {
  return `${DEFINITION}${index}`;
}

export function definitionIndex(reference: string): number {
  return Number(reference.slice(DEFINITION.length));
}
