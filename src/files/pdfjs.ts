import * as library from 'unpdf/pdfjs';

/** What is used of pdf.js, whose own declarations do not resolve in a module of Node. */
interface PdfJs {
  readonly getDocument: (options: DocumentOptions) => LoadingTask;
}

interface DocumentOptions {
  /** Becomes pdf.js' own. */
  readonly data: Uint8Array;
  readonly verbosity: number;
  readonly isEvalSupported: boolean;
  readonly useWasm: boolean;
  readonly useWorkerFetch: boolean;
  readonly disableFontFace: boolean;
  readonly stopAtErrors: boolean;
}

interface LoadingTask {
  readonly promise: Promise<PdfDocument>;
  readonly destroy: () => Promise<void>;
}

export interface PdfDocument {
  readonly numPages: number;
  /** @param number from 1. */
  readonly getPage: (number: number) => Promise<PdfPage>;
}

interface PdfPage {
  readonly streamTextContent: () => ReadableStream<TextContent>;
  readonly cleanup: () => void;
}

export interface TextContent {
  /** Texts, and marks that have none. */
  readonly items: readonly ({ readonly str: string; readonly hasEOL: boolean } | { readonly type: string })[];
}

export const { getDocument } = library as unknown as PdfJs;
