import { addressLookUp } from '../kit/by-address.ts';
import { type KnownPerson, type Rehearsal, valuesOf } from '../kit/rehearsal.ts';
import { identityOf } from './identity.ts';
import { everyUser, lookUp } from './look-ups.ts';
import { neededScopes } from './slack-settings.ts';
import type { SlackSystem } from './slack-system.ts';

export const rehearsal: Rehearsal<SlackSystem> = {
  async people(system, context) {
    const identity = await identityOf(system, context);
    const { users } = await everyUser(system, identity, context);
    return users
      .filter(({ deleted, is_bot, is_stranger }) => !deleted && is_bot !== true && is_stranger !== true)
      .toSorted((a, b) => Number(a.id === identity.userId) - Number(b.id === identity.userId))
      .map(({ id, profile }): KnownPerson => ({ id, values: valuesOf({ email: profile?.email }) }))
      .toSorted((a, b) => Number(b.values['email'] !== undefined) - Number(a.values['email'] !== undefined));
  },
  lookUps: () => [addressLookUp(lookUp)],
  grant: ({ settings }) => {
    const scopes = neededScopes(settings).join(', ');
    return {
      en: `Check that Slack’s plan is what plan says (${settings.plan}), that the token is an administrator’s, and its user scopes: ${scopes}; then install the app again.`,
      fr: `Vérifiez que l’offre de Slack est bien celle de plan (${settings.plan}), que le jeton est celui d’un administrateur, et ses portées d’utilisateur : ${scopes} ; puis réinstallez l’application.`,
    };
  },
};
