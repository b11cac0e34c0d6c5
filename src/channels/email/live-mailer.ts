import type { Mailer } from './mailer.ts';

/**
 * A mailer whose settings may change while mails are on their way: each mail goes by what `settings` gives when it is
 * sent, and ends with what it began with. Whose domain and address it is does not change.
 */
export function createLiveMailer<Settings>(settings: () => Settings, make: (settings: Settings) => Mailer): Mailer {
  const using = (by: Settings) => ({ by, mailer: make(by), underWay: 0 });
  let current = using(settings());
  const { domain, address } = current.mailer;

  function now(): typeof current {
    const wanted = settings();
    if (wanted === current.by) return current;
    const before = current;
    current = using(wanted);
    closeUnused(before);
    return current;
  }

  function closeUnused(one: typeof current): void {
    if (one !== current && one.underWay === 0) one.mailer.close();
  }

  return {
    domain,
    address,
    async send(mail) {
      const one = now();
      one.underWay += 1;
      try {
        await one.mailer.send(mail);
      } finally {
        one.underWay -= 1;
        closeUnused(one);
      }
    },
    check: () => now().mailer.check(),
    close: () => current.mailer.close(),
  };
}
