import { describe, expect, it } from 'vitest';
import type { Person } from '../../src/domain/people/people.ts';
import { maySee } from '../../src/domain/people/visibility.ts';
import { accessCard } from '../../src/views/cards/access-card.ts';
import { taskCard } from '../../src/views/cards/task-card.ts';
import { surveyResultsForm } from '../../src/views/forms/survey-results.ts';
import { sampleDeparture, samples } from '../support/sample-departures.ts';
import { everybody, people } from '../support/sample-people.ts';
import { secrets } from '../support/sample-plan.ts';
import { cardTexts, formTexts } from '../support/view-text.ts';
import { everyCard, openForms, rolesOf } from './every-view.ts';

const all = Object.entries(samples);

/** Everything this reader is shown of a sample, as one text. */
function shownTo(reader: Person, sample: (typeof samples)[string]): string {
  return [...everyCard(sample, reader).flatMap(cardTexts), ...openForms(sample, reader).flatMap(formTexts)].join('\n');
}

function whoReads(word: string, name: string): string[] {
  const sample = samples[name];
  if (!sample) throw new Error(name);
  return everybody.filter((reader) => shownTo(reader, sample).includes(word)).map(({ id }) => id);
}

describe('what readers do not learn', () => {
  it.each(all)('%s: a stranger learns nothing, not even whose departure it is', (_name, sample) => {
    const text = shownTo(people.oscar, sample);
    // Help and the example numbers of the dashboards are not about this departure.
    for (const word of ['Alex', 'Moreau', 'Wolfe', ...Object.values(secrets), 'Supplier invoices', 'Okta', 'GitHub'])
      expect(text, word).not.toContain(word);
  });

  it.each(all)('%s: the leaver reads no access, no login, no call, no reason, no answer of HR’s', (_name, sample) => {
    const text = shownTo(people.alex, sample);
    const { answer, ...rest } = secrets;
    for (const word of [...Object.values(rest), 'Okta', 'Github', 'Ledger']) expect(text, word).not.toContain(word);
    expect(text).not.toMatch(/Averages|Time to deactivate/);
    // Their own answers are theirs to change.
    if (sample.departure.survey?.answers) expect(text).toContain(answer);
  });

  it('a confidential departure is invisible to the leaver and to teammates until it is released', () => {
    for (const name of ['armed', 'not armed'])
      for (const reader of [people.alex, people.jonas, people.lea]) {
        const sample = samples[name];
        if (!sample) throw new Error(name);
        const text = shownTo(reader, sample);
        expect(text, reader.id).not.toMatch(/Supplier invoices|On-call rota|Press contacts|departure of Alex/);
        expect(reader.id === 'alex' || !text.includes('Alex')).toBe(true);
      }
    const released = samples['released'];
    if (!released) throw new Error('released');
    expect(shownTo(people.jonas, released)).toContain('Supplier invoices');
  });

  it('teammates read their own task’s notes only', () => {
    expect(whoReads(secrets.notes, 'planned')).toEqual(['jonas']);
    expect(whoReads(secrets.otherNotes, 'planned')).toEqual(['lea']);
  });

  it('why somebody declined is for those who steer, and for whoever is asked next', () => {
    const departure = sampleDeparture();
    const task = departure.tasks.find(({ id }) => id === 'handover-1');
    if (!task) throw new Error('handover-1');
    const declines = [{ by: 'jonas', reason: 'holiday', at: '2026-11-05T10:00:00.000Z' }];
    const asked = (status: 'offered' | 'accepted') =>
      cardTexts(
        taskCard(departure, { ...task, assignee: 'lea', status, declines }, people.lea, '2026-11-12T10:00:00.000Z'),
      ).join('\n');
    expect(asked('offered')).toContain('holiday');
    expect(asked('accepted')).not.toContain('holiday');
    expect(whoReads(secrets.declineReason, 'planned').sort()).toEqual(['hugo', 'ines', 'maya', 'nadia', 'tom']);
  });

  it('why it was cancelled stays with those who prepared it', () => {
    const readers = whoReads(secrets.endReason, 'cancelled');
    for (const teammate of ['alex', 'jonas', 'lea', 'oscar']) expect(readers).not.toContain(teammate);
    expect(readers).toContain('maya');
  });

  it('logins and calls are for HR, IT and administrators', () => {
    for (const word of [secrets.login, secrets.call])
      expect(whoReads(word, 'planned').sort(), word).toEqual(['hugo', 'ines', 'nadia', 'tom']);
    expect(whoReads(secrets.failure, 'failed').sort()).toEqual(['hugo', 'ines', 'nadia', 'tom']);
    // Whoever was handed one action must know the login it is about, and nothing else.
    expect(whoReads(secrets.login, 'failed').sort()).toEqual(['hugo', 'ines', 'jonas', 'nadia', 'tom']);
  });

  it('survey answers are for HR and the leaver, never for the manager', () => {
    expect(whoReads(secrets.answer, 'completed').sort()).toEqual(['alex', 'nadia']);
    const sample = samples['completed'];
    if (!sample) throw new Error('completed');
    // Not even when the manager is of HR.
    const departure = sampleDeparture({ ...sample.departure, manager: 'nadia' });
    const form = surveyResultsForm(
      { reader: people.nadia, roles: ['hr'], now: sample.now },
      { departure, summary: { answered: 9, averages: {}, reasons: {}, own: [] } },
    );
    expect(formTexts(form).join()).not.toContain(secrets.answer);
  });

  it('somebody of IT who leaves reads their own departure as a leaver', () => {
    const sample = samples['planned'];
    if (!sample) throw new Error('planned');
    const departure = sampleDeparture({ ...sample.departure, leaver: people.tom });
    expect(cardTexts(accessCard(departure, people.tom, sample.now, { roles: ['it'] })).join()).not.toMatch(
      /Okta|Ledger/,
    );
  });

  it('whoever held a task before reads that it is settled, without its notes', () => {
    const departure = sampleDeparture();
    const task = departure.tasks.find(({ id }) => id === 'handover-1');
    if (!task) throw new Error('handover-1');
    const moved = {
      ...task,
      assignee: 'lea',
      declines: [{ by: 'jonas', reason: 'holiday', at: '2026-11-05T10:00:00.000Z' }],
    };
    const text = cardTexts(taskCard(departure, moved, people.jonas, '2026-11-12T10:00:00.000Z')).join('\n');
    expect(text).toContain('Supplier invoices');
    expect(text).toContain('You declined this');
    expect(text).not.toContain(secrets.notes);
  });
});

it('nobody is mentioned in a way that could tell the leaver', () => {
  for (const [, sample] of all)
    for (const reader of everybody) {
      const mentions = JSON.stringify(everyCard(sample, reader)).match(/"mention":"[^"]*"/g) ?? [];
      expect(mentions).not.toContain('"mention":"alex"');
    }
});

it('the samples hold what the leak tests look for', () => {
  // Without this, a sample that lost its words would pass every test above.
  const stored = JSON.stringify(all);
  for (const word of Object.values(secrets)) expect(stored).toContain(word);
  expect(maySee(sampleDeparture(), { id: 'oscar', roles: rolesOf(people.oscar) }, '2026-11-12T10:00:00.000Z')).toBe(
    false,
  );
});
