import type { Rehearsal } from '../kit/rehearsal.ts';
import { readStatus, type WebhookSystem } from './status.ts';

/**
 * Whoever is named as known to the receiver stands for a leaver; where nobody is, only that nobody is told can be
 * tried.
 */
export function rehearsalOf({ knownAccount, statusUrl }: WebhookSystem['settings']): Rehearsal<WebhookSystem> {
  return {
    people: async () => (knownAccount === undefined ? [] : [{ id: knownAccount, values: { address: [knownAccount] } }]),
    lookUps: () =>
      statusUrl === undefined || knownAccount === undefined
        ? []
        : [
            {
              key: 'address',
              by: { en: 'the address, at statusUrl', fr: 'l’adresse, à statusUrl' },
              holds: 'address',
              anyCase: true,
              async find(system, value, context) {
                const told = await readStatus(system, { email: value, accountId: value, actionId: '' }, context);
                if (told === null || told.state === null) return [];
                // The receiver gives no id: in whatever capitals, the address is theirs.
                return [value.toLowerCase() === knownAccount.toLowerCase() ? knownAccount : value];
              },
            },
          ],
    findsEverybody: statusUrl === undefined,
    grant: ({ settings }) => ({
      en: `Let the receiver answer at statusUrl for everybody: a state in ${settings.statusField}, or 404 with {"${settings.statusField}": null} for somebody unknown.`,
      fr: `Que le récepteur réponde à statusUrl pour chacun : un état dans ${settings.statusField}, ou 404 avec {"${settings.statusField}": null} pour une personne inconnue.`,
    }),
  };
}
