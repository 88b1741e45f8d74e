import type { ErrorObject } from 'ajv';

export type ContractError = ErrorObject<string, Record<string, unknown>>;

/** An Ajv error with the path of the parameter at fault, as seen from the request's body. */
export interface LocatedError {
  readonly path: readonly string[];
  readonly error: ContractError;
}

/**
 * Chooses the error that says most about the request. Where a value may have several forms, Ajv reports the failure
 * of each; the one that got furthest into the value is the form that the client meant.
 */
export function chooseError(errors: readonly ContractError[]): LocatedError | undefined {
  const [first, ...rest] = errors.map(locate);
  if (first === undefined) return undefined;
  return rest.reduce((best, candidate) => (isMoreTelling(candidate, best) ? candidate : best), first);
}

/** Errors about the same parameter as the chosen one. */
export function errorsAt(path: readonly string[], errors: readonly ContractError[]): ContractError[] {
  return errors.filter((error) => samePath(locate(error).path, path));
}

function locate(error: ContractError): LocatedError {
  // The first segment names the part of the request: requestBody, path or query.
  const path = error.instancePath.split('/').slice(2).map(decodeSegment);
  const child = childAtFault(error);
  return { error, path: child === undefined ? path : [...path, child] };
}

// Some keywords fail on an object because of one of its properties.
function childAtFault({ keyword, params }: ContractError): string | undefined {
  const child =
    keyword === 'required'
      ? params.missingProperty
      : keyword === 'discriminator'
        ? params.tag
        : keyword === 'additionalProperties'
          ? params.additionalProperty
          : undefined;
  return typeof child === 'string' ? child : undefined;
}

function isMoreTelling(candidate: LocatedError, best: LocatedError): boolean {
  const depth = matchedDepth(candidate) - matchedDepth(best);
  if (depth !== 0) return depth > 0;
  // That an item has the wrong type says little when another form takes the item and fails for another reason.
  if (isTypeError(candidate.error) !== isTypeError(best.error)) return isTypeError(best.error);
  return lastIndex(candidate.path) > lastIndex(best.path);
}

// How far down the path the value had the right shape.
function matchedDepth({ path, error }: LocatedError): number {
  if (error.keyword === 'anyOf' || error.keyword === 'oneOf') return -1;
  return error.keyword === 'required' || isTypeError(error) ? path.length - 1 : path.length;
}

/** Whether the value has the wrong type. Ajv reports `enum` alone where a value of another type meets one. */
export function isTypeError({ keyword, data, parentSchema }: ContractError): boolean {
  if (keyword === 'type') return true;
  const ofTexts = [parentSchema?.type].flat().every((type) => type === 'string' || type === 'null');
  return (keyword === 'enum' || keyword === 'const') && ofTexts && typeof data !== 'string';
}

function lastIndex(path: readonly string[]): number {
  const last = path.at(-1) ?? '';
  return isIndex(last) ? Number(last) : -1;
}

export function isIndex(segment: string): boolean {
  return /^\d{1,9}$/.test(segment);
}

function samePath(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((segment, index) => segment === b[index]);
}

function decodeSegment(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}
