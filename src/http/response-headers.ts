import type { Request } from '@hapi/hapi';

/** Sets a header of the response that is about to go out, be it an ordinary one or an error. */
export function setHeader(
  request: Request,
  name: string,
  value: string,
  options: { readonly append?: boolean } = {},
): void {
  const { response } = request;
  if ('isBoom' in response) {
    const { headers } = response.output;
    const before = options.append === true ? headers[name] : undefined;
    headers[name] = before === undefined ? value : `${String(before)}, ${value}`;
  } else {
    response.header(name, value, options);
  }
}
