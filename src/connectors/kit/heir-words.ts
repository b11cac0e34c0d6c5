import type { Localized } from '../../domain/localized.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';

/**
 * Whose addresses a connector looks up: whoever was chosen for the departure, else the address of the settings, else
 * the manager.
 */
export function heirAddresses(
  { heir, heirIsChosen }: Pick<ConnectorContext, 'heir' | 'heirIsChosen'>,
  to: string,
  addressesOf: (person: NonNullable<ConnectorContext['heir']>) => readonly string[],
): readonly string[] {
  return to !== 'manager' && heirIsChosen !== true ? [to] : heir ? addressesOf(heir) : [];
}

/** Why a person must say who takes over. */
export function noHeirWords({ heir }: Pick<ConnectorContext, 'heir'>): Localized {
  return heir
    ? {
        en: `${heir.name}, who was to take over, has no open account there.`,
        fr: `${heir.name}, qui devait reprendre, n’a pas de compte ouvert ici.`,
      }
    : { en: 'Nobody is known who takes over.', fr: 'On ne sait pas qui reprend.' };
}
