import type { z } from 'zod';
import type { Localized } from '../../domain/localized.ts';
import type { Effect, PlannedAction } from '../../domain/systems/action.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { ActionKind } from '../action-kind.ts';
import { path } from '../http/path.ts';
import { saw, sawAll } from '../kit/connector-of.ts';
import { targetOf } from '../planned-action.ts';
import { type GoogleUser, sendAsShape } from './google-shapes.ts';
import type { GoogleSystem } from './google-system.ts';
import { mootOnceClosed } from './moot.ts';
import { readUser } from './user-state.ts';
import { wholeList } from './whole-list.ts';

/** What a mailbox has many of, each taken away by one DELETE in its owner's name. */
interface MailboxItems<Item> {
  verb: string;
  /** See `ActionKind.named`. */
  named: Localized;
  effect: Effect;
  noun: string;
  nounInFrench: string;
  leave: GoogleSystem['settings']['leave'][number];
  /** Below `/gmail/v1/users/<address>/settings/`. */
  below: 'delegates' | 'filters' | 'sendAs';
  /** The name of the list in the answer. */
  name: string;
  item: z.ZodType<Item>;
  target(item: Item): { id: string; label: string };
  /** Which of them are taken away. */
  removes(item: Item, owner: GoogleUser): boolean;
}

/** The settings of a mailbox are reached by the address that its owner has now. Null where there is no mailbox. */
export async function mailboxOf(system: GoogleSystem, id: string, context: ConnectorContext) {
  const { user, evidence } = await readUser(system, id, context);
  return { owner: user?.isMailboxSetup ? user : null, evidence };
}

export function settingsPath(address: string): string {
  return path`/gmail/v1/users/${address}/settings`;
}

/**
 * What shows that an empty answer of a mailbox is Gmail's word: the addresses it sends from are never empty, because
 * the primary one is among them.
 */
export async function mailboxIsTold(system: GoogleSystem, owner: GoogleUser, context: ConnectorContext) {
  const call = `${settingsPath(owner.primaryEmail)}/sendAs`;
  const { items, evidence } = await wholeList(system.gmail, { path: call, name: 'sendAs', item: sendAsShape }, context);
  if (items.some(({ sendAsEmail }) => sendAsEmail.toLowerCase() === owner.primaryEmail.toLowerCase()))
    return sawAll(evidence, 'the mailbox tells its own address');
  throw new ConnectorError(
    'unproven',
    {
      en: 'the mailbox does not tell its own address, so that an empty list of it proves nothing',
      fr: 'la boîte ne dit pas sa propre adresse : une liste vide ne prouve rien',
    },
    { evidence },
  );
}

export function mailboxItems<Item>(kind: MailboxItems<Item>): ActionKind<GoogleSystem> {
  const { verb, named, effect, noun } = kind;

  async function listed(id: string, system: GoogleSystem, context: ConnectorContext) {
    const { owner, evidence: ofOwner } = await mailboxOf(system, id, context);
    if (owner === null) return { owner, items: [], evidence: ofOwner };
    const call = `${settingsPath(owner.primaryEmail)}/${kind.below}`;
    const list = { path: call, name: kind.name, item: kind.item };
    const { items, evidence } = await wholeList(system.gmail, list, context);
    const control = items.length === 0 ? await mailboxIsTold(system, owner, context) : [];
    const meant = items.filter((item) => kind.removes(item, owner));
    return {
      owner,
      items: meant,
      evidence: [...ofOwner, ...sawAll(evidence, `${meant.length} of kind ${noun}`), ...control],
    };
  }

  async function present({ accountId, ...action }: PlannedAction, system: GoogleSystem, context: ConnectorContext) {
    const wanted = targetOf({ accountId, ...action }).id;
    const { items, ...rest } = await listed(accountId, system, context);
    return { there: items.some((item) => kind.target(item).id === wanted), ...rest };
  }

  return mootOnceClosed({
    verb,
    named,
    async plan({ id }, system, context) {
      if (system.settings.leave.includes(kind.leave)) return [];
      const { owner, items } = await listed(id, system, context);
      if (owner === null) return [];
      return items.map((item) => {
        const target = kind.target(item);
        return {
          stage: 'credentials',
          target,
          call: `DELETE ${settingsPath(owner.primaryEmail)}/${kind.below}${path`/${target.id}`}`,
          effect,
          needs: [],
        };
      });
    },
    async act(action, system, context) {
      const { owner, there, evidence } = await present(action, system, context);
      if (owner === null || !there) return { status: 'already', evidence };
      const call = `${settingsPath(owner.primaryEmail)}/${kind.below}${path`/${targetOf(action).id}`}`;
      const reply = await system.gmail.send('DELETE', call, context);
      return {
        status: 'accepted',
        evidence: [...evidence, saw(reply, `${noun} taken away`)],
        readBackAfterSeconds: 0,
      };
    },
    async readBack(action, system, context) {
      const { there, evidence } = await present(action, system, context);
      return { state: there ? 'not-desired' : 'desired', evidence };
    },
  });
}
