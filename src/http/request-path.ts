/** First segments of the API's paths, which clients also send without `/v1`. */
const API_SEGMENTS = new Set(['chat', 'completions', 'responses', 'messages', 'models', 'embeddings']);

/**
 * Maps the paths that real clients send to those of the contract: without `/v1`, with it doubled (a base URL
 * that ends in it), behind the `/cursor` prefix that other gateways taught their users, with doubled or
 * trailing slashes.
 * @param path as in the request line, without the query; escapes are left as they are.
 */
export function contractPath(path: string): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  while (segments[0] === 'cursor') segments.shift();
  let versioned = false;
  while (segments[0] === 'v1') {
    segments.shift();
    versioned = true;
  }
  const [first] = segments;
  if (versioned || (first !== undefined && API_SEGMENTS.has(first))) segments.unshift('v1');
  return `/${segments.join('/')}`;
}
