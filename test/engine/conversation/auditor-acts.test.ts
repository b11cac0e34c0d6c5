import { beforeEach, describe, expect, it } from 'vitest';
import { createAuditDesk } from '../../../src/engine/audit/audit-desk.ts';
import { readGrants } from '../../../src/engine/auditors/invitations.ts';
import { installationEntries, invitedIn, packsOf } from '../../support/audit-server.ts';
import { type Talk, talk } from '../../support/talk.ts';
import { formTexts } from '../../support/view-text.ts';

let chat: Talk;
beforeEach(async () => {
  chat = await talk();
});

const auditPages = { open: async (auditor: string) => `https://relais.example.com/audit/open/${auditor}` };
const values = {
  ...{ name: 'Ines Okafor, Example Audit', person: null, locale: 'fr' },
  ...{ from: '2026-01-01', to: '2026-03-31', until: '2026-03-20' },
};
const textOf = (reply: Awaited<ReturnType<Talk['say']>>) =>
  reply.type === 'form' ? `${formTexts(reply.form).join(' ')} ${JSON.stringify(reply.form)}` : JSON.stringify(reply);
const invited = async () => {
  await chat.say('it', 'auditor.invite.submit', { values });
  const [grant] = await readGrants(chat.world.deps);
  return grant?.id ?? '';
};

describe('auditors in chat', () => {
  it('are invited, seen, let in and ended by whoever has a role, and by nobody else', async () => {
    chat = await talk({ auditPages });
    for (const act of [
      'auditors',
      'auditor.invite',
      'auditor.invite.submit',
      'auditor.open',
      'auditor.agree',
      'auditor.revoke',
      'auditor.link',
    ] as const)
      for (const who of ['manager', 'jonas', 'leaver'] as const)
        expect(await chat.say(who, act, { values, target: 'a' }), `${who} ${act}`).toMatchObject({
          notice: { tone: 'refused' },
        });
    expect(await installationEntries(chat.world.deps)).toEqual([]);
    const id = await invited();
    expect(textOf(await chat.say('hr', 'auditors'))).toContain('Ines Okafor');
    expect(textOf(await chat.say('hr', 'auditor.link', { target: id }))).toContain(`/audit/open/${id}`);
    expect(textOf(await chat.say('hr', 'auditor.revoke', { target: id }))).toMatch(/Fin décidée par Nadia/);
    expect(await chat.say('hr', 'auditor.link', { target: id })).toMatchObject({ notice: { tone: 'refused' } });
    const said = (await installationEntries(chat.world.deps)).map(({ by, event }) => [by, event.type]);
    expect(said).toEqual([
      ['tom', 'auditor-invited'],
      ['nadia', 'auditor-link-made'],
      ['nadia', 'auditor-revoked'],
    ]);
  });

  it('show what one opened, and who made a link', async () => {
    chat = await talk({ auditPages });
    const departure = await chat.world.plan();
    const id = await invited();
    await chat.say('hr', 'auditor.link', { target: id });
    const desk = createAuditDesk(chat.world.deps, chat.world.engine, packsOf(chat.world));
    await desk.entered(id);
    await desk.list(id, 0);
    await desk.pack(id, { departure });
    await chat.say('it', 'auditor.revoke', { target: id });
    const whole = textOf(await chat.say('it', 'auditor.open', { target: id }));
    const text = whole.slice(whole.indexOf('What the journal says'));
    const said = ['Ended', 'Took a pack: one departure', 'Opened the list: one departure', 'Came in', 'Made a link'];
    expect(said.map((one) => text.indexOf(one))).toEqual(
      said.map((one) => text.indexOf(one)).toSorted((a, b) => a - b),
    );
    for (const one of [...said, departure, 'Nadia', 'Ines Okafor']) expect(text).toContain(one);
  });

  it.each([
    ['name', { name: 'I' }],
    ['from', { from: 'soon' }],
    ['to', { to: '2025-12-31' }],
    ['until', { until: '2026-03-01' }],
    ['until', { until: '2026-05-30' }],
  ])('say beside %s what is wrong', async (field, more) => {
    const reply = await chat.say('it', 'auditor.invite.submit', { values: { ...values, ...more } });
    expect(reply).toMatchObject({ type: 'errors', errors: { [field]: expect.stringMatching(/\w/) } });
  });

  it('an auditor with an account gets a link of their own while invited, and nobody else does', async () => {
    chat = await talk({ auditPages });
    const id = await invitedIn(chat.world, { person: 'jonas', until: '2026-03-10T00:00:00.000Z' });
    expect(textOf(await chat.say('jonas', 'audit.open'))).toContain(`/audit/open/${id}`);
    for (const who of ['hr', 'manager'] as const)
      expect(await chat.say(who, 'audit.open')).toMatchObject({ notice: { tone: 'refused' } });
    await chat.world.advanceTo('2026-03-10T00:00:00.000Z');
    expect(await chat.say('jonas', 'audit.open')).toMatchObject({ notice: { tone: 'refused' } });
  });

  it('say that there are no pages where there are none', async () => {
    expect(textOf(await chat.say('it', 'auditor.invite'))).toContain('RELAIS_PUBLIC_URL');
  });
});
