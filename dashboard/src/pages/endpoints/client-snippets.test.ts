import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { clientSnippets } from './client-snippets.ts';

const nasty = {
  baseUrl: 'https://qoder.example/v1',
  key: `sk-it's "quoted" $HOME \\ \`x\``,
  model: `o'auto"`,
};
const codeOf = (id: string): string => clientSnippets.find((snippet) => snippet.id === id)?.code(nasty) ?? '';

describe('snippets', () => {
  it.each(clientSnippets.map(({ id, code }) => [id, code] as const))(
    '%s holds address and model',
    (id, code) => {
      const plain = code({ baseUrl: 'https://qoder.example/v1', key: 'sk-plain', model: 'auto' });
      expect(plain).toContain('https://qoder.example');
      expect(plain.includes('https://qoder.example/v1')).toBe(id !== 'claude-code');
      expect(plain).toContain('auto');
      if (id !== 'zed' && id !== 'codex') expect(plain).toContain('sk-plain');
    },
  );

  it('curl gets every argument as it is meant, whatever stands in the key', () => {
    const script = `curl() { for last; do printf '%s\\0' "$last"; done; }\n${codeOf('curl')}`;
    const args = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0');
    expect(args).toContain(`Authorization: Bearer ${nasty.key}`);
    expect(JSON.parse(args.at(-2) ?? '').model).toBe(nasty.model);
  });

  it('Claude Code gets every variable as it is meant', () => {
    const fake = `claude() { printf '%s\\0' "$ANTHROPIC_BASE_URL" "$ANTHROPIC_AUTH_TOKEN" "$ANTHROPIC_MODEL"; }`;
    const printed = execFileSync('sh', ['-c', `${fake}\n${codeOf('claude-code')}`], { encoding: 'utf8' });
    expect(printed.split('\0')).toEqual(['https://qoder.example', nasty.key, nasty.model, '']);
  });

  it('JavaScript reads the key and the model back', () => {
    for (const id of ['node', 'ai-sdk', 'ai-sdk-openai']) {
      const literals = codeOf(id).match(/'(?:[^'\\\n]|\\.)*'/g) ?? [];
      const values = literals.map((literal) => new Function(`return ${literal}`)() as string);
      expect(values).toContain(nasty.key);
      expect(values).toContain(nasty.model);
    }
  });

  it("Zed's settings are JSON", () => {
    expect(JSON.parse(codeOf('zed')).language_models.openai_compatible['Qoder Gateway'].api_url).toBe(
      nasty.baseUrl,
    );
  });
});
