import { ConnectorError } from '../../../engine/ports/connector.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { mootOnceClosed } from '../moot.ts';
import { readUser } from '../user-state.ts';

/**
 * Turns 2-Step Verification off, which forgets every second factor. Google refuses it for a suspended user, and where it is enforced: there it
 * waits for the closing, behind which a factor opens nothing.
 */
export const secondFactors = mootOnceClosed({
  verb: 'second-factors',
  named: { en: '2-Step Verification', fr: 'la validation en deux étapes' },
  async plan({ id }, system, context) {
    if (system.settings.leave.includes('second-factors')) return [];
    const { user } = await readUser(system, id, context);
    if (!user?.isEnrolledIn2Sv) return [];
    const call = `POST ${path`/admin/directory/v1/users/${id}/twoStepVerification/turnOff`}`;
    return [{ stage: 'credentials', call, effect: 'reversible', needs: user.isEnforcedIn2Sv ? ['disable'] : [] }];
  },
  async act({ accountId }, system, context) {
    const { user, evidence } = await readUser(system, accountId, context);
    if (!user?.isEnrolledIn2Sv) return { status: 'already', evidence };
    if (user.isEnforcedIn2Sv)
      throw new ConnectorError(
        'still-open',
        {
          en: '2-Step Verification is enforced and cannot be turned off; its factors open nothing once the account is suspended',
          fr: 'la validation en deux étapes est imposée et ne peut être désactivée ; ses facteurs n’ouvrent plus rien une fois le compte suspendu',
        },
        { evidence },
      );
    const call = path`/admin/directory/v1/users/${accountId}/twoStepVerification/turnOff`;
    const reply = await system.http.send('POST', call, context);
    return { status: 'accepted', evidence: [...evidence, saw(reply, 'turned off')], readBackAfterSeconds: 0 };
  },
  async readBack({ accountId }, system, context) {
    const { user, evidence } = await readUser(system, accountId, context);
    return { state: user?.isEnrolledIn2Sv ? 'not-desired' : 'desired', evidence };
  },
});
