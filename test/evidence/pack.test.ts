import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { departureSchema } from '../../src/domain/departure.ts';
import { reportSchema } from '../../src/domain/evidence/report.ts';
import { isShown } from '../../src/domain/evidence/shown-values.ts';
import { replay } from '../../src/domain/evolve.ts';
import { sampleOf } from '../../src/engine/audit/sample.ts';
import type { Pack } from '../../src/evidence/make-pack.ts';
import { readSelection, selectDepartures } from '../../src/evidence/select-departures.ts';
import { verifyPack } from '../../src/verify/verify-pack.ts';
import { drawEvidence } from '../../src/views/evidence/draw-document.ts';
import { createMemoryStore } from '../support/memory/memory-store.ts';
import { goldenEntries, goldenStore, packOf } from './golden-store.ts';
import { filesOf } from './repack.ts';

let kept: Awaited<ReturnType<typeof goldenStore>>;
let full: Pack;
let redacted: Pack;

beforeAll(async () => {
  kept = await goldenStore(['by-hand', 'resignation']);
  full = await packOf(kept.store, { departures: ['by-hand'] });
  redacted = await packOf(kept.store, { departures: ['by-hand', 'resignation'], level: 'auditor' });
});
afterAll(() => kept?.close());

function textOf(pack: Pack, name: string): string {
  return Buffer.from(filesOf(pack.bytes).find((file) => file.name === name)?.bytes ?? []).toString('utf8');
}

/** Everything of a pack that is not ciphertext, in one text; PDFs as what they show. */
function readable(pack: Pack): string {
  return filesOf(pack.bytes)
    .filter(({ name }) => !name.endsWith('.pdf'))
    .map(({ bytes }) =>
      Buffer.from(bytes)
        .toString('utf8')
        .replaceAll(/"sealed":"[^"]*"/g, ''),
    )
    .join('\n');
}

