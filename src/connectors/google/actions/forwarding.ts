import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import { saw } from '../../kit/connector-of.ts';
import { autoForwardingShape, filterShape } from '../google-shapes.ts';
import type { GoogleSystem } from '../google-system.ts';
import { mailboxItems, mailboxOf, settingsPath } from '../mailbox-kind.ts';
import { mootOnceClosed } from '../moot.ts';

/** Stops the forwarding of all mail. What filters forward is a kind of its own. */
export const forwarding = mootOnceClosed({
  verb: 'forwarding',
  named: { en: 'forwarding of mail', fr: 'transfert du courrier' },
  async plan({ id }, system, context) {
    if (system.settings.leave.includes('forwarding')) return [];
    const { owner, on } = await forwardingOf(system, id, context);
    if (owner === null || !on) return [];
    const call = `PUT ${settingsPath(owner.primaryEmail)}/autoForwarding {"enabled":false}`;
    return [{ stage: 'credentials', call, effect: 'reversible', needs: [] }];
  },
  async act({ accountId }, system, context) {
    const { owner, on, evidence } = await forwardingOf(system, accountId, context);
    if (owner === null || !on) return { status: 'already', evidence };
    const call = `${settingsPath(owner.primaryEmail)}/autoForwarding`;
    const reply = await system.gmail.send('PUT', call, context, { json: { enabled: false } });
    return {
      status: 'accepted',
      evidence: [...evidence, saw(reply, 'forwarding stopped')],
      readBackAfterSeconds: 0,
    };
  },
  async readBack({ accountId }, system, context) {
    const { on, evidence } = await forwardingOf(system, accountId, context);
    return { state: on ? 'not-desired' : 'desired', evidence };
  },
});

/** Filters that send on what they match: they outlive the switch above. */
export const forwardingFilters = mailboxItems({
  verb: 'forwarding-filters',
  named: { en: 'filters that forward', fr: 'filtres qui transfèrent' },
  // What a filter matched is not kept.
  effect: 'destructive',
  noun: 'filter that forwards',
  nounInFrench: 'le filtre qui transfère',
  leave: 'forwarding',
  below: 'filters',
  name: 'filter',
  item: filterShape,
  target: ({ id, action }) => ({ id, label: action?.forward ?? id }),
  removes: ({ action }) => Boolean(action?.forward),
});

async function forwardingOf(system: GoogleSystem, id: string, context: ConnectorContext) {
  const { owner, evidence } = await mailboxOf(system, id, context);
  if (owner === null) return { owner, on: false, evidence };
  const reply = await system.gmail.get(
    `${settingsPath(owner.primaryEmail)}/autoForwarding`,
    autoForwardingShape,
    context,
  );
  const on = reply.data.enabled;
  return { owner, on, evidence: [...evidence, saw(reply, `forwarding is ${on ? 'on' : 'off'}`)] };
}
