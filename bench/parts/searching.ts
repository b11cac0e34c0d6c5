import type { Departure } from '../../src/domain/departure.ts';
import type { Topic } from '../../src/domain/knowledge/dossier.ts';
import { mostSearched, searchTopics } from '../../src/engine/knowledge/search-topics.ts';
import { sampleDeparture } from '../../test/support/sample-departures.ts';
import { openKept } from '../opened-store.ts';
import { definePart, type Size } from '../part.ts';
import { inScratch } from '../scratch.ts';
import { milliseconds, quantile } from '../statistics.ts';

const sizes: Record<Size, { departures: number; searches: number }> = {
  full: { departures: mostSearched, searches: 10 },
  tiny: { departures: 5, searches: 2 },
};
const topicsEach = 12;
const limitMilliseconds = 3_000;

export const searching = definePart({
  name: 'searching',
  about:
    'a search of HR through a thousand sealed dossiers of twelve topics: opened, indexed and thrown away each time',
  measure: (size) =>
    inScratch(async (folder) => {
      const { departures, searches } = sizes[size];
      const opened = await openKept({ folder }, new Uint8Array(32).fill(7));
      try {
        opened.waitForDisk(false);
        for (let index = 0; index < departures; index += 1) await create(opened.store, index);
        const took: number[] = [];
        for (let index = 0; index < searches; index += 1) {
          const began = performance.now();
          const query = {
            reader: { id: 'hr', roles: ['hr'] },
            words: `invoices ${index}`,
            now: '2027-06-01T09:00:00.000Z',
          } as const;
          const { total } = await searchTopics(opened.store.departures, query);
          if (total === 0) throw new Error('nothing was found');
          took.push(performance.now() - began);
        }
        const median = quantile(took, 0.5);
        return [
          {
            what: `a search through ${departures.toLocaleString('en')} dossiers of ${topicsEach} topics, p50`,
            measured: milliseconds(median),
            baseline: '',
            ratio: median / limitMilliseconds,
            goal: { type: 'limit', words: '< 3 s' },
            reason: 'every dossier is opened and read anew, so that no text of one stays in memory',
          },
        ];
      } finally {
        await opened.close();
      }
    }),
});

type Kept = Awaited<ReturnType<typeof openKept>>['store'];

async function create(store: Kept, index: number): Promise<void> {
  const sample = sampleDeparture();
  const id = `departure-${index}`;
  const leaver = { ...sample.leaver, id: `leaver-${index}`, email: `leaver-${index}@example.com` };
  const first: Departure = {
    ...{ ...sample, id, leaver, version: 1, entries: 1 },
    dossier: { template: 'standard', perDay: 3, asksFrom: sample.createdAt, askedAt: null },
    topics: Array.from({ length: topicsEach }, (_, at) => topicOf(sample, index, at)),
  };
  const event = { type: 'topic-left-out', topicId: 'none' } as const;
  const entry = { departureId: id, seq: 1, at: sample.createdAt, by: 'system', event };
  if ((await store.departures.create(first, [entry], null)) !== 'created') throw new Error('not created');
}

/** Some four hundred characters, in words that repeat as those of people do. */
function topicOf({ createdAt, leaver }: Departure, index: number, at: number): Topic {
  const words = Array.from({ length: 60 }, (_, word) => `word${(index * 31 + at * 17 + word * 7) % 900}`);
  const text = `The invoices ${at} of month ${index} ${words.join(' ')}`;
  return {
    ...{ id: `topic-${at}`, category: 'missions', title: `Topic ${at}`, question: null, rev: 1, asked: 1 },
    written: { text, by: leaver.id, at: createdAt, version: 1 },
    ...{ heir: null, offeredAt: null, received: null, leftOut: null },
  };
}
