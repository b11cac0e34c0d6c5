import { expect, it } from 'vitest';
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
