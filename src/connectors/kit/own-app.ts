import { inEnglish, inFrench, type Localized } from '../../domain/localized.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import type { ActionKind } from '../action-kind.ts';

/** Whether Relais' own app there is this account's, by ids alone. */
interface OwnApp {
  isTheirs: boolean;
  evidence: readonly Evidence[];
}

interface Asked<System> {
  /** Null where Relais works by no app there, or its settings leave this out. Throws where it cannot be told. */
  ask(system: System, account: Pick<Account, 'id'>, context: ConnectorContext): Promise<OwnApp | null>;
  /** What a person does, while the leaver can still help with it. */
  byHand(login: string, system: System): Localized;
  /** The system shows by itself that somebody else has it. */
  isShown: boolean;
}

/**
 * The app by which Relais works in a system, where it is the leaver's: it goes on when the account ends, and then
 * nobody can renew or change it. So it is a task in the plan. An account without which Relais could not work at all is
 * protected instead; see `own-account.ts`. It helps people and ends nothing: where it cannot be told, nothing waits.
 */
export function ownAppKind<System>({ ask, byHand, isShown }: Asked<System>): ActionKind<System> {
  return {
    verb: 'own-app',
    named: { en: 'Relais’ own app', fr: 'l’application de Relais' },

    async plan(account, system, context) {
      const found = await ask(system, account, context);
      if (found === null || !found.isTheirs) return [];
      const task = { stage: 'task', call: byHand(account.login, system), effect: 'reversible', manual: true } as const;
      return [isShown ? { ...task, verifiable: true } : { ...task, standing: 'untold' }];
    },

    note: ({ words }) => ({
      en: `whether Relais’ own app there is theirs could not be told: ${inEnglish(words)}`,
      fr: `on n’a pas pu savoir si l’application de Relais y est la sienne : ${inFrench(words)}`,
    }),

    async act(action) {
      return { status: 'manual', message: action.call };
    },

    async readBack({ accountId }, system, context) {
      const found = await ask(system, { id: accountId }, context);
      const evidence = found?.evidence ?? [];
      if (found === null || !isShown) return { state: 'unreadable', evidence };
      return { state: found.isTheirs ? 'not-desired' : 'desired', evidence };
    },
  };
}
