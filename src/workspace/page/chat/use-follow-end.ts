import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Within this many pixels of the end, a reader counts as being at the end. */
const nearEnd = 80;

export interface FollowEnd {
  box: RefObject<HTMLDivElement | null>;
  onScroll: () => void;
  /** Something new stands below, out of sight. */
  below: boolean;
  toEnd: () => void;
  /** The reader is to see something that is not at the end: growing cards no longer pull them there. */
  letGo: () => void;
}

/**
 * Keeps a box of messages where its reader is: it stays when a message is edited in place, and follows new ones only
 * while the reader is at the end, or wrote the newest themselves; otherwise it tells that there is something below.
 * `latest` is the newest message, empty when there is none; `isOwn` whether its author is the reader.
 */
export function useFollowEnd(latest: string, isOwn: boolean): FollowEnd {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const opened = useRef(false);
  const [below, setBelow] = useState(false);

  const toEnd = () => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
    setBelow(false);
    // What is taller than the box is read from its start, too.
    const last = element?.firstElementChild?.lastElementChild;
    if (element && last && last.getBoundingClientRect().height > element.clientHeight) last.scrollIntoView();
  };
  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd;
    if (atEnd.current) setBelow(false);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new latest message is the reason to scroll
  useLayoutEffect(() => {
    if (latest === '') return;
    const divider = opened.current ? null : box.current?.querySelector('[data-new]');
    opened.current = true;
    // What is new begins at the top, so that a long card is read from its start.
    if (divider) {
      divider.scrollIntoView({ block: 'start' });
      onScroll();
    } else if (atEnd.current || isOwn) {
      atEnd.current = true;
      toEnd();
    } else setBelow(true);
  }, [latest]);
  useEffect(() => {
    const content = box.current?.firstElementChild;
    if (!content) return;
    // A card that grows in place (edited, image loaded) must not push the end out of sight.
    const sizes = new ResizeObserver(() => {
      if (atEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight;
    });
    sizes.observe(content);
    return () => sizes.disconnect();
  }, []);
  const letGo = useCallback(() => {
    atEnd.current = false;
  }, []);
  return { box, onScroll, below, toEnd, letGo };
}
