import { toInstant } from '../../domain/calendar/time.ts';
import type { Departure, DepartureId } from '../../domain/departure.ts';
import { readableTopics } from '../../domain/knowledge/readable.ts';
import type { Person } from '../../domain/people/people.ts';
import type { EvidenceDocument } from '../../views/evidence/document-model.ts';
import { dossierPages } from '../../views/evidence/draw-dossier.ts';
import { dossierDocument, dossierFiles } from '../../views/knowledge/dossier-document.ts';
import type { EngineDeps } from '../deps.ts';
import { versionsOf } from '../knowledge/versions-of.ts';

/** In which form a dossier is taken. */
export const dossierFormats = ['pdf', 'md', 'zip'] as const;
type DossierFormat = (typeof dossierFormats)[number];

/** What draws and packs; the engine knows no library for either. */
export interface DossierPress {
  pdf(document: EvidenceDocument): Promise<Uint8Array>;
  zip(files: readonly { name: string; bytes: Uint8Array }[]): Promise<Uint8Array>;
}

/** What the page asks on behalf of a person. */
export interface DossierFiles {
  /** The dossier as far as this person may read it; null when they may read nothing of it. */
  asked(departureId: DepartureId, person: Person): Promise<Departure | null>;
  /** The same as a file. */
  make(
    departureId: DepartureId,
    person: Person,
    format: DossierFormat,
  ): Promise<{ type: string; bytes: Uint8Array } | null>;
}

const types: Readonly<Record<DossierFormat, string>> = {
  pdf: 'application/pdf',
  md: 'text/markdown; charset=utf-8',
  zip: 'application/zip',
};

/** An heir takes what was handed to them, and whoever reads the whole dossier all of it. */
export function createDossierFiles(
  { store, directory, clock, log }: Pick<EngineDeps, 'store' | 'directory' | 'clock' | 'log'>,
  press: DossierPress,
): DossierFiles {
  const asked: DossierFiles['asked'] = async (departureId, person) => {
    const departure = await store.departures.load(departureId);
    if (departure?.dossier === undefined) return null;
    const reader = { id: person.id, roles: directory.rolesOf(person) };
    const topics = [...readableTopics(departure, reader, toInstant(clock.now()))];
    return topics.length === 0 ? null : { ...departure, topics };
  };

  const bytesOf = async (departure: Departure, reader: Person, format: DossierFormat): Promise<Uint8Array> => {
    switch (format) {
      case 'pdf':
        return press.pdf(dossierPages(departure, reader));
      case 'md':
        return Buffer.from(dossierDocument({ departure, reader }), 'utf8');
      case 'zip': {
        const versions = await versionsOf(store.departures, departure.id);
        const files = dossierFiles({ departure, versions, reader });
        return press.zip(files.map(({ name, text }) => ({ name, bytes: Buffer.from(text, 'utf8') })));
      }
    }
  };

  return {
    asked,
    async make(departureId, person, format) {
      const departure = await asked(departureId, person);
      if (departure === null) return null;
      const bytes = await bytesOf(departure, person, format);
      log.info(
        { event: 'dossier.taken', departure: departureId, person: person.id, format },
        'A dossier was taken as a file',
      );
      return { type: types[format], bytes };
    },
  };
}
