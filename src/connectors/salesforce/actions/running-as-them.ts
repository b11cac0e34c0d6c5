import type { z } from 'zod';
import type { Localized } from '../../../domain/localized.ts';
import type { ConnectorContext } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { sawAll } from '../../kit/connector-of.ts';
import { named } from '../../kit/named.ts';
import type { Leavable } from '../salesforce-settings.ts';
import { jobShape, titledShape } from '../salesforce-shapes.ts';
import { isLeft, type SalesforceSystem } from '../salesforce-system.ts';
import { rows, soql } from '../soql.ts';

/** Jobs that run as the person, and stop once the user is inactive. No call gives them to somebody else. */
export const jobs = task({
  verb: 'jobs',
  named: { en: 'scheduled jobs', fr: 'tâches planifiées' },
  queryOf: (id) =>
    soql`SELECT Id, CronJobDetail.Name FROM CronTrigger WHERE OwnerId = ${id} AND State != 'DELETED' AND State != 'COMPLETE' AND State != 'ERROR'`,
  row: jobShape,
  nameOf: ({ CronJobDetail }) => CronJobDetail?.Name,
  words: (login, names) => ({
    en: `These scheduled jobs run as ${login} and stop with the user: ${names}. In Setup, Scheduled Jobs, delete each, and have somebody who stays schedule it anew.`,
    fr: `Ces tâches planifiées s’exécutent au nom de ${login} et s’arrêtent avec l’utilisateur : ${names}. Dans Configuration, Tâches planifiées, supprimez-les et faites-les replanifier par quelqu’un qui reste.`,
  }),
});

/** Dashboards that show what the person may see: they show an error once the user is inactive. */
export const dashboards = task({
  verb: 'dashboards',
  named: { en: 'dashboards', fr: 'tableaux de bord' },
  queryOf: (id) => soql`SELECT Id, Title FROM Dashboard WHERE RunningUserId = ${id}`,
  row: titledShape,
  nameOf: ({ Title }) => Title,
  words: (login, names) => ({
    en: `These dashboards show what ${login} may see, and fail without the user: ${names}. Edit each, and choose another person under View Dashboard As.`,
    fr: `Ces tableaux de bord montrent ce que ${login} peut voir, et échouent sans l’utilisateur : ${names}. Modifiez chacun et choisissez une autre personne sous Afficher le tableau de bord en tant que.`,
  }),
});

/**
 * Reports in the person's private folder, which nobody else sees, and which no other scope of a query tells. Without
 * the permission for it Salesforce refuses the query. The owner of a report cannot be changed by a call.
 * https://help.salesforce.com/s/articleView?id=000383270
 */
export const reports = task({
  verb: 'reports',
  named: { en: 'private reports', fr: 'rapports privés' },
  queryOf: (id) => soql`SELECT Id, Name FROM Report USING SCOPE allPrivate WHERE OwnerId = ${id}`,
  row: titledShape,
  nameOf: ({ Name }) => Name,
  words: (login, names) => ({
    en: `These reports are in the private folder of ${login}: ${names}. In Reports, All Folders, move those that are needed to a shared folder, and delete the others.`,
    fr: `Ces rapports sont dans le dossier privé de ${login} : ${names}. Dans Rapports, Tous les dossiers, déplacez ceux qui sont utiles vers un dossier partagé et supprimez les autres.`,
  }),
});

interface Task<Row> {
  verb: Leavable;
  named: Localized;
  queryOf(userId: string): string;
  row: z.ZodType<Row>;
  nameOf(row: Row): string | undefined;
  words(login: string, names: string): Localized;
}

/** What only a person can give to somebody else, or end; done when the list is empty. */
function task<Row extends { Id: string }>(of: Task<Row>): ActionKind<SalesforceSystem> {
  const list = async (system: SalesforceSystem, id: string, context: ConnectorContext) => {
    const { items, evidence } = await rows(system, { query: of.queryOf(id), row: of.row }, context);
    const names = named(items.map((each) => of.nameOf(each) || each.Id));
    return { names, evidence: sawAll(evidence, `${items.length} left`) };
  };
  return {
    verb: of.verb,
    named: of.named,
    async plan({ id, login }, system, context) {
      if (isLeft(system, of.verb)) return [];
      const { names } = await list(system, id, context);
      if (names === null) return [];
      const { en, fr } = of.words(login, names);
      const call = {
        en: `${en} Relais reads by itself whether none is left.`,
        fr: `${fr} Relais vérifie lui-même qu’il n’en reste pas.`,
      };
      return [{ stage: 'task', call, effect: 'reversible', manual: true, verifiable: true }];
    },
    async act(action) {
      return { status: 'manual', message: action.call };
    },
    async readBack({ accountId }, system, context) {
      const { names, evidence } = await list(system, accountId, context);
      return { state: names === null ? 'desired' : 'not-desired', evidence };
    },
  };
}
