// docs/configuration.md, from the schema that the server reads its environment by.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const load = async (file) => (await runnerImport(fileURLToPath(new URL(file, import.meta.url)))).module;

/** @returns the page as markdown. Throws for a variable that nothing is said about. */
export async function configurationPage() {
  const { configGroups, defaultsInWords } = await load('../src/config-schema.ts');
  const { SECRET_NAMES } = await load('../src/config-secrets.ts');
  const sections = Object.entries(configGroups).map(
    ([title, variables]) =>
      `## ${title}\n\n| variable | default | takes | |\n| --- | --- | --- | --- |\n${Object.entries(variables)
        .map(([name, spec]) => row(name, spec, defaultsInWords[name]))
        .join('\n')}`,
  );
  return [HEAD(SECRET_NAMES), ...sections, TAIL].join('\n\n');
}

const HEAD = (secrets) => `# Configuration

Written from \`src/config-schema.ts\` by \`npm run generate\`. Do not edit it.

The server is configured by environment variables alone. They are checked at the start, every mistake is named at once, and the server ends
with exit code 78. A variable that is empty counts as not set. \`npm run doctor\` checks them without starting the server.

Secrets may come in files instead: ${secrets.map((name) => `\`${name}\``).join(', ')} are also read from the file that
\`NAME_FILE\` names. \`bin/qoder-gateway\`, which \`npm start\` runs, hides those that come as variables from other processes
([security.md](security.md)).`;

const TAIL = `## Other variables

\`HTTP_PROXY\`, \`HTTPS_PROXY\`, \`NO_PROXY\`, \`NODE_EXTRA_CA_CERTS\`, \`SSL_CERT_FILE\`, \`SSL_CERT_DIR\`, \`LANG\`, \`LC_*\` and \`TZ\` are handed to \`qodercli\`. Temporary files go
where \`TMPDIR\` says, else to \`/tmp\`. OpenTelemetry reads its own, such as \`OTEL_TRACES_SAMPLER\`.
`;

function row(name, spec, defaultInWords) {
  if (!spec.desc) throw new Error(`src/config-schema.ts says nothing about ${name}`);
  return `| \`${name}\` | ${defaultInWords ?? shown(spec.default)} | ${takes(spec)} | ${spec.desc} |`;
}

function shown(value) {
  if (value === undefined) return '';
  if (typeof value === 'object') return Object.keys(value).length === 0 ? '' : `\`${JSON.stringify(value)}\``;
  return `\`${value}\``;
}

function takes({ choices, _parse }) {
  if (choices !== undefined) return choices.map((choice) => `\`${choice}\``).join(', ');
  return _parse.values ?? 'text';
}
