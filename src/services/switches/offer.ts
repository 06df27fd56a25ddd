import type { Clock } from '../../core/clock.ts';
import type { Operation } from '../../core/operation.ts';
import type { Endpoint, ProviderName } from '../../core/provider.ts';
import type { OptionValues, SwitchedOff } from '../../core/refusal.ts';
import type { Evidence, SwitchKey, SwitchRow } from '../store/contract.ts';
import { isLasting, type Switches } from './switches.ts';

/** One line for the operator: what is off, since when, by what proof, and when it is tried again. */
export interface OffLine extends SwitchKey {
  readonly operations: readonly string[];
  readonly since: number;
  readonly retryAt: number | undefined;
  readonly proof: readonly Evidence[];
}

/** What members may ask for, by what is switched off. */
export interface Offer {
  /** It is offered here, and some way to it is open. */
  isOn(operation: Operation): boolean;
  /** Its command is in Discord's lists: some way to it is open, or was until a moment ago. */
  isListed(operation: Operation): boolean;
  /** All that is switched off and why. */
  off(): readonly OffLine[];
  /** The same of any rows. */
  linesOf(rows: readonly SwitchRow[]): readonly OffLine[];
  /** What a member is told who asked for it. */
  explain(key: SwitchKey, operationName: string): SwitchedOff;
  endpoint(key: SwitchKey): Endpoint | undefined;
  /** No question tells whether it is back: now and then one order may try it. */
  isTriedByOrders(key: SwitchKey): boolean;
}

interface OfferParts {
  readonly operations: readonly Operation[];
  /** Has a key, and the operator did not switch it off. */
  readonly isOffered: (operation: Operation) => boolean;
  readonly switches: Pick<Switches, 'off' | 'retiredModels'>;
  readonly clock: Clock;
  /** The operator's own list. */
  readonly disabledModels: readonly string[];
}

export function createOffer({ operations, isOffered, switches, disabledModels, clock }: OfferParts): Offer {
  const offOf = (provider: ProviderName, { path }: Endpoint) =>
    switches.off().find((off) => off.model === undefined && off.provider === provider && off.path === path);
  // what only an order can show to be back has to stay within reach
  const isOpen = (provider: ProviderName, endpoint: Endpoint) =>
    endpoint.required === undefined || offOf(provider, endpoint) === undefined;
  function isShut(provider: ProviderName, endpoint: Endpoint): boolean {
    const off = offOf(provider, endpoint);
    return endpoint.required !== undefined && off !== undefined && isLasting(off, clock.now());
  }
  const endpoint = ({ provider, path }: SwitchKey) =>
    operations
      .filter((each) => each.provider === provider)
      .flatMap(({ endpoints }) => endpoints)
      .find((each) => each.path === path);
  const isOn = (operation: Operation) =>
    isOffered(operation) && operation.endpoints.some((endpoint) => isOpen(operation.provider, endpoint));
  const nameOf = ({ name, localNames }: Operation) => ({ name, localNames });

  const linesOf = (rows: readonly SwitchRow[]): readonly OffLine[] =>
    rows.map(({ provider, path, model, offSince, retryAt, proof }) => ({
      operations: operations
        .filter(({ endpoints }) => endpoints.some((each) => each.path === path))
        .map(({ name }) => name),
      provider,
      path,
      model,
      since: offSince ?? 0,
      retryAt: retryAt ?? undefined,
      proof,
    }));

  function insteadOf({ instead }: Operation) {
    const others = instead.flatMap((name) => operations.find((each) => each.name === name) ?? []);
    return others.filter(isOn).map(nameOf);
  }

  function choiceOf(
    { path, model }: SwitchKey,
    operation: Operation,
  ): { value: string; left: OptionValues } | undefined {
    if (model !== undefined) {
      const values = operation.options.find(({ name }) => name === 'model')?.choices?.map(({ value }) => value) ?? [];
      const gone = [model, ...switches.retiredModels(), ...disabledModels];
      return { value: model, left: { option: 'model', values: values.filter((value) => !gone.includes(value)) } };
    }
    const choice = operation.endpoints.find((endpoint) => endpoint.path === path)?.choice;
    if (!choice || !isOn(operation)) return undefined;
    const left = operation.endpoints.filter(
      (endpoint) => endpoint.path !== path && isOpen(operation.provider, endpoint),
    );
    const values = left
      .flatMap((endpoint) => endpoint.choice?.value ?? [])
      .filter((value) => !disabledModels.includes(value));
    return { value: choice.value, left: { option: choice.option, values } };
  }

  return {
    isOn,
    isListed: (operation) =>
      isOffered(operation) && !operation.endpoints.every((endpoint) => isShut(operation.provider, endpoint)),
    off: () => linesOf(switches.off()),
    linesOf,
    explain(key, operationName) {
      const operation = operations.find(({ name }) => name === operationName);
      if (!operation) throw new Error('An order of an operation that nobody declared');
      const choice = choiceOf(key, operation);
      return { command: nameOf(operation), ...(choice && { choice }), instead: insteadOf(operation) };
    },
    endpoint,
    isTriedByOrders: (key) => key.model !== undefined || endpoint(key)?.required === undefined,
  };
}
