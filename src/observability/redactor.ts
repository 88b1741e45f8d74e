/** Takes every secret out of a text. A secret too short to be one (under 8 characters) is left. */
export function createRedactor(secrets: readonly (string | undefined)[]): (text: string) => string {
  const known = secrets.filter((secret) => secret !== undefined && secret.length >= 8) as string[];
  // In JSON a secret may stand escaped.
  const forms = [...new Set(known.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]))];
  return (text) => forms.reduce((clean, form) => clean.replaceAll(form, '[redacted]'), text);
}
