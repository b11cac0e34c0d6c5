import type { types } from '@slack/bolt';
import type { Locale } from '../../domain/people/people.ts';
import type { Notice } from '../../engine/conversation/conversation.ts';
import type { Directory } from '../../engine/ports/directory.ts';
import type { CardBlock, CardView, Text } from '../../views/card-view.ts';
import type { FormView } from '../../views/form-view.ts';
import { peopleInCard, peopleInForm, peopleInText } from '../people-in-view.ts';
import { type DrawnMessage, drawCard, drawCardModal, drawHome } from './draw-card.ts';
import { drawForm } from './draw-form.ts';
import { mrkdwnOf, plain } from './draw-text.ts';
import { type Drawing, fitBlocks } from './fit-blocks.ts';
import { handlesFor } from './handles.ts';
import { limits } from './limits.ts';
import type { DrawnBlock, Surface } from './newer-blocks.ts';
import type { WordsFor } from './words.ts';

/** Everything a person can get back, drawn in their language. */
export interface ReplyDrawing {
  form(form: FormView, locale: Locale): Promise<types.ModalView>;
  noticeModal(notice: Notice, locale: Locale): Promise<types.ModalView>;
  noticeMessage(notice: Notice, locale: Locale): Promise<DrawnMessage>;
  cardModal(card: CardView, locale: Locale): Promise<types.ModalView>;
  cardMessage(card: CardView, locale: Locale): Promise<DrawnMessage>;
  home(card: CardView, locale: Locale): Promise<types.HomeView>;
}

const noticeIcons: Readonly<Record<Notice['tone'], string>> = { neutral: '', good: '✅ ', refused: '⚠️ ' };

export function createReplyDrawing(directory: () => Pick<Directory, 'byId'>, words: WordsFor): ReplyDrawing {
  const drawingFor = async (people: readonly string[], locale: Locale): Promise<Drawing> => ({
    handleOf: await handlesFor(people, directory()),
    more: words(locale).more,
    moment: words(locale).moment,
  });

  return {
    form: async (form, locale) => drawForm(form, await drawingFor(peopleInForm(form), locale)),
    noticeModal: async (notice, locale) => {
      const drawing = await drawingFor(peopleInText(notice.text), locale);
      // Without a label of ours the close button says "Close" in the language of the client.
      return {
        type: 'modal',
        title: plain('Relais', limits.modalTitle),
        blocks: noticeBlocks(notice, 'modal', drawing),
      };
    },
    noticeMessage: async (notice, locale) => {
      const drawing = await drawingFor(peopleInText(notice.text), locale);
      return {
        text: mrkdwnOf(notice.text, limits.fallback, drawing.handleOf),
        blocks: noticeBlocks(notice, 'message', drawing),
      };
    },
    cardModal: async (card, locale) => drawCardModal(card, await drawingFor(peopleInCard(card), locale)),
    cardMessage: async (card, locale) => drawCard(card, await drawingFor(peopleInCard(card), locale)),
    home: async (card, locale) => drawHome(card, await drawingFor(peopleInCard(card), locale)),
  };
}

function noticeBlocks({ tone, text, actions }: Notice, surface: Surface, drawing: Drawing): DrawnBlock[] {
  const blocks: CardBlock[] = [
    { type: 'text', text: withIcon(noticeIcons[tone], text) },
    { type: 'actions', actions },
  ];
  return fitBlocks(
    blocks.map((block) => ({ type: 'card', block })),
    surface,
    drawing,
  );
}

function withIcon(icon: string, text: Text): Text {
  if (icon === '') return text;
  return typeof text === 'string' ? `${icon}${text}` : [icon, ...text];
}
