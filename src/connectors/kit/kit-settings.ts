import { z } from 'zod';

/** Settings of every connector that is made of the kit; `names` says what its entries are there: `Logins or ids`. */
export function kitSettings(names: string) {
  return {
    protected: z
      .array(z.string())
      .default([])
      .meta({ description: `${names} of accounts that must never be touched: break-glass, service accounts.` }),
  };
}
