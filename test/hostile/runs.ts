/** How many cases each property tries: few in the suite, many on demand with `HOSTILE_RUNS=5000`. */
export function runs(few: number): number {
  const asked = Number(process.env['HOSTILE_RUNS']);
  return Number.isInteger(asked) && asked > 0 ? asked : few;
}
