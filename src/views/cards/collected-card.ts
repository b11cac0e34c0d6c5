import type { CompanyRole } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, items, note, status, text } from '../blocks.ts';
import type { CardBlock, CardView } from '../card-view.ts';
import { collectedTitle } from '../tasks/collected-title.ts';
import { fitsSeveral, type SeveralVerb, severalVerbs } from '../tasks/several.ts';
import { linksBlock } from '../tasks/step-extras.ts';
import { cut, manyLines } from '../words/plain.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import {
  type CollectedLine,
  type CollectedReading,
  collectedItem,
  isDone,
  isEscalation,
  linesShown,
  needsHurry,
  whenOf,
} from './collected-line.ts';

/** How many departures the card names; the page behind it has all of them. */
const longest = 8;

/**
 * What is asked of one person for several departures of a wave, as one card: what it is, how far it is, the next of
 * them, and what can be done with several at once. It names no departure that its reader may not know of, and not the
 * wave.
 */
export function collectedCard(reading: CollectedReading): CardView {
  const { reader, group, now } = reading;
  const voice = voiceFor(reader);
  const lines = linesShown(reading);
  const open = lines.filter(({ isOpen }) => isOpen);
  const [next] = open;
  const kind = lines[0]?.task === null ? 'departure' : isEscalation(group) ? 'escalation' : 'task';
  const title = collectedTitle(lines, voice);
  const named = isEscalation(group) ? voice.t('escalation.title', { title }) : title;
  if (next === undefined) {
    const words = voice.t(lines.length === 0 ? 'collected.none' : 'collected.allDone', { count: lines.length });
    return {
      kind,
      title: lines.length === 0 ? voice.t('collected.title') : title,
      subtitle: null,
      tone: 'good',
      blocks: blocks(text(words), lines.length > 0 && actions(listButton(reading, title, voice))),
      fallback: words,
    };
  }
  const hurry = lines.filter((line) => needsHurry(line, now)).length;
  const tone = hurry > 0 ? 'attention' : 'neutral';
  const done = lines.filter((line) => !line.isOpen && isDone(line)).length;
  const counts = { open: open.length, count: lines.length };
  return {
    kind,
    title: named,
    subtitle: voice.t('collected.subtitle', counts),
    tone,
    blocks: blocks(
      status(tone, stateWords(next, { ...counts, hurry }, voice), {
        next: next.task === null ? null : voice.rich('lead.due', { when: voice.moment(whenOf(next)) }),
      }),
      next.task !== null && text(voice.t(isEscalation(group) ? 'collected.askHelp' : 'collected.ask')),
      context(open, voice),
      { type: 'progress', label: voice.t('collected.progress'), done, total: open.length + done },
      items(open.slice(0, longest).map((line) => collectedItem(line, reading, title, voice))),
      open.length > longest && note(voice.t('collected.more', { count: open.length - longest })),
      actions(...severalButtons(reading, lines, title, voice), listButton(reading, title, voice)),
    ),
    fallback: voice.t('collected.fallback', { ...counts, title: named }),
  };
}

function stateWords({ task }: CollectedLine, counts: { open: number; hurry: number }, voice: Voice): string {
  return voice.t(task === null ? 'collected.stateLed' : 'collected.state', counts);
}

/** What the flow says of the step, once, where it says the same of each. */
function context(lines: readonly CollectedLine[], voice: Voice): readonly CardBlock[] {
  const [first] = lines;
  if (!first?.task) return [];
  const wordsOf = ({ task }: CollectedLine) => (task?.notes ? manyLines(voice.localized(task.notes)) : '');
  const words = wordsOf(first);
  const same = lines.every((line) => wordsOf(line) === words);
  return blocks(
    same && words !== '' && note(voice.t('task.context')),
    same && words !== '' && { type: 'quote', text: cut(words, 1000) },
    lines.every(({ task }) => task?.proof === 'note') && note(voice.t('task.next.proof')),
    linksBlock(first.task, voice),
  );
}

/** With the roles that the plan was cast with; whoever presses one is asked anew. */
function severalButtons(
  { wave, group, reader }: CollectedReading,
  lines: readonly CollectedLine[],
  title: string,
  voice: Voice,
) {
  return severalVerbs.map((verb, index) => {
    const fits = lines.filter((line) => lineFits(verb, line, group, { reader, roles: rolesIn(line, reader.id) }));
    return (
      fits.length > 1 &&
      button(
        voice,
        act('collected.several', null, { target: `${wave}/${group}`, seen: `${verb}:0` }),
        `collected.button.${verb}`,
        { about: title, ...(index === 0 && { style: 'primary' }) },
      )
    );
  });
}

/** Whoever is only asked for help has the task of somebody else before them: they hand it on, or leave it out. */
export function lineFits(
  verb: SeveralVerb,
  { departure, task }: CollectedLine,
  group: string,
  who: Parameters<typeof fitsSeveral>[2],
): boolean {
  if (task === null || (isEscalation(group) && (verb === 'done' || verb === 'back'))) return false;
  return fitsSeveral(verb, { departure, task }, who);
}

function rolesIn({ departure }: CollectedLine, reader: string): readonly CompanyRole[] {
  return (['hr', 'it', 'admin'] as const).filter((role) => departure.cast[role].includes(reader));
}

function listButton({ wave, group }: CollectedReading, title: string, voice: Voice) {
  return button(voice, act('collected.show', null, { target: `${wave}/${group}`, seen: 0 }), 'collected.button.list', {
    about: title,
  });
}
