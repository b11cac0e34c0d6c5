import { describe, expect, it } from 'vitest';
import { day, hour, minute, plus } from '../../src/domain/calendar/time.ts';
import type { Departure } from '../../src/domain/departure.ts';
import type { Person } from '../../src/domain/people/people.ts';
import type { CardView } from '../../src/views/card-view.ts';
import { accessCard } from '../../src/views/cards/access-card.ts';
import { alertCard } from '../../src/views/cards/alert-card.ts';
import { departureCard } from '../../src/views/cards/departure-card.ts';
import { handedCard } from '../../src/views/cards/handed-card.ts';
import { taskCard } from '../../src/views/cards/task-card.ts';
import { flatParts } from '../../src/views/form-view.ts';
import { reschedulePreviewForm } from '../../src/views/forms/reschedule-preview.ts';
import { walkDayForm } from '../../src/views/forms/walk-day.ts';
import { askedSystem, sampleDeparture } from '../support/sample-departures.ts';
import { people, reading } from '../support/sample-people.ts';
import {
  createdAt,
  cutOff,
  dates,
  dismissalFlow,
  planHash,
  sampleAction,
  sampleFlow,
  sampleRevocation,
  sampleTask,
} from '../support/sample-plan.ts';
import { blockActions, cardTexts, formTexts } from '../support/view-text.ts';

const before = '2026-11-12T10:00:00.000Z';
const after = plus(cutOff, hour);

function textOf(card: CardView): string {
  return cardTexts(card).join('\n');
}

function dialogOf(departure: Departure, reader: Person, now: string, name = 'access.confirm'): string {
  const card = accessCard(departure, reader, now);
  const text = blockActions(card.blocks).find(({ act }) => act.name === name)?.confirm?.text;
  if (text === undefined) throw new Error(`no ${name}`);
  return text;
}

function confirmation(by: string, expiresAt: string) {
  return { by, role: 'it' as const, at: before, planHash, expiresAt };
}

describe('what a confirmation does', () => {
  it('is told with its time while that is ahead, and as at once when it has passed', () => {
    expect(dialogOf(sampleDeparture(), people.tom, before)).toContain(' on Friday 27 November 2026');
    const late = dialogOf(sampleDeparture(), people.tom, after);
    expect(late).toContain('loses access to 4 systems, as soon as everybody has confirmed: ');
    expect(late).not.toContain('27 November');
    const french = dialogOf(sampleDeparture(), reading(people.tom, 'fr'), after);
    expect(french).toContain('perd l’accès à 4 systèmes, dès que tout le monde a confirmé');
    expect(french).not.toContain('27 novembre');
  });

  it('withdrawn after its time is not promised for that time', () => {
    const departure = sampleDeparture({ confirmations: [confirmation('tom', plus(cutOff, 9 * day))] });
    expect(dialogOf(departure, people.tom, before, 'access.withdraw')).toContain('does not end at the set time');
    expect(dialogOf(departure, people.tom, after, 'access.withdraw')).toContain('until somebody confirms again');
  });

  it('covers what appears later, and says so in the dialog and on the card alike', () => {
    const dialog = dialogOf(sampleDeparture(), people.tom, before);
    expect(dialog).toContain('covers as well what appears there later, of the same kind and no harsher');
    const card = textOf(accessCard(sampleDeparture(), people.tom, before));
    expect(card).toContain('also covers what appears later');
    expect(card).not.toContain('only what stands here');
  });

  it('of an old role covers what is listed and no more, and leaves the account', () => {
    const flow = sampleFlow({ access: 'old-role' });
    const revocations = [
      sampleRevocation(sampleAction('github', 'groups', { target: { id: 'g7', label: 'Platform' } })),
    ];
    const move = sampleDeparture({ flow, revocations, kind: 'internal-move' });
    const dialog = dialogOf(move, people.tom, before);
    expect(dialog).toContain('keeps the account, and loses what is listed in 1 system on');
    expect(dialog).not.toContain('later');
    const card = textOf(accessCard(move, people.tom, before));
    expect(card).toContain('only what stands here is done');
    expect(card).not.toContain('covers what appears later');
    expect(dialogOf(move, reading(people.tom, 'fr'), before)).toContain(
      'garde son compte, et perd ce qui est listé dans',
    );
  });
});

describe('a confirmation that lapses before access is to end', () => {
  const lapses = plus(cutOff, -2 * day);
  const flow = {
    ...dismissalFlow,
    confirmation: { ...dismissalFlow.confirmation, confirmers: [{ role: 'it' as const, count: 1 }] },
  };
  const armed = sampleDeparture({ flow, kind: 'dismissal', confirmations: [confirmation('tom', lapses)] });

  it('is warned of on the confirmers’ card and to whoever ends it at the meeting', () => {
    const warned = textOf(accessCard(armed, people.tom, before));
    expect(warned).toContain('The confirmation of Tom Okafor ends on Wednesday 25 November 2026 at 17:00');
    expect(textOf(accessCard(armed, reading(people.tom, 'fr'), before))).toContain(
      'La confirmation de Tom Okafor expire le mercredi 25 novembre 2026',
    );
    expect(textOf(departureCard(armed, people.maya, before))).toContain(
      'A confirmation ends on Wednesday 25 November 2026 at 17:00, before the planned time',
    );
    expect(textOf(departureCard(armed, reading(people.maya, 'fr'), before))).toContain(
      'Une confirmation expire le mercredi 25 novembre 2026',
    );
  });

  it('is not warned of where it holds long enough', () => {
    const long = { ...armed, confirmations: [confirmation('tom', plus(cutOff, day))] };
    expect(textOf(accessCard(long, people.tom, before))).not.toContain('Without a new one');
    expect(textOf(departureCard(long, people.maya, before))).not.toContain('before the planned time');
  });
});

