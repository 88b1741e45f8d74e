import { writeFileSync } from 'node:fs';

const MARK = { true: '✅', false: '❌', null: '–' };

/** Writes the table of what was run; nothing in it differs between two equal runs. */
export function writeReport(file, rows) {
  const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');
  const lines = rows.map(
    ({ client, version, mode, feature, ok, detail, proof }) =>
      `| ${[client, version ?? '', mode, feature, MARK[ok], proof, detail].map(cell).join(' | ')} |`,
  );
  const text = [
    '# Compatibility',
    '',
    'Written by `npm run test:clients`, which installs these clients, runs them against the built server with the simulator, and checks',
    'what they return. Do not edit it. **Run** means that the client itself was run; **replayed** that requests in its shape were sent,',
    'and that the answers were read by a parser as strict as its published types. Tool mode `prompt` is `QODER_TOOL_MODE=prompt`.',
    '',
    '| client | version | tool mode | feature | result | proof | what was seen |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...lines,
    '',
  ];
  writeFileSync(file, text.join('\n'));
}
