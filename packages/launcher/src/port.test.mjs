import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { requireFreePort } from './port.mjs';

test('a taken port is refused in words, with another to try', async () => {
  const other = createServer();
  const port = await new Promise((resolve) => other.listen(0, () => resolve(other.address().port)));
  await expect(requireFreePort(String(port))).rejects.toThrow(
    `Port ${port} is taken by another program, perhaps by Heping itself.\nStop that one, or choose another port: PORT=${port + 1} npm start`,
  );
  await new Promise((resolve) => other.close(resolve));
  await requireFreePort(String(port));
});

test.each(['', 'http', '-1', '65536', '3000.5'])('"%s" is no port', async (text) => {
  await expect(requireFreePort(text)).rejects.toThrow('It has to be a whole number from 0 to 65535.');
});
