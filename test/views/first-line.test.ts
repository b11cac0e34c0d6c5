import { describe, expect, it } from 'vitest';
import type { Departure } from '../../src/domain/departure.ts';
import { quotation } from '../../src/domain/localized.ts';
import type { CardBlock, CardView } from '../../src/views/card-view.ts';
import { accessCard } from '../../src/views/cards/access-card.ts';
import { departureCard } from '../../src/views/cards/departure-card.ts';
import { outcomeCard } from '../../src/views/cards/outcome-card.ts';
import { taskCard } from '../../src/views/cards/task-card.ts';
import { sampleDeparture, samples } from '../support/sample-departures.ts';
import { people, reading } from '../support/sample-people.ts';
import { sampleAction, sampleRevocation, sampleTask } from '../support/sample-plan.ts';
import { blockActions, cardTexts } from '../support/view-text.ts';

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
    expect(line('planned')).toMatchObject({ state: 'A task has nobody', who: expect.stringContaining('Maya Chen') });
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

  it('of a task says its state and when it is due, and tells nobody who leaves that they are late', () => {
    const late = of('late');
    const task = late.departure.tasks.find(({ id }) => id === 'handover-1');
    const own = of('failed').departure.tasks.find((one) => one.assignee === 'alex' && one.status === 'offered');
    if (!task || !own) throw new Error('no task');
    expect(firstLine(taskCard(late.departure, task, people.jonas, late.now))).toEqual({
      type: 'status',
      tone: 'attention',
      state: 'late',
      next: 'Due Friday 20 November 2026 at 17:00',
      who: null,
    });
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
    const plot = card.blocks.find((block) => block.type === 'plot');
    expect(plot?.points.map(({ label }) => label)).not.toContain('Github');
    expect(plot?.points).toContainEqual({ label: 'Badge', value: 3, words: '3 minutes', said: 'Badge: 3 minutes' });
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
