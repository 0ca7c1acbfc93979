import { constants, createDeflate, deflateSync } from 'node:zlib';
import type { WebSocket } from 'ws';

/** One frame of the gateway protocol. */
export interface Frame {
  op: number;
  d?: unknown;
  s?: number | null;
  t?: string | null;
}

/** Gateway opcodes. */
export const Op = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  resume: 6,
  reconnect: 7,
  requestMembers: 8,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const;

/** One open websocket, with the compression the bot asked for. */
export interface Connection {
  send(frame: Frame): void;
  /** Compress each frame by itself from now on (asked for in IDENTIFY). */
  compressEach(): void;
  close(code: number, reason?: string): void;
}

/** Wraps a websocket; `stream` is the zlib-stream transport compression: one deflate context for the whole connection. */
export function createConnection(socket: WebSocket, { stream }: { stream: boolean }): Connection {
  const deflate = stream ? createDeflate({ chunkSize: 65_535 }) : undefined;
  let chunks: Buffer[] = [];
  let each = false;
  deflate?.on('data', (chunk: Buffer) => chunks.push(chunk));

  return {
    send(frame) {
      const text = JSON.stringify({ t: null, s: null, ...frame });
      if (deflate) {
        deflate.write(text);
        deflate.flush(constants.Z_SYNC_FLUSH, () => {
          socket.send(Buffer.concat(chunks));
          chunks = [];
        });
      } else {
        socket.send(each ? deflateSync(text) : text);
      }
    },
    compressEach() {
      each = !deflate;
    },
    close: (code, reason) => socket.close(code, reason),
  };
}
