import net from 'node:net';
import { fileURLToPath } from 'node:url';

/** What is loaded into the server before anything else. */
export const PRELOAD = fileURLToPath(new URL('./chaos-preload.mjs', import.meta.url));

/** Asks the preloaded part of the server. */
export async function inspect(
  socketFile: string,
  asked: { readonly memory?: true; readonly shiftMs?: number } = {},
) {
  const socket = net.connect(socketFile);
  socket.write(JSON.stringify(asked));
  let reply = '';
  for await (const piece of socket.setEncoding('utf8')) reply += piece;
  return JSON.parse(reply) as { readonly resources: readonly string[]; readonly memoryBytes: number };
}
