import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { instantOf, localDate, localTime } from '../../src/domain/calendar/time.ts';
import type { Flow } from '../../src/domain/flow/flow.ts';
import { dueOf, momentOf, type PlanContext } from '../../src/domain/flow/moment.ts';
import { type Localized, localizedSchema } from '../../src/domain/localized.ts';
import { timingOf } from '../../src/domain/tasks/timing.ts';
import { createHolidayCalendar } from '../../src/flows/holidays.ts';
import { flowJsonSchema } from '../../src/flows/json-schema.ts';
import { coverageGaps, loadFlows, shippedFlowsDir } from '../../src/flows/load-flows.ts';

const ids = ['contractor-end', 'employee-dismissal', 'employee-resignation', 'internal-move', 'retirement'];
const calendar = createHolidayCalendar();
let flows: readonly Flow[];
beforeAll(async () => {
  flows = await loadFlows(shippedFlowsDir);
});

function flowOf(id: string): Flow {
  const flow = flows.find((one) => one.id === id);
  if (!flow) throw new Error(`there is no flow ${id}`);
  return flow;
}

/** In both languages, every one of them. */
function textsOf(flow: Flow): Localized[] {
  const texts = [flow.name, ...flow.steps.flatMap(({ title, notes }) => (notes ? [title, notes] : [title]))];
  return texts.map((text) => localizedSchema.parse(text));
}

