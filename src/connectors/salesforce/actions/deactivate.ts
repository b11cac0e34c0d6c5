import { z } from 'zod';
import { ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { inactive, type SalesforceSystem } from '../salesforce-system.ts';
import { readUser } from '../user-state.ts';

/** Salesforce's own words of a refusal. */
const refusalShape = z.array(z.object({ message: z.string() })).min(1);

/**
 * Deactivates the user, which frees the licence: last, once records are handed on, because automations of Salesforce
 * fail on what inactive users own. The freeze has shut the door long before. Salesforce refuses it while the user is
 * somebody's default, and says so before: https://help.salesforce.com/s/articleView?id=000384586
 */
export const deactivate: ActionKind<SalesforceSystem> = {
  verb: 'deactivate',
  named: { en: 'the licence of the user', fr: 'la licence de l’utilisateur' },
  provesItself: true,

  async plan({ id }, system, context) {
    const { status } = await readUser(system, id, context);
    const call = `PATCH ${path`/sobjects/User/${id}`} {"IsActive":false}`;
    return [
      {
        stage: 'licence',
        call: {
          en: `${call} (refused while the user is the default owner of leads or cases, the default workflow user, an approver, the only recipient of an alert, or in a hierarchy field)`,
          fr: `${call} (refusé tant que l’utilisateur est propriétaire par défaut de pistes ou de requêtes, utilisateur de workflow par défaut, approbateur, seul destinataire d’une alerte, ou dans un champ hiérarchique)`,
        },
        effect: 'reversible',
        standing: status === inactive ? 'closed' : 'open',
      },
    ];
  },

  async act({ accountId }, system, context) {
    const { status, evidence } = await readUser(system, accountId, context);
    if (status === inactive) return { status: 'already', evidence };
    const call = path`/sobjects/User/${accountId}`;
    const reply = await system.http.send('PATCH', call, context, { json: { IsActive: false }, expect: [400] });
    if (reply.status !== 400)
      return { status: 'accepted', evidence: [...evidence, saw(reply, 'deactivated')], readBackAfterSeconds: 0 };
    const told = refusalShape.safeParse(reply.data).data?.[0]?.message ?? '';
    const words = system.http.redact.text(told);
    throw new ConnectorError(
      'rejected',
      {
        en: `Salesforce refuses to deactivate the user, who stays frozen: “${words}”. Put somebody else in that place in Setup, and try again`,
        fr: `Salesforce refuse de désactiver l’utilisateur, qui reste gelé : « ${words} ». Mettez quelqu’un d’autre à cette place dans la Configuration, puis réessayez`,
      },
      { evidence: [...evidence, saw(reply, words)] },
    );
  },

  async readBack({ accountId }, system, context) {
    const { status, evidence } = await readUser(system, accountId, context);
    return { state: status === inactive ? 'desired' : 'not-desired', evidence };
  },
};
