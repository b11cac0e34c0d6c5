import { useId } from 'react';
import { Dialog } from '../parts/dialog.tsx';
import type { ConfirmDialog } from './schema.ts';
import { Text } from './text.tsx';

/** The question an element asks before it acts, with the verbs the app gave to its two buttons. */
export function ConfirmPrompt({ dialog, onAnswer }: { dialog: ConfirmDialog; onAnswer: (accepted: boolean) => void }) {
  const titleId = useId();
  const textId = useId();
  return (
    <Dialog
      className="dialog-small"
      role="alertdialog"
      labelledBy={titleId}
      describedBy={textId}
      onEscape={() => onAnswer(false)}
    >
      <h2 id={titleId} className="dialog-title">
        <Text text={dialog.title} />
      </h2>
      <div id={textId} className="dialog-text block-text">
        <Text text={dialog.text} />
      </div>
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={() => onAnswer(false)}>
          <Text text={dialog.deny} />
        </button>
        <button
          type="button"
          className={`button button-${dialog.style === 'danger' ? 'danger-solid' : 'primary'}`}
          onClick={() => onAnswer(true)}
        >
          <Text text={dialog.confirm} />
        </button>
      </div>
    </Dialog>
  );
}
