import { useWords } from '../words/words.ts';
import { Icon } from './icon.tsx';

/** One problem, said aloud and kept on screen until somebody has seen it. */
export function Toast({ message, onDismiss }: { message: string | null; onDismiss: () => void }) {
  const { say } = useWords();
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
