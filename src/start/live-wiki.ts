import type { DossierWiki } from '../engine/ports/dossier-wiki.ts';
import { createSignedPush, type PushDependencies } from '../wiki/signed-push.ts';
import type { DossierPushSettings } from '../wiki/wiki-settings.ts';
import { createLiveParts, type LiveSecrets } from './live-parts.ts';

/** By which name the log tells of it. */
const id = 'dossierPush';

/** The wiki that dossiers are sent to, whose secret can be read again while it is in use. */
export function createLiveWiki(
  settings: DossierPushSettings,
  deps: Omit<PushDependencies, 'readFile'>,
): LiveSecrets & { wiki: DossierWiki } {
  const parts = createLiveParts([{ id }], deps.env, (_entry, secrets) =>
    createSignedPush(settings, { ...deps, ...secrets }),
  );
  return {
    wiki: {
      async push(dossier) {
        await parts.get(id)?.push(dossier);
      },
    },
    files: parts.files,
    prepare: parts.prepare,
  };
}
