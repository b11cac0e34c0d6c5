import { useEffect, useMemo, useState } from 'react';

const tick = 10_000;

/** The workspace's time: what the clock said when it was last read, and what has passed since. */
export function useNow(read: string | undefined): Date {
  const [now, setNow] = useState(() => Date.now());
  const base = useMemo(() => ({ said: read ? Date.parse(read) : Date.now(), at: Date.now() }), [read]);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tick);
    return () => clearInterval(timer);
  }, []);
  const elapsed = Math.max(0, now - base.at);
  // To the minute: nothing on the page is finer, and everything that shows a time hangs on this.
  const minute = Math.floor((base.said + elapsed) / 60_000) * 60_000;
  return useMemo(() => new Date(minute), [minute]);
}
