import { render } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import Markdown from './Markdown.svelte';
import { createMarkdownReader, decodeReferences, safeHref } from './markdown.ts';

/** What was rendered, without the classes and comments of Svelte. */
function htmlOf(text: string, growing = false): string {
  const { container } = render(Markdown, { text, growing });
  return container.innerHTML.replace(/<!--.*?-->| class="[^"]*"/g, '').replace(/^<div>(.*)<\/div>$/s, '$1');
}

describe('markdown', () => {
  it('becomes elements', () => {
    expect(htmlOf('# A\n\n**b** *c* ~~d~~ `e`  \nf')).toBe(
      '<h2>A</h2><p><strong>b</strong> <em>c</em> <del>d</del> <code>e</code><br>f</p>',
    );
    expect(htmlOf('3. x\n   - y\n\n> z\n\n---')).toBe(
      '<ol start="3"><li>x<ul><li>y</li></ul></li></ol> <blockquote><p>z</p></blockquote><hr>'.replace(
        '</ol> ',
        '</ol>',
      ),
    );
    const { container } = render(Markdown, {
      text: '- [x] done\n- [ ] open\n\n| a | b |\n|--|-:|\n| 1 | 2 |',
    });
    expect([...container.querySelectorAll('input')].map(({ checked }) => checked)).toEqual([true, false]);
    expect([...container.querySelectorAll('th,td')].map((cell) => cell.textContent)).toEqual([
      'a',
      'b',
      '1',
      '2',
    ]);
  });

  it('highlights code, and copies nothing into the markup but text', () => {
    const { container } = render(Markdown, { text: '```js\nconst a = "<b>&amp;";\n```' });
    expect(container.querySelector('pre')?.textContent).toBe('const a = "<b>&amp;";');
    expect(container.querySelector('.hljs-keyword')?.textContent).toBe('const');
    expect(container.querySelector('figcaption')?.textContent).toContain('JavaScript');
  });

  it('decodes references once, and not in code', () => {
    expect(
      render(Markdown, { text: 'a &lt; b &amp;lt; &#x41; &copy; &nope; `&lt;` AT&T "q"' }).container
        .textContent,
    ).toBe('a < b &lt; A © &nope; &lt; AT&T "q"');
    expect(decodeReferences('&#0; &#xd800; &#x110000;')).toBe('\ufffd \ufffd \ufffd');
  });

  it('links only where a reader may go', () => {
    const text =
      '[a](https://x.y/?a=1&amp;b=2) <me@x.y> https://z.y ![pic](http://p.y/i.png) [![in](http://p.y)](http://q.y)';
    const links = [...render(Markdown, { text }).container.querySelectorAll('a')];
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      'https://x.y/?a=1&b=2',
      'mailto:me@x.y',
      'https://z.y',
      'http://p.y/i.png',
      'http://q.y',
    ]);
    for (const link of links) expect([link.rel, link.target]).toEqual(['noopener noreferrer', '_blank']);
  });

  it.each([
    '<script>alert(1)</script>',
    'x <img src=x onerror=alert(1)> y',
    '[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](java&#10;script:alert(1)) [d](&#106;avascript:alert(1))',
    '![x](javascript:alert(1)) <javascript:alert(1)> [e](data:text/html,<script>1</script>) [f](vbscript:x) [g](//x.y)',
    '<svg onload=alert(1)> <iframe src="javascript:1"></iframe>',
    '| <b onclick=x>a</b> |\n|--|\n| <style>*{}</style> |',
    '```html"><script>alert(1)</script>\n<script>alert(2)</script>\n```',
  ])('shows %s as text', (text) => {
    const { container } = render(Markdown, { text });
    expect(
      container.querySelector(
        'script, img, iframe, style, a, b, .markdown svg:not(.lucide), [onclick], [onload]',
      ),
    ).toBeNull();
  });

  it('shows raw html literally', () => {
    expect(render(Markdown, { text: 'a <b>c</b>\n\n<div>d</div>' }).container.textContent).toBe(
      'a <b>c</b><div>d</div>',
    );
  });
});

it('refuses addresses that only look like links', () => {
  for (const href of ['http://', 'https:x', ' javascript:1', 'ftp://x.y', '/x', ''])
    expect(safeHref(href)).toBeUndefined();
});

describe('a growing text', () => {
  const whole =
    'One\n\n- a\n\n- b\n\n```py\nx = 1\n\ny = 2\n```\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n1. x\n2. y\n\nEnd & `code`.\r\n\r\nLast';

  it('reads like the whole at each step', () => {
    const read = createMarkdownReader();
    for (let end = 1; end <= whole.length; end++) {
      const part = whole.slice(0, end);
      const types = (blocks: ReturnType<typeof read>): string[] =>
        blocks
          .map(({ token }) => `${token.type} ${'text' in token ? token.text : token.raw}`)
          .filter((type) => !type.startsWith('space'));
      expect(types(read(part, false))).toEqual(types(createMarkdownReader()(part, true)));
    }
  });

  it('keeps the blocks that are done', () => {
    const read = createMarkdownReader();
    const before = read('One\n\nTwo\n\nThr', false);
    const after = read('One\n\nTwo\n\nThree', false);
    expect(after[0]).toBe(before[0]);
    expect(after[2]).toBe(before[2]);
    expect(after.at(-1)?.key).toBe(before.at(-1)?.key);
  });

  it('resolves references at the end', () => {
    const { container } = render(Markdown, { text: 'See [it].\n\nMore.\n\n[it]: https://x.y' });
    expect(container.querySelector('a')?.getAttribute('href')).toBe('https://x.y');
  });
});
