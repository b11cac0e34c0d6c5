import { ownAppKind } from '../../kit/own-app.ts';
import type { GithubSystem } from '../github-system.ts';

/**
 * The GitHub App by which Relais works, where a user registered it: it can be lost with that account. Where Relais
 * works by somebody's token instead, that account is protected. https://docs.github.com/rest/apps/apps
 */
export const ownApp = ownAppKind<GithubSystem>({
  async ask({ app }, account, context) {
    if (app === null) return null;
    const { id, evidence } = await app.ownerUser(context);
    return { isTheirs: id === account.id, evidence: [evidence] };
  },
  byHand: (login, { settings }) => ({
    en: `The GitHub App by which Relais works belongs to ${login}: they alone can renew its key, and it ends if that account is deleted. Have them transfer it to ${settings.org} before they leave (their Settings, Developer settings, GitHub Apps, the App, Advanced, Transfer ownership). Relais reads by itself whether that is done.`,
    fr: `La GitHub App par laquelle Relais travaille appartient à ${login} : seule cette personne peut renouveler sa clé, et l’App disparaît si ce compte est supprimé. Faites-la transférer à ${settings.org} avant le départ (« Settings », « Developer settings », « GitHub Apps », l’App, « Advanced », « Transfer ownership »). Relais vérifie lui-même que c’est fait.`,
  }),
  isShown: true,
});
