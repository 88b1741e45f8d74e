import { streamAnswer } from '../api/answer-stream.ts';
import { ApiProblem, api, dataOf, messageOf } from '../api/client.ts';
import { models } from './models.svelte.ts';
import { dialectOf, type PlaygroundRequest, requestOf } from './playground-dialects.ts';
import { readReplay } from './playground-replay.ts';
import { DEFAULT_SETTINGS, type PlaygroundSettings } from './playground-settings.ts';
import { keep, recall } from './playground-storage.ts';
import {
  type AnswerTurn,
  answerTurn,
  awaitsResults,
  ended,
  type Turn,
  userTurn,
  withChunk,
} from './playground-turns.ts';
import { toasts } from './toasts.svelte.ts';

const SAVE_MS = 300;

/** One conversation with a model, and how the model is asked. It lives on while other pages are shown. */
class Playground {
  settings = $state<PlaygroundSettings>({ ...DEFAULT_SETTINGS });
  turns = $state.raw<readonly Turn[]>([]);
  /** What stands in the composer. */
  draft = $state('');
  images = $state.raw<readonly string[]>([]);

  readonly model = $derived(this.settings.model || models.own[0]?.id || 'auto');
  readonly modelInfo = $derived(this.#infoOf(this.model));
  readonly running = $derived(this.turns.some((turn) => turn.kind === 'answer' && turn.status === 'running'));
  readonly awaitsResults = $derived(awaitsResults(this.turns.at(-1)));
  readonly canSend = $derived(
    !this.running && !this.awaitsResults && (this.draft.trim() !== '' || this.images.length > 0),
  );

  #abort: AbortController | undefined;
  #save: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    const { settings, turns, draft } = recall();
    this.settings = settings;
    this.turns = turns;
    this.draft = draft;
  }

