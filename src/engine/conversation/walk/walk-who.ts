import { localDate } from '../../../domain/calendar/time.ts';
import type { Departure } from '../../../domain/departure.ts';
import { countingFor, followFlow, proposedCutOff } from '../../../domain/flow/dates-follow.ts';
import type { Flow } from '../../../domain/flow/flow.ts';
import { isOffered } from '../../../domain/hr/proposal.ts';
import { datesProblem } from '../../../domain/lifecycle/dates-problem.ts';
import { mayStart } from '../../../domain/people/permissions.ts';
import { mayKnowOf } from '../../../domain/people/visibility.ts';
import { refuse } from '../../../domain/refusal.ts';
import { act } from '../../../views/act-names.ts';
import { audienceOf, isInside } from '../../../views/audience.ts';
import { button } from '../../../views/blocks.ts';
import { walkKindFields, walkWhoFields } from '../../../views/forms/fields.ts';
import type { Said } from '../../../views/forms/walk-said.ts';
import { walkWhoForm } from '../../../views/forms/walk-who.ts';
import { oneLine } from '../../../views/words/plain.ts';
import { preflight } from '../../access/preflight.ts';
import { peopleOf } from '../../people/cast.ts';
import { openDeparturesOf } from '../../people/other-departures.ts';
import { isSpokenWith } from '../../people/spoken-with.ts';
import type { Reply, Unfound } from '../conversation.ts';
import { handoversFollowing } from '../dates.ts';
import { ownKindsOf } from '../own-kinds.ts';
import { errorReply, formReply, noticeReply, openButton, refusalReply } from '../replies.ts';
import { command, seen, type Turn, textOf } from '../turn.ts';
import { readAlsoKnownAs } from './also-known-as.ts';
import { understood } from './said.ts';
import { draftedKind, fittingFlows, pickedKind, submittedKind, whoKind } from './walk-kind.ts';
import { flowOf, nextOpenPage, pageReply } from './walk-pages.ts';
import { notSpokenWith } from './walk-people.ts';
import { type Draft, edit, required } from './walk-saving.ts';

/** What is said where nobody was named so that one person is meant. */
const unfoundWords = {
  unescaped: 'slack.unescaped',
  address: 'notice.unknownAddress',
  name: 'notice.unknownName',
} as const;

/** Nobody is guessed at: the window in which they can be chosen is one click away. */
export function unfound({ voice }: Turn, { unfound: said, why }: Unfound): Reply {
  return noticeReply(voice.t(unfoundWords[why], { said: oneLine(said).slice(0, 100) }), 'refused', [
    button(voice, act('start', null), 'button.start', { style: 'primary', about: 'Relais' }),
  ]);
}

/** Longer than any day and kind; the form carries it. */
const longestSaid = 200;

/** What was written after the person; null for nothing. */
export async function saidIn({ deps, reader, now }: Turn, text: string): Promise<Said | null> {
  const written = oneLine(text).slice(0, longestSaid);
  if (written === '') return null;
  return understood(written, {
    ...{ locale: reader.locale, today: localDate(now, reader.timeZone) },
    ownKinds: ownKindsOf(deps.flows),
  });
}

