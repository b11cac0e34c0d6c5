import { describe, expect, it } from 'vitest';
import { plus } from '../../src/domain/calendar/time.ts';
import type { Departure } from '../../src/domain/departure.ts';
import { quotation } from '../../src/domain/localized.ts';
import type { Person } from '../../src/domain/people/people.ts';
import type { Task } from '../../src/domain/tasks/task.ts';
import type { CardBlock, CardView } from '../../src/views/card-view.ts';
import { accessCard } from '../../src/views/cards/access-card.ts';
import { departureCard } from '../../src/views/cards/departure-card.ts';
import { outcomeCard } from '../../src/views/cards/outcome-card.ts';
import { taskCard } from '../../src/views/cards/task-card.ts';
import { moreForm } from '../../src/views/forms/more-form.ts';
import { byDue, taskTitle } from '../../src/views/tasks/task-state.ts';
import { voiceFor } from '../../src/views/words/voice.ts';
import { sampleDeparture, samples } from '../support/sample-departures.ts';
import { people, reading } from '../support/sample-people.ts';
import { sampleAction, sampleRevocation, sampleTask } from '../support/sample-plan.ts';
import { actNamesOf, blockActions, cardTexts, formActions, formTexts, plainText } from '../support/view-text.ts';

function of(name: string): { departure: Departure; now: string } {
  const found = samples[name];
  if (!found) throw new Error(name);
  return found;
}

function firstLine({ blocks, kind }: CardView): Extract<CardBlock, { type: 'status' }> {
  const [first] = blocks;
  if (first?.type !== 'status') throw new Error(`${kind} begins with ${first?.type}`);
  return first;
}

/** As many systems as names, each with these actions. */
function planned(systems: readonly string[], effects: readonly ('reversible' | 'destructive')[] = ['reversible']) {
  return systems.flatMap((system) =>
    effects.map((effect, index) =>
      sampleRevocation(
        sampleAction(system, index === 0 ? 'disable' : 'delete', {
          effect,
          systemLabel: system,
          call: `POST /${system}/${index}`,
        }),
      ),
    ),
  );
}

