/** The process in which hostile bytes are opened: one job at a time, by message; it ends with its parent. */
import { develop, type Developed, type Job } from './develop.ts';

/** `cpuMs`: how long the processor worked for it, ms. */
export type Answer = { readonly cpuMs: number } & (
  { readonly developed: Developed } | { readonly fault: string; readonly code: string | undefined }
);

process.on('disconnect', () => process.exit(0));
process.on('message', (job) => {
  // Safe: the only one who writes to this process is darkroom.ts.
  void answer(job as Job).then((said) => process.send?.(said));
});

async function answer(job: Job): Promise<Answer> {
  const before = process.cpuUsage();
  const said = await saidOf(job);
  const { user, system } = process.cpuUsage(before);
  return { ...said, cpuMs: Math.round((user + system) / 1000) };
}

async function saidOf(job: Job) {
  try {
    return { developed: await develop(job) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    return { fault: error instanceof Error ? error.message : String(error), code };
  }
}
