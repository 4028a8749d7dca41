import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  createHostRests,
  hostRest,
  namesMax,
  type HostRests,
  type NotedResult,
} from '../../src/dispatcher/host-rests.ts';

const minuteMs = 60_000;
const url = 'https://discord.example.com/****abcd';
const settings = { format: 'DISCORD', shownUrl: url } as const;

let nowMs: number;
let warnings: unknown[];
let restCount: number;
let rests: HostRests;
const create = (senderCount: number) =>
  createHostRests({
    logger: { warn: (...said: unknown[]) => void warnings.push(said) },
    clock: { monotonicMs: () => nowMs },
    senderCount,
    onRest: () => (restCount += 1),
  });
beforeEach(() => {
  nowMs = 0;
  warnings = [];
  restCount = 0;
  rests = create(1);
});

const note = (workspaceId: string, facts: NotedResult['facts']) =>
  rests.note({ delivery: { workspaceId }, facts });

/** Each of many workspaces is refused a few. */
function refuse(count: number, responseStatus = 404, format: 'DISCORD' | null = 'DISCORD') {
  for (let n = 0; n < count; n += 1) note(`ws_${n % 100}`, { format, url, responseStatus });
}

const leftMs = (given: Parameters<HostRests['leftMs']>[1] = settings) =>
  rests.leftMs('ws_other', given);

test('a host that refused 2,000 messages in ten minutes gets none for ten minutes', () => {
  refuse(hostRest.refusedMax - 1);
  expect(leftMs()).toBe(0);
  nowMs = 9 * minuteMs;
  refuse(1, 429);
  expect(leftMs()).toBe(10 * minuteMs);
  nowMs += 10 * minuteMs;
  expect(leftMs()).toBe(0);
  expect([warnings.length, restCount]).toEqual([1, 1]);
  expect(warnings).toMatchObject([[{ host: 'discord.example.com' }, expect.any(String)]]);
});

test('refusals of more than ten minutes ago do not count', () => {
  refuse(hostRest.refusedMax - 1);
  nowMs = 10 * minuteMs;
  refuse(1);
  expect(leftMs()).toBe(0);
});

test('neither other answers nor requests of JSON count', () => {
  refuse(hostRest.refusedMax, 200);
  refuse(hostRest.refusedMax, 503);
  refuse(hostRest.refusedMax, 400); // our fault
  refuse(hostRest.refusedMax, 404, null);
  expect(leftMs()).toBe(0);
});

test('workers divide the number', () => {
  rests = create(16);
  refuse(hostRest.refusedMax / 16 - 1);
  expect(leftMs()).toBe(0);
  refuse(1);
  expect(leftMs()).toBe(10 * minuteMs);
});

test('all names of Discord are one host', () => {
  const names = ['discord.com', 'discord.com.', 'canary.discord.com', 'discordapp.com'];
  for (let n = 0; n < hostRest.refusedMax; n += 1) {
    const ofOne = `https://${names[n % names.length]}/****abcd`;
    note(`ws_${n % 100}`, { format: 'DISCORD', url: ofOne, responseStatus: 401 });
  }
  const shownUrl = 'https://canary.discordapp.com/****abcd';
  expect(leftMs({ format: 'DISCORD', shownUrl })).toBe(10 * minuteMs);
});

test('only messages to that host wait', () => {
  refuse(hostRest.refusedMax);
  expect(leftMs({ format: 'JSON', shownUrl: url })).toBe(0);
  expect(leftMs({ ...settings, shownUrl: 'https://chat.example.com/****' })).toBe(0);
});

describe('a workspace that was refused 200 messages', () => {
  const refuseOne = (count: number, workspaceId = 'ws_one') => {
    for (let n = 0; n < count; n += 1) {
      note(workspaceId, { format: 'DISCORD', url, responseStatus: 404 });
    }
  };

  test('sends that host none for ten minutes, and others still do', () => {
    refuseOne(hostRest.refusedOfOneMax - 1);
    expect(rests.leftMs('ws_one', settings)).toBe(0);
    refuseOne(1);
    expect(rests.leftMs('ws_one', settings)).toBe(10 * minuteMs);
    expect(leftMs()).toBe(0);
    const shownUrl = 'https://chat.example.com/****';
    expect(rests.leftMs('ws_one', { ...settings, shownUrl })).toBe(0);
    expect(warnings).toMatchObject([[{ workspaceId: 'ws_one' }, expect.any(String)]]);
    expect(restCount).toBe(0);
    nowMs = 10 * minuteMs;
    expect(rests.leftMs('ws_one', settings)).toBe(0);
  });

  test('is not forgotten while it is refused or rests, however many others are', () => {
    const refuseOthers = (count: number) => {
      for (let n = 0; n < count; n += 1) refuseOne(1, `ws_${(otherCount += 1)}`);
    };
    let otherCount = 0;
    refuseOne(hostRest.refusedOfOneMax / 2);
    refuseOthers(namesMax - 1);
    refuseOne(hostRest.refusedOfOneMax / 2 - 1);
    refuseOthers(namesMax - 1);
    refuseOne(1);
    expect(rests.leftMs('ws_one', settings)).toBeGreaterThan(0);
    refuseOthers(namesMax + 1);
    expect(rests.leftMs('ws_one', settings)).toBeGreaterThan(0);
  });
});
