import { z } from 'zod';
import type { PlannedAction } from '../../../domain/systems/action.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw, sawAll } from '../../kit/connector-of.ts';
import { targetOf } from '../../planned-action.ts';
import { type DeviceUser, deviceShape, deviceUserShape, pageShape } from '../google-shapes.ts';
import { type GoogleSystem, isDeleted, myCustomer } from '../google-system.ts';
import { readUser } from '../user-state.ts';
import { wholeList } from '../whole-list.ts';

/** Largest page of the users on devices, and of devices. */
const pageSize = 20;

/**
 * Takes the work account and its data off each device, and nothing else of it. A device does so when it is next online:
 * until then it is pending. https://cloud.google.com/identity/docs/reference/rest/v1/devices.deviceUsers/wipe
 */
export const devices: ActionKind<GoogleSystem> = {
  verb: 'devices',
  named: { en: 'devices with a work account', fr: 'appareils portant un compte professionnel' },
  async plan({ id, status }, system, context) {
    if (isDeleted(status) || system.settings.leave.includes('devices')) return [];
    const { items } = await accountsOnDevices(system, id, context);
    const plans = items
      .filter(({ managementState }) => !isWiped(managementState))
      .map(async (one) => {
        const target = idOf(one);
        return {
          stage: 'sessions',
          target: { id: target, label: await nameOf(system, one, context) },
          call: `POST ${wipePath(target)}`,
          effect: 'destructive',
          wipesDevice: true,
        } as const;
      });
    return Promise.all(plans);
  },
  async act(action, system, context) {
    const { one, evidence } = await onDevice(action, system, context);
    if (one === undefined || isWiped(one.managementState)) return { status: 'already', evidence };
    if (one.managementState === 'WIPING') return { status: 'accepted', evidence, readBackAfterSeconds: 30 };
    const reply = await system.devices.send('POST', wipePath(targetOf(action).id), context, {
      json: { customer },
    });
    return {
      status: 'accepted',
      evidence: [...evidence, saw(reply, 'wipe of the work account accepted')],
      readBackAfterSeconds: 0,
    };
  },
  async readBack(action, system, context) {
    const { one, evidence } = await onDevice(action, system, context);
    if (one === undefined || isWiped(one.managementState)) return { state: 'desired', evidence };
    return { state: one.managementState === 'WIPING' ? 'pending' : 'not-desired', evidence };
  },
};

/** States in which nothing of the account is on the device. `BLOCKED` keeps what was synchronised before. */
function isWiped(state: string): boolean {
  return state === 'WIPED' || state === 'UNENROLLED';
}

/** The organisation of the administrator, as this API names it. */
const customer = `customers/${myCustomer}`;

/** `<device>.<user on it>`: a device may have several accounts of one person. */
function idOf({ name }: DeviceUser): string {
  const [, device = '', , user = ''] = name.split('/');
  return `${device}.${user}`;
}

function wipePath(id: string): string {
  const [device = '', user = ''] = id.split('.');
  return `${path`/v1/devices/${device}/deviceUsers/${user}`}:wipe`;
}

async function nameOf({ devices: http }: GoogleSystem, one: DeviceUser, context: ConnectorContext): Promise<string> {
  const [, device = ''] = one.name.split('/');
  const { data } = await http.find(path`/v1/devices/${device}`, deviceShape, context, { query: { customer } });
  return data?.model ?? data?.deviceType ?? device;
}

/** Under the address that the person has now. Where no device at all is told, an empty list proves nothing. */
async function accountsOnDevices(system: GoogleSystem, id: string, context: ConnectorContext) {
  const { user, evidence: ofUser } = await readUser(system, id, context);
  if (user === null) return { items: [], evidence: ofUser };
  const query = { customer, filter: `email:${user.primaryEmail}`, pageSize };
  const list = { path: '/v1/devices/-/deviceUsers', name: 'deviceUsers', item: deviceUserShape, query };
  const { items, evidence } = await wholeList(system.devices, list, context);
  const seen = [...ofUser, ...sawAll(evidence, `on ${items.length} devices`)];
  if (items.length > 0) return { items, evidence: seen };
  const any = await wholeList(system.devices, { ...list, query: { customer, pageSize } }, context);
  if (any.items.length > 0) return { items, evidence: [...seen, ...sawAll(any.evidence, 'others’ devices are told')] };
  throw new ConnectorError(
    'unproven',
    {
      en: 'Google shows nobody’s devices, so that an empty list proves nothing; an organisation that manages none sets `leave: [devices]`',
      fr: 'Google ne montre les appareils de personne : une liste vide ne prouve rien ; une organisation qui n’en gère aucun met `leave: [devices]`',
    },
    { evidence: seen },
  );
}

/**
 * By its id: an address changes, and with it what a filter finds. That it is not there counts only beside devices that
 * are.
 */
async function onDevice(action: PlannedAction, system: GoogleSystem, context: ConnectorContext) {
  const [device = '', user = ''] = targetOf(action).id.split('.');
  const query = { customer };
  const call = path`/v1/devices/${device}/deviceUsers/${user}`;
  const reply = await system.devices.find(call, deviceUserShape, context, { query });
  if (reply.data !== null) return { one: reply.data, evidence: [saw(reply, reply.data.managementState)] };
  const shape = pageShape('devices', z.unknown());
  const any = await system.devices.get('/v1/devices', shape, context, { query: { customer, pageSize: 1 } });
  const evidence = [saw(reply, 'not there'), saw(any, `${any.data.items.length} other devices told`)];
  if (any.data.items.length > 0) return { one: undefined, evidence };
  throw new ConnectorError(
    'unproven',
    {
      en: 'Google shows no device at all, so that one which is not there proves nothing',
      fr: 'Google ne montre aucun appareil : qu’un appareil n’y soit pas ne prouve rien',
    },
    { evidence },
  );
}
