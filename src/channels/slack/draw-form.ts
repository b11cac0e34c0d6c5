import type { types } from '@slack/bolt';
import type { FormView } from '../../views/form-view.ts';
import { drawField } from './draw-field.ts';
import { plain } from './draw-text.ts';
import { type Drawing, fitBlocks, type Part } from './fit-blocks.ts';
import { encodeMetadata, metadataOf } from './form-metadata.ts';
import { limits } from './limits.ts';

export function drawForm(form: FormView, drawing: Drawing): types.ModalView {
  const parts = form.parts.flatMap((part): Part[] => {
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
