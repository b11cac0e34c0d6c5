import { mostSamples, open } from '../../domain/auditors/decide.ts';
import type { AuditorEvent, AuditPageName } from '../../domain/auditors/events.ts';
import { type Grant, type Sample, standingOf } from '../../domain/auditors/grant.ts';
import { toInstant } from '../../domain/calendar/time.ts';
import type { Tombstone } from '../../domain/erasure/tombstone.ts';
import { readGrants } from '../auditors/invitations.ts';
import type { EngineDeps } from '../deps.ts';
import { recordInstallation } from '../installation/installation-journal.ts';
import type { EvidencePacks } from '../ports/evidence-packs.ts';
import { transact } from '../transact.ts';
import { type AuditedDeparture, auditableDepartures, erasedDepartures, readAudited } from './audit-reading.ts';
import { packKey, packLasts } from './pack-key.ts';
import { takePackTurn } from './pack-turns.ts';
import { populationOf, sampleOf } from './sample.ts';

/** How many departures one page of the list and of the register tells of, and how many a sample has at most. */
export const [listSize, mostDrawn] = [50, 60];
const registerSize = 200;
/** How many packs one invitation may ask for within an hour: each costs seconds of a processor, made or not. */
export const packsPerHour = 20;

/** One page of the departures of the period. */
interface AuditList {
  grant: Grant;
  /** How many there are in all, and what names exactly these. */
  of: number;
  population: string;
  page: number;
  pages: number;
  departures: readonly AuditedDeparture[];
  /** On the first page only. */
  erased: readonly Tombstone[] | null;
}

/** `over`: the invitation is not open, or not any more. */
type Drawn = { type: 'drawn'; number: number } | { type: 'over' | 'too-many' | 'empty' };

/** What pages for auditors ask. Each answer is given only once its entry stands in the journal of the installation. */
export interface AuditDesk {
  /** The invitation, while it is open; asked at each request. */
  grant(auditor: string): Promise<Grant | null>;
  /** Somebody came in by a link. False where the invitation is over. */
  entered(auditor: string): Promise<boolean>;
  list(auditor: string, page: number): Promise<AuditList | null>;
  /** Every id of the list with the day on which it began: all that is needed to draw a sample again. */
  listFile(auditor: string): Promise<{ grant: Grant; rows: readonly { id: string; began: string }[] } | null>;
  register(
    auditor: string,
    asked: { page: number; as: Extract<AuditPageName, 'exceptions' | 'exceptions-file'> },
  ): Promise<AuditList | null>;
  draw(auditor: string, asked: { size: number; seed: string }): Promise<Drawn>;
  /** One that was drawn, by its number from 1; `gone` counts those whose data was erased since. */
  sample(
    auditor: string,
    number: number,
  ): Promise<{ grant: Grant; sample: Sample; departures: readonly AuditedDeparture[]; gone: number } | null>;
  /**
   * A pack of one departure, or of a sample by its number: made first, then written down, in the journal of each
   * departure and then in that of the installation, then given. `busy`: another one is being made. `too-many`:
   * `packsPerHour` were asked for. `null`: the invitation is over, or there is no such departure for this auditor.
   * Rejects where it cannot be made or written down. In neither case does the journal of the installation say that it
   * was taken; those of departures may, where one after them could not be written: an entry of a departure without one
   * of the installation tells of a pack that was not given.
   */
  pack(
    auditor: string,
    what: { departure: string } | { sample: number },
  ): Promise<Uint8Array | 'busy' | 'too-many' | null>;
}

