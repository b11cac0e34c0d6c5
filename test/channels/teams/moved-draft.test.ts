import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { drawForm as drawInSlack } from '../../../src/channels/slack/draw-form.ts';
import { drawForm } from '../../../src/channels/teams/draw-form.ts';
import { inputIdOf } from '../../../src/channels/teams/field-values.ts';
import { readValues } from '../../../src/channels/teams/read-values.ts';
import type { Departure } from '../../../src/domain/departure.ts';
import type { Draft } from '../../../src/domain/lifecycle/draft.ts';
import type { ChannelId } from '../../../src/domain/people/people.ts';
import { createConversation } from '../../../src/engine/conversation/create-conversation.ts';
import { type ActName, act } from '../../../src/views/act-names.ts';
import type { FormValues, FormView } from '../../../src/views/form-view.ts';
import { buttonsOf, presetsOf, textOf } from '../../../src/workspace/teams/card-reading.ts';
import { createMemoryWorld, mustDo, testPeople, worldDates } from '../../support/memory/memory-world.ts';
import { drawing } from '../slack/samples.ts';

const teamsChannel = '19:abc@thread.tacv2';

/** A draft up to the page that asks for a channel, with one chosen on a platform. */
async function draftWith(cardChannel: Draft['cardChannel']) {
  const world = await createMemoryWorld();
  const conversation = createConversation({ ...world.deps, log: pino({ level: 'silent' }) }, world.engine);
  const { manager } = testPeople;
  const begun = await mustDo(
    world.engine.begin(
      { type: 'draft.start', leaver: testPeople.leaver, manager: manager.id, people: { [manager.id]: manager } },
      { type: 'person', id: manager.id, roles: [] },
    ),
  );
  const [flow] = world.deps.flows;
  const chosenSoFar = { kind: 'resignation', workerType: 'employee', dates: worldDates } as const;
  await mustDo(
    world.ask('manager', begun.id, {
      type: 'draft.edit',
      patch: { ...chosenSoFar, flowId: flow?.id ?? '', cardChannel },
    }),
  );
  const does = async (name: ActName, channel: ChannelId, more: { target?: string; values?: FormValues } = {}) => {
    const { values = null, target } = more;
    const ref = act(name, begun.id, target === undefined ? {} : { target });
    const reply = await conversation.act({ ref, values, words: [] }, { person: manager, channel });
    if (reply.type !== 'form') throw new Error(`expected a form, got ${JSON.stringify(reply)}`);
    return reply.form;
  };
  const chosen = async (): Promise<Departure['draft']['cardChannel']> => (await world.load(begun.id)).draft.cardChannel;
  return { does, chosen, page: (channel: ChannelId) => does('walk.back', channel, { target: 'day' }) };
}

/** Fills in and sends the page as somebody on Teams does; everything else stays as it was preset. */
async function sentOnTeams(form: FormView, typed: Readonly<Record<string, string>> = {}) {
  const card = drawForm(form, { locale: 'en' });
  const send = buttonsOf(card).find(({ verb }) => verb === 'walk.day');
  const data = { ...presetsOf(card), ...typed, ...send?.data };
  const read = await readValues(data, { directory: { named: async () => null }, locale: 'en' });
  return { says: textOf(card), values: read?.values ?? null, errors: read?.errors };
}

describe('a draft that was begun on Slack, with a channel for its card', () => {
  const onSlack = { channel: 'slack' as const, id: 'C-people' };

  it('goes on on Teams, and says what became of the channel', async () => {
    const { does, chosen, page } = await draftWith(onSlack);
    const { says, values, errors } = await sentOnTeams(await page('teams'));
    expect(errors).toEqual({});
    expect(says).toContain('a channel on Slack');
    await does('walk.day', 'teams', { values: values ?? {} });
    expect(await chosen()).toBeNull();
  });

  it('gets a channel of Teams there, which is kept when the page is opened again', async () => {
    const { does, chosen, page } = await draftWith(onSlack);
    const filled = await sentOnTeams(await page('teams'), { [inputIdOf('cardChannel')]: teamsChannel });
    await does('walk.day', 'teams', { values: filled.values ?? {} });
    expect(await chosen()).toEqual({ channel: 'teams', id: teamsChannel });
    const again = await sentOnTeams(await page('teams'));
    expect(again.says).not.toContain('You go on here');
    expect(again.values?.['cardChannel']).toBe(teamsChannel);
  });

  it('keeps it when it goes on where it was begun', async () => {
    const { page } = await draftWith(onSlack);
    expect(JSON.stringify(drawInSlack(await page('slack'), drawing))).toContain('C-people');
  });
});

it('one that was begun on Teams goes on on Slack: what is no channel there is not preset', async () => {
  const { page } = await draftWith({ channel: 'teams', id: teamsChannel });
  const drawn = JSON.stringify(drawInSlack(await page('slack'), drawing));
  expect(drawn).not.toContain(teamsChannel);
  expect(drawn).toContain('a channel on Teams');
});
