import type { Departure } from '../../domain/departure.ts';
import { isOpenQuestion } from '../../domain/knowledge/asking.ts';
import {
  longestTopicText,
  longestTopicTitle,
  type Topic,
  topicCategorySchema,
} from '../../domain/knowledge/dossier.ts';
import { planOf, templateFor } from '../../domain/knowledge/dossier-template.ts';
import { readableTopics } from '../../domain/knowledge/readable.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ActName } from '../../views/act-names.ts';
import { answerForm, decodeSeen } from '../../views/forms/answer-form.ts';
import { dossierForm } from '../../views/forms/dossier-form.ts';
import { personFields, topicFields } from '../../views/forms/fields.ts';
import { takeDossierForm } from '../../views/forms/take-dossier-form.ts';
import { topicAddForm } from '../../views/forms/topic-add-form.ts';
import { topicForm } from '../../views/forms/topic-form.ts';
import { topicHeirForm } from '../../views/forms/topic-heir-form.ts';
import { topicWriteForm } from '../../views/forms/topic-write-form.ts';
import { topicTitle } from '../../views/knowledge/topic-words.ts';
import { versionsOf } from '../knowledge/versions-of.ts';
import type { Reply } from './conversation.ts';
import { doneReply, errorReply, formReply, noticeReply, refusalReply } from './replies.ts';
import { pickedPerson } from './task-acts.ts';
import { about, command, type Handler, type Turn, textOf } from './turn.ts';

/** What the leaver knows: asked, written, handed on and received. */
export const dossierHandlers = {
  'dossier.open': about((turn, departure) =>
    departure.dossier === undefined
      ? refusalReply(turn, refuse('dossier-missing').refusal)
      : formReply(dossierForm(departure, readingOf(turn))),
  ),
  'dossier.begin': about(async (turn, departure) => {
    const plan = planOf(templateFor(turn.deps.dossierTemplates, departure.leaver.title));
    const begun = await command(turn, departure.id, { type: 'dossier.begin', plan });
    return begun.type === 'done'
      ? formReply(dossierForm(begun.departure, readingOf(turn)))
      : refusalReply(turn, begun.refusal);
  }),
  'dossier.answer': about((turn, departure) => {
    if (turn.reader.id !== departure.leaver.id) return refusalReply(turn, refuse('not-permitted').refusal);
    const topics = questionsOf(departure);
    if (topics.length === 0) return noticeReply(turn.voice.t('dossier.noQuestions'), 'good');
    return formReply(answerForm(departure, topics, turn.reader));
  }),
  'dossier.answer.submit': about(answer),
  'dossier.take': about(takeDossier),
  'dossier.push': about(async (turn, departure) => {
    const result = await command(turn, departure.id, { type: 'dossier.push' });
    return result.type === 'done' ? doneReply(turn, 'notice.dossierPushed') : refusalReply(turn, result.refusal);
  }),
  'topic.open': onTopic((turn, departure, topic) => topicReply(turn, departure, topic.id)),
  'topic.add': about((turn, departure) => formReply(topicAddForm(departure, turn.reader))),
  'topic.add.submit': about(addTopic),
  'topic.write': onTopic((turn, departure, topic) => formReply(topicWriteForm(departure, topic, turn.reader))),
  'topic.write.submit': onTopic(async (turn, departure, topic) => {
    const text = textOf(turn, topicFields.text)?.slice(0, longestTopicText) ?? null;
    if (text === null) return { type: 'errors', errors: { [topicFields.text]: turn.voice.t('topic.empty') } };
    const texts = [{ ...target(turn, topic), text }];
    const result = await command(turn, departure.id, { type: 'topic.write', texts });
    if (result.type === 'refused') return errorReply(turn, topicFields.text, result.refusal);
    return topicReply(turn, result.departure, topic.id);
  }),
  'topic.heir': onTopic((turn, departure, topic) => formReply(topicHeirForm(departure, topic, turn.reader))),
  'topic.heir.submit': onTopic(nameHeir),
  'topic.receive': onTopic(async (turn, departure, topic) => {
    const result = await command(turn, departure.id, { type: 'topic.receive', ...target(turn, topic) });
    if (result.type === 'refused') return refusalReply(turn, result.refusal);
    return doneReply(turn, 'notice.topicReceived', { title: topicTitle(topic, turn.voice) });
  }),
  'topic.leave-out': onTopic(async (turn, departure, topic) => {
    const result = await command(turn, departure.id, { type: 'topic.leave-out', ...target(turn, topic) });
    if (result.type === 'refused') return refusalReply(turn, result.refusal);
    return doneReply(turn, 'notice.topicLeftOut', { title: topicTitle(topic, turn.voice) });
  }),
} satisfies Partial<Record<ActName, Handler>>;

