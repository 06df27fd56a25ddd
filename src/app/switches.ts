import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import { offering } from '../core/follow-up.ts';
import type { Facts, Operation } from '../core/operation.ts';
import type { ProviderName } from '../core/provider.ts';
import type { GuardedProvider } from '../services/jobs/parts.ts';
import type { Log } from '../services/logging/create-log.ts';
import type { Store } from '../services/store/contract.ts';
import { createOffer } from '../services/switches/offer.ts';
import { createSwitches } from '../services/switches/switches.ts';
import { createSwitchWatch } from '../services/switches/watch-switches.ts';

interface SwitchParts {
  readonly config: Pick<Config, 'DISABLED_MODELS' | 'DISABLED_OPERATIONS'>;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly providers: ReadonlyMap<ProviderName, GuardedProvider>;
  readonly operations: readonly Operation[];
  readonly facts: () => Facts;
}

/** What switches itself off and on, and what follows from it. */
export async function openSwitches({ config, operations, facts, ...parts }: SwitchParts) {
  const isDisabled = (name: string) => config.DISABLED_OPERATIONS?.includes(name) ?? false;
  const isOffered = ({ name, provider }: Operation) => parts.providers.has(provider) && !isDisabled(name);
  const offered = operations.filter(isOffered);
  const switches = createSwitches(parts);
  const offer = createOffer({
    operations,
    isOffered,
    switches,
    disabledModels: config.DISABLED_MODELS ?? [],
    clock: parts.clock,
  });
  const offeredNow = () => offered.filter(offer.isOn);
  const isOfferedNow = (name: string) => offeredNow().some((each) => each.name === name);
  await switches.refresh();
  return {
    switches,
    offer,
    /** By the operator. */
    offered,
    /** Without what is switched off at the moment. */
    offeredNow,
    /** As Discord lists them. */
    listed: () => offered.filter(offer.isListed),
    /** Of any that there is, with the follow-ups that are offered at the moment. */
    shown(name: string): Operation | undefined {
      const known = operations.find((each) => each.name === name);
      return known && offering(known, isOfferedNow);
    },
    /** For new orders; one that was accepted is judged again when it is sent. */
    factsNow: (): Facts => ({ ...facts(), retiredModels: switches.retiredModels() }),
    watchSwitches: createSwitchWatch({ ...parts, switches, endpoint: offer.endpoint }),
  };
}
