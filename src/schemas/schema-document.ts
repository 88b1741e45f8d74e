import { type Draft, draftOf, ignoresSiblings, isKnownIn } from './draft.ts';
import { SchemaRefusal } from './schema-refusal.ts';
import { isObject, type JsonObject, ownValue, subschemasOf } from './subschemas.ts';

/** Where a subschema stands. */
export interface Place {
  readonly schema: JsonObject;
  readonly draft: Draft;
  /** The schema with the nearest `$id`, or the whole document. */
  readonly resource: JsonObject;
  readonly base: string;
  /** From the document's root, for messages. */
  readonly pointer: string;
}

export interface SchemaDocument {
  readonly root: Place;
  /** @throws SchemaRefusal for what does not stand in the document. */
  readonly resolve: (reference: string, from: Place) => Place | boolean;
  readonly resolveDynamic: (reference: string, from: Place) => Place | boolean;
  readonly resolveRecursive: (from: Place) => Place;
  readonly placeOf: (schema: JsonObject) => Place;
}

/** Stands for the address of a document without one. Nothing is ever fetched. */
const NOWHERE = 'schema://document/';

/**
 * Reads which subschemas a document has, and what its references mean, by the rules of each draft. Where a draft is
 * not named, or its rules lead nowhere, whatever in the document can be meant is taken.
 */
