import type { types } from '@slack/bolt';
import { actions, text } from '../../views/blocks.ts';
import type { CardBlock } from '../../views/card-view.ts';
import type { FlatPart, FoldPart, FormView } from '../../views/form-view.ts';
import { drawField } from './draw-field.ts';
import { plain } from './draw-text.ts';
import { type Drawing, fitBlocks, type Part } from './fit-blocks.ts';
import { encodeMetadata, metadataOf } from './form-metadata.ts';
import { limits } from './limits.ts';

export function drawForm(form: FormView, drawing: Drawing): types.ModalView {
  const parts = form.parts.flatMap(inSight).flatMap((part): Part[] => {
    if (part.type === 'block') return [{ type: 'card', block: part.block }];
    const field = drawField(part.field, form.kind, drawing.handleOf);
    return field === null ? [] : [{ type: 'drawn', block: field }];
  });
  return {
    type: 'modal',
    callback_id: `relais:${form.kind}`,
    private_metadata: encodeMetadata(metadataOf(form)),
    title: plain(form.title, limits.modalTitle),
    close: plain(form.close, limits.modalButton),
    ...(form.submit && { submit: plain(form.submit.label, limits.modalButton) }),
    notify_on_close: true,
    blocks: fitBlocks(parts, 'modal', drawing),
  };
}

/** Slack cannot fold: what is closed is a button that asks for the same form with it open. */
function inSight(part: FormView['parts'][number]): readonly FlatPart[] {
  if (part.type !== 'fold') return [part];
  return part.open ? [block(text([{ strong: part.label }])), ...part.parts] : [block(opener(part))];
}

function opener({ label, show }: FoldPart): CardBlock {
  return actions({ act: show, label, accessibilityLabel: label, style: 'default', confirm: null });
}

function block(one: CardBlock): FlatPart {
  return { type: 'block', block: one };
}
