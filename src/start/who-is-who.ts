import type { Logger } from 'pino';
import type { SystemDirectory } from '../connectors/define-connector.ts';
import { createRoleGroups, type RoleGroups, slackPlace } from '../engine/people/role-groups.ts';
import { createKeptLists, type KeptLists } from '../engine/people/sources/kept-lists.ts';
import { createKnownPeople, type KnownPeople, type NamedSource } from '../engine/people/sources/known-people.ts';
import { createPeopleRefresh, type PeopleRefresh } from '../engine/people/sources/refresh.ts';
import type { Clock } from '../engine/ports/clock.ts';
import { ConnectorError } from '../engine/ports/connector.ts';
import type { GroupSource } from '../engine/ports/group-source.ts';
import type { HrSystem } from '../engine/ports/hr-system.ts';
import type { PeopleSource } from '../engine/ports/people-source.ts';
import type { Store } from '../engine/ports/store.ts';
import { hrPeopleSource } from '../hris/people-source.ts';
import { createCsvSource } from '../people-sources/csv/csv-source.ts';
import type { RelaisFile } from '../relais-file.ts';

/** What knows who is who: sources of people, groups that give roles, and what reads them again and again. */
export interface WhoIsWho {
  known: KnownPeople;
  lists: KeptLists;
  groups: RoleGroups;
  refresh: PeopleRefresh;
}

export function createWhoIsWho(
  { organisation, systems, hris }: RelaisFile,
  {
    store,
    clock,
    log,
    works,
    directoryOf,
    hrSystems = [],
    slackGroups = () => null,
  }: {
    store: Pick<Store, 'notes' | 'once'>;
    clock: Clock;
    log: Logger;
    /** Whether this process reads sources, or takes what others have read. */
    works: boolean;
    /** Of systems and of LDAP sources. Asked for each reading: secrets change while Relais runs. */
    directoryOf(id: string): SystemDirectory | null;
    /** Those of relais.yaml, where this process reads any. */
    hrSystems?: readonly HrSystem[];
    /** Null while there is no Slack. */
    slackGroups?: () => GroupSource | null;
  },
): WhoIsWho {
  const labels = new Map([...systems, ...hris].map(({ id, label }) => [id, label]));
  const sources = organisation.sources.map((one): NamedSource => {
    if (one.type === 'system') {
      const label = labels.get(one.id) ?? one.id;
      const isHr = hris.some(({ id }) => id === one.id);
      if (isHr) return { id: one.id, label, source: hrSource(one.id, label, hrSystems), isDaily: true };
      return { id: one.id, label, source: systemSource({ id: one.id, label }, directoryOf) };
    }
    const { id, label } = one;
    if (one.type === 'ldap') return { id, label, source: systemSource({ id, label }, directoryOf) };
    const { file } = one;
    return { id, label, source: file === null ? null : createCsvSource({ id, label, file }) };
  });
  const lists = createKeptLists(store.notes);
  const known = createKnownPeople({ sources, lists, organisation, clock, log });
  const groups = createRoleGroups({
    organisation,
    sources: { get: (id) => (id === slackPlace ? slackGroups() : directoryOf(id)?.groups) ?? undefined },
    ...{ notes: store.notes, once: store.once, clock, log },
  });
  const refresh = createPeopleRefresh({ known, lists, groups, once: store.once, clock, log, works });
  return { known, lists, groups, refresh };
}

/** An HR system as a source. A process that reads none, such as a command, only shows what was read. */
function hrSource(id: string, label: string, systems: readonly HrSystem[]): PeopleSource {
  const system = systems.find((one) => one.id === id);
  return system ? hrPeopleSource(system) : systemSource({ id, label }, () => null);
}

/** A system as a source, looked up anew for each reading. */
function systemSource(
  { id, label }: Pick<PeopleSource, 'id' | 'label'>,
  directoryOf: (id: string) => SystemDirectory | null,
): PeopleSource {
  const people = () => {
    const found = directoryOf(id)?.people;
    if (found) return found;
    throw new ConnectorError('rejected', {
      en: 'nothing of this configuration tells who is who there',
      fr: 'rien dans cette configuration ne dit qui est qui là-bas',
    });
  };
  return {
    id,
    label,
    everybody: (context) => people().everybody(context),
    byEmail: async (email, context) => people().byEmail(email, context),
  };
}
