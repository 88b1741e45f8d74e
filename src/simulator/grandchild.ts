/** Leave a process behind that holds our output open, as a careless agent's child would. */
export async function forkGrandchild(seconds: number, detached: boolean): Promise<void> {
  // Imported here because loading it would slow down every start.
  const { spawn } = await import('node:child_process');
  const child = spawn('sleep', [String(seconds)], { stdio: ['ignore', 'inherit', 'inherit'], detached });
  await new Promise((resolve) => child.once('spawn', resolve).once('error', resolve));
  child.unref();
}
