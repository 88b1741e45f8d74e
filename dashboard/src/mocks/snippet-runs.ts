import { execFileSync } from 'node:child_process';

/** What a shell gives to curl, with `k` as the key. */
export function curlArguments(command: string, keyVariable: string): readonly string[] {
  const script = `curl() { for each; do printf '%s\\0' "$each"; done; }\n${keyVariable}=k\n${command}`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

/** An SDK of Python, as far as a snippet knows it. */
export interface PythonSdk {
  readonly module: string;
  readonly client: string;
  /** Of the client; its `create` is called. */
  readonly resource: string;
  readonly baseUrl: string;
  readonly keyVariable: string;
}

/** What `create` is called with, by Python's own parser; with `k` as the key. */
export function pythonArguments(program: string, sdk: PythonSdk): unknown {
  const stub = [
    'import json, os, sys, types',
    'class Resource:',
    '    def create(self, extra_body, **named):',
    '        print(json.dumps({**named, **extra_body}))',
    '        sys.exit()',
    'class Client:',
    '    def __init__(self, base_url, api_key):',
    `        assert (base_url, api_key) == ("${sdk.baseUrl}", "k")`,
    `        self.${sdk.resource} = Resource()`,
    `sys.modules["${sdk.module}"] = types.SimpleNamespace(${sdk.client}=Client)`,
    `os.environ["${sdk.keyVariable}"] = "k"`,
    '',
  ].join('\n');
  const printed = execFileSync('python3', ['-'], { input: stub + program, encoding: 'utf8' });
  return JSON.parse(printed);
}
