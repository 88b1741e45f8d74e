const oneCall = { tools: [{ name: 'get_weather', input: { city: 'Paris' } }] };
const turn = (...steps) => ({ turn: steps });

/**
 * What the server rests on, each taken back by a script of the simulator: the check that looks at it, the question that then
 * has another answer, and what verify says it saw.
 */
export const inversions = [
  ['streaming', 'streaming', turn({ noDeltas: true }, { text: '1, 2, 3' }), /^0 deltas of "1, 2, 3"/],
  [
    'streaming',
    'order of lines',
    turn({ text: '1, 2, 3' }, { message: true }, { replay: true }),
    /assistant\(text\) x2/,
  ],
  ['streaming', 'usage', turn({ usage: null }, { text: '1, 2, 3' }), /^no tokens/],
  ['streaming', 'credits', turn({ usage: { credits: 0 } }, { text: '1, 2, 3' }), /^0 with the answer, 0\.01/],
  ['tools', 'a tool call', turn({ text: 'No idea.' }), /^no call/],
  ['tools', 'a tool call', { deniesTools: true }, /denied/],
  ['tools', 'a tool call', { initialize: { dropTools: true } }, /did not take the tool 'get_weather'/],
  ['tools', 'a result that comes later', turn(oneCall, { text: 'No idea.' }), /No idea/],
  ['parallel-tools', 'parallel tool calls', turn(oneCall), /^get_weather\(\{"city":"Paris"\}\)$/],
  ['format', 'structured output', turn({ text: 'Paris is in France.' }), /Paris is in France/],
  ['system-prompt', 'system prompt', turn({ text: 'Hello.' }), /^"Hello\."/],
  [
    'system-prompt',
    'added to the system prompt',
    turn({ usage: { input_tokens: 9000 } }, { text: 'x' }),
    /^9000 tokens/,
  ],
  [
    'max-tokens',
    'max_tokens',
    turn({ repeat: { text: '1, ', times: 200 } }),
    /^600 characters, ended by end_turn/,
  ],
  ['effort', 'effort', { neverAsksPolicy: true }, /^asked 0 and 0 times/],
  [
    'effort',
    'thinking turned off',
    turn({ thinking: 'Hm.' }, { text: '5 cents' }),
    /^3 characters of thinking/,
  ],
  ['image', 'image', turn({ text: 'It is blue.' }), /blue/],
  ['paths', '@path in a message', turn({ text: 'It is marmalade-4711.' }), /marmalade-4711/],
  [
    'commands',
    '/ and ! at the start of a message',
    turn({ usage: null }, { text: 'About this program.' }),
    /^\/about: "About this program\."/,
  ],
  ['second-message', 'a second message in a session', turn({ text: 'I do not know.' }), /I do not know/],
  [
    'two-at-once',
    'two conversations at once',
    turn({ error: 'rate_limit', message: 'One at a time.' }),
    /^rate_limited: One at a time\./,
  ],
  [
    'idle',
    'an idle process',
    turn({ error: 'authentication_failed', message: 'Token expired.' }),
    /not_logged_in/,
  ],
];
