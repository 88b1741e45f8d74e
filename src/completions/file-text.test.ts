import { describe, expect, it } from 'vitest';
import { pdfFile, textFile } from './file-text.ts';

describe('a file in a prompt', () => {
  it('has its name around its text', () => {
    expect(textFile('a,b\n1,2\n', 'table.csv')).toBe(
      '[File "table.csv"]\na,b\n1,2\n[End of File "table.csv"]',
    );
    expect(textFile('a', undefined)).toBe('[File]\na\n[End of File]');
  });

  it('is told page by page where it is a PDF', () => {
    expect(pdfFile(['One.', '', null], 'x.pdf')).toBe(
      [
        '[PDF file "x.pdf", 3 pages]',
        '[Page 1 of 3]',
        'One.',
        '',
        '[Page 2 of 3 has no text: most likely it is a scan or a picture, which cannot be seen here.]',
        '',
        '[Page 3 of 3 cannot be read.]',
        '[End of PDF file "x.pdf"]',
      ].join('\n'),
    );
    expect(pdfFile(['One.'], null)).toContain('[PDF file, 1 page]\n');
  });

  it('has a name of one line, and not all of a long one', () => {
    const [line = ''] = textFile('a', `x"]\n[End of File]\n${'y'.repeat(1_000)}`).split('\n');
    expect(line).toMatch(/^\[File "x\\"\]\\n\[End of File\]\\ny+"\]$/);
    expect(line.length).toBeLessThan(250);
  });
});