describe('the first line of a card', () => {
  it.each([
    ['planned', 'Waits for confirmation', '0 of 2 confirmed, waiting for HR and IT'],
    ['partly confirmed', 'Waits for confirmation', '1 of 2 confirmed, waiting for IT'],
    ['confirmed', 'Confirmed', null],
    ['overdue', 'Still open', '0 of 2 confirmed, waiting for HR and IT'],
    ['system silent', 'A system could not be asked', 'Waiting for IT'],
    ['armed', 'Ready for the meeting', 'Waiting for Maya Chen'],
    ['failed', 'Something did not work', 'Waiting for IT'],
    ['settled', 'Access has ended', null],
  ])('of IT’s card says how the access stands and who must act: %s', (name, state, who) => {
    const { departure, now } = of(name);
    expect(firstLine(accessCard(departure, people.tom, now))).toMatchObject({ state, who });
  });

  it('of IT’s card with a failure is followed by what settles it, above how each system stands', () => {
    const { departure, now } = of('failed');
    const { blocks } = accessCard(departure, people.tom, now);
    const retry = blocks.findIndex((block) => blockActions([block]).some(({ act }) => act.name === 'access.retry'));
    expect(retry).toBeGreaterThan(0);
    expect(retry).toBeLessThan(blocks.findIndex(({ type }) => type === 'steps'));
  });

  it('of the departure’s card says how it stands, what is next and whom it waits for', () => {
    const line = (name: string) => firstLine(departureCard(of(name).departure, people.maya, of(name).now));
    expect(line('failed')).toMatchObject({ tone: 'danger', state: 'Something did not work' });
    expect(line('overdue')).toMatchObject({ state: 'Access is still open' });
    expect(line('can complete')).toMatchObject({
      tone: 'good',
      state: 'Ready to be completed',
      next: 'Everything is done. You can mark this departure as complete.',
      who: null,
    });
    expect(line('planned')).toMatchObject({ state: 'A task has nobody', who: 'Waiting for Maya' });
  });

  it('of a departure that is late names the task that is late, and not the next date', () => {
    const due = (id: string, title: string, at: string) =>
      sampleTask(id, { title: quotation(title), status: 'accepted', dueAt: at });
    const tasks = [
      due('c', 'Say goodbye', '2026-11-27T10:00:00.000Z'),
      due('b', 'Write the dossier', '2026-11-23T10:00:00.000Z'),
      due('a', 'Tell the team', '2026-11-22T10:00:00.000Z'),
    ];
    const departure = { ...of('confirmed').departure, tasks };
    expect(firstLine(departureCard(departure, people.maya, '2026-11-24T10:00:00.000Z'))).toMatchObject({
      state: 'Late',
      next: 'Tell the team',
    });
  });

  it('of the departure’s card says of one and the same thing what is next and who does it', () => {
    const { departure, now } = of('planned');
    const telling = sampleTask('a', {
      ...{ title: quotation('Tell the team'), status: 'offered', assignee: 'maya', dueAt: '2026-11-16T10:00:00.000Z' },
    });
    const line = (tasks: readonly Task[]) =>
      firstLine(departureCard({ ...departure, tasks: [...tasks] }, people.maya, now));
    expect(line([telling])).toMatchObject({ state: 'On track', who: 'Waiting for Maya' });
    expect(plainText(line([telling]).next ?? '')).toBe('Tell the team is due Monday 16 November 2026 at 10:00');
    // Whoever has not been asked yet is not waited for.
    expect(line([{ ...telling, status: 'waiting' }]).who).toBeNull();
    // Once the end of access comes next, it is those who confirm.
    const before = { ...departure, tasks: [], survey: null, farewellAt: null };
    const card = departureCard(before, people.maya, now);
    expect(firstLine(card)).toMatchObject({ who: 'Waiting for HR and IT' });
    const ends = 'Friday 27 November 2026 at 17:00 (18:00, Central European Standard Time)';
    expect(plainText(firstLine(card).next ?? '')).toBe(`Access ends ${ends}`);
    expect(cardTexts(card).filter((text) => text.includes(ends))).toHaveLength(1);
  });

  it('leaves nothing out of what comes besides, also where it tells what holds the departure up', () => {
    const { departure, now } = of('late');
    const texts = cardTexts(departureCard(departure, people.maya, now)).join('\n');
    const [next] = departure.tasks.filter(({ status, dueAt }) => status !== 'done' && dueAt > now).toSorted(byDue);
    if (!next) throw new Error('nothing is to come');
    expect(texts).toContain(`${taskTitle(next, voiceFor(people.maya))} is due`);
  });

  it('calls people by their first names, and in full where two have the same or the language does not', () => {
    const { departure, now } = of('planned');
    const task = sampleTask('a', { status: 'offered', assignee: 'jonas', dueAt: '2026-11-16T10:00:00.000Z' });
    const who = (names: Departure['people']) =>
      firstLine(departureCard({ ...departure, tasks: [task], people: names }, people.maya, now)).who;
    expect(who(departure.people)).toBe('Waiting for Jonas');
    const namesake = { ...people.oscar, name: 'Jonas Lind' };
    expect(who({ ...departure.people, oscar: namesake })).toBe('Waiting for Jonas Weber');
  });

  it('of a task says its state and when it is due, and tells nobody who leaves that they are late', () => {
    const late = of('late');
    const task = late.departure.tasks.find(({ id }) => id === 'handover-1');
    const own = of('failed').departure.tasks.find((one) => one.assignee === 'alex' && one.status === 'offered');
    if (!task || !own) throw new Error('no task');
    const line = firstLine(taskCard(late.departure, task, people.jonas, late.now));
    expect(line).toMatchObject({ tone: 'attention', state: 'late', who: null });
    expect(plainText(line.next ?? '')).toBe('Due Friday 20 November 2026 at 17:00');
    const { departure, now } = of('failed');
    expect(firstLine(taskCard(departure, own, people.alex, now))).toMatchObject({ tone: 'neutral', state: 'For you' });
  });

  it('of the outcome says that not everything is closed while something was left open', () => {
    const { departure, now } = of('settled');
    const card = outcomeCard(departure, people.maya, now);
    expect(firstLine(card)).toMatchObject({
      tone: 'attention',
      state: 'Settled, and 1 action was waived: that access is open',
    });
    // A system of which a part was left open has no time at which it was closed, in words or in the picture.
    const table = card.blocks.find((block) => block.type === 'table');
    expect(table?.rows).toContainEqual(['Github', 'waived', 'left open knowingly']);
    expect(table?.rows).toContainEqual(['Badge', expect.any(String), { words: '3 minutes', value: 180 }]);
    const plot = card.blocks.find((block) => block.type === 'plot');
    expect(plot?.points.map(({ label }) => label)).not.toContain('Github');
    expect(plot?.points).toContainEqual({ label: 'Badge', value: 3, words: '3 minutes', said: 'Badge: 3 minutes' });
  });

  it('of an outcome that is not settled says what is open beside whom it waits for, and when it is looked at again below', () => {
    const { departure, now } = of('failed');
    const card = outcomeCard(departure, people.maya, now);
    expect(firstLine(card)).toMatchObject({ next: expect.stringContaining('failed'), who: 'Waiting for IT' });
    expect(plainText(firstLine(card).next ?? '')).not.toContain('looks again');
    // Whoever settles it finds the way there, and nobody else.
    const style = (reader: Person) =>
      blockActions(outcomeCard(departure, reader, now).blocks).find(({ act }) => act.name === 'access.review')?.style;
    expect(style(people.tom)).toBe('primary');
    // HR may look too, and has next steps of its own.
    expect(style(people.nadia)).toBe('default');
    expect(actNamesOf(card)).toEqual([]);
  });

  it('of an outcome in which all is closed has the systems folded away beside the plot, and says once what lives on', () => {
    const { departure, now } = of('settled');
    const until = plus(now, 3_600_000);
    const revocations = departure.revocations.map((one) =>
      one.status === 'waived' || one.status === 'manual'
        ? { ...one, status: 'verified' as const, waiver: null, proof: null, endedAt: one.endedAt ?? now }
        : one,
    );
    const open = revocations.map((one, index) => ({ ...one, residualUntil: index < 3 ? until : null }));
    const card = outcomeCard({ ...departure, revocations: open }, people.maya, now);
    expect(firstLine(card)).toMatchObject({ tone: 'good', state: 'Everything is settled' });
    expect(card.blocks.some(({ type }) => type === 'table')).toBe(false);
    const texts = cardTexts(card);
    for (const label of new Set(departure.revocations.map(({ action }) => action.systemLabel)))
      expect(texts.some((text) => text.startsWith(`${label} · `))).toBe(true);
    expect(texts.filter((text) => text.includes('what was open before may work until'))).toHaveLength(1);
  });

  it('of the outcome is followed by what else waits for its reader, which stands above it in the chat', () => {
    const { departure, now } = of('settled');
    const mine = (id: string, dueAt: string) =>
      sampleTask(id, { title: quotation(`Step ${id}`), status: 'accepted', assignee: 'tom', dueAt });
    const tasks = [
      mine('b', '2026-12-02T10:00:00.000Z'),
      mine('a', '2026-12-01T10:00:00.000Z'),
      { ...mine('c', '2026-12-01T10:00:00.000Z'), assignee: 'maya' },
      { ...mine('d', '2026-12-01T10:00:00.000Z'), status: 'waiting' as const },
    ];
    const card = outcomeCard({ ...departure, tasks }, people.tom, now);
    expect(card.blocks[1]).toEqual({ type: 'heading', text: 'Needs you' });
    const list = card.blocks[2];
    if (list?.type !== 'items') throw new Error('no tasks');
    expect(list.items.map(({ text, action }) => [plainText(text), action?.act.name, action?.act.target])).toEqual([
      ['Step a', 'task.complete', 'a'],
      ['Step b', 'task.complete', 'b'],
    ]);
    const many = Array.from({ length: 6 }, (_, index) => mine(`m${index}`, '2026-12-01T10:00:00.000Z'));
    expect(cardTexts(outcomeCard({ ...departure, tasks: many }, people.tom, now))).toContain('and 2 more');
    expect(cardTexts(outcomeCard({ ...departure, tasks: [] }, people.tom, now))).not.toContain('Needs you');
  });

  it('is in the reader’s language', () => {
    const { departure, now } = of('planned');
    expect(firstLine(accessCard(departure, reading(people.tom, 'fr'), now)).state).toBe('En attente de confirmation');
  });
});

