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

/** An id of any form: the CLI passes on what the model's server makes up. Undefined for an empty one. */
export function idField(message: CliMessage, field: string): string | undefined {
  const value = message[field];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function numberField(message: CliMessage, field: string): number | undefined {
  const value = message[field];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function arrayField(message: CliMessage, field: string): readonly unknown[] {
  const value = message[field];
  return Array.isArray(value) ? value : [];
}

/** The message's `type`, for a log; one that is no text is told by its own type, since not every value has a text. */
export function kindOf(message: CliMessage): string {
  return stringField(message, 'type') ?? typeof message.type;
}
