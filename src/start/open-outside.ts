import type { ConnectorDependencies } from '../connectors/define-connector.ts';
import type { RelaisFile } from '../relais-file.ts';
import { createLiveCalendars, type LiveCalendars } from './live-calendars.ts';
import { createLiveConnectors, type LiveConnectors } from './live-connectors.ts';
import { createLiveHrSystems, type LiveHrSystems } from './live-hr-systems.ts';
import type { createLiveLdap } from './live-ldap.ts';
import type { createLiveWiki } from './live-wiki.ts';

/** Everything outside that `relais.yaml` names, by secrets that can be read again. */
interface Outside {
  live: LiveConnectors;
  liveHr: LiveHrSystems;
  liveCalendars: LiveCalendars;
  /** Null where no directory is a source of people. */
  liveLdap: ReturnType<typeof createLiveLdap> | null;
  /** Null where dossiers go to no wiki. */
  liveWiki: ReturnType<typeof createLiveWiki> | null;
}

/** Makes each of them; calls nothing. Throws for the first whose secrets or address cannot be used. */
export async function openOutside(
  { systems, hris, calendars, dossierPush, organisation }: RelaisFile,
  { log, callBudget, ...deps }: Omit<ConnectorDependencies, 'readFile' | 'fetch'>,
): Promise<Outside> {
  // A directory's client is only loaded where there is one.
  const hasLdap = organisation.sources.some(({ type }) => type === 'ldap');
  const [ldap, wiki] = await Promise.all([
    hasLdap ? import('./live-ldap.ts') : null,
    dossierPush ? import('./live-wiki.ts') : null,
  ]);
  const namesFrom = new Map(
    organisation.sources.flatMap((one) => (one.type === 'system' ? [[one.id, one.userNames] as const] : [])),
  );
  return {
    live: await createLiveConnectors(systems, { ...deps, callBudget, log, namesFrom }),
    liveHr: createLiveHrSystems(hris, { ...deps, callBudget }),
    liveCalendars: createLiveCalendars(calendars, { ...deps, callBudget }),
    liveLdap: ldap?.createLiveLdap(organisation.sources, deps.env) ?? null,
    liveWiki: dossierPush && wiki ? wiki.createLiveWiki(dossierPush, deps) : null,
  };
}
