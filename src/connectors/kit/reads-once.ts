import type { SharedReads } from '../../engine/ports/connector.ts';

/** One read of a moment is made once, whoever asks for it: its failure counts for the whole moment too. */
export function readsOnce(): SharedReads {
  const made = new Map<string, Promise<unknown>>();
  return {
    once<Answer>(key: string, read: () => Promise<Answer>): Promise<Answer> {
      const earlier = made.get(key);
      // Under one key always the same kind of answer is kept; the map cannot know of which.
      if (earlier !== undefined) return earlier as Promise<Answer>;
      const answer = read();
      made.set(key, answer);
      return answer;
    },
  };
}
