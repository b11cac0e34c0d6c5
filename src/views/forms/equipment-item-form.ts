import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { returnWaySchema } from '../../domain/equipment/item.ts';
import { readableThings } from '../../domain/equipment/readable.ts';
import { itemOf, returnStateOf } from '../../domain/equipment/return-state.ts';
import type { CompanyRole, Person } from '../../domain/people/people.ts';
import { isTaskActive, isTaskOpen, type Task } from '../../domain/tasks/task.ts';
import { act } from '../act-names.ts';
import { audienceOf } from '../audience.ts';
import { actions, blocks, button, note, status, text } from '../blocks.ts';
import type { CardAction, CardBlock } from '../card-view.ts';
import { remoteActions } from '../equipment/remote-actions.ts';
import { remoteNote, returnFacts } from '../equipment/return-words.ts';
import { returnMark, sendingNotes, thingFacts, thingTitle } from '../equipment/thing-words.ts';
import type { FormView } from '../form-view.ts';
import { doneButton, filesButton } from '../tasks/task-actions.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

interface ItemReading {
  departure: Departure;
  task: Task;
  reader: Person;
  roles: readonly CompanyRole[];
  now: Instant;
}

/** One thing: what it is, how it comes back, and what its reader may say of it. */
export function equipmentItemForm(reading: ItemReading): FormView {
  const { departure, task, reader, roles, now } = reading;
  const voice = voiceFor(reader);
  if (!readableThings(departure, { id: reader.id, roles }, now).includes(task))
    return form(voice, {
      kind: 'equipment-item',
      title: 'equipment.title',
      submit: null,
      parts: shown(text(voice.t('refusal.not-found'))),
    });
  const audience = audienceOf(departure, reader, roles);
  const inside = audience.manager || audience.hr || audience.it || audience.admin;
  const item = itemOf(departure, task);
  const mark = returnMark(departure, task, { voice, own: !inside });
  const state = returnStateOf(item, task);
  const view = form(voice, {
    kind: 'equipment-item',
    title: 'equipment.title',
    submit: null,
    parts: shown(
      blocks(
        status(
          state === 'received' ? 'good' : state === 'lost' || state === 'missing' ? 'attention' : 'neutral',
          voice.t('word.labelled', { label: thingTitle(departure, task), words: mark.state }),
          { next: isTaskOpen(task) ? voice.t('lead.due', { when: voice.instant(task.dueAt) }) : null },
        ),
        thingFacts(item, task, { voice, inside }),
        returnFacts(departure, item, { voice, inside }),
        isTaskOpen(task) && sendingNotes(item.thing, departure, voice),
        (state === 'lost' || state === 'missing') && note(voice.t('equipment.waits')),
        inside && remoteNote(departure, item, voice),
        itemActions(reading, voice),
      ),
    ),
  });
  return { ...view, again: act('equipment.open', departure.id, { target: task.id }) };
}

function itemActions({ departure, task, reader, roles }: ItemReading, voice: Voice): readonly CardBlock[] {
  const { leaver, manager, hr, it, admin } = audienceOf(departure, reader, roles);
  if (departure.status !== 'active') return [];
  const item = itemOf(departure, task);
  const about = thingTitle(departure, task);
  const on = { target: task.id, seen: item.rev };
  const open = isTaskOpen(task);
  const holds = task.assignee === reader.id;
  const says = open && (leaver || manager || hr || it || admin || holds);
  const way = (one: (typeof returnWaySchema.options)[number]): CardAction =>
    button(
      voice,
      act('equipment.way', departure.id, { target: `${task.id}/${one}`, seen: item.rev }),
      `equipment.way.${one}`,
      { about },
    );
  const isSettledByHr = hr && (open || task.condition === 'missing');
  const state = returnStateOf(item, task);
  // Where HR has to decide, that is what HR came for.
  const decidesFirst = isSettledByHr && !leaver && (state === 'lost' || state === 'missing');
  const decide = (style: 'primary' | 'default') =>
    button(voice, act('equipment.decide', departure.id, on), 'equipment.decide', { style, about });
  return blocks(
    decidesFirst && actions(decide('primary')),
    says && actions(...returnWaySchema.options.filter((one) => one !== item.way?.way).map(way)),
    says &&
      actions(
        button(voice, act('equipment.ship', departure.id, on), 'equipment.sendIt', { about }),
        item.lost === undefined &&
          button(voice, act('equipment.lose', departure.id, on), 'equipment.loseIt', { about }),
      ),
    isTaskActive(task) &&
      !leaver &&
      (holds || manager || hr || admin) &&
      actions(
        doneButton(departure, task, voice, decidesFirst ? 'default' : 'primary'),
        filesButton(departure, task, voice, 'default'),
      ),
    (isSettledByHr || it || hr || admin) &&
      !leaver &&
      actions(
        isSettledByHr && !decidesFirst && decide('default'),
        ...remoteActions(departure, task, { reader, voice }),
      ),
  );
}