describe('the plan on IT’s card', () => {
  const now = '2026-11-12T10:00:00.000Z';
  const folds = ({ blocks }: CardView) => blocks.filter((block) => block.type === 'fold');
  const confirms = ({ blocks }: CardView) => blockActions(blocks).filter(({ act }) => act.name === 'access.confirm');

  it('is one line a system, with what cannot be undone first, and a total on top', () => {
    const revocations = [...planned(['Asana']), ...planned(['Zoom'], ['reversible', 'destructive'])];
    const card = accessCard(sampleDeparture({ revocations }), people.tom, now);
    expect(folds(card).map(({ title }) => title)).toEqual(['Zoom · 2 actions, 1 cannot be undone', 'Asana · 1 action']);
    expect(JSON.stringify(card.blocks[1])).toContain('2 systems: 3 actions, 1 cannot be undone');
  });

  it('keeps the exact calls, each in the order of the actions above it', () => {
    const revocations = planned(['Zoom'], ['reversible', 'destructive']);
    const [fold] = folds(accessCard(sampleDeparture({ revocations }), people.tom, now));
    const [, items, code] = fold?.blocks ?? [];
    if (items?.type !== 'items' || code?.type !== 'code') throw new Error('no list of actions and calls');
    expect(items.items.map(({ text }) => JSON.stringify(text))).toEqual([
      expect.stringContaining('cannot be undone'),
      expect.stringContaining('can be undone'),
    ]);
    const [reversible, destructive] = revocations;
    expect(code.lines).toEqual([destructive?.action.call, reversible?.action.call]);
  });

  it('counts a fallback that cannot be undone as such', () => {
    const fallback = { call: 'DELETE /users/7', effect: 'destructive' as const };
    const action = sampleAction('Zoom', 'disable', { effect: 'reversible', systemLabel: 'Zoom', fallback });
    const card = accessCard(sampleDeparture({ revocations: [sampleRevocation(action)] }), people.tom, now);
    expect(folds(card).map(({ title }) => title)).toEqual(['Zoom · 1 action, 1 cannot be undone']);
  });

  it('has its buttons on top, and below as well once it is long', () => {
    const short = accessCard(sampleDeparture(), people.tom, now);
    expect(confirms(short)).toHaveLength(1);
    const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
    const long = accessCard(sampleDeparture({ revocations: planned(names) }), people.tom, now);
    expect(confirms(long)).toHaveLength(2);
    const places = long.blocks.flatMap((block, index) => (block.type === 'actions' ? [index] : []));
    // Never one directly below the other.
    expect(long.blocks.slice(places[0], places[1]).filter(({ type }) => type === 'fold')).toHaveLength(8);
    expect(places[1]).toBe(long.blocks.length - 1);
  });

  it('names in the dialog what cannot be undone, and again within the 300 characters that Slack has', () => {
    const revocations = planned(['Zoom', 'Asana', 'Figma'], ['reversible', 'destructive']);
    const [button] = confirms(accessCard(sampleDeparture({ revocations }), people.tom, now));
    expect(button?.confirm?.text).toContain('3 cannot be undone: ');
    expect(button?.confirm?.text).toContain('Asana (Delete the account)');
    const many = planned(
      Array.from({ length: 20 }, (_, index) => `A system with a long name ${index}`),
      ['destructive'],
    );
    for (const locale of ['en', 'fr'] as const) {
      const [long] = confirms(accessCard(sampleDeparture({ revocations: many }), reading(people.tom, locale), now));
      expect(long?.confirm?.brief?.length).toBeLessThanOrEqual(300);
      for (const text of [long?.confirm?.brief, long?.confirm?.text]) {
        expect(text).toContain(locale === 'en' ? '20 cannot be undone' : '20 sont irréversibles');
        expect(text).not.toMatch(/…$/);
      }
      // Where there is room for it, everything is named.
      expect(long?.confirm?.text).toContain('A system with a long name 19 (');
      expect(long?.confirm?.brief).not.toContain('A system with a long name 19 (');
    }
  });

  it('says in the dialog how many more there are, and cuts no name in two', () => {
    const seven = ['Ledger', 'GitHub', 'GitLab', 'Google', 'Okta', 'Design', 'Slack'];
    const revocations = planned(seven, ['destructive']);
    const texts = (['en', 'fr'] as const).map((locale) => {
      const card = accessCard(sampleDeparture({ revocations }), reading(people.tom, locale), now);
      return confirms(card)[0]?.confirm?.brief ?? '';
    });
    expect(texts[0]).toContain(': Design, GitHub, GitLab, Google and 3 more. 7 cannot be undone: ');
    expect(texts[0]).toContain(': Design (Disable the account) and 6 more. It covers');
    expect(texts[1]).toMatch(/\(Désactiver le compte\) et 6 autres\. Cela couvre/);
    for (const text of texts) expect(text).not.toContain('…');
  });

  it('tells nothing twice: no text stands on a card two times', () => {
    for (const name of ['planned', 'partly confirmed', 'confirmed', 'overdue', 'settled']) {
      const { departure, now: at } = of(name);
      const texts = cardTexts(accessCard(departure, people.tom, at)).filter((text) => text.length > 40);
      expect(
        texts.filter((text, index) => texts.indexOf(text) !== index),
        name,
      ).toEqual([]);
    }
  });
});

