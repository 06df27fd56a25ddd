import type { Clock } from '../../core/clock.ts';
import { PollError, type Provider, type ProviderName, SubmitError, type TaskState } from '../../core/provider.ts';
import { type Meter, type ProviderQuestion, timed } from '../metrics/meter.ts';
import type { RateBucket, RequestKind } from './rate-bucket.ts';

interface Parts {
  readonly name: ProviderName;
  readonly meter: Meter;
  readonly clock: Clock;
}

/** The same provider, each of whose answers is counted. */
export function measuredProvider(provider: Provider, { name, meter, clock }: Parts): Provider {
  const ask = <T>(request: ProviderQuestion, work: () => Promise<T>, answered: (value: T) => string) =>
    timed(clock, work, { answered, failed: failureOf }, (outcome, seconds) =>
      meter.providerRequest({ provider: name, request, outcome }, seconds),
    );
  const stateOf = ({ status }: TaskState) => status;
  const { pollMany, repeats, upload, webhooks } = provider;

  return {
    submit: (request, signal) => ask('submit', () => provider.submit(request, signal), stateOf),
    ...(repeats && { repeats }),
    ...(upload && {
      upload: (bytes, type, signal) =>
        ask(
          'upload',
          () => upload(bytes, type, signal),
          () => 'taken',
        ),
    }),
    poll: (ticket, signal) => ask('poll', () => provider.poll(ticket, signal), stateOf),
    ...(pollMany && {
      pollMany: {
        most: pollMany.most,
        ask: (tickets, signal) =>
          ask(
            'poll',
            () => pollMany.ask(tickets, signal),
            () => 'several',
          ),
      },
    }),
    ...(webhooks && { webhooks }),
    probe: (signal) =>
      ask(
        'probe',
        () => provider.probe(signal),
        ({ status }) => status,
      ),
    presence: (endpoint, signal) =>
      ask(
        'presence',
        () => provider.presence(endpoint, signal),
        (presence) => presence,
      ),
  };
}

function failureOf(error: unknown): string {
  if (error instanceof SubmitError) return error.fate === 'unknown' ? 'unknown' : error.reason.code;
  return error instanceof PollError ? error.kind : 'error';
}

/** The same bucket, whose waits are counted. */
export function measuredBucket(bucket: RateBucket, { name, meter, clock }: Parts): RateBucket {
  async function waited<T>(kind: RequestKind, turn: Promise<T>): Promise<T> {
    const from = clock.elapsed();
    const value = await turn;
    meter.providerWait({ provider: name, request: kind }, (clock.elapsed() - from) / 1000);
    return value;
  }

  return {
    ...bucket,
    take: (kind, signal) => waited(kind, bucket.take(kind, signal)),
    inTurn: (kind, attempt, signal) => waited(kind, bucket.inTurn(kind, attempt, signal)),
  };
}
