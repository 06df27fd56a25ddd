set -euo pipefail

# one for each picture that you want: kept, the order can be sent again when its answer was lost
ORDER=${ORDER:-order-$(date +%s)-$RANDOM}

curl -sS --fail-with-body --retry 3 --max-time 30 -o answer.json "$APIFRAME_V2_API_URL/v2/images/generate" \
  -A "$USER_AGENT" -H "X-API-Key: $APIFRAME_V2_API_KEY" -H "Idempotency-Key: $ORDER" -H 'content-type: application/json' \
  -d '{ "model": "flux-1.1-pro", "prompt": "a sunflower field in the wind", "fluxParams": { "aspect_ratio": "4:3" } }'
JOB=$(grep -oE '"jobId" *: *"[^"]+"' answer.json | cut -d '"' -f 4)
echo "Job $JOB"

END=$((SECONDS + 900))
STATUS=QUEUED
until [ "$STATUS" = COMPLETED ] && grep -qE 'https?://' answer.json; do
  case "$STATUS" in FAILED | CANCELLED) cat answer.json >&2; exit 1 ;; esac
  if [ "$SECONDS" -gt "$END" ]; then echo "Still not finished" >&2; exit 1; fi
  sleep 3
  curl -sS --fail-with-body --retry 3 --max-time 30 -o answer.json "$APIFRAME_V2_API_URL/v2/jobs/$JOB" \
    -A "$USER_AGENT" -H "X-API-Key: $APIFRAME_V2_API_KEY"
  STATUS=$(grep -oE '"status" *: *"[^"]+"' answer.json | head -n 1 | cut -d '"' -f 4)
done

LINK=$(grep -oE 'https?://[^"]+' answer.json | head -n 1)
curl -sS --fail --max-time 60 -o result.png "$LINK"
