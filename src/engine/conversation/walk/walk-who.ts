import { mayStart } from '../../../domain/people/permissions.ts';
import { mayKnowOf } from '../../../domain/people/visibility.ts';
import { refuse } from '../../../domain/refusal.ts';
import { act } from '../../../views/act-names.ts';
import { audienceOf, isInside } from '../../../views/audience.ts';
import { button } from '../../../views/blocks.ts';
import { walkWhoFields } from '../../../views/forms/fields.ts';
import { walkWhoForm } from '../../../views/forms/walk-who.ts';
import { oneLine } from '../../../views/words/plain.ts';
import { preflight } from '../../access/preflight.ts';
import { isSpokenWith } from '../../people/directory.ts';
import { openDeparturesOf } from '../../people/other-departures.ts';
import type { Reply, Unfound } from '../conversation.ts';
import { errorReply, formReply, noticeReply, openButton, refusalReply } from '../replies.ts';
import { command, seen, type Turn, textOf } from '../turn.ts';
import { readAlsoKnownAs } from './also-known-as.ts';
import { nextOpenPage, pageReply } from './walk-pages.ts';
import { notSpokenWith, peopleOf } from './walk-people.ts';
import { required } from './walk-saving.ts';

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

/** Shows who was picked, as the directory and the systems know them. */
export async function echo(turn: Turn, leaverId: string, managerId: string | null): Promise<Reply> {
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
    if (mine) return pageReply(turn, mine, nextOpenPage(mine));
    const steered = open.find((one) => one.status !== 'draft' && isInside(audienceOf(one, reader, turn.roles)));
    return noticeReply(
      turn.voice.t('notice.exists', { name: leaver.name }),
      'refused',
      steered ? [openButton(turn.voice, steered.id, leaver.name)] : [],
    );
  }
  const wished = managerId ?? leaver.managerId ?? reader.id;
  const known = wished === leaver.id ? null : await deps.directory.byId(wished);
  const manager = known && isSpokenWith(known) ? known : null;
  const found = await preflight(deps, leaver);
  return formReply(walkWhoForm({ reader, departureId, echo: { leaver, manager, found } }));
}

export async function who(turn: Turn): Promise<Reply> {
  const leaverId = textOf(turn, walkWhoFields.leaver);
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
  // The first page has no manager yet: it answers with the echo of who was picked.
  if (managerId === null) return echo(turn, leaverId, null);
  if (managerId === leaverId) return errorReply(turn, walkWhoFields.manager, refuse('leaver-is-manager').refusal);
  const alsoKnownAs = readAlsoKnownAs(textOf(turn, walkWhoFields.alsoKnownAs));
  if (alsoKnownAs === null)
    return { type: 'errors', errors: { [walkWhoFields.alsoKnownAs]: turn.voice.t('notice.alsoKnownAsInvalid') } };
  const people = await peopleOf(turn, [leaverId, managerId, turn.reader.id]);
  const shut = notSpokenWith(turn, people[managerId], walkWhoFields.manager);
  if (shut) return shut;
  const draft = await seen(turn);
  if (draft && draft.leaver.id === leaverId) {
    const result = await command(turn, draft.id, {
      type: 'draft.edit',
      patch: alsoKnownAs,
      manager: managerId,
      people,
    });
    return result.type === 'refused' ? refusalReply(turn, result.refusal) : pageReply(turn, result.departure, 'kind');
  }
  if (draft) {
    const dropped = await command(turn, draft.id, { type: 'draft.discard' });
    if (dropped.type === 'refused') return refusalReply(turn, dropped.refusal);
  }
  const begun = await turn.engine.begin({ type: 'draft.start', leaver, manager: managerId, people }, turn.actor);
  if (begun.type === 'refused') return errorReply(turn, walkWhoFields.leaver, begun.refusal);
  if (alsoKnownAs.otherEmails.length > 0 || alsoKnownAs.employeeNumber !== null) {
    const edited = await command(turn, begun.departure.id, { type: 'draft.edit', patch: alsoKnownAs });
    if (edited.type === 'refused') return refusalReply(turn, edited.refusal);
  }
  return pageReply(turn, begun.departure, 'kind');
}
