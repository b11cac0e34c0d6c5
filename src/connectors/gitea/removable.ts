import type { Localized } from '../../domain/localized.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { Effect, PlannedAction, Stage } from '../../domain/systems/action.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { ActionKind } from '../action-kind.ts';
import type { CallOptions } from '../http/one-request.ts';
import { saw, sawAll } from '../kit/connector-of.ts';
import { targetOf } from '../planned-action.ts';
import type { Leavable } from './gitea-settings.ts';
import type { GiteaUser } from './gitea-shapes.ts';
import { type GiteaSystem, isLeft } from './gitea-system.ts';

/** What the leaver holds many of, each taken away by one DELETE. */
interface Removable<Item> {
  verb: Leavable;
  named: Localized;
  stage: Stage;
  effect: Effect;
  /** In evidence: `token`. */
  noun: string;
  /** All of them, by the id of the account alone; see `listOf`. */
  list(
    system: GiteaSystem,
    accountId: string,
    context: ConnectorContext,
  ): Promise<{ user: GiteaUser | null; items: readonly Item[]; evidence: readonly Evidence[] }>;
  /** What `list` would tell of one of them alone, where listing all takes many calls. */
  one?(
    system: GiteaSystem,
    which: { accountId: string; targetId: string },
    context: ConnectorContext,
  ): ReturnType<Removable<Item>['list']>;
  /** The immutable id, and the name that people know. */
  target(item: Item): { id: string; label: string };
  /** Left out: all of them can be taken away. Why this one cannot; null where it can. */
  staysBecause?(item: Item): Localized | null;
  /** Under the names that the account and the thing have by now. */
  call(item: Item, user: GiteaUser): { path: string; query?: CallOptions['query'] };
  /** By a password; see `GiteaSystem.basic`. */
  byPassword?: true;
}

/**
 * "List, delete one, list again", as the kit’s `removableKind`, for a vendor whose addresses are made of names: what is
 * deleted is looked up by its id first, and called by the names that it and its account have by then.
 */
export function removable<Item>(kind: Removable<Item>): ActionKind<GiteaSystem> {
  const { verb, named, stage, effect, noun } = kind;

  async function held(action: PlannedAction, system: GiteaSystem, context: ConnectorContext) {
    const { accountId } = action;
    const targetId = targetOf(action).id;
    const { user, items, evidence } =
      kind.one === undefined
        ? await kind.list(system, accountId, context)
        : await kind.one(system, { accountId, targetId }, context);
    const item = items.find((each) => kind.target(each).id === targetId);
    const words = `the ${noun} is ${item === undefined ? 'not ' : ''}listed, among ${items.length}`;
    return { user, item, evidence: sawAll(evidence, words) };
  }

  return {
    verb,
    named,
    provesItself: true,

    async plan(account: Account, system, context) {
      if (isLeft(system, verb)) return [];
      const { user, items } = await kind.list(system, account.id, context);
      if (user === null) return [];
      return items
        .filter((item) => (kind.staysBecause?.(item) ?? null) === null)
        .map((item) => ({ stage, target: kind.target(item), call: `DELETE ${kind.call(item, user).path}`, effect }));
    },

    async act(action, system, context) {
      const { user, item, evidence } = await held(action, system, context);
      if (user === null || item === undefined) return { status: 'already', evidence };
      const because = kind.staysBecause?.(item) ?? null;
      if (because !== null) throw new ConnectorError('conflict', because, { evidence });
      const { path, query } = kind.call(item, user);
      const http = kind.byPassword === true ? system.basic : system.http;
      const reply = await http.send('DELETE', path, context, query === undefined ? {} : { query });
      return { status: 'accepted', evidence: [...evidence, saw(reply, `${noun} taken away`)], readBackAfterSeconds: 0 };
    },

    async readBack(action, system, context) {
      const { item, evidence } = await held(action, system, context);
      return { state: item === undefined ? 'desired' : 'not-desired', evidence };
    },
  };
}
