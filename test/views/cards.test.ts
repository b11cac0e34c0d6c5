import { describe, expect, it } from 'vitest';
import type { Departure } from '../../src/domain/departure.ts';
import type { Person } from '../../src/domain/people/people.ts';
import { type CardView, cardKinds } from '../../src/views/card-view.ts';
import { accessCard } from '../../src/views/cards/access-card.ts';
import { alertCard } from '../../src/views/cards/alert-card.ts';
import { departureCard } from '../../src/views/cards/departure-card.ts';
import { digestCard } from '../../src/views/cards/digest.ts';
import { escalationCard } from '../../src/views/cards/escalation-card.ts';
import { farewellCard } from '../../src/views/cards/farewell-card.ts';
import { handedCard } from '../../src/views/cards/handed-card.ts';
import { homeCard } from '../../src/views/cards/home.ts';
import { myAlarms } from '../../src/views/cards/my-alarms.ts';
import { nudgeCard } from '../../src/views/cards/nudge.ts';
import { outcomeCard } from '../../src/views/cards/outcome-card.ts';
import { surveyCard } from '../../src/views/cards/survey-card.ts';
import { taskCard } from '../../src/views/cards/task-card.ts';
import { moreForm } from '../../src/views/forms/more-form.ts';
import { type Sample, sampleDeparture, samples } from '../support/sample-departures.ts';
import { everybody, people, reading } from '../support/sample-people.ts';
import { planHash, sampleTask } from '../support/sample-plan.ts';
import { actNamesOf, actOf, blockActions, cardTexts, formActions } from '../support/view-text.ts';
import { everyCard } from './every-view.ts';

function sample(name: string): Sample {
  const found = samples[name];
  if (!found) throw new Error(name);
  return found;
}

function draw(
  card: (departure: Departure, reader: Person, now: string) => CardView,
  name: string,
  reader: Person,
): CardView {
  const { departure, now } = sample(name);
  return card(departure, reader, now);
}

function drawTask(card: typeof taskCard, name: string, taskId: string, reader: Person): CardView {
  const { departure, now } = sample(name);
  const task = departure.tasks.find(({ id }) => id === taskId);
  if (!task) throw new Error(taskId);
  return card(departure, task, reader, now);
}

/** The first line of a card. */
function statusOf(card: CardView) {
  const [first] = card.blocks;
  if (first?.type !== 'status') throw new Error(`${card.kind}: no status on the first line`);
  return first;
}

function textOf(card: CardView): string {
  return cardTexts(card).join('\n');
}

