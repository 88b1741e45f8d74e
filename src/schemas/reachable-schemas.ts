import { ignoresSiblings, isKnownIn } from './draft.ts';
import { keywordsOf } from './keyword-values.ts';
import type { Place, SchemaDocument } from './schema-document.ts';
import { isObject, type JsonObject, subschemasOf } from './subschemas.ts';

export type Target = Place | boolean;

export interface ReachableSchemas {
  /** What each schema refers to, in place of it or beside its own keywords. */
  readonly references: ReadonlyMap<JsonObject, readonly Target[]>;
  /** Schemas that are referred to, the document's root first. */
  readonly targets: readonly Place[];
}

/**
 * Follows a document from its root. Definitions that nothing refers to are not looked at.
 * @throws SchemaRefusal for a reference that leads nowhere.
 */
export function reachableSchemas(document: SchemaDocument): ReachableSchemas {
  const references = new Map<JsonObject, readonly Target[]>();
  const targets = new Set([document.root]);
  const open = [document.root];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (references.has(place.schema)) continue;
    const found = referencesOf(place, document);
    references.set(place.schema, found);
    for (const target of found) {
      if (typeof target === 'boolean') continue;
      targets.add(target);
      open.push(target);
    }
    if (found.length > 0 && ignoresSiblings(place.draft)) continue;
    for (const { schema, path } of subschemasOf(place.schema, place.draft)) {
      if (isObject(schema) && !/^\/(?:\$defs|definitions)\//.test(path)) open.push(document.placeOf(schema));
    }
  }
  return { references, targets: [...targets] };
}

function referencesOf(place: Place, document: SchemaDocument): readonly Target[] {
  const { string } = keywordsOf(place.schema, place.pointer);
  const { draft } = place;
  const reference = string('$ref');
  const dynamic = isKnownIn('$dynamicRef', draft) ? string('$dynamicRef') : undefined;
  const recursive = draft === undefined || draft === 2019 ? string('$recursiveRef') : undefined;
  return [
    ...(reference === undefined ? [] : [document.resolve(reference, place)]),
    ...(dynamic === undefined || (reference !== undefined && ignoresSiblings(draft))
      ? []
      : [document.resolveDynamic(dynamic, place)]),
    ...(recursive === undefined ? [] : [document.resolveRecursive(place)]),
  ];
}
