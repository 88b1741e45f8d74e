/**
 * Arguments as the JSON text that chat has them in. Those nested too deep to be written come back as they are,
 * for validation to name.
 */
export function argumentsText(value: unknown): unknown {
  try {
    return JSON.stringify(value);
  } catch {
    // JSON.parse takes any depth, JSON.stringify overflows the stack.
    return value;
  }
}
