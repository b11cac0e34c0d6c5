import { expect, it } from 'vitest';
import { toPlatformUser, userSchema } from '../../../src/channels/slack/platform-user.ts';

const us = { teamId: 'T0RELAIS', enterpriseId: null } as Parameters<typeof toPlatformUser>[1];
const member = { id: 'U1', team_id: 'T0RELAIS', profile: { email: 'a@example.com' } };

function told(rest: object, identity = us): string {
  const { ours, usable, isBot } = toPlatformUser({ user: userSchema.parse({ ...member, ...rest }) }, identity);
  return [ours && 'ours', usable && 'usable', isBot && 'bot'].filter((word) => word !== false).join(' ');
}

it('speaks with full members of this organisation whose account is open, and with nobody else', () => {
  expect(told({})).toBe('ours usable');
  expect(told({ is_restricted: true })).toBe('ours');
  expect(told({ is_ultra_restricted: true })).toBe('ours');
  expect(told({ deleted: true })).toBe('ours');
  expect(told({ is_stranger: true })).toBe('');
  expect(told({ team_id: 'T0OTHER' })).toBe('');
  expect(told({ is_bot: true })).toContain('bot');
  // Slack's own voice is not marked as one.
  expect(told({ id: 'USLACKBOT' })).toContain('bot');
});

it('takes somebody of another workspace for ours in the same Enterprise Grid alone', () => {
  const grid = { ...us, enterpriseId: 'E1' };
  expect(told({ team_id: 'T2', enterprise_user: { enterprise_id: 'E1' } }, grid)).toBe('ours usable');
  expect(told({ team_id: 'T2', enterprise_user: { enterprise_id: 'E2' } }, grid)).toBe('');
  expect(told({ team_id: 'T2', enterprise_user: { enterprise_id: 'E1' } })).toBe('');
});
