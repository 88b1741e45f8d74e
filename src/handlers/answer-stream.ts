import {
  type AnswerEnd,
  type AnswerLimits,
  type AnswerPart,
  createAnswer,
  type Usage,
} from '../completions/answer.ts';
import { type AnswerCheck, acceptAny, type Violation } from '../completions/answer-check.ts';
import type { ConversationMessage } from '../completions/conversation.ts';
import type { PreparedTurn } from '../completions/turn.ts';
import { estimateTurn } from '../completions/turn-estimate.ts';
import { ApiError } from '../errors.ts';
import type { RequestObserver } from '../observability/request-observer.ts';
import type { Driver } from '../qodercli/driver.ts';
import type { QoderEvent } from '../qodercli/events.ts';
import { QoderFailure } from '../qodercli/failure.ts';
import { apiErrorOf } from './failure.ts';

/** What is asked of the CLI, and how its answer is read. */
export interface TurnPlan {
  readonly prepared: PreparedTurn;
  /** What the CLI says, as the client is to understand it. Made anew for each try. */
  readonly createReader?: (() => (batch: readonly QoderEvent[]) => readonly QoderEvent[]) | undefined;
}

export interface AnswerRequest extends TurnPlan {
  /** The same turn with its tools in words, for a CLI that turns out not to take them. */
  readonly planWithoutTools?: (() => TurnPlan) | undefined;
  readonly limits: Omit<AnswerLimits, 'estimatePrompt'>;
  /** Made anew for each try. Without one the answer goes out as it comes. */
  readonly createCheck?: (() => AnswerCheck) | undefined;
  /** The reply as the client will give it back, where its dialect changes it. */
  readonly replyAsGiven?: ((reply: ConversationMessage) => ConversationMessage) | undefined;
  readonly signal: AbortSignal;
  readonly observer: RequestObserver;
}

/** One correction: what two tries do not bring, a third seldom does. */
const TRIES = 2;

/**
 * Runs a turn, and once more with the violation if its answer is not what was asked for. Yields the
 * parts of the answer as they come, those of one read together; the last is `end`. Throws ApiError. When it
 * returns, however that is, the turn has been ended.
 */
export async function* streamAnswer(
  driver: Driver,
  request: AnswerRequest,
): AsyncGenerator<readonly AnswerPart[]> {
  try {
    yield* tryTurns(driver, request);
  } catch (error) {
    // The head of a stream may be out: then nobody else learns of the error's status.
    if (error instanceof ApiError) {
      request.observer.refused({ status: error.status, message: error.message, code: error.body.code });
    }
    throw error;
  }
}

async function* tryTurns(driver: Driver, request: AnswerRequest): AsyncGenerator<readonly AnswerPart[]> {
  let plan: TurnPlan = request;
  let { planWithoutTools } = request;
  const tries: Tries = { spent: [], told: false, hasSpoken: false };
  try {
    for (let attempt = 1; ; attempt += 1) {
      const check = request.createCheck?.() ?? acceptAny;
      let outcome: 'answered' | Rejected;
      try {
        outcome = yield* tryTurn(driver, plan, check, attempt === TRIES, tries, request);
      } catch (error) {
        // Tools are refused before a word is said: nothing has been shown, and nothing was paid.
        if (planWithoutTools === undefined || !isRefusalOfTools(error)) throw error;
        request.observer.note({ toolMode: 'prompt' });
        plan = planWithoutTools();
        planWithoutTools = undefined;
        attempt -= 1;
        continue;
      }
      if (outcome === 'answered') return;
      if (attempt === TRIES) {
        throw unmetRequest(outcome.violation);
      }
      const { reason, advice } = outcome.violation;
      request.observer.note({ corrected: reason });
      if (!tries.hasSpoken) request.observer.withdrawn();
      const correction = advice === undefined ? reason : `${reason} ${advice}`;
      plan = { ...plan, prepared: plan.prepared.corrected(outcome.reply, correction) };
    }
  } finally {
    if (!tries.told && tries.spent.length > 0) request.observer.abandoned(() => totalOf(tries.spent));
  }
}

function isRefusalOfTools(error: unknown): boolean {
  return (
    error instanceof ApiError && error.cause instanceof QoderFailure && error.cause.kind === 'tools_refused'
  );
}

interface Tries {
  /** What each try has cost: asked for late, since an estimate takes time. */
  readonly spent: (() => AnswerEnd)[];
  /** The observer knows. */
  told: boolean;
  /** Text of a try has gone out, and is not taken back. */
  hasSpoken: boolean;
}

interface Rejected {
  readonly violation: Violation;
  readonly reply: ConversationMessage;
}

