import type { Sandbox } from '../contract.ts';
import type { Request } from './protocol.ts';

/** Misbehave once, on purpose: what the "Trouble" menu offers. */
export function makeTrouble(sandbox: Sandbox, kind: Extract<Request, { do: 'trouble' }>['kind']): void {
  if (kind === 'drop') sandbox.dropConnections();
  else if (kind === 'refresh') sandbox.refreshConnections();
  else sandbox.faults[kind] += 1;
}
