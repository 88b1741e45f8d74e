import { problemOf } from '../../api/client.ts';

export interface ListedOperation {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
}

interface ContractDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly summary?: string }>>>>;
}

/** What the server offers to clients, as its own contract says. Rejects with ApiProblem. */
export async function listOperations(): Promise<readonly ListedOperation[]> {
  const response = await fetch('/openapi.json');
  if (!response.ok) throw await problemOf(response);
  const { paths } = (await response.json()) as ContractDocument;
  return Object.entries(paths)
    .filter(([path]) => !path.startsWith('/dashboard/'))
    .flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { summary = '' }]) => ({
        method: method.toUpperCase(),
        path,
        summary,
      })),
    );
}
