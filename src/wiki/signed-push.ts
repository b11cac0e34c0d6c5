import { clientFor } from '../connectors/http/http-settings.ts';
import type { Fetch } from '../connectors/http/transport.ts';
import { resolveSecret, type SecretSources } from '../connectors/secrets.ts';
import { signatureAuth } from '../connectors/webhook/signature.ts';
import { ConnectorError } from '../engine/ports/connector.ts';
import { type DossierWiki, DossierWikiError } from '../engine/ports/dossier-wiki.ts';
import type { ProxyFor } from '../network/proxy-for.ts';
import { wikiTrouble } from '../views/knowledge/wiki-words.ts';
import type { DossierPushSettings } from './wiki-settings.ts';

export interface PushDependencies extends SecretSources {
  /** In place of the guarded transport, for tests. */
  fetch?: Fetch;
  proxyFor?: ProxyFor;
  now(): Date;
  allowPrivateAddresses: boolean;
}

/**
 * Posts dossiers to a receiver, signed as the webhook connector signs; `Idempotency-Key` is the same for the same push.
 */
export function createSignedPush(settings: DossierPushSettings, deps: PushDependencies): DossierWiki {
  const { origin, pathname, search } = new URL(settings.url);
  const auth = signatureAuth(resolveSecret(settings.signingSecret, deps));
  const limits = { perMinute: 60, concurrency: 2 };
  const http = clientFor({ ...settings, id: 'dossier-push', baseUrl: origin }, deps, { auth, ...limits });
  return {
    async push(dossier) {
      const signal = AbortSignal.timeout(settings.timeoutSeconds * 1000);
      const headers = { 'idempotency-key': dossier.id };
      try {
        await http.send('POST', `${pathname}${search}`, { now: deps.now, signal }, { json: dossier, headers });
      } catch (error) {
        throw asWikiError(error);
      }
    },
  };
}

/**
 * What an operator mends, a wrong secret for one, is tried again; what the receiver says is wrong with this dossier is
 * not.
 */
function asWikiError(error: unknown): DossierWikiError {
  const kind = error instanceof ConnectorError ? error.kind : 'unknown-outcome';
  switch (kind) {
    case 'rejected':
      return new DossierWikiError('never', wikiTrouble('refused'), { cause: error });
    case 'unauthorised':
    case 'not-found':
    case 'conflict':
      return new DossierWikiError('later', wikiTrouble('refused'), { cause: error });
    default:
      return new DossierWikiError('later', wikiTrouble('silent'), { cause: error });
  }
}
