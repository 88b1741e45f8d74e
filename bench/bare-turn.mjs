import { SimulatorProcess } from './simulator-process.mjs';

/** One turn of a script that pipes the simulator; with `isCold` its boot counts. */
export async function bareTurn(text, { isCold }) {
  const process = new SimulatorProcess();
  const startedAt = performance.now();
  await process.boot();
  const bootMs = isCold ? performance.now() - startedAt : 0;
  const turn = await process.turn(text);
  process.close();
  return { ...turn, firstMs: turn.firstMs + bootMs, totalMs: turn.totalMs + bootMs };
}
