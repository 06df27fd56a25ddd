const { APIFRAME_API_URL, APIFRAME_API_KEY = '', USER_AGENT = '' } = process.env;

const response = await fetch(`${APIFRAME_API_URL}/account`, {
  headers: { 'user-agent': USER_AGENT, authorization: APIFRAME_API_KEY },
  signal: AbortSignal.timeout(30_000),
  redirect: 'error',
});
const text = await response.text();
if (!response.ok) throw new Error(`${response.status} ${text}`);

const { credits }: { credits: number } = JSON.parse(text);
console.log(`${credits} credits left`);
