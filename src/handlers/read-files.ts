import { pdfFile, textFile } from '../completions/file-text.ts';
import {
  decodeFile,
  type FileContent,
  type FileMapper,
  invalidFile,
  type RequestFile,
} from '../completions/files.ts';
import { imageBlockOf } from '../completions/images.ts';
import { ApiError } from '../errors.ts';
import type { FileFacts } from '../files/file-kind.ts';
import type { FileOutcome, FileProblem, FileReader } from '../files/file-reader.ts';
import { QueueFull } from '../threads/fair-queue.ts';
import type { HandlerRequest } from './handler.ts';

/** Of one request, all turns of its conversation together. */
const MOST_FILES = 100;
/** Of all files of a request: about a million tokens, which is more than models take. */
const MOST_CHARACTERS = 4_000_000;

/**
 * Puts what the model can read in the place of a request's files.
 * @param map knows where the dialect has files.
 * @throws ApiError 400 naming the file that cannot be read, 429 when too many wait to be read.
 */
export async function readFiles<Messages>(
  files: FileReader,
  messages: Messages,
  map: FileMapper<Messages>,
  {
    keyName,
    signal,
    observer,
  }: Pick<HandlerRequest<'createChatCompletion'>, 'keyName' | 'signal' | 'observer'>,
): Promise<Messages> {
  const found: RequestFile[] = [];
  map(messages, (file) => {
    found.push(file);
    return { type: 'text', text: '' };
  });
  if (found.length === 0) return messages;
  observer.note({ files: found.length });
  const excess = found[MOST_FILES];
  if (excess !== undefined) throw invalidFile(`a request may have ${MOST_FILES} files at most`, excess.param);
  const contents: FileContent[] = [];
  let characters = MOST_CHARACTERS;
  for (const file of found) {
    const facts = decodeFile(file);
    const outcome = await files.read(facts, { owner: keyName, signal, characters }).catch(busy);
    const content = contentOf(outcome, file, facts);
    if (content.type === 'text') characters = Math.max(0, characters - content.text.length);
    contents.push(content);
  }
  let next = 0;
  return map(messages, () => contents[next++] as FileContent);
}

function contentOf(outcome: FileOutcome, { name, param }: RequestFile, { bytes }: FileFacts): FileContent {
  switch (outcome.type) {
    case 'text':
      return { type: 'text', text: textFile(outcome.text, name) };
    case 'pdf':
      return { type: 'text', text: pdfFile(outcome.pages, name) };
    case 'image': {
      const { mediaType } = outcome;
      const data = Buffer.from(bytes).toString('base64');
      // Checked here, where it is known what the request calls it.
      imageBlockOf(`data:${mediaType};base64,${data}`, param);
      return { type: 'image', mediaType, data };
    }
    case 'refused':
      if (outcome.problem === 'characters') {
        const message = `The files of a request may have ${MOST_CHARACTERS} characters of text at most.`;
        throw new ApiError('context_length_exceeded', message, { param });
      }
      throw invalidFile(PROBLEMS[outcome.problem], param);
  }
}

const READABLE =
  'PDFs and text files (UTF-8 or UTF-16) are read, and PNG, JPEG, GIF and WebP images are shown to models that see';
const PROBLEMS: Readonly<Record<Exclude<FileProblem, 'characters'>, string>> = {
  kind: `files of its type are not supported: ${READABLE}`,
  encoding: `it is no text in UTF-8 or UTF-16, or in the charset of its type: ${READABLE}`,
  encrypted: 'the PDF is encrypted: send it without a password',
  broken: 'it cannot be read as a PDF',
  pages: 'the PDF has too many pages',
  bytes: 'the PDF takes too much memory to read',
  memory: 'the PDF takes too much memory to read',
  time: 'the PDF takes too long to read',
};

function busy(error: unknown): never {
  if (!(error instanceof QueueFull)) throw error;
  const message = 'Too many files are being read. Try again later.';
  throw new ApiError('server_busy', message, { retryAfterMs: 5_000, cause: error });
}
