import { z } from 'zod';
import { type Flow, idSchema } from '../flow/flow.ts';
import type { PlanContext } from '../flow/moment.ts';
import type { Localized } from '../localized.ts';
import type { PersonId } from '../people/people.ts';
import { newTask } from './new-task.ts';
import { holdersOf, type Planned } from './role-holders.ts';
import { sharedAccountRule } from './step-rule.ts';
import type { Task } from './task.ts';
import { knownFrom, timingOf } from './timing.ts';

/** Where the account is; `other` for whatever speaks for the company elsewhere. */
export const networkSchema = z.enum(['linkedin', 'facebook', 'youtube', 'instagram', 'x', 'tiktok', 'other']);
type Network = z.infer<typeof networkSchema>;

/**
 * Networks on which people own a page by their own accounts: there is a role to take away, and no password to change.
 */
const byRole: ReadonlySet<Network> = new Set(['linkedin', 'facebook', 'youtube']);

export const mostSharedAccounts = 50;

/** An account that speaks for the company, of which the leaver is an owner or a reader. */
export const sharedAccountSchema = z.strictObject({
  id: idSchema,
  name: z.string().trim().min(1).max(100),
  network: networkSchema,
  /** Where it is seen and changed who owns it. */
  page: z.url({ protocol: /^https$/ }),
  /** What the leaver is there. A reader may post or look, and owns nothing. */
  leaverIs: z.enum(['owner', 'reader']),
  /** Those who own it besides, in the order in which they are asked. */
  owners: z.array(z.string()).max(20),
});
export type SharedAccount = z.infer<typeof sharedAccountSchema>;

/** What the tasks of one plan are made with. */
interface Planning {
  flow: Flow;
  departure: Planned;
  context: PlanContext;
  leaving: ReadonlySet<PersonId>;
}

/**
 * Whoever else owns it takes it over, within the hour after access has ended; where nobody does, the manager and then
 * IT.
 */
export function sharedAccountTask(account: SharedAccount, { flow, departure, context, leaving }: Planning): Task {
  const { id, name, page, leaverIs, owners } = account;
  const others = [
    ...owners,
    ...(['manager', 'it', 'admin'] as const).flatMap((role) => [...holdersOf(role, departure)]),
  ];
  const asked = [...new Set(others)].filter((one) => one !== departure.leaver.id && !leaving.has(one));
  const known = knownFrom(flow, departure, { person: asked[0] ?? null, cutOff: context.dates.cutOff.at });
  return newTask({
    id: `shared-account-${id}`,
    nature: 'shared-account',
    title: name,
    notes: notes[leaverIs],
    owners: asked,
    role: null,
    timing: timingOf(sharedAccountRule, context, { knownFrom: known }),
    proof: 'note',
    escalateTo: [...holdersOf('manager', departure), ...holdersOf('admin', departure)],
    more: {
      checklist: partsOf(account).map((label) => ({ label, done: false })),
      links: [{ label: { en: 'Who has access', fr: 'Qui y a accès' }, url: page }],
    },
  });
}

const notes: Readonly<Record<SharedAccount['leaverIs'], Localized>> = {
  owner: {
    en: 'Somebody who owns this account is leaving. Take it over now: open the page, go through the parts, and note who owns it from now on.',
    fr: 'Une personne qui détient ce compte s’en va. Reprenez-le maintenant : ouvrez la page, suivez les étapes, et notez qui le détient désormais.',
  },
  reader: {
    en: 'Somebody who could use this account is leaving. Open the page, go through the parts, and note what it shows.',
    fr: 'Une personne qui pouvait utiliser ce compte s’en va. Ouvrez la page, suivez les étapes, et notez ce qu’elle affiche.',
  },
};

/** What has to be done there; what a network has no password for is not asked. */
function partsOf({ network, leaverIs }: SharedAccount): readonly Localized[] {
  return [
    ...(leaverIs === 'owner' ? [parts.highest] : []),
    parts.takeOut,
    ...(byRole.has(network) ? [parts.tools] : [parts.password, parts.sessions]),
    ...(byRole.has(network) || leaverIs === 'reader' ? [] : [parts.recovery]),
  ];
}

const parts = {
  highest: {
    en: 'At least two people who stay have the highest role',
    fr: 'Au moins deux personnes qui restent ont le rôle le plus élevé',
  },
  takeOut: {
    en: 'The person who leaves is no owner, administrator or editor any more',
    fr: 'La personne qui part n’est plus propriétaire, administratrice ni rédactrice',
  },
  tools: {
    en: 'Advertising accounts and connected tools are gone through for the same person',
    fr: 'Les comptes publicitaires et les outils connectés sont vérifiés pour la même personne',
  },
  password: {
    en: 'The password is a new one, in the vault of the team',
    fr: 'Le mot de passe est nouveau, et rangé dans le coffre de l’équipe',
  },
  sessions: {
    en: 'All other sessions and connected apps are ended',
    fr: 'Toutes les autres sessions et applications connectées sont fermées',
  },
  recovery: {
    en: 'Second factor, recovery address and telephone number are those of people who stay',
    fr: 'Le second facteur, l’adresse et le téléphone de secours sont ceux de personnes qui restent',
  },
} as const satisfies Readonly<Record<string, Localized>>;
