/** How long to wait before connecting again, ms: soon at first, then patiently. */
const RETRY = [200, 500, 1000, 2000, 3000];

/**
 * The page's websocket, which reconnects by itself.
 * @param {Record<string, (reply: any) => void>} on what to do with each type of message
 * @param {(online: boolean) => void} onOnline
 */
export function connect(on, onOnline) {
  let socket;
  let tries = 0;
  let lastId = 0;
  const waiting = new Map();

  function open() {
    socket = new WebSocket(`ws://${location.host}/live`);
    socket.onopen = () => {
      tries = 0;
      onOnline(true);
    };
    socket.onmessage = ({ data }) => {
      const reply = JSON.parse(data);
      if (reply.type !== 'result') return on[reply.type]?.(reply);
      const { resolve, reject } = waiting.get(reply.id) ?? {};
      waiting.delete(reply.id);
      if (reply.ok) resolve?.(reply.value);
      else reject?.(new Error(reply.reason));
    };
    socket.onclose = () => {
      onOnline(false);
      for (const { reject } of waiting.values()) reject(new Error('The connection to the sandbox was lost. Please try again.'));
      waiting.clear();
      setTimeout(open, RETRY[Math.min(tries++, RETRY.length - 1)]);
    };
  }
  open();

  /** Ask the sandbox to do something; rejects with words for the person. */
  return function ask(request) {
    if (socket.readyState !== WebSocket.OPEN) return Promise.reject(new Error('The sandbox is not answering. Please try again in a moment.'));
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, ...request }));
    });
  };
}
