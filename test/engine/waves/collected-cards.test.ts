import { describe, expect, it } from 'vitest';
import type { Person } from '../../../src/domain/people/people.ts';
import { registerWave, waveIds } from '../../../src/engine/waves/wave-journal.ts';
import type { CardView } from '../../../src/views/card-view.ts';
import type { FormView } from '../../../src/views/form-view.ts';
import { mustDo, testPeople } from '../../support/memory/memory-world.ts';
import { formOf } from '../../support/talk.ts';
import { cardTexts, formTexts } from '../../support/view-text.ts';
import { actOf, emails, type WaveWorld, waveWorld } from '../../support/wave-world.ts';

const { hr, it: tom, security: ines, manager: maya, priya } = testPeople;
const paperwork = 'task.step.test-reduction.paperwork';

/** Every message that was ever posted, by whom it went to: what stands now tells nothing of what was replaced. */
function countPosts({ world: { channel } }: WaveWorld): ReadonlyMap<string, string[]> {
  const counted = new Map<string, string[]>();
  const post = channel.post.bind(channel);
  channel.post = async (target, view, key) => {
    const to = target.to.type === 'person' ? target.to.person.id : target.to.id;
    counted.set(to, [...(counted.get(to) ?? []), key]);
    return post(target, view, key);
  };
  return counted;
}

async function confirmed(count: number): Promise<WaveWorld & { posts: ReadonlyMap<string, string[]> }> {
  const made = await waveWorld(count);
  const posts = countPosts(made);
  await made.begun(emails(made.people));
  await made.confirm(tom);
  await made.confirm(ines);
  return { ...made, posts };
}

const cardsOf = ({ world }: WaveWorld, who: Person) =>
  world.channel.inbox(`U-${who.id}`).filter(({ key }) => key.startsWith('collected/'));
const textOfCard = (card: CardView | undefined) => cardTexts(card ?? expect.fail('no card')).join('\n');

/** The form on which several are chosen, as somebody opens it now. */
async function several(made: WaveWorld, who: Person, verb: string, group = paperwork): Promise<FormView> {
  const { id } = await made.wave();
  return formOf(await made.say(who, 'collected.several', { target: `${id}/${group}`, seen: `${verb}:0` }));
}

async function submit(made: WaveWorld, who: Person, form: FormView, values: Record<string, string | string[] | null>) {
  const { target, seen } = form.submit?.act ?? expect.fail('nothing to submit');
  return made.say(who, 'collected.several.submit', { target: target ?? '', seen: seen ?? '', values });
}

async function paperworkOf({ world, wave }: WaveWorld) {
  const { members } = await wave();
  const states = await Promise.all(members.map(({ departure }) => world.load(departure)));
  return states.map(({ tasks }) => tasks.find(({ id }) => id === 'step-paperwork') ?? expect.fail('no step'));
}

