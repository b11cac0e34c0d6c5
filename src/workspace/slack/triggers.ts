import { randomBytes } from 'node:crypto';

export interface Triggers {
  issue(personId: string): string;
  /** Whose act it was; each trigger opens one view. */
  exchange(id: string): { personId: string } | 'invalid_trigger_id' | 'expired_trigger_id' | 'exchanged_trigger_id';
}

/** Slack's: an act may open a view within three seconds, on the real clock. */
const life = 3000;

/** Kept in memory only: none lives long enough to matter after a restart. */
export function createTriggers(realNow: () => number): Triggers {
  const issued = new Map<string, { personId: string; expires: number; used: boolean }>();
  return {
    issue: (personId) => {
      // Remember the dead for a while, so that a late or second use is told apart from a forged one.
      for (const [id, trigger] of issued) if (trigger.expires + 600_000 < realNow()) issued.delete(id);
      const id = `${realNow()}.${randomBytes(5).readUIntBE(0, 5)}.${randomBytes(16).toString('hex')}`;
      issued.set(id, { personId, expires: realNow() + life, used: false });
      return id;
    },
    exchange: (id) => {
      const trigger = issued.get(id);
      if (!trigger) return 'invalid_trigger_id';
      if (trigger.used) return 'exchanged_trigger_id';
      if (trigger.expires < realNow()) return 'expired_trigger_id';
      trigger.used = true;
      return { personId: trigger.personId };
    },
  };
}
