import { act } from '../act-names.ts';
import { button, dialog } from '../blocks.ts';
import type { CardAction } from '../card-view.ts';
import type { Voice } from '../words/voice.ts';

/** What can be done with a draft: go on, or discard it. `name` is the leaver's, as shown. */
export function draftActions(voice: Voice, departureId: string, name: string): readonly CardAction[] {
  return [
    button(voice, act('walk.resume', departureId), 'button.continue', { style: 'primary', about: name }),
    discardAction(voice, departureId, name),
  ];
}

/** Throws the draft away, once the person has said so twice. */
export function discardAction(voice: Voice, departureId: string, name: string): CardAction {
  const confirm = dialog(
    voice,
    { title: 'dialog.discard.title', confirm: 'dialog.discard.confirm', deny: 'dialog.discard.deny' },
    voice.t('dialog.discard.text', { name }),
  );
  return button(voice, act('walk.discard', departureId), 'button.discard', { style: 'danger', about: name, confirm });
}
