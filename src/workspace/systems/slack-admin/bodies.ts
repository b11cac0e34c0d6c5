import { service } from './seed.ts';
import type { SlackAdminState, SlackAdminUser } from './state.ts';

const workspaceUrl = 'https://atelier-lumen.slack.com/';

/** https://docs.slack.dev/reference/objects/user-object */
export function userBody(user: SlackAdminUser, state: SlackAdminState) {
  const { role } = user;
  const isStranger = role === 'stranger';
  const isOwner = role === 'owner' || role === 'primary owner';
  return {
    id: user.id,
    team_id: isStranger ? 'T0ELSEWHERE' : state.teamId,
    name: user.name,
    deleted: user.deleted,
    real_name: user.realName,
    // Slack tells nothing more of whoever is deactivated than this and the profile.
    ...(user.deleted
      ? {}
      : {
          is_admin: isOwner || role === 'admin',
          is_owner: isOwner,
          is_primary_owner: role === 'primary owner',
          is_restricted: role === 'guest' || role === 'single-channel guest',
          is_ultra_restricted: role === 'single-channel guest',
        }),
    is_bot: false,
    is_app_user: false,
    ...(isStranger ? { is_stranger: true } : {}),
    updated: 1_767_225_600,
    profile: { real_name: user.realName, display_name: user.name, email: user.email },
    ...(state.enterpriseId === null || isStranger
      ? {}
      : {
          enterprise_user: {
            id: user.id,
            enterprise_id: state.enterpriseId,
            enterprise_name: 'Atelier Lumen',
            is_admin: role === 'admin',
            is_owner: isOwner,
            teams: [state.teamId],
          },
        }),
  };
}

/** https://docs.slack.dev/reference/objects/conversation-object */
export function channelBody({ id, name, creator, isPrivate, isGeneral }: SlackAdminState['channels'][number]) {
  return {
    id,
    name,
    name_normalized: name,
    creator,
    created: 1_577_836_800,
    is_channel: !isPrivate,
    is_group: isPrivate,
    is_im: false,
    is_mpim: false,
    is_private: isPrivate,
    is_general: isGeneral,
    is_archived: false,
    is_member: true,
  };
}

export function identityBody(state: SlackAdminState) {
  return {
    ok: true,
    url: workspaceUrl,
    team: 'Atelier Lumen',
    user: service.name,
    team_id: state.teamId,
    user_id: service.id,
    ...(state.enterpriseId === null ? {} : { enterprise_id: state.enterpriseId, is_enterprise_install: true }),
  };
}

export function logBody(install: SlackAdminState['installs'][number], state: SlackAdminState) {
  return {
    app_id: install.appId,
    app_type: install.name,
    user_id: install.userId,
    user_name: state.users.find(({ id }) => id === install.userId)?.name ?? '',
    date: String(Math.trunc(Date.parse(install.at) / 1000)),
    change_type: install.change,
    scope: install.scope,
  };
}

export function loginBody({ userId, at }: SlackAdminState['logins'][number], state: SlackAdminState) {
  const seconds = Math.trunc(Date.parse(at) / 1000);
  return {
    user_id: userId,
    username: state.users.find(({ id }) => id === userId)?.name ?? '',
    date_first: seconds,
    date_last: seconds,
    count: 1,
    ip: '192.0.2.7',
    user_agent: 'Slack_SSB/4.0',
    isp: 'Example ISP',
    country: 'FR',
    region: 'IDF',
  };
}

export function sessionBody(
  session: SlackAdminUser['sessions'][number],
  user: Pick<SlackAdminUser, 'id'>,
  { teamId }: SlackAdminState,
) {
  return {
    user_id: user.id,
    team_id: teamId,
    session_id: session.id,
    created: {
      device_hardware: session.device,
      os: 'OS',
      os_version: '1',
      slack_client_version: '4.0',
      ip: '192.0.2.7',
    },
  };
}

export function workflowBody({ id, title, collaborators }: SlackAdminState['workflows'][number]) {
  return { id, title, collaborators, is_published: true, app_id: 'A0WORKFLOW', source: 'workflow_builder' };
}

/** A user of Slack’s SCIM 2.0: https://docs.slack.dev/reference/scim-api */
export function scimBody(user: SlackAdminUser, base: string) {
  const [givenName = '', ...rest] = user.realName.split(' ');
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    id: user.id,
    userName: user.name,
    displayName: user.realName,
    name: { givenName, familyName: rest.join(' ') },
    emails: [{ value: user.email, primary: true, type: 'work' }],
    active: !user.deleted,
    meta: { resourceType: 'User', location: `${base}/Users/${user.id}` },
  };
}
