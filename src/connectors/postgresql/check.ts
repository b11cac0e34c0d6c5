import { z } from 'zod';
import type { Localized } from '../../domain/localized.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { checkReport, type Problem } from '../kit/check-frame.ts';
import type { PartsReport } from '../kit/connector-parts.ts';
import { quoted } from './identifiers.ts';
import { originOf } from './postgres-client.ts';
import { neededRights, oldestVersion } from './postgresql-settings.ts';
import type { PostgresqlSystem } from './postgresql-system.ts';
import { unnamedDatabases } from './unnamed-databases.ts';

const rightsRow = z.object({
  version: z.int(),
  isSuperuser: z.boolean(),
  createsRoles: z.boolean(),
  mayEndSessions: z.boolean(),
  seesSessions: z.boolean(),
});

const text = `SELECT current_setting('server_version_num')::int / 10000 AS "version", r.rolsuper AS "isSuperuser",
  r.rolcreaterole AS "createsRoles", pg_has_role(r.oid, 'pg_signal_backend', 'USAGE') AS "mayEndSessions",
  pg_has_role(r.oid, 'pg_read_all_stats', 'USAGE') AS "seesSessions" FROM pg_roles r WHERE r.rolname = session_user`;

/**
 * What the role of Relais may, and whether every database that is named can be reached, on the same server; which ones
 * are not named is a note, as every server has some that hold nothing.
 */
export async function check(system: PostgresqlSystem, context: ConnectorContext): Promise<PartsReport> {
  const { client, home, settings } = system;
  let server: string | undefined;
  const granted = async () => {
    const { rows, server: told } = await client.read(
      { database: home, name: 'own rights', text, row: rightsRow },
      context,
    );
    const [own] = rows;
    if (own === undefined) throw new ConnectorError('unproven', ownRole);
    server = told;
    const all = own.isSuperuser;
    const has: Readonly<Record<(typeof neededRights)[number], boolean>> = {
      CREATEROLE: all || own.createsRoles,
      pg_signal_backend: all || own.mayEndSessions,
      pg_read_all_stats: all || own.seesSessions,
    };
    const problems = neededRights.filter((right) => !has[right]).map((right) => missing(settings.user, right));
    const old = own.version < oldestVersion ? [tooOld(own.version)] : [];
    return { granted: neededRights.filter((right) => has[right]), problems: [...problems, ...old] };
  };
  const steps = settings.databases.slice(1).map((database) => async (): Promise<Problem[]> => {
    await client.read(
      {
        database,
        name: 'reached',
        text: 'SELECT 1 AS "one"',
        row: z.object({ one: z.literal(1) }),
        ...(server && { server }),
      },
      context,
    );
    return [];
  });
  const notes: Localized[] = [];
  const unnamed = async (): Promise<Problem[]> => {
    const note = await unnamedDatabases(system, context);
    if (note !== null) notes.push(note);
    return [];
  };
  const explain = (error: ConnectorError) => problemOf(error, system);
  const frame = { needed: neededRights, granted, steps: [...steps, unnamed], explain };
  return { ...(await checkReport(frame, context)), notes };
}

function missing(user: string, right: (typeof neededRights)[number]): Problem {
  const statement =
    right === 'CREATEROLE' ? `ALTER ROLE ${quoted(user)} CREATEROLE` : `GRANT ${right} TO ${quoted(user)}`;
  return {
    message: { en: `the role ${user} has no right ${right}`, fr: `le rôle ${user} n’a pas le droit ${right}` },
    fix: { en: `As a superuser: ${statement};`, fr: `En tant que superutilisateur : ${statement} ;` },
  };
}

function tooOld(version: number): Problem {
  return {
    message: {
      en: `PostgreSQL ${version} answers, and Relais needs ${oldestVersion} at least`,
      fr: `PostgreSQL ${version} répond, et Relais demande au moins ${oldestVersion}`,
    },
    fix: { en: 'Upgrade the server.', fr: 'Mettez le serveur à jour.' },
  };
}

function problemOf(error: ConnectorError, { settings }: PostgresqlSystem): Problem {
  const origin = originOf(settings);
  switch (error.kind) {
    case 'unauthorised':
      return {
        message: error.words,
        fix: {
          en: `Check user and the secret behind ${settings.password}, that pg_hba.conf lets this machine in by a password, and GRANT CONNECT on each database that is named.`,
          fr: `Vérifiez user et le secret de ${settings.password}, que pg_hba.conf admet cette machine par mot de passe, et GRANT CONNECT sur chaque base nommée.`,
        },
      };
    case 'not-found':
    case 'mismatch':
      return {
        message: error.words,
        fix: {
          en: `Check that ${origin} has every database under databases, and is no pooler before several servers.`,
          fr: `Vérifiez que ${origin} a chaque base citée sous databases, et n’est pas un répartiteur devant plusieurs serveurs.`,
        },
      };
    default:
      return {
        message: error.words,
        fix: {
          en: `Check that ${origin} is your server, the one that is written to, and can be reached from here.`,
          fr: `Vérifiez que ${origin} est bien votre serveur, celui où l’on écrit, et qu’il peut être joint d’ici.`,
        },
      };
  }
}

const ownRole = {
  en: 'the server does not tell of the role of Relais',
  fr: 'le serveur ne parle pas du rôle de Relais',
};
