import { KEY, startGateway } from '../clients/gateway.mjs';

const LIMITED = 'limited-compatibility-key';

/** A server with a second key that has one request a minute, and what a client must know of it. */
export async function startServer() {
  const gateway = await startGateway('native', [{ text: 'Hello there.' }], {
    PROXY_API_KEY: `all=${KEY},limited=${LIMITED}`,
    KEY_LIMITS: 'limited:rpm=1',
  });
  return {
    env: { GATEWAY_URL: gateway.url, GATEWAY_KEY: KEY, LIMITED_KEY: LIMITED },
    stop: gateway.stop,
  };
}