describe('the flows that come with Relais', () => {
  it('are five, named as their files', async () => {
    expect(flows.map(({ id }) => id)).toEqual(ids);
    expect((await readdir(shippedFlowsDir)).sort()).toEqual(
      [...ids.map((id) => `${id}.yaml`), 'flow.schema.json'].sort(),
    );
  });

  it('take every kind of departure of every worker type, each exactly once', () => {
    expect(coverageGaps(flows)).toEqual([]);
    const pairs = flows.flatMap((flow) =>
      flow.kinds.flatMap((kind) => flow.workerTypes.map((type) => `${kind} ${type}`)),
    );
    expect(new Set(pairs).size).toBe(pairs.length);
  });

  it.each(ids)('%s speaks both languages, briefly, and escalates whatever could be forgotten', (id) => {
    const flow = flowOf(id);
    expect(flow.steps.length).toBeLessThanOrEqual(14);
    for (const { en, fr } of textsOf(flow)) {
      expect(fr).not.toBe(en);
      // A French colon has a space before it, an English one has none; the wrong one is a text in the wrong language.
      expect(en).not.toMatch(/ [:;!?]/);
      expect(fr).not.toMatch(/[a-zà-ÿ][:;!?]( |$)/);
      for (const text of [en, fr]) {
        expect(text).toBe(text.trim());
        expect(text).not.toMatch(/['"]|\.\.\.| {2}|[*_~`<>]/);
      }
    }
    for (const step of flow.steps) {
      expect(step.notes, step.id).toBeDefined();
      expect(step.reminders.length, step.id).toBeGreaterThan(0);
      if (step.owner !== 'leaver') expect([step.id, step.escalate ?? step.next[0]]).not.toContain(undefined);
    }
    for (const group of [flow.handovers, flow.equipment, flow.credentials]) {
      expect(group.reminders.length).toBeGreaterThan(0);
      expect(group.escalate).toBeDefined();
    }
  });

  it('lets nobody of a dismissal know before the cut-off, which one click releases after two of IT confirmed', () => {
    const flow = flowOf('employee-dismissal');
    expect(flow).toMatchObject({ confidential: true, cutOff: { mode: 'released' } });
    expect(flow.confirmation.confirmers).toEqual([{ role: 'it', count: 2 }]);
  });

  it('keeps accounts in an internal move and asks for no exit survey', () => {
    expect(flowOf('internal-move')).toMatchObject({ access: 'old-role', confidential: false });
    expect(flowOf('internal-move').survey).toBeUndefined();
  });

  it.each(ids.filter((id) => id !== 'employee-dismissal'))('%s says goodbye while access still works', (id) => {
    const flow = flowOf(id);
    const context = contextOf(flow, '2026-06-26', '2026-06-30');
    expect(momentOf(flow.farewell, context) < context.dates.cutOff.at).toBe(true);
    if (flow.survey) {
      expect(momentOf(flow.survey.opens, context) < context.dates.cutOff.at).toBe(true);
      // A working week is left to answer from within; afterwards it goes on by mail.
      expect(momentOf(flow.survey.opens, context) < '2026-06-20T00:00:00.000Z').toBe(true);
      expect(momentOf(flow.survey.closes, context) > context.dates.cutOff.at).toBe(true);
    }
  });

  it.each(ids)('%s can be planned for last days all over a year, with holidays, two months ahead or today', (id) => {
    const flow = flowOf(id);
    for (let month = 1; month <= 12; month += 1) {
      // Two days a month that wander through the week.
      for (const day of [1 + month, 15 + month]) {
        const date = `2026-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        for (const ahead of [60, 0]) {
          const context = contextOf(flow, date, date, ahead);
          for (const step of flow.steps) {
            const { startsAt, dueAt, reminders, escalateAt } = timingOf(step, context);
            expect(dueAt > startsAt, `${step.id} on ${date}`).toBe(true);
            expect([...reminders].sort()).toEqual(reminders);
            if (escalateAt) expect(escalateAt > startsAt, `${step.id} on ${date}`).toBe(true);
          }
        }
      }
    }
  });

  function contextOf(flow: Flow, lastDay: string, contractEnd: string, ahead = 60): PlanContext {
    const zone = 'Europe/Paris';
    const now = new Date(Date.parse(instantOf(lastDay, '08:00', zone)) - ahead * 86_400_000).toISOString();
    const dates = {
      lastWorkingDay: { date: lastDay, zone },
      contractEnd: { date: contractEnd, zone },
      cutOff: { at: instantOf(lastDay, '18:00', zone), zone },
    };
    const context = { now, dates, zone, country: 'FR', calendar };
    return { ...context, dates: { ...dates, cutOff: { at: momentOf(flow.cutOff.suggested, context), zone } } };
  }

  it('keep to the clock of the leaver over a change to summer time', () => {
    const flow = flowOf('employee-resignation');
    // Clocks in Paris go forward in the night to Sunday 29 March 2026.
    const context = contextOf(flow, '2026-03-30', '2026-03-31', 30);
    expect(localTime(momentOf(flow.farewell, context), 'Europe/Paris')).toBe('10:00');
    expect(momentOf(flow.farewell, context)).toBe('2026-03-25T09:00:00.000Z');
    expect(context.dates.cutOff.at).toBe('2026-03-30T16:00:00.000Z');
    const personal = flow.steps.find(({ id }) => id === 'personal-files');
    expect(personal && dueOf(personal.due, context, context.now)).toBe('2026-03-30T10:00:00.000Z');
    expect(personal?.starts && momentOf(personal.starts, context)).toBe('2026-03-23T08:00:00.000Z');
  });

  it('step over the holidays of the leaver’s country', () => {
    const flow = flowOf('employee-resignation');
    // Friday 15 May 2026; Thursday 14 is Ascension Day in France, not in the United Kingdom.
    const french = contextOf(flow, '2026-05-15', '2026-05-15', 30);
    expect(localDate(momentOf(flow.farewell, french), 'Europe/Paris')).toBe('2026-05-11');
    expect(localDate(momentOf(flow.farewell, { ...french, country: 'GB' }), 'Europe/Paris')).toBe('2026-05-12');
  });
});

describe('flow.schema.json', () => {
  it('is what the schema in the code gives; else run: npx tsx scripts/generate-flow-schema.ts', async () => {
    expect(await readFile(join(shippedFlowsDir, 'flow.schema.json'), 'utf8')).toBe(flowJsonSchema());
  });

  it('is named by every flow, and accepts it', async () => {
    const validate = new Ajv({ strict: false }).compile(JSON.parse(flowJsonSchema()));
    for (const id of ids) {
      const text = await readFile(join(shippedFlowsDir, `${id}.yaml`), 'utf8');
      expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./flow.schema.json');
      expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
      expect(validate({ ...parse(text), remindrs: [] })).toBe(false);
    }
  });
});
