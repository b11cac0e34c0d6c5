import type { Loss, PlannedAction } from '../../../domain/systems/action.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { targetOf } from '../../planned-action.ts';
import type { Licence } from '../google-settings.ts';
import { licenceShape } from '../google-shapes.ts';
import { type GoogleSystem, isDeleted } from '../google-system.ts';
import { readUser } from '../user-state.ts';
import { handOver } from './hand-over.ts';

/** Gives back the licences that the settings name. Google knows them by the user's present address alone. */
export const licences: ActionKind<GoogleSystem> = {
  verb: 'licences',
  named: { en: 'licences', fr: 'licences' },
  provesItself: true,
  async plan(account, system, context) {
    const { id, status } = account;
    if (isDeleted(status)) return [];
    // Where it cannot be told what has to be handed over first, nothing that keeps it is given back.
    await handOver.plan(account, system, context);
    const held = await Promise.all(
      system.settings.licences.map(async (licence) => ({
        licence,
        ...(await holds(system, id, { licence, context })),
      })),
    );
    return held.flatMap(({ licence, call }) =>
      call === null
        ? []
        : [
            {
              stage: 'licence',
              target: { id: idOf(licence), label: licence.label },
              call: `DELETE ${call}`,
              effect: 'destructive',
              losses: [keptByLicence],
            },
          ],
    );
  },
  async act(action, system, context) {
    const { call, evidence } = await holds(system, action.accountId, { licence: licenceOf(action, system), context });
    if (call === null) return { status: 'already', evidence };
    const reply = await system.licensing.send('DELETE', call, context);
    return { status: 'accepted', evidence: [...evidence, saw(reply, 'licence given back')], readBackAfterSeconds: 0 };
  },
  async readBack(action, system, context) {
    const { call, evidence } = await holds(system, action.accountId, { licence: licenceOf(action, system), context });
    return { state: call === null ? 'desired' : 'not-desired', evidence };
  },
};

/** Google’s documents promise neither that it is kept nor when it goes. */
const keptByLicence: Loss = {
  what: {
    en: 'what Google keeps only with the licence, such as mail',
    fr: 'ce que Google ne garde qu’avec la licence, comme le courrier',
  },
  afterDays: null,
};

function idOf({ product, sku }: Licence): string {
  return `${product}.${sku}`;
}

function licenceOf(action: PlannedAction, { settings }: GoogleSystem): Licence {
  const { id, label } = targetOf(action);
  const licence = settings.licences.find((each) => idOf(each) === id);
  if (licence) return licence;
  throw new ConnectorError('rejected', {
    en: `the settings do not name the licence ${label} any more; put it back under licences, or end it by hand`,
    fr: `les réglages ne nomment plus la licence ${label} ; remettez-la sous licences, ou retirez-la à la main`,
  });
}

/** The path of the user's licence, null where they hold none. `relais doctor` checks that the SKU itself is known. */
async function holds(
  system: GoogleSystem,
  id: string,
  { licence, context }: { licence: Licence; context: ConnectorContext },
) {
  const { user, evidence } = await readUser(system, id, context);
  if (user === null) return { call: null, evidence };
  const { product, sku, label } = licence;
  const call = path`/apps/licensing/v1/product/${product}/sku/${sku}/user/${user.primaryEmail}`;
  const reply = await system.licensing.find(call, licenceShape, context);
  const told = saw(reply, `${reply.data ? 'holds' : 'does not hold'} ${label}`);
  return { call: reply.data ? call : null, evidence: [...evidence, told] };
}
