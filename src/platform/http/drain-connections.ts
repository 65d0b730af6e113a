import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Knows which connections carry a request. The answer, called when the server stops, lets the others go at once (also those on
 * which nothing was ever asked) and the busy ones as soon as their reply is out.
 */
export function trackConnections(server: Server): () => void {
  const underWay = new Map<Socket, number>();
  let stopping = false;
  server.on('connection', (socket) => {
    if (stopping) {
      socket.destroy();
      return;
    }
    underWay.set(socket, 0);
    socket.once('close', () => underWay.delete(socket));
  });
  server.on('request', ({ socket }, reply) => {
    underWay.set(socket, (underWay.get(socket) ?? 0) + 1);
    if (stopping) reply.shouldKeepAlive = false;
    reply.once('close', () => {
      const left = (underWay.get(socket) ?? 1) - 1;
      if (underWay.has(socket)) underWay.set(socket, left);
      if (stopping && left <= 0) socket.end(() => socket.destroy());
    });
  });
  return () => {
    stopping = true;
    for (const [socket, requests] of underWay) if (requests === 0) socket.destroy();
  };
}
