import { neededPermissions, neededScopes } from '../../src/connectors/github/github-settings.ts';
import { github } from '../../src/connectors/github/index.ts';
import { code } from './markdown.ts';

/** What Relais must be allowed at GitHub, a line each, as an app and by a token. */
export function githubRights(): string[] {
  const settings = (more: object) =>
    github.schema.parse({ id: 'github', type: 'github', label: 'GitHub', org: 'example', ...more });
  const app = { method: 'app', appId: 1, installationId: 1, privateKey: 'env:KEY' };
  const bare = { auth: app, sso: false, auditLog: false, fineGrainedTokens: false, leave: ['roles'] };
  const always = neededPermissions(settings(bare));
  const extra: [setting: string, more: object][] = [
    ['unless `leave: [roles]`', { leave: [] }],
    ['with `sso` or `auditLog`', { sso: true }],
    ['with `fineGrainedTokens`', { fineGrainedTokens: true }],
  ];
  return [
    ...always.map((one) => `App: ${code(one)}`),
    ...extra.flatMap(([when, more]) =>
      neededPermissions(settings({ ...bare, ...more }))
        .filter((one) => !always.includes(one))
        .map((one) => `App: ${code(one)}, ${when}`),
    ),
    `Token: ${neededScopes(settings({ auth: { method: 'token', token: 'env:TOKEN' } }))
      .map(code)
      .join(', ')}`,
  ];
}
