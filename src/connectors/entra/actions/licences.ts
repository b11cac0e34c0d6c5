import type { PlannedAction } from '../../../domain/revocation.ts';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { targetOf } from '../../planned-action.ts';
import { type EntraSystem, saw } from '../entra-system.ts';
import { licencesOf } from '../licence-states.ts';
import { deleted, readUser } from '../user-state.ts';

/**
 * Takes back licences given to the person; those that come with a group go with the group. Destructive, because it
 * starts Microsoft's clock: a mailbox without licence is gone after thirty days.
 */
export const licences: ActionKind<EntraSystem> = {
  verb: 'licences',
  async plan({ id, status }, system, context) {
    if (status === deleted || system.settings.leave.includes('licences')) return [];
    return (await licencesOf(system, id, context)).direct.map(({ skuId, name }) => ({
      stage: 'licence',
      target: { id: skuId, label: name },
      call: `POST ${path`/users/${id}/assignLicense`} {"addLicenses":[],"removeLicenses":["${skuId}"]}`,
      effect: 'destructive',
    }));
  },
  async act(action, system, context) {
    // Graph refuses to take what is not there, in the words of an error.
    const before = await held(action, system, context);
    if (!before.held) return { status: 'already', evidence: before.evidence };
    const reply = await system.http.send('POST', path`/users/${action.accountId}/assignLicense`, context, {
      json: { addLicenses: [], removeLicenses: [targetOf(action).id] },
    });
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
  const read = await readUser(system, action.accountId, context);
  const states = read.state === 'live' ? (read.user.licenseAssignmentStates ?? []) : [];
  const direct = states.filter(({ assignedByGroup }) => !assignedByGroup).map(({ skuId }) => skuId);
  const evidence = read.evidence.map((each) => ({
    ...each,
    detail: `direct licences: ${direct.join(', ') || 'none'}`,
  }));
  return { held: direct.includes(targetOf(action).id), evidence };
}
