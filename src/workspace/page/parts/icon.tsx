/** Line icons on a 20 px grid, drawn for this page. They never stand alone: a word or a label is always beside them. */
const paths = {
  alert: 'M10 3 18 17H2L10 3Zm0 5v4m0 2.5v.01',
  app: 'M6 10a2.6 2.6 0 1 1-5.2 0A2.6 2.6 0 0 1 6 10Zm0 0h12.5M14.5 6l4 4-4 4',
  back: 'M12 4 6 10l6 6',
  bolt: 'M11 2 4 11.5h5L8.5 18 16 8.5h-5L11 2Z',
  calendar: 'M3.5 5h13v12h-13V5Zm0 4h13M7 2.5V6m6-3.5V6',
  check: 'm4 10.5 4 4 8-9',
  chevron: 'm5 7.5 5 5 5-5',
  clock: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM10 6v4.2l2.8 1.8',
  close: 'm5 5 10 10M15 5 5 15',
  eye: 'M1.5 10S4.5 4.5 10 4.5 18.500 10 18.500 10 15.500 15.500 10 15.500 1.500 10 1.500 10Zm8.500 2.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5Z',
  forward: 'm4 5 6 5-6 5V5Zm8 0v10m3.500-10v10',
  globe:
    'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM2.5 10h15M10 2.5c2.200 2 3.200 4.500 3.200 7.500s-1 5.500-3.200 7.500c-2.200-2-3.200-4.500-3.200-7.500s1-5.500 3.200-7.500Z',
  hash: 'M4 7.500h13M3 12.500h13M8 3.500l-1.500 13M13.500 3.500 12 16.500',
  lamp: 'M7.500 14.500c0-2-2.500-3-2.500-6.200a5 5 0 0 1 10 0c0 3.200-2.500 4.200-2.500 6.200h-5Zm.5 3h4',
  lock: 'M4.500 9h11v8h-11V9Zm2.500 0V6.500a3 3 0 0 1 6 0V9',
  minus: 'M5 10h10',
  more: 'M4.500 10v.01M10 10v.01M15.500 10v.01',
  panel: 'M2.500 4h15v12h-15V4Zm9 0v12',
  people:
    'M7 9.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm-5 7c0-3 2.200-5 5-5s5 2 5 5m1-7.200a2.600 2.600 0 1 0-.8-5M14.500 11.800c2 .5 3.500 2.200 3.500 4.700',
  reply: 'M3 4h14v9.500H9L5 17v-3.500H3V4Z',
  revoked: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15ZM4.800 4.800l10.400 10.400',
  send: 'm3 10-.5-7L18 10 2.500 17 3 10Zm0 0h7',
  theme: 'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15Zm0-15v15M10 6l4.5 4.5M10 10.5l3.5 3.5',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
