import { z } from 'zod';

const cap = (usual: number) => z.int().min(1).max(10_000).default(usual);

/** `brakes:` of `relais.yaml`: how much may happen before two people have to say that it is meant. */
export const brakesSchema = z.strictObject({
  cutOffs: z
    .strictObject({
      perHour: cap(10).meta({ description: 'Departures whose access begins to end, in any 60 minutes.' }),
      perDay: cap(40).meta({ description: 'The same in any 24 hours.' }),
    })
    .prefault({})
    .meta({ description: 'How many cut-offs may begin.' }),
  destructivePerDeparture: cap(100).meta({
    description: 'Calls of one departure that nobody can undo.',
  }),
  devicesPerDay: cap(10).meta({
    description: 'Devices that data is wiped from, over all departures, in any 24 hours.',
  }),
  hrFeed: z
    .strictObject({
      people: cap(10).meta({ description: 'People whose end HR systems may report in any 24 hours.' }),
      percent: z.number().positive().max(100).default(5).meta({
        description:
          'The same as a share of everybody, in percent; it counts where that is fewer, but never for fewer than three.',
      }),
    })
    .prefault({})
    .meta({ description: 'How many ends HR systems may report before people look at the list.' }),
});
export type BrakeLimits = z.infer<typeof brakesSchema>;
