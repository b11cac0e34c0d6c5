import { createHash } from 'node:crypto';
import { toInstant } from '../../domain/calendar/time.ts';
import { inFrench, quotation } from '../../domain/localized.ts';
import { addressesOf, type Person } from '../../domain/people/people.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { PlannedAction } from '../../domain/systems/action.ts';
import type { Standing } from '../../domain/systems/look.ts';
import {
  type ActOutcome,
  type CheckReport,
  type Connector,
  type ConnectorContext,
  ConnectorError,
  type ReadBack,
} from '../../engine/ports/connector.ts';
import type { ActionKind } from '../action-kind.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import type { Reply } from '../http/http-client.ts';
import { clientFor } from '../http/http-settings.ts';
import { connectorOf, sawAll } from '../kit/connector-of.ts';
import { resolveSecret } from '../secrets.ts';
import { isSameReceiver, organisationOf } from './organisation.ts';
import { rehearsalOf } from './rehearsal.ts';
import { signatureAuth } from './signature.ts';
import { fieldsShape, provenNobody, readStatus, stateIn, type WebhookSystem } from './status.ts';
import { fill } from './template.ts';
import type { WebhookSettings } from './webhook-settings.ts';

const advice = { perMinute: 60, concurrency: 2 };
const unknownState = 'unknown';
const nobodyThere = 'unknown there';

/** Asks a receiver of your own, by a signed request, to take somebody's access away; reads back where it says so. */
export function createWebhookConnector(settings: WebhookSettings, deps: ConnectorDependencies): Connector {
  const auth = signatureAuth(resolveSecret(settings.secret, deps));
  const { url, statusUrl } = settings;
  const clientAt = (baseUrl: string) => clientFor({ ...settings, baseUrl }, deps, { auth, ...advice });
  const receiver = clientAt(originOf(url));
  // One limit for whatever goes to one host.
  const readerAt = (origin: string) => (origin === originOf(url) ? receiver : clientAt(origin));
  const status = statusUrl === undefined ? null : { http: readerAt(originOf(statusUrl)), url: statusUrl };
  const system: WebhookSystem = { settings, receiver, status };

  const origin = originOf(url);

  return connectorOf<WebhookSystem>({
    perMinute: settings.perMinute ?? advice.perMinute,
    system,
    origin,
    tenant: organisationOf,
    isTenant: isSameReceiver,
    async search(_, { person, tenant }, context) {
      const addresses = addressesOf(person);
      const told = await Promise.all(
        addresses.map(async (email) => {
          const id = accountIdOf(person, email);
          return { id, email, status: await readStatus(system, { email, accountId: id, actionId: '' }, context) };
        }),
      );
      const asked =
        statusUrl === undefined
          ? [{ en: 'not asked: it has no statusUrl', fr: 'non interrogé : il n’a pas de statusUrl' }]
          : addresses;
      const evidence = told.flatMap(({ status }) => status?.evidence ?? []);
      const accounts = told
        // Where nothing tells, each address may have access.
        .filter(({ status }) => status?.state !== null)
        .map(
          ({ id, email, status }): Account => ({
            system: settings.id,
            systemLabel: settings.label,
            tenant,
            id,
            login: email,
            name: person.name,
            status: status?.state || unknownState,
            protectedBecause: null,
          }),
        );
      return accounts.length === 0
        ? { status: 'none', asked, evidence }
        : { status: 'found', accounts, asked, evidence };
    },
    // That somebody is unknown counts only by the receiver's own word, which `readStatus` demands of each such answer.
    control: async () => [],
    async now(_, account, context) {
      const told = await readStatus(system, valuesOf(account), context);
      const evidence = told?.evidence ?? [];
      if (told?.state === null) return { account: { ...account, status: nobodyThere }, presence: 'absent', evidence };
      return { account: { ...account, status: told?.state || unknownState }, presence: 'there', evidence };
    },
    kinds: [kindFor(settings)],
    async snapshot(_, { account }) {
      return { state: account.status };
    },
    async lastUse(_, { account }, context) {
      if (settings.lastActivityField === undefined) return null;
      const told = await readStatus(system, valuesOf(account), context);
      if (told === null) return null;
      const value = told.fields[settings.lastActivityField];
      const at = typeof value === 'string' ? new Date(value) : null;
      const known = at !== null && !Number.isNaN(at.getTime()) ? at : null;
      const detail = known ? `last used ${toInstant(known)}` : `${settings.lastActivityField} is not told`;
      return { at: known, evidence: sawAll(told.evidence, detail) };
    },
    rehearsal: rehearsalOf(settings),
    check: (context) => check(system, context),
  });
}

