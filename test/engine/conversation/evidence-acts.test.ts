import { beforeEach, describe, expect, it } from 'vitest';
import { type EvidenceAsked, evidenceTakers, levelsFor, mayTakeEvidence } from '../../../src/domain/evidence/takers.ts';
import { evidenceFoundForm } from '../../../src/views/forms/evidence-form.ts';
import { confidentialFlow, mustDo, testFlow, testPeople } from '../../support/memory/memory-world.ts';
import { formOf, type Talk, talk } from '../../support/talk.ts';
import { formTexts } from '../../support/view-text.ts';

let chat: Talk;
const asked: (EvidenceAsked & { person: string })[] = [];
const evidencePages = {
  take: async (one: EvidenceAsked, person: string) => {
    asked.push({ ...one, person });
    return 'https://relais.example.com/evidence/abc';
  },
};
beforeEach(async () => {
  asked.length = 0;
  chat = await talk({ evidencePages });
});

const someone = (id: string, name: string) => ({
  ...{ ...testPeople.leaver, id, name, email: `${id}@example.com`, handles: {} },
  managerId: testPeople.manager.id,
});
/** One of IT leaves, and the other one confirms. */
const secretFlow = {
  ...confidentialFlow,
  confirmation: { ...confidentialFlow.confirmation, confirmers: [{ role: 'it' as const, count: 1 }] },
};
const march = { from: '2026-03-01', to: '2026-03-31' };
const levelsOf = (reply: Awaited<ReturnType<Talk['say']>>) =>
  formOf(reply).parts.flatMap((part) =>
    part.type === 'field' && part.field.type === 'choice' ? part.field.options.map(({ value }) => value) : [],
  );

describe('who takes a pack of evidence', () => {
  it('is HR, IT and administrators; with names, not IT', async () => {
    expect(evidenceTakers).toEqual({ auditor: ['hr', 'it', 'admin'], full: ['hr', 'admin'] });
    expect(levelsFor([])).toEqual([]);
    const departure = await chat.world.load(await chat.world.plan());
    const may = (id: string, roles: readonly ('hr' | 'it' | 'admin')[]) =>
      (['auditor', 'full'] as const).map((level) =>
        mayTakeEvidence(departure, { id, roles }, { level, now: '2026-03-05T00:00:00.000Z' }),
      );
    expect(may('nadia', ['hr'])).toEqual([true, true]);
    expect(may('ada', ['admin'])).toEqual([true, true]);
    expect(may('tom', ['it'])).toEqual([true, false]);
    // The manager knows of it, and holds no role.
    expect(may('maya', [])).toEqual([false, false]);
    // Never one's own.
    expect(may('alex', ['hr', 'it', 'admin'])).toEqual([false, false]);
    const now = '2026-03-05T00:00:00.000Z';
    const hr = { id: 'nadia', roles: ['hr'] as const };
    expect(mayTakeEvidence({ ...departure, status: 'draft' }, hr, { level: 'auditor', now })).toBe(false);
    const erasure = { at: now, why: 'retention' as const, evidenceUntil: null, cards: [], notBefore: null };
    expect(mayTakeEvidence({ ...departure, erasure }, hr, { level: 'auditor', now })).toBe(false);
  });

  it('is nobody else, by no act and no values', async () => {
    const id = await chat.world.plan();
    for (const act of ['evidence', 'evidence.open', 'evidence.submit'] as const)
      for (const who of ['manager', 'jonas', 'leaver'] as const) {
        const values = { level: 'auditor', ...march };
        for (const about of [id, null])
          expect(await chat.say(who, act, { id: about, values }), `${who} ${act}`).toMatchObject({
            notice: { tone: 'refused' },
          });
      }
    // The manager is told who can, and not that the manager could.
    expect(await chat.say('manager', 'evidence')).toMatchObject({
      notice: { text: 'Packs of evidence are for HR, IT and administrators. Ask one of them.' },
    });
    expect(levelsOf(await chat.say('it', 'evidence.open', { id }))).toEqual(['auditor']);
    expect(await chat.say('it', 'evidence.submit', { id, values: { level: 'full' } })).toMatchObject({
      errors: { level: expect.any(String) },
    });
    expect(asked).toEqual([]);
  });
});

