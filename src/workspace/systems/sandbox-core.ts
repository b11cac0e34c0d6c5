import { AsyncLocalStorage } from 'node:async_hooks';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type ErrorRequestHandler, json, type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { type Answer, Refusal, send } from './answer.ts';
import { withoutFields } from './hide-fields.ts';
import { withoutItems } from './hide-lists.ts';
import { createLag } from './lag.ts';
import { rewriteAnswer } from './rewrite-answer.ts';
import { openStateFile } from './state-file.ts';
import {
  type Misbehaviour,
  misbehaviours,
  type SandboxAccount,
  type SandboxCall,
  type SandboxSystem,
} from './system.ts';

const callsKept = 100;
const slowMilliseconds = 3000;

/** How a vendor says the three things that any of them may say at any time. */
export interface VendorRefusals {
  /** 503 */
  unavailable(): Answer;
  /** 429, with the vendor's own headers. */
  throttled(resetAt: Date): Answer;
  /** 500 */
  broken(): Answer;
  /** 401 */
  unauthorised(): Answer;
}

export interface CorePlan<State> {
  id: string;
  label: string;
  dataDir: string;
  now(): Date;
  stateSchema: z.ZodType<State>;
  /** How the company started. */
  seed(): State;
  /** How another organisation of the same vendor looks. */
  stranger(): State;
  accounts(state: State): readonly SandboxAccount[];
  refusals: VendorRefusals;
  /** Headers that every answer of the vendor carries. */
  everyAnswer(): Readonly<Record<string, string>>;
  /** Served in front of the vendor's routes; the core adds the log, the misbehaviour and the refusals. */
  routes(core: Core<State>): RequestHandler;
}

export interface Core<State> {
  state(): State;
  /**
   * A change asked for over the API. `kind` names it (`suspend`, `remove from group`) for the half-failing
   * misbehaviour; a lying system works on a copy and forgets it. A change that throws changes nothing.
   */
  write<Result>(kind: string, change: (draft: State) => Result): Result;
  /** A change that the world makes: nobody asked for it over the API, no misbehaviour touches it. */
  happen<Result>(change: (draft: State) => Result): Result;
}

/** What all sandbox systems share: kept state, the call log, the misbehaviours, and listeners. */
export function createCore<State>(plan: CorePlan<State>): {
  core: Core<State>;
  system: SandboxSystem & { close(): void };
} {
  const file = openStateFile(
    join(plan.dataDir, `${plan.id}.json`),
    z.strictObject({ misbehaviour: z.enum(misbehaviours), state: plan.stateSchema }),
  );
  const kept = file.read();
  let state = kept?.state ?? plan.seed();
  let misbehaviour: Misbehaviour = kept?.misbehaviour ?? 'none';
  let firstKind: string | null = null;
  let callsSinceThrottled = 0;
  let refused = new Set<string>();
  /** What is served while another organisation answers; null until then. */
  let stranger: State | null = null;
  const serving = new AsyncLocalStorage<true>();
  const lag = createLag<State>(plan.now);
  let calls: SandboxCall[] = [];
  const listeners = new Set<() => void>();

  const tell = () => {
    for (const listener of listeners) listener();
  };
  const save = () => {
    file.write({ misbehaviour, state });
    tell();
  };

  /** The other organisation, for requests alone: what is true of ours does not change. */
  const answering = () => {
    if (misbehaviour !== 'other-organisation' || serving.getStore() === undefined) return null;
    stranger ??= plan.stranger();
    return stranger;
  };

  const core: Core<State> = {
    state: () => answering() ?? (misbehaviour === 'lags' ? lag.seen(state) : state),
    write(kind, change) {
      if (misbehaviour === 'half-failing') {
        firstKind ??= kind;
        if (kind !== firstKind) throw new Refusal(plan.refusals.broken());
      }
      if (misbehaviour === 'lies') return change(structuredClone(state));
      const other = answering();
      if (other !== null) return change(other);
      return core.happen(change);
    },
    happen(change) {
      const draft = structuredClone(state);
      const result = change(draft);
      lag.changed(state);
      state = draft;
      save();
      return result;
    },
  };

  const log: RequestHandler = (request, response, next) => {
    const { method, url: path } = request;
    response.set({ Date: plan.now().toUTCString(), ...plan.everyAnswer() });
    response.once('finish', () => {
      calls = [{ at: plan.now().toISOString(), method, path, status: response.statusCode }, ...calls].slice(
        0,
        callsKept,
      );
      tell();
    });
    next();
  };

  const misbehave: RequestHandler = async (request, response, next) => {
    if (misbehaviour === 'down') return send(response, plan.refusals.unavailable());
    if (misbehaviour === 'throttled') {
      callsSinceThrottled += 1;
      if (callsSinceThrottled % 2 === 0)
        return send(response, plan.refusals.throttled(new Date(plan.now().getTime() + 1000)));
    }
    if (misbehaviour === 'slow') await wait(slowMilliseconds);
    if (misbehaviour === 'refuses-once') {
      const call = `${request.method} ${request.url}`;
      if (!refused.has(call)) {
        refused.add(call);
        return send(response, plan.refusals.unauthorised());
      }
    }
    if (misbehaviour === 'hides-lists' && request.method === 'GET') rewriteAnswer(response, withoutItems);
    if (misbehaviour === 'hides-fields' && request.method === 'GET') rewriteAnswer(response, withoutFields);
    // Only where it matters which request reads: once used, a storage makes every promise of the process slower.
    if (misbehaviour === 'other-organisation') return serving.run(true, next);
    if (misbehaviour === 'lags') return lag.during(request.method === 'GET', next);
    next();
  };

  const refuse: ErrorRequestHandler = (error, _request, response, next) => {
    if (response.headersSent) next(error);
    else send(response, error instanceof Refusal ? error.answer : plan.refusals.broken());
  };

  const router = Router();
  router.use(log, misbehave, plan.routes(core), refuse);

  const system = {
    id: plan.id,
    label: plan.label,
    router,
    accounts: () => plan.accounts(state),
    calls: () => calls,
    misbehaviour: () => misbehaviour,
    misbehave(how: Misbehaviour) {
      misbehaviour = how;
      firstKind = null;
      callsSinceThrottled = 0;
      refused = new Set();
      stranger = null;
      lag.forget();
      save();
    },
    onChange(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => listeners.clear(),
    reset() {
      state = plan.seed();
      calls = [];
      system.misbehave('none');
    },
  };
  if (kept === null) save();
  return { core, system };
}

/** Reads JSON bodies of the kinds that the vendors take. */
export function jsonBody(): RequestHandler {
  return json({ type: ['application/json', 'application/scim+json'], strict: false });
}
