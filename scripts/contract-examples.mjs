/** Headers that answers of a kind have, though the contract cannot require them of each. */
const USUAL = ['retry-after', 'x-should-retry', 'x-qoder-model'];

/** generated/examples.ts: the contract's operations, what each may answer, and the examples of that. */
export function contractExamples(document, header) {
  const resolve = (value) => (value.$ref === undefined ? value : atPointer(document, value.$ref));

  const operations = {};
  const answers = {};
  const used = new Set();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, { operationId, responses }] of Object.entries(methods)) {
      const names = Object.entries(responses).map(([status, response]) => {
        // Answers that operations share have a name in the contract.
        const name = response.$ref === undefined ? `${operationId}${status}` : nameOf(response);
        answers[name] ??= answerOf(resolve(response));
        return [status, name];
      });
      operations[operationId] = { method, path, answers: Object.fromEntries(names) };
    }
  }

  function answerOf({ headers, content }) {
    const media = Object.entries(content).map(([type, { examples, 'x-event-stream': stream }]) => {
      const names = Object.entries(examples).map(([name, example]) => [name, nameOf(example)]);
      for (const [, name] of names) used.add(name);
      return [type, { examples: Object.fromEntries(names), ...(stream && { stream }) }];
    });
    return { headers: headersOf(headers), content: Object.fromEntries(media) };
  }

  function headersOf(headers) {
    const isUsual = (name, { required }) =>
      required === true ||
      // Whether to try again once more, and not only when, depends on the cause.
      (USUAL.includes(name) && !(name === 'x-should-retry' && 'retry-after' in headers));
    return Object.fromEntries(
      Object.entries(headers)
        .map(([name, value]) => [name, resolve(value)])
        .filter(([name, value]) => isUsual(name, value))
        .map(([name, { example }]) => [name, String(example)]),
    );
  }

  const values = Object.fromEntries(
    [...used].sort().map((name) => [name, document.components.examples[name].value]),
  );
  return [
    `${header}/** What each operation may answer, by status; the names are those of \`answers\`. */`,
    `export const operations = ${json(operations)} as const;\n`,
    `/** Content types, each with the names of its examples; the names are those of \`values\`. */`,
    `export const answers = ${json(answers)} as const;\n`,
    `export const values: Readonly<Record<string, unknown>> = ${json(values)};\n`,
  ].join('\n');
}

const json = (value) => JSON.stringify(value, null, 1);

const nameOf = ({ $ref }) => $ref.split('/').at(-1);

const atPointer = (document, pointer) =>
  pointer
    .slice(2)
    .split('/')
    .reduce((node, key) => node[key], document);
