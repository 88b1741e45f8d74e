import type { Check } from './check.ts';
import { answerChecks } from './checks/answers.ts';
import { inputChecks } from './checks/inputs.ts';
import { lifetimeChecks } from './checks/lifetimes.ts';
import { reasoningChecks } from './checks/reasoning.ts';
import { streamingChecks } from './checks/streaming.ts';
import { toolChecks } from './checks/tools.ts';

/** In the order in which they are run; the idle process waits beside the others. */
export const checks: readonly Check[] = [
  ...streamingChecks,
  ...toolChecks,
  ...answerChecks,
  ...reasoningChecks,
  ...inputChecks,
  ...lifetimeChecks,
];
