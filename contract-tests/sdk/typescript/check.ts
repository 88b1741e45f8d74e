/** Runs a check and prints its result as a line of JSON. */
export async function check(feature: string, run: () => Promise<void>): Promise<void> {
  const detail = await run().then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  console.log(JSON.stringify({ feature, ok: detail === undefined, detail }));
}

/** A user's message that makes the simulator do these steps. */
export function scripted(...steps: readonly Readonly<Record<string, unknown>>[]) {
  const content = `<simulate>${JSON.stringify(steps)}</simulate>`;
  return { model: 'auto', messages: [{ role: 'user' as const, content }] };
}
