import { useCallback, useRef, useState } from 'react';

interface Said {
  id: number;
  text: string;
}

/** Enough for five accounts ending at once; older ones were read out long ago. */
const kept = 8;

/** What to read out, newest last. Each is an element of its own, so that two at one moment are both said. */
export function useAnnouncer(): { said: readonly Said[]; announce: (text: string) => void } {
  const [said, setSaid] = useState<readonly Said[]>([]);
  const next = useRef(0);
  const announce = useCallback((text: string) => {
    next.current += 1;
    const id = next.current;
    setSaid((before) => [...before, { id, text }].slice(-kept));
  }, []);
  return { said, announce };
}
