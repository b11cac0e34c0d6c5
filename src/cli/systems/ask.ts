import { createInterface } from 'node:readline/promises';

/** Puts one question to whoever is at the terminal; null where there is nobody. An empty answer takes the proposal. */
export type Ask = (question: string, proposal?: string) => Promise<string | null>;

/** Asks on the terminal that the process was started from; nobody is there where the input is a file or a pipe. */
export function askOnTerminal(): { ask: Ask; close(): void } {
  if (!process.stdin.isTTY) return { ask: async () => null, close() {} };
  const reader = createInterface({ input: process.stdin, output: process.stdout });
  return {
    async ask(question, proposal) {
      const answer = (await reader.question(`${question}${proposal ? ` [${proposal}]` : ''} `)).trim();
      return answer === '' ? (proposal ?? '') : answer;
    },
    close: () => reader.close(),
  };
}
