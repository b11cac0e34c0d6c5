import { ConnectorError } from '../../../engine/ports/connector.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { mootOnceClosed } from '../moot.ts';
import { readUser } from '../user-state.ts';

/**
 * Turns 2-Step Verification off, which forgets every second factor. Google refuses it for a suspended user, and where
 * it is enforced: there it waits for the closing, behind which a factor opens nothing.
 */
export const secondFactors = mootOnceClosed({
  verb: 'second-factors',
  named: { en: '2-Step Verification', fr: 'la validation en deux étapes' },
  async plan({ id }, system, context) {
    if (system.settings.leave.includes('second-factors')) return [];
    const { user } = await readUser(system, id, context);
    if (!user?.isEnrolledIn2Sv) return [];
    const call = `POST ${path`/admin/directory/v1/users/${id}/twoStepVerification/turnOff`}`;
    // Without a new password the old one would be enough to get in.
    const isLate = user.isEnforcedIn2Sv || user.changePasswordAtNextLogin || system.settings.leave.includes('password');
    return [{ stage: 'credentials', call, effect: 'reversible', needs: isLate ? ['disable'] : [] }];
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
    if (!user.changePasswordAtNextLogin)
      throw new ConnectorError(
        'still-open',
        {
          en: 'the password is not replaced yet, and without the second factor it would be enough to get in',
          fr: 'le mot de passe n’est pas encore remplacé, et sans le second facteur il suffirait pour entrer',
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
