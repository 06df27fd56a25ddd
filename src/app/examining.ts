import manifest from '../../package.json' with { type: 'json' };
import type { Config } from '../config.ts';
import { hostRuleOf } from '../core/hosts.ts';
import { createExamine, type ExamineParts } from '../services/doctor/examine.ts';
import type { Http } from '../services/http/contract.ts';

const TIMEOUTS = { connectMs: 5000, headersMs: 5000, bodyMs: 5000 };
const ANSWER_BYTES = 64 * 1024;

interface Parts extends Omit<ExamineParts, 'askPublicAddress' | 'directory' | 'version' | 'runtime' | 'unset'> {
  readonly config: Config;
  readonly http: Http;
}

/** What `/doctor` asks, with what the environment says. */
export function openExamination({ config, http, ...parts }: Parts) {
  const { PUBLIC_URL: publicUrl } = config;
  const ask = publicUrl && ((signal: AbortSignal) => isAnswering(http, publicUrl, signal));
  return createExamine({
    ...parts,
    directory: config.DATA_DIR,
    askPublicAddress: ask,
    version: manifest.version,
    runtime: `Node ${process.versions.node}`,
    unset: unsetIn(config),
  });
}

/** By the way that everybody takes who opens a link of ours. */
async function isAnswering(http: Http, publicUrl: URL, signal: AbortSignal): Promise<boolean> {
  const { status } = await http.exchange({
    method: 'GET',
    url: new URL('healthz', publicUrl.href.replace(/\/*$/, '/')),
    hosts: { rules: [hostRuleOf(publicUrl)] },
    timeouts: TIMEOUTS,
    maximumBytes: ANSWER_BYTES,
    signal,
  });
  return status === 200;
}

/** Each makes something possible that nobody misses until it is needed. */
function unsetIn(config: Config): readonly string[] {
  const names = ['FREEPIK_API_KEY', 'APIFRAME_API_KEY', 'OPERATOR_MONTHLY_CREDITS'] as const;
  const unset: string[] = names.filter((name) => config[name] === undefined);
  const hasAddress = config.FILE_SERVICE_URL !== undefined || config.PUBLIC_URL !== undefined;
  return hasAddress ? unset : [...unset, 'FILE_SERVICE_URL', 'PUBLIC_URL'];
}