describe('a pack of evidence', () => {
  it('calls an organisation without a name what each reader calls it', () => {
    const titleIn = (locale: 'en' | 'fr') => drawEvidence({ ...full.report, organisation: 'our company' }, locale);
    expect(JSON.stringify(titleIn('fr'))).toContain('notre entreprise');
    expect(JSON.stringify(titleIn('fr'))).not.toContain('our company');
    expect(titleIn('en').title).toContain('our company');
  });

  it('is whole for whoever has only its bytes and the fingerprint', async () => {
    const checked = await verifyPack(full.bytes, { expectedKey: full.fingerprint });
    expect(checked).toMatchObject({
      findings: [],
      key: 'same',
      departures: 1,
      entries: goldenEntries('by-hand').length,
    });
    // Every entry commits to its values.
    expect(checked.committed).toBe(checked.entries);
    expect((await verifyPack(redacted.bytes, { expectedKey: full.fingerprint })).findings).toEqual([]);
  });

  it('says of each action what the journal says', () => {
    const [departure] = full.report.departures;
    expect(departure?.counts).toMatchObject({
      actions: 7,
      verified: 3,
      byHand: 1,
      waived: 1,
      notProven: 2,
      confirmations: 1,
    });
    expect(departure?.exceptions).toMatchObject([
      { system: 'code', by: { name: 'Tom Okafor', roles: ['it'] }, reason: 'The repository is archived' },
    ]);
    const actions = departure?.systems.flatMap(({ accounts }) => accounts.flatMap((one) => one.actions)) ?? [];
    const disabled = actions.find(({ call }) => call === 'POST /okta-alex/disable');
    const journal = goldenEntries('by-hand');
    const proof = journal.find(
      ({ event }) =>
        event.type === 'revocation-recorded' &&
        event.actionId === 'okta/okta-alex/disable' &&
        event.result.status === 'verified',
    );
    expect(disabled).toMatchObject({ ending: 'verified', http: 200, readBack: { at: proof?.at, seq: proof?.seq } });
    const open = Date.parse(proof?.at ?? '') - Date.parse('2026-03-20T17:00:00.000Z');
    expect(disabled?.openSeconds).toBe(Math.round(open / 1000));
    expect(open).toBeGreaterThan(0);
    // Nothing that nobody proved is called proven.
    expect(actions.filter(({ ending, readBack }) => ending === 'verified' && readBack === null)).toEqual([]);
    expect(departure?.differs).toEqual([]);
  });

  it('tells an auditor no name, address, login or word of anybody', () => {
    const people = [...goldenEntries('by-hand'), ...goldenEntries('resignation')].flatMap(({ event }) =>
      event.type === 'drafted' ? Object.values({ ...event.people, leaver: event.leaver }) : [],
    );
    const words = [
      ...people.flatMap(({ name, email }) => [name, email]),
      'The repository is archived',
      'Seen as gone',
      'okta-alex',
      'It is done.',
      'U-alex',
    ];
    expect(words.length).toBeGreaterThan(10);
    const text = readable(redacted);
    expect(words.filter((word) => text.includes(word))).toEqual([]);
    // The canary: at the other level they are there.
    const named = readable(full);
    expect(named).toContain('Alex Moreau');
    expect(named).toContain('The repository is archived');
    expect(named).toContain('okta-alex');
  });

  it('tells an auditor nothing by which a list of names would find who signed a step', async () => {
    const entries = goldenEntries('resignation');
    const done = entries.findLast(({ event }) => event.type === 'task-completed');
    if (done?.event.type !== 'task-completed') throw new Error('nothing was done');
    const signed = 'f0'.repeat(32);
    done.event.signature = { name: 'Priya Raman', language: 'en', clauses: ['I keep silence.'], digest: signed };
    const store = createMemoryStore();
    await store.departures.create({ ...departureSchema.parse(replay(entries)), version: 1 }, entries, null);
    const text = readable(await packOf(store, { departures: ['resignation'], level: 'auditor' }));
    for (const word of [signed, 'Priya Raman', 'I keep silence']) expect(text).not.toContain(word);
    // The canary: it was signed.
    expect(text).toContain('["/event/signature/language",');
    expect(isShown('/event/signature/digest', 'full')).toBe(true);
  });

  it('holds no answer of the survey, no private address and nothing that a system held, at any level', async () => {
    const pack = await packOf(kept.store, { departures: ['resignation'] });
    const answers = goldenEntries('resignation').find(({ event }) => event.type === 'survey-answered');
    expect(answers?.event).toMatchObject({ answers: { best: 'The team' } });
    expect(readable(pack)).not.toContain('The team');
    expect(readable(pack)).not.toMatch(/\["\/event\/answers/);
    expect(readable(pack)).not.toMatch(/\/snapshot\/[^"]*","/);
  });

  it('does not tell where a mail of the leaver went, at any level', async () => {
    const entries = goldenEntries('resignation');
    const posted = entries.findLast(({ event }) => event.type === 'posted');
    if (posted?.event.type !== 'posted') throw new Error('nothing was posted');
    posted.event.ref = { channel: 'email', conversation: 'alex.at.home@example.net', message: '<1@example.com>' };
    const store = createMemoryStore();
    await store.departures.create({ ...departureSchema.parse(replay(entries)), version: 1 }, entries, null);
    const pack = await packOf(store, { departures: ['resignation'] });
    expect(readable(pack)).not.toContain('alex.at.home');
  });

  it('is the same to the last byte for the same store and instant', async () => {
    const again = await packOf(kept.store, { departures: ['by-hand'] });
    expect(again.digest).toBe(full.digest);
  });

  it('gives one person the same code in every pack', () => {
    const codeIn = (pack: Pack) => pack.report.departures[0]?.leaver.code;
    expect(codeIn(redacted)).toBe(codeIn(full));
    expect(codeIn(full)).toMatch(/^P-[0-9a-f]{12}$/);
  });

  it('names the requirements and the organisation’s own', () => {
    const own = full.report.controls.map(({ framework, control, own }) => [framework, control, ...own].join(' '));
    expect(own).toEqual([
      'SOC 2 CC6.1',
      'SOC 2 CC6.2',
      'SOC 2 CC6.3 ACC-04',
      'ISO/IEC 27001:2022 A.5.11',
      'ISO/IEC 27001:2022 A.5.18',
      'ISO/IEC 27001:2022 A.6.5',
      'ISO/IEC 27001:2022 A.8.2',
    ]);
  });

  it('is tagged, titled and in both languages', () => {
    for (const locale of ['en', 'fr']) {
      const pdf = Buffer.from(
        filesOf(full.bytes).find(({ name }) => name === `evidence.${locale}.pdf`)?.bytes ?? [],
      ).toString('latin1');
      expect(pdf).toContain(`/Lang (${locale})`);
      expect(pdf).toContain('/MarkInfo');
      expect(pdf).toMatch(/\/S \/H1\b/);
      expect(pdf).toMatch(/\/S \/TH\b/);
      expect(pdf).toContain('/DisplayDocTitle true');
      expect(pdf).toContain('pdfuaid:part');
    }
    expect(textOf(full, 'evidence.fr.json')).toContain('Preuves des départs');
  });

  it('makes no formula of what people wrote', async () => {
    const entries = goldenEntries('by-hand');
    for (const { event } of entries)
      if (event.type === 'revocation-waived') event.reason = '=HYPERLINK("https://example.com")';
    const store = createMemoryStore();
    await store.departures.create({ ...departureSchema.parse(replay(entries)), version: 1 }, entries, null);
    const pack = await packOf(store, { departures: ['by-hand'] });
    expect(textOf(pack, 'exceptions.csv')).toContain(`"'=HYPERLINK(""https://example.com"")"`);
  });

  it('draws names of any script, and says so where its fonts lack a sign', async () => {
    const entries = goldenEntries('by-hand');
    const first = entries[0];
    if (first?.event.type !== 'drafted') throw new Error('it begins otherwise');
    first.event.leaver = { ...first.event.leaver, name: 'Łukasz Ωmega 李 ﬁn Ὀδυσσεύς' };
    const store = createMemoryStore();
    await store.departures.create({ ...departureSchema.parse(replay(entries)), version: 1 }, entries, null);
    const pack = await packOf(store, { departures: ['by-hand'] });
    expect(textOf(pack, 'evidence.en.json')).toContain('Łukasz Ωmega [U+674E] fin Ὀδυσσεύς');
    expect((await verifyPack(pack.bytes, { expectedKey: null })).findings).toEqual([]);
  });

  it('says so where the stored state is not what the journal says, and does not verify', async () => {
    const entries = goldenEntries('by-hand');
    const told = departureSchema.parse(replay(entries));
    const stored = { ...told, version: 1, status: 'completed' as const };
    const store = createMemoryStore();
    await store.departures.create(stored, entries, null);
    const pack = await packOf(store, { departures: ['by-hand'] });
    // What is said of it is what the journal says.
    expect(pack.report.departures[0]).toMatchObject({ status: 'active', differs: ['status'] });
    const checked = await verifyPack(pack.bytes, { expectedKey: pack.fingerprint });
    expect(checked.findings).toEqual([{ code: 'state-differs', about: 'by-hand status' }]);
    expect(textOf(pack, 'evidence.en.json')).toContain('differs from the journal in: status');
  });

  it('is not made of a departure that is not there', async () => {
    await expect(packOf(kept.store, { departures: ['nobody'] })).rejects.toMatchObject({
      name: 'StoreError',
      kind: 'conflict',
    });
  });

  it('has a report of its schema', () => {
    expect(reportSchema.safeParse(JSON.parse(textOf(redacted, 'evidence.json'))).success).toBe(true);
  });
});

describe('which departures', () => {
  it.each([
    ['latest', { type: 'latest' }],
    ['2026-01-01..2026-03-31', { type: 'period', from: '2026-01-01', to: '2026-03-31' }],
    ['7f3c', { type: 'one', id: '7f3c' }],
    ['2026-03-31..2026-01-01', null],
    ['2026-02-30..2026-03-31', null],
    ['2026-01-01..', null],
  ])('%s', (text, expected) => {
    expect(readSelection(text)).toEqual(expected);
  });

  it('are those that began in the period; what was erased is counted', async () => {
    const own = await goldenStore(['by-hand', 'resignation', 'dismissal']);
    try {
      await own.store.audit.erase('dismissal');
      const all = await selectDepartures(own.store, { type: 'period', from: '2026-03-02', to: '2026-03-02' });
      expect(all).toMatchObject({ type: 'found', erased: 1, departures: [{ id: 'by-hand' }, { id: 'resignation' }] });
      expect(await selectDepartures(own.store, { type: 'period', from: '2026-03-03', to: '2026-12-31' })).toMatchObject(
        { departures: [] },
      );
      expect(await selectDepartures(own.store, { type: 'one', id: 'by' })).toMatchObject({
        departures: [{ id: 'by-hand' }],
      });
      expect(await selectDepartures(own.store, { type: 'one', id: 'dismissal' })).toEqual({ type: 'none' });
      await expect(packOf(own.store, { departures: ['dismissal'] })).rejects.toMatchObject({ kind: 'conflict' });
    } finally {
      await own.close();
    }
  });
});

describe('a sample', () => {
  const ids = Array.from({ length: 40 }, (_, index) => `d${index}`);

  it('is the same for the same seed, another for another, and misses nobody for good', () => {
    const drawn = sampleOf(ids, { size: 5, seed: 'autumn' });
    expect(drawn).toHaveLength(5);
    expect(sampleOf(ids.toReversed(), { size: 5, seed: 'autumn' }).toSorted()).toEqual(drawn.toSorted());
    expect(sampleOf(ids, { size: 5, seed: 'winter' })).not.toEqual(drawn);
    const ever = new Set(Array.from({ length: 200 }, (_, seed) => sampleOf(ids, { size: 5, seed: `${seed}` })).flat());
    expect(ever.size).toBe(40);
    expect(sampleOf(['a', 'b'], { size: 9, seed: 'x' })).toEqual(['a', 'b']);
    // By hand: printf 'x:a' | sha256sum is e0f5…, of x:b 10b0….
    expect(sampleOf(['a', 'b'], { size: 1, seed: 'x' })).toEqual(['b']);
  });

  it('names its seed and of how many it was drawn', async () => {
    const sample = { of: 2, size: 1, seed: 'autumn' };
    const period = { from: '2026-03-01', to: '2026-03-31' };
    const pack = await packOf(kept.store, { departures: ['by-hand'], period, sample });
    expect(pack.report.sample).toEqual(sample);
    expect(textOf(pack, 'evidence.en.json')).toContain('"from": "/sample/seed"');
  });
});
