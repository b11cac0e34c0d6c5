import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { targetOf } from '../../planned-action.ts';
import { byHand } from '../by-hand.ts';
import { deviceShape } from '../entra-shapes.ts';
import { type EntraSystem, listAll, saw } from '../entra-system.ts';
import { deleted, isSynced } from '../user-state.ts';

/**
 * Disables the devices that the person registered: what they hold of sign-in (the primary refresh token) opens nothing
 * any more. Nothing is wiped. A device that comes from Active Directory is disabled there.
 */
export const devices: ActionKind<EntraSystem> = {
  verb: 'devices',
  async plan({ id, status }, system, context) {
    if (status === deleted || system.settings.leave.includes('devices')) return [];
    const { items } = await listAll(
      system,
      { path: path`/users/${id}/registeredDevices`, shape: deviceShape },
      context,
    );
    return items
      .filter(({ accountEnabled }) => accountEnabled !== false)
      .map((device) => {
        const name = device.displayName ?? device.id;
        const synced = isSynced(device);
        return {
          stage: 'credentials',
          target: { id: device.id, label: name },
          call: synced ? byHand.disableDevice(name) : `PATCH ${path`/devices/${device.id}`} {"accountEnabled":false}`,
          effect: 'reversible',
          manual: synced,
        };
      });
  },
  async act(action, system, context) {
    if (action.manual) return { status: 'manual', message: action.call };
    const { id, label } = targetOf(action);
    const before = await read(system, id, context);
    if (!before.open) return { status: 'already', evidence: [before.evidence] };
    if (before.synced)
      return {
        status: 'manual',
        message: byHand.disableDevice(label),
      };
    const reply = await system.http.send('PATCH', path`/devices/${id}`, context, { json: { accountEnabled: false } });
    return {
      status: 'accepted',
      evidence: [before.evidence, saw(reply, 'disabling accepted')],
      readBackAfterSeconds: 0,
    };
  },
  async readBack(action, system, context) {
    const { open, evidence } = await read(system, targetOf(action).id, context);
    return { state: open ? 'not-desired' : 'desired', evidence: [evidence] };
  },
};

async function read({ http }: EntraSystem, id: string, context: ConnectorContext) {
  const query = { $select: Object.keys(deviceShape.shape).join(',') };
  const reply = await http.find(path`/devices/${id}`, deviceShape, context, { query });
  const open = reply.data !== null && reply.data.accountEnabled !== false;
  const detail = reply.data ? `device ${open ? 'enabled' : 'disabled'}` : 'no such device';
  return { open, synced: reply.data !== null && isSynced(reply.data), evidence: saw(reply, detail) };
}
