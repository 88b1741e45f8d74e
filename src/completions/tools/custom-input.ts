/** The text of a free-form tool's call, out of the object that it was wrapped in for the model. */
export function customInputOf(json: string): string {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && 'input' in value && typeof value.input === 'string') {
      return value.input;
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  // Cut short, or not what was asked for: as it is, rather than nothing.
  return json;
}
