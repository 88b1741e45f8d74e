/**
 * Reads OTEL_EXPORTER_OTLP_HEADERS as OpenTelemetry defines it: `name=value,name=value`, values percent-encoded.
 * @returns undefined when it is none.
 */
export function parseOtlpHeaders(input: string): Readonly<Record<string, string>> | undefined {
  const headers: Record<string, string> = {};
  for (const item of input.split(',')) {
    if (item.trim() === '') continue;
    const [, name, value] = /^\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(.*?)\s*$/.exec(item) ?? [];
    if (name === undefined || value === undefined) return undefined;
    try {
      headers[name.toLowerCase()] = decodeURIComponent(value);
    } catch {
      return undefined;
    }
  }
  return headers;
}
