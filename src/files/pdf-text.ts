import type { PdfLimits, PdfOutcome } from './pdf-task.ts';
import { getDocument, type PdfDocument, type TextContent } from './pdfjs.ts';

/**
 * Reads the text of a PDF, page by page. It draws nothing, runs none of the PDF's scripts and fetches nothing.
 * @throws what pdf.js throws for a PDF that it cannot read.
 */
export async function readPdfText(bytes: Uint8Array, limits: PdfLimits): Promise<PdfOutcome> {
  const task = getDocument({
    data: bytes,
    verbosity: 0,
    isEvalSupported: false,
    useWasm: false,
    useWorkerFetch: false,
    disableFontFace: true,
    stopAtErrors: false,
  });
  try {
    const document = await task.promise;
    if (document.numPages > limits.pages) return { type: 'refused', problem: 'pages' };
    const pages: (string | null)[] = [];
    let left = limits.characters;
    for (let number = 1; number <= document.numPages; number += 1) {
      const text = await pageText(document, number, left);
      if (text !== null && text.length > left) return { type: 'refused', problem: 'characters' };
      left -= text?.length ?? 0;
      pages.push(text);
    }
    return pages.every((page) => page === null)
      ? { type: 'refused', problem: 'broken' }
      : { type: 'pages', pages };
  } finally {
    await task.destroy();
  }
}

/** @returns null for a page that cannot be read; text longer than `most` may be cut. */
async function pageText(document: PdfDocument, number: number, most: number): Promise<string | null> {
  try {
    const page = await document.getPage(number);
    let text = '';
    for await (const { items } of chunksOf(page.streamTextContent())) {
      for (const item of items) if ('str' in item) text += item.hasEOL ? `${item.str}\n` : item.str;
      if (text.length > most) break;
    }
    page.cleanup();
    return cleaned(text);
  } catch {
    return null;
  }
}

async function* chunksOf(stream: ReadableStream<TextContent>): AsyncGenerator<TextContent> {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

/** Fonts without a table of characters give control characters and halves of pairs. */
function cleaned(text: string): string {
  return text.replace(/(?![\t\n])[\p{Cc}\p{Cs}]/gu, '').trim();
}