async function* tryTurn(
  driver: Driver,
  { prepared, createReader }: TurnPlan,
  check: AnswerCheck,
  isLast: boolean,
  tries: Tries,
  request: AnswerRequest,
): AsyncGenerator<readonly AnswerPart[], 'answered' | Rejected> {
  const { observer } = request;
  const startedAt = performance.now();
  const read = createReader?.() ?? ((batch: readonly QoderEvent[]) => batch);
  const answer = createAnswer({ ...request.limits, estimatePrompt: () => estimateTurn(prepared.turn) });
  let sent = false;
  const run = driver.run(prepared.turn, request.signal, (timings) => {
    sent = true;
    observer.sent(timings);
  });
  let first = true;
  let shownText = '';
  let mustSeparate = tries.hasSpoken;
  /** What is said again stands in a paragraph of its own. */
  const separated = (parts: readonly AnswerPart[]): readonly AnswerPart[] =>
    parts.map((part) => {
      if (part.type !== 'text' || !mustSeparate) return part;
      mustSeparate = false;
      return { ...part, text: `\n\n${part.text}` };
    });
  try {
    for await (const batch of run.events) {
      const parts = answer.accept(read(batch));
      const shown = separated(await check.accept(parts));
      for (const part of shown) if (part.type === 'text' || part.type === 'refusal') shownText += part.text;
      if (answer.ended()) {
        // A check may have cut the answer itself.
        const end = shown.at(-1) as AnswerEnd;
        tries.spent.push(() => end);
        const reply = answer.reply();
        const undecided = check.undecided();
        if (undecided !== undefined) throw uncheckedAnswer(undecided);
        const violation = check.violation();
        if (violation !== undefined && !(isLast && violation.isTolerable)) return { violation, reply };
        // The client gives back what it was shown, which a check may have trimmed.
        const shownReply = { ...reply, text: shownText };
        const isWhole = answer.isWhole() && end.stopSequence === undefined;
        if (isWhole) run.park(prepared.keyAfter(request.replyAsGiven?.(shownReply) ?? shownReply));
        const total = totalOf(tries.spent);
        // Answers that come in one piece begin with their end.
        if (first && shown.length > 1) observer.firstPart(performance.now() - startedAt);
        observe(shown, observer);
        observer.finished(total);
        tries.told = true;
        yield [...shown.slice(0, -1), total];
        return 'answered';
      }
      if (shown.length === 0) continue;
      if (first) observer.firstPart(performance.now() - startedAt);
      first = false;
      observe(shown, observer);
      tries.hasSpoken ||= shown.some(({ type }) => type === 'text');
      yield shown;
    }
  } catch (error) {
    if (error instanceof QoderFailure) observer.note({ failure: error.kind, reason: error.message });
    throw apiErrorOf(error);
  } finally {
    // Left in the middle it has its cost, too. A turn that was refused before it said anything has none.
    if (sent && !answer.ended() && (answer.begun() || request.signal.aborted)) {
      tries.spent.push(() => ({
        type: 'end',
        finishReason: 'stop',
        usage: answer.estimate(),
        credits: undefined,
      }));
    }
  }
  throw new ApiError('qodercli_failed', 'qodercli ended its answer without saying so.');
}

function unmetRequest({ reason }: Violation): ApiError {
  return finalFailure(`The model did not answer as asked. ${reason}`);
}

function uncheckedAnswer(reason: string): ApiError {
  return finalFailure(`The answer could not be checked against the schema. ${reason}`);
}

/** Another try would most likely end the same way, and cost the same. */
function finalFailure(message: string): ApiError {
  return new ApiError('qodercli_failed', message, { headers: { 'x-should-retry': 'false' } });
}

/** The end of the last try, with what all tries cost. */
function totalOf(spent: readonly (() => AnswerEnd)[]): AnswerEnd {
  const ends = spent.map((end) => end());
  const last = ends.at(-1) as AnswerEnd;
  if (ends.length === 1) return last;
  const sum = (count: (usage: Usage) => number): number =>
    ends.reduce((total, end) => total + count(end.usage), 0);
  const credits = ends.flatMap((end) => end.credits ?? []);
  return {
    ...last,
    usage: {
      source: ends.every((end) => end.usage.source === 'reported') ? 'reported' : 'estimated',
      promptTokens: sum((usage) => usage.promptTokens),
      cachedTokens: sum((usage) => usage.cachedTokens),
      completionTokens: sum((usage) => usage.completionTokens),
    },
    credits: credits.length === 0 ? undefined : credits.reduce((total, credit) => total + credit, 0),
  };
}

function observe(parts: readonly AnswerPart[], observer: RequestObserver): void {
  for (const part of parts) {
    if (part.type === 'text') observer.text(part.text);
    else if (part.type === 'refusal') {
      observer.text(part.text);
      observer.note({ refused: true });
    } else if (part.type === 'reasoning') observer.reasoning(part.text);
    else if (part.type === 'tool_call') observer.toolCall(part);
    else if (part.type === 'tool_arguments') observer.toolArguments(part.index, part.fragment);
    else if (part.type === 'withdrawn') observer.withdrawn();
  }
  if (parts.some(({ type }) => type !== 'end')) observer.shown();
}
