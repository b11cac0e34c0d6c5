import { describe, expect, it, onTestFinished } from 'vitest';
import { quotation } from '../../../src/domain/localized.ts';
import { StoreError } from '../../../src/engine/ports/store.ts';
import { form } from './samples.ts';
import { fakeDirectory, slackWorld } from './slack-world.ts';

/** By hand: what people read while the store is away. */
const english =
  'Relais cannot reach its database at the moment, so nothing was done. Try again in a few minutes; if it stays so, tell whoever runs Relais. Cut-offs that were confirmed begin by themselves as soon as it is back.';
const french =
  'Relais n’atteint pas sa base de données en ce moment : rien n’a été fait. Réessayez dans quelques minutes ; si cela dure, prévenez la personne qui exploite Relais. Les coupures confirmées partent d’elles-mêmes dès son retour.';
const general = 'C0GENERAL';

/** French is set with spaces that do not break. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

async function world(byHandle: (typeof fakeDirectory)['byHandle'], answers: boolean) {
  const directory = { ...fakeDirectory, byHandle };
  const made = await slackWorld({ directory: () => directory, storeAnswers: async () => answers });
  onTestFinished(() => made.stop());
  return made;
}

describe('the command, while the store is away', () => {
  it('is answered well below three seconds in both languages, and not done later', async () => {
    let found = () => {};
    const late = new Promise<void>((resolve) => {
      found = resolve;
    });
    const { workspace, conversation } = await world(async (...asked) => {
      await late;
      return fakeDirectory.byHandle(...asked);
    }, false);
    const maya = workspace.as('U0MAYA');
    const began = performance.now();
    await maya.type('/offboard', { in: general });
    const said = await maya.waitFor('the answer', (me) => me.messages(general).findLast(({ ephemeral }) => ephemeral));
    expect(performance.now() - began).toBeLessThan(2_500);
    expect(maya.read(said)).toContain(english);
    expect(plain(maya.read(said))).toContain(french);
    found();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(conversation.acts).toEqual([]);
  });

  it('is answered likewise where the store says so itself', async () => {
    const { workspace } = await world(async () => {
      throw new StoreError('unavailable', quotation('the database is away'));
    }, true);
    const maya = workspace.as('U0MAYA');
    await maya.type('/offboard', { in: general });
    const said = await maya.waitFor('the answer', (me) => me.messages(general).findLast(({ ephemeral }) => ephemeral));
    expect(maya.read(said)).toContain(english);
  });

  it('waits for a directory that is only slow', async () => {
    const { workspace, conversation } = await world(async (...asked) => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return fakeDirectory.byHandle(...asked);
    }, true);
    conversation.answers.set('start', () => ({ type: 'form', form: form(), how: 'replace' }));
    const maya = workspace.as('U0MAYA');
    await maya.type('/offboard');
    await maya.waitFor('the form', (me) => me.modal()?.title === 'A form');
  });
});
