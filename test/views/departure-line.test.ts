import { expect, it } from 'vitest';
import { departureCard } from '../../src/views/cards/departure-card.ts';
import { departureItem } from '../../src/views/departure/departure-line.ts';
import { voiceFor } from '../../src/views/words/voice.ts';
import { sampleDeparture } from '../support/sample-departures.ts';
import { people } from '../support/sample-people.ts';
import { createdAt, sampleTask } from '../support/sample-plan.ts';

it('counts as done what somebody did, and nothing that was left out or became needless', () => {
  const tasks = [
    sampleTask('a', { status: 'done' }),
    sampleTask('b', { status: 'skipped' }),
    sampleTask('c', { status: 'skipped' }),
  ];
  const ended = { at: createdAt, by: 'maya', reason: 'He stays.' };
  const departure = sampleDeparture({ status: 'cancelled', ended, tasks });
  const text = JSON.stringify(departureItem(departure, voiceFor(people.tom), createdAt));
  expect(text).toContain('1 of 3 tasks done');
});

it('leaves what was left out of both numbers while the departure is under way, on its card and in a list', () => {
  const tasks = [
    sampleTask('a', { status: 'done' }),
    sampleTask('b', { status: 'skipped' }),
    sampleTask('c', { status: 'accepted' }),
  ];
  const departure = sampleDeparture({ tasks });
  expect(JSON.stringify(departureItem(departure, voiceFor(people.tom), createdAt))).toContain('1 of 2 tasks done');
  const card = departureCard(departure, people.tom, createdAt);
  expect(card.fallback).toContain('1 of 2 tasks done');
  expect(card.blocks).toContainEqual(expect.objectContaining({ type: 'progress', done: 1, total: 2 }));
});
