import { isIP } from 'node:net';
import { makeExactValidator, makeValidator } from 'envalid';
import { parseOtlpHeaders } from './otlp-headers.ts';

// One for each kind of value that the environment holds. Each throws a TypeError that completes a sentence which
// begins with the variable's name.

/** Says what a kind of value looks like, for docs/configuration.md. */
function taking<Parse extends (input: string) => unknown>(values: string, parse: Parse) {
  return Object.assign(parse, { values });
}

export interface Network {
  readonly address: string;
  /** Bits. */
  readonly prefix: number;
}

export const integer = (least: number, most: number) =>
  makeValidator<number>(
    taking(`a whole number from ${least} to ${most}`, (input) => {
      const value = Number(input);
      if (!Number.isInteger(value) || value < least || value > most) {
        throw new TypeError(`must be a whole number from ${least} to ${most}, not '${input}'`);
      }
      return value;
    }),
  );

export const flag = makeValidator<boolean>(
  taking('`true` or `false`', (input) => {
    const value = input.toLowerCase();
    if (['true', '1', 'yes', 'on'].includes(value)) return true;
    if (['false', '0', 'no', 'off'].includes(value)) return false;
    throw new TypeError(`must be true or false, not '${input}'`);
  }),
);

export const password = makeValidator<string>(
  taking('8 characters or more', (input) => {
    if (input.length < 8) throw new TypeError('must have 8 characters or more');
    return input;
  }),
);

/** Surrounding white space would not come back from a header. */
export const key = makeValidator<string>(
  taking('8 characters or more', (input) => {
    const trimmed = input.trim();
    if (trimmed.length < 8) throw new TypeError('must have 8 characters or more');
    return trimmed;
  }),
);

export const secret = makeValidator<string>(
  taking('32 characters or more', (input) => {
    if (input.length < 32) throw new TypeError('must have 32 characters or more');
    return input;
  }),
);

export const baseUrl = makeValidator<string>(
  taking('a URL, `http` or `https`', (input) => {
    const url = URL.canParse(input) ? new URL(input) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol)) {
      throw new TypeError(`must be a URL such as https://qoder.example, not '${input}'`);
    }
    let end = input.length;
    while (input[end - 1] === '/') end -= 1;
    return input.slice(0, end);
  }),
);

export const tokenCount = makeValidator<string>(
  taking('a number of tokens, e.g. `16k`', (input) => {
    if (!/^[1-9]\d*[kK]?$/.test(input))
      throw new TypeError(`must be a number of tokens such as 16k, not '${input}'`);
    return input;
  }),
);

export const origins = makeExactValidator<'*' | readonly string[]>(
  taking('`*`, or a list such as `https://app.example,https://other.example`', (input) => {
    if (input.trim() === '*') return '*';
    const found = input.split(',').map((origin) => origin.trim().replace(/\/$/, ''));
    const wrong = found.find((origin) => !/^[a-z][a-z0-9+.-]*:\/\/[^/\s]+$/i.test(origin));
    if (wrong !== undefined)
      throw new TypeError(`must be * or a list of origins such as https://app.example, not '${wrong}'`);
    return found;
  }),
);

export const trustedProxies = makeExactValidator<number | readonly Network[]>(
  taking('how many, or their networks: `10.0.0.0/8,fd00::/8`', (input) => {
    if (/^\d{1,2}$/.test(input.trim())) return Number(input);
    return input.split(',').map((item) => {
      const [address = '', bits, ...more] = item.trim().split('/');
      const longest = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
      const prefix = bits === undefined ? longest : Number(bits);
      if (
        longest === 0 ||
        more.length > 0 ||
        bits === '' ||
        !Number.isInteger(prefix) ||
        prefix < 0 ||
        prefix > longest
      ) {
        throw new TypeError(
          `must be a number of proxies, or networks such as 10.0.0.0/8, not '${item.trim()}'`,
        );
      }
      return { address, prefix };
    });
  }),
);

export const otlpHeaders = makeExactValidator<Readonly<Record<string, string>>>(
  taking('`name=value,name=value`', (input) => {
    const headers = parseOtlpHeaders(input);
    if (headers === undefined) throw new TypeError('must be a list name=value,name=value');
    return headers;
  }),
);

/** Variables of ours that must never reach a CLI process, however they are asked for. */
const PRIVATE_NAMES =
  /^(PROXY_API_KEY|METRICS_KEY|COMPACTION_KEY|DASHBOARD_|QODER_PERSONAL_ACCESS_TOKEN|QODER_API_KEY|OTEL_EXPORTER_)/;

export const childEnvNames = makeExactValidator<readonly string[]>(
  taking('names of variables, `NAME,NAME`', (input) => {
    const names = input.split(',').flatMap((name) => name.trim() || []);
    const wrong = names.find((name) => PRIVATE_NAMES.test(name) || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name));
    if (wrong !== undefined) throw new TypeError(`must not name ${wrong}`);
    return names;
  }),
);
