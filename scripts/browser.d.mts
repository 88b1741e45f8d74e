export function browserPath(environment?: Readonly<Record<string, string | undefined>>): string;
