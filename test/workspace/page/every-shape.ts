import { drawCard, drawHome } from '../../../src/channels/slack/draw-card.ts';
import { drawForm } from '../../../src/channels/slack/draw-form.ts';
import { slackWords } from '../../../src/views/slack-words.ts';
import type { Language } from '../../../src/workspace/page/words/words.ts';
import type { Message, View } from '../../../src/workspace/slack/browser-api.ts';
import type { DistinctViews } from './distinct-views.ts';
import { drawn, drawnMessage, drawnModal } from './renderer.ts';

/**
 * Everything Relais shows in chat, as the page draws it: one of each shape. Two cards that differ only in their words
 * are one shape; an empty text is a shape of its own.
 */
export function everyShape(
  language: Language,
  views: DistinctViews,
): { shapes: readonly string[]; cards: number; forms: number } {
  const drawing = {
    handleOf: (id: string) => `U0${id.toUpperCase()}`,
    more: slackWords(language).more,
    moment: slackWords(language).moment,
  };
  const seen = new Set<string>();
  const isNew = (kind: string, blocks: unknown) => seen.size < seen.add(`${kind} ${shapeOf(blocks)}`).size;
  const shapes: string[] = [];
  const count = { cards: 0, forms: 0 };
  const addCard = (card: Parameters<typeof drawCard>[0]) => {
    const isHome = card.kind === 'home';
    const { blocks, text } = isHome ? { ...drawHome(card, drawing), text: '' } : drawCard(card, drawing);
    if (!isNew(card.kind, blocks)) return;
    count.cards += 1;
    const id = `card-${count.cards}`;
    shapes.push(
      isHome
        ? `<div class="home"><div class="home-page">${drawn(blocks, { language, domPrefix: id })}</div></div>`
        : drawnMessage(messageOf(count.cards, { text, blocks: named(blocks, id) }), language),
    );
  };
  const addForm = (view: Parameters<typeof drawForm>[0]) => {
    const { title, submit, close, blocks } = drawForm(view, drawing);
    if (!isNew(view.kind, blocks)) return;
    count.forms += 1;
    const id = `form-${count.forms}`;
    const modal: View = {
      id,
      kind: 'modal',
      callbackId: view.kind,
      title: title.text,
      submit: submit?.text ?? null,
      close: close?.text ?? null,
      blocks: named(blocks, id),
      hash: '1',
    };
    const inside = drawnModal(modal, `${id}-title`, language);
    shapes.push(`<dialog open class="dialog modal" aria-labelledby="${id}-title">${inside}</dialog>`);
  };
  for (const card of views.cards) addCard(card);
  for (const view of views.forms) addForm(view);
  return { shapes, ...count };
}

/** What is left of blocks without their words. */
function shapeOf(blocks: unknown): string {
  return JSON.stringify(blocks, (key, value: unknown) =>
    typeof value === 'string' && key !== 'type' && key !== 'style' ? value.trim() === '' : value,
  );
}

function messageOf(at: number, content: Pick<Message, 'text' | 'blocks'>): Message {
  return {
    ...content,
    channel: 'D0MAYA',
    ts: `${1774256400 + at}.000100`,
    author: { kind: 'app', id: 'U0RELAIS', name: 'Relais', avatarUrl: '' },
    attachments: [],
    threadTs: null,
    replyCount: at % 2,
    latestReplyTs: at % 2 ? `${1774256500 + at}.000100` : null,
    edited: at % 2 === 0,
    ephemeral: at % 3 === 0,
  };
}

/** The workspace names blocks that have no name, as Slack does. */
function named(blocks: readonly object[], prefix: string): View['blocks'] {
  return blocks.map((block, index) => ({ block_id: `${prefix}-${index}`, type: '', ...block }));
}