describe('a pack of evidence in chat', () => {
  it('is asked for from the ended departure, and the link leads whoever asked to it', async () => {
    const id = await chat.world.plan();
    await mustDo(chat.world.ask('hr', id, { type: 'departure.retain', reason: 'Alex stays after all' }));
    const more = formOf(await chat.say('hr', 'departure.more', { id }));
    expect(JSON.stringify(more)).toContain('"evidence.open"');
    expect(formTexts(more).join()).toContain('Dossier de preuves');
    expect(JSON.stringify(formOf(await chat.say('it', 'departure.more', { id })))).toContain('"evidence.open"');
    expect(levelsOf(await chat.say('hr', 'evidence.open', { id }))).toEqual(['auditor', 'full']);
    const link = await chat.say('hr', 'evidence.submit', { id, values: { level: 'full' } });
    expect(JSON.stringify(link)).toContain('https://relais.example.com/evidence/abc');
    expect(asked).toEqual([{ what: { departure: id }, level: 'full', person: 'nadia' }]);
  });

  it('is asked for by a person, by words of a name in any spelling, or by a period', async () => {
    const zoe = await chat.world.plan({}, testFlow, someone('zoe', 'Zoë Dupont'));
    const zoltan = await chat.world.plan({}, testFlow, someone('zoltan', 'Zoltán Dupont'));
    const opened = async (...words: (string | { personId: string })[]) => {
      const form = formOf(await chat.say('it', 'evidence', { words }));
      return [form.kind, form.submit?.act.departureId ?? null];
    };
    expect(await opened({ personId: 'zoe' })).toEqual(['evidence', zoe]);
    expect(await opened('zoltan', 'dupont')).toEqual(['evidence', zoltan]);
    expect(await opened('zoe@example.com')).toEqual(['evidence', zoe]);
    const both = formOf(await chat.say('it', 'evidence', { words: ['Dupont'] }));
    expect([both.kind, JSON.stringify(both).match(/"evidence.open"/g)?.length]).toEqual(['evidence-found', 2]);
    const period = formOf(await chat.say('it', 'evidence', { words: ['2026-03-01..2026-03-31'] }));
    expect(JSON.stringify(period)).toMatch(/"initial":"2026-03-01".*"initial":"2026-03-31"/);
    const spaced = formOf(await chat.say('it', 'evidence', { words: ['2026-03-01', '..', '2026-03-31'] }));
    expect(JSON.stringify(spaced)).toMatch(/"initial":"2026-03-01".*"initial":"2026-03-31"/);
    expect(JSON.stringify(spaced)).toMatch(/began from \(days in UTC\).*Up to \(days in UTC\)/);
    // As the mention of a closed account arrives.
    expect(await opened('@Zoë', 'Dupont')).toEqual(['evidence', zoe]);
    expect(await chat.say('it', 'evidence', { words: ['@'] })).toMatchObject({ notice: { tone: 'refused' } });
    for (const wrong of ['2026-03-31..2026-03-01', '2026-02-30..2026-03-01', 'a..b', 'Martin'])
      expect(await chat.say('it', 'evidence', { words: [wrong] }), wrong).toMatchObject({
        notice: { tone: 'refused' },
      });
    await chat.say('it', 'evidence.submit', { values: { level: 'auditor', ...march } });
    expect(asked).toEqual([{ what: { period: march }, level: 'auditor', person: 'tom' }]);
  });

  it('says how many more go by a name where not all are shown', async () => {
    const departure = await chat.world.load(await chat.world.plan());
    const shown = (count: number) =>
      formTexts(
        evidenceFoundForm(
          Array.from({ length: count }, () => departure),
          testPeople.it,
        ),
      );
    expect(shown(25).join()).not.toMatch(/and \d+ more/);
    expect(shown(28)).toContain('and 3 more');
  });

  it('says which field is wrong, and that nothing began on those days', async () => {
    await chat.world.plan();
    for (const [values, field] of [
      [{ level: 'auditor', from: null, to: '2026-03-31' }, 'from'],
      [{ level: 'auditor', from: '2026-03-01', to: 'soon' }, 'to'],
      [{ level: 'auditor', from: '2026-03-31', to: '2026-03-01' }, 'to'],
      [{ level: 'auditor', from: '2025-03-01', to: '2025-03-31' }, 'to'],
      [{ level: 'all', ...march }, 'level'],
    ] as const)
      expect(await chat.say('hr', 'evidence.submit', { values })).toEqual({
        ...{ type: 'errors', errors: { [field]: expect.any(String) } },
      });
    chat = await talk();
    expect(await chat.say('hr', 'evidence')).toMatchObject({
      notice: { tone: 'refused', text: expect.stringContaining('RELAIS_PUBLIC_URL') },
    });
  });

  it('tells nobody of a departure that they may not know of: not by its name, not by its id, not by its days', async () => {
    const own = { ...testPeople.it, managerId: testPeople.manager.id };
    const id = await chat.world.plan({ kind: 'dismissal' }, secretFlow, own);
    const values = { level: 'auditor', ...march };
    const shut = async () => [
      (await chat.say('it', 'evidence', { words: [{ personId: 'tom' }] })).type,
      JSON.stringify(await chat.say('it', 'evidence.open', { id })),
      JSON.stringify(await chat.say('it', 'evidence.submit', { id, values })),
      JSON.stringify(await chat.say('it', 'evidence.submit', { values })),
    ];
    const nothing = [
      (await chat.say('it', 'evidence', { words: ['Nobody'] })).type,
      JSON.stringify(await chat.say('it', 'evidence.open', { id: 'nothing' })),
      JSON.stringify(await chat.say('it', 'evidence.submit', { id: 'nothing', values })),
      JSON.stringify(
        await chat.say('it', 'evidence.submit', { values: { ...values, from: '2020-01-01', to: '2020-01-02' } }),
      ),
    ];
    expect(await shut()).toEqual(nothing);
    expect(asked).toEqual([]);
    // The canary: HR prepares it.
    await chat.say('hr', 'evidence.submit', { id, values });
    expect(asked).toHaveLength(1);
  });
});