describe('the departure card', () => {
  it('tells who still has to confirm, in the reader’s language', () => {
    expect(textOf(draw(departureCard, 'partly confirmed', people.maya))).toContain('1 of 2 confirmed, waiting for IT');
    expect(textOf(draw(departureCard, 'planned', people.nadia))).toContain(
      '0 confirmation sur 2\u202f; en attente\u202f: les RH et l’équipe informatique',
    );
    expect(textOf(draw(departureCard, 'confirmed', people.maya))).toContain('confirmed, ends by itself');
  });

  it('lets the manager name somebody for what nobody took', () => {
    const ref = actOf(draw(departureCard, 'planned', people.maya), 'task.reassign');
    expect(ref).toEqual({ name: 'task.reassign', departureId: 'd1', target: 'handover-3', seen: '3' });
  });

  it('says who is late and by when', () => {
    const text = textOf(draw(departureCard, 'late', people.maya));
    expect(text).toContain('Jonas Weber, was due Friday 20 November 2026 at 16:00');
    expect(draw(departureCard, 'late', people.maya).fallback).toMatch(/, \d+ late\./);
  });

  it('shows the cut-off on both clocks', () => {
    expect(textOf(draw(departureCard, 'planned', people.maya))).toContain(
      'Friday 27 November 2026 at 17:00 (18:00, Central European Standard Time)',
    );
  });

  it('offers what is possible, and only that', () => {
    expect(actNamesOf(draw(departureCard, 'draft, filled', people.maya))).toEqual(['walk.resume', 'walk.discard']);
    expect(actNamesOf(draw(departureCard, 'planned', people.maya))).toContain('departure.reschedule');
    expect(actNamesOf(draw(departureCard, 'running', people.maya))).not.toContain('departure.reschedule');
    expect(actNamesOf(draw(departureCard, 'settled', people.maya))).not.toContain('departure.complete');
    expect(actNamesOf(draw(departureCard, 'can complete', people.maya))).toContain('departure.complete');
    expect(actNamesOf(draw(departureCard, 'completed', people.maya))).toContain('departure.reopen');
    expect(actNamesOf(draw(departureCard, 'retained', people.maya))).not.toContain('departure.reopen');
    // IT follows it, but does not steer it.
    expect(actNamesOf(draw(departureCard, 'planned', people.tom))).not.toContain('departure.cancel');
  });

  it('has the release button only once everybody confirmed', () => {
    expect(actNamesOf(draw(departureCard, 'not armed', people.maya))).not.toContain('cut-off.release');
    const card = draw(departureCard, 'armed', people.maya);
    expect(actOf(card, 'cut-off.release')?.seen).toBe(planHash);
    expect(blockActions(card.blocks).find(({ act }) => act.name === 'cut-off.release')?.confirm?.confirm).toBe(
      'End access now',
    );
    expect(actNamesOf(draw(departureCard, 'released', people.maya))).not.toContain('cut-off.release');
  });

  it('shows residual access with its end', () => {
    expect(textOf(draw(departureCard, 'settled', people.maya))).toContain(
      'Okta: what was open before may work until Friday 27 November 2026 at 18:00',
    );
  });

  it('never looks good while something failed', () => {
    for (const name of ['failed', 'overdue']) expect(draw(departureCard, name, people.maya).tone, name).toBe('danger');
    expect(draw(departureCard, 'can complete', people.maya).tone).toBe('good');
  });

  it('leads HR, not the manager, to the answers', () => {
    const more = (reader: Person) =>
      formActions(moreForm(sample('completed').departure, reader, { byMail: false })).map(({ act }) => act.name);
    expect(actNamesOf(draw(departureCard, 'completed', people.nadia))).toContain('departure.more');
    expect(more(people.nadia)).toContain('survey.results');
    expect(more(people.maya)).not.toContain('survey.results');
  });
});

describe('the task card', () => {
  it('asks, with the state the person saw on every button', () => {
    const card = drawTask(taskCard, 'planned', 'handover-1', people.jonas);
    expect(actNamesOf(card)).toEqual(['task.accept', 'task.complete', 'task.decline']);
    for (const { act } of blockActions(card.blocks)) expect(act).toMatchObject({ target: 'handover-1', seen: '3' });
    expect(textOf(card)).toContain('Friday 20 November 2026 at 17:00');
    expect(textOf(card)).toContain('or Maya decides');
  });

  it('thanks whoever accepted and lets them hand it back', () => {
    const card = drawTask(taskCard, 'planned', 'handover-2', people.lea);
    expect(actNamesOf(card)).toEqual(['task.complete', 'task.decline']);
    expect(textOf(card)).toContain('Je ne peux plus');
  });

  it('does not ask the leaver whether they accept', () => {
    const card = drawTask(taskCard, 'planned', 'return', people.alex);
    expect(actNamesOf(card)).toEqual(['task.complete']);
    expect(textOf(card)).toContain('A step of your departure');
  });

  it('closes without buttons', () => {
    for (const name of ['can complete', 'cancelled', 'retained'])
      expect(actNamesOf(drawTask(taskCard, name, 'handover-1', people.jonas)), name).toEqual([]);
  });

  it('tells nobody the title of a task that was never theirs', () => {
    expect(textOf(drawTask(taskCard, 'planned', 'handover-1', people.lea))).not.toContain('Supplier invoices');
  });

  it('names a card of the past by its post', () => {
    const { departure, now } = sample('failed');
    const task = departure.tasks.find(({ id }) => id === 'handover-1');
    if (!task) throw new Error('handover-1');
    expect(textOf(taskCard(departure, { ...task, assignee: 'lea' }, people.jonas, now))).toContain('was passed on');
  });
});

