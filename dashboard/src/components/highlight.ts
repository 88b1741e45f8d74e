import type { RootContent } from 'hast';
import bash from 'highlight.js/lib/languages/bash';
import diff from 'highlight.js/lib/languages/diff';
import go from 'highlight.js/lib/languages/go';
import java from 'highlight.js/lib/languages/java';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import rust from 'highlight.js/lib/languages/rust';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { createLowlight } from 'lowlight';
import { css, sql } from './highlight-grammars.ts';

const lowlight = createLowlight({
  bash,
  css,
  diff,
  go,
  java,
  json,
  python,
  rust,
  sql,
  typescript,
  xml,
  yaml,
});
// TypeScript's grammar contains JavaScript's, which would be there twice.
lowlight.registerAlias({
  typescript: ['javascript', 'js', 'jsx', 'mjs', 'cjs', 'node'],
  bash: ['shell', 'console', 'terminal'],
  json: ['jsonl', 'jsonc', 'json5'],
});

const NAMES: Readonly<Record<string, string>> = {
  bash: 'Shell',
  sh: 'Shell',
  shell: 'Shell',
  zsh: 'Shell',
  console: 'Shell',
  c: 'C',
  cpp: 'C++',
  csharp: 'C#',
  css: 'CSS',
  diff: 'Diff',
  go: 'Go',
  html: 'HTML',
  java: 'Java',
  javascript: 'JavaScript',
  js: 'JavaScript',
  json: 'JSON',
  jsx: 'JSX',
  markdown: 'Markdown',
  md: 'Markdown',
  php: 'PHP',
  py: 'Python',
  python: 'Python',
  ruby: 'Ruby',
  rs: 'Rust',
  rust: 'Rust',
  sql: 'SQL',
  svg: 'SVG',
  toml: 'TOML',
  ts: 'TypeScript',
  tsx: 'TSX',
  typescript: 'TypeScript',
  xml: 'XML',
  yaml: 'YAML',
  yml: 'YAML',
};

/** How a language is called, of what stands after the fence. */
export function languageName(info: string): string {
  const language = languageOf(info);
  return NAMES[language] ?? (language === '' ? 'Text' : language);
}

const languageOf = (info: string): string =>
  info
    .trim()
    .split(/[\s{:,]/, 1)[0]
    ?.toLowerCase() ?? '';

/** Beyond this, colours cost more time than they are worth. */
const MOST_CHARACTERS = 60_000;

/** The code as a tree of coloured pieces, or nothing for a language that is not known. */
export function highlighted(code: string, info: string): readonly RootContent[] | undefined {
  const language = languageOf(info);
  if (code.length > MOST_CHARACTERS || !lowlight.registered(language)) return undefined;
  return lowlight.highlight(language, code).children;
}
