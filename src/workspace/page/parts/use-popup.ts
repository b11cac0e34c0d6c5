import { type RefObject, useLayoutEffect } from 'react';

const gap = 4;
const margin = 8;

/**
 * Shows a popup in the browser's top layer, so that no scroll container or dialog cuts it off, and keeps it beside its
 * anchor: below where there is room, else above.
 */
export function usePopup(anchor: RefObject<HTMLElement | null>, popup: RefObject<HTMLElement | null>, open: boolean) {
  useLayoutEffect(() => {
    const box = popup.current;
    const at = anchor.current;
    if (!open || !box || !at) return;
    box.showPopover();
    const place = () => {
      const rect = at.getBoundingClientRect();
      const below = window.innerHeight - rect.bottom - gap - margin;
      const above = rect.top - gap - margin;
      const wanted = box.scrollHeight + 2;
      const up = below < Math.min(wanted, 240) && above > below;
      const height = Math.min(wanted, up ? above : below, 360);
      const stretch = box.dataset['stretch'] === 'yes';
      if (stretch) box.style.width = `${rect.width}px`;
      box.style.maxHeight = `${Math.max(height, 80)}px`;
      const width = stretch ? rect.width : box.offsetWidth;
      const wantedLeft = box.dataset['align'] === 'end' ? rect.right - width : rect.left;
      box.style.left = `${Math.max(margin, Math.min(wantedLeft, window.innerWidth - width - margin))}px`;
      box.style.top = up ? `${rect.top - gap - Math.max(height, 80)}px` : `${rect.bottom + gap}px`;
      if (up) box.style.top = `${rect.top - gap - box.offsetHeight}px`;
    };
    place();
    const sizes = new ResizeObserver(place);
    sizes.observe(at);
    sizes.observe(box);
    window.addEventListener('resize', place);
    document.addEventListener('scroll', place, { capture: true, passive: true });
    return () => {
      sizes.disconnect();
      window.removeEventListener('resize', place);
      document.removeEventListener('scroll', place, { capture: true });
      if (box.isConnected && box.matches(':popover-open')) box.hidePopover();
    };
  }, [open, anchor, popup]);
}

/** Closes something when a press lands outside both elements. */
export function usePressOutside(
  inside: readonly RefObject<HTMLElement | null>[],
  active: boolean,
  onOutside: () => void,
) {
  useLayoutEffect(() => {
    if (!active) return;
    const onPress = (event: PointerEvent) => {
      const target = event.target;
      if (target instanceof Node && !inside.some((ref) => ref.current?.contains(target))) onOutside();
    };
    document.addEventListener('pointerdown', onPress, true);
    return () => document.removeEventListener('pointerdown', onPress, true);
  });
}
