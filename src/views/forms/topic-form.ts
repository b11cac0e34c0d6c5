import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { heirWaits } from '../../domain/knowledge/asking.ts';
import { isReceived } from '../../domain/knowledge/coverage.ts';
import type { Topic } from '../../domain/knowledge/dossier.ts';
import { isHeirOf, readsWhole } from '../../domain/knowledge/readable.ts';
import type { CompanyRole, Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { audienceOf, leads } from '../audience.ts';
import { actions, blocks, button, dialog, facts, note, text } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import type { FormView } from '../form-view.ts';
import { topicMark, topicTitle } from '../knowledge/topic-words.ts';
import { type Version, versionBlocks } from '../knowledge/versions.ts';
import { cut, manyLines, oneLine } from '../words/plain.ts';
import { nameOf, type Voice, voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

interface TopicReading {
  reader: Person;
  roles: readonly CompanyRole[];
  now: Instant;
  /** Every text it had, oldest first, the present one last. */
  versions: readonly Version[];
}

/** One topic: what it says, who wrote it and takes it over, what it said before, and what its reader may do. */
export function topicForm(
  departure: Departure,
  topic: Topic,
  { reader, roles, now, versions }: TopicReading,
): FormView {
  const voice = voiceFor(reader);
  const title = topicTitle(topic, voice);
  const { written, leftOut } = topic;
  const view = form(voice, {
    kind: 'topic',
    title: 'form.topic.title',
    submit: null,
    parts: shown(
      blocks(
        text([{ strong: title }, ` · ${topicMark(topic, voice).state}`]),
        topic.question !== null && note(oneLine(voice.localized(topic.question))),
        leftOut !== null &&
          note(
            voice.t('topic.leftOutBy', { name: nameOf(departure, leftOut.by, voice), when: voice.instant(leftOut.at) }),
          ),
        written === null
          ? text(voice.t('topic.unwritten'))
          : { type: 'quote', text: cut(manyLines(written.text), 3000) },
        factsOf(departure, topic, { voice, now }),
        topicActions(departure, topic, { reader, roles, voice }),
        versionBlocks(departure, versions, voice),
      ),
    ),
  });
  return { ...view, again: act('topic.open', departure.id, { target: topic.id }) };
}

function factsOf(departure: Departure, topic: Topic, { voice, now }: { voice: Voice; now: Instant }): CardBlock {
  const { heir, written, received } = topic;
  const name = heir === null ? voice.t('topic.noHeir') : nameOf(departure, heir, voice);
  return facts(
    written === null
      ? null
      : [voice.t('topic.author'), `${nameOf(departure, written.by, voice)}, ${voice.instant(written.at)}`],
    [voice.t('topic.heir'), heirWaits(departure, topic, now) ? `${name} (${voice.t('topic.waits')})` : name],
    received === null ? null : [voice.t('topic.receipt'), voice.instant(received.at)],
  );
}

function topicActions(
  departure: Departure,
  topic: Topic,
  { reader, roles, voice }: Pick<TopicReading, 'reader' | 'roles'> & { voice: Voice },
): CardBlock {
  const title = topicTitle(topic, voice);
  const audience = audienceOf(departure, reader, roles);
  const on = { target: topic.id, seen: topic.rev };
  const isActive = departure.status === 'active';
  const writes = audience.leaver || audience.requester || audience.manager;
  const isHeir = isHeirOf(topic, reader.id);
  return actions(
    isHeir &&
      topic.written !== null &&
      !isReceived(topic) &&
      button(voice, act('topic.receive', departure.id, on), 'button.received', { style: 'primary', about: title }),
    isActive &&
      (writes || isHeir) &&
      button(voice, act('topic.write', departure.id, on), 'button.write', { about: title }),
    isActive &&
      (audience.leaver || leads(audience)) &&
      button(voice, act('topic.heir', departure.id, on), 'button.nameHeir', { about: title }),
    isActive &&
      writes &&
      topic.leftOut === null &&
      button(voice, act('topic.leave-out', departure.id, on), 'button.leaveOut', {
        about: title,
        confirm: dialog(
          voice,
          { title: 'dialog.leaveOut.title', confirm: 'dialog.leaveOut.confirm', deny: 'dialog.leaveOut.deny' },
          voice.t('dialog.leaveOut.text', { title }),
        ),
      }),
    (isHeir || readsWhole(departure, { id: reader.id, roles })) &&
      button(voice, act('dossier.open', departure.id), 'button.backToDossier', { about: voice.t('dossier.title') }),
  );
}
