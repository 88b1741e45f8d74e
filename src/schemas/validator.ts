import { Ajv2020, str } from 'ajv/dist/2020.js';
import { isMultipleOf } from './exact-multiple.ts';
import { normalizeSchema } from './normalized-schema.ts';
import { compilePattern } from './patterns.ts';
import { boundEvaluations } from './repeated-evaluation.ts';
import type { JsonObject } from './subschemas.ts';
import { areUnique } from './unique-items.ts';
import { violationText } from './violation-text.ts';

/** @returns what is wrong with a value, in words; undefined where it conforms. */
export type Validator = (value: unknown) => string | undefined;

/**
 * Compiles a client's schema. Both this and what it returns can take any time and memory.
 * @throws SchemaRefusal for a schema that cannot be used.
 */
export function compileValidator(schema: JsonObject): Validator {
  const [root, ...definitions] = normalizeSchema(schema);
  const all = [root ?? true, ...definitions];
  boundEvaluations(all);
  const ajv = new Ajv2020({
    strict: false,
    allowUnionTypes: true,
    validateFormats: false,
    logger: false,
    // What comes here has been translated: it is a schema of known keywords with values that they may have.
    meta: false,
    validateSchema: false,
    addUsedSchema: false,
    // Else a hundred references to a hundred properties become ten thousand properties.
    inlineRefs: false,
    allErrors: true,
    // Every object has a `constructor`, which no answer has written.
    ownProperties: true,
    code: { optimize: false, regExp: Object.assign(compilePattern as never, { code: 'compilePattern' }) },
  });
  // Its count of what has been evaluated has flaws, and costs time: only where somebody asks.
  if (!JSON.stringify(all).includes('"unevaluated')) Object.assign(ajv.opts, { unevaluated: false });
  // Its own compares in binary fractions, and each item with each.
  ajv.removeKeyword('multipleOf');
  ajv.addKeyword({
    keyword: 'multipleOf',
    type: 'number',
    validate: (divisor: number, value: number) => isMultipleOf(value, divisor),
    error: { message: ({ schemaCode }) => str`must be multiple of ${schemaCode}` },
  });
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    validate: (_: true, items: readonly unknown[]) => areUnique(items),
    error: { message: 'must NOT have duplicate items' },
  });
  const validate = ajv.compile({ $ref: '#/$defs/0', $defs: { ...all } });
  return (value) => {
    const isValid: unknown = validate(value);
    if (typeof isValid !== 'boolean') throw new TypeError('a validator gave no verdict');
    return isValid ? undefined : violationText(validate.errors);
  };
}
