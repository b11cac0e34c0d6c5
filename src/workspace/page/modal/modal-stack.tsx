import { useId } from 'react';
import { actResult, modalStack } from '../../slack/browser-api.ts';
import { Dialog } from '../parts/dialog.tsx';
import { send } from '../state/client.ts';
import { invalidate, useResource } from '../state/resources.ts';
import { useSession } from '../state/session.ts';
import { ModalView } from './modal-view.tsx';
import { useTypedByView } from './typed-by-view.ts';

/** The modals of the current person: the last one is on screen, those below wait with what was typed into them. */
export function ModalStack() {
  const { me, complain } = useSession();
  const path = `/people/${me.id}/modals`;
  const stack = useResource(path, modalStack);
  const modals = stack?.modals ?? [];
  const top = modals.at(-1);
  const titleId = useId();
  const typed = useTypedByView(modals);
  if (!top) return null;

  const close = async (all: boolean) => {
    await send(`/people/${me.id}/modals/${top.id}/close`, { all }, actResult).catch((error: unknown) => {
      complain(error instanceof Error ? error.message : String(error));
    });
    invalidate((stale) => stale === path);
  };
  return (
    <Dialog key={me.id} className="modal" labelledBy={titleId} onEscape={() => void close(false)}>
      <ModalView
        key={top.id}
        view={top}
        depth={modals.length}
        titleId={titleId}
        typed={typed.of(top.id)}
        onTyped={(next) => typed.set(top.id, next)}
        onClose={(all) => void close(all)}
        onSent={() => invalidate((stale) => stale === path)}
      />
    </Dialog>
  );
}
