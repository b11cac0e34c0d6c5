import type { Localized } from '../../domain/localized.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { Effect, PlannedAction, Stage } from '../../domain/systems/action.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { ActionKind } from '../action-kind.ts';
import type { HttpClient } from '../http/http-client.ts';
import { targetOf } from '../planned-action.ts';
import { saw, sawAll } from './connector-of.ts';

/** What an account holds many of, each to be taken away by one DELETE: memberships, roles, tokens. */
export interface RemovableKind<System, Item> {
  verb: string;
  /** See `ActionKind.named`. */
  named: Localized;
  stage: Stage;
  effect: Effect;
  /** What one of them is called in evidence: `group`, `API token`. */
  noun: string;
  /** What comes first; see `ActionPlan.needs`. */
  needs?: readonly Stage[];
  /** With its article; masculine, as the sentences around it are. */
  nounInFrench: string;
  /**
   * All of them, to the last page. Throws `unproven` when the list may be cut short or filtered by rights: what is
   * absent from it is taken for gone. `account` has only its ids when something is read back.
   */
  list(
    account: Pick<Account, 'id' | 'login'>,
    system: System,
    context: ConnectorContext,
  ): Promise<{ items: readonly Item[]; evidence: readonly Evidence[] }>;
  /** The vendor's immutable id, and the name that people know. */
  target(item: Item): { id: string; label: string };
  /** Left out: all of them are taken away. Which of them belong to somebody else to manage, and go another way. */
  removes?(item: Item): boolean;
  /** Left out: always. Whether anything is looked for at all, by the settings and by what the account is. */
  applies?(account: Account, system: System): boolean;
  /** The path of the DELETE, of ids alone: names change, and pass to others (then see `gitea/removable.ts`). */
  path(ids: { account: string; target: string }, system: System): string;
}

/** "List, delete one, 404 is already, list again": a 404 is believed only when the list says so too. */
export function removableKind<System extends { http: HttpClient }, Item>(
  kind: RemovableKind<System, Item>,
): ActionKind<System> {
  const { verb, named, stage, effect, noun } = kind;

  async function present(action: PlannedAction, system: System, context: ConnectorContext) {
    const { id: wanted } = targetOf(action);
    const { items, evidence } = await kind.list({ id: action.accountId, login: action.accountLogin }, system, context);
    const there = items.some((item) => kind.target(item).id === wanted);
    const words = `the ${noun} is ${there ? '' : 'not '}listed, among ${items.length}`;
    return { there, evidence: sawAll(evidence, words) };
  }

  return {
    verb,
    named,
    async plan(account, system, context) {
      if (kind.applies?.(account, system) === false) return [];
      const { items } = await kind.list(account, system, context);
      return items
        .filter((item) => kind.removes?.(item) ?? true)
        .map((item) => {
          const target = kind.target(item);
          return {
            stage,
            target,
            call: `DELETE ${kind.path({ account: account.id, target: target.id }, system)}`,
            effect,
            ...(kind.needs && { needs: kind.needs }),
          };
        });
    },
    async act(action, system, context) {
      const call = kind.path({ account: action.accountId, target: targetOf(action).id }, system);
      const reply = await system.http.send('DELETE', call, context, { expect: [404] });
      if (reply.status !== 404)
        return { status: 'accepted', evidence: [saw(reply, `${noun} taken away`)], readBackAfterSeconds: 0 };
      const { there, evidence } = await present(action, system, context);
      const all = [saw(reply, `no such ${noun}`), ...evidence];
      if (there)
        throw new ConnectorError(
          'conflict',
          {
            en: `the ${noun} is answered with 404, and is still listed`,
            fr: `${kind.nounInFrench} reçoit 404, et est encore listé`,
          },
          {
            evidence: all,
          },
        );
      return { status: 'already', evidence: all };
    },
    async readBack(action, system, context) {
      const { there, evidence } = await present(action, system, context);
      return { state: there ? 'not-desired' : 'desired', evidence };
    },
  };
}
