import { describe, expect, it } from 'vitest';
import { createBodyBudget } from './body-budget.ts';

describe('bodies', () => {
  it('are refused where they do not fit, and fit again when others are over', () => {
    const budget = createBodyBudget(100);
    const first = budget.open('a');
    first.add(60);
    const second = budget.open('b');
    expect(() => second.add(41)).toThrow(
      expect.objectContaining({ error: 'server_overloaded', status: 503 }),
    );
    second.add(40);
    expect(() => budget.open('c').add(1)).toThrow();
    first.close();
    first.close();
    const third = budget.open('c');
    third.add(60);
    expect(() => third.add(1)).toThrow();
  });

  it('of one key leave room for those of others', () => {
    const budget = createBodyBudget(100);
    budget.open('a').add(50);
    const second = budget.open('a');
    expect(() => second.add(26)).toThrow(expect.objectContaining({ headers: { 'retry-after': '5' } }));
    second.add(25);
    budget.open('b').add(25);
  });

  it('count for nothing when they come after their request has ended', () => {
    const budget = createBodyBudget(100);
    const late = budget.open('a');
    late.close();
    late.add(70);
    budget.open('b').add(75);
  });
});
