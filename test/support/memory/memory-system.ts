import {
  type Account,
  type Evidence,
  type PlannedAction,
  type Stage,
  stageOrder,
  type Tier,
} from '../../../src/domain/revocation.ts';
import { type Connector, ConnectorError } from '../../../src/engine/ports/connector.ts';

type SystemMood =
  | 'well'
  | 'down'
  | 'throttled'
  /** Accepts and does nothing. */
  | 'lies'
  /** Acts, and then the answer is lost. */
  | 'loses-answers'
  | 'unauthorised';

export interface MemorySystem {
  connector: Connector;
  /** Every call that changes something, in order: `<actionId>`. */
  calls: string[];
  /** Whether that part of the access is still there. */
  live(email: string, stage: Stage): boolean;
  /** Whoever holds the account gets it back, as if an administrator had mended it by hand. */
  restore(email: string): void;
  lastSeen: Date | null;
  mood: SystemMood;
  /** How the person's account stands: somebody recreates it under another id, removes it, or has it protected. */
  identity: 'as-planned' | 'recreated' | 'gone' | 'protected';
}

export interface MemorySystemOptions {
  tier?: Tier;
  manual?: boolean;
  /** What is cut of each account, in order. */
  stages?: readonly Stage[];
}

/** One outside system, in memory: an account per person, cut stage by stage, switchable to misbehave. */
export function createMemorySystem(
  id: string,
  { tier = 'other', manual = false, stages = ['disable', 'sessions', 'groups'] }: MemorySystemOptions = {},
): MemorySystem {
  const cut = new Set<string>();
  const calls: string[] = [];
  const label = `System ${id}`;
  const evidence = (now: Date, method: string, detail: string): Evidence => ({
    at: now.toISOString(),
    method,
    url: `https://${id}.example.com`,
    http: 200,
    requestId: `r-${calls.length}`,
    detail,
  });
  const accountOf = (email: string): Account => {
    const accountId = `${id}-${email.split('@')[0]}${system.identity === 'recreated' ? '-again' : ''}`;
    return {
      system: id,
      systemLabel: label,
      id: accountId,
      login: email,
      name: null,
      status: cut.has(`${accountId}/disable`) ? 'SUSPENDED' : 'ACTIVE',
      protectedBecause: system.identity === 'protected' ? 'the last owner' : null,
    };
  };
  const part = (action: PlannedAction) => `${action.accountId}/${action.stage}`;
  const refuseIn = (mood: SystemMood) => {
    if (mood === 'down') throw new ConnectorError('unavailable', 'the system is down');
    if (mood === 'throttled') throw new ConnectorError('throttled', 'too many calls', { retryAfterSeconds: 7 });
    if (mood === 'unauthorised') throw new ConnectorError('unauthorised', 'the token is not accepted');
  };
  const system: MemorySystem = {
    calls,
    mood: 'well',
    identity: 'as-planned',
    lastSeen: null,
    live: (email, stage) => !cut.has(`${accountOf(email).id}/${stage}`),
    restore: (email) => {
      for (const stage of stageOrder) cut.delete(`${accountOf(email).id}/${stage}`);
    },
    connector: {
      id,
      label,
      tier,
      async resolve(person, { now }) {
        refuseIn(system.mood);
        const proof = [evidence(now(), 'GET', 'looked up')];
        if (system.identity === 'gone') return { status: 'none', evidence: proof };
        return { status: 'found', accounts: [accountOf(person.email)], evidence: proof };
      },
      async preview(account) {
        refuseIn(system.mood);
        const actions = (manual ? (['task'] as const) : stages).map(
          (stage): PlannedAction => ({
            id: `${id}/${account.id}/${stage}`,
            system: id,
            systemLabel: label,
            tier,
            accountId: account.id,
            accountLogin: account.login,
            stage,
            target: null,
            call: `POST /${account.id}/${stage}`,
            effect: 'reversible',
            manual,
            residualMinutes: stage === 'sessions' ? 60 : 0,
          }),
        );
        return { actions, snapshot: { status: account.status } };
      },
      async act(action, { now }) {
        refuseIn(system.mood);
        calls.push(action.id);
        if (system.mood === 'lies')
          return { status: 'accepted', evidence: [evidence(now(), 'POST', 'ok')], readBackAfterSeconds: 0 };
        const already = cut.has(part(action));
        cut.add(part(action));
        if (system.mood === 'loses-answers') throw new ConnectorError('unknown-outcome', 'no answer came');
        return already
          ? { status: 'already', evidence: [evidence(now(), 'POST', 'already')] }
          : { status: 'accepted', evidence: [evidence(now(), 'POST', 'ok')], readBackAfterSeconds: 0 };
      },
      async readBack(action, { now }) {
        refuseIn(system.mood);
        const gone = cut.has(part(action)) || system.identity === 'gone';
        return { state: gone ? 'desired' : 'not-desired', evidence: [evidence(now(), 'GET', gone ? 'gone' : 'there')] };
      },
      async lastActivity(_account, { now }) {
        refuseIn(system.mood);
        return system.lastSeen && { at: system.lastSeen, evidence: evidence(now(), 'GET', 'seen') };
      },
      async check() {
        return { ok: true, granted: null, needed: [], problems: [] };
      },
    },
  };
  return system;
}