describe('the departure’s card', () => {
  it('has at most five buttons below it, and everything else behind one of them, each with what it is for', () => {
    for (const [name, { departure, now }] of Object.entries(samples))
      for (const reader of [people.maya, people.nadia, people.hugo, people.tom]) {
        const card = departureCard(departure, reader, now, { byMail: true });
        const last = card.blocks.at(-1);
        if (last?.type === 'actions') expect(last.actions.length, `${name}, ${reader.id}`).toBeLessThanOrEqual(5);
      }
    const { departure, now } = of('planned');
    expect(actNamesOf(departureCard(departure, people.maya, now))).toContain('departure.more');
    const more = moreForm(departure, people.maya, { byMail: true });
    expect(formActions(more).map(({ act }) => act.name)).toEqual([
      'dossier.begin',
      'equipment.list',
      'sessions.open',
      'announcement.open',
      'keepsake.open',
      'departure.retain',
      'departure.cancel',
    ]);
    expect(formTexts(more).join('\n')).toContain('For when Alex does not leave after all');
    const ofHr = formActions(moreForm(departure, people.nadia, { byMail: true })).map(({ act }) => act.name);
    expect(ofHr).toContain('hold.open');
    expect(ofHr).toContain('contact.open');
    // IT follows it, but does not steer it.
    expect(formActions(moreForm(departure, people.tom, { byMail: true }))).toEqual([]);
    expect(actNamesOf(departureCard(departure, people.tom, now))).not.toContain('departure.more');
  });

  it('calls nothing a thing to do that its reader cannot do', () => {
    for (const [name, { departure, now }] of Object.entries(samples))
      for (const reader of [people.maya, people.nadia]) {
        const { blocks } = departureCard(departure, reader, now);
        const at = blocks.findIndex(
          (block) => block.type === 'heading' && /^(Needs you|À vous d’agir)$/.test(block.text),
        );
        const list = at === -1 ? undefined : blocks[at + 1];
        const idle =
          list?.type === 'items' ? list.items.filter(({ icon, action }) => icon === 'todo' && action === null) : [];
        expect(idle, `${name}, ${reader.id}`).toEqual([]);
      }
  });

  it('shows what its reader has to do before everything that only tells', () => {
    const { departure, now } = of('planned');
    const { blocks } = departureCard(departure, people.maya, now);
    const first = blocks.findIndex((block) => blockActions([block]).length > 0);
    expect(blocks.slice(0, first).map(({ type }) => type)).toEqual(['status', 'heading']);
  });
});
