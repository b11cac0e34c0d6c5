import {
  type AnnouncementPlace,
  type AnnouncementTexts,
  type AnnouncementWish,
  announcementPlaceSchema,
  announcementTextsSchema,
  longestAnnouncement,
  mostAnnouncedIn,
} from '../../domain/announcement/announcement.ts';
import { statedReason } from '../../domain/announcement/reasons.ts';
import { type Instant, instantOf } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { languageSchema } from '../../domain/localized.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ActName } from '../../views/act-names.ts';
import { audienceOf, leads } from '../../views/audience.ts';
import { announcementForm } from '../../views/forms/announcement-form.ts';
import { announcementFields, announcementPlaceField, announcementTextField } from '../../views/forms/fields.ts';
import { ChannelError } from '../ports/channel.ts';
import type { Reply } from './conversation.ts';
import { formReply, refusalReply } from './replies.ts';
import { done } from './task-acts.ts';
import { about, type Handler, listOf, type Turn, textOf } from './turn.ts';

/** What colleagues are told: drafted, approved, taken back. */
export const announcementHandlers = {
  'announcement.open': about((turn, departure) =>
    leads(audienceOf(departure, turn.reader, turn.roles))
      ? formReply(announcementForm(departure, { ...turn, channel: turn.speaker.channel }))
      : refusalReply(turn, refuse('not-permitted').refusal),
  ),
  'announcement.submit': about(submit),
  'announcement.confirm': about((turn, departure) =>
    done(
      turn,
      departure,
      { type: 'announcement.confirm', rev: revSeen(turn) },
      { key: 'notice.announcementConfirmed' },
    ),
  ),
  'announcement.take-back': about((turn, departure) =>
    done(
      turn,
      departure,
      { type: 'announcement.take-back', rev: revSeen(turn) },
      { key: 'notice.announcementTakenBack' },
    ),
  ),
} satisfies Partial<Record<ActName, Handler>>;

/** The state that the person saw: that is how a stale click is noticed. */
function revSeen({ act }: Turn): number {
  return Number(act.ref.seen ?? Number.NaN);
}

async function submit(turn: Turn, departure: Departure): Promise<Reply> {
  const read = await readWish(turn, departure);
  if ('errors' in read) return { type: 'errors', errors: read.errors };
  const { wish } = read;
  return done(
    turn,
    departure,
    { type: 'announcement.approve', rev: revSeen(turn), wish },
    {
      key: 'notice.announcementApproved',
      fieldOf: ({ code }) => {
        if (code === 'announcement-in-past') return announcementFields.date;
        return code === 'announcement-reason' ? fieldOfReason(wish.texts) : null;
      },
    },
  );
}

type Read<T> = T | { errors: Readonly<Record<string, string>> };

async function readWish(turn: Turn, departure: Departure): Promise<Read<{ wish: AnnouncementWish }>> {
  const texts = readTexts(turn);
  if ('errors' in texts) return texts;
  const places = await readPlaces(turn, departure);
  if ('errors' in places) return places;
  const at = readTime(turn);
  if ('errors' in at) return at;
  const handovers = [...listOf(turn, announcementFields.handovers)];
  return { wish: { ...texts, ...places, ...at, handovers } };
}

function readTexts(turn: Turn): Read<{ texts: AnnouncementTexts }> {
  const given = languageSchema.options.flatMap((language) => {
    const text = textOf(turn, announcementTextField(language))?.slice(0, longestAnnouncement) ?? null;
    return text === null ? [] : [[language, text] as const];
  });
  if (given.length === 0)
    return { errors: { [announcementTextField(turn.reader.locale)]: turn.voice.t('announcement.noText') } };
  const read = announcementTextsSchema.safeParse(Object.fromEntries(given));
  if (read.success) return { texts: read.data };
  const short = given.find(([language]) => read.error.issues.some(({ path }) => path[0] === language));
  const field = announcementTextField(short?.[0] ?? turn.reader.locale);
  return { errors: { [field]: turn.voice.t('notice.textTooShort', { min: 10 }) } };
}

/** Those of the platform on which the form was filled in; what was chosen on another one stays. */
async function readPlaces(turn: Turn, { announcement }: Departure): Promise<Read<{ places: AnnouncementPlace[] }>> {
  const { channel } = turn.speaker;
  const before = (announcement?.proposed ?? announcement?.approved)?.places ?? [];
  const kept = before.filter((place) => place.channel !== channel);
  const first = announcementPlaceField(0);
  const places = new Map<string, AnnouncementPlace>();
  for (let index = 0; index < mostAnnouncedIn; index += 1) {
    const field = announcementPlaceField(index);
    const id = textOf(turn, field);
    if (id === null) continue;
    const place = announcementPlaceSchema.safeParse({ channel, id });
    const problem = place.success ? await problemOf(turn, place.data) : turn.voice.t('announcement.noChannel');
    if (problem !== null || !place.success) return { errors: { [field]: problem ?? '' } };
    places.set(id, place.data);
  }
  const all = [...kept, ...places.values()];
  return all.length === 0 ? { errors: { [first]: turn.voice.t('announcement.noChannel') } } : { places: all };
}

/**
 * Why nothing is told there: other organisations read along, or Relais cannot see the channel; null where it may be
 * tried.
 */
async function problemOf({ deps, voice }: Turn, place: AnnouncementPlace): Promise<string | null> {
  const channel = deps.channels.get(place.channel);
  if (!channel) return voice.t('announcement.noChannel');
  try {
    const readers = await channel.readersOf(place.id);
    return readers.type === 'open' && readers.why === 'shared' ? voice.t('announcement.shared') : null;
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    // A platform that is down may be well again when the time comes; posting says what it refuses.
    return error.kind === 'unreachable' ? voice.localized(error.words) : null;
  }
}

function readTime(turn: Turn): Read<{ at: Instant | null }> {
  const date = textOf(turn, announcementFields.date);
  const time = textOf(turn, announcementFields.time);
  if (date === null && time === null) return { at: null };
  const missing = date === null ? announcementFields.date : announcementFields.time;
  if (date === null || time === null) return { errors: { [missing]: turn.voice.t('announcement.dayAndTime') } };
  return { at: instantOf(date, time, turn.reader.timeZone) };
}

function fieldOfReason(texts: AnnouncementTexts): string | null {
  const found = languageSchema.options.find((language) => {
    const text = texts[language];
    return text !== undefined && statedReason({ [language]: text }) !== null;
  });
  return found === undefined ? null : announcementTextField(found);
}
