/** The latest long runs, as their scripts printed them; whoever runs one again writes it here, and calls `npm run docs`. */
export const longRuns: readonly { command: string; date: string; machine: string; result: string }[] = [
  {
    command: 'npm run kills -- --times 200 --seed 4100',
    date: '2026-11-25',
    machine: 'two cores',
    result: '200 kills, 133 of them in the middle of a request: nothing lost, nothing doubled. 562 s.',
  },
  {
    command: 'npm run simulate -- --seed 5100',
    date: '2026-11-26',
    machine: 'two cores, busy with other work',
    result:
      '98,652 runs in 66.5 minutes. **Five are broken and not mended yet**; each is played again by its seed and path: ' +
      '5111 `373:0:0:0:0:0:1:1:1:1:1:1:1:2:2:6:7:9:9:3:0:4:5` (`rightAccountOnly`), ' +
      '5124 `340:0:0:0:1:1:1:1:1:1:1:1:1:1:1:1:2:0:1:1:1:1:0:0:0:1:1:1:1:1:1:1:3:3:3:6:6` (`noCardTwice`), ' +
      '5138 `803:0:0:0:0:0:0:0:0:0:1:1:1:1:1:1:1:1:1:2:5:5:5:7:8:9:15:17:17:17:17:20:20:17` (`everyDueInstantIsActedOn`), ' +
      '5161 `666:0:0:0:0:0:0:0:0:0:0:0:0:1:1:1:0:0:0:0:0:1:4:3:5:5:6:5:5:5:8:6:6:7:7:7:7:7:7:7` (`comesToRest`), ' +
      '5177 `808:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:2:2:1:2:6:3:5:5:6:6:7:8` (`noCardTwice`).',
  },
];
