import type { Config } from '../../config.ts';
import { fingerprintOf } from '../../stores/ring.ts';
import { openKeyed, requireKey } from '../open-store.ts';
import { type Finding, note } from './finding.ts';

/** Whether the master key is being changed; nothing where it is not, or where the database cannot be opened at all. */
export async function lookAtKeyChange(config: Config): Promise<Finding[]> {
  try {
    const masterKey = await requireKey(config);
    const database = await openKeyed(config, masterKey);
    const { next } = database.keyring.ring;
    await database.close();
    if (next === null) return [];
    const [en, fr] =
      next === fingerprintOf(masterKey)
        ? [
            'This is the new one; once every host has it: relais keys rotate --finish',
            'Celle-ci est la nouvelle ; une fois qu’elle est sur chaque machine : relais keys rotate --finish',
          ]
        : ['Go on with: relais keys rotate', 'Continuez avec : relais keys rotate'];
    return [
      note('data', {
        en: `The master key is being changed to the one with the fingerprint ${next}. ${en}`,
        fr: `La clé maîtresse est en train d’être remplacée par celle d’empreinte ${next}. ${fr}`,
      }),
    ];
  } catch {
    // The look at the chains says why.
    return [];
  }
}