export function readDocument(document: JsonObject): SchemaDocument {
  const places = new Map<JsonObject, Place>();
  const resources = new Map<string, JsonObject>();
  const anchors = new Map<JsonObject, Map<string, JsonObject>>();
  const dynamicAnchors = new Map<string, Set<JsonObject>>();

  const walk = (start: Place): void => {
    const open = [start];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (places.has(next.schema)) continue;
      const place = identify(next);
      places.set(place.schema, place);
      for (const { schema, path } of subschemasOf(place.schema, place.draft)) {
        if (isObject(schema)) open.push({ ...place, schema, pointer: `${place.pointer}${path}` });
      }
    }
  };

  /** Takes in what a schema says of its own address. */
  const identify = (given: Place): Place => {
    const { schema } = given;
    const named = ownValue(schema, '$schema');
    const draft = typeof named === 'string' ? (draftOf(named) ?? given.draft) : given.draft;
    let place: Place = { ...given, draft };
    if (ignoresSiblings(draft) && typeof ownValue(schema, '$ref') === 'string') return place;
    for (const id of idsOf(schema, draft)) {
      const [address = '', anchor] = id.split('#', 2);
      if (address !== '') {
        place = { ...place, base: addressOf(address, given.base) ?? address, resource: schema };
        if (!resources.has(place.base)) resources.set(place.base, schema);
      }
      if (anchor) addAnchor(place.resource, anchor, schema);
    }
    for (const keyword of ['$anchor', '$dynamicAnchor']) {
      const anchor = ownValue(schema, keyword);
      if (typeof anchor !== 'string' || !isKnownIn(keyword, draft)) continue;
      addAnchor(place.resource, anchor, schema);
      if (keyword === '$anchor') continue;
      const holders = dynamicAnchors.get(anchor) ?? new Set();
      dynamicAnchors.set(anchor, holders.add(place.resource));
    }
    return place;
  };

  const addAnchor = (resource: JsonObject, name: string, schema: JsonObject): void => {
    const known = anchors.get(resource) ?? new Map<string, JsonObject>();
    anchors.set(resource, known);
    if (!known.has(name)) known.set(name, schema);
  };

  const find = (reference: string, from: Place): { place: Place | boolean; resource: JsonObject } => {
    const [address = '', fragment = ''] = reference.split('#', 2);
    // Any schema is one of these; what exactly they demand of it is not looked at.
    if (draftOf(address) !== undefined) return { place: true, resource: document };
    const resource = address === '' ? from.resource : resourceAt(address, from);
    // A pointer from the document's root is meant by many who put an `$id` in between.
    for (const start of resource === undefined ? [] : [resource, document]) {
      const found = fragmentIn(start, fragment);
      if (found === true || found === false) return { place: found, resource: start };
      if (found !== undefined) return { place: placeFor(found, start, fragment), resource: start };
      if (address !== '') break;
    }
    throw new SchemaRefusal(
      `the reference ${JSON.stringify(reference)} at ${from.pointer || '#'} leads to nothing in the schema; nothing outside it is fetched`,
    );
  };

  const resourceAt = (address: string, from: Place): JsonObject | undefined => {
    const resolved = addressOf(address, from.base) ?? address;
    return (
      (resolved === addressOf('', from.base) ? from.resource : undefined) ??
      resources.get(resolved) ??
      resources.get(address)
    );
  };

  const fragmentIn = (resource: JsonObject, fragment: string): JsonObject | boolean | undefined => {
    const decoded = decodedFragment(fragment);
    if (decoded === '') return resource;
    const anchored = anchors.get(resource)?.get(decoded);
    if (anchored !== undefined || !decoded.startsWith('/')) return anchored;
    let value: unknown = resource;
    for (const step of decoded.slice(1).split('/')) {
      if (typeof value !== 'object' || value === null) return undefined;
      value = ownValue(value, step.replaceAll('~1', '/').replaceAll('~0', '~'));
    }
    return isObject(value) || typeof value === 'boolean' ? value : undefined;
  };

  /** What stands in a place that is no schema's, e.g. under `components`, becomes one by a reference. */
  const placeFor = (schema: JsonObject, resource: JsonObject, fragment: string): Place => {
    const known = places.get(schema);
    if (known !== undefined) return known;
    const around = places.get(resource) ?? root;
    walk({ ...around, schema, pointer: `${around.pointer}${decodedFragment(fragment)}` });
    return places.get(schema) as Place;
  };

  const root: Place = { schema: document, draft: undefined, resource: document, base: NOWHERE, pointer: '' };
  resources.set(NOWHERE, document);
  walk(root);

  return {
    root: places.get(document) as Place,
    resolve: (reference, from) => find(reference, from).place,
    resolveDynamic(reference, from) {
      const { place, resource } = find(reference, from);
      const name = decodedFragment(reference.split('#', 2)[1] ?? '');
      const holders = dynamicAnchors.get(name);
      if (typeof place === 'boolean' || ownValue(place.schema, '$dynamicAnchor') !== name) return place;
      if (holders === undefined || !holders.has(resource) || holders.size === 1) return place;
      // The outermost that has it wins, and the document is outside of all others.
      const outermost = holders.has(document) ? anchors.get(document)?.get(name) : undefined;
      if (outermost !== undefined) return places.get(outermost) as Place;
      throw new SchemaRefusal(
        `the $dynamicRef ${JSON.stringify(reference)} at ${from.pointer || '#'} could lead to several places`,
      );
    },
    resolveRecursive(from) {
      const isOpen = ownValue(from.resource, '$recursiveAnchor') === true;
      const isRootOpen = ownValue(document, '$recursiveAnchor') === true;
      return places.get(isOpen && isRootOpen ? document : from.resource) as Place;
    },
    placeOf: (schema) => places.get(schema) as Place,
  };
}

/** Draft-04 says `id`. Without a named draft both may be meant. */
function idsOf(schema: JsonObject, draft: Draft): readonly string[] {
  const names = draft === undefined ? ['$id', 'id'] : draft <= 4 ? ['id'] : ['$id'];
  const ids = names.map((name) => ownValue(schema, name)).filter((id) => typeof id === 'string');
  return ids.slice(0, 1);
}

/** Without a fragment; undefined for what is no address. */
function addressOf(reference: string, base: string): string | undefined {
  if (!URL.canParse(reference, base)) return undefined;
  const url = new URL(reference, base);
  url.hash = '';
  return url.href;
}

function decodedFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
