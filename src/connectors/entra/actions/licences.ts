import { z } from 'zod';
import type { PlannedAction } from '../../../domain/systems/action.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { targetOf } from '../../planned-action.ts';
import { type EntraSystem, userOf } from '../entra-system.ts';
import { directOf, licencesOf } from '../licence-states.ts';
import { lossesTogether } from '../losses.ts';
import { deleted, readUser } from '../user-state.ts';

/**
 * Takes back licences given to the person; those that come with a group go with the group. Destructive, because it
 * starts Microsoft's clock: a mailbox without licence is gone after thirty days.
 */
export const licences: ActionKind<EntraSystem> = {
  verb: 'licences',
  named: { en: 'licences', fr: 'licences' },
  provesItself: true,
  async plan(account, system, context) {
    const { id, status } = account;
    if (status === deleted || system.settings.leave.includes('licences')) return [];
    const { all, direct } = await licencesOf(system, account, context);
    // Those that a group brings go with the group, unless groups are left alone.
    const staying = system.settings.leave.includes('groups') ? all.filter(({ byGroup }) => byGroup !== null) : [];
    return direct.map(({ skuId, name, losses }) => ({
      stage: 'licence',
      target: { id: skuId, label: name },
      call: `POST ${path`/users/${id}/assignLicense`} {"addLicenses":[],"removeLicenses":["${skuId}"]}`,
      effect: 'destructive',
      losses: lossesTogether([{ losses }], staying),
    }));
  },
  async act(action, system, context) {
    // Graph refuses to take what is not there, in the words of an error.
    const before = await held(action, system, context);
    if (!before.held) return { status: 'already', evidence: before.evidence };
    const reply = await system.http.send('POST', path`/users/${action.accountId}/assignLicense`, context, {
      json: { addLicenses: [], removeLicenses: [targetOf(action).id] },
      expect: [400],
    });
    if (reply.status === 400) throw refusalOf(messageOf(reply.data, system), saw(reply, 'refused'));
    return {
      status: 'accepted',
      evidence: [...before.evidence, saw(reply, 'taking back accepted')],
      readBackAfterSeconds: 0,
    };
  },
  async readBack(action, system, context) {
    const now = await held(action, system, context);
    return { state: now.held ? 'not-desired' : 'desired', evidence: now.evidence };
  },
};

/** Whether the licence is still given to the user directly. One in the trash holds none. */
async function held(action: PlannedAction, system: EntraSystem, context: ConnectorContext) {
  const read = await readUser(system, userOf(action), context);
  if (read.state === 'deleted') return { held: false, evidence: read.evidence };
  const direct = directOf(read.user);
  const evidence = read.evidence.map((each) =>
    saw({ evidence: each }, `direct licences: ${direct.join(', ') || 'none'}`),
  );
  return { held: direct.includes(targetOf(action).id), evidence };
}

const errorShape = z.object({ error: z.object({ message: z.string() }) });

/** Graph's own words; null where it gives none. */
function messageOf(data: unknown, { http }: EntraSystem): string | null {
  const parsed = errorShape.safeParse(data);
  return (parsed.success && http.redact.text(parsed.data.error.message.slice(0, 300))) || null;
}

/**
 * While another licence of the user builds on this one, Graph does not take it: a conflict, which is tried again once
 * the others had their turn. Graph says so only in its message.
 */
function refusalOf(message: string | null, refused: ReturnType<typeof saw>): ConnectorError {
  const evidence = [{ ...refused, detail: message?.slice(0, 200) ?? 'no reason was given' }];
  return message !== null && /depends on the service plan/i.test(message)
    ? new ConnectorError(
        'conflict',
        {
          en: `another licence builds on this one: ${message}`,
          fr: `une autre licence repose sur celle-ci : ${message}`,
        },
        { evidence },
      )
    : new ConnectorError(
        'rejected',
        message === null
          ? { en: 'POST answered 400, and gave no reason', fr: 'POST a reçu 400, sans raison donnée' }
          : { en: `POST answered 400: “${message}”`, fr: `POST a reçu 400 : « ${message} »` },
        { evidence },
      );
}
