import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import { ask, stateIn, type WebhookSystem } from './status.ts';

/** What the fingerprint holds where the receiver names no organisation, and tells of `knownAccount`. */
const byKnownAccount = 'known-account';

/** Nobody's address, asked for the organisation alone: `.invalid` is nobody's domain (RFC 2606). */
const nobody = 'nobody@relais.invalid';

interface Told {
  /** The organisation that the receiver names, as it stands in the fingerprint; null where it names none. */
  organisation: string | null;
  /** Whether it told a state of `knownAccount`; null where none is configured. */
  knowsTheKnown: boolean | null;
  evidence: readonly Evidence[];
}

/**
 * Whose receiver answers: the organisation that it names; else that it knows `knownAccount`, whom another one's would
 * not. Null where neither is there. Throws `unproven` where `knownAccount` is configured and not known.
 */
export async function organisationOf(
  system: WebhookSystem,
  context: ConnectorContext,
): Promise<{ id: string | null; evidence: readonly Evidence[] }> {
  const { organisation, knowsTheKnown, evidence } = await askWhose(system, context);
  if (organisation !== null || knowsTheKnown === null) return { id: organisation, evidence };
  if (knowsTheKnown) return { id: byKnownAccount, evidence };
  throw new ConnectorError(
    'unproven',
    {
      en: 'the status address does not tell of knownAccount: another organisation answers there, or it names somebody who is gone',
      fr: 'l’adresse d’état ne dit rien de knownAccount : une autre organisation y répond, ou il nomme quelqu’un qui n’est plus là',
    },
    { evidence },
  );
}

/** Whether the receiver of an earlier look still answers. */
export async function isSameReceiver(
  system: WebhookSystem,
  id: string,
  context: ConnectorContext,
): Promise<{ holds: boolean; evidence: readonly Evidence[] }> {
  const { organisation, knowsTheKnown, evidence } = await askWhose(system, context);
  return { holds: id === byKnownAccount ? knowsTheKnown === true : organisation === id, evidence };
}

async function askWhose(system: WebhookSystem, context: ConnectorContext): Promise<Told> {
  const { status, settings } = system;
  const { knownAccount, organisationField } = settings;
  const untold: Told = { organisation: null, knowsTheKnown: null, evidence: [] };
  if (status === null) return untold;
  const about = knownAccount ?? nobody;
  try {
    const values = { email: about, accountId: about, actionId: 'organisation' };
    const { reply, fields } = await ask(system, { ...status, values }, context);
    const told = fields[organisationField];
    const organisation = typeof told === 'string' && told !== '' ? `organisation:${encodeURIComponent(told)}` : null;
    const isKnown = reply.status < 300 && stateIn(fields, settings) !== '';
    const words = knownAccount === undefined ? '' : `; the known account is ${isKnown ? '' : 'not '}told`;
    return {
      organisation,
      knowsTheKnown: knownAccount === undefined ? null : isKnown,
      evidence: [saw(reply, `${organisation ?? 'no organisation is named'}${words}`)],
    };
  } catch (error) {
    // A receiver may have no words for nobody; it names no organisation then.
    const isWordless = error instanceof ConnectorError && (error.kind === 'not-found' || error.kind === 'rejected');
    if (!isWordless) throw error;
    return { ...untold, knowsTheKnown: knownAccount === undefined ? null : false, evidence: error.evidence };
  }
}
