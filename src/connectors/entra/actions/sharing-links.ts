import { z } from 'zod';
import type { Localized } from '../../../domain/localized.ts';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { named } from '../../kit/named.ts';
import { idText, optional } from '../../kit/vendor-shapes.ts';
import { type EntraSystem, listAll } from '../entra-system.ts';
import { isWanted, ownerOf } from '../mail/mailbox.ts';
import { oneDriveOf } from '../mail/one-drive.ts';

/** So many folders are looked into; that there are more is said. */
const mostFolders = 60;

/**
 * What is shared by a link goes on being shared: a person looks whether it should. Keeping a link is right as well, so
 * nothing is read back.
 */
export const sharingLinks: ActionKind<EntraSystem> = {
  verb: 'sharing-links',
  named: { en: 'sharing links of OneDrive', fr: 'liens de partage de OneDrive' },

  async plan(account, system, context) {
    if (!isWanted('sharing-links', account, system)) return [];
    const { drive } = await oneDriveOf(system, account.id, context);
    if (drive === null) return [];
    const { shared, more } = await sharedByLink(system, drive, context);
    const names = named(shared);
    if (names === null && !more) return [];
    const call = byHand(account.login, { names, more });
    return [{ stage: 'task', call, effect: 'reversible', manual: true, standing: 'untold' }];
  },

  async act(action) {
    return { status: 'manual', message: action.call };
  },

  async readBack(action, system, context) {
    return { state: 'unreadable', evidence: (await ownerOf(action, system, context)).evidence };
  },
};

const itemShape = z.object({
  id: idText,
  name: z.string().nullish().catch(null),
  folder: optional(z.unknown()),
  shared: optional(z.object({ scope: optional(z.string()) })),
});

/**
 * Files and folders that anybody, or everybody in the organisation, opens by a link; folder by folder, from the top.
 */
async function sharedByLink(system: EntraSystem, drive: { id: string; root: string }, context: ConnectorContext) {
  const shared: string[] = [];
  const folders = [drive.root];
  for (let read = 0; read < mostFolders; read += 1) {
    const folder = folders.shift();
    if (folder === undefined) break;
    const query = { $select: 'id,name,folder,shared', $top: 200 };
    const call = { path: path`/drives/${drive.id}/items/${folder}/children`, shape: itemShape, query };
    for (const item of (await listAll(system, call, context)).items) {
      const scope = item.shared?.scope;
      if (scope === 'anonymous' || scope === 'organization') shared.push(`${item.name ?? item.id} (${scope})`);
      if (item.folder !== undefined) folders.push(item.id);
    }
  }
  return { shared, more: folders.length > 0 };
}

function byHand(login: string, { names, more }: { names: string | null; more: boolean }): Localized {
  const limit = {
    en: more ? ` Only the first ${mostFolders} folders were looked into.` : '',
    fr: more ? ` Seuls les ${mostFolders} premiers dossiers ont été regardés.` : '',
  };
  return {
    en: `In the OneDrive of ${login} these are shared by a link, which goes on: ${names ?? 'none found'}. Open each, “Manage access”, and remove the links that nobody needs.${limit.en}`,
    fr: `Dans le OneDrive de ${login}, ceci est partagé par un lien, qui continue : ${names ?? 'aucun trouvé'}. Ouvrez chacun, « Gérer l’accès », et retirez les liens dont personne n’a besoin.${limit.fr}`,
  };
}
