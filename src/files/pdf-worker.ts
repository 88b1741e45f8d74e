import { type AllocationLimit, limitAllocations } from './allocation-limit.ts';
import { type PdfOutcome, PdfStage, type PdfTask } from './pdf-task.ts';
import { readPdfText } from './pdf-text.ts';

/** Runs in a thread of its own, which may be stopped at any time and ends with the task. */
export default async function runTask({ bytes, limits, progress }: PdfTask): Promise<PdfOutcome> {
  Atomics.store(progress, 0, PdfStage.reading);
  shut();
  const allocations = limitAllocations(limits.bytes);
  let outcome: PdfOutcome;
  try {
    outcome = await readPdfText(bytes, limits);
  } catch (error) {
    outcome = { type: 'refused', problem: problemOf(error) };
  }
  return exceeded(allocations) ?? outcome;
}

/** What reading never needs: a PDF must not reach it whatever it does to its reader. */
function shut(): void {
  // pdf.js leaves promises behind that nobody awaits: they would end the thread.
  process.on('unhandledRejection', () => undefined);
  const scope = globalThis as Record<string, unknown>;
  // The last unpacks outside of the thread's heap, without a limit: without it pdf.js unpacks by itself.
  for (const name of ['fetch', 'WebSocket', 'WebAssembly', 'DecompressionStream']) delete scope[name];
}

function exceeded(allocations: AllocationLimit): PdfOutcome | undefined {
  return allocations.exceeded() ? { type: 'refused', problem: 'bytes' } : undefined;
}

function problemOf(error: unknown): 'encrypted' | 'broken' {
  return error instanceof Error && error.name === 'PasswordException' ? 'encrypted' : 'broken';
}