describe('reminders', () => {
  it('count the days from the reminder, so that the card does not change every midnight', () => {
    const { departure, now } = sample('planned');
    const task = departure.tasks.find(({ id }) => id === 'handover-1');
    if (!task) throw new Error('handover-1');
    const reminded = { ...task, remindedAt: '2026-11-18T09:00:00.000Z' };
    const first = nudgeCard(departure, reminded, people.jonas, '2026-11-18T09:01:00.000Z');
    expect(textOf(first)).toContain('due in 2 days: Friday 20 November 2026 at 17:00');
    expect(textOf(first)).toContain('Relais asks Maya for help');
    expect(nudgeCard(departure, reminded, people.jonas, '2026-11-19T09:00:00.000Z')).toEqual(first);
    expect(now < '2026-11-18').toBe(true);
  });

  it('say since when it is late, and close with the task', () => {
    expect(textOf(drawTask(nudgeCard, 'late', 'handover-1', people.jonas))).toContain(
      'has been due since Friday 20 November',
    );
    expect(actNamesOf(drawTask(nudgeCard, 'can complete', 'handover-1', people.jonas))).toEqual([]);
  });

  it('escalate to somebody who can name another', () => {
    const card = drawTask(escalationCard, 'late', 'handover-1', people.maya);
    expect(actNamesOf(card)).toEqual(['task.reassign', 'task.skip', 'departure.open']);
    expect(textOf(card)).toContain('Jonas Weber has not answered yet');
    expect(actNamesOf(drawTask(escalationCard, 'can complete', 'handover-1', people.maya))).toEqual([]);
  });

  it('come as one digest with the reader’s own open tasks', () => {
    const { departure, now } = sample('late');
    const open = departure.tasks.map((task) => ({ departure, task }));
    expect(digestCard(open, people.jonas, now).title).toBe('Reminder: Supplier invoices');
    const two = open.flatMap((one) => [one, one]);
    expect(digestCard(two, people.jonas, now).blocks[0]).toMatchObject({ state: '2 tasks, 2 late' });
    expect(digestCard(open, people.oscar, now).fallback).toBe('Nothing is open for you any more. Thank you.');
  });

  it('say first what is worse than late and stands in an older message, to whoever settles it', () => {
    const { departure: late, now } = sample('late');
    const alert = { id: 'a1', at: now, kind: 'account-open', subject: 'okta/1', clearedAt: null } as const;
    const ref = { channel: 'slack', conversation: 'D1', message: '1' } as const;
    const posted = (reader: string, there = true) =>
      ({ key: `alert|a1|${reader}`, ref: there ? ref : null }) as unknown as Departure['posts'][number];
    const departure = (...posts: Departure['posts']) => ({ ...late, alerts: [alert], posts });
    const [first] = late.tasks.filter(({ id }) => id === 'handover-1');
    if (!first) throw new Error('no task');
    const task = { ...first, assignee: 'tom' };
    const digestOf = (one: Departure, reader = people.tom, tasks = [{ departure: one, task }]) =>
      digestCard(tasks, reader, now, { alarms: myAlarms([one], reader) });
    const both = digestOf(departure(posted('tom'), posted('nadia')));
    expect(both).toMatchObject({ tone: 'danger', blocks: [{ state: '1 task, 1 late' }, { type: 'items' }, {}, {}] });
    expect(actNamesOf(both)[0]).toBe('access.review');
    expect(textOf(both)).toContain('An account is still open');
    expect(textOf(digestOf(departure(posted('tom')), people.tom, []))).not.toMatch(/Nothing is open|0 tasks/);
    // What has not been brought yet rings by itself; HR settles nothing of it; what is cleared is over.
    for (const calm of [
      digestOf(departure(posted('tom', false))),
      digestOf(departure(posted('nadia')), people.nadia),
      digestOf({ ...departure(posted('tom')), alerts: [{ ...alert, clearedAt: now }] }),
    ])
      expect(actNamesOf(calm)).not.toContain('access.review');
    // Whoever only hears of it reads what is theirs to do on that message; IT reads there what settles it, alone.
    const mine = (reader: Person) => ({ ...departure(posted('tom')), tasks: [{ ...first, assignee: reader.id }] });
    const rung = (reader: Person) => alertCard(mine(reader), alert, reader, now);
    expect(actOf(rung(people.nadia), 'task.complete')?.target).toBe('handover-1');
    expect(actNamesOf(rung(people.tom))).not.toContain('task.complete');
  });
});

