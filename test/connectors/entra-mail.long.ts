import { describe, expect, it } from 'vitest';
import { mailSettings, mailWork } from '../../src/connectors/entra/mail/mail-settings.ts';
import { entraUserId } from '../../src/workspace/systems/entra/seed.ts';
import { businessSuite, type EntraMailbox, type EntraState } from '../../src/workspace/systems/entra/state.ts';
import { connectorContract } from '../contracts/connector-contract.ts';
import { inEnglishToo } from '../support/english.ts';
import { addMany, disabled, withUser } from './entra-changes.ts';
import {
  accountOf,
  answering,
  context,
  type EntraWorld,
  entraWorld,
  lookAt,
  mailHeir,
  openWorld,
  pick,
  planOf,
} from './entra-world.ts';
import { missingSpec, vendorSpec } from './http-vendor-spec.ts';
import { colleague, personOf } from './okta-world.ts';

connectorContract('entra with mail and files', () => entraWorld({ mail: 'shared' }));

const alex = personOf(colleague('U0ALEX'));
const alexId = entraUserId({ id: 'U0ALEX' });
const maya = entraUserId({ id: 'U0MAYA' });
const sofia = personOf(colleague('U0SOFIA'));
const settings = (more: object) => ({ microsoft365: { to: mailHeir, what: [...mailWork], ...more } });
const world = (options: Parameters<typeof openWorld>[0] = {}) => openWorld({ mail: 'user', ...options });

function mailboxIn(state: EntraState): EntraMailbox {
  const mailbox = state.mailboxes.find(({ userId }) => userId === alexId);
  if (!mailbox) throw new Error('no mailbox');
  return mailbox;
}

const mailbox = (made: EntraWorld) => mailboxIn(made.sandbox.directory());

async function doAndRead(made: EntraWorld, verb: string) {
  const action = pick(await planOf(made, alex), verb);
  const outcome = await made.connector.act(action, context());
  return { action, outcome: outcome.status, state: (await made.connector.readBack(action, context())).state };
}

