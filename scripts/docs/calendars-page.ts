import { calendarTypes } from '../../src/calendars/registry.ts';
import { bullets, code } from './markdown.ts';
import { settingsTable } from './settings-table.ts';

type CalendarType = (typeof calendarTypes)[number]['type'];

/** What no schema says. */
const notes: Readonly<Record<CalendarType, { setUp: string; cannot: readonly string[] }>> = {
  caldav: {
    setUp:
      'one account of the server that may write into the calendar of everybody concerned. `npm run test:long` tries it on a real Radicale.',
    cannot: [
      'find out where somebody’s calendar is: `path` says it. Somebody whose calendar is elsewhere hears of it as a refusal on the page of the session.',
      'see whether somebody is busy: a session is placed in working hours, not around other meetings.',
    ],
  },
  google: {
    setUp:
      'a service account with domain-wide delegation for the scope `https://www.googleapis.com/auth/calendar.events`; the one of the connector serves. Held against Google’s description of the API; not tried on the real thing.',
    cannot: [
      'write for somebody whose address here is not that of their Google account.',
      'see whether somebody is busy.',
    ],
  },
  graph: {
    setUp:
      'an app registration with the application permission `Calendars.ReadWrite`; the one of the connector serves. An application access policy in Exchange can limit it to some mailboxes. Held against Microsoft’s description of the API; not tried on the real thing.',
    cannot: [
      'write for somebody whose address here is not their user principal name.',
      'sign in with a certificate.',
      'see whether somebody is busy.',
    ],
  },
};

/** `docs/calendars.md`: every kind of calendars that handover sessions go into, from the registry and the schemas. */
export function calendarsPage(): string {
  return `<!-- Generated from src/calendars by "npm run docs". Do not edit; what no schema says is in scripts/docs/calendars-page.ts. -->

# Calendars

Handover sessions stand in the calendars of both who sit in them. Each way into calendars is one entry of the \`calendars:\` list in \`relais.yaml\`; the first
that serves a person's address is theirs. Whoever none serves gets an invitation by mail (\`.ics\`), where Relais sends mails. Secrets stand there by reference only.

What holds for all of them:

- A session has one name in a calendar, however often it moves: telling a calendar twice is telling it once.
- What was put is read back; a calendar that holds something else than it was told is told again. What went by mail cannot be looked at, and the page says “invited by mail”.
- A calendar that does not answer, or refuses, is asked again after two minutes, four, and so on to six hours, until the session begins; its page says so.
- Others who may look into the calendar see that time is taken, and no title.

${calendarTypes.map(chapter).join('\n\n')}
`;
}

function chapter({ type, summary, schema }: (typeof calendarTypes)[number]): string {
  const { setUp, cannot } = notes[type];
  return `## ${code(type)}

${summary}.

What it needs: ${setUp}

What it cannot do:

${bullets(cannot)}

Settings:

${settingsTable(schema)}`;
}
