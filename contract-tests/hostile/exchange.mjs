import http from 'node:http';
import { checkAnswer, operations } from './contract.mjs';
import { HOSTILE_KEY } from './server.mjs';

/** Hostile clients have an address of their own: what is held against it must not hit the others. */
export const HOSTILE_ADDRESS = '127.0.0.66';
const MOST_KEPT = 40_000_000;
/** Far above every time-out that the server was given, for a machine that does much else. */
export const PATIENCE_MS = 30_000;

/**
 * One request over a connection of its own.
 * @returns {Promise<{status: number, headers: object, text: string} | {cut: string} | {late: true}>}
 */
export function exchange(port, { method = 'POST', path, headers = {}, body, patienceMs = PATIENCE_MS }) {
  return new Promise((resolve) => {
    let text = '';
    let answer;
    const sent = http.request({
      host: '127.0.0.1',
      port,
      localAddress: HOSTILE_ADDRESS,
      method,
      path,
      headers,
      agent: false,
    });
    const end = (how) => {
      clearTimeout(timer);
      resolve(how);
      sent.destroy();
    };
    const whole = () => end({ status: answer.statusCode, headers: answer.headers, text });
    const timer = setTimeout(() => end({ late: true }), patienceMs);
    sent.on('error', ({ code, message }) => {
      // An early refusal may come while the body is still written: the answer counts.
      if (answer === undefined) end({ cut: code ?? message });
    });
    sent.on('response', (found) => {
      answer = found;
      found.setEncoding('utf8').on('data', (piece) => {
        if (text.length < MOST_KEPT) text += piece;
      });
      found.on('end', whole);
      found.on('error', ({ code, message }) => {
        // A stream that failed tells its client, and is cut then.
        if (/data: \{"error":\{.*\}\n\n$/.test(text)) whole();
        else end({ cut: `within its answer: ${code ?? message}` });
      });
    });
    sent.end(body);
  });
}

/** The headers that sign a request in, as its operation wants them. */
export function signed(operationId, key = HOSTILE_KEY) {
  const isAnthropic = operations.get(operationId)?.['x-error-format'] === 'anthropic';
  const name = isAnthropic ? { 'x-api-key': key } : { authorization: `Bearer ${key}` };
  return { ...name, 'content-type': 'application/json' };
}

/**
 * Sends a hostile request to an operation, and judges what comes back.
 * @param options `except`: statuses that the contract declares and that would still be a defect here, unless the text is like
 *   `unless`; `mayCut`: whether the
 *   server may close the connection without an answer.
 * @returns {Promise<{problem?: string, status?: number, text?: string}>}
 */
export async function ask(port, operationId, { except = [], unless, mayCut = false, ...request }) {
  const operation = operations.get(operationId);
  const answer = await exchange(port, {
    method: operation.method,
    path: operation.path,
    ...request,
    headers: { ...signed(operationId), ...request.headers },
    body:
      typeof request.body === 'object' && !Buffer.isBuffer(request.body)
        ? JSON.stringify(request.body)
        : request.body,
  });
  if (answer.late)
    return { problem: `${operationId}: neither answered nor cut in ${request.patienceMs ?? PATIENCE_MS} ms` };
  if (answer.cut) return mayCut ? {} : { problem: `${operationId}: cut without an answer (${answer.cut})` };
  const wrong =
    except.includes(answer.status) && !unless?.test(answer.text)
      ? `a ${answer.status} to what is the client's doing: ${answer.text.slice(0, 300)}`
      : checkAnswer(operationId, answer);
  return { status: answer.status, text: answer.text, problem: wrong && `${operationId}: ${wrong}` };
}
