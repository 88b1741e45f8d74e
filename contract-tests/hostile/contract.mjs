import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

export const document = parse(readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8'));
// Ajv refuses the mappings that generators need: it reads the tags' `const`.
const withoutMappings = JSON.parse(
  JSON.stringify(document, (key, value) =>
    key === 'discriminator' ? { propertyName: value.propertyName } : value,
  ),
);
const ajv = new Ajv2020({ strict: false, discriminator: true });
addFormats.default(ajv);
ajv.addSchema(withoutMappings, 'openapi');

export function resolve(value) {
  if (value?.$ref === undefined) return value;
  return resolve(
    value.$ref
      .slice(2)
      .split('/')
      .reduce((node, key) => node[key.replaceAll('~1', '/')], document),
  );
}

const METHODS = ['get', 'post', 'put', 'delete', 'patch'];
export const operations = new Map(
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]) => [
        operation.operationId,
        { ...operation, path, method: method.toUpperCase() },
      ]),
  ),
);

const compiled = new Map();
function validator(schema) {
  if (!compiled.has(schema)) {
    const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"openapi#/'));
    compiled.set(schema, ajv.compile(absolute));
  }
  return compiled.get(schema);
}

/** What never stands in an answer: it tells of a defect that nobody caught. */
const INTERNALS =
  /Maximum call stack|RangeError|TypeError|Cannot read propert|is not a function|node:internal|\/dist\/src\//;

/** @returns what is wrong with a refusal in the form of one of the two dialects, if anything is. */
export function checkRefusal({ status, headers, text }, isAnthropic) {
  if (status === 500) return `a 500: ${text.slice(0, 300)}`;
  if (INTERNALS.test(text)) return `a ${status} that tells of a defect: ${INTERNALS.exec(text)[0]}`;
  if (status === 503 && headers['retry-after'] === undefined)
    return `a 503 without Retry-After: ${text.slice(0, 200)}`;
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    return `a ${status} without JSON: ${JSON.stringify(text.slice(0, 200))}`;
  }
  const { error } = body ?? {};
  const isShaped = isAnthropic
    ? body?.type === 'error' && typeof error?.type === 'string' && typeof error.message === 'string'
    : typeof error?.message === 'string' &&
      typeof error.type === 'string' &&
      'param' in error &&
      'code' in error;
  return isShaped && error.message !== '' ? undefined : `a ${status} of another form: ${text.slice(0, 300)}`;
}

/** @returns why an answer is not one that the contract declares, or undefined. */
export function checkAnswer(operationId, answer) {
  const operation = operations.get(operationId);
  const declared = resolve(operation.responses[String(answer.status)]);
  if (declared === undefined)
    return `the status ${answer.status}, which is not declared: ${answer.text.slice(0, 300)}`;
  if (answer.status >= 400) {
    const problem = checkRefusal(answer, operation['x-error-format'] === 'anthropic');
    if (problem !== undefined) return problem;
  }
  const type = answer.headers['content-type']?.split(';')[0] ?? '';
  const media = declared.content?.[type];
  if (media === undefined)
    return declared.content === undefined
      ? undefined
      : `a ${answer.status} of type '${type}', which is not declared`;
  if (type === 'text/event-stream') return checkStream(answer.text);
  if (type !== 'application/json' || media.schema === undefined) return undefined;
  const validate = validator(media.schema);
  if (validate(JSON.parse(answer.text))) return undefined;
  return `a ${answer.status} that breaks the contract: ${JSON.stringify(validate.errors).slice(0, 300)}`;
}

/** Every stream has an end, or tells of its error. */
function checkStream(text) {
  const last = text.split('\n\n').findLast((frame) => frame !== '') ?? '';
  if (INTERNALS.test(last)) return `a stream that tells of a defect: ${INTERNALS.exec(last)[0]}`;
  const isEnd =
    /^(data: \[DONE\]|event: (message_stop|error|response\.(completed|incomplete|failed))\n)/m.test(last) ||
    last.includes('"error":{');
  return isEnd && text.endsWith('\n\n') ? undefined : `a stream without an end: ${last.slice(-200)}`;
}
