import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { ChannelId, CompanyRole, Person } from '../../domain/people/people.ts';
import { maySee } from '../../domain/people/visibility.ts';
import { audienceOf, isInside } from '../audience.ts';
import { blocks, heading, note, section, text } from '../blocks.ts';
import { departureBlocks } from '../departure/departure-line.ts';
import type { FormView } from '../form-view.ts';
import { myLines, myTaskBlocks, myTasks } from '../tasks/my-tasks.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

/** How many lines each list has. */
const longest = 20;

/** What waits for the reader, and where the departures they prepare stand. What they may not see is left out. */
export function statusForm({
  reader,
  roles,
  departures,
  now,
  channel,
}: {
  reader: Person;
  roles: readonly CompanyRole[];
  departures: readonly Departure[];
  now: Instant;
  /** Where the reader asked. */
  channel: ChannelId;
}): FormView {
  const voice = voiceFor(reader);
  const mine = departures.filter(
    (one) => isInside(audienceOf(one, reader, roles)) && maySee(one, { id: reader.id, roles }, now),
  );
  const own = departures.find(
    (one) => one.leaver.id === reader.id && one.status === 'active' && maySee(one, { id: reader.id, roles }, now),
  );
  const tasks = myLines(myTasks(departures, reader, now), reader);
  const rest = (count: number) => count > longest && note(voice.t('form.status.more', { count: count - longest }));
  return form(voice, {
    kind: 'status',
    title: 'form.status.title',
    submit: null,
    parts: shown(
      blocks(
        own !== undefined && text(ownWords(own, voice)),
        mine.length === 0 && tasks.length === 0 && own === undefined && text(voice.t('form.status.none', { channel })),
        section(
          voice.t('form.status.mine'),
          myTaskBlocks(tasks.slice(0, longest), reader, voice, now),
          rest(tasks.length),
        ),
        // Alone, they stand under the title of the page, which is the same.
        tasks.length > 0 && mine.length > 0 && heading(voice.t('form.status.title')),
        departureBlocks(mine.slice(0, longest), voice, now),
        rest(mine.length),
      ),
    ),
  });
}

/** What the person leaving may know of their own departure. */
function ownWords({ dates }: Departure, voice: Voice): string {
  if (!dates) return voice.t('form.status.own');
  const day = voice.day(dates.lastWorkingDay);
  return voice.t('form.status.ownDates', { day, when: voice.zoned(dates.cutOff) });
}
