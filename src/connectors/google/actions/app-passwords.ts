import { path } from '../../http/path.ts';
import { sawAll } from '../../kit/connector-of.ts';
import { removableKind } from '../../kit/removable-kind.ts';
import { type AppPassword, appPasswordShape } from '../google-shapes.ts';
import { type GoogleSystem, isDeleted } from '../google-system.ts';
import { securityListsAreTold } from '../security-lists.ts';
import { wholeList } from '../whole-list.ts';

/** Passwords that the person made for programs that know no second factor; each opens mail by itself. */
export const appPasswords = removableKind<GoogleSystem, AppPassword>({
  verb: 'app-passwords',
  named: { en: 'application passwords', fr: 'mots de passe d’application' },
  stage: 'credentials',
  effect: 'destructive',
  needs: [],
  noun: 'application password',
  nounInFrench: 'le mot de passe d’application',
  applies: ({ status }, { settings }) => !settings.leave.includes('app-passwords') && !isDeleted(status),
  async list({ id }, system, context) {
    const call = path`/admin/directory/v1/users/${id}/asps`;
    const { items, evidence } = await wholeList(
      system.http,
      { path: call, name: 'items', item: appPasswordShape },
      context,
    );
    const told = items.length === 0 ? await securityListsAreTold(system, id, context) : [];
    return { items, evidence: [...sawAll(evidence, `${items.length} application passwords`), ...told] };
  },
  target: ({ codeId, name }) => ({ id: codeId, label: name ?? codeId }),
  path: ({ account, target }) => path`/admin/directory/v1/users/${account}/asps/${target}`,
});