/** Shows who was picked, as the directory and the systems know them, and what was written with it. */
export async function echo(turn: Turn, leaverId: string, said: Said | null): Promise<Reply> {
  const { deps, reader } = turn;
  const { departureId } = turn.act.ref;
  const leaver = await deps.directory.byId(leaverId);
  if (!leaver) return noticeReply(turn.voice.t('notice.unknownPerson'), 'refused');
  if (leaver.id === reader.id) return refusalReply(turn, refuse('leaver-is-actor').refusal);
  // Who may not begin a departure learns nothing about accounts either.
  if (!mayStart(turn.actor, leaver))
    return noticeReply(turn.voice.t('notice.mayNotStart', { name: leaver.name }), 'refused');
  // What they may not know of is as if it were not there: not even the time to the answer differs.
  const open = (await openDeparturesOf(deps, leaver)).filter((one) => mayKnowOf(one, turn.actor, turn.now));
  if (open.length > 0 && !open.some(({ id }) => id === departureId)) {
    const mine = open.find(({ status, requester }) => status === 'draft' && requester === reader.id);
    if (mine) return resumed(turn, mine, said);
    // An HR system has begun it, and nobody prepares it yet.
    const offered = open.find(isOffered);
    if (offered) {
      const taken = await command(turn, offered.id, { type: 'hr.take' });
      return taken.type === 'refused' ? refusalReply(turn, taken.refusal) : resumed(turn, taken.departure, said);
    }
    const steered = open.find((one) => one.status !== 'draft' && isInside(audienceOf(one, reader, turn.roles)));
    return noticeReply(
      turn.voice.t('notice.exists', { name: leaver.name }),
      'refused',
      steered ? [openButton(turn.voice, steered.id, leaver.name)] : [],
    );
  }
  const isSame = turn.act.ref.seen === leaver.id;
  const wished = (isSame ? textOf(turn, walkWhoFields.manager) : null) ?? leaver.managerId ?? reader.id;
  const known = wished === leaver.id ? null : await deps.directory.byId(wished);
  const manager = known && isSpokenWith(known) ? known : null;
  const [found, disagreements] = await Promise.all([preflight(deps, leaver), deps.directory.disagreementsOf(leaver)]);
  // What was typed about this very person is shown again.
  const typed = isSame ? { alsoKnownAs: textOf(turn, walkWhoFields.alsoKnownAs) } : {};
  const draft = open.find(({ id }) => id === departureId)?.draft ?? null;
  const kind = whoKind(turn, pickedKind(turn, { leaver, draft, said }));
  return formReply(
    walkWhoForm({ reader, departureId, echo: { leaver, manager, found, disagreements, ...typed }, said, kind }),
  );
}

/** Goes on with a draft that is there: what was written fills in what it lacks. */
async function resumed(turn: Turn, draft: Departure, said: Said | null): Promise<Reply> {
  const { kind, dates } = draft.draft;
  const patch = {
    ...(kind === null && said?.kind && draftedKind(said.kind, turn.deps.flows)),
    ...(dates === null && said?.lastWorkingDay && { lastDaySaid: said.lastWorkingDay }),
  };
  if (Object.keys(patch).length === 0) return pageReply(turn, draft, nextOpenPage(draft));
  const edited = await command(turn, draft.id, { type: 'draft.edit', patch });
  return edited.type === 'refused'
    ? refusalReply(turn, edited.refusal)
    : pageReply(turn, edited.departure, nextOpenPage(edited.departure));
}

