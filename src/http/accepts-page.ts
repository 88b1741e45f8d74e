const HTML = new Set(['text/html', 'application/xhtml+xml']);
const ANYTHING = new Set(['*/*', 'text/*']);

/**
 * Whether a client wants a page to look at rather than data, by its `Accept` header: browsers name HTML; what names JSON, or
 * anything else alone, parses what it gets.
 */
export function acceptsPage(accept: string | undefined): boolean {
  const types = new Map(
    (accept ?? '*/*').split(',').map((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
      return [type, parameters] as const;
    }),
  );
  const takes = (type: string): boolean =>
    types.get(type)?.every((part) => !/^q=0(\.0*)?$/.test(part)) === true;
  if ([...HTML].some(takes)) return true;
  return [...ANYTHING].some(takes) && !takes('application/json');
}