describe('the access card', () => {
  it('says exactly what is done, with the call and its effect', () => {
    const text = textOf(draw(accessCard, 'planned', people.tom));
    expect(text).toContain('Delete the account · cannot be undone');
    expect(text).toContain('Remove from Platform · can be undone');
    expect(text).toMatch(/POST \/api\/v1\/users\/1\//);
    expect(text).toContain('Software engineer');
  });

  it('carries the plan’s hash, and asks again before it confirms', () => {
    const card = draw(accessCard, 'planned', people.tom);
    const confirm = blockActions(card.blocks).find(({ act }) => act.name === 'access.confirm');
    expect(confirm).toMatchObject({ style: 'danger', act: { seen: planHash } });
    expect(confirm?.confirm?.text).toContain('Alex Moreau loses access to 4 systems');
  });

  it('lets nobody confirm twice, for another role, or what they started', () => {
    expect(actNamesOf(draw(accessCard, 'partly confirmed', people.nadia))).toEqual(['access.withdraw', 'access.plan']);
    expect(actNamesOf(draw(accessCard, 'partly confirmed', people.tom))).toContain('access.confirm');
    // The flow asks for HR and IT, not for administrators.
    expect(actNamesOf(draw(accessCard, 'planned', people.hugo))).not.toContain('access.confirm');
    const { departure, now } = sample('planned');
    const own = accessCard(sampleDeparture({ ...departure, requester: 'tom' }), people.tom, now);
    expect(actNamesOf(own)).not.toContain('access.confirm');
  });

  it('cannot be confirmed while a system is silent, and says what changed', () => {
    expect(actNamesOf(draw(accessCard, 'system silent', people.tom))).toEqual(['access.set-aside', 'access.replan']);
    const text = textOf(draw(accessCard, 'plan changed', people.tom));
    expect(text).toContain('Added: Github, Delete the account.');
    expect(text).toContain('Taken out: a system that is no longer in the plan.');
    expect(text).toContain('has moved');
  });

  it('shows failures with their reason and three ways forward', () => {
    const card = draw(accessCard, 'failed', people.tom);
    const text = textOf(card);
    expect(text).toContain('The system does not answer. Technical detail: “503 ');
    expect(text).toContain('Relais tries again on');
    expect(text).toContain('With Jonas Weber');
    for (const name of ['access.retry', 'access.hand', 'access.waive', 'access.prove'])
      expect(actNamesOf(card), name).toContain(name);
    expect(card.tone).toBe('danger');
    expect(card.fallback).toBe('Access of Alex Moreau: 2 of 6 settled, 2 failed.');
    expect(text).toContain('Relais cannot reach Jonas Weber: no Slack account');
    // HR reads why, IT mends.
    expect(actNamesOf(draw(accessCard, 'failed', people.nadia))).toEqual([]);
  });

  it('calls nothing settled that is only accepted', () => {
    expect(statusOf(draw(accessCard, 'running', people.tom)).state).toBe('Access is being ended');
    // One of its actions was waived.
    expect(draw(accessCard, 'settled', people.tom).tone).toBe('attention');
  });

  it('gives whoever was handed an action that action alone', () => {
    const card = draw(handedCard, 'failed', people.jonas);
    expect(actOf(card, 'access.prove')).toMatchObject({ target: 'badge/1/task/door', seen: '5' });
    expect(textOf(card)).not.toContain('Okta');
    // What the connector says is to be done by hand; the calls that Relais makes itself are not for them.
    const byHand = sample('failed').departure.revocations.filter(({ action }) => action.manual);
    expect(byHand).toHaveLength(1);
    expect(textOf(card)).toContain('Take the badge back.');
    expect(textOf(draw(accessCard, 'failed', people.tom))).toContain('Take the badge back.');
    expect(actNamesOf(draw(handedCard, 'settled', people.jonas))).toEqual([]);
  });

  it('warns in danger when the time passed unconfirmed', () => {
    const card = draw(accessCard, 'overdue', people.tom);
    expect(card.tone).toBe('danger');
    expect(card.fallback).toContain('still works in 4 systems');
    expect(actNamesOf(card)).toContain('access.confirm');
  });
});

describe('the outcome and alerts', () => {
  it('tell system by system, with waivers, proofs and what lives on', () => {
    const text = textOf(draw(outcomeCard, 'settled', people.maya));
    expect(textOf(draw(outcomeCard, 'failed', people.maya))).toContain(
      '2 verified, 1 only accepted, 2 failed and 1 not settled',
    );
    expect(text).toContain('4 verified, 1 done by hand and 1 waived');
    expect(text).toContain('Waived by Tom Okafor until');
    expect(text).toContain('By hand, Jonas Weber:');
    // People end their sentences themselves, or not.
    const { departure, now } = sample('settled');
    const proof = { by: 'jonas', text: 'Seen at 11:30.', at: now };
    const revocations = departure.revocations.map((one) => (one.proof ? { ...one, proof } : one));
    expect(textOf(outcomeCard({ ...departure, revocations }, people.maya, now))).toMatch(/Seen at 11:30\.(?!\.)/);
    expect(text).toContain('after 3 minutes');
    expect(draw(outcomeCard, 'failed', people.maya)).toMatchObject({ tone: 'danger' });
  });

  it('say in one line what is settled altogether, and fold how each system was closed and who was nowhere', () => {
    const { departure, now } = sample('settled');
    const [first] = departure.revocations.filter(({ status }) => status === 'verified');
    if (!first) throw new Error('nothing is verified');
    const revocations = departure.revocations.map((one) => ({ ...first, action: one.action }));
    const nowhere = { ...departure.systems[0], system: 'library', systemLabel: 'Library', accounts: 0, problem: null };
    const whole = { ...departure, revocations, systems: [...departure.systems, nowhere] } as typeof departure;
    const { blocks } = outcomeCard(whole, people.maya, now);
    expect(blocks.map(({ type }) => type).slice(0, 3)).toEqual(['status', 'text', 'fold']);
    expect(blocks[1]).toEqual({ type: 'text', text: '6 verified in 3 minutes' });
    const told = JSON.stringify(blocks.find(({ type }) => type === 'fold'));
    for (const inside of ['How each system was closed', 'Began on ', ', ended on ', 'Library', 'no account'])
      expect(told).toContain(inside);
    expect(blocks.some(({ type }) => type === 'table' || type === 'facts')).toBe(false);
    expect(textOf(outcomeCard(whole, { ...people.maya, locale: 'fr' }, now))).toMatch(/6 vérifié\S* en 3 minutes/);
    // As long as somebody has to act, or chose to leave something, nothing of it is folded.
    for (const name of ['settled', 'failed'] as const)
      expect(draw(outcomeCard, name, people.maya).blocks.some(({ type }) => type === 'fold')).toBe(false);
  });

  it('says of a system that does not answer whether anything may be open by now', () => {
    const before = sample('system silent');
    const [waiting] = before.departure.alerts;
    const inRun = sample('appeared');
    const silent = inRun.departure.alerts.find(({ kind }) => kind === 'plan-unresolved');
    if (!waiting || !silent) throw new Error('no alert');
    expect(alertCard(before.departure, waiting, people.tom, before.now)).toMatchObject({
      title: 'A system is missing from the plan',
      tone: 'attention',
    });
    const card = alertCard(inRun.departure, silent, people.tom, inRun.now);
    expect(card).toMatchObject({ title: 'Access may still be open', tone: 'danger' });
    expect(textOf(card)).toContain('the list may be cut short');
    expect(actNamesOf(card)).toEqual(['access.replan', 'access.review']);
  });

  it('lead to what settles them', () => {
    const { departure, now } = sample('failed');
    const [residual, activity, gone] = departure.alerts;
    if (!residual || !activity || !gone) throw new Error('alerts');
    expect(textOf(alertCard(departure, residual, people.tom, now))).toContain('Okta');
    expect(actNamesOf(alertCard(departure, activity, people.tom, now))).toEqual(['alert.acknowledge', 'access.review']);
    // What is gone is told without its buttons, and without a tick while other access has failed.
    expect(alertCard(departure, gone, people.tom, now)).toMatchObject({ tone: 'neutral' });
    expect(actNamesOf(alertCard(departure, gone, people.tom, now))).toEqual([]);
    // The manager hears that it is late, without systems.
    const late = sample('overdue');
    const [alert] = late.departure.alerts;
    if (!alert) throw new Error('alert');
    expect(actNamesOf(alertCard(late.departure, alert, people.maya, late.now))).toEqual(['departure.open']);
  });
});

function homeOf(reader: Person, name: string): CardView {
  const { departure, now } = sample(name);
  return homeCard({ reader, roles: [], now, departures: [departure], numbers: null, survey: null });
}

describe('what the leaver reads', () => {
  it('is thanks and their own list, without alarm', () => {
    const card = draw(farewellCard, 'failed', people.alex);
    const text = textOf(card);
    expect(text).toContain('Thank you, Alex');
    expect(text).toContain('Step return');
    expect(text).not.toMatch(/\blate\b|fail|revok|access/i);
    expect(card.tone).toBe('neutral');
  });

  it('does not say that nothing is left while something lent is still to come back', () => {
    const { departure, now } = sample('failed');
    const thing = (status: 'accepted' | 'done') =>
      textOf(
        farewellCard(
          {
            ...departure,
            tasks: [
              sampleTask('laptop', { nature: 'equipment', title: 'Laptop', assignee: 'tom', role: 'it', status }),
            ],
          },
          people.alex,
          now,
        ),
      );
    expect(thing('accepted')).toContain('Laptop');
    expect(thing('accepted')).not.toContain('Nothing is left for you to do.');
    expect(thing('done')).toContain('Nothing is left for you to do.');
  });

  it('asks for a private address in the tense of the day', () => {
    const { departure, now } = sample('failed');
    const asked = (runStartedAt: string | null) =>
      textOf(farewellCard({ ...departure, runStartedAt, contact: undefined }, people.alex, now, { byMail: true }));
    expect(asked(null)).toContain('Once your access has ended');
    expect(asked(now)).toContain('Your access has ended');
    expect(asked(now)).not.toContain('Once your access');
  });

  it('is never told off: not on the card of a step of theirs, in the digest or on their home page', () => {
    const { departure, now } = sample('failed');
    const step = departure.tasks.find((task) => task.assignee === 'alex' && task.status === 'offered');
    if (!step) throw new Error('no step of the leaver');
    expect(step.dueAt < now).toBe(true);
    const home = homeOf(people.alex, 'failed');
    const digest = digestCard([{ departure, task: step }], people.alex, now);
    for (const card of [taskCard(departure, step, people.alex, now), digest, home]) {
      expect(textOf(card)).toContain('Step return');
      expect(textOf(card)).not.toMatch(/\blate\b|was due|not answered/i);
      expect(card.tone).toBe('neutral');
    }
    // Nobody is invited to start a departure on the page of their own.
    expect(actNamesOf(home)).not.toContain('start');
    expect(actNamesOf(homeOf(people.jonas, 'failed'))).toContain('start');
  });

  it('is a survey once, then changes, then thanks', () => {
    expect(actNamesOf(draw(surveyCard, 'planned', people.alex))).toEqual([]);
    expect(actNamesOf(draw(surveyCard, 'failed', people.alex))).toEqual(['survey.open']);
    expect(textOf(draw(surveyCard, 'completed', people.alex))).toContain('You can change them until');
    const { departure } = sample('completed');
    expect(textOf(surveyCard(departure, people.alex, '2027-01-01T00:00:00.000Z'))).toContain('closed now');
  });
});

it('every kind of card is drawn by some sample', () => {
  const drawn = new Set(
    Object.values(samples).flatMap((one) =>
      everybody.flatMap((reader) => everyCard(one, reader).map(({ kind }) => kind)),
    ),
  );
  expect([...drawn].sort()).toEqual([...cardKinds].sort());
});

describe('the home page', () => {
  const numbers = {
    active: 1,
    lateTasks: 0,
    openConfirmations: 2,
    failedActions: 0,
    manualActions: 0,
    handovers: { done: 1, total: 3 },
    equipment: { done: 0, total: 0 },
    licences: { done: 1, total: 1 },
    knowledge: { done: 0, total: 0 },
    timeToDeactivate: [{ system: 'okta', label: 'Okta', medianMilliseconds: 92_000, departures: 4 }],
  };
  const home = (reader: Person, roles: readonly ('hr' | 'it' | 'admin')[]) => {
    const { departure, now } = sample('planned');
    return homeCard({
      reader,
      roles,
      now,
      departures: [departure],
      numbers,
      survey: { answered: 3, averages: null, reasons: null, own: [] },
    });
  };

  it('shows everybody what waits for them', () => {
    expect(home(people.jonas, []).blocks[0]).toMatchObject({ state: '1 thing waits for you' });
    expect(textOf(home(people.jonas, []))).not.toMatch(/median|Handovers taken over/);
    expect(actNamesOf(home(people.tom, ['it']))).toContain('access.review');
    expect(actNamesOf(home(people.maya, []))).toContain('departure.open');
  });

  it('shows HR and IT live numbers, and no averages below five answers', () => {
    expect(textOf(home(people.tom, ['it']))).toContain('1 minute 32 seconds over 4 departures');
    const hr = textOf(home(reading(people.nadia, 'en'), ['hr']));
    expect(hr).toContain('1 of 3 (33%)');
    expect(hr).toContain('Averages appear from 5 answers on');
    expect(textOf(home(people.hugo, ['admin']))).not.toContain('Questionnaires de départ');
  });
});
