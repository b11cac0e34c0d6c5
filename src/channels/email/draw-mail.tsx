import type { Child } from 'hono/jsx';
import type { Instant } from '../../domain/calendar/time.ts';
import type { Locale, Person } from '../../domain/people/people.ts';
import type { CardView } from '../../views/card-view.ts';
import { mailWords } from '../../views/words/mail-words.ts';
import { clean, shorten } from '../clean.ts';
import { drawBlock } from './draw-blocks.tsx';
import { inMail } from './look.ts';
import { actionsOf, cardAsText } from './plain-text.ts';

/** What one mail says; the way out adds from whom. */
export interface DrawnMail {
  subject: string;
  html: string;
  text: string;
}

/** Longer subjects are cut by most clients anyway. */
const longestSubject = 120;
/** That many labels say what the page is for. */
const mostWays = 4;

const button =
  'display:inline-block;padding:10px 18px;border-radius:6px;background:#1f5fbf;color:#ffffff;text-decoration:none;font-weight:bold';

/**
 * One card as a mail: all that it says, and one link to the page where it can be answered. Loads nothing from anywhere.
 */
export function drawMail(
  view: CardView,
  {
    reader,
    link,
    until,
    why: given = null,
  }: {
    reader: Pick<Person, 'locale' | 'timeZone'>;
    link: string;
    until: Instant;
    /** Of a mail that belongs to no departure: why its reader gets it. */
    why?: string | null;
  },
): DrawnMail {
  const words = mailWords(reader);
  const labels = actionsOf(view).map(({ label }) => clean(label));
  const ways = labels.slice(0, mostWays);
  // A question says itself what can be answered, and stands as long as it is asked.
  const said =
    view.discretion === 'anybody' || given !== null
      ? null
      : ways.length === 0
        ? words.now
        : `${words.ways(ways)} ${words.now}`;
  const open = ways.length === 0 ? words.open : words.answer;
  const { discretion } = view;
  const isSecret = discretion === 'confidential';
  const why = given ?? (discretion === 'anybody' ? words.question : words.why);
  const place = { look: inMail, buttons: () => null, opens: false };
  const html = String(
    <Frame locale={reader.locale} title={isSecret ? words.discreet : clean(view.title)}>
      {isSecret && <p {...inMail('note')}>{words.discreetFirst}</p>}
      <h1 {...inMail('title')}>{clean(view.title)}</h1>
      {view.subtitle !== null && <p {...inMail('subtitle')}>{clean(view.subtitle)}</p>}
      {view.blocks.map((block) => drawBlock(block, place))}
      <p style="margin:20px 0 8px">
        <a href={link} style={button} rel="noopener noreferrer">
          {open}
        </a>
      </p>
      {said !== null && <p {...inMail('note')}>{said}</p>}
      <hr {...inMail('rule')} />
      <p {...inMail('note')}>{words.safe(until)}</p>
      <p {...inMail('note')}>{why}</p>
    </Frame>,
  );
  const told = [cardAsText(view, words.labelled), words.labelled(open, link), ...(said === null ? [] : [said])];
  const lines = [...told, '-- ', words.safe(until), why];
  const text = [...(isSecret ? [words.discreetFirst] : []), ...lines].join('\n\n');
  return {
    subject: isSecret ? words.discreet : shorten(oneLine(clean(view.title)) || 'Relais', longestSubject),
    html: `<!doctype html>${html}`,
    text,
  };
}

/** What a mail about a meeting says: what has become of it, and where it is moved or called off. */
export function drawMeetingMail(said: string, locale: Locale): DrawnMail {
  return drawDateMail(said, locale, mailWords({ locale, timeZone: 'UTC' }).meetingMore);
}

/**
 * A message about one date, which itself is in its calendar part; without a sentence, that some date is no more. No
 * link: a new one would end the one that its reader has.
 */
export function drawDateMail(said: string | null, locale: Locale, more: string | null = null): DrawnMail {
  // No moment is in these words.
  const { dateMore, dateOver, why } = mailWords({ locale, timeZone: 'UTC' });
  const sentence = said ?? dateOver;
  const subject = shorten(oneLine(clean(sentence)) || 'Relais', longestSubject);
  const html = String(
    <Frame locale={locale} title={subject}>
      <h1 {...inMail('title')}>{clean(sentence)}</h1>
      <p {...inMail('note')}>{more ?? dateMore}</p>
      <hr {...inMail('rule')} />
      <p {...inMail('note')}>{why}</p>
    </Frame>,
  );
  return {
    subject,
    html: `<!doctype html>${html}`,
    text: [clean(sentence), more ?? dateMore, '-- ', why].join('\n\n'),
  };
}

function Frame({ locale, title, children }: { locale: string; title: string; children: Child }) {
  return (
    <html lang={locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{title}</title>
      </head>
      <body style="margin:0;padding:20px;font-family:system-ui,sans-serif;font-size:15px;line-height:1.5">
        <div style="max-width:640px;margin:0 auto">{children}</div>
      </body>
    </html>
  );
}

/** A header has one line. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Where the journals end, for whoever keeps that elsewhere: one line, which must stay as it is to the last sign. */
export function drawHeadsMail(line: string, locale: Locale): DrawnMail {
  // No moment is in these words.
  const { headsSubject, headsKeep } = mailWords({ locale, timeZone: 'UTC' });
  const html = String(
    <Frame locale={locale} title={headsSubject}>
      <p>{headsKeep}</p>
      <pre style="white-space:pre-wrap;word-break:break-all">{line}</pre>
    </Frame>,
  );
  return { subject: headsSubject, html: `<!doctype html>${html}`, text: `${headsKeep}\n\n${line}\n` };
}
