import {
  type AnnouncementVersion,
  type AnnouncementWish,
  longestAnnouncement,
  mostAnnouncedIn,
} from '../../domain/announcement/announcement.ts';
import { announcementNeedsHr } from '../../domain/announcement/approval.ts';
import { type Instant, localDate, localTime } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { ChannelId, Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { actions, button, dialog, items, note, text } from '../blocks.ts';
import { languages } from '../catalogue/languages.ts';
import { languagesFor, proposedText } from '../departure/announcement-text.ts';
import { announcementItems } from '../departure/announcement-words.ts';
import type { FlatPart, FormView } from '../form-view.ts';
import { taskTitle } from '../tasks/task-state.ts';
import { shownName } from '../words/plain.ts';
import { nameOf, type Voice, voiceFor } from '../words/voice.ts';
import { announcementFields, announcementPlaceField, announcementTextField } from './fields.ts';
import { channelField, choicesField, dateField, form, option, shown, textField, timeField } from './form-parts.ts';

interface AnnouncementReading {
  reader: Person;
  now: Instant;
  /** Where the form is shown: channels of another platform cannot be named there, and stay as they are. */
  channel: ChannelId;
}

/** What colleagues are told: the text, drafted or as it was approved last, which handovers it names, where and when. */
export function announcementForm(departure: Departure, { reader, now, channel }: AnnouncementReading): FormView {
  const voice = voiceFor(reader);
  const { announcement, id } = departure;
  const version = announcement?.proposed ?? announcement?.approved ?? null;
  const name = shownName(departure.leaver.name);
  const rev = announcement?.rev ?? 0;
  return form(voice, {
    kind: 'announcement',
    title: 'form.announcement.title',
    submit: { label: 'form.announcement.submit', act: act('announcement.submit', id, { seen: rev }) },
    parts: [
      shown(
        text(voice.t('announcement.intro', { name })),
        items(announcementItems(departure, voice, now)),
        announcementNeedsHr(departure) && note(voice.t('announcement.needsHr')),
        version !== null &&
          actions(
            button(voice, act('announcement.take-back', id, { seen: rev }), 'button.takeBack', {
              style: 'danger',
              about: voice.t('announcement.title', { name }),
              confirm: dialog(
                voice,
                {
                  title: 'dialog.announcement.title',
                  confirm: 'dialog.announcement.confirm',
                  deny: 'dialog.announcement.deny',
                },
                voice.t('dialog.announcement.text'),
              ),
            }),
          ),
      ),
      languagesFor(reader).map((language) =>
        textField(
          voice,
          {
            id: announcementTextField(language),
            label: 'announcement.field.text',
            params: { language: languages[language].name },
            hint: voice.t('announcement.hint.text'),
            required: false,
          },
          {
            multiline: true,
            max: longestAnnouncement,
            initial:
              version === null ? proposedText(departure, language, { reader, now }) : (version.texts[language] ?? null),
          },
        ),
      ),
      handoverParts(departure, version, voice),
      channel === 'email' ? shown(note(voice.t('announcement.noChannels'))) : placeParts(version, channel, voice),
      dateField(
        voice,
        {
          id: announcementFields.date,
          label: 'announcement.field.date',
          hint: voice.t('announcement.hint.date'),
          required: false,
        },
        version?.at ? localDate(version.at, reader.timeZone) : null,
      ),
      timeField(
        voice,
        { id: announcementFields.time, label: 'announcement.field.time', required: false },
        version?.at ? localTime(version.at, reader.timeZone) : null,
        reader.timeZone,
      ),
    ],
  });
}

/** What fits into a list of boxes on every platform. */
const mostHandovers = 10;

function handoverParts(departure: Departure, version: AnnouncementVersion | null, voice: Voice): readonly FlatPart[] {
  const open = departure.tasks
    .filter(({ nature, status }) => nature === 'handover' && status !== 'skipped')
    .slice(0, mostHandovers);
  if (open.length === 0) return [];
  return [
    choicesField(
      voice,
      {
        id: announcementFields.handovers,
        label: 'announcement.field.handovers',
        hint: voice.t('announcement.hint.handovers'),
        required: false,
      },
      {
        options: open.map((task) => option(task.id, taskTitle(task, voice), nameOf(departure, task.assignee, voice))),
        // Of a departure that was a secret, what a handover is called is told only where somebody says so.
        initial: version?.handovers ?? (departure.flow?.confidential ? [] : open.map(({ id }) => id)),
      },
    ),
  ];
}

function placeParts(version: AnnouncementWish | null, channel: ChannelId, voice: Voice): readonly FlatPart[] {
  const here = (version?.places ?? []).filter((place) => place.channel === channel);
  const elsewhere = (version?.places.length ?? 0) - here.length;
  return [
    ...shown(elsewhere > 0 && note(voice.t('announcement.elsewhere', { count: elsewhere }))),
    ...Array.from({ length: mostAnnouncedIn }, (_, index) =>
      channelField(
        voice,
        {
          id: announcementPlaceField(index),
          label: index === 0 ? 'announcement.field.channel' : 'announcement.field.more',
          hint: index === 0 ? voice.t('announcement.hint.channel', { channel }) : null,
          // Without any channel the text would be posted nowhere.
          required: index === 0 && elsewhere === 0,
        },
        here[index]?.id ?? null,
        'any',
      ),
    ),
  ];
}
