import type { z } from 'zod';
import type { Localized } from '../../domain/localized.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { ActionKind } from '../action-kind.ts';
import { sawAll } from '../kit/connector-of.ts';
import type { EntraSettings } from './entra-settings.ts';
import { type EntraSystem, type Listed, listAll, quoted, userOf } from './entra-system.ts';
import { deleted, readUser } from './user-state.ts';

interface Eligible<Item> {
  verb: string;
  /** See `ActionKind.named`. */
  named: Localized;
  /** What `leave` calls it. */
  leavable: EntraSettings['leave'][number];
  /** Below Graph's address; lists by `principalId`. */
  path: string;
  shape: z.ZodType<Item>;
  /** What is read along, for its name. */
  expand: string;
  nameOf(item: Item): Localized;
  /** What a person has to do, in both languages. */
  task(names: Localized, login: string): Localized;
}

/**
 * What the person may switch on for a while (Privileged Identity Management). It opens nothing while the account is
 * closed, and stays with whoever only changes jobs: one task for a person, who ends it there, in the stage of the
 * groups so that an internal move has it too.
 */
export function eligibleKind<Item extends { principalId?: string | null | undefined }>(
  kind: Eligible<Item>,
): ActionKind<EntraSystem> {
  return {
    verb: kind.verb,
    named: kind.named,
    provesItself: true,
    async plan({ id, login, status }, system, context) {
      if (status === deleted || system.settings.leave.includes(kind.leavable)) return [];
      const { items } = await eligible(kind, system, { id, context });
      if (items.length === 0) return [];
      const all = items.map(kind.nameOf).toSorted((a, b) => (a.en < b.en ? -1 : 1));
      const listed = (read: (name: Localized) => string) => all.map(read).join(', ').slice(0, 300);
      const names = { en: listed(({ en }) => en), fr: listed(({ fr }) => fr) };
      const call = kind.task(names, login);
      return [{ stage: 'groups', call, effect: 'reversible', manual: true, verifiable: true }];
    },
    async act(action) {
      return { status: 'manual', message: action.call };
    },
    async readBack(action, system, context) {
      const read = await readUser(system, userOf(action), context);
      if (read.state === 'deleted') return { state: 'desired', evidence: read.evidence };
      const { items, evidence } = await eligible(kind, system, { id: action.accountId, context });
      return { state: items.length > 0 ? 'not-desired' : 'desired', evidence: [...read.evidence, ...evidence] };
    },
  };
}

/**
 * A tenant without the licence for it has none, and Graph says so by the code of a 400: from recall, not from its
 * description. Any other 400 is untold.
 */
async function eligible<Item extends { principalId?: string | null | undefined }>(
  { path, shape, expand, nameOf }: Eligible<Item>,
  system: EntraSystem,
  { id, context }: { id: string; context: ConnectorContext },
): Promise<Listed<Item>> {
  const query = { $filter: `principalId eq ${quoted(id)}`, $expand: expand };
  try {
    const { items, evidence } = await listAll(system, { path, shape, query }, context);
    if (items.some(({ principalId }) => principalId !== id))
      throw new ConnectorError(
        'unproven',
        { en: 'Graph does not tell who may switch it on', fr: 'Graph ne dit pas qui peut l’activer' },
        { evidence },
      );
    return {
      items,
      evidence: sawAll(evidence, `may switch on: ${items.map((item) => nameOf(item).en).join(', ') || 'none'}`),
    };
  } catch (error) {
    const isWithoutLicence =
      error instanceof ConnectorError &&
      error.evidence[0]?.http === 400 &&
      error.message.includes('AadPremiumLicenseRequired');
    if (!isWithoutLicence) throw error;
    return { items: [], evidence: sawAll(error.evidence, 'the tenant has no licence for what is switched on') };
  }
}
