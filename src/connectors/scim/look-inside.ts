import type { ActOutcome, ReadBack } from '../../engine/ports/connector.ts';
import type { ActionKind } from '../action-kind.ts';
import type { ScimSystem } from './scim-system.ts';

/** After `unlink`, SCIM shows nothing any more, and the account may still open: only a person can see that. */
export const lookInside: ActionKind<ScimSystem> = {
  verb: 'look-inside',
  named: { en: 'what only the product shows', fr: 'ce que seul le produit montre' },
  async plan(account, { settings }) {
    if (settings.deactivateSemantics !== 'unlink') return [];
    return [
      {
        stage: 'task',
        call: {
          en: `Look in ${settings.label} that the account ${account.login} is closed, and attach what shows it.`,
          fr: `Vérifiez dans ${settings.label} que le compte ${account.login} est fermé, et joignez ce qui le montre.`,
        },
        effect: 'destructive',
        manual: true,
      },
    ];
  },
  async act(action): Promise<ActOutcome> {
    return { status: 'manual', message: action.call };
  },
  async readBack(): Promise<ReadBack> {
    return { state: 'unreadable', evidence: [] };
  },
};
