/** The only source of time of the engine and the adapters. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