describe('access to give back', () => {
  const called = { calledAt: cutOff, status: 'verified' as const, endedAt: cutOff };
  const revocations = [
    sampleRevocation(sampleAction('github', 'disable'), called),
    sampleRevocation(sampleAction('github', 'sessions'), called),
    sampleRevocation(sampleAction('github', 'groups', { target: { id: 'g7', label: 'Platform' } }), called),
    sampleRevocation(sampleAction('github', 'groups', { target: { id: 'g8', label: 'Design' } }), {
      calledAt: cutOff,
      status: 'failed',
    }),
    sampleRevocation(sampleAction('github', 'groups', { target: { id: 'g9', label: 'Never begun' } })),
    sampleRevocation(sampleAction('okta', 'groups', { target: { id: 'o1', label: 'Elsewhere' } }), called),
  ];
  const restore = sampleTask('restore-github', {
    nature: 'restore',
    title: 'Github',
    assignee: 'tom',
    status: 'offered',
  });
  const stays = sampleDeparture({ status: 'retained', revocations, tasks: [restore] });

  it('says what: the account and each thing that was ended, in the reader’s language', () => {
    const english = textOf(taskCard(stays, restore, people.tom, after));
    expect(english).toContain('Give back the access to Github');
    expect(english).toContain('lynxlogin@example.com · the account itself: open it again');
    expect(english).toContain('lynxlogin@example.com · membership of Platform\nwas ended');
    expect(english).toContain('lynxlogin@example.com · membership of Design\nmay have been ended: look first');
    expect(english).not.toMatch(/Never begun|Elsewhere|sessions/);
    const french = textOf(taskCard(stays, restore, reading(people.tom, 'fr'), after));
    expect(french).toContain('lynxlogin@example.com · appartenance à Platform\na pris fin');
    expect(french).toContain('a peut-être pris fin\u202f: vérifiez d’abord');
  });

  it('made anew says the same, and any other task says nothing of it', () => {
    const again = { ...restore, id: 'restore-github.2' };
    expect(textOf(taskCard({ ...stays, tasks: [again] }, again, people.tom, after))).toContain(
      'membership of Platform',
    );
    const step = sampleTask('step', { assignee: 'tom' });
    expect(textOf(taskCard({ ...stays, tasks: [step] }, step, people.tom, after))).not.toContain('What was ended');
  });
});

describe('people’s words', () => {
  it('speak of what was to end, not of an account, where it is a group', () => {
    const one = sampleRevocation(sampleAction('github', 'groups', { target: { id: 'g7', label: 'Platform' } }), {
      status: 'failed',
      failure: { kind: 'read-back-differs', message: 'still there', at: cutOff },
    });
    const departure = sampleDeparture({ revocations: [one], runStartedAt: cutOff });
    expect(textOf(accessCard(departure, people.tom, after))).toContain('what was to end is still there');
    const back = { id: 'a', kind: 'residual-access' as const, subject: one.action.id, at: cutOff, clearedAt: null };
    const alarm = textOf(alertCard(departure, back, people.tom, after));
    expect(alarm).toContain('Access of Alex Moreau that had ended is there again: Github');
    expect(alarm).not.toContain('account');
  });

  it('do not name files to managers', () => {
    const reason = 'unconfigured: it is not in relais.yaml any more';
    const problem = { kind: 'unreachable' as const, reason };
    const departure = sampleDeparture({ systems: [askedSystem('wiki', { problem })] });
    expect(textOf(departureCard(departure, people.maya, before))).toContain('IT has been told');
    expect(textOf(departureCard(departure, people.maya, before))).not.toContain('relais.yaml');
    expect(textOf(accessCard(departure, people.tom, before))).toContain('put it back into relais.yaml');
  });

  it('do not tell people that they ask themselves', () => {
    const handed = { to: 'tom', by: 'tom', at: cutOff };
    const one = sampleRevocation(sampleAction('okta', 'disable'), { status: 'manual', handed });
    const departure = sampleDeparture({ revocations: [one], runStartedAt: cutOff });
    expect(textOf(handedCard(departure, people.tom, after))).toContain('You took this on: close this access');
    expect(textOf(handedCard(departure, people.tom, after))).not.toContain('Tom Okafor asks you');
    expect(textOf(handedCard(departure, reading(people.tom, 'fr'), after))).toContain('Vous vous en chargez');
  });

  it('ask for a tick that is needed, and not as an option', () => {
    const draft = { ...sampleDeparture().draft, nowConfirmed: true };
    const departure = sampleDeparture({ status: 'draft', draft, flow: null });
    const shown = { known: dates, from: 'chosen', when: 'now' } as const;
    const form = walkDayForm({ reader: people.maya, departure, flow: sampleFlow(), dates: shown, channel: 'slack' });
    const field = flatParts(form.parts)
      .flatMap((part) => (part.type === 'field' ? [part.field] : []))
      .find(({ type }) => type === 'choices');
    expect(field).toMatchObject({ required: true });
  });

  it('leave out of what moves whatever reads the same before and after', () => {
    const task = sampleTask('step', { startsAt: createdAt });
    const departure = sampleDeparture({ tasks: [task] });
    const later = { ...dates, cutOff: { ...dates.cutOff, at: plus(cutOff, day) } };
    const moved = [{ taskId: 'step', startsAt: plus(createdAt, minute / 2), dueAt: task.dueAt }];
    const form = reschedulePreviewForm(departure, people.maya, { dates: later, moved, now: before });
    expect(formTexts(form).join('\n')).toContain('No task moves.');
    expect(formTexts(form)).not.toContain('moved');
  });
});
