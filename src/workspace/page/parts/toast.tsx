import { useEffect } from 'react';
import { useWords } from '../words/words.ts';
import { Icon } from './icon.tsx';

/** Long enough to read two lines twice; what happened stands in the conversation, too. */
const shownFor = 12_000;

/** One problem, said aloud; it leaves by itself, or when it is dismissed. */
export function Toast({ message, onDismiss }: { message: string | null; onDismiss: () => void }) {
  const { say } = useWords();
  useEffect(() => {
    if (message === null) return;
    const timer = setTimeout(onDismiss, shownFor);
    return () => clearTimeout(timer);
  }, [message, onDismiss]);
  return (
    <div className="toast-place" role="alert">
      {message && (
        <div className="toast">
          <Icon name="alert" size={18} />
          <p>{message}</p>
          <button type="button" className="icon-button" aria-label={say('page.dismiss')} onClick={onDismiss}>
            <Icon name="close" size={16} />
          </button>
        </div>
      )}
    </div>
  );
}
