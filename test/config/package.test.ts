import { expect, test } from '@jest/globals';
import { requireNode } from '../../src/config/package.ts';

test.each(['22.17.0', '22.18.0', '23.0.0', '100.0.0'])('Node %s may run the service', (used) => {
  expect(() => requireNode(used)).not.toThrow();
});

test.each(['22.16.9', '22.9.0', '20.20.2', '9.0.0'])(
  'Node %s is refused by a sentence that says which is needed',
  (used) => {
    const message = `Node 22.17 or newer is needed; this is ${used}.`;
    expect(() => requireNode(used)).toThrow(message);
  },
);
