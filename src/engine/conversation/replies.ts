import type { Refusal } from '../../domain/refusal.ts';
import { act } from '../../views/act-names.ts';
import { button } from '../../views/blocks.ts';
import type { CardAction } from '../../views/card-view.ts';
import type { FormView } from '../../views/form-view.ts';
import type { CatalogueKey } from '../../views/words/translate.ts';
import type { Voice } from '../../views/words/voice.ts';
import type { Notice, Reply } from './conversation.ts';

/** Whom it is said to. */
type Said = { voice: Voice };

export function formReply(form: FormView): Reply {
  return { type: 'form', form, how: 'replace' };
}

export function noticeReply(
  text: Notice['text'],
  tone: Notice['tone'] = 'neutral',
  actions: Notice['actions'] = [],
): Reply {
  return { type: 'notice', notice: { tone, text, actions } };
}

/** The way from words to the departure that they are about. */
export function openButton(voice: Voice, departureId: string, about: string): CardAction {
  return button(voice, act('departure.open', departureId), 'button.open', { style: 'primary', about });
}

/**
 * What somebody has decided, and what leaves access open: a tick would say that it is closed. And what waits for an
 * answer elsewhere.
 */
const unticked: ReadonlySet<CatalogueKey> = new Set(['notice.waived', 'notice.withdrawn', 'notice.alumniAsked']);

/** Said in words; the cards follow by themselves. */
export function doneReply(
  turn: Said,
  key: CatalogueKey,
  params: Readonly<Record<string, string | number>> = {},
): Reply {
  const tone = unticked.has(key) ? 'neutral' : 'good';
  return { type: 'done', notice: { tone, text: turn.voice.t(key, params), actions: [] } };
}

export function refusalReply(turn: Said, { code, params }: Refusal): Reply {
  return noticeReply(turn.voice.t(`refusal.${code}`, params), 'refused');
}

/** Beside the field it is about, so that nothing the person typed is lost. */
export function errorReply(turn: Said, field: string, { code, params }: Refusal): Reply {
  return { type: 'errors', errors: { [field]: turn.voice.t(`refusal.${code}`, params) } };
}
