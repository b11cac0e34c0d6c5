import type { types } from '@slack/bolt';
import type { ActRef, CardAction } from '../../views/card-view.ts';
import { encodeCarried } from './act-ref.ts';
import { plain } from './draw-text.ts';
import { limits } from './limits.ts';

export function drawButton(action: CardAction, actionIdOf: (act: ActRef) => string): types.Button {
  const { confirm, style } = action;
  return {
    type: 'button',
    action_id: actionIdOf(action.act),
    value: encodeCarried(action.act),
    text: plain(action.label, limits.button),
    accessibility_label: plain(action.accessibilityLabel.trim() || action.label, limits.accessibilityLabel).text,
    ...(style === 'default' ? {} : { style }),
    ...(confirm && {
      confirm: {
        title: plain(confirm.title, limits.confirmTitle),
        text: plain(confirm.brief ?? confirm.text, limits.confirmText),
        confirm: plain(confirm.confirm, limits.confirmButton),
        deny: plain(confirm.deny, limits.confirmButton),
        ...(style === 'default' ? {} : { style }),
      },
    }),
  };
}
