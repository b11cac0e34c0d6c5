import type { JobParameters, JobRepository } from 'agenda';

/**
 * Agenda's repository, and a gate before what takes jobs. Agenda gives back what it has taken when it stops, but what
 * it is taking at that moment would stay taken, by nobody, until its lock runs out.
 */
export interface TakingGate {
  repository: JobRepository;
  open(): void;
  /** Nothing is taken from now on; resolves once what was being taken is given back. */
  close(): Promise<void>;
}

type Taken = Promise<JobParameters | undefined>;

export function createTakingGate(repository: JobRepository): TakingGate {
  const underWay = new Set<Taken>();
  let isOpen = true;

  async function take(ask: () => Taken): Taken {
    if (!isOpen) return undefined;
    const taking = ask().then(async (job) => {
      if (isOpen || !job?._id) return job;
      await repository.unlockJobs([job._id]);
      return undefined;
    });
    underWay.add(taking);
    return taking.finally(() => underWay.delete(taking));
  }

  const gated: Pick<JobRepository, 'getNextJobToRun' | 'lockJob'> = {
    getNextJobToRun: (...asked) => take(() => repository.getNextJobToRun(...asked)),
    lockJob: (...asked) => take(() => repository.lockJob(...asked)),
  };
  return {
    repository: new Proxy(repository, {
      get(target, name) {
        if (name === 'getNextJobToRun' || name === 'lockJob') return gated[name];
        const value: unknown = Reflect.get(target, name);
        // Bound, because what is private to it is not private to a proxy of it.
        return typeof value === 'function' ? value.bind(target) : value;
      },
    }),
    open() {
      isOpen = true;
    },
    async close() {
      isOpen = false;
      await Promise.allSettled(underWay);
    },
  };
}