export function createAuditDesk(
  deps: EngineDeps,
  engine: { reconcile(id: string): Promise<void>; bringMessages(): void },
  packs: EvidencePacks,
): AuditDesk {
  const { store, clock } = deps;
  const now = () => toInstant(clock.now());

  const grant: AuditDesk['grant'] = async (auditor) => {
    const found = (await readGrants(deps)).find(({ id }) => id === auditor);
    return found && standingOf(found, now()) === 'open' ? found : null;
  };

  /** The entry that stands before whatever it tells of is given. */
  const noted = async (event: Parameters<typeof open>[1]): Promise<'noted' | 'over' | 'too-many'> => {
    const recorded = await recordInstallation(deps, {
      by: `auditor/${event.auditor}`,
      decide: ({ auditors }) => open(auditors, event, now()),
    });
    if (recorded.type === 'done') return 'noted';
    return recorded.why === 'too-many' ? 'too-many' : 'over';
  };

  const paged = async (
    auditor: string,
    { page: asked, as, size }: { page: number; as: AuditPageName; size: number },
  ): Promise<AuditList | null> => {
    const found = await grant(auditor);
    if (found === null) return null;
    const ids = (await auditableDepartures(deps, found)).map(({ id }) => id);
    const pages = Math.max(1, Math.ceil(ids.length / size));
    const page = Math.min(Math.max(0, asked), pages - 1);
    const departures = await readAudited(deps, ids.slice(page * size, (page + 1) * size), packs);
    const erased = page === 0 && as === 'departures' ? await erasedDepartures(deps, found) : null;
    const opened: AuditorEvent = { type: 'auditor-opened', auditor, page: as, departures: departures.length };
    if ((await noted(opened)) !== 'noted') return null;
    return { grant: found, of: ids.length, population: populationOf(ids), page, pages, departures, erased };
  };

  return {
    grant,

    async entered(auditor) {
      const isIn = (await noted({ type: 'auditor-entered', auditor })) === 'noted';
      if (isIn) engine.bringMessages();
      return isIn;
    },

    list: (auditor, page) => paged(auditor, { page, as: 'departures', size: listSize }),

    async listFile(auditor) {
      const found = await grant(auditor);
      if (found === null) return null;
      const rows = (await auditableDepartures(deps, found)).map(({ id, createdAt }) => ({ id, began: createdAt }));
      const opened: AuditorEvent = { type: 'auditor-opened', auditor, page: 'list-file', departures: rows.length };
      return (await noted(opened)) === 'noted' ? { grant: found, rows } : null;
    },

    register: (auditor, { page, as }) => paged(auditor, { page, as, size: registerSize }),

    async draw(auditor, { size, seed }) {
      const found = await grant(auditor);
      if (found === null) return { type: 'over' };
      if (found.samples.length >= mostSamples) return { type: 'too-many' };
      const ids = (await auditableDepartures(deps, found)).map(({ id }) => id);
      if (ids.length === 0) return { type: 'empty' };
      const departures = sampleOf(ids, { size, seed });
      const drawn = { seed, size, of: ids.length, population: populationOf(ids), departures };
      const outcome = await noted({ type: 'auditor-sampled', auditor, ...drawn });
      if (outcome !== 'noted') return { type: outcome };
      const number = (await grant(auditor))?.samples.findLastIndex((one) => one.seed === seed && one.size === size);
      return number === undefined || number < 0 ? { type: 'over' } : { type: 'drawn', number: number + 1 };
    },

    async sample(auditor, number) {
      const found = await grant(auditor);
      const sample = found?.samples[number - 1];
      if (!found || !sample) return null;
      const there = await stillThere(deps, found, sample.departures);
      const departures = await readAudited(deps, there, packs);
      const opened: AuditorEvent = { type: 'auditor-opened', auditor, page: 'sample', departures: departures.length };
      if ((await noted(opened)) !== 'noted') return null;
      return { grant: found, sample, departures, gone: sample.departures.length - there.length };
    },

    async pack(auditor, what) {
      const found = await grant(auditor);
      if (found === null) return null;
      const sample = 'sample' in what ? found.samples[what.sample - 1] : undefined;
      const asked = 'sample' in what ? (sample?.departures ?? []) : [what.departure];
      const ids = await stillThere(deps, found, asked);
      if (ids.length === 0) return null;
      const at = clock.now().getTime();
      if ((await store.once.take(packKey, at, at + packLasts)) !== 'taken') return 'busy';
      try {
        if (!(await takePackTurn(deps, `auditor/${auditor}`, packsPerHour))) return 'too-many';
        const erased = sample ? (await erasedDepartures(deps, found)).length : 0;
        const { bytes, digest } = await packs.make({
          ...{ level: 'auditor', departures: ids, erased },
          period: sample ? found.period : null,
          sample: sample ? { of: sample.of, size: sample.size, seed: sample.seed } : null,
        });
        // What began to be erased while it was made is given to nobody.
        if ((await stillThere(deps, found, ids)).length < ids.length) return null;
        if ((await grant(auditor)) === null) return null;
        // What says to people that it was taken comes last: until then any of these may refuse, or fail.
        for (const id of ids) {
          const taken = { type: 'evidence.taken', level: 'auditor', auditor } as const;
          if ((await transact(deps, id, taken, { type: 'system' })).type === 'refused') return null;
          void engine.reconcile(id);
        }
        const outcome = await noted({
          ...{ type: 'auditor-took-pack', auditor, level: 'auditor', departures: [...ids], digest },
          sample: 'sample' in what ? what.sample : null,
        });
        if (outcome !== 'noted') return null;
        engine.bringMessages();
        return bytes;
      } finally {
        await store.once.giveBack(packKey);
      }
    },
  };
}

/** Those that this auditor may still know of. */
async function stillThere(
  deps: Pick<EngineDeps, 'store' | 'clock'>,
  grant: Grant,
  ids: readonly string[],
): Promise<readonly string[]> {
  const there = new Set((await auditableDepartures(deps, grant)).map(({ id }) => id));
  return ids.filter((id) => there.has(id));
}