  /** Of an alias: the model that serves under it. */
  #infoOf(id: string) {
    const named = models.list.find((model) => model.id === id);
    return named?.alias_of === undefined ? named : models.list.find((model) => model.id === named.alias_of);
  }

  /** What the next Send sends or, with an empty composer, what the last one did. */
  request(): PlaygroundRequest {
    if (this.draft.trim() !== '' || this.images.length > 0) {
      return this.#requestOf([...this.turns, userTurn(this.draft, this.images)]);
    }
    if (this.awaitsResults) {
      return this.#requestOf(
        this.turns.map((turn, at) => (at === this.turns.length - 1 ? { ...turn, resultsSent: true } : turn)),
      );
    }
    const asked = this.turns.at(-1)?.kind === 'answer' ? this.turns.slice(0, -1) : this.turns;
    return this.#requestOf(asked);
  }

  #requestOf(turns: readonly Turn[]): PlaygroundRequest {
    return requestOf(this.settings, this.model, turns);
  }

  async send(): Promise<void> {
    if (!this.canSend) return;
    const turn = userTurn(this.draft, this.images);
    this.draft = '';
    this.images = [];
    await this.#ask([...this.turns, turn]);
  }

  /** Asks the last message again, with what the operator made of it. */
  async resend(id: string, text: string, images: readonly string[]): Promise<void> {
    const index = this.turns.findIndex((turn) => turn.id === id);
    if (index === -1 || this.running) return;
    await this.#ask([...this.turns.slice(0, index), userTurn(text, images)]);
  }

  /** A new answer in place of the last. */
  async regenerate(): Promise<void> {
    if (this.running) return;
    await this.#ask(this.turns.at(-1)?.kind === 'answer' ? this.turns.slice(0, -1) : this.turns);
  }

  setResult(id: string, call: string, text: string): void {
    this.#replace(id, (answer) => ({ ...answer, results: { ...answer.results, [call]: text } }));
    this.saveSoon();
  }

  /** Goes on with what the tools gave; an empty result is a result. */
  async sendResults(id: string): Promise<void> {
    if (this.running) return;
    this.#replace(id, (answer) => ({ ...answer, resultsSent: true }));
    await this.#ask(this.turns);
  }

  /** Takes out a message and what was answered to it. */
  remove(id: string): void {
    const from = this.turns.findIndex((turn) => turn.id === id);
    if (from === -1) return;
    const next = this.turns.findIndex((turn, index) => index > from && turn.kind === 'user');
    if (this.turns.slice(from, next === -1 ? undefined : next).some(isRunning)) this.stop();
    this.turns = this.turns.filter((_, index) => index < from || (next !== -1 && index >= next));
    this.saveSoon();
  }

  newChat(): void {
    this.stop();
    this.turns = [];
    this.draft = '';
    this.images = [];
    this.saveSoon();
  }

  stop(): void {
    this.#abort?.abort();
  }

  /** Fills the playground with a request that was logged, cut or odd as it may be. Never throws. */
  loadReplay(request: unknown, operation: string | null): void {
    try {
      const { settings, turns, draft, lost } = readReplay(request, dialectOf(operation));
      this.newChat();
      this.settings = settings;
      this.turns = turns;
      this.draft = draft.text;
      this.images = draft.images;
      if (lost.length > 0) toasts.info(`Not everything could be taken over: ${lost.join(', ')}.`);
    } catch {
      toasts.error('This request could not be read.');
    }
    this.saveSoon();
  }

  saveSoon(): void {
    clearTimeout(this.#save);
    this.#save = setTimeout(() => this.save(), SAVE_MS);
  }

  save(): void {
    clearTimeout(this.#save);
    keep({ settings: $state.snapshot(this.settings), turns: this.turns, draft: this.draft });
  }

  #replace(id: string, change: (answer: AnswerTurn) => AnswerTurn): void {
    this.turns = this.turns.map((turn) => (turn.id === id && turn.kind === 'answer' ? change(turn) : turn));
  }

  async #ask(turns: readonly Turn[]): Promise<void> {
    const abort = new AbortController();
    this.#abort = abort;
    const { format, body } = this.#requestOf(turns);
    let answer = answerTurn({ streamed: body.stream === true });
    this.turns = [...turns, answer];
    this.saveSoon();
    const began = performance.now();
    const passed = (): number => performance.now() - began;
    // However fast the pieces come, the page is drawn once a frame.
    let frame = 0;
    const show = (): void => {
      cancelAnimationFrame(frame);
      frame = 0;
      this.#replace(answer.id, () => answer);
    };
    let requestId: string | undefined;
    try {
      for await (const event of streamAnswer(format, body, abort.signal)) {
        if (event.type === 'opening') {
          requestId = event.opening.requestId;
          answer = { ...answer, model: event.opening.model, credits: event.opening.credits };
        } else answer = withChunk(answer, event.chunk, passed());
        if (frame === 0) frame = requestAnimationFrame(show);
      }
      answer = ended(answer, 'done', passed());
    } catch (error) {
      answer = abort.signal.aborted
        ? ended(answer, 'stopped', passed())
        : ended(answer, 'broken', passed(), problemFrom(error));
    }
    show();
    this.saveSoon();
    if (answer.credits === undefined && requestId !== undefined) await this.#addCredits(answer.id, requestId);
  }

  /** The headers of a stream go out before its price is known; the server's log has it afterwards. */
  async #addCredits(id: string, requestId: string): Promise<void> {
    try {
      const path = { request_id: requestId };
      const { summary } = dataOf(await api.GET('/dashboard/api/requests/{request_id}', { params: { path } }));
      if (summary.credits === null) return;
      this.#replace(id, (answer) => ({ ...answer, credits: summary.credits ?? undefined }));
      this.saveSoon();
    } catch {
      // Nothing is lost but a number.
    }
  }
}

const isRunning = (turn: Turn): boolean => turn.kind === 'answer' && turn.status === 'running';

function problemFrom(error: unknown): { message: string; code: string | null } {
  if (error instanceof ApiProblem) return { message: error.message, code: error.code };
  return { message: messageOf(error), code: null };
}

export const playground = new Playground();
