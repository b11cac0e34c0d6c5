/**
 * What counts or writes days: all of these folders but the files that try words, limits and rights, which take long and
 * know no time.
 */
const timely = ['domain', 'flows', 'views'].map((folder) => `test/${folder}/**/*.test.ts`);
const timeless = ['domain/people/permissions', 'flows/malformed', 'views/catalogue', 'views/leaks', 'views/views'].map(
  (name) => `test/${name}.test.ts`,
);

/** Runs them as if the machine stood in this time zone. None is where we work. */
export function machineIn(zone: string) {
  return {
    extends: true as const,
    test: { name: zone, include: timely, exclude: timeless, isolate: false, env: { TZ: zone } },
  };
}
