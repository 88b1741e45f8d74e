import { headOf } from '../observability/text-ends.ts';

const LONGEST_NAME = 200;

/** A text file as the model reads it: between a line that names it and one that ends it. */
export function textFile(text: string, name: string | null | undefined): string {
  return framed(named('File', name), '', text);
}

/**
 * A PDF as the model reads it, page by page.
 * @param pages the text of each: empty where it has none, null where it cannot be read.
 */
export function pdfFile(pages: readonly (string | null)[], name: string | null | undefined): string {
  const total = pages.length;
  const written = pages.map((text, index) => {
    const page = `Page ${index + 1} of ${total}`;
    if (text === null) return `[${page} cannot be read.]`;
    if (text === '')
      return `[${page} has no text: most likely it is a scan or a picture, which cannot be seen here.]`;
    return `[${page}]\n${text}`;
  });
  const count = total === 1 ? '1 page' : `${total} pages`;
  return framed(named('PDF file', name), `, ${count}`, written.join('\n\n'));
}

function framed(file: string, facts: string, content: string): string {
  const end = content.endsWith('\n') ? '' : '\n';
  return `[${file}${facts}]\n${content}${end}[End of ${file}]`;
}

/** Names are clients' texts: one line of it, and not all. */
function named(kind: string, name: string | null | undefined): string {
  return name ? `${kind} ${JSON.stringify(headOf(name, LONGEST_NAME))}` : kind;
}