/** The one thing that the receiver is asked to do; the settings name it. */
function kindFor(settings: WebhookSettings): ActionKind<WebhookSystem> {
  return {
    verb: settings.action,
    named: quotation(settings.action),
    async plan(account, { settings: { doneStates } }) {
      return [
        {
          stage: settings.stage,
          standing: standingOf(account.status, doneStates),
          // A query may hold somebody's idea of a password.
          call: `POST ${settings.url.split('?')[0]} (${settings.action} ${account.login})`,
          effect: settings.effect,
          needs: [],
        },
      ];
    },
    act: (action, system, context) => act(system, action, context),
    readBack: (action, system, context) => readBack(system, action, context),
    provesItself: true,
  };
}

/** As the read-back says it: whom the receiver does not know has no access there. */
function standingOf(status: string, doneStates: readonly string[]): Standing {
  if (status === nobodyThere || doneStates.includes(status)) return 'closed';
  return status === unknownState ? 'untold' : 'open';
}

async function act(system: WebhookSystem, action: PlannedAction, context: ConnectorContext): Promise<ActOutcome> {
  const { settings, receiver } = system;
  const occurredAt = toInstant(context.now());
  // The same for every attempt of one day, and a new one when a re-check asks again later: receivers drop repetitions.
  const key = `${action.id}/${occurredAt.slice(0, 10)}`;
  const url = fill(settings.url, { email: action.accountLogin, accountId: action.accountId, actionId: action.id });
  const reply = await receiver.send('POST', `${url.pathname}${url.search}`, context, {
    json: {
      id: key,
      type: 'offboarding.step',
      occurredAt,
      system: settings.id,
      action: settings.action,
      account: { id: action.accountId, email: action.accountLogin },
    },
    headers: { 'idempotency-key': key },
    expect: [404, 409, 410],
  });
  const answered = (detail: string) => [{ ...reply.evidence, detail }];
  if (reply.status === 409) return whenConflicting(settings, reply);
  if (reply.status === 404 || reply.status === 410) {
    const fields = fieldsShape.safeParse(reply.data);
    if (!fields.success)
      throw new ConnectorError(
        'not-found',
        {
          en: `the receiver's address answered ${reply.status}; check url`,
          fr: `l’adresse du récepteur a répondu ${reply.status} ; vérifiez url`,
        },
        {
          evidence: answered('not the receiver’s own words'),
        },
      );
    return { status: 'already', evidence: await provenNobody(system, { reply, fields: fields.data }, context) };
  }
  return {
    status: 'accepted',
    evidence: answered('taken by the receiver'),
    readBackAfterSeconds: settings.readBackAfterSeconds,
  };
}

/**
 * 409 means "was done before" only in the receiver's own words: a body that names the state, as the status does. A
 * gateway answers 409 too, and so does a receiver that is still busy with the same key. Throws `conflict` then: nothing
 * was done, and it is decided anew.
 */
function whenConflicting(settings: WebhookSettings, { data, evidence }: Reply<unknown>): ActOutcome {
  const { doneStates, pendingStates, statusField, readBackAfterSeconds } = settings;
  const state = stateIn(fieldsShape.safeParse(data).data ?? {}, settings);
  const seen = [{ ...evidence, detail: `${statusField} is ${state === '' ? 'not told' : state}`.slice(0, 200) }];
  if (doneStates.includes(state)) return { status: 'already', evidence: seen };
  if (pendingStates.includes(state)) return { status: 'accepted', evidence: seen, readBackAfterSeconds };
  throw new ConnectorError(
    'conflict',
    {
      en: `the receiver answered 409, and does not say in ${statusField} that it is done`,
      fr: `le récepteur a répondu 409, et ne dit pas dans ${statusField} que c’est fait`,
    },
    {
      evidence: seen,
    },
  );
}