export async function who(turn: Turn): Promise<Reply> {
  // Whom no chat platform lists was shown, and cannot be picked.
  const leaverId = textOf(turn, walkWhoFields.leaver) ?? turn.act.ref.seen;
  const managerId = textOf(turn, walkWhoFields.manager);
  if (leaverId === null) return required(turn, walkWhoFields.leaver);
  const leaver = await turn.deps.directory.byId(leaverId);
  if (!leaver) return { type: 'errors', errors: { [walkWhoFields.leaver]: turn.voice.t('notice.unknownPerson') } };
  if (leaver.id === turn.reader.id) return errorReply(turn, walkWhoFields.leaver, refuse('leaver-is-actor').refusal);
  if (!mayStart(turn.actor, leaver))
    return {
      type: 'errors',
      errors: { [walkWhoFields.leaver]: turn.voice.t('notice.mayNotStart', { name: leaver.name }) },
    };
  const said = await saidIn(turn, turn.act.ref.target ?? '');
  // Before somebody was picked the page has no manager: it answers with the echo of who was. So does one that showed
  // somebody else: nobody goes on with a person whom they have not seen.
  const { seen: shownId } = turn.act.ref;
  if (managerId === null || (shownId !== null && shownId !== leaverId)) return echo(turn, leaverId, said);
  if (managerId === leaverId) return errorReply(turn, walkWhoFields.manager, refuse('leaver-is-manager').refusal);
  const systems = [...turn.deps.connectors.values()].filter(({ userNames }) => userNames === true);
  const alsoKnownAs = readAlsoKnownAs(textOf(turn, walkWhoFields.alsoKnownAs), systems);
  if (alsoKnownAs.type !== 'read') {
    const why =
      alsoKnownAs.type === 'invalid'
        ? turn.voice.t('notice.alsoKnownAsInvalid')
        : turn.voice.t('notice.userNameOfNone', {
            said: oneLine(alsoKnownAs.said).slice(0, 60),
            count: systems.length,
            systems: systems.map(({ id }) => id).join(', '),
          });
    return { type: 'errors', errors: { [walkWhoFields.alsoKnownAs]: why } };
  }
  const { kind, workerType } = submittedKind(turn);
  if (!kind) return required(turn, walkKindFields.kind);
  if (!workerType) return required(turn, walkKindFields.workerType);
  const flows = fittingFlows(turn, { kind, workerType });
  const wished = textOf(turn, walkKindFields.flow);
  const flow = flows.length === 1 ? flows[0] : flows.find(({ id }) => id === wished);
  if (flows.length === 0) return errorReply(turn, walkKindFields.kind, refuse('flow-does-not-fit').refusal);
  // Several fit: the same page again, which asks for one.
  if (!flow) return echo(turn, leaverId, said);
  const people = await peopleOf(turn.deps, [leaverId, managerId, turn.reader.id]);
  const shut = notSpokenWith(turn, people[managerId], walkWhoFields.manager);
  if (shut) return shut;
  const draft = await seen(turn);
  const chosen = { ...alsoKnownAs.known, ...draftedKind(kind, turn.deps.flows), workerType, flowId: flow.id };
  if (draft && draft.leaver.id === leaverId) {
    const patch = { ...chosen, ...underFlow(turn, draft, flow) };
    const result = await command(turn, draft.id, { type: 'draft.edit', patch, manager: managerId, people });
    return result.type === 'refused' ? refusalReply(turn, result.refusal) : pageReply(turn, result.departure, 'day');
  }
  if (draft) {
    const dropped = await command(turn, draft.id, { type: 'draft.discard' });
    if (dropped.type === 'refused') return refusalReply(turn, dropped.refusal);
  }
  const begun = await turn.engine.begin({ type: 'draft.start', leaver, manager: managerId, people }, turn.actor);
  if (begun.type === 'refused') return errorReply(turn, walkWhoFields.leaver, begun.refusal);
  const patch = { ...chosen, ...(said?.lastWorkingDay && { lastDaySaid: said.lastWorkingDay }) };
  return edit(turn, begun.departure, patch, 'day');
}

/** What changes in the dates with another flow: its proposals take the place of those of the flow before. */
function underFlow(turn: Turn, departure: Departure, to: Flow): Draft {
  const { draft } = departure;
  const from = flowOf(turn, departure);
  if (!from || !draft.dates || from.id === to.id) return {};
  const counting = countingFor(departure, { now: turn.now, calendar: turn.deps.calendar });
  const isAtOnce = draft.nowConfirmed && to.cutOff.mode !== 'released';
  const wished = draft.nowConfirmed
    ? { ...draft.dates, cutOff: { ...draft.dates.cutOff, at: proposedCutOff(to, draft.dates, counting) } }
    : followFlow(draft.dates, { from, to, counting });
  const dates = isAtOnce || datesProblem(wished, { now: turn.now, nowConfirmed: false }) ? draft.dates : wished;
  return {
    ...(dates === draft.dates ? {} : { dates, nowConfirmed: false }),
    handovers: handoversFollowing(turn, departure, { from, to, dates }),
  };
}
