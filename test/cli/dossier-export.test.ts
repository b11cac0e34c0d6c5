import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import type { DepartureEvent } from '../../src/domain/event.ts';
import { evolve } from '../../src/domain/evolve.ts';
import type { Entry } from '../../src/domain/journal/entry.ts';
import { loadMasterKey } from '../../src/stores/master-key.ts';
import { createSqliteStore } from '../../src/stores/sqlite/store.ts';
import { asMarkdown } from '../../src/views/knowledge/dossier-document.ts';
import { sampleDeparture, samplePerson } from '../stores/samples.ts';
import { callRelais, scratchFolder } from './run-relais.ts';

const at = '2026-03-02T08:00:00.000Z';
const leaver = samplePerson('alex', { name: 'Alex Moreau' });
const maya = samplePerson('maya', { name: 'Maya Chen' });
const plan = {
  template: 'standard',
  perDay: 3,
  topics: [
    {
      id: 'missions',
      category: 'missions' as const,
      title: { en: 'Missions', fr: 'Missions confiées' },
      question: null,
    },
    { id: 'risks', category: 'risks' as const, title: 'Risks', question: null },
  ],
};
const events: readonly (readonly [by: string, DepartureEvent])[] = [
  ['maya', { type: 'drafted', id: 'd-1', leaver, manager: 'maya', people: { alex: leaver, maya } }],
  ['system', { type: 'dossier-begun', plan, asksFrom: at }],
  ['alex', { type: 'topics-written', texts: [{ topicId: 'missions', text: 'First <b>text</b>\n# no heading' }] }],
  ['maya', { type: 'topics-written', texts: [{ topicId: 'missions', text: 'Second text' }] }],
  ['alex', { type: 'topic-assigned', topicId: 'missions', to: maya }],
];

const entriesOf = (departureId: string, entries: readonly Entry[]) => entries.map((one) => ({ ...one, departureId }));

describe('relais dossier export', () => {
  let env: Record<string, string>;
  let folder: string;

  beforeEach(async () => {
    folder = scratchFolder();
    env = { RELAIS_DATA_DIR: folder };
    const masterKey = loadMasterKey({ value: undefined, dataDir: folder });
    const store = await createSqliteStore({ path: join(folder, 'relais.db'), masterKey });
    const entries = events.map(([by, event], index): Entry => ({ departureId: 'd-1', seq: index + 1, at, by, event }));
    const state = entries.reduce<ReturnType<typeof evolve> | null>((known, entry) => evolve(known, entry), null);
    if (state === null) throw new Error('there are entries');
    await store.departures.create({ ...state, version: 1 }, entries, null);
    const bare = sampleDeparture('e-2', { leaver: samplePerson('sam') });
    const first = { type: 'drafted', id: 'e-2', leaver: bare.leaver, manager: null, people: {} } as const;
    await store.departures.create(
      { ...bare, entries: 1 },
      [{ departureId: 'e-2', seq: 1, at, by: 'maya', event: first }],
      null,
    );
    const erasure = { at, why: 'retention' as const, evidenceUntil: null, cards: [], notBefore: null };
    await store.departures.create(
      { ...state, id: 'f-3', status: 'completed', version: 1, erasure },
      entriesOf('f-3', entries),
      null,
    );
    await store.close();
  });

  it('writes the present texts as Markdown, in either language, for its owner only', async () => {
    const file = join(folder, 'dossier.md');
    expect(await callRelais(['dossier', 'export', 'd-1', file, '--language', 'fr'], { env })).toMatchObject({
      code: 0,
    });
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('# Ce que sait Alex Moreau');
    expect(text).toContain('### Missions confiées');
    expect(text).toContain('Second text');
    expect(text).not.toContain('First');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('writes every version with its author into a ZIP', async () => {
    const file = join(folder, 'dossier.zip');
    expect(await callRelais(['dossier', 'export', 'd', file, '--format', 'zip'], { env })).toMatchObject({ code: 0 });
    const files = unzipSync(readFileSync(file));
    expect(Object.keys(files).sort()).toEqual(['dossier.md', 'topics/missions.md']);
    const history = strFromU8(files['topics/missions.md'] ?? new Uint8Array());
    expect(history).toMatch(
      /Version 1: Alex Moreau[\s\S]*First \\<b\\>text[\s\S]*Version 2: Maya Chen[\s\S]*Second text/,
    );
  });

  it('writes over no file, and says what is missing', async () => {
    const file = join(folder, 'there.md');
    writeFileSync(file, 'mine');
    expect(await callRelais(['dossier', 'export', 'd-1', file], { env })).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is already a file'),
    });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    const other = join(folder, 'other.md');
    expect((await callRelais(['dossier', 'export', 'e-2', other], { env })).err).toContain('has no dossier');
    expect((await callRelais(['dossier', 'export', 'f-3', other], { env })).err).toContain('is being erased');
    expect((await callRelais(['dossier', 'export', 'zzz', other], { env })).err).toContain('There is no departure zzz');
  });
});

describe('people’s words in Markdown', () => {
  it('become no markup, and keep their lines', () => {
    expect(asMarkdown('# Hello\n<script>\n[a](https://example.com)\n\n1. one')).toBe(
      '\\# Hello\\\n\\<script\\>\\\n\\[a\\]\\(https://example\\.com\\)\n\n1\\. one',
    );
  });
});
