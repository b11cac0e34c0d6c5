import { expect, it } from 'vitest';
import { createLiveMailer } from '../../../src/channels/email/live-mailer.ts';
import type { Mail, Mailer } from '../../../src/channels/email/mailer.ts';

const mail: Mail = {
  ...{ to: 'maya@example.com', subject: 'Tasks', html: '<p>Tasks</p>', text: 'Tasks' },
  ...{ messageId: '<1@example.com>', thread: null, locale: 'en', unsubscribe: null },
};

it('sends by the settings of the moment, and closes the earlier way once its last mail is out', async () => {
  const told: string[] = [];
  let go = () => {};
  const make = ({ password }: { password: string }): Mailer => ({
    ...{ domain: 'example.com', address: 'relais@example.com' },
    async send({ subject }) {
      told.push(`${subject} by ${password}`);
      if (subject === 'slow')
        await new Promise<void>((done) => {
          go = done;
        });
    },
    check: async () => void told.push(`check by ${password}`),
    close: () => void told.push(`close ${password}`),
  });
  let settings = { password: 'first' };
  const mailer = createLiveMailer(() => settings, make);
  const slow = mailer.send({ ...mail, subject: 'slow' });
  settings = { password: 'second' };
  await mailer.send({ ...mail, subject: 'next' });
  expect(told).toEqual(['slow by first', 'next by second']);
  go();
  await slow;
  await mailer.check();
  settings = { password: 'third' };
  await mailer.check();
  mailer.close();
  expect(told.slice(2)).toEqual(['close first', 'check by second', 'close second', 'check by third', 'close third']);
});