/** The address of a page for this person alone; the dossier goes through no chat. */
async function takeDossier(turn: Turn, departure: Departure): Promise<Reply> {
  if (readableTopics(departure, who(turn), turn.now).length === 0)
    return refusalReply(turn, refuse(departure.dossier === undefined ? 'dossier-missing' : 'not-permitted').refusal);
  const address = (await turn.deps.dossierPages?.take(departure.id, turn.reader.id)) ?? null;
  return formReply(takeDossierForm(address, turn.reader));
}

/** A topic that this person may read; of any other they hear that there is none. */
function onTopic(handle: (turn: Turn, departure: Departure, topic: Topic) => Promise<Reply> | Reply): Handler {
  return about((turn, departure) => {
    const topic = readableTopics(departure, who(turn), turn.now).find(({ id }) => id === turn.act.ref.target);
    return topic ? handle(turn, departure, topic) : refusalReply(turn, refuse('not-found').refusal);
  });
}

function readingOf({ reader, roles, now, deps }: Turn) {
  return { reader, roles, now, hasWiki: deps.dossierWiki !== undefined };
}

function who({ reader, roles }: Turn): { id: string; roles: Turn['roles'] } {
  return { id: reader.id, roles };
}

/** The state of the topic that the person saw, not the present one: that is how a stale click is noticed. */
function target(turn: Turn, topic: Topic): { topicId: string; rev: number } {
  return { topicId: topic.id, rev: Number(turn.act.ref.seen ?? Number.NaN) };
}

async function topicReply(turn: Turn, departure: Departure, topicId: string): Promise<Reply> {
  const topic = departure.topics?.find(({ id }) => id === topicId);
  if (!topic) return refusalReply(turn, refuse('not-found').refusal);
  const versions = (await versionsOf(turn.deps.store.departures, departure.id)).get(topicId) ?? [];
  return formReply(topicForm(departure, topic, { ...turn, versions }));
}

/** A day's questions: those that were asked first, else whatever is open. */
function questionsOf({ topics = [], dossier }: Departure): readonly Topic[] {
  const open = topics.filter(isOpenQuestion);
  const asked = open.filter((topic) => topic.asked > 0);
  return (asked.length > 0 ? asked : open).slice(0, dossier?.perDay ?? 0);
}

async function answer(turn: Turn, departure: Departure): Promise<Reply> {
  const seen = decodeSeen(turn.act.ref.seen);
  const texts = seen.flatMap(({ topicId, rev }) => {
    const text = textOf(turn, topicId)?.slice(0, longestTopicText) ?? null;
    return text === null ? [] : [{ topicId, rev, text }];
  });
  const [first] = seen;
  if (first === undefined) return refusalReply(turn, refuse('stale').refusal);
  if (texts.length === 0) return { type: 'errors', errors: { [first.topicId]: turn.voice.t('topic.empty') } };
  const result = await command(turn, departure.id, { type: 'topic.write', texts });
  if (result.type === 'done') return formReply(dossierForm(result.departure, readingOf(turn)));
  return errorReply(turn, texts[0]?.topicId ?? first.topicId, result.refusal);
}

async function addTopic(turn: Turn, departure: Departure): Promise<Reply> {
  const title = textOf(turn, topicFields.title)?.slice(0, longestTopicTitle) ?? '';
  const category = topicCategorySchema.safeParse(textOf(turn, topicFields.category));
  if (title.length < 3)
    return { type: 'errors', errors: { [topicFields.title]: turn.voice.t('notice.textTooShort', { min: 3 }) } };
  if (!category.success)
    return { type: 'errors', errors: { [topicFields.category]: turn.voice.t('notice.choiceMissing') } };
  const one = { type: 'topic.add', title, category: category.data } as const;
  const result = await command(turn, departure.id, one);
  if (result.type === 'refused') return errorReply(turn, topicFields.title, result.refusal);
  return formReply(dossierForm(result.departure, readingOf(turn)));
}

async function nameHeir(turn: Turn, departure: Departure, topic: Topic): Promise<Reply> {
  const picked = textOf(turn, personFields.to) === null ? { person: null } : await pickedPerson(turn);
  if ('reply' in picked) return picked.reply;
  const one = { type: 'topic.assign', ...target(turn, topic), to: picked.person } as const;
  const result = await command(turn, departure.id, one);
  if (result.type === 'refused') return errorReply(turn, personFields.to, result.refusal);
  return topicReply(turn, result.departure, topic.id);
}
