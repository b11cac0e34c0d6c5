import type { z } from 'zod';
import type { PlannedAction } from '../../../domain/systems/action.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw, sawAll } from '../../kit/connector-of.ts';
import { targetOf } from '../../planned-action.ts';
import { type ListOf, targetBelow } from '../below-account.ts';
import { byHand } from '../by-hand.ts';
import { deviceFields, deviceShape } from '../entra-shapes.ts';
import { type EntraSystem, largestPage } from '../entra-system.ts';
import { listBelow } from '../list-below.ts';
import { deleted, isSynced } from '../user-state.ts';

type Device = z.infer<typeof deviceShape>;

/**
 * Disables the devices that the person registered: what they hold of sign-in (the primary refresh token) opens nothing
 * any more. Nothing is wiped. A device that comes from Active Directory is disabled there.
 */
export const devices: ActionKind<EntraSystem> = {
  verb: 'devices',
  named: { en: 'devices', fr: 'appareils' },
  provesItself: true,
  async plan({ id, status }, system, context) {
    if (status === deleted || system.settings.leave.includes('devices')) return [];
    const { items } = await registered(system, id, context);
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
          standing: device.accountEnabled === true ? 'open' : 'untold',
        };
      });
  },
  async act(action, system, context) {
    const { user, item, device, evidence } = await deviceNow(action, system, context);
    if (!user || !device || device.accountEnabled === false) return { status: 'already', evidence };
    const { id, label } = targetOf(action);
    if (isSynced(device)) return { status: 'manual', message: byHand.disableDevice(label) };
    // It may be somebody else's by now, who needs it.
    if (!item) return { status: 'manual', message: byHand.checkDevice(label, action.accountLogin) };
    const reply = await system.http.send('PATCH', path`/devices/${id}`, context, { json: { accountEnabled: false } });
    return {
      status: 'accepted',
      evidence: [...evidence, saw(reply, 'disabling accepted')],
      readBackAfterSeconds: 0,
    };
  },
  async readBack(action, system, context) {
    const { user, device, evidence } = await deviceNow(action, system, context);
    if (!user || !device) return { state: 'desired', evidence };
    if (typeof device.accountEnabled !== 'boolean')
      throw new ConnectorError(
        'unproven',
        { en: 'Graph does not tell whether the device is enabled', fr: 'Graph ne dit pas si l’appareil est activé' },
        { evidence },
      );
    return { state: device.accountEnabled ? 'not-desired' : 'desired', evidence };
  },
};

const registered: ListOf<Device> = async (system, userId, context) => {
  const call = {
    path: path`/users/${userId}/registeredDevices`,
    shape: deviceShape,
    query: { $top: largestPage },
  };
  const { items, evidence } = await listBelow(system, call, context);
  const own = items.filter((each) => (each['@odata.type'] ?? '#microsoft.graph.device') === '#microsoft.graph.device');
  return { items: own, evidence: sawAll(evidence, `${own.length} devices`) };
};

/**
 * Among the user's and by its own id. That it does not exist counts only when the user answered, and does not have it
 * either.
 */
async function deviceNow(action: PlannedAction, system: EntraSystem, context: ConnectorContext) {
  const { id } = targetOf(action);
  const { user, item, evidence } = await targetBelow(action, { list: registered, system }, context);
  if (!user) return { user, item, device: null, evidence };
  const reply = await system.http.find(path`/devices/${id}`, deviceShape, context, {
    query: { $select: deviceFields },
  });
  const device = reply.data;
  const enabled = device?.accountEnabled;
  const detail = enabled === true ? 'device enabled' : enabled === false ? 'device disabled' : 'device untold';
  const seen = [...evidence, saw(reply, device ? detail : 'no such device')];
  if (device && device.id !== id)
    throw new ConnectorError(
      'mismatch',
      {
        en: `asked for device ${id}, Graph answered about ${device.id}`,
        fr: `interrogé sur l’appareil ${id}, Graph a répondu sur ${device.id}`,
      },
      {
        evidence: seen,
      },
    );
  if (!device && item)
    throw new ConnectorError(
      'unproven',
      {
        en: 'the user has a device that Graph says does not exist',
        fr: 'l’utilisateur a un appareil dont Graph dit qu’il n’existe pas',
      },
      { evidence: seen },
    );
  return { user, item, device, evidence: seen };
}
