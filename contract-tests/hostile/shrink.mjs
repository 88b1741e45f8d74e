/**
 * A smaller case that still fails. fast-check shrinks by itself only what it has just made; each try costs a server here, so
 * that few of them are made, and the most daring come first.
 * @param fails tells whether a case fails.
 * @param until when it must be done, by Date.now().
 */
export async function shrink(recipe, fails, until) {
  let smallest = recipe;
  for (;;) {
    const next = await firstThatFails(smallest, fails, until);
    if (next === undefined) return smallest;
    smallest = next;
  }
}

async function firstThatFails(recipe, fails, until) {
  for (const candidate of smaller(recipe)) {
    if (Date.now() > until) return undefined;
    if (await fails(candidate)) return candidate;
  }
  return undefined;
}

/** Recipes are JSON: without an element, with less text, a smaller number, a part in place of the whole. */
function* smaller(value, level = 0) {
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length && value.length > 1; at += 1) yield value.toSpliced(at, 1);
    for (const [at, one] of value.entries())
      for (const less of smaller(one, level + 1)) yield value.with(at, less);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, one] of Object.entries(value))
      for (const less of smaller(one, level + 1)) yield { ...value, [name]: less };
  } else if (typeof value === 'number' && value > 1) {
    yield Math.floor(value / 2);
    yield value - 1;
  } else if (value === true) yield false;
}