async function readBack(system: WebhookSystem, action: PlannedAction, context: ConnectorContext): Promise<ReadBack> {
  const { doneStates, pendingStates } = system.settings;
  const status = await readStatus(system, { ...valuesOf(action), actionId: action.id }, context);
  if (status === null) return { state: 'unreadable', evidence: [] };
  const { evidence } = status;
  if (status.state === null || doneStates.includes(status.state)) return { state: 'desired', evidence };
  if (pendingStates.includes(status.state)) return { state: 'pending', evidence };
  return { state: status.state === '' ? 'unreadable' : 'not-desired', evidence };
}

/**
 * Asks for the status of nobody: the receiver must take our signature and say in its own words that it knows nobody.
 */
async function check(system: WebhookSystem, context: ConnectorContext): Promise<CheckReport> {
  const { settings } = system;
  const report = (problems: CheckReport['problems']): CheckReport => ({
    ok: problems.length === 0,
    granted: null,
    needed: [],
    problems,
  });
  try {
    await readStatus(system, { email: 'nobody@relais.invalid', accountId: 'nobody', actionId: 'check' }, context);
    if (settings.statusUrl === undefined) return report([]);
    const { id } = await organisationOf(system, context);
    if (id !== null) return report([]);
    return report([
      {
        message: {
          en: 'the receiver does not say whose it is: that it knows nobody would not be believed',
          fr: 'le récepteur ne dit pas à qui il est : qu’il ne connaisse personne ne serait pas cru',
        },
        fix: {
          en: `Let every answer of statusUrl name the organisation in ${settings.organisationField}, or name in knownAccount somebody whom the receiver knows and who stays.`,
          fr: `Faites nommer l’organisation dans ${settings.organisationField} à chaque réponse de statusUrl, ou nommez dans knownAccount quelqu’un que le récepteur connaît et qui reste.`,
        },
      },
    ]);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const fix =
      error.kind === 'unauthorised'
        ? {
            en: `Check that the receiver has the secret behind ${settings.secret}, that its clock is right, and that it verifies X-Relais-Signature as documented.`,
            fr: `Vérifiez que le récepteur a le secret de ${settings.secret}, que son horloge est juste, et qu’il vérifie X-Relais-Signature comme documenté.`,
          }
        : error.kind === 'unproven'
          ? {
              en: `Let the receiver answer 404 with {"${settings.statusField}": null} for somebody unknown, or name in knownAccount somebody whom it knows and who stays.`,
              fr: `Faites répondre le récepteur par 404 et {"${settings.statusField}": null} pour une personne inconnue, ou nommez dans knownAccount quelqu’un qu’il connaît et qui reste.`,
            }
          : {
              en: 'Check that the receiver runs and that statusUrl is its address.',
              fr: 'Vérifiez que le récepteur fonctionne, et que statusUrl est son adresse.',
            };
    return report([
      {
        message:
          settings.statusUrl === undefined
            ? error.words
            : {
                en: `an address cannot be looked up at statusUrl: ${error.message}`,
                fr: `une adresse ne peut pas être recherchée à statusUrl : ${inFrench(error.words)}`,
              },
        fix,
      },
    ]);
  }
}

/**
 * The receiver has no id that we know of: the person's own is as stable, and an address is not. Further addresses are
 * told apart by their hash.
 */
function accountIdOf(person: Person, email: string): string {
  if (email === person.email) return person.id;
  return `${person.id}-${createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 12)}`;
}

function originOf(template: string): string {
  return new URL(template.replaceAll(/\{\w+\}/g, 'x')).origin;
}

function valuesOf(subject: Account | PlannedAction) {
  return 'accountId' in subject
    ? { email: subject.accountLogin, accountId: subject.accountId, actionId: '' }
    : { email: subject.login, accountId: subject.id, actionId: '' };
}
