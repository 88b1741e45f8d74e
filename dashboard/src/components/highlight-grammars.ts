import type { LanguageFn } from 'highlight.js';

// highlight.js's own grammars of these two list every property and function, and weigh more than all of this page.

export const css: LanguageFn = (hljs) => ({
  name: 'CSS',
  aliases: ['scss', 'less'],
  contains: [
    hljs.C_BLOCK_COMMENT_MODE,
    hljs.APOS_STRING_MODE,
    hljs.QUOTE_STRING_MODE,
    { scope: 'keyword', match: /@[\w-]+|!important/ },
    { scope: 'number', match: /#[\da-f]{3,8}\b(?=[^{}]*[;}])|[+-]?\b\d*\.?\d+(%|[a-z]{1,4}\b)?/i },
    { scope: 'variable', match: /--[\w-]+/ },
    { scope: 'attribute', match: /[a-z-]+(?=\s*:\s[^{}]*[;}])/i },
    { scope: 'built_in', match: /[\w-]+(?=\()/ },
    { scope: 'selector-class', match: /[.#][a-z_][\w-]*/i },
    { scope: 'selector-tag', match: /::?[a-z-]+/i },
  ],
});

const SQL_WORDS =
  'add all alter and any as asc begin between by case cast check column commit constraint create cross current_date ' +
  'current_timestamp default delete desc distinct drop else end except exists explain fetch first foreign from full ' +
  'grant group having if in index inner insert intersect interval into is join key lateral left like limit not ' +
  'offset on or order outer over partition primary references returning right rollback row rows select set table ' +
  'then to transaction trigger truncate union unique update using values view when where window with';
const SQL_TYPES =
  'bigint bool boolean char date decimal double float int integer json jsonb numeric real serial smallint text time ' +
  'timestamp timestamptz uuid varchar';

export const sql: LanguageFn = (hljs) => ({
  name: 'SQL',
  aliases: ['postgres', 'postgresql', 'mysql', 'sqlite'],
  case_insensitive: true,
  keywords: { keyword: SQL_WORDS, type: SQL_TYPES, literal: 'null true false' },
  contains: [
    hljs.COMMENT('--', '$'),
    hljs.C_BLOCK_COMMENT_MODE,
    { scope: 'string', begin: /'/, end: /'/, contains: [{ begin: /''/ }] },
    { scope: 'title', match: /\b(?!in\b|values\b|as\b|and\b|or\b|exists\b|over\b|key\b)[a-z_]+(?=\()/i },
    hljs.C_NUMBER_MODE,
  ],
});
