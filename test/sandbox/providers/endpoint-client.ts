import { expect } from 'vitest';
import { z } from 'zod';
import type { MovableClock } from '../../../sandbox/movable-clock.ts';
import type { LocalFreepik } from '../../../sandbox/providers/local-freepik.ts';
import { createClient } from './client.ts';

const task = z.looseObject({ task_id: z.string() });
const submitted = z.union([z.object({ data: task }).transform(({ data }) => data), task]);
const polled = z.object({ data: z.looseObject({ status: z.string(), generated: z.array(z.string()) }) });

/** One endpoint, whose tasks take a minute of the clock. */
export function createEndpointClient(freepik: LocalFreepik, clock: MovableClock, path: string) {
  const { headers } = createClient(freepik);
  const submit = (body: unknown, more: RequestInit = {}) =>
    fetch(`${freepik.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body), ...more });

  async function look(id: string) {
    const response = await fetch(`${freepik.url}${path}/${id}`, { headers });
    return polled.parse(await response.json()).data;
  }

  async function finish(body: unknown) {
    const response = await submit(body);
    expect(response.status, await response.clone().text()).toBe(200);
    const { task_id: id } = submitted.parse(await response.json());
    clock.advance(60_000);
    return look(id);
  }

  return {
    headers,
    submit,
    look,
    finish,
    /** The picture that comes of it. */
    async picture(body: unknown): Promise<Buffer> {
      const { generated } = await finish(body);
      return download(generated.find((entry) => URL.canParse(entry)) ?? '');
    },
    async expectRefused(body: unknown, field: string): Promise<void> {
      const billed = freepik.billed;
      const response = await submit(body);
      expect(await response.json()).toMatchObject({ message: 'Validation error', invalid_params: [{ field }] });
      expect(response.status).toBe(400);
      expect(freepik.billed).toBe(billed);
    },
  };
}

export async function download(url: string): Promise<Buffer> {
  const response = await fetch(url);
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

export const base64 = (bytes: Buffer) => bytes.toString('base64');
