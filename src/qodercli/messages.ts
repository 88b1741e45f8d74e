/** Any JSON object that qodercli prints. Fields are read defensively: the vendor declares few of them firmly. */
export type CliMessage = { readonly [field: string]: unknown };

export function isCliMessage(value: unknown): value is CliMessage {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectField(message: CliMessage, field: string): CliMessage | undefined {
  const value = message[field];
  return isCliMessage(value) ? value : undefined;
}

export function stringField(message: CliMessage, field: string): string | undefined {
  const value = message[field];
  return typeof value === 'string' ? value : undefined;
}

export function numberField(message: CliMessage, field: string): number | undefined {
  const value = message[field];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function arrayField(message: CliMessage, field: string): readonly unknown[] {
  const value = message[field];
  return Array.isArray(value) ? value : [];
}
