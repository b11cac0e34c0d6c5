import type { Connector } from '../../engine/ports/connector.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import { clientFor } from '../http/http-settings.ts';
import { connectorOf } from '../kit/connector-of.ts';
import { accounts } from './accounts.ts';
import { deactivate } from './actions/deactivate.ts';
import { freeze } from './actions/freeze.ts';
import { groups, packageLicences, permissionSetLicences, permissionSets } from './actions/memberships.ts';
import { handOver, ownedRecords } from './actions/records.ts';
import { dashboards, jobs, reports } from './actions/running-as-them.ts';
import { sessions } from './actions/sessions.ts';
import { tokens } from './actions/tokens.ts';
import { check } from './check.ts';
import { protection } from './protection.ts';
import { rehearsal } from './rehearsal.ts';
import type { SalesforceSettings } from './salesforce-settings.ts';
import { apiPath, type SalesforceSystem } from './salesforce-system.ts';
import { control, search, tenant } from './search.ts';
import { signIn, userIn } from './sign-in.ts';
import { lastUse, snapshot } from './snapshot.ts';
import { accountNow } from './user-state.ts';

/** Calls count for a day, for the whole organisation and all its apps; 25 long ones may run at once. */
const advice = { perMinute: 300, concurrency: 5 };

export function createSalesforceConnector(settings: SalesforceSettings, deps: ConnectorDependencies): Connector {
  const auth = signIn(settings, deps, advice);
  const base = settings.baseUrl.replace(/\/$/, '');
  const system: SalesforceSystem = {
    settings,
    http: clientFor({ ...settings, baseUrl: `${base}${apiPath}` }, deps, { auth, ...advice }),
    root: clientFor({ ...settings, baseUrl: base }, deps, { auth, ...advice }),
    ownUser: async (context) => userIn(await auth.holder(context)),
  };

  return connectorOf({
    perMinute: settings.perMinute ?? advice.perMinute,
    system,
    handsOver: settings.data !== undefined,
    origin: new URL(settings.baseUrl).origin,
    tenant,
    search,
    control,
    now: accountNow,
    protection,
    kinds: [
      freeze,
      sessions,
      tokens,
      permissionSets,
      groups,
      handOver,
      permissionSetLicences,
      packageLicences,
      deactivate,
      ownedRecords,
      jobs,
      dashboards,
      reports,
    ],
    snapshot,
    lastUse,
    accounts,
    rehearsal,
    check: (context) => check(system, context),
  });
}
