import { describe, expect, it } from 'vitest';
import { type DossierWiki, DossierWikiError, type PushedDossier } from '../../src/engine/ports/dossier-wiki.ts';
import { confidentialFlow, mustDo, testFlow } from '../support/memory/memory-world.ts';
import { formOf, talk } from '../support/talk.ts';
import { formTexts } from '../support/view-text.ts';

const words = { en: 'The receiver did not answer.', fr: 'Le destinataire n’a pas répondu.' };

async function stage({ flow = testFlow } = {}) {
  const talking = await talk();
  const { world, say } = talking;
  const taken: PushedDossier[] = [];
  const failures: DossierWikiError['kind'][] = [];
  const tries: string[] = [];
  const wiki: DossierWiki = {
    async push(dossier) {
      tries.push(world.clock.now().toISOString());
      const kind = failures.shift();
      if (kind) throw new DossierWikiError(kind, words);
      taken.push(dossier);
    },
  };
  const id = await world.plan({}, { ...flow, dossier: true });
  const texts = [{ topicId: 'missions', rev: 0, text: 'Invoices\nEvery Monday' }];
  await mustDo(world.ask('manager', id, { type: 'topic.write', texts }));
  const page = async () => formTexts(formOf(await say('manager', 'dossier.open', { id }))).join('\n');
  return {
    ...talking,
    id,
    taken,
    failures,
    tries,
    page,
    connect: () => Object.assign(world.deps, { dossierWiki: wiki }),
  };
}

describe('a dossier that goes to the wiki', () => {
  it('is sent once, as it stands, with every version, and the page says since when it is there', async () => {
    const on = await stage();
    on.connect();
    expect(await on.say('manager', 'dossier.push', { id: on.id })).toMatchObject({ type: 'done' });
    expect(on.taken).toHaveLength(1);
    expect(on.taken[0]).toMatchObject({
      ...{ event: 'dossier', id: `${on.id}/1`, departure: on.id, language: 'en', title: 'What Alex Moreau knows' },
    });
    expect(on.taken[0]?.files.map(({ name }) => name)).toEqual(['dossier.md', 'topics/missions.md']);
    expect(on.taken[0]?.files[0]?.text).toContain('Every Monday');
    expect(await on.page()).toContain('In the wiki since');
    await on.world.engine.reconcile(on.id);
    expect(on.taken).toHaveLength(1);
    // What changed since goes when somebody asks again, under another name.
    await on.say('manager', 'dossier.push', { id: on.id });
    expect(on.taken.map(({ id }) => id)).toEqual([`${on.id}/1`, `${on.id}/2`]);
  });

  it('is sent again, ever more slowly, under the same name, and the page says so', async () => {
    const on = await stage();
    on.connect();
    on.failures.push('later', 'later', 'later');
    await on.say('manager', 'dossier.push', { id: on.id });
    expect(await on.page()).toContain('Not in the wiki yet: The receiver did not answer.');
    expect(await on.say('manager', 'dossier.push', { id: on.id })).toMatchObject({ notice: { tone: 'refused' } });
    await on.world.advanceTo('2026-03-02T09:30:00.000Z');
    expect(on.tries).toEqual([
      ...['2026-03-02T09:00:00.000Z', '2026-03-02T09:02:00.000Z', '2026-03-02T09:06:00.000Z'],
      '2026-03-02T09:14:00.000Z',
    ]);
    expect(on.taken.map(({ id }) => id)).toEqual([`${on.id}/1`]);
  });

  it('that the receiver refuses is not sent again by itself, and can be once more by a person', async () => {
    const on = await stage();
    on.connect();
    on.failures.push('never');
    await on.say('manager', 'dossier.push', { id: on.id });
    await on.world.advanceTo('2026-03-05T09:00:00.000Z');
    expect(on.tries).toHaveLength(1);
    expect(await on.page()).toContain('Not in the wiki: The receiver did not answer.');
    await on.say('manager', 'dossier.push', { id: on.id });
    expect(on.taken).toHaveLength(1);
  });

  it('is not sent any more once nobody leaves', async () => {
    const on = await stage();
    on.connect();
    on.failures.push('later', 'later');
    await on.say('manager', 'dossier.push', { id: on.id });
    await mustDo(on.world.ask('hr', on.id, { type: 'departure.cancel', reason: 'They stay with us' }));
    await on.world.advanceTo('2026-03-05T09:00:00.000Z');
    expect([on.tries.length, on.taken.length]).toEqual([1, 0]);
    expect(await on.page()).toContain('Not in the wiki: The receiver did not answer.');
  });

  it('stays here while the departure is a secret, for whoever does not lead it, and where no wiki is set', async () => {
    const secret = await stage({ flow: confidentialFlow });
    secret.connect();
    expect(await secret.world.ask('manager', secret.id, { type: 'dossier.push' })).toMatchObject({
      refusal: { code: 'dossier-secret' },
    });
    const on = await stage();
    on.connect();
    for (const who of ['leaver', 'it', 'priya'] as const)
      expect(await on.say(who, 'dossier.push', { id: on.id }), who).toMatchObject({ notice: { tone: 'refused' } });
    const none = await stage();
    await none.say('manager', 'dossier.push', { id: none.id });
    expect(await none.page()).toContain('No wiki is set (dossierPush in relais.yaml).');
    expect([...secret.taken, ...on.taken, ...none.taken]).toEqual([]);
  });
});
