const COUNTED = [
  'ArrayBuffer',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int8Array',
  'Uint16Array',
  'Int16Array',
  'Uint32Array',
  'Int32Array',
  'Float32Array',
  'Float64Array',
] as const;

export interface AllocationLimit {
  /** Whether more was asked for. Libraries catch what is thrown then, and go on with half of the data. */
  readonly exceeded: () => boolean;
}

/**
 * Limits what code that runs later in this thread allocates in array buffers, all together: a thread's own limits do
 * not count them. What is beyond throws RangeError.
 */
export function limitAllocations(maxBytes: number): AllocationLimit {
  let left = maxBytes;
  const count = (bytes: number): void => {
    left -= bytes;
    if (left < 0) throw new RangeError('too many bytes are allocated');
  };
  const scope = globalThis as unknown as Record<string, ArrayBufferLikeConstructor>;
  for (const name of COUNTED) {
    const original = scope[name] as ArrayBufferLikeConstructor;
    const width = original.BYTES_PER_ELEMENT ?? 1;
    scope[name] = new Proxy(original, {
      construct(target, args, newTarget) {
        count(elementsOf(args[0]) * width);
        return Reflect.construct(target, args, newTarget) as object;
      },
    });
  }
  return { exceeded: () => left < 0 };
}

type ArrayBufferLikeConstructor = (new (
  ...args: unknown[]
) => object) & {
  readonly BYTES_PER_ELEMENT?: number;
};

/** A view of a buffer that is already there costs nothing. */
function elementsOf(size: unknown): number {
  if (typeof size === 'number') return size;
  const { length } = Object(size) as { readonly length?: unknown };
  return typeof length === 'number' ? length : 0;
}
