import type { Revocation } from '../../domain/actions/revocation.ts';
import { addDays, instantOf } from '../../domain/calendar/time.ts';
import type { PersonCommand } from '../../domain/command.ts';
import { quorum } from '../../domain/confirmation/approval.ts';
import type { Departure } from '../../domain/departure.ts';
import { leaverAsKnown } from '../../domain/people/leaver.ts';
import { refuse } from '../../domain/refusal.ts';
import { unresolvedOf } from '../../domain/systems/asked-system.ts';
import { lapsing } from '../../views/access/when-access-ends.ts';
import type { ActName } from '../../views/act-names.ts';
import { accessCard } from '../../views/cards/access-card.ts';
import { accessPlanForm } from '../../views/forms/access-plan-form.ts';
import { cardForm } from '../../views/forms/card-form.ts';
import { personFields, proveFields, waiveFields } from '../../views/forms/fields.ts';
import { handForm } from '../../views/forms/hand-form.ts';
import { proveForm } from '../../views/forms/prove-form.ts';
import { waiveForm } from '../../views/forms/waive-form.ts';
import { sentences, shownName } from '../../views/words/plain.ts';
import { preflight } from '../access/preflight.ts';
import type { Reply } from './conversation.ts';
import { doneReply, formReply, noticeReply, refusalReply } from './replies.ts';
import { done, pickedPerson, tooShort } from './task-acts.ts';
import { about, command, type Handler, type Turn, textOf } from './turn.ts';

/** Confirming, releasing and fixing the access that ends. */
export const accessHandlers = {
  'access.review': about((turn, departure) =>
    formReply(cardForm(accessCard(departure, turn.reader, turn.now, { roles: turn.roles }), turn.reader, turn.act.ref)),
  ),
  'access.plan': about(({ reader, roles, act }, departure) =>
    formReply(accessPlanForm({ departure, reader, roles, page: Number(act.ref.target ?? 0) })),
  ),
  'access.confirm': about(confirm),
  'access.withdraw': about((turn, departure) =>
    done(turn, departure, { type: 'access.withdraw' }, { key: 'notice.withdrawn' }),
  ),
  'access.replan': about((turn, departure) => askAgain(turn, departure)),
  'access.adopt': about((turn, departure) => {
    const { target: system, seen: tenant } = turn.act.ref;
    return askAgain(turn, departure, { system: system ?? '', tenant: String(tenant ?? ''), by: turn.reader });
  }),
  'access.set-aside': about((turn, departure) =>
    done(turn, departure, { type: 'access.set-aside', system: turn.act.ref.target ?? '' }, { key: 'notice.setAside' }),
  ),
  'cut-off.release': about((turn, departure) =>
    done(turn, departure, { type: 'cut-off.release', planHash: turn.act.ref.seen ?? '' }, { key: 'notice.released' }),
  ),
  'access.retry': onAction((turn, departure, one) =>
    done(turn, departure, { type: 'access.retry', ...target(turn, one) }, { key: 'notice.retrying' }),
  ),
  'access.hand': onAction((turn, departure, revocation) => formReply(handForm(departure, revocation, turn.reader))),
  'access.hand.submit': onAction(async (turn, departure, one) => {
    const to = await pickedPerson(turn);
    if ('reply' in to) return to.reply;
    return done(
      turn,
      departure,
      { type: 'access.hand', ...target(turn, one), to: to.person },
      { key: 'notice.handed', params: { name: to.person.name }, field: personFields.to },
    );
  }),
  'access.prove': onAction((turn, departure, revocation) => formReply(proveForm(departure, revocation, turn.reader))),
  'access.prove.submit': onAction(async (turn, departure, one) => {
    const proof = textOf(turn, proveFields.proof);
    if (proof === null || proof.length < 3) return tooShort(turn, proveFields.proof);
    return done(
      turn,
      departure,
      { type: 'access.prove', ...target(turn, one), proof: proof.slice(0, 2000) },
      { key: 'notice.proved' },
    );
  }),
  'access.accept-proof': onAction((turn, departure, one) =>
    done(turn, departure, { type: 'access.accept-proof', ...target(turn, one) }, { key: 'notice.proofAccepted' }),
  ),
  'access.waive': onAction((turn, departure, revocation) => formReply(waiveForm(departure, revocation, turn.reader))),
  'access.waive.submit': onAction(waive),
  'alert.acknowledge': about((turn, departure) =>
    done(
      turn,
      departure,
      { type: 'alert.acknowledge', alertId: turn.act.ref.target ?? '' },
      { key: 'notice.acknowledged' },
    ),
  ),
} satisfies Partial<Record<ActName, Handler>>;

