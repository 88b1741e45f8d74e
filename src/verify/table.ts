import type { Finding, Verdict } from './finding.ts';

const MARKS: Readonly<Record<Verdict, string>> = {
  as_assumed: 'as assumed',
  differs: 'DIFFERS',
  noted: 'noted',
  failed: 'FAILED',
};
const WIDTHS = [20, 34, 44, 10] as const;

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((one) => one.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [])) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function row(cells: readonly string[]): string {
  const columns = cells.map((cell, index) => wrapped(cell, WIDTHS[index] ?? WIDTHS[0]));
  const height = Math.max(...columns.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map((lines, index) => (lines[line] ?? '').padEnd(WIDTHS[index] ?? 0))
      .join('  ')
      .trimEnd(),
  ).join('\n');
}

/** The findings for a terminal. */
export function tableOf(findings: readonly Finding[]): string {
  const count = (wanted: Verdict): number => findings.filter(({ verdict }) => verdict === wanted).length;
  const lines = findings.flatMap(({ question, assumed, seen, verdict, advice }) => [
    row([question, assumed, seen, MARKS[verdict]]),
    ...(advice === undefined ? [] : [`  -> ${advice}`]),
  ]);
  const sum = `As assumed: ${count('as_assumed')}. Differs: ${count('differs')}. Failed: ${count('failed')}. Noted: ${count('noted')}.`;
  return [row(['question', 'assumed', 'seen', 'verdict']), '', ...lines, '', sum, ''].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The findings as a table of Markdown. */
export function markdownOf(findings: readonly Finding[]): string {
  const rows = findings.map(({ question, assumed, seen, verdict, advice = '' }) =>
    ['', question, assumed, seen, MARKS[verdict], advice, ''].map(cell).join(' | ').trim(),
  );
  return [
    '| question | assumed | seen | verdict | what to set |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
