import { parentPort, workerData } from 'node:worker_threads';
import { matchSchools } from './match.ts';
import type { WorkerOrder, WorkerReport } from './worker.ts';

const send = (report: WorkerReport) => parentPort?.postMessage(report);
const result = matchSchools({ ...(workerData as WorkerOrder), onProgress: (progress) => send({ progress }) });
send({ result: { ...result, inputs: { ...result.inputs, schools: [] } } });