describe('entra with mail and files', () => {
  it('plans what a mailbox, a calendar and OneDrive hold, each in its stage', async () => {
    const made = await world({ pageSize: 100 });
    const about = (await planOf(made, alex)).filter(({ id }) => mailWork.some((each) => each === id.split('/')[2]));
    expect(about.map(({ id, stage, manual, effect }) => [id.split('/')[2], stage, manual, effect])).toEqual([
      ['inbox-rules', 'credentials', false, 'destructive'],
      ['calendar-sharing', 'credentials', false, 'reversible'],
      ['automatic-reply', 'data', false, 'reversible'],
      ['forwarding', 'data', false, 'reversible'],
      ['meetings', 'data', false, 'destructive'],
      ['meetings', 'data', false, 'destructive'],
      ['one-drive', 'data', false, 'reversible'],
      ['owned-groups', 'data', false, 'reversible'],
      ['shared-mailbox', 'data', true, 'reversible'],
      ['sharing-links', 'task', true, 'reversible'],
      ['mailbox-permissions', 'task', true, 'reversible'],
    ]);
    expect(pick(about, 'one-drive').target?.label).toMatchObject({
      en: expect.stringMatching(/^OneDrive \(3\.2 GB\).* to Maya Chen$/),
    });
    expect(pick(about, 'owned-groups').target).toMatchObject({ label: { en: 'Platform team to Maya Chen' } });
    expect(pick(about, 'sharing-links').call).toMatchObject({
      en: expect.stringContaining('Price list.pdf (anonymous), Roadmap.xlsx (organization)'),
    });
  });

  it('touches none of it unless it is told to, and nothing of a guest', async () => {
    const untold = await world({ settings: { microsoft365: undefined } });
    const verbs = async (made: EntraWorld, who: typeof alex) =>
      (await planOf(made, who)).map(({ id }) => id.split('/')[2]);
    expect((await verbs(untold, alex)).filter((verb) => mailWork.some((each) => each === verb))).toEqual([]);
    const told = await world();
    expect((await verbs(told, sofia)).filter((verb) => mailWork.some((each) => each === verb))).toEqual([]);
  });

  it('says by what is in a licence what is lost without it, and when, also of one that a group brings', async () => {
    const mailbox = { what: { en: 'the mailbox, unless it is a shared one' }, afterDays: 30 };
    const suite = [mailbox, { afterDays: 60 }, { afterDays: 93, what: { en: 'OneDrive, which is archived' } }];
    const lossesIn = async (made: EntraWorld) =>
      Object.fromEntries(
        (await planOf(made, alex)).flatMap(({ target, stage, losses }) =>
          (stage === 'groups' || stage === 'licence') && losses ? [[String(target?.label), losses]] : [],
        ),
      );
    // DIAGRAMS holds neither mail nor files. The mailbox is lost whether or not Relais touches it.
    for (const more of [{}, { microsoft365: undefined }]) {
      const told = await lossesIn(await world({ pageSize: 100, settings: more }));
      expect(told).toMatchObject({ 'Business suite users': suite });
      expect(Object.keys(told)).toEqual(['Business suite users']);
    }
    const direct = (state: EntraState) => {
      for (const user of state.users)
        if (user.id === alexId) user.licences.push({ skuId: businessSuite, assignedByGroup: null });
    };
    const both = await world({ pageSize: 100 });
    both.sandbox.happen(direct);
    expect(Object.keys(await lossesIn(both)).toSorted()).toEqual(['BUSINESS_SUITE', 'Business suite users']);
    // What stays keeps the mailbox.
    for (const leave of ['licences', 'groups'] as const) {
      const half = await world({ pageSize: 100, settings: { leave: [leave] } });
      half.sandbox.happen(direct);
      expect(await lossesIn(half), leave).toEqual({});
    }
  });

  it('has licences, and groups that bring one, wait until everything passed on', async () => {
    const made = await world({ pageSize: 100 });
    const needs = Object.fromEntries(
      (await planOf(made, alex)).flatMap(({ target, needs: those, stage }) =>
        stage === 'groups' || stage === 'licence' ? [[String(target?.label), those]] : [],
      ),
    );
    expect(needs).toEqual({
      'Application Developer': ['disable'],
      'Data platform': ['disable'],
      'Platform team': ['disable'],
      'Business suite users': ['disable', 'data'],
      DIAGRAMS: ['disable', 'groups', 'data'],
    });
  });

  it('answers who writes, with whom to write to instead, and says so only while it does', async () => {
    const made = await world();
    const { action, outcome, state } = await doAndRead(made, 'automatic-reply');
    expect([outcome, state]).toEqual(['accepted', 'desired']);
    expect(mailbox(made).reply).toMatchObject({
      status: 'scheduled',
      message:
        'This mailbox is no longer read; please write to Maya Chen (maya.chen@example.com). Cette boîte n’est plus lue ; écrivez à Maya Chen (maya.chen@example.com).',
    });
    const days = (Date.parse(mailbox(made).reply.end) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(90);
    expect((await made.connector.act(action, context())).status).toBe('already');
    const read = async (change: (reply: EntraMailbox['reply']) => void) => {
      made.sandbox.happen((draft) => change(mailboxIn(draft).reply));
      return (await made.connector.readBack(action, context())).state;
    };
    expect(await read((reply) => Object.assign(reply, { end: '2020-01-01T00:00:00.000Z' }))).toBe('not-desired');
    expect(await read((reply) => Object.assign(reply, { end: '2099-01-01T00:00:00.000Z', message: 'Away' }))).toBe(
      'not-desired',
    );
    expect(await read((reply) => Object.assign(reply, { status: 'disabled' }))).toBe('not-desired');
  });

  it('gives the answer that the settings word', async () => {
    const made = await world({ settings: settings({ reply: 'Ask {heir} & <nobody> else', replyDays: 5 }) });
    expect(await doAndRead(made, 'automatic-reply')).toMatchObject({ outcome: 'accepted', state: 'desired' });
    expect(mailbox(made).reply.message).toBe('Ask Maya Chen (maya.chen@example.com) &amp; &lt;nobody&gt; else');
  });

  it('ends rules that send mail on, and its own one only after its end', async () => {
    let ahead = 0;
    const now = () => new Date(Date.now() + ahead);
    const made = await world({ now });
    const at = () => ({ ...context(), now });
    const account = (await lookAt(made, alex)).account;
    const verbs = async () =>
      (await made.connector.look(account, at())).items.map(({ action }) => action.id.split('/')[2]);
    expect(await doAndRead(made, 'inbox-rules')).toMatchObject({ outcome: 'accepted', state: 'desired' });
    expect(mailbox(made).rules.map(({ displayName }) => displayName)).toEqual(['Newsletters']);
    expect(await doAndRead(made, 'forwarding')).toMatchObject({ outcome: 'accepted', state: 'desired' });
    const [, own] = mailbox(made).rules;
    expect(own).toMatchObject({ forwardTo: [mailHeir], isEnabled: true });
    expect(await verbs()).not.toContain('inbox-rules');
    expect(await verbs()).not.toContain('forwarding');
    ahead = 16 * 86_400_000;
    expect(await verbs()).toContain('inbox-rules');
    expect(await verbs()).not.toContain('forwarding');
  });

  it('does not take a rule for harmless of which an addressee is not told', async () => {
    const hide = answering(
      (url) => url.pathname.endsWith('/messageRules'),
      (body) => ({
        ...body,
        value: body.value?.map((rule) => ({ ...rule, actions: { forwardTo: [{ emailAddress: { name: 'Me' } }] } })),
      }),
    );
    const { untold } = await lookAt(await world({ watch: hide }), alex);
    expect(untold.map(({ what }) => what)).toContain('inbox-rules');
  });

  it('forwards only where it may also end the forwarding', () => {
    const withWork = (...what: string[]) => mailSettings.safeParse({ what }).success;
    expect(withWork('forwarding')).toBe(false);
    expect(withWork('forwarding', 'inbox-rules')).toBe(true);
  });

  it.each([
    ['to somebody else', { forwardTo: ['me@mail.example.org'] }],
    ['to one more', { forwardTo: [mailHeir, 'me@mail.example.org'] }],
    ['with an end that Relais would not set', { displayName: 'Relais until 2099-01-01' }],
  ])('takes a rule that calls itself ours for the person’s: %s', async (_name, change) => {
    const made = await world();
    const until = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    const rule = { id: 'pretended', displayName: `Relais until ${until}`, isEnabled: true, forwardTo: [mailHeir] };
    made.sandbox.happen((state) => void mailboxIn(state).rules.push({ ...rule, ...change }));
    const planned = (await planOf(made, alex)).map(({ id }) => id);
    expect(planned).toContain(`entra/${alexId}/inbox-rules/pretended`);
  });

  it('cancels each meeting that the person organises with others, a series at once, and leaves the rest', async () => {
    const made = await world();
    const actions = (await planOf(made, alex)).filter(({ id }) => id.includes('/meetings/'));
    expect(actions).toHaveLength(2);
    for (const action of actions) {
      expect((await made.connector.readBack(action, context())).state).toBe('not-desired');
      expect((await made.connector.act(action, context())).status).toBe('accepted');
      expect((await made.connector.readBack(action, context())).state).toBe('desired');
    }
    expect(mailbox(made).events.map(({ isOrganizer, attendees }) => [isOrganizer, attendees.length > 0])).toEqual([
      [false, true],
      [true, false],
    ]);
  });

  it('does not call a meeting cancelled once the mailbox, or the account, is gone', async () => {
    const made = await world();
    const meeting = pick(await planOf(made, alex), 'meetings');
    made.sandbox.happen((state) =>
      withUser(state, alexId, (user) => {
        user.licences = [];
      }),
    );
    await expect(made.connector.readBack(meeting, context())).rejects.toMatchObject({ kind: 'unproven' });
    made.sandbox.happen((state) =>
      withUser(state, alexId, (user) => {
        user.deletedDateTime = new Date().toISOString();
      }),
    );
    await expect(made.connector.readBack(meeting, context())).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('leaves meetings to a person where the settings say so, and sees when none is left', async () => {
    const made = await world({ settings: settings({ meetings: 'ask' }) });
    const task = pick(await planOf(made, alex), 'meetings');
    expect(task).toMatchObject({ manual: true, verifiable: true, stage: 'data' });
    expect(task.call).toMatchObject({
      fr: expect.stringContaining('Remove-CalendarEvents -Identity alex.moreau@example.com'),
    });
    expect(await made.connector.act(task, context())).toEqual({ status: 'manual', message: task.call });
    expect((await made.connector.readBack(task, context())).state).toBe('not-desired');
    made.sandbox.happen((state) => {
      mailboxIn(state).events = [];
    });
    expect((await made.connector.readBack(task, context())).state).toBe('desired');
  });

  it('opens OneDrive to whoever takes over, and believes only a permission to write', async () => {
    const made = await world();
    const { action, outcome, state } = await doAndRead(made, 'one-drive');
    expect([outcome, state]).toEqual(['accepted', 'desired']);
    const driveIn = (draft: EntraState) => draft.drives.find(({ userId }) => userId === alexId);
    expect(driveIn(made.sandbox.directory())?.grants).toMatchObject([{ userId: maya, role: 'write' }]);
    expect((await planOf(made, alex)).some(({ id }) => id.includes('/one-drive/'))).toBe(false);
    made.sandbox.happen((draft) => {
      for (const grant of driveIn(draft)?.grants ?? []) grant.role = 'read';
    });
    expect((await made.connector.readBack(action, context())).state).toBe('not-desired');
  });

  it('makes whoever takes over an owner of what nobody else owns, and no other group', async () => {
    const made = await world();
    const other = (state: EntraState) => state.groups.find(({ displayName }) => displayName === 'Sales team');
    made.sandbox.happen((state) => void other(state)?.owners?.push(alexId));
    const actions = (await planOf(made, alex)).filter(({ id }) => id.includes('/owned-groups/'));
    expect(actions.map(({ target }) => target?.label)).toEqual([
      { en: 'Platform team to Maya Chen', fr: 'Platform team à Maya Chen' },
    ]);
    expect(await doAndRead(made, 'owned-groups')).toMatchObject({ outcome: 'accepted', state: 'desired' });
    const team = made.sandbox.directory().groups.find(({ displayName }) => displayName === 'Platform team');
    expect(team?.owners).toEqual([alexId, maya]);
  });

  it('has a person convert the mailbox, and sees when it is shared', async () => {
    const made = await world();
    const task = pick(await planOf(made, alex), 'shared-mailbox');
    expect(task.call).toMatchObject({
      en: expect.stringContaining('Set-Mailbox -Identity alex.moreau@example.com -Type Shared'),
    });
    expect((await made.connector.readBack(task, context())).state).toBe('not-desired');
    made.sandbox.endByHand?.(alexId);
    expect((await made.connector.readBack(task, context())).state).toBe('desired');
    expect((await planOf(made, alex)).some(({ id }) => id.includes('/shared-mailbox'))).toBe(false);
  });

  it('makes tasks of files and groups where nobody takes over, and answers without a name', async () => {
    const made = await world({ settings: settings({ to: 'manager' }) });
    const actions = await planOf(made, alex);
    const drive = pick(actions, 'one-drive');
    expect(drive).toMatchObject({ manual: true, verifiable: true, stage: 'data' });
    expect((await made.connector.readBack(drive, context())).state).toBe('not-desired');
    const open = (role: 'read' | 'write') =>
      made.sandbox.happen((state) => {
        for (const each of state.drives)
          if (each.userId === alexId) each.grants = [{ id: 'by-hand', userId: maya, role }];
      });
    open('read');
    expect((await made.connector.readBack(drive, context())).state).toBe('not-desired');
    // Files would leave with a guest, or with a colleague who is gone too.
    const mayaIs = (change: { userType?: 'Member' | 'Guest'; accountEnabled?: boolean }) =>
      made.sandbox.happen((state) => {
        for (const user of state.users) if (user.id === maya) Object.assign(user, change);
      });
    open('write');
    for (const [odd, usual] of [
      [{ userType: 'Guest' }, { userType: 'Member' }],
      [{ accountEnabled: false }, { accountEnabled: true }],
    ] as const) {
      mayaIs(odd);
      expect((await made.connector.readBack(drive, context())).state, JSON.stringify(odd)).toBe('unreadable');
      expect((await planOf(made, alex)).map(({ id }) => id)).toContain(drive.id);
      mayaIs(usual);
    }
    expect((await planOf(made, alex)).map(({ id }) => id)).not.toContain(drive.id);
    expect((await made.connector.readBack(drive, context())).state).toBe('desired');
    expect(pick(actions, 'owned-groups')).toMatchObject({ manual: true, verifiable: true });
    expect(actions.some(({ id }) => id.includes('/forwarding/'))).toBe(false);
    await made.connector.act(pick(actions, 'automatic-reply'), context());
    expect(mailbox(made).reply.message).toBe('This mailbox is no longer read. Cette boîte n’est plus lue.');
  });

  it('lets whoever was chosen for the departure take over, whatever the settings say, and names who has no account', async () => {
    const made = await world();
    const { account } = await lookAt(made, alex);
    const drive = async (heir: typeof alex, heirIsChosen: boolean) => {
      const { items } = await made.connector.look(account, { ...context(), heir, heirIsChosen });
      return pick(
        items.map(({ action }) => action),
        'one-drive',
      );
    };
    const priya = personOf(colleague('U0PRIYA'));
    const id = entraUserId({ id: 'U0PRIYA' });
    expect((await drive(priya, true)).target?.id).toBe(id);
    expect((await drive(priya, false)).target?.id).toBe(maya);
    const stranger = { ...priya, name: 'Kim Doe', email: 'kim@example.org' };
    const task = await drive(stranger, true);
    expect(task.manual).toBe(true);
    expect(task.call).toMatchObject({
      en: expect.stringContaining('Kim Doe, who was to take over, has no open account there.'),
      fr: expect.stringContaining('Kim Doe, qui devait reprendre, n’a pas de compte ouvert ici.'),
    });
  });

  it('plans nothing anew for what has passed, when whoever took over is renamed, closed, or the answer has ended', async () => {
    const made = await world();
    const passed = ['automatic-reply', 'one-drive', 'owned-groups', 'forwarding'];
    const actions = await planOf(made, alex);
    for (const verb of passed) await made.connector.act(pick(actions, verb), context());
    const left = async () =>
      (await planOf(made, alex)).map(({ id }) => id.split('/')[2] ?? '').filter((verb) => passed.includes(verb));
    expect(await left()).toEqual([]);
    made.sandbox.happen((state) =>
      withUser(state, maya, (user) => {
        user.displayName = 'Maya Chen-Dubois';
      }),
    );
    expect(await left()).toEqual([]);
    made.sandbox.happen((state) => withUser(state, maya, disabled));
    expect(await left()).toEqual([]);
    made.sandbox.happen((state) => {
      mailboxIn(state).reply.end = '2020-01-01T00:00:00.000Z';
    });
    expect(await left()).toEqual([]);
    made.sandbox.happen((state) => {
      mailboxIn(state).reply.message = 'On holiday';
    });
    expect(await left()).toEqual(['automatic-reply']);
  });

  it('lets nobody take over who cannot sign in by then', async () => {
    const made = await world();
    const actions = await planOf(made, alex);
    made.sandbox.happen((state) => withUser(state, maya, disabled));
    for (const verb of ['one-drive', 'owned-groups', 'forwarding', 'automatic-reply'])
      await expect(made.connector.act(pick(actions, verb), context()), verb).rejects.toMatchObject({
        kind: 'conflict',
      });
    expect((await planOf(made, alex)).filter(({ manual, stage }) => manual && stage === 'data')).toHaveLength(3);
  });

  it('hands nothing to a guest, whose mailbox is another organisation’s', async () => {
    const made = await world();
    const actions = await planOf(made, alex);
    made.sandbox.happen((state) =>
      withUser(state, maya, (user) => {
        user.userType = 'Guest';
      }),
    );
    for (const verb of ['one-drive', 'owned-groups', 'forwarding', 'automatic-reply'])
      await expect(made.connector.act(pick(actions, verb), context()), verb).rejects.toMatchObject({
        kind: 'conflict',
      });
    const anew = await planOf(made, alex);
    expect(anew.some(({ id }) => id.includes('/forwarding/'))).toBe(false);
    expect(anew.filter(({ manual, stage }) => manual && stage === 'data')).toHaveLength(3);
  });

  it('plans nothing of a mailbox that is not there, and does not take any other 404 for that', async () => {
    const made = await world();
    made.sandbox.happen((state) =>
      withUser(state, alexId, (user) => {
        user.licences = [];
      }),
    );
    const look = await lookAt(made, alex);
    expect(look.untold).toEqual([]);
    expect(look.items.some(({ action }) => action.id.includes('/automatic-reply/'))).toBe(false);
    const odd = await world({
      watch: answering(
        (url) => url.pathname.endsWith('/mailboxSettings'),
        () => Response.json({ error: { code: 'Request_ResourceNotFound', message: 'gone' } }, { status: 404 }),
      ),
    });
    expect((await lookAt(odd, alex)).untold.map(({ what }) => what).toSorted()).toEqual([
      'automatic-reply',
      'forwarding',
      'mailbox-permissions',
      'shared-mailbox',
    ]);
  });

  it('does not take a OneDrive of somebody else for theirs', async () => {
    const made = await world({
      watch: answering(
        (url) => url.pathname.endsWith('/drive'),
        (body) => ({ ...body, owner: { user: { id: maya } } }),
      ),
    });
    await expect(lookAt(made, alex)).rejects.toMatchObject({ kind: 'mismatch' });
  });

  it('tells which permission is missing, and asks for none that the settings do not need', async () => {
    const made = await world();
    expect((await made.connector.check(context())).problems).toEqual([]);
    made.permissions.splice(made.permissions.indexOf('Calendars.ReadWrite'), 1);
    expect(inEnglishToo((await made.connector.check(context())).problems).map(({ message }) => message)).toEqual([
      'the application permission Calendars.ReadWrite is not granted',
    ]);
    const few = await world({ settings: settings({ what: ['shared-mailbox'] }) });
    const { needed } = await few.connector.check(context());
    expect(needed.filter((each) => /Mail|Calendars|Files|Group\./.test(each))).toEqual(['MailboxSettings.Read']);
  });

  // The token is Entra’s own; the rest is not in the part of Graph’s description that lies here, or is written
  // otherwise there.
  const notDescribed = [
    /\/oauth2\/v2\.0\/token$/,
    /\/\$ref$/,
    /\/authentication\/\w+\/[^/]+$/,
    /\/deletedItems\/microsoft\.graph\.user$/,
    /^\/identityGovernance\//,
  ];
  const absent = missingSpec('graph');
  it.skipIf(absent !== null)('asks only what Graph describes', async () => {
    const spec = await vendorSpec('graph', '/v1.0', notDescribed);
    const made = await world({ watch: spec.watch, pageSize: 100, mail: 'shared' });
    const askAll = async ({ connector, sandbox }: EntraWorld) => {
      sandbox.happen((state) => addMany(state, alexId, 2));
      await connector.owned?.read(await accountOf(made, alex), context());
      for (const action of await planOf(made, alex)) {
        await connector.act(action, context());
        await connector.readBack(action, context()).catch(() => null);
      }
      await connector.check(context());
    };
    await askAll(made);
    expect(spec.checked()).toBeGreaterThan(100);
    expect(spec.complaints()).toEqual([]);
  });
});