function onAction(handle: (turn: Turn, departure: Departure, one: Revocation) => Promise<Reply> | Reply): Handler {
  return about((turn, departure) => {
    const one = departure.revocations.find(({ action }) => action.id === turn.act.ref.target);
    return one ? handle(turn, departure, one) : refusalReply(turn, refuse('not-found').refusal);
  });
}

function target(turn: Turn, { action }: Revocation): { actionId: string; rev: number } {
  return { actionId: action.id, rev: Number(turn.act.ref.seen ?? Number.NaN) };
}

/**
 * Every system is asked again first: what is confirmed is what is there now, and a plan that changed says what changed.
 */
async function confirm(turn: Turn, departure: Departure): Promise<Reply> {
  const { seen: planHash } = turn.act.ref;
  if (departure.status === 'active' && departure.runStartedAt === null && planHash === departure.planHash) {
    const changed = await replan(turn, departure);
    if (changed.type === 'done' && changed.changed) return noticeReply(turn.voice.t('refusal.plan-changed'), 'refused');
  }
  const result = await command(turn, departure.id, { type: 'access.confirm', planHash: planHash ?? '' });
  if (result.type === 'refused') return refusalReply(turn, result.refusal);
  const left = quorum(result.departure, turn.now).reduce(
    (sum, { needed, given }) => sum + Math.max(0, needed - given.length),
    0,
  );
  const rest = sentences(turn.voice.t('notice.confirmedRest', { count: left }), lapseWords(turn, result.departure));
  return doneReply(turn, 'notice.confirmed', { leaver: shownName(departure.leaver.name), rest });
}

/** Whoever confirms, and so arms it, hears at once that this is too early. */
function lapseWords({ voice, reader, now }: Turn, departure: Departure): string | null {
  const lapse = lapsing(departure, now);
  if (lapse === null || departure.dates === null || !lapse.by.includes(reader.id)) return null;
  const when = voice.zoned(departure.dates.cutOff);
  return voice.t('notice.confirmedLapses', { until: voice.instant(lapse.until), when });
}

async function replan(turn: Turn, departure: Departure, adopt?: (PersonCommand & { type: 'access.replan' })['adopt']) {
  // The tenant that is to be adopted is the one to be found again.
  const systems = departure.systems.map((one) =>
    one.system === adopt?.system ? { ...one, tenant: adopt.tenant } : one,
  );
  const found = await preflight(turn.deps, leaverAsKnown(departure), { ...departure, systems });
  const result = await command(turn, departure.id, {
    type: 'access.replan',
    preflight: found,
    ...(adopt && { adopt }),
  });
  if (result.type === 'refused') return result;
  return {
    type: 'done' as const,
    changed: result.departure.planHash !== departure.planHash,
    unresolved: unresolvedOf(found),
  };
}

async function askAgain(turn: Turn, departure: Departure, adopt?: Parameters<typeof replan>[2]): Promise<Reply> {
  const changed = await replan(turn, departure, adopt);
  if (changed.type === 'refused') return refusalReply(turn, changed.refusal);
  const systems = turn.voice.list(changed.unresolved.map(({ systemLabel }) => systemLabel));
  return changed.unresolved.length > 0
    ? noticeReply(turn.voice.t('notice.replannedInPart', { systems }), 'refused')
    : doneReply(turn, 'notice.replanned', { leaver: shownName(departure.leaver.name) });
}

async function waive(turn: Turn, departure: Departure, one: Revocation): Promise<Reply> {
  const reason = textOf(turn, waiveFields.reason);
  if (reason === null || reason.length < 3) return tooShort(turn, waiveFields.reason);
  const day = textOf(turn, waiveFields.until);
  // It ends with that day on the clock of whoever waives.
  const until = day === null ? null : instantOf(addDays(day, 1), '00:00', turn.reader.timeZone);
  return done(
    turn,
    departure,
    { type: 'access.waive', ...target(turn, one), reason: reason.slice(0, 500), until },
    { key: 'notice.waived', fieldOf: ({ code }) => (code === 'waiver-in-past' ? waiveFields.until : null) },
  );
}
