/** A step of the simulator's script; `src/simulator/steps.ts` has the list. */
export type Step = Readonly<Record<string, unknown>>;

/** User text that makes the simulator do these steps. */
export function simulate(...steps: readonly Step[]): string {
  return `<simulate>${JSON.stringify(steps)}</simulate>`;
}

/** A chat request whose one user message is a script. */
export function scripted(steps: readonly Step[], more: Readonly<Record<string, unknown>> = {}) {
  return { model: 'auto', messages: [{ role: 'user', content: simulate(...steps) }], ...more };
}
