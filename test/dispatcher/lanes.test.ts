import { describe, expect, test } from '@jest/globals';
import { createLanes } from '../../src/dispatcher/capacity/lanes.ts';

interface Item {
  name: string;
  workspaceId: string;
  webhookId: string;
}

/** An item of the webhook that its first letter names. */
function itemOf(name: string, workspaceId = 'acme'): Item {
  return { name, workspaceId, webhookId: name.charAt(0) };
}

function lanesWith(slots: number, ...items: Item[]) {
  const lanes = createLanes<Item>(slots);
  for (const item of items) lanes.add(item);
  return lanes;
}

/** Takes items until none may start, of so many places in all; answers their names. */
function takeAll(lanes: ReturnType<typeof createLanes<Item>>, places = 1_000_000): string[] {
  const taken: string[] = [];
  for (let free = places; free > 0; free -= 1) {
    const item = lanes.next(free);
    if (!item) break;
    taken.push(item.name);
  }
  return taken;
}

describe('lanes', () => {
  test('give the webhooks their turns one after the other, however much one of them holds', () => {
    const names = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2'];
    const lanes = lanesWith(10, ...names.map((name) => itemOf(name)));
    expect(takeAll(lanes)).toEqual(['a1', 'b1', 'a2', 'b2', 'a3', 'a4']);
  });

  test('give the workspaces their turns one after the other, however many webhooks one of them has', () => {
    const names = ['a1', 'b1', 'c1', 'c2'];
    const lanes = lanesWith(10, ...names.map((name) => itemOf(name)));
    for (const name of ['x1', 'x2']) lanes.add(itemOf(name, 'globex'));
    expect(takeAll(lanes)).toEqual(['a1', 'x1', 'b1', 'x2', 'c1', 'c2']);
  });

  test('start no more of a webhook than it has slots, and go on when one comes free', () => {
    const names = ['a1', 'a2', 'a3', 'a4'];
    const lanes = lanesWith(2, ...names.map((name) => itemOf(name)));
    expect(takeAll(lanes)).toEqual(['a1', 'a2']);
    lanes.finish(itemOf('a1'));
    expect(takeAll(lanes)).toEqual(['a3']);
    expect(lanes.countOf('a')).toBe(3);
  });

  test('pass a workspace over that occupies as many places as are free, whose webhooks ever', () => {
    const many = Array.from('abcdefghijkl').map((webhook) => itemOf(`${webhook}1`));
    const lanes = lanesWith(2, ...many);
    expect(takeAll(lanes, 12)).toEqual(['a1', 'b1', 'c1', 'd1', 'e1', 'f1']);
    for (const name of ['x1', 'x2', 'y1', 'y2']) lanes.add(itemOf(name, 'globex'));
    // Six are free: the other one takes half of them, and a third one finds room still.
    expect(takeAll(lanes, 6)).toEqual(['x1', 'y1', 'x2']);
    lanes.add(itemOf('z1', 'initech'));
    lanes.add(itemOf('z2', 'initech'));
    expect(takeAll(lanes, 3)).toEqual(['z1', 'z2']);
    lanes.finish(itemOf('a1'));
    expect(takeAll(lanes, 2)).toEqual([]);
  });

  test('give a place first to the workspace, and there to the webhook, that occupies the least', () => {
    const names = ['a1', 'a2', 'a3', 'b1', 'b2', 'b3'];
    const lanes = lanesWith(10, ...names.map((name) => itemOf(name)));
    for (const name of ['x1', 'x2', 'x3']) lanes.add(itemOf(name, 'globex'));
    expect(takeAll(lanes, 4)).toEqual(['a1', 'x1', 'b1']); // a hangs, and b and x hang
    lanes.add(itemOf('c1'));
    lanes.add(itemOf('c2'));
    lanes.finish(itemOf('x1'));
    const taken = Array.from({ length: 4 }, () => lanes.next(100)?.name);
    expect(taken).toEqual(['x2', 'x3', 'c1', 'a2']);
  });

  test('serve a workspace again that was passed over when places come free', () => {
    const lanes = lanesWith(10, ...['a1', 'a2', 'a3'].map((name) => itemOf(name)));
    expect(takeAll(lanes, 2)).toEqual(['a1']);
    expect(lanes.next(1)).toBeUndefined();
    lanes.finish(itemOf('a1'));
    expect(takeAll(lanes, 2)).toEqual(['a2']);
    expect(lanes.next(2)?.name).toBe('a3');
  });

  test('take out what matches and nothing else, and keep the order of the rest', () => {
    const names = ['a1', 'a2-old', 'a3', 'b1-old'];
    const lanes = lanesWith(1, ...names.map((name) => itemOf(name)));
    const taken = lanes.takeOut(({ name }) => name.endsWith('old'));
    expect(taken.map(({ name }) => name)).toEqual(['a2-old', 'b1-old']);
    expect(lanes.countOf('b')).toBe(0);
    expect(takeAll(lanes)).toEqual(['a1']);
    lanes.finish(itemOf('a1'));
    expect(takeAll(lanes)).toEqual(['a3']);
  });

  test('serve a webhook again whose waiting items were all taken out', () => {
    const lanes = lanesWith(1, itemOf('a1'));
    expect(lanes.takeOut(() => true)).toHaveLength(1);
    lanes.add(itemOf('a2'));
    expect(takeAll(lanes)).toEqual(['a2']);
    expect(lanes.takeOut(() => true)).toEqual([]);
    lanes.finish(itemOf('a2'));
    expect(lanes.countOf('a')).toBe(0);
  });

  test('name the webhooks that hold much, under way and waiting together', () => {
    const lanes = lanesWith(1, itemOf('a1'), itemOf('a2'), itemOf('b1'));
    lanes.next(10);
    expect(lanes.fuller(2)).toEqual(['a']);
  });

  test('keep nothing of webhooks that hold nothing, however many there were', () => {
    const lanes = createLanes<Item>(2);
    const items = Array.from({ length: 1_000 }, (_, n) => {
      return { name: 'a', workspaceId: `workspace ${n % 7}`, webhookId: `webhook ${n}` };
    });
    for (const item of items) {
      lanes.add(item);
      lanes.add({ ...item, name: 'b' });
    }
    expect(lanes.fuller(0)).toHaveLength(1_000);
    expect(lanes.takeOut(({ name }) => name === 'b')).toHaveLength(1_000);
    expect(takeAll(lanes)).toHaveLength(1_000);
    for (const item of items) lanes.finish(item);
    expect(lanes.fuller(0)).toEqual([]);
    lanes.add(itemOf('a1', 'workspace 1'));
    expect(takeAll(lanes, 1)).toEqual(['a1']); // nothing of the workspace counts as occupied
  });
});
