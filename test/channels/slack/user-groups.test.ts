import { webApi } from '@slack/bolt';
import { expect, it } from 'vitest';
import { createUserGroups } from '../../../src/channels/slack/user-groups.ts';

const context = { now: () => new Date(), signal: new AbortController().signal };

function groupsWhere(list: (args: { usergroup: string }) => Promise<unknown>) {
  return createUserGroups({ client: { usergroups: { users: { list } } } as unknown as webApi.WebClient });
}

const refused = (error: string) =>
  groupsWhere(async () => {
    throw new webApi.WebAPIPlatformError({ ok: false, error });
  });

it('tells the members of a user group by their user ids', async () => {
  const asked: unknown[] = [];
  const groups = groupsWhere(async (args) => {
    asked.push(args);
    return { ok: true, users: ['U1', 'U2'] };
  });
  expect(await groups.members('S0614TZR7', context)).toEqual([
    { handle: 'U1', email: null },
    { handle: 'U2', email: null },
  ]);
  expect(asked).toEqual([{ usergroup: 'S0614TZR7' }]);
});

it('throws rather than telling nobody', async () => {
  await expect(refused('no_such_subteam').members('S1', context)).rejects.toMatchObject({ kind: 'not-found' });
  await expect(refused('missing_scope').members('S1', context)).rejects.toMatchObject({ kind: 'unauthorised' });
  await expect(groupsWhere(async () => ({ ok: true })).members('S1', context)).rejects.toMatchObject({
    kind: 'rejected',
  });
});
