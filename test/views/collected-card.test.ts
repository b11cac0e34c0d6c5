import { describe, expect, it } from 'vitest';
import { drawCard } from '../../src/channels/slack/draw-card.ts';
import { drawForm } from '../../src/channels/slack/draw-form.ts';
import { drawCard as drawOnTeams } from '../../src/channels/teams/draw-card.ts';
import { collectedCard } from '../../src/views/cards/collected-card.ts';
import { type CollectedLine, collectedItem, linesShown } from '../../src/views/cards/collected-line.ts';
import { collectedForm } from '../../src/views/forms/collected-form.ts';
import { collectedSeveralForm, severalPerPage } from '../../src/views/forms/collected-several-form.ts';
import { voiceFor } from '../../src/views/words/voice.ts';
import { drawing } from '../channels/slack/samples.ts';
import { samples } from '../support/sample-departures.ts';
import { people, reading } from '../support/sample-people.ts';
import { sampleCollected } from '../support/sample-waves.ts';
import { checkBlocks, checkView } from '../support/slack-limits.ts';
import { checkCard } from '../support/teams-limits.ts';
import { cardTexts, formTexts } from '../support/view-text.ts';

const { departure, now } = samples['planned'] ?? expect.fail('there is no such sample');
const reader = reading(people.nadia, 'en');

describe('a card for two hundred departures', () => {
  const all = sampleCollected(departure, 200).map((one) => ({ ...one, reader, now }));

  it('fits on both platforms, names the first eight, and has all of them in pages', () => {
    expect(all.length).toBeGreaterThan(2);
    for (const one of all) {
      const card = collectedCard(one);
      expect(checkBlocks(drawCard(card, drawing).blocks, 'message')).toEqual([]);
      expect(checkCard(drawOnTeams(card, { key: 'card-1', locale: 'en' }))).toEqual([]);
      const rows = card.blocks.flatMap((block) => (block.type === 'items' ? block.items : []));
      expect([0, 8]).toContain(rows.length);
      const form = collectedForm(one, 9);
      expect(checkView(drawForm(form, drawing))).toEqual([]);
      expect(formTexts(form).join(' ')).toContain('Page 10 of 10');
    }
    const asked = collectedCard(all.find(({ group }) => group.startsWith('task.')) ?? expect.fail('no step'));
    expect(cardTexts(asked).join('\n')).toContain('and 192 more, under “All departures”');
  });

  it('offers as many at once as one choice has room for', () => {
    const one = all.find(({ group }) => group.startsWith('task.')) ?? expect.fail('no step');
    const lines = linesShown(one).slice(0, severalPerPage);
    const form = collectedSeveralForm(one, { verb: 'done', lines, at: 0, last: 4, hash: 'a1' });
    expect(lines).toHaveLength(40);
    expect(checkView(drawForm(form, drawing))).toEqual([]);
    expect(formTexts(form).join(' ')).toContain('All 40 below');
  });

  it('counts as done what was done: nothing that was skipped, or belongs to a departure that was stopped', () => {
    const [task] = departure.tasks;
    if (task === undefined) throw new Error('no task');
    const progress = (group: string, lines: readonly CollectedLine[]) =>
      collectedCard({ wave: 'w1', group, lines, reader, now }).blocks.filter(({ type }) => type === 'progress');
    const line = (status: 'offered' | 'skipped' | 'done') => ({
      ...{ departure, task: { ...task, status }, isOpen: status === 'offered' },
    });
    const group = 'task.step.flow.step';
    expect(progress(group, [line('offered'), line('offered'), line('skipped'), line('skipped')])).toMatchObject([
      { done: 0, total: 2 },
    ]);
    expect(progress(group, [line('offered'), line('done'), line('skipped')])).toMatchObject([{ done: 1, total: 2 }]);
    const led = (status: 'active' | 'completed' | 'cancelled' | 'retained') => ({
      ...{ departure: { ...departure, status }, task: null, isOpen: status === 'active' },
    });
    const all = [led('active'), led('completed'), led('cancelled'), led('retained')];
    expect(progress('departure', all)).toMatchObject([{ done: 1, total: 2 }]);
    const voice = voiceFor(reader);
    expect(all.slice(1).map((one) => collectedItem(one, { group: 'departure', now }, '', voice).icon)).toEqual([
      ...['done', 'waived', 'waived'],
    ]);
  });
});
