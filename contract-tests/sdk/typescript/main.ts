import { checkAnswers } from './answers.js';
import { createClient } from './gateway/client/index.js';
import { checkRefusals } from './refusals.js';

const { GATEWAY_URL = '', GATEWAY_KEY = '', LIMITED_KEY = '' } = process.env;
const client = createClient({ baseUrl: GATEWAY_URL, auth: GATEWAY_KEY });
await checkAnswers(client);
await checkRefusals(client, GATEWAY_URL, LIMITED_KEY);
