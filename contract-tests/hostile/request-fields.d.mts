/** A place where a request takes text. */
export interface StringField {
  readonly operation: string;
  readonly path: readonly (string | number)[];
  readonly tags: readonly (readonly [path: readonly (string | number)[], value: unknown])[];
}
export function stringFields(operation: string): StringField[];
export function withText(field: StringField, text: string): unknown;
