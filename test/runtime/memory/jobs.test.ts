import { Worker } from "node:worker_threads";
import { Jobs, JobState } from "../../../runtime/memory/jobs.js";

test("a queued job is taken back once", () => {
  const jobs = new Jobs(2);
  jobs.queue(1);
  expect([jobs.isIdle(0), jobs.isIdle(1)]).toEqual([true, false]);
  expect([jobs.takeBack(0), jobs.takeBack(1), jobs.takeBack(1)]).toEqual([false, true, false]);
  expect(jobs.isIdle(1)).toBe(true);
});

test("a running job can't be taken back, but cancelled, and isn't idle before it has ended", () => {
  const jobs = new Jobs(1);
  const words = new Int32Array(jobs.control);
  words[0] = JobState.running;
  expect(jobs.takeBack(0)).toBe(false);
  expect(jobs.isRunning(0)).toBe(true);
  jobs.cancel(0);
  expect([words[0], jobs.isRunning(0), jobs.isIdle(0)]).toEqual([JobState.cancelled, false, false]);
});

test("a job that makes no progress isn't waited for", () => {
  const jobs = new Jobs(1);
  new Int32Array(jobs.control)[0] = JobState.running;
  jobs.wait(0);
  expect(jobs.isRunning(0)).toBe(true);
});

test("a slow job that makes progress is waited for", () => {
  const jobs = new Jobs(2);
  new Int32Array(jobs.control)[1] = JobState.running;
  // Several times as long as is waited for one step.
  const code = `
    const words = new Int32Array(process.getBuiltinModule("node:worker_threads").workerData);
    let steps = 0;
    const step = () => {
      Atomics.add(words, 3, 1);
      if (++steps < 20) return setTimeout(step, 10);
      Atomics.store(words, 1, ${JobState.idle});
      Atomics.notify(words, 1);
    };
    step();`;
  const worker = new Worker(code, { eval: true, workerData: jobs.control });
  worker.unref();
  while (new Int32Array(jobs.control)[3] === 0) Atomics.wait(new Int32Array(jobs.control), 3, 0, 10);
  jobs.wait(1);
  expect(jobs.isIdle(1)).toBe(true);
});
