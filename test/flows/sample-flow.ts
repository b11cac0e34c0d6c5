/** A small flow that is right; tests break one line of it at a time. */
export const sampleFlow = `id: sample
version: 1
name: { en: Sample, fr: Exemple }
kinds: [resignation]
workerTypes: [employee]
cutOff:
  mode: scheduled
  suggested: { from: last-working-day, at: '18:00' }
confirmation:
  confirmers:
    - role: it
      count: 1
farewell: { from: last-working-day, offset: -1 }
survey:
  opens: { from: last-working-day, offset: -2 }
  closes: { from: last-working-day, offset: 14 }
handovers:
  due: { from: last-working-day }
equipment:
  due: { from: last-working-day }
credentials:
  due: { from: cut-off, offset: 1, unit: business-days }
steps:
  - id: first
    title: { en: First, fr: Premier }
    owner: hr
    starts: { from: last-working-day, offset: -5 }
    due: { from: last-working-day, offset: -2 }
    reminders: [{ offset: -1 }]
    escalate: { after: { offset: 1 }, to: admin }
  - id: second
    title: { en: Second, fr: Deuxième }
    owner: leaver
    next: [manager]
    after: [first]
    due: { from: last-working-day }
  - id: third
    title: { en: Third, fr: Troisième }
    owner: it
    starts: { from: cut-off }
    after: [second]
    due: { from: cut-off, offset: 1, unit: business-days }
    proof: note
`;

/** The sample with one piece replaced; fails when the piece is not there, so that no test checks an unbroken flow. */
export function sampleWith(...changes: readonly (readonly [string, string])[]): string {
  let text = sampleFlow;
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`the sample flow has no ${JSON.stringify(from)}`);
    text = text.replace(from, to);
  }
  return text;
}
