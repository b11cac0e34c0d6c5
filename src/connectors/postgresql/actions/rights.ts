import type { Evidence } from '../../../domain/systems/evidence.ts';
import { ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { saw } from '../../kit/connector-of.ts';
import { named } from '../../kit/named.ts';
import { targetOf } from '../../planned-action.ts';
import { actingFor } from '../acting-for.ts';
import { quoted } from '../identifiers.ts';
import { namedGuard, type PostgresqlSystem, type Role, serverIn } from '../postgresql-system.ts';
import { nameOf, type Right, rightsOf } from '../rights-now.ts';
import { isGone, readRole } from '../role-now.ts';
import { requireAllNamed } from '../unnamed-databases.ts';

/**
 * Rights that were given to the role itself, one action for each database. Each is taken back by `REVOKE`, never by
 * `DROP OWNED`, which also drops whatever the role still owns.
 */
export const rights: ActionKind<PostgresqlSystem> = {
  verb: 'rights',
  named: { en: 'rights', fr: 'droits' },
  provesItself: true,

  async plan(account, system, context) {
    const { databases, leave } = system.settings;
    if (isGone(account) || leave.includes('rights')) return [];
    await requireAllNamed(system, { id: account.id, tenant: account.tenant, held: 'a' }, context);
    const lists = await Promise.all(
      databases.map(async (database) => ({
        database,
        ...(await rightsOf(system, { id: account.id, tenant: account.tenant, database }, context)),
      })),
    );
    return lists
      .filter(({ items }) => items.length > 0)
      .map(({ database, items }) => ({
        stage: 'groups',
        target: { id: database, label: `${database}: ${named(namesIn(items))}` },
        call: [...new Set(items.map((item) => revocation(item, account.login) ?? nameOf(item)))].join('; '),
        effect: 'reversible',
      }));
  },

  async act(action, system, context) {
    const { accountId: id, tenant } = action;
    const database = targetOf(action).id;
    const now = await readRole(system, { id, tenant }, context);
    const { items, evidence } = await rightsOf(system, { id, tenant, database }, context);
    const seen = [...now.evidence, evidence];
    if (now.role === null || items.length === 0) return { status: 'already', evidence: seen };
    const scripts = scriptsFor(items, { role: now.role, relais: system.settings.user });
    const strange = items.filter((item) => item.by === null || revocation(item, now.role?.name ?? '') === null);
    const change = { database, name: 'rights', server: serverIn(tenant) };
    const send = (statements: readonly string[]) =>
      system.client.change(
        { ...change, statements: now.role === null ? statements : [namedGuard(now.role), ...statements] },
        context,
      );
    const sent = scripts.length === 0 ? [] : await allOrEach(scripts, send);
    if (strange.length > 0) throw byHand(strange, [...seen, ...sent]);
    const done = sent.map((each) => saw({ evidence: each }, 'rights taken back'));
    return { status: 'accepted', evidence: [...seen, ...done], readBackAfterSeconds: 0 };
  },

  async readBack(action, system, context) {
    const asked = { id: action.accountId, tenant: action.tenant, database: targetOf(action).id };
    const { items, evidence } = await rightsOf(system, asked, context);
    return { state: items.length === 0 ? 'desired' : 'not-desired', evidence: [evidence] };
  },
};

/**
 * All in one change. Where one of them may not be taken back, each by itself: it costs itself alone, and is thrown once
 * the others are done.
 */
async function allOrEach(
  scripts: readonly (readonly string[])[],
  send: (statements: readonly string[]) => Promise<Evidence>,
): Promise<Evidence[]> {
  try {
    return [await send(scripts.flat())];
  } catch (error) {
    if (scripts.length === 1 || !isOneRights(error)) throw error;
  }
  const sent: Evidence[] = [];
  let first: unknown = null;
  for (const script of scripts)
    try {
      sent.push(await send(script));
    } catch (error) {
      if (!isOneRights(error)) throw error;
      first ??= error;
    }
  if (first !== null) throw first;
  return sent;
}

/** A refusal of what one statement asks, after which nothing of it holds. */
function isOneRights(error: unknown): boolean {
  return error instanceof ConnectorError && ['unauthorised', 'conflict', 'rejected'].includes(error.kind);
}

/** One script for each right, by whoever gave it. */
function scriptsFor(items: readonly Right[], { role, relais }: { role: Role; relais: string }): string[][] {
  return items.flatMap((item) => {
    const statement = revocation(item, role.name);
    if (statement === null || item.by === null) return [];
    return [actingFor({ role: item.by, relais, isMember: item.mayActForThem === true }, [statement])];
  });
}

/** What SQL calls each type of object where rights are taken back; what is not here, a person takes back. */
const words: Readonly<Record<string, string>> = {
  table: 'TABLE',
  view: 'TABLE',
  'materialized view': 'TABLE',
  'foreign table': 'TABLE',
  sequence: 'SEQUENCE',
  schema: 'SCHEMA',
  function: 'ROUTINE',
  procedure: 'ROUTINE',
  aggregate: 'ROUTINE',
  type: 'TYPE',
  language: 'LANGUAGE',
  'foreign-data wrapper': 'FOREIGN DATA WRAPPER',
  server: 'FOREIGN SERVER',
  'large object': 'LARGE OBJECT',
  database: 'DATABASE',
  tablespace: 'TABLESPACE',
};

/** The letters of `pg_default_acl.defaclobjtype`. */
const newObjects: Readonly<Record<string, string>> = {
  r: 'TABLES',
  S: 'SEQUENCES',
  f: 'FUNCTIONS',
  T: 'TYPES',
  n: 'SCHEMAS',
};

function revocation({ type, identity, maker, schema, objects }: Right, name: string): string | null {
  if (maker !== null) {
    const kind = newObjects[objects ?? ''];
    const where = schema === null ? '' : ` IN SCHEMA ${quoted(schema)}`;
    return kind === undefined
      ? null
      : `ALTER DEFAULT PRIVILEGES FOR ROLE ${quoted(maker)}${where} REVOKE ALL PRIVILEGES ON ${kind} FROM ${quoted(name)}`;
  }
  const word = words[type];
  return word === undefined || identity === ''
    ? null
    : `REVOKE ALL PRIVILEGES ON ${word} ${identity} FROM ${quoted(name)}`;
}

/** Each once, whoever gave it. */
function namesIn(items: readonly Right[]): readonly string[] {
  return [...new Set(items.map(nameOf))];
}

function byHand(items: readonly Right[], evidence: readonly Evidence[]): ConnectorError {
  const names = named(namesIn(items)) ?? '';
  return new ConnectorError(
    'rejected',
    {
      en: `rights of these kinds a person has to take back: ${names}`,
      fr: `une personne doit reprendre elle-même les droits de ces sortes : ${names}`,
    },
    { evidence },
  );
}
