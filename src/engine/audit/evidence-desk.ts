import type { Departure } from '../../domain/departure.ts';
import type { EvidenceAsked } from '../../domain/evidence/takers.ts';
import type { Person } from '../../domain/people/people.ts';
import type { EngineDeps } from '../deps.ts';
import type { EvidencePacks } from '../ports/evidence-packs.ts';
import { erasedDepartures } from './audit-reading.ts';
import { evidenceOf, mostInPack } from './evidence-of.ts';
import { notePack } from './note-pack.ts';
import { packKey, packLasts } from './pack-key.ts';
import { takePackTurn } from './pack-turns.ts';

/** How many packs one person may ask for within an hour. */
export const packsPerPerson = 20;

/** What the page asks on behalf of a person; their roles are those of this moment. */
export interface EvidenceDesk {
  /** What would be in the pack; null where that is nothing, or too much. */
  asked(asked: EvidenceAsked, person: Person): Promise<readonly Departure[] | null>;
  /**
   * The pack, made first, then written into the journal of the installation, then given. `busy`: another one is being
   * made. `too-many`: `packsPerPerson` were asked for. Null as in `asked`. Rejects where it cannot be made, and then
   * nothing says that it was taken.
   */
  make(asked: EvidenceAsked, person: Person): Promise<Uint8Array | 'busy' | 'too-many' | null>;
}

/** Packs of evidence for those who answer for departures. */
export function createEvidenceDesk(
  deps: Pick<EngineDeps, 'store' | 'clock' | 'directory' | 'log'>,
  packs: EvidencePacks,
): EvidenceDesk {
  const { store, clock, directory, log } = deps;
  const departuresOf = (asked: EvidenceAsked, person: Person) =>
    evidenceOf(deps, asked, { id: person.id, roles: directory.rolesOf(person) });

  const asked: EvidenceDesk['asked'] = async (one, person) => {
    const found = await departuresOf(one, person);
    return found.length === 0 || found.length > mostInPack ? null : found;
  };

  return {
    asked,
    async make(one, person) {
      const found = await asked(one, person);
      if (found === null) return null;
      const at = clock.now().getTime();
      if ((await store.once.take(packKey, at, at + packLasts)) !== 'taken') return 'busy';
      try {
        if (!(await takePackTurn(deps, `person/${person.id}`, packsPerPerson))) return 'too-many';
        const { what, level } = one;
        const departures = found.map(({ id }) => id);
        const period = 'period' in what ? what.period : null;
        const erased = period ? (await erasedDepartures(deps, { period, person: person.id })).length : 0;
        const { bytes, digest } = await packs.make({
          ...{ level, departures, period, sample: null, erased },
          ...(period && { limitedTo: 'taker' as const }),
        });
        // Roles, secrets and erasures may have changed while it was made.
        const still = new Set((await departuresOf(one, person)).map(({ id }) => id));
        if (departures.some((id) => !still.has(id))) return null;
        await notePack(deps, { by: person.id, via: 'chat', level, period, departures, digest });
        log.info(
          { event: 'evidence.taken', person: person.id, level, departures: departures.length },
          'A pack was taken',
        );
        return bytes;
      } finally {
        await store.once.giveBack(packKey);
      }
    },
  };
}
