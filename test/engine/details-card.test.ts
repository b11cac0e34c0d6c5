import { expect, it } from 'vitest';
import { started, talk } from '../support/talk.ts';

/** To whom and where everything planned was posted by itself. */
async function detailsOf(threads: 'everywhere' | 'in-channels') {
  const talking = await talk();
  talking.world.channel.threads = threads;
  const id = await started(talking);
  const posted = talking.world.channel.messages.map(({ key }) => key);
  expect(posted).toContain(`${id}/departure|-|maya`);
  return posted.filter((key) => key.includes('departure-details'));
}

it('hangs below the live card where there are threads', async () => {
  expect(await detailsOf('everywhere')).toHaveLength(1);
});

it('does not come to lie over the live card where a chat has none: the card’s button shows it', async () => {
  expect(await detailsOf('in-channels')).toEqual([]);
});