describe('what is asked of one person for several departures of a wave', () => {
  it('is one message for each step, and one for all that somebody leads, however many leave', async () => {
    const made = await confirmed(4);
    await made.world.advanceTo('2026-03-17T17:00:00.000Z');
    expect(cardsOf(made, hr).map(({ view }) => view.title)).toEqual(['Préparer les documents de fin de contrat']);
    expect(textOfCard(cardsOf(made, hr)[0]?.view)).toContain('4 à faire');
    expect(cardsOf(made, maya)).toHaveLength(1);
    await made.world.advanceTo('2026-03-30T17:00:00.000Z');
    await made.world.engine.sweep();
    await made.world.engine.idle();
    const kinds = (who: Person) =>
      (made.posts.get(who.id) ?? [])
        .map((key) => key.split('/').slice(0, key.startsWith('digest') ? 1 : 3))
        .map(String);
    const { id } = await made.wave();
    // The card of the wave, one step, and two days on which it was reminded of.
    expect(kinds(hr).toSorted()).toEqual([`collected,${id},${paperwork}`, 'digest', 'digest', `wave,${id},nadia`]);
    // All that she leads, and the one step that is late in each.
    expect(kinds(maya).toSorted()).toEqual([
      `collected,${id},departure`,
      `collected,${id},escalation.step.test-reduction.paperwork`,
    ]);
    expect(kinds(tom)).toEqual([`wave,${id},tom`]);
    expect(kinds(ines)).toEqual([`wave,${id},ines`]);
    const late = cardsOf(made, maya).find(({ key }) => key.includes('escalation'));
    expect(textOfCard(late?.view)).toContain('4 open, 4 late');
  });

  it('is done, and skipped, for several at once, each by its own rules, and the card says so in place', async () => {
    const made = await confirmed(4);
    const form = await several(made, hr, 'done');
    expect(formTexts(form).join('\n')).toContain('Zelda Quill 4');
    expect(await submit(made, hr, form, { chosen: [], notes: null })).toMatchObject({ type: 'errors' });
    const said = await submit(made, hr, form, { chosen: ['0', '2'], notes: 'In the folder.' });
    expect(said).toEqual({ type: 'done', notice: null });
    const ends = async () => (await paperworkOf(made)).map(({ status }) => status);
    expect(await ends()).toEqual(['done', 'offered', 'done', 'offered']);
    expect((await paperworkOf(made))[2]?.done?.notes).toBe('In the folder.');
    // The same list again: it is another by now, and nothing is done.
    expect(await submit(made, hr, form, { chosen: ['all'], notes: null })).toMatchObject({
      type: 'notice',
      notice: { tone: 'refused' },
    });
    expect(await ends()).toEqual(['done', 'offered', 'done', 'offered']);
    expect(cardsOf(made, hr)).toHaveLength(1);
    expect(textOfCard(cardsOf(made, hr)[0]?.view)).toContain('2 à faire');
    const rest = await several(made, hr, 'skip');
    await submit(made, hr, rest, { chosen: ['all'], reason: 'The agency does it.' });
    expect(await ends()).toEqual(['done', 'skipped', 'done', 'skipped']);
    expect(textOfCard(cardsOf(made, hr)[0]?.view)).toContain('Vous n’avez plus rien à faire dans aucun des 4 départs.');
    expect(made.posts.get(hr.id)?.filter((key) => key.startsWith('collected/'))).toHaveLength(1);
  });

  it('tells of each that refuses, and does the others', async () => {
    const made = await confirmed(3);
    const form = await several(made, hr, 'done');
    // Two of them change in another process between the list and the click.
    const command = made.world.engine.command.bind(made.world.engine);
    let count = 0;
    made.world.engine.command = async (id, one, actor) => {
      count += 1;
      return one.type === 'task.complete' && count <= 2
        ? command(id, { ...one, rev: 99 }, actor)
        : command(id, one, actor);
    };
    const said = await submit(made, hr, form, { chosen: ['all'], notes: null });
    expect(said).toMatchObject({ type: 'done', notice: { tone: 'neutral' } });
    const words = JSON.stringify(said);
    expect(words).toContain('Fait dans 1 départ. 2 restent tels quels');
    for (const name of ['Zelda Quill 1', 'Zelda Quill 2']) expect(words).toContain(name);
    expect((await paperworkOf(made)).map(({ status }) => status)).toEqual(['offered', 'offered', 'done']);
  });

  it('is handed over, and goes to its new owner as one card, once they may know', async () => {
    const made = await confirmed(3);
    await submit(made, hr, await several(made, hr, 'hand'), { chosen: ['all'], to: priya.id });
    expect((await paperworkOf(made)).map(({ assignee }) => assignee)).toEqual(['priya', 'priya', 'priya']);
    expect(textOfCard(cardsOf(made, hr)[0]?.view)).toContain('Il n’y a plus rien à faire pour vous ici.');
    // Priya prepares none of these departures: until access has ended she hears of nothing.
    expect(made.world.channel.inbox('U-priya')).toEqual([]);
    const { id } = await made.wave();
    const asked = await made.say(priya, 'collected.show', { target: `${id}/${paperwork}`, seen: 0 });
    expect(JSON.stringify(asked)).not.toContain('Zelda');
    await made.world.advanceTo('2026-03-21T17:00:00.000Z');
    await made.world.engine.sweep();
    await made.world.engine.idle();
    expect(cardsOf(made, priya)).toHaveLength(1);
    expect(textOfCard(cardsOf(made, priya)[0]?.view)).toContain('3 open');
  });

  it('shows each alone, with all that can be done about it, to whom it is asked of only', async () => {
    const made = await confirmed(3);
    const [first] = (await made.wave()).members;
    const open = (who: Person) => made.say(who, 'task.open', { id: first?.departure ?? '', target: 'step-paperwork' });
    const form = formOf(await open(hr));
    expect(actOf(form, 'task.complete')).toMatchObject({ departureId: first?.departure, target: 'step-paperwork' });
    expect(actOf(formOf(await open(maya)), 'task.complete')).toBeUndefined();
    expect(await open(priya)).toMatchObject({ type: 'notice', notice: { tone: 'refused' } });
    const { id } = await made.wave();
    for (const who of [maya, priya, made.people[0] ?? priya])
      expect(
        JSON.stringify(await made.say(who, 'collected.several', { target: `${id}/${paperwork}`, seen: 'done:0' })),
      ).not.toContain('Zelda');
  });

  it('comes by itself for whoever goes on alone, and for whoever cannot be reached is named in each', async () => {
    const made = await waveWorld(3);
    await made.begun(emails(made.people));
    made.world.channel.blocked.add('U-nadia');
    await made.confirm(tom);
    await made.confirm(ines, 'p2@example.com');
    const states = await Promise.all((await made.wave()).members.map(({ departure }) => made.world.load(departure)));
    const failed = states.map(({ posts }) => posts.find(({ key }) => key === 'task|step-paperwork|nadia')?.unreachable);
    expect(failed.map((one) => one !== undefined && one !== null)).toEqual([true, true, true]);
    expect(cardsOf(made, maya)).toHaveLength(1);
    expect(textOfCard(cardsOf(made, maya)[0]?.view)).not.toContain('Zelda Quill 2');
    expect(made.world.channel.inbox('U-maya').some(({ key }) => key === `${states[1]?.id}/departure|-|maya`)).toBe(
      true,
    );
  });

  it('stands once where the answer to its post was lost', async () => {
    const made = await waveWorld(3);
    const posts = countPosts(made);
    await made.begun(`email,last day\n${made.people.map(({ email }) => `${email},`).join('\n')}`);
    made.world.channel.mood = 'loses-answers';
    await made.confirm(tom);
    await made.confirm(ines);
    made.world.channel.mood = 'well';
    await made.world.advanceTo('2026-03-02T12:00:00.000Z');
    await made.world.engine.sweep();
    await made.world.engine.idle();
    expect(cardsOf(made, hr)).toHaveLength(1);
    expect(posts.get(hr.id)?.filter((key) => key.startsWith('collected/'))).toHaveLength(1);
  });

  it('rings once a day: what is asked on the same day joins the message, what comes later takes its place', async () => {
    const made = await confirmed(4);
    const handOne = async () => {
      await submit(made, hr, await several(made, hr, 'hand'), { chosen: ['0'], to: tom.id });
      await made.world.engine.sweep();
      await made.world.engine.idle();
    };
    const posted = () => (made.posts.get(tom.id) ?? []).filter((key) => key.startsWith('collected/')).length;
    await handOne();
    // One line is the card that it would be outside a wave.
    expect(cardsOf(made, tom).map(({ view }) => view.subtitle)).toEqual(['A step in the departure of Zelda Quill 1']);
    await handOne();
    expect([posted(), cardsOf(made, tom).map(({ view }) => view.subtitle)]).toEqual([1, ['In 2 departures']]);
    await made.world.advanceTo('2026-03-03T09:00:00.000Z');
    await handOne();
    expect([posted(), cardsOf(made, tom).map(({ view }) => view.subtitle)]).toEqual([2, ['In 3 departures']]);
  });

  it('goes on once access has ended everywhere, also of a wave that nothing was brought of any more', async () => {
    const made = await confirmed(2);
    await made.world.advanceTo('2026-03-21T17:00:00.000Z');
    await made.world.engine.sweep();
    await made.world.engine.idle();
    const { id, status } = await made.wave();
    expect(status).toBe('ended');
    // As an earlier version left it; the next process takes it up with its first sweep, and the one after too.
    await registerWave(made.world.deps.store, id, false);
    await submit(made, hr, await several(made, hr, 'hand'), { chosen: ['all'], to: tom.id });
    const other = made.process();
    await other.sweep();
    await other.idle();
    expect(cardsOf(made, tom).map(({ view }) => view.subtitle)).toEqual(['In 2 departures']);
    expect(await waveIds(made.world.deps.store, 'open')).toEqual([id]);
    // Until nothing of it is under way any more.
    for (const { departure } of (await made.wave()).members) {
      for (const { id: taskId, status: how, rev } of (await made.world.load(departure)).tasks)
        if (how !== 'done') await made.world.ask('hr', departure, { type: 'task.skip', taskId, rev, reason: 'Over' });
      await mustDo(made.world.ask('hr', departure, { type: 'departure.complete' }));
    }
    await other.sweep();
    await other.idle();
    expect(textOfCard(cardsOf(made, tom)[0]?.view)).toContain('Nothing is left for you to do in any of 2 departures.');
    expect(await waveIds(made.world.deps.store, 'open')).toEqual([]);
  });

  it('rings for each meeting ten minutes before it, for who holds it, and not that all is ready', async () => {
    const made = await waveWorld(3);
    made.world.deps.flows = made.world.deps.flows.map((flow) => ({
      ...flow,
      cutOff: { ...flow.cutOff, mode: 'released' },
    }));
    await made.begun(emails(made.people));
    await made.confirm(tom);
    await made.confirm(ines);
    const meetings = (who: Person) =>
      made.world.channel.inbox(`U-${who.id}`).filter(({ key }) => key.includes('/meeting|')).length;
    expect([meetings(maya), meetings(hr)]).toEqual([0, 0]);
    await made.world.advanceTo('2026-03-20T16:51:00.000Z');
    expect([meetings(maya), meetings(hr)]).toEqual([3, 0]);
  });

  it('is counted as one thing to do where reminders and the home page list them', async () => {
    const made = await confirmed(3);
    await made.world.advanceTo('2026-03-17T17:00:00.000Z');
    const digest = made.world.channel.inbox('U-nadia').find(({ key }) => key.startsWith('digest/'));
    const words = textOfCard(digest?.view);
    expect(words).toContain('3 départs, le premier pour le');
    expect(words).not.toContain('Zelda');
    const status = formTexts(formOf(await made.say(hr, 'status')));
    expect(status.filter((line) => line === 'Préparer les documents de fin de contrat')).toHaveLength(1);
  });
});
