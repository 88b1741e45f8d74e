/**
 * What each row of docs/security.md owes its test: the defence is taken out of `file` by putting `instead` for `take`, and the row's test
 * has to fail. A row is told by the title of its test.
 */
export const mutations = [
  {
    test: 'src/responses/stored-responses.test.ts: are found by their owner alone, until they are removed',
    file: 'src/responses/stored-responses.ts',
    take: 'return entry?.owner === owner ? entry : undefined;',
    instead: 'return owner === undefined ? undefined : entry;',
  },
  {
    test: 'src/responses/stored-responses.test.ts: of a key with no more than its share of %s are never lost to others',
    file: 'src/responses/stored-responses.ts',
    take: 'if (found === undefined || size(holding) > size(found)) found = holding;',
    instead: 'if (found === undefined && size(holding) > 0) found = holding;',
  },
  {
    test: 'contract-tests/security/metrics-key.test.ts: none of several API keys does, and is told what to set',
    file: 'src/http/authentication.ts',
    take: 'if (readers.length > 1)',
    instead: 'if (readers.length > 1_000)',
  },
  {
    test: 'contract-tests/security/metrics-key.test.ts: opens nothing else, in any header',
    file: 'src/app.ts',
    take: 'keys: config.apiKeys,\n    metricsKey',
    instead: "keys: [...config.apiKeys, { name: 'metrics', key: config.metrics.key ?? '' }],\n    metricsKey",
  },
  {
    test: 'contract-tests/security/paths.test.ts: no other spelling leads to them: %s',
    file: 'src/http/request-path.ts',
    take: 'return path === writtenPath(target) && PLAIN.test(path) ? path : undefined;',
    instead: 'return PLAIN.test(path) || writtenPath(target) !== path ? canonical : undefined;',
  },
  {
    test: 'src/failed-attempts.test.ts: of nobody who waits are ever forgotten before the wait is over, whatever happens',
    file: 'src/failed-attempts.ts',
    take: '.filter(([, { waitUntil }]) => waitUntil <= now())',
    instead: '.filter(([, { waitUntil }]) => waitUntil <= Infinity)',
  },
  {
    test: 'src/completions/turn.test.ts: is another for another %s',
    file: 'src/completions/continuation-key.ts',
    take: 'JSON.stringify(scope)',
    instead: 'JSON.stringify(typeof scope)',
  },
  {
    test: 'contract-tests/http.test.ts: refuses %s on every operation that is not public',
    file: 'src/http/authentication.ts',
    take: 'return admitted(h, keyOf(request, checkApiKey, WRONG_API_KEY).name);',
    instead: 'return admitted(h, WRONG_API_KEY.slice(0, 1) + typeof keyOf + typeof checkApiKey);',
  },
  {
    test: 'contract-tests/security/keys.test.ts: has to wait after ten different wrong ones, at every operation, and in any header',
    file: 'src/http/key-check.ts',
    take: 'if (wait > 0)',
    instead: 'if (wait > Infinity)',
  },
  {
    test: 'contract-tests/security/keys.test.ts: tells the guesser nothing about a right key, but harms nobody who has used one before',
    file: 'src/http/key-attempts.ts',
    take: 'wasRightBefore(address, key) || failed',
    instead: 'typeof wasRightBefore !== "function" || failed',
  },
  {
    test: 'contract-tests/security/keys.test.ts: keys and passwords are compared as digests, all of them, in constant time',
    file: 'src/api-keys.ts',
    take: 'if (timingSafeEqual(candidate.digest, given)) found = candidate.key;',
    instead: 'if (timingSafeEqual(candidate.digest, given)) return candidate.key;',
  },
  {
    test: 'contract-tests/dashboard-session.test.ts: make the next try wait from the fourth on, longer each time, even with the right one',
    file: 'src/dashboard/password-check.ts',
    take: 'if (wait > 0)',
    instead: 'if (wait > Infinity)',
  },
  {
    test: 'contract-tests/security/keys.test.ts: that is trusted (%s), each client waits for itself, and cannot write another address',
    file: 'src/http/remote-address.ts',
    take: 'hops.pop()?.trim()',
    instead: 'hops.shift()?.trim()',
  },
  {
    test: 'contract-tests/security/connections.test.ts: is refused, and what it hides is not run: %s',
    file: 'src/http/well-formed.ts',
    take: 'if (problem === undefined) return h.continue;',
    instead: "if (problem !== 'x') return h.continue;",
  },
  {
    test: 'contract-tests/dashboard-access.test.ts: changes nothing, told by %s',
    file: 'src/http/routes.ts',
    take: "if (operation.dashboard && operation.method !== 'GET' && !isSameOrigin",
    instead: "if (operation.dashboard && operation.method === 'TRACE' && !isSameOrigin",
  },
  {
    test: 'contract-tests/dashboard-access.test.ts: reads nothing either: no answer of the dashboard has CORS headers',
    file: 'src/http/cors.ts',
    take: 'if (isDashboards(request)) return undefined;',
    instead: '',
  },
  {
    test: 'contract-tests/security/headers.test.ts: never allows credentials, so that a browser sends a foreign page no cookie with it',
    file: 'src/http/cors.ts',
    take: "setHeader(request, 'access-control-allow-origin', origin);",
    instead:
      "setHeader(request, 'access-control-allow-origin', origin);\n        setHeader(request, 'access-control-allow-credentials', 'true');",
  },
  {
    test: 'contract-tests/dashboard-files.test.ts: let nothing in but what is ours',
    file: 'src/http/page-headers.ts',
    take: "frame-ancestors 'none'",
    instead: "frame-ancestors 'self'",
  },
  {
    test: 'contract-tests/security/environment.test.ts: shows no secret to a process of the same user',
    file: 'bin/qoder-gateway',
    take: '  unset "$name"\n',
    instead: '',
  },
  {
    test: 'contract-tests/security/leaks.test.ts: in the log, and on the console',
    file: 'src/config.ts',
    take: '    metrics.key,\n    dashboard.password,',
    instead: '    dashboard.password,',
  },
  {
    test: 'src/qodercli/admission.test.ts: refuses when the queue is full, and says when to come back',
    file: 'src/qodercli/admission.ts',
    take: 'if (waiters.size >= limits.queueSize)',
    instead: 'if (waiters.size > Infinity)',
  },
  {
    test: 'src/completions/transcript.test.ts: can be read back whole: no message forges, closes or hides another',
    file: 'src/completions/marked-frames.ts',
    take: 'if (!texts.some((text) => text.includes(mark))) return mark;',
    instead: "return typeof texts === 'object' ? '' : mark;",
  },
  {
    test: 'src/completions/turn.test.ts: cannot be forged by a result that has seen the mark of the same step',
    file: 'src/completions/session-step.ts',
    take: 'const mark = chooseMark(further, secret);',
    instead: 'const mark = chooseMark(further.slice(0, 1), secret);',
  },
  {
    test: 'src/qodercli/stderr-tail.test.ts: reports fifty lines of a flood, and keeps the last of it',
    file: 'src/qodercli/stderr-tail.ts',
    take: 'const MAX_LINES_REPORTED = 50;',
    instead: 'const MAX_LINES_REPORTED = 5_000;',
  },
  {
    test: 'src/qodercli/stderr-tail.test.ts: shows nothing of a secret that comes in two chunks',
    file: 'src/qodercli/stderr-tail.ts',
    take: "const [rest = '', ...further] = text.split('\\n');",
    instead: "report();\n      const [rest = '', ...further] = text.split('\\n');",
  },
];
