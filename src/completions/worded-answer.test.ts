import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWorded } from './worded-answer.ts';

describe('an answer is words', () => {
  it.each([
    ['a refusal', 'I am sorry, I cannot help with that.'],
    ['a question', 'Which of the two cities do you mean?'],
    ['another language', 'すみませんが、それはお手伝いできません。'],
    ['a script from right to left', 'لا أستطيع المساعدة في ذلك.'],
    ['a footnote', 'That is against the policy [1], and [2, 3] say why.'],
    ['a link', 'See [the policy](https://example.com/policy).'],
    ['a list of boxes', '- [ ] your name\n- [x] your city'],
    ['a note in brackets', '[Note] I cannot do that.'],
    ['a wiki link', 'See [[Policy]] first.'],
    ['a placeholder', 'What should {name} and {{city}} be?'],
    ['a formula', 'I would need \\frac{1}{2} and \\text{note: x} first.'],
    ['a quotation', '"No" is all that I can say.'],
    ['code of another language', 'Run this first:\n```sh\necho $HOME\n```'],
  ])('where it is %s', (_, answer) => {
    expect(isWorded(answer)).toBe(true);
  });
});

describe('an answer is JSON gone wrong, or nothing', () => {
  it.each([
    ['nothing', ' \n'],
    ['a brace alone', '{'],
    ['a comma too many', '{"a": 1,}'],
    ['another kind of quotes', "{'a': 1}"],
    ['names without quotes', 'Here: {a: 1}'],
    ['cut in the middle, behind words', 'Here you are: {"a": 1, "b": "'],
    ['cut in a fence', 'Here you are:\n```json\n'],
    ['a list that was cut', '[1, 2, '],
    ['a list of objects behind words', 'Here: [{"a": 1}, {"a"'],
    ['a list of texts behind words', 'Here: ["a", "b'],
    ['a value of the wrong kind', '42'],
    ['null', 'null'],
    ['a text', '"I cannot."'],
    ['an empty object', '{ }'],
  ])('where it is %s', (_, answer) => {
    expect(isWorded(answer)).toBe(false);
  });

  it('wherever an object was cut, however it is laid out, and whatever words stand before it', () => {
    const object = fc
      .dictionary(fc.string(), fc.jsonValue())
      .filter((value) => Object.keys(value).length > 0);
    const words = fc.constantFrom('', 'Sure, here it is: ', 'Voilà :\n\n', '```json\n');
    fc.assert(
      fc.property(object, words, fc.constantFrom(0, 2), fc.nat(), (value, before, indent, at) => {
        const json = JSON.stringify(value, null, indent);
        const cut = json.slice(0, 1 + (at % json.length));
        expect(isWorded(before + cut)).toBe(false);
      }),
    );
  });

  it('in linear time', () => {
    for (const piece of ['{', '[', '{ ', '[ ', '```', '{a', '{a ', '\\{']) {
      const startedAt = performance.now();
      isWorded(piece.repeat(1_000_000 / piece.length));
      isWorded(`{a${piece.repeat(500_000 / piece.length)}`);
      expect(performance.now() - startedAt).toBeLessThan(2_000);
    }
  });
});
