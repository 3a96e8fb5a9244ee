/**
 * Milliseconds the processor spends in this process from now on, for what is to be quick by itself: a clock also counts
 * what other programs take of a busy machine.
 */
export function processorTime(): () => number {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
}
