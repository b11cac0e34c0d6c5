import type { ActName } from '../../views/act-names.ts';
import { searchFields } from '../../views/forms/fields.ts';
import { searchForm, whoHasForm } from '../../views/forms/search-form.ts';
import { mostSearched, searchTopics, shortestWord } from '../knowledge/search-topics.ts';
import { whoHas } from '../knowledge/who-has.ts';
import type { Reply } from './conversation.ts';
import { formReply, noticeReply } from './replies.ts';
import { type Handler, type Turn, textOf } from './turn.ts';

/** What the dossiers say, and who took over what. */
export const searchHandlers = {
  'knowledge.search': async (turn) => {
    const { reader, roles, now } = turn;
    const words = wordsOf(turn);
    if (words === null) return formReply(searchForm({ reader, words, found: [], total: 0, searched: null }));
    if (tooShort(words)) return noWords(turn);
    const { departures } = turn.deps.store;
    const { isPartial, ...result } = await searchTopics(departures, { reader: { id: reader.id, roles }, words, now });
    return formReply(searchForm({ reader, words, ...result, searched: isPartial ? mostSearched : null }));
  },
  'knowledge.who-has': async (turn) => {
    const { reader, roles, now } = turn;
    const words = wordsOf(turn);
    if (words === null) return formReply(whoHasForm({ reader, words, found: [], searched: null }));
    if (tooShort(words)) return noWords(turn);
    const { departures } = turn.deps.store;
    const { found, isPartial } = await whoHas(departures, { reader: { id: reader.id, roles }, words, now });
    return formReply(whoHasForm({ reader, words, found, searched: isPartial ? mostSearched : null }));
  },
} satisfies Partial<Record<ActName, Handler>>;

/** As typed after the command or into the form. */
function wordsOf(turn: Turn): string | null {
  const typed = turn.act.words.filter((word) => typeof word === 'string').join(' ');
  const words = (turn.act.values === null ? typed : (textOf(turn, searchFields.words) ?? '')).trim();
  return words === '' && turn.act.values === null ? null : words.slice(0, 200);
}

function tooShort(words: string): boolean {
  return !words.split(/[^\p{L}\p{N}]+/u).some((word) => word.length >= shortestWord);
}

/** Beside the field where there is one. */
function noWords(turn: Turn): Reply {
  const words = turn.voice.t('search.noWords');
  if (turn.act.values === null) return noticeReply(words, 'refused');
  return { type: 'errors', errors: { [searchFields.words]: words } };
}
