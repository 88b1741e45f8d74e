/**
 * The JSON value in an answer that should be nothing else: models like to fence it, or to say something
 * before and after. Undefined when there is none.
 */
export function jsonIn(answer: string): { readonly text: string; readonly value: unknown } | undefined {
  const fenced = /```(?:json)?\s*\n([\s\S]*?)\n\s*```/i.exec(answer)?.[1];
  const first = answer.search(/[[{]/);
  const last = Math.max(answer.lastIndexOf('}'), answer.lastIndexOf(']'));
  const candidates = [answer, fenced, first === -1 ? undefined : answer.slice(first, last + 1)];
  for (const candidate of candidates) {
    const text = candidate?.trim();
    if (!text) continue;
    try {
      return { text, value: JSON.parse(text) as unknown };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
  return undefined;
}
