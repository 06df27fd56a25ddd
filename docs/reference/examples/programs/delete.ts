const { FILE_SERVICE_URL, FILE_ID = '' } = process.env;

const response = await fetch(`${FILE_SERVICE_URL}/api/v1/file/delete/${encodeURIComponent(FILE_ID)}`, {
  method: 'DELETE',
  signal: AbortSignal.timeout(90_000),
});
const text = await response.text();
if (!response.ok) throw new Error(`${response.status} ${text}`);
console.log(text);
